/** Sales-funnel maths: plans, chances, revenue and scorecards. */
export * from "./chance.js";
export { flowRevenueAtLeast, flowRevenueQuantile, inputsForRevenue, revenueAtLeast, revenueQuantile, weeksForRevenue } from "./revenue.js";
export {
  betaBinomialProbability, betaQuantile, binomialProbability, gammaQuantile, incompleteBeta, incompleteGamma,
  lnBetaBinomialProbability, lnBinomialProbability, lnPoissonProbability, normalQuantile, normalTails, poissonProbability,
} from "./special.js";
export {
  activityGauge, attainment, convert, coverage, overall, perYear, ratesFromCounts, requiredCoverage, rollUp, solve, velocity,
  velocityEffect, weightedPipeline, whole, wholeEach,
} from "./tools.js";
export type {
  Amount, Answer, Conflict, Coverage, DealSize, Pipeline, RollUp, Solution, Tails, VelocityEffect, VelocityFactors,
} from "./types.js";
