/** The module's functions by their numbers, in the order of `FUNCTIONS` in bindings/js/src/lib.rs: first those that
 * `funnelmath/plan` has, then those that `funnelmath/chance` adds. */
export const enum Run {
  RateFromCounts,
  RateOneIn,
  Forward,
  Required,
  Sensitivity,
  Check,
  Plan,
  ResultsAtLeast,
  ResultsExactly,
  ResultsQuantile,
  ResultsInterval,
  ResultsLowerBound,
  ResultsMean,
  ResultsVariance,
  ResultsMost,
  ChanceMean,
  InputsFor,
  RateFor,
  GateFor,
  Evidence,
  EvidenceQuantile,
  EvidenceInterval,
  FlowCheck,
  FlowPerWeek,
  WeeksFor,
  ArrivalsFor,
  RatesFromCounts,
  Snapshot,
  Overall,
  RollUp,
  Convert,
  PerYear,
  Whole,
  WholeEach,
  Solve,
  ActivityGauge,
  Attainment,
  Velocity,
  VelocityEffect,
  WeightedPipeline,
  Coverage,
  RequiredCoverage,
  IncompleteBeta,
  IncompleteGamma,
  NormalTails,
  BetaQuantile,
  GammaQuantile,
  NormalQuantile,
  BinomialProbability,
  LnBinomialProbability,
  PoissonProbability,
  LnPoissonProbability,
  BetaBinomialProbability,
  LnBetaBinomialProbability,
  RevenueAtLeast,
  RevenueQuantile,
  RevenueInterval,
  RevenueMeanUpTo,
  RevenueSummary,
  RevenueVariance,
  RevenueInputsFor,
  RevenueWeeksFor,

}

/** What the module exports: `run` reads from the buffer of `reserve`, writes behind it and returns an error's number. */
export type Raw = {
  run(function_: number): number;
  reserve(len: number): number;
  /** Which module it is. The twin, which is part of the layer, need not say. */
  identity?(): number;
  readonly memory: { readonly buffer: ArrayBuffer };
  /** Of the twin: another number for each memory that it had. */
  stamp?: number;
};

/** Which of the two builds of the same module answers. */
export type Backend = "wasm" | "js";

export type Loaded = readonly [Raw, Backend];
