export { backend } from "./engine.js";
export { FunnelError } from "./error.js";
export { Funnel } from "./funnel.js";
export {
  activityGauge, attainment, convert, coverage, forward, overall, perYear, rateFromCounts, rateOneIn, ratesFromCounts,
  required, requiredCoverage, rollUp, sensitivity, solve, velocity, velocityEffect, weightedPipeline, whole, wholeEach,
} from "./functions.js";
export type { Backend } from "./raw.js";
export type {
  FunnelGoal, FunnelOptions, GateOptions, GateRate, PeriodPlan, Plan, StagePlan, Target,
} from "./funnel.js";
export type {
  Answer, Calendar, CalendarName, Conflict, Coverage, Effect, ErrorCode, Forward, Goal, LeverChoice, Numbers, Period,
  Pipeline, Policy, Required, RevenueGoal, RollUp, Solution, Start, Step, Unreachable, VelocityEffect, VelocityFactors,
  VolumeGoal, Whole,
} from "./types.js";
