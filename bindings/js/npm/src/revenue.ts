import { fields, maybe, next, put, run } from "./engine.js";
import { number, numbers, options, readNumbers } from "./check.js";
import { beginChance, METHODS, nextLikelihood } from "./chances.js";
import { beginFlow, nextWeeks } from "./flows.js";
import { Run } from "./raw.js";
import type { Amount, Chance, DealSize, Flow, InputsFor, Likelihood, WeeksFor } from "./types.js";

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

function nextAmount(): Amount | null {
  const amount = maybe();
  return amount === null ? null : { amount, method: METHODS[next()]! };
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
