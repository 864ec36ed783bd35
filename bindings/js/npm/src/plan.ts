/** Funnels and their plans alone, for pages that ask nothing else. */
export { accelerate } from "./accelerate.js";
export { backend } from "./engine.js";
export { FunnelError } from "./error.js";
export { forward, rateFromCounts, rateOneIn, required, sensitivity } from "./functions.js";
export { Funnel } from "./funnel.js";
export type { ModuleSource } from "./accelerate.js";
export type { FunnelGoal, FunnelOptions, GateOptions, GateRate, PeriodPlan, Plan, PlanBase, StagePlan, Target, WorkingDays } from "./funnel.js";
export type { Backend } from "./raw.js";
export type {
  Allowed, Calendar, CalendarName, DealSize, Effect, ErrorCode, Forward, Goal, LeverChoice, Numbers, Period, Policy, Required, RevenueGoal,
  Start, Step, Unreachable, VolumeGoal, Whole,
} from "./types.js";
