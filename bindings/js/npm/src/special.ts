import { begin, maybe, next, run } from "./engine.js";
import { number } from "./check.js";
import { Run } from "./raw.js";
import type { Share, Tails } from "./types.js";

/** Asks a function of numbers. */
function ask(which: Run, named: string, values: readonly unknown[]): void {
  begin(named);
  for (let i = 0; i < values.length; i++) number(values[i]);
  run(which);
}

function nextTails(): Tails {
  return { lower: next(), upper: next() };
}

/**
 * The regularised incomplete beta function I_x(a, b) and its complement: the chance that a Beta(a, b) rate is at most
 * `x`, and that it is above. Relative error of the smaller tail at most 2e-14 times the larger of 1 and the condition number.
 *
 * @param a - above 0, at most 2^53
 * @param b - above 0, at most 2^53
 * @param x - 0 to 1
 * @throws {@link FunnelError} `shape`, `probability`
 * @example
 * ```js
 * incompleteBeta(8, 21, 0.26).lower; // 0.4486: at least 8 sales of 28 appointments with 26 %
 * ```
 */
export function incompleteBeta(a: number, b: number, x: number): Tails {
  ask(Run.IncompleteBeta, "a:shape b:shape x:probability", [a, b, x]);
  return nextTails();
}

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x): the chances that a gamma variable of shape `a` and scale
 * 1 is at most `x`, and that it is above. Accuracy as of {@link incompleteBeta}.
 *
 * @param a - above 0, at most 2^53
 * @param x - finite, at least 0
 * @throws {@link FunnelError} `shape`, `volume`
 * @example
 * ```js
 * incompleteGamma(8, 10).lower; // 0.7798: at least 8 requests where 10 are expected
 * ```
 */
export function incompleteGamma(a: number, x: number): Tails {
  ask(Run.IncompleteGamma, "a:shape x:volume", [a, x]);
  return nextTails();
}

/**
 * The rate that a Beta(a, b) rate stays below with probability `p`, and what it leaves to 1: the inverse of
 * {@link incompleteBeta}. Relative error of both 1e-13 for shapes from 1e-3 to 1e9.
 *
 * @throws {@link FunnelError} `shape`, `probability`
 * @example
 * ```js
 * betaQuantile(9, 23, 0.05).value; // 0.1606
 * ```
 */
export function betaQuantile(a: number, b: number, p: number): Share {
  ask(Run.BetaQuantile, "a:shape b:shape p:probability", [a, b, p]);
  return { value: next(), rest: next() };
}

/**
 * The x that a gamma variable of shape `a` and scale 1 stays below with probability `p`: the inverse of
 * {@link incompleteGamma}. `null` for p = 1. Relative error 1e-13 for shapes from 1e-3 to 1e9.
 *
 * @throws {@link FunnelError} `shape`, `probability`
 * @example
 * ```js
 * gammaQuantile(3, 0.95); // 6.2958: so many must be expected for 3 to come with 95 %
 * ```
 */
export function gammaQuantile(a: number, p: number): number | null {
  ask(Run.GammaQuantile, "a:shape p:probability", [a, p]);
  return maybe();
}

/**
 * The chances that a standard normal variable is at most `z`, a finite number, and that it is above.
 *
 * @throws {@link FunnelError} `score`
 * @example
 * ```js
 * normalTails(1.959963984540054).upper; // 0.025
 * ```
 */
export function normalTails(z: number): Tails {
  ask(Run.NormalTails, "z:score", [z]);
  return nextTails();
}

/**
 * The z that a standard normal variable stays below with probability `p`; `null` for 0 and 1. Relative error 1e-15.
 *
 * @throws {@link FunnelError} `probability`
 * @example
 * ```js
 * normalQuantile(0.975); // 1.959964
 * ```
 */
export function normalQuantile(p: number): number | null {
  ask(Run.NormalQuantile, "p:probability", [p]);
  return maybe();
}

const BINOMIAL = "k:count n:count rate:probability";

/**
 * The chance of exactly `k` successes in `n` independent trials of chance `rate`; 0 where `k` is above `n`.
 *
 * @throws {@link FunnelError} `count`, `probability`
 * @example
 * ```js
 * binomialProbability(3, 3, 0.3); // 0.027
 * ```
 */
export function binomialProbability(k: number, n: number, rate: number): number {
  ask(Run.BinomialProbability, BINOMIAL, [k, n, rate]);
  return next();
}

/**
 * The natural logarithm of {@link binomialProbability}, also where that is too small for a number; `null` for the
 * impossible.
 *
 * @throws {@link FunnelError} `count`, `probability`
 * @example
 * ```js
 * lnBinomialProbability(0, 10000, 0.26); // -3011.05
 * ```
 */
export function lnBinomialProbability(k: number, n: number, rate: number): number | null {
  ask(Run.LnBinomialProbability, BINOMIAL, [k, n, rate]);
  return maybe();
}

const POISSON = "k:count mean:volume";

/**
 * The chance of exactly `k` arrivals where `mean` are expected.
 *
 * @throws {@link FunnelError} `count`, `volume`
 * @example
 * ```js
 * poissonProbability(0, 2.5); // 0.0821
 * ```
 */
export function poissonProbability(k: number, mean: number): number {
  ask(Run.PoissonProbability, POISSON, [k, mean]);
  return next();
}

/**
 * The natural logarithm of {@link poissonProbability}; `null` for the impossible.
 *
 * @throws {@link FunnelError} `count`, `volume`
 * @example
 * ```js
 * lnPoissonProbability(0, 1e6); // -1000000
 * ```
 */
export function lnPoissonProbability(k: number, mean: number): number | null {
  ask(Run.LnPoissonProbability, POISSON, [k, mean]);
  return maybe();
}

const BETA_BINOMIAL = "k:count n:count a:shape b:shape";

/**
 * The chance of exactly `k` successes in `n` trials of one unknown chance, which is Beta(a, b).
 *
 * @throws {@link FunnelError} `count`, `shape`
 * @example
 * ```js
 * betaBinomialProbability(3, 10, 1, 1); // 1 / 11
 * ```
 */
export function betaBinomialProbability(k: number, n: number, a: number, b: number): number {
  ask(Run.BetaBinomialProbability, BETA_BINOMIAL, [k, n, a, b]);
  return next();
}

/**
 * The natural logarithm of {@link betaBinomialProbability}; `null` for the impossible.
 *
 * @throws {@link FunnelError} `count`, `shape`
 * @example
 * ```js
 * lnBetaBinomialProbability(3, 10, 1, 1); // -2.3979
 * ```
 */
export function lnBetaBinomialProbability(k: number, n: number, a: number, b: number): number | null {
  ask(Run.LnBetaBinomialProbability, BETA_BINOMIAL, [k, n, a, b]);
  return maybe();
}
