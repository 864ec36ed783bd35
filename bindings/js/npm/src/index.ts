/** Sales-funnel maths: plans, chances, revenue and scorecards. */
export * from "./chance.js";
export { Chance, Flow, Results, Revenue } from "./revenue.js";
export type { RevenueAim } from "./revenue.js";
export {
  betaBinomialProbability, betaQuantile, binomialProbability, gammaQuantile, incompleteBeta, incompleteGamma,
  lnBetaBinomialProbability, lnBinomialProbability, lnPoissonProbability, normalQuantile, normalTails, poissonProbability,
} from "./special.js";
export {
  activityGauge, attainment, convert, coverage, overall, perYear, ratesFromCounts, requiredCoverage, rollUp, snapshot, solve, velocity,
  velocityEffect, weightedPipeline, whole, wholeEach,
} from "./tools.js";
export type {
  Answer, Conflict, Coverage, Pipeline, RollUp, Solution, Tails, VelocityEffect, VelocityFactors,
} from "./types.js";
