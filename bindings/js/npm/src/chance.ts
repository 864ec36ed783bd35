/** Funnels, their plans, and how sure they are: the chances of counts. */
export {
  accelerate, backend, forward, FunnelError, rateFromCounts, rateOneIn, required, sensitivity, type Allowed, type Backend,
  type Calendar, type CalendarName, type DealSize, type Effect, type ErrorCode, type Forward, type FunnelGoal, type FunnelOptions,
  type GateOptions, type GateRate, type Goal, type LeverChoice, type ModuleSource, type Numbers, type Period, type PeriodPlan,
  type Policy, type Required, type RevenueGoal, type PlanBase, type StagePlan, type Start, type Step, type Unreachable,
  type VolumeGoal, type Whole, type WorkingDays,
} from "./plan.js";
export { Chance, Evidence, gateFor, rateFor, Results } from "./chances.js";
export { Funnel } from "./confident.js";
export { arrivalsFor, Flow } from "./flows.js";
export type { ConfidentPlan, Plan, Target } from "./confident.js";
export type {
  Beta, Counts, FlowOptions, Gate, GateFor, InputsFor, Interval, KnownRate, LeftOut, Method, Prior, Probability, Quantile, Share, WeeksFor,
} from "./types.js";
