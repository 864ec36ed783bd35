import { begin, maybe, next, run } from "./engine.js";
import { number, options } from "./check.js";
import { Run } from "./raw.js";
import type { Share, Tails } from "./types.js";

/** Asks a function of numbers, which have names. */
function ask(which: Run, named: string, given: unknown, known: readonly string[]): void {
  const values = options("arguments.", given, known);
  begin(named);
  for (let i = 0; i < known.length; i++) number(values[i]);
  run(which);
}

function nextTails(): Tails {
  return { lower: next(), upper: next() };
}

/**
 * The regularised incomplete beta function I_x(a, b) and its complement: the chance that a Beta(a, b) rate is at most
 * `x`, and that it is above. Relative error of the smaller tail at most 2e-14 times the larger of 1 and the condition number.
 *
 * @param of - `a`: above 0, at most 2^53
 * @param of - `b`: above 0, at most 2^53
 * @param of - `x`: 0 to 1
 * @throws {FunnelError} `shape`, `probability`
 * @example
 * ```js
 * incompleteBeta({ a: 8, b: 21, x: 0.26 }).lower; // 0.4486: at least 8 sales of 28 appointments with 26%
 * ```
 */
export function incompleteBeta(of: { readonly a: number; readonly b: number; readonly x: number }): Tails {
  ask(Run.IncompleteBeta, "a b x", of, ["a", "b", "x"]);
  return nextTails();
}

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x): the chances that a gamma variable of shape `a` and scale
 * 1 is at most `x`, and that it is above. Accuracy as of {@link incompleteBeta}.
 *
 * @param of - `a`: above 0, at most 2^53
 * @param of - `x`: finite, at least 0
 * @throws {FunnelError} `shape`, `volume`
 * @example
 * ```js
 * incompleteGamma({ a: 8, x: 10 }).lower; // 0.7798: at least 8 requests where 10 are expected
 * ```
 */
export function incompleteGamma(of: { readonly a: number; readonly x: number }): Tails {
  ask(Run.IncompleteGamma, "a x", of, ["a", "x"]);
  return nextTails();
}

/**
 * The rate that a Beta(a, b) rate stays below with probability `p`, and what it leaves to 1: the inverse of
 * {@link incompleteBeta}. Relative error of both 1e-13 for shapes from 1e-3 to 1e9.
 *
 * @throws {FunnelError} `shape`, `probability`
 * @example
 * ```js
 * betaQuantile({ a: 9, b: 23, p: 0.05 }).value; // 0.1606
 * ```
 */
export function betaQuantile(of: { readonly a: number; readonly b: number; readonly p: number }): Share {
  ask(Run.BetaQuantile, "a b p", of, ["a", "b", "p"]);
  return { value: next(), complement: next() };
}

/**
 * The x that a gamma variable of shape `a` and scale 1 stays below with probability `p`: the inverse of
 * {@link incompleteGamma}. `null` for p = 1. Relative error 1e-13 for shapes from 1e-3 to 1e9.
 *
 * @throws {FunnelError} `shape`, `probability`
 * @example
 * ```js
 * gammaQuantile({ a: 3, p: 0.95 }); // 6.2958: so many must be expected for 3 to come with 95%
 * ```
 */
export function gammaQuantile(of: { readonly a: number; readonly p: number }): number | null {
  ask(Run.GammaQuantile, "a p", of, ["a", "p"]);
  return maybe();
}

/**
 * The chances that a standard normal variable is at most `z`, a finite number, and that it is above.
 *
 * @throws {FunnelError} `score`
 * @example
 * ```js
 * normalTails(1.959963984540054).upper; // 0.025
 * ```
 */
export function normalTails(z: number): Tails {
  begin("z");
  number(z);
  run(Run.NormalTails);
  return nextTails();
}

/**
 * The z that a standard normal variable stays below with probability `p`; `null` for 0 and 1. Relative error 1e-15.
 *
 * @throws {FunnelError} `probability`
 * @example
 * ```js
 * normalQuantile(0.975); // 1.959964
 * ```
 */
export function normalQuantile(p: number): number | null {
  begin("p");
  number(p);
  run(Run.NormalQuantile);
  return maybe();
}

const BINOMIAL = "k n rate:p";

/**
 * The chance of exactly `k` successes in `n` independent trials of chance `rate`; 0 where `k` is above `n`.
 *
 * @throws {FunnelError} `count`, `probability`
 * @example
 * ```js
 * binomialProbability({ k: 3, n: 3, rate: 0.3 }); // 0.027
 * ```
 */
export function binomialProbability(of: { readonly k: number; readonly n: number; readonly rate: number }): number {
  ask(Run.BinomialProbability, BINOMIAL, of, ["k", "n", "rate"]);
  return next();
}

/**
 * The natural logarithm of {@link binomialProbability}, also where that is too small for a number; `null` for the
 * impossible.
 *
 * @throws {FunnelError} `count`, `probability`
 * @example
 * ```js
 * lnBinomialProbability({ k: 0, n: 10000, rate: 0.26 }); // -3011.05
 * ```
 */
export function lnBinomialProbability(of: { readonly k: number; readonly n: number; readonly rate: number }): number | null {
  ask(Run.LnBinomialProbability, BINOMIAL, of, ["k", "n", "rate"]);
  return maybe();
}

const POISSON = "k mean";

/**
 * The chance of exactly `k` arrivals where `mean` are expected.
 *
 * @throws {FunnelError} `count`, `volume`
 * @example
 * ```js
 * poissonProbability({ k: 0, mean: 2.5 }); // 0.0821
 * ```
 */
export function poissonProbability(of: { readonly k: number; readonly mean: number }): number {
  ask(Run.PoissonProbability, POISSON, of, ["k", "mean"]);
  return next();
}

/**
 * The natural logarithm of {@link poissonProbability}; `null` for the impossible.
 *
 * @throws {FunnelError} `count`, `volume`
 * @example
 * ```js
 * lnPoissonProbability({ k: 0, mean: 1e6 }); // -1000000
 * ```
 */
export function lnPoissonProbability(of: { readonly k: number; readonly mean: number }): number | null {
  ask(Run.LnPoissonProbability, POISSON, of, ["k", "mean"]);
  return maybe();
}

const BETA_BINOMIAL = "k n a b";

/**
 * The chance of exactly `k` successes in `n` trials of one unknown chance, which is Beta(a, b).
 *
 * @throws {FunnelError} `count`, `shape`
 * @example
 * ```js
 * betaBinomialProbability({ k: 3, n: 10, a: 1, b: 1 }); // 1 / 11
 * ```
 */
export function betaBinomialProbability(of: { readonly k: number; readonly n: number; readonly a: number; readonly b: number }): number {
  ask(Run.BetaBinomialProbability, BETA_BINOMIAL, of, ["k", "n", "a", "b"]);
  return next();
}

/**
 * The natural logarithm of {@link betaBinomialProbability}; `null` for the impossible.
 *
 * @throws {FunnelError} `count`, `shape`
 * @example
 * ```js
 * lnBetaBinomialProbability({ k: 3, n: 10, a: 1, b: 1 }); // -2.3979
 * ```
 */
export function lnBetaBinomialProbability(of: { readonly k: number; readonly n: number; readonly a: number; readonly b: number }): number | null {
  ask(Run.LnBetaBinomialProbability, BETA_BINOMIAL, of, ["k", "n", "a", "b"]);
  return maybe();
}
