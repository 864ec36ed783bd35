import { begin, fields, maybe, next, put, room, run, skip, wrong } from "./engine.js";
import { list, number, numbers, options, place, readNumbers, word } from "./check.js";
import { RATES } from "./functions.js";
import { Run } from "./raw.js";
import type {
  Chance, Counted, Evidence, GateFor, InputsFor, Likelihood, Numbers, ResultsFor, ResultsInterval, ResultsQuantile, Share,
} from "./types.js";

// Words in the order of their numbers.
const PRIORS = ["jeffreys", "uniform"] as const;
/** @internal */
export const METHODS = ["exact", "inversion", "pooled", "lattice", "edgeworth"] as const;

// What has properties is read before a call begins, as in functions.ts.

/** @internal A prior: its field, and its word or, behind `own`, a and b. */
export type ReadPrior = readonly [field: string, word: unknown, own: boolean, a?: unknown, b?: unknown];

/** @internal */
export function readPrior(field: string, value: unknown): ReadPrior {
  if (typeof value !== "object" || !value) return [field, value, false];
  const [a, b] = options(field, value, ["a", "b"]);
  return [field, null, true, a, b];
}

/** @internal The numbers of a prior. */
export function putPrior([field, name, own, a, b]: ReadPrior): void {
  fields(`${field} ${field}.a:shape ${field}.b:shape`);
  if (!own) {
    word(name, PRIORS, 0);
    return skip(2);
  }
  put(PRIORS.length);
  number(a);
  number(b);
}

/** What is counted: its field, successes and trials, and what is assumed before. */
type Counts = readonly [field: string, successes: unknown, trials: unknown, prior: ReadPrior];

function readCounts(field: string, value: unknown): Counts {
  const [successes, trials, prior, a, b] = options(field, value, ["successes", "trials", "prior", "a", "b", "mean"]);
  if (a == null && b == null) return [field, successes, trials, readPrior(field + ".prior", prior)];
  if (successes != null || trials != null || prior != null) wrong("either counts or a and b", value, field);
  return [field, 0, 0, [field, null, true, a, b]];
}

function putCounts([field, successes, trials, prior]: Counts): void {
  putPrior(prior);
  fields(`${field}.successes:count:successes ${field}.trials:count:shape`);
  number(successes);
  number(trials);
}

/** What a chance is made of: its rate, or its gates, each a rate or counts. */
type Gates = number | readonly (number | Counts)[];

function readGates(value: unknown): Gates {
  if (typeof value === "number") return value;
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return [readGate("chance", value)];
  const given = list("chance", value);
  const gates: (number | Counts)[] = [];
  for (let i = 0; i < given.length; i++) {
    const gate = given[i];
    gates.push(typeof gate === "number" ? gate : readGate(`chance[${i}]`, gate));
  }
  return gates;
}

function readGate(field: string, value: unknown): number | Counts {
  if (typeof value === "number") return value;
  return typeof value === "object" ? readCounts(field, value) : wrong("a number or an object", value, field);
}

/** @internal Begins with the numbers of a chance. */
export function beginChance(chance: unknown): void {
  const gates = readGates(chance);
  begin("chance?:rate chance:no_gates");
  if (typeof gates !== "number") return putGates(gates);
  put(1);
  put(gates);
}

function putGates(gates: readonly (number | Counts)[]): void {
  const len = gates.length;
  put(0);
  put(0);
  put(len);
  room(9 * len);
  for (let i = 0; i < len; i++) {
    const gate = gates[i]!;
    fields(`chance[${i}]?:rate`);
    if (typeof gate === "number") {
      put(1);
      put(gate);
      skip(5);
    } else {
      put(0);
      put(0);
      putCounts(gate);
    }
  }
  // Room for what the module makes of them.
  skip(2 * len);
}

/** Asks about a chance, with two numbers more. */
function ask(chance: unknown, which: Run, named: string, a: unknown, b: unknown): void {
  beginChance(chance);
  fields(named);
  number(a);
  number(b);
  run(which);
}

/** @internal */
export function nextLikelihood(): Likelihood {
  return { reached: next(), missed: next(), method: METHODS[next()]! };
}

/**
 * The chance that at least `k` of `n` inputs reach the end: 1 for k = 0, 0 for k > n.
 *
 * @param chance - how an input gets to the end: the overall rate; or a gate, or a list of gates, of known rate or counted
 * @param k - how many results, a whole number from 0 to 2^53
 * @param n - of how many inputs, a whole number from 0 to 2^53
 * @throws {@link FunnelError} `rate`, `count`, `successes`, `shape`, `name`, `no_gates`
 * @example
 * ```js
 * atLeast(0.3, 2, 3); // { reached: 0.216, missed: 0.784, method: "exact" }
 * // 28 appointments are what the average needs for 8 sales. They are a coin toss.
 * atLeast([0.65, 0.4], 8, 28).reached; // 0.449
 * ```
 */
export function atLeast(chance: Chance, k: number, n: number): Likelihood {
  ask(chance, Run.AtLeast, "k:count n:count", k, n);
  return nextLikelihood();
}

/**
 * The chance that exactly `k` of `n` inputs reach the end; arguments as of {@link atLeast}.
 *
 * @throws {@link FunnelError} as {@link atLeast}
 * @example
 * ```js
 * exactly(0.3, 3, 3).reached; // 0.027
 * ```
 */
export function exactly(chance: Chance, k: number, n: number): Likelihood {
  ask(chance, Run.Exactly, "k:count n:count", k, n);
  return nextLikelihood();
}

/**
 * The smallest number of results that `n` inputs do not pass with a probability of at least `p`, 0 to 1.
 *
 * @throws {@link FunnelError} `probability`, and as {@link atLeast}
 * @example
 * ```js
 * // In nine of ten weeks no more than so many of 30 appointments end in a sale.
 * resultsQuantile(0.26, 30, 0.9).results; // 11
 * ```
 */
export function resultsQuantile(chance: Chance, n: number, p: number): ResultsQuantile {
  ask(chance, Run.ResultsQuantile, "n:count p:probability", n, p);
  return { results: next(), method: METHODS[next()]! };
}

/**
 * The central range that holds the number of results of `n` inputs with a probability of at least `level`, 0 to 1.
 *
 * @throws {@link FunnelError} `probability`, and as {@link atLeast}
 * @example
 * ```js
 * resultsInterval(0.26, 30, 0.8); // { low: 5, high: 11, method: "exact" }
 * ```
 */
export function resultsInterval(chance: Chance, n: number, level: number): ResultsInterval {
  ask(chance, Run.ResultsInterval, "n:count level:probability", n, level);
  return { low: next(), high: next(), method: METHODS[next()]! };
}

/**
 * The fewest inputs of which at least `k` reach the end with a chance of `confidence`, 0 to 1; the tie rule applies.
 * `null` where no number is enough: the rate is 0, certainty is asked of a rate below 1, or it would take more than 2^53.
 *
 * @throws {@link FunnelError} `probability`, and as {@link atLeast}
 * @example
 * ```js
 * // Eight sales with 90 %, from first appointments with 65 % and 40 %.
 * inputsFor([0.65, 0.4], 8, 0.9).inputs; // 43
 * // The same, but these rates were seen of 100 each.
 * const seen = (successes) => ({ successes, trials: 100, prior: "uniform" });
 * inputsFor([seen(65), seen(40)], 8, 0.9); // { inputs: 46, chance: { reached: 0.910, missed: 0.090, method: "exact" } }
 * ```
 */
export function inputsFor(chance: Chance, k: number, confidence: number): InputsFor {
  ask(chance, Run.InputsFor, "k:count confidence:probability", k, confidence);
  return { inputs: maybe(), chance: nextLikelihood() };
}

/**
 * The most results that `n` inputs bring with a chance of at least `confidence`, 0 to 1: what can be promised.
 *
 * @throws {@link FunnelError} `probability`, and as {@link atLeast}
 * @example
 * ```js
 * resultsFor(0.26, 43, 0.9); // { results: 8, chance: { reached: 0.904, missed: 0.096, method: "exact" } }
 * ```
 */
export function resultsFor(chance: Chance, n: number, confidence: number): ResultsFor {
  ask(chance, Run.ResultsFor, "n:count confidence:probability", n, confidence);
  return { results: next(), chance: nextLikelihood() };
}

/**
 * The expected overall rate: the product of the known rates and of the means of the others.
 *
 * @throws {@link FunnelError} `rate`, `count`, `successes`, `shape`, `name`, `no_gates`
 * @example
 * ```js
 * expectedRate([0.5, { a: 2, b: 2 }, { a: 1, b: 3 }]); // 0.0625
 * ```
 */
export function expectedRate(chance: Chance): number {
  beginChance(chance);
  // Every question has two numbers.
  skip(2);
  run(Run.ExpectedRate);
  return next();
}

/**
 * The smallest overall rate with which at least `k` of `n` inputs reach the end with a chance of `confidence`, and
 * what it leaves to 1; `null` where there are fewer inputs than results.
 *
 * @throws {@link FunnelError} `count`, `probability`
 * @example
 * ```js
 * rateFor(8, 40, 0.9).value; // 0.2767
 * ```
 */
export function rateFor(k: number, n: number, confidence: number): Share | null {
  begin("k:count n:count confidence:probability");
  number(k);
  number(n);
  number(confidence);
  run(Run.RateFor);
  const value = maybe();
  return value === null ? null : { value, rest: next() };
}

/**
 * The rate that one gate needs, the others as they are, so that at least `k` of `n` inputs reach the end with a chance
 * of `confidence`.
 *
 * @param rates - conversion rates, first gate first, each 0 to 1
 * @param gate - which gate, 0 is the first
 * @throws {@link FunnelError} `rate`, `no_gates`, `gate`, `count`, `probability`
 * @example
 * ```js
 * // Eight sales of 40 appointments with 90 %, by a better closing rate; and of ten, where no rate will do.
 * gateFor([0.65, 0.4], 1, 8, 40, 0.9).rate; // 0.426
 * gateFor([0.65, 0.4], 1, 8, 10, 0.9).impossible.takes; // 1.36
 * ```
 */
export function gateFor(rates: Numbers, gate: number, k: number, n: number, confidence: number): GateFor {
  const read = readNumbers("rates", rates);
  begin(`gate:gate k:count n:count confidence:probability ${RATES}`);
  place(gate, "gate");
  number(k);
  number(n);
  number(confidence);
  numbers(read);
  run(Run.GateFor);
  const rate = maybe();
  return rate === null
    ? { rate, impossible: { takes: maybe(), best: nextLikelihood() } }
    : { rate, impossible: null };
}

/**
 * What counts say of a rate: the Beta distribution that they leave, and its mean. It stands for its gate wherever a
 * chance is asked for.
 *
 * @throws {@link FunnelError} `count`, `successes`, `shape`, `name`
 * @example
 * ```js
 * evidence({ successes: 40, trials: 100, prior: "uniform" }); // { a: 41, b: 61, mean: 0.402 }
 * ```
 */
export function evidence(counts: Counted): Evidence {
  beginCounts(counts);
  run(Run.Evidence);
  return { a: next(), b: next(), mean: next() };
}

function beginCounts(counts: unknown): void {
  const read = readCounts("counts", counts);
  begin("");
  putCounts(read);
}

/**
 * The rate below which the true one lies with probability `p`, 0 to 1.
 *
 * @throws {@link FunnelError} `probability`, and as {@link evidence}
 * @example
 * ```js
 * evidenceQuantile({ successes: 8, trials: 30, prior: "uniform" }, 0.05); // 0.1606
 * ```
 */
export function evidenceQuantile(counts: Counted, p: number): number {
  beginCounts(counts);
  fields("p:probability");
  number(p);
  run(Run.EvidenceQuantile);
  return next();
}

/**
 * The central interval that holds the true rate with probability `level`, 0 to 1.
 *
 * @throws {@link FunnelError} `probability`, and as {@link evidence}
 * @example
 * ```js
 * evidenceInterval({ successes: 40, trials: 100, prior: "uniform" }, 0.9); // { low: 0.324, high: 0.483 }
 * ```
 */
export function evidenceInterval(counts: Counted, level: number): { low: number; high: number } {
  beginCounts(counts);
  fields("level:probability");
  number(level);
  run(Run.EvidenceInterval);
  return { low: next(), high: next() };
}
