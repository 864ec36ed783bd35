import { begin, fields, maybe, next, put, room, run, skip, wrong } from "./engine.js";
import { chosen, list, number, numbers, options, place, readNumbers, refuse, word } from "./check.js";
import { goOneIn, RATES } from "./functions.js";
import { Run } from "./raw.js";
import { METHODS } from "./words.generated.js";
import type { Beta, Counts, Gate, GateFor, InputsFor, Interval, Numbers, Probability, Quantile, Share } from "./types.js";

// Words in the order of their numbers.
const PRIORS = ["jeffreys", "uniform"] as const;

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
  fields(`${field} ${field}.a:evidence.a ${field}.b:evidence.b`);
  if (!own) {
    chosen(name, word, PRIORS);
    return skip(2);
  }
  put(PRIORS.length);
  number(a);
  number(b);
}

/** What is counted: its field, successes and trials, and what is assumed before. */
type ReadCounts = readonly [field: string, successes: unknown, trials: unknown, prior: ReadPrior];

// A gate of a funnel is one as well: what only a funnel asks of it is passed over.
const GATE = ["successes", "trials", "prior", "a", "b", "mean", "rate", "oneIn", "name", "benchmark"] as const;

/** A rate that stands in an object. */
type NamedRate = { readonly rate: number };

function readGate(field: string, value: unknown): ReadGate {
  if (typeof value === "number") return value;
  if (typeof value !== "object") return wrong("a number or an object", value, field);
  const [successes, trials, prior, a, b, , rate, oneIn] = options(field, value, GATE);
  const counts = successes != null || trials != null || prior != null;
  const beta = a != null || b != null;
  if (+counts + +beta + +(rate != null) + +(oneIn != null) !== 1) refuse("gate_form", field);
  if (rate != null) return typeof rate === "number" ? { rate } : wrong("a number", rate, field + ".rate");
  if (oneIn != null) return goOneIn(field + ".oneIn", oneIn);
  return beta ? [field, 0, 0, [field, null, true, a, b]] : [field, successes, trials, readPrior(field + ".prior", prior)];
}

function putCounts([field, successes, trials, prior]: ReadCounts): void {
  putPrior(prior);
  fields(`${field}.successes:successes ${field}.trials:trials`);
  number(successes);
  number(trials);
}

type ReadGate = number | NamedRate | ReadCounts;

/** @internal What a chance is made of: its rate, or its gates, each a rate or counts. */
export type ReadGates = number | readonly ReadGate[];

function readGates(value: unknown): ReadGates {
  if (typeof value === "number") return value;
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return [readGate("gates", value)];
  const given = list("gates", value);
  const gates: ReadGate[] = [];
  for (let i = 0; i < given.length; i++) {
    const gate = given[i];
    gates.push(typeof gate === "number" ? gate : readGate(`gates[${i}]`, gate));
  }
  return gates;
}

/** @internal The numbers of a chance. */
export function putChance(gates: ReadGates): void {
  fields("gates?:rate:evidence[] len");
  if (typeof gates !== "number") return putGates(gates);
  put(1);
  put(gates);
}

function putGates(gates: readonly ReadGate[]): void {
  const len = gates.length;
  put(0);
  put(0);
  put(len);
  room(7 * len);
  for (let i = 0; i < len; i++) {
    const gate = gates[i]!;
    const named = "rate" in Object(gate);
    fields(`gates[${i}]${named ? ".rate" : ""}?:rate`);
    if (typeof gate === "number" || named) {
      put(1);
      put(typeof gate === "number" ? gate : (gate as NamedRate).rate);
      skip(5);
    } else {
      put(0);
      put(0);
      putCounts(gate as ReadCounts);
    }
  }
}

/** @internal */
export function nextProbability(): Probability {
  return { value: next(), complement: next(), method: METHODS[next()]! };
}

/** @internal */
export function nextQuantile(): Quantile | null {
  const value = maybe();
  return value === null ? null : { value, method: METHODS[next()]! };
}

/** @internal */
export function nextInterval(): Interval {
  return { low: next(), high: maybe(), method: METHODS[next()]! };
}

/** @internal Writes what results come from: a chance and its inputs, or a flow and its weeks. */
export type Source = () => void;

/** The distribution of a number of results, as {@link Chance.results} and {@link Flow.results} give it. */
export class Results {
  /** @internal Minifiers give the class another. */
  static readonly name: string = "Results";

  readonly #source: Source;

  /** @internal */
  constructor(source: Source) {
    this.#source = source;
    if (new.target === Results) Object.freeze(this);
  }

  /** @internal */
  static of(results: Results): Source {
    return results.#source;
  }

  /**
   * The chance of at least `k` results, a whole number from 0 to 2^53.
   *
   * @example
   * ```js
   * // 28 appointments are what the average needs for 8 sales. They are a coin toss.
   * new Chance([0.65, 0.4]).results(28).atLeast(8).value; // 0.449
   * new Flow({ perWeek: 10, rate: 0.26 }).results(4).atLeast(8).value; // 0.8137
   * ```
   */
  atLeast(k: number): Probability {
    this.#ask(Run.ResultsAtLeast, "k:results", k);
    return nextProbability();
  }

  /**
   * The chance of exactly `k` results, a whole number from 0 to 2^53.
   *
   * @example
   * ```js
   * new Chance(0.3).results(3).exactly(3).value; // 0.027
   * ```
   */
  exactly(k: number): Probability {
    this.#ask(Run.ResultsExactly, "k:results", k);
    return nextProbability();
  }

  /**
   * The smallest number of results that is not exceeded with a probability of at least `p`, 0 to 1; `null` where there is
   * none up to 2^53.
   *
   * @example
   * ```js
   * // In nine of ten weeks no more than so many of 30 appointments end in a sale.
   * new Chance(0.26).results(30).quantile(0.9)?.value; // 11
   * ```
   */
  quantile(p: number): Quantile | null {
    this.#ask(Run.ResultsQuantile, "p", p);
    return nextQuantile();
  }

  /**
   * The central range that holds the number of results with a probability of at least `level`, 0 to 1.
   *
   * @example
   * ```js
   * new Chance(0.26).results(30).interval(0.8); // { low: 5, high: 11, method: "exact" }
   * ```
   */
  interval(level: number): Interval {
    this.#ask(Run.ResultsInterval, "level", level);
    return nextInterval();
  }

  /**
   * The largest number of results that is reached with a probability of at least `confidence`, 0 to 1: what can be promised.
   * `null` where there is none up to 2^53.
   *
   * @example
   * ```js
   * new Chance(0.26).results(43).lowerBound(0.9)?.value; // 8
   * ```
   */
  lowerBound(confidence: number): Quantile | null {
    this.#ask(Run.ResultsLowerBound, "confidence", confidence);
    return nextQuantile();
  }

  /** The expected number of results. */
  mean(): number {
    return this.#number(Run.ResultsMean)!;
  }

  /** The variance of the number of results; its square root is the standard deviation. */
  variance(): number {
    return this.#number(Run.ResultsVariance)!;
  }

  /** The largest number of results that there can be; `null` where there is no largest. */
  most(): number | null {
    return this.#number(Run.ResultsMost);
  }

  #number(which: Run): number | null {
    this.#source();
    run(which);
    return maybe();
  }

  #ask(which: Run, named: string, value: unknown): void {
    this.#source();
    fields(named);
    number(value);
    run(which);
  }
}

/**
 * How an input gets to the end, past one gate or several. All inputs pass or fail independently of each other. A gate that
 * is counted may also stand for several, through which the same people were followed.
 *
 * @example
 * ```js
 * const chance = new Chance([{ rate: 0.65 }, { successes: 40, trials: 100 }]);
 * chance.results(28).atLeast(8).value; // 0.446
 * chance.inputsFor({ results: 8, confidence: 0.9 }).inputs; // 44
 * ```
 */
export class Chance {
  /** @internal Minifiers give the class another. */
  static readonly name: string = "Chance";

  /** The expected overall rate: the product of the known rates and of the means of the others. */
  readonly mean: number;
  readonly #gates: ReadGates;

  /**
   * @param gates - the overall rate, a gate, or a list of gates, first gate first
   * @throws {FunnelError} `rate`, `credit`, `successes`, `evidence_shape`, `name`, `one_in`, `gate_form`, `no_gates`
   */
  constructor(gates: Gate | readonly Gate[] | Numbers) {
    this.#gates = readGates(gates);
    begin("");
    putChance(this.#gates);
    run(Run.ChanceMean);
    this.mean = next();
    if (new.target === Chance) Object.freeze(this);
  }

  /** @internal */
  static of(chance: Chance): ReadGates {
    return chance.#gates;
  }

  /** The distribution of the results of so many inputs, a whole number from 0 to 2^53. */
  results(inputs: number): Results {
    return new Results(sourceOf(this.#gates, inputs));
  }

  /**
   * The fewest inputs that bring at least so many results with a chance of `confidence`, 0 to 1. `null` where no number is
   * enough: the rate is 0, certainty is asked of a rate below 1, or it would take more than 2^53.
   *
   * @example
   * ```js
   * new Chance([0.65, 0.4]).inputsFor({ results: 8, confidence: 0.9 }).inputs; // 43
   * ```
   */
  inputsFor(goal: { readonly results: number; readonly confidence: number }): InputsFor {
    const [results, confidence] = options("goal.", goal, ["results", "confidence"]);
    begin("");
    putChance(this.#gates);
    fields("results confidence");
    number(results);
    number(confidence);
    run(Run.InputsFor);
    return { inputs: maybe(), chance: nextProbability() };
  }
}

/** @internal */
export function sourceOf(gates: ReadGates, inputs: unknown): Source {
  return () => {
    begin("kind");
    put(0);
    putChance(gates);
    fields("inputs");
    number(inputs);
  };
}

/**
 * The smallest overall rate with which at least so many results come from so many inputs with a chance of `confidence`, and
 * what it leaves to 1; `null` where there are fewer inputs than results.
 *
 * @throws {FunnelError} `count`, `probability`
 * @example
 * ```js
 * rateFor({ results: 8, inputs: 40, confidence: 0.9 })?.value; // 0.2767
 * ```
 */
export function rateFor(goal: { readonly results: number; readonly inputs: number; readonly confidence: number }): Share | null {
  const given = options("goal.", goal, ["results", "inputs", "confidence"]);
  begin("results inputs confidence");
  for (let i = 0; i < 3; i++) number(given[i]);
  run(Run.RateFor);
  const value = maybe();
  return value === null ? null : { value, complement: next() };
}

/**
 * The rate that one gate needs, the others as they are, so that at least so many results come from so many inputs with a
 * chance of `confidence`.
 *
 * @param goal - `rates`, first gate first, each 0 to 1; `gate`, which of them, 0 is the first; and the goal
 * @throws {FunnelError} `rate`, `no_gates`, `gate`, `count`, `probability`
 * @example
 * ```js
 * // Eight sales of 40 appointments with 90%, by a better closing rate; and of ten, where no rate will do.
 * gateFor({ rates: [0.65, 0.4], gate: 1, results: 8, inputs: 40, confidence: 0.9 }).rate; // 0.426
 * gateFor({ rates: [0.65, 0.4], gate: 1, results: 8, inputs: 10, confidence: 0.9 }).impossible?.takes; // 1.36
 * ```
 */
export function gateFor(goal: {
  readonly rates: Numbers;
  readonly gate: number;
  readonly results: number;
  readonly inputs: number;
  readonly confidence: number;
}): GateFor {
  const [rates, gate, ...rest] = options("goal.", goal, ["rates", "gate", "results", "inputs", "confidence"]);
  const read = readNumbers("rates", rates);
  begin(`gate results inputs confidence ${RATES}`);
  place(gate, "gate");
  for (let i = 0; i < 3; i++) number(rest[i]);
  numbers(read);
  run(Run.GateFor);
  const rate = maybe();
  return rate === null
    ? { rate, impossible: { takes: maybe(), best: nextProbability() } }
    : { rate, impossible: null };
}

/**
 * What counts say of a rate: the Beta distribution that they leave. It stands for its gate in a {@link Chance}.
 *
 * @example
 * ```js
 * const seen = new Evidence({ successes: 40, trials: 100, prior: "uniform" }); // a 41, b 61, mean 0.402
 * seen.interval(0.9); // { low: 0.324, high: 0.483, method: "exact" }
 * ```
 */
export class Evidence implements Beta {
  /** @internal Minifiers give the class another. */
  static readonly name: string = "Evidence";

  /** Successes, counted and assumed. */
  readonly a: number;
  /** Failures, counted and assumed. */
  readonly b: number;
  /** The expected rate, a / (a + b). */
  readonly mean: number;

  /** @throws {FunnelError} `credit`, `successes`, `evidence_shape`, `name` */
  constructor(counts: Counts | Beta) {
    beginCounts(counts);
    run(Run.Evidence);
    this.a = next();
    this.b = next();
    this.mean = next();
    if (new.target === Evidence) Object.freeze(this);
  }

  /**
   * The rate below which the true one lies with probability `p`, 0 to 1.
   *
   * @example
   * ```js
   * new Evidence({ successes: 8, trials: 30, prior: "uniform" }).quantile(0.05); // 0.1606
   * ```
   */
  quantile(p: number): number {
    this.#ask(Run.EvidenceQuantile, "p", p);
    return next();
  }

  /** The central interval that holds the true rate with probability `level`, 0 to 1. */
  interval(level: number): Interval {
    this.#ask(Run.EvidenceInterval, "level", level);
    return nextInterval();
  }

  #ask(which: Run, named: string, value: number): void {
    beginCounts({ a: this.a, b: this.b });
    fields(named);
    number(value);
    run(which);
  }
}

function beginCounts(counts: unknown): void {
  const read = readGate("counts", counts);
  if (typeof read === "number" || "rate" in read) wrong("counts, or a and b", counts, "counts");
  begin("");
  putCounts(read);
}
