import { begin, fields, maybe, next, put, run, skip } from "./engine.js";
import { choice, number, numbers, options, readNumbers } from "./check.js";
import { beginChance, METHODS, nextLikelihood } from "./chance.js";
import { Run } from "./raw.js";
import type { Amount, Chance, DealSize, Flow, InputsFor, Likelihood, WeeksFor } from "./types.js";

// In the order of their numbers.
const FLOWS = ["perWeek", "arrivals", "shape"] as const;
const FLOW_FIELDS = ["perWeek:volume spare", "arrivals:count flow.weeks:weeks", "shape:shape flow.weeks:weeks"] as const;

/** Begins with the numbers of a flow. */
function beginFlow(flow: unknown): void {
  const given = options("flow", flow, ["perWeek", "arrivals", "shape", "weeks", "rate"]);
  const kind = choice("flow", given.slice(0, 3), FLOWS);
  begin(`kind flow.${FLOW_FIELDS[kind]} flow.rate:rate`);
  put(kind);
  number(given[kind]);
  number(kind ? given[3] : 0);
  number(given[4]);
}

/** The size of a deal: its kind, its fields, size or mean, variation, sizes, counts. */
type Size = readonly [kind: number, fields: string, mean: unknown, variation: unknown, sizes: readonly number[], counts: readonly number[]];

function readSize(value: unknown): Size {
  if (typeof value === "number") return [0, "size:money", value, 0, [], []];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return [2, "mean variation size[]:money:no_deals", 0, 0, readNumbers("size", value), []];
  const [mean, variation, sizes, counts] = options("size", value, ["mean", "variation", "sizes", "counts"]);
  if (mean == null && sizes != null) {
    const named = "mean variation size.sizes[]:money:no_deals size.counts[]:volume:length:no_deals";
    const seen = readNumbers("size.sizes", sizes);
    return counts == null ? [2, named, 0, 0, seen, []] : [3, named, 0, 0, seen, readNumbers("size.counts", counts)];
  }
  return [1, "size.mean:money size.variation:variation", mean, variation, [], []];
}

function putSize([kind, named, mean, variation, sizes, counts]: Size): void {
  fields("kind " + named);
  put(kind);
  number(mean);
  number(variation);
  numbers(sizes, 0);
  numbers(counts, 0);
}

/** Asks about a flow, with two numbers more. */
function askFlow(flow: unknown, which: Run, named: string, a: unknown, b: unknown): void {
  beginFlow(flow);
  fields(named);
  number(a);
  number(b);
  run(which);
}

/** Asks about the revenue of a chance or a flow, with two numbers more. */
function askRevenue(from: (source: unknown) => void, source: unknown, which: Run, named: string, a: unknown, b: unknown, size: unknown): void {
  const read = readSize(size);
  from(source);
  fields(named);
  number(a);
  number(b);
  putSize(read);
  run(which);
}

function nextWeeks(): WeeksFor {
  return { weeks: maybe(), chance: nextLikelihood() };
}

function nextAmount(): Amount | null {
  const amount = maybe();
  return amount === null ? null : { amount, method: METHODS[next()]! };
}

/**
 * The number of results that is expected in so many weeks.
 *
 * @param flow - what arrives, and the share of it that becomes results
 * @param weeks - finite, at least 0, not necessarily whole
 * @throws {@link FunnelError} `volume`, `count`, `shape`, `weeks`, `rate`, `overflow`
 * @example
 * ```js
 * // Ten appointments a week, of which 26 % become a sale.
 * flowExpected({ perWeek: 10, rate: 0.26 }, 4); // 10.4
 * ```
 */
export function flowExpected(flow: Flow, weeks: number): number {
  beginFlow(flow);
  fields("weeks:weeks");
  number(weeks);
  // Every question has two numbers.
  skip(1);
  run(Run.FlowExpected);
  return next();
}

/**
 * The chance of at least `k` results in so many weeks.
 *
 * @param k - a whole number from 0 to 2^53
 * @throws {@link FunnelError} as {@link flowExpected}
 * @example
 * ```js
 * flowAtLeast({ perWeek: 10, rate: 0.26 }, 8, 4).reached; // 0.8137
 * // Known only from 40 that came in four weeks, it is less sure.
 * flowAtLeast({ arrivals: 40, weeks: 4, rate: 0.26 }, 8, 4).reached; // 0.7921
 * ```
 */
export function flowAtLeast(flow: Flow, k: number, weeks: number): Likelihood {
  askFlow(flow, Run.FlowAtLeast, "k:count weeks:weeks", k, weeks);
  return nextLikelihood();
}

/**
 * The chance of exactly `k` results in so many weeks.
 *
 * @throws {@link FunnelError} as {@link flowExpected}
 * @example
 * ```js
 * flowExactly({ perWeek: 2.5, rate: 1 }, 0, 1).reached; // 0.0821
 * ```
 */
export function flowExactly(flow: Flow, k: number, weeks: number): Likelihood {
  askFlow(flow, Run.FlowExactly, "k:count weeks:weeks", k, weeks);
  return nextLikelihood();
}

/**
 * The smallest number of results that so many weeks do not pass with a probability of at least `p`, 0 to 1; `null` where
 * there is none up to 2^53.
 *
 * @throws {@link FunnelError} `probability`, and as {@link flowExpected}
 * @example
 * ```js
 * flowQuantile({ perWeek: 10, rate: 0.26 }, 4, 0.9); // 15
 * ```
 */
export function flowQuantile(flow: Flow, weeks: number, p: number): number | null {
  askFlow(flow, Run.FlowQuantile, "weeks:weeks p:probability", weeks, p);
  return maybe();
}

/**
 * The central range that holds the number of results of so many weeks with a probability of at least `level`, 0 to 1; no
 * upper limit where there is none up to 2^53.
 *
 * @throws {@link FunnelError} `probability`, and as {@link flowExpected}
 * @example
 * ```js
 * flowInterval({ perWeek: 10, rate: 0.26 }, 4, 0.8); // { low: 6, high: 15 }
 * ```
 */
export function flowInterval(flow: Flow, weeks: number, level: number): { low: number; high: number | null } {
  askFlow(flow, Run.FlowInterval, "weeks:weeks level:probability", weeks, level);
  return { low: next(), high: maybe() };
}

/**
 * The weeks after which at least `k` results are there with a chance of `confidence`, 0 to 1.
 *
 * @throws {@link FunnelError} `probability`, and as {@link flowExpected}
 * @example
 * ```js
 * weeksFor({ perWeek: 10, rate: 0.26 }, 8, 0.9).weeks; // 4.527
 * ```
 */
export function weeksFor(flow: Flow, k: number, confidence: number): WeeksFor {
  askFlow(flow, Run.WeeksFor, "k:count confidence:probability", k, confidence);
  return nextWeeks();
}

/**
 * How many arrivals must be expected so that at least `k` of them become results with a chance of `confidence`, when they
 * come at random and each does so with the chance `rate`; `null`: no number is enough. With a fixed number of inputs fewer are needed.
 *
 * @throws {@link FunnelError} `count`, `rate`, `probability`, `overflow`
 * @example
 * ```js
 * arrivalsFor(8, 0.26, 0.95); // 50.57
 * ```
 */
export function arrivalsFor(k: number, rate: number, confidence: number): number | null {
  begin("k:count rate:rate confidence:probability");
  number(k);
  number(rate);
  number(confidence);
  run(Run.ArrivalsFor);
  return maybe();
}

/**
 * The chance that the deals from `n` inputs are together worth at least `goal`.
 *
 * @param chance - how an input becomes a deal, as of `atLeast`
 * @param size - what one deal is worth: money, finite, at least 0
 * @throws {@link FunnelError} `rate`, `count`, `successes`, `shape`, `name`, `no_gates`, `money`, `variation`, `volume`, `length`,
 *   `no_deals`
 * @example
 * ```js
 * // 40 appointments, 26 % of which become a sale of 3,400: on average 35,360.
 * revenueAtLeast(0.26, 40, 3400, 25000).reached; // 0.853
 * revenueAtLeast(0.26, 40, { mean: 3400, variation: 0.7 }, 25000).reached; // 0.797
 * revenueAtLeast(0.26, 40, [1500, 2000, 2000, 3400, 8100], 25000).reached; // 0.796
 * ```
 */
export function revenueAtLeast(chance: Chance, n: number, size: DealSize, goal: number): Likelihood {
  askRevenue(beginChance, chance, Run.RevenueAtLeast, "n:count goal:money", n, goal, size);
  return nextLikelihood();
}

/**
 * The smallest amount that the revenue from `n` inputs does not pass with probability `p`, 0 to 1; `null` where there is
 * none: for p = 1 and sizes that vary without end.
 *
 * @throws {@link FunnelError} `probability`, `overflow`, and as {@link revenueAtLeast}
 * @example
 * ```js
 * revenueQuantile(0.26, 40, { mean: 3400, variation: 0.7 }, 0.5).amount; // 34468
 * ```
 */
export function revenueQuantile(chance: Chance, n: number, size: DealSize, p: number): Amount | null {
  askRevenue(beginChance, chance, Run.RevenueQuantile, "n:count p:probability", n, p, size);
  return nextAmount();
}

/**
 * The fewest inputs whose deals are together worth at least `goal` with a chance of `confidence`, 0 to 1.
 *
 * @throws {@link FunnelError} `probability`, and as {@link revenueAtLeast}
 * @example
 * ```js
 * inputsForRevenue(0.26, 3400, 25000, 0.9).inputs; // 43
 * inputsForRevenue(0.26, { mean: 3400, variation: 0.7 }, 25000, 0.9).inputs; // 47
 * ```
 */
export function inputsForRevenue(chance: Chance, size: DealSize, goal: number, confidence: number): InputsFor {
  askRevenue(beginChance, chance, Run.InputsForRevenue, "goal:money confidence:probability", goal, confidence, size);
  return { inputs: maybe(), chance: nextLikelihood() };
}

/**
 * The chance that the results of so many weeks are together worth at least `goal`.
 *
 * @throws {@link FunnelError} as {@link flowExpected}; of the size as {@link revenueAtLeast}
 * @example
 * ```js
 * flowRevenueAtLeast({ perWeek: 10, rate: 0.26 }, 4, { mean: 3400, variation: 0.7 }, 25000).reached; // 0.770
 * ```
 */
export function flowRevenueAtLeast(flow: Flow, weeks: number, size: DealSize, goal: number): Likelihood {
  askRevenue(beginFlow, flow, Run.FlowRevenueAtLeast, "weeks:weeks goal:money", weeks, goal, size);
  return nextLikelihood();
}

/**
 * The smallest amount that the revenue of so many weeks does not pass with probability `p`, 0 to 1; `null` where there is
 * none: for p = 1, unless nothing comes.
 *
 * @throws {@link FunnelError} `probability`, and as {@link flowRevenueAtLeast}
 * @example
 * ```js
 * flowRevenueQuantile({ perWeek: 10, rate: 0.26 }, 4, 3400, 0.5).amount; // 34000
 * ```
 */
export function flowRevenueQuantile(flow: Flow, weeks: number, size: DealSize, p: number): Amount | null {
  askRevenue(beginFlow, flow, Run.FlowRevenueQuantile, "weeks:weeks p:probability", weeks, p, size);
  return nextAmount();
}

/**
 * The weeks after which the results are together worth at least `goal` with a chance of `confidence`, 0 to 1.
 *
 * @throws {@link FunnelError} `probability`, and as {@link flowRevenueAtLeast}
 * @example
 * ```js
 * weeksForRevenue({ perWeek: 10, rate: 0.26 }, { mean: 3400, variation: 0.7 }, 25000, 0.9).weeks; // 4.88
 * ```
 */
export function weeksForRevenue(flow: Flow, size: DealSize, goal: number, confidence: number): WeeksFor {
  askRevenue(beginFlow, flow, Run.WeeksForRevenue, "goal:money confidence:probability", goal, confidence, size);
  return nextWeeks();
}
