export {
  atLeast, evidence, evidenceInterval, evidenceQuantile, exactly, expectedRate, gateFor, inputsFor, rateFor, resultsFor,
  resultsInterval, resultsQuantile,
} from "./chance.js";
export { backend } from "./engine.js";
export { FunnelError } from "./error.js";
export { Funnel } from "./confident.js";
export { forward, rateFromCounts, rateOneIn, required, sensitivity } from "./functions.js";
export {
  arrivalsFor, flowAtLeast, flowExactly, flowExpected, flowInterval, flowQuantile, flowRevenueAtLeast, flowRevenueQuantile,
  inputsForRevenue, revenueAtLeast, revenueQuantile, weeksFor, weeksForRevenue,
} from "./revenue.js";
export {
  betaBinomialProbability, betaQuantile, binomialProbability, gammaQuantile, incompleteBeta, incompleteGamma,
  lnBetaBinomialProbability, lnBinomialProbability, lnPoissonProbability, normalQuantile, normalTails, poissonProbability,
} from "./special.js";
export {
  activityGauge, attainment, convert, coverage, overall, perYear, ratesFromCounts, requiredCoverage, rollUp, solve, velocity,
  velocityEffect, weightedPipeline, whole, wholeEach,
} from "./tools.js";
export type { ConfidentPlan, Plan, Target } from "./confident.js";
export type { Backend } from "./raw.js";
export type { FunnelGoal, FunnelOptions, GateOptions, GateRate, PeriodPlan, StagePlan } from "./funnel.js";
export type {
  Amount, Answer, Calendar, CalendarName, Chance, Conflict, Counted, Coverage, DealSize, Effect, ErrorCode, Evidence, Flow,
  Forward, GateFor, Goal, InputsFor, Known, LeverChoice, Likelihood, Method, Numbers, Period, Pipeline, Policy, Prior,
  Required, ResultsFor, ResultsInterval, ResultsQuantile, RevenueGoal, RollUp, Share, Solution, Start, Step, Tails,
  Unreachable, VelocityEffect, VelocityFactors, VolumeGoal, WeeksFor, Whole,
} from "./types.js";
