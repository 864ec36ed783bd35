import { begin, fields, maybe, next, put, run, skip } from "./engine.js";
import { choice, number, options } from "./check.js";
import { nextLikelihood } from "./chances.js";
import { Run } from "./raw.js";
import type { Flow, Likelihood, WeeksFor } from "./types.js";

// In the order of their numbers.
const FLOWS = ["perWeek", "arrivals", "shape"] as const;
const FLOW_FIELDS = ["perWeek:volume spare", "arrivals:count flow.weeks:weeks", "shape:shape flow.weeks:weeks"] as const;

/** @internal Begins with the numbers of a flow. */
export function beginFlow(flow: unknown): void {
  const given = options("flow", flow, ["perWeek", "arrivals", "shape", "weeks", "rate"]);
  const kind = choice("flow", given.slice(0, 3), FLOWS);
  begin(`kind flow.${FLOW_FIELDS[kind]} flow.rate:rate`);
  put(kind);
  number(given[kind]);
  number(kind ? given[3] : 0);
  number(given[4]);
}

/** Asks about a flow, with two numbers more. */
function askFlow(flow: unknown, which: Run, named: string, a: unknown, b: unknown): void {
  beginFlow(flow);
  fields(named);
  number(a);
  number(b);
  run(which);
}

/** @internal */
export function nextWeeks(): WeeksFor {
  return { weeks: maybe(), chance: nextLikelihood() };
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
