import { begin, fields, maybe, next, put, run } from "./engine.js";
import { choice, number, options } from "./check.js";
import { nextProbability, Results, type Source } from "./chances.js";
import { Run } from "./raw.js";
import type { FlowOptions, WeeksFor } from "./types.js";

// In the order of their numbers.
const FLOWS = ["perWeek", "arrivals", "shape"] as const;
const FLOW_FIELDS = ["perWeek:per_week spare", "arrivals:arrivals flow.weeks:weeks", "shape:shape flow.weeks:weeks"] as const;

/** @internal A flow: which kind, and its three numbers. */
export type ReadFlow = readonly [kind: number, amount: unknown, weeks: unknown, rate: unknown];

/** @internal The numbers of a flow. Those of one that was made are right: no error concerns its fields. */
export function putFlow([kind, amount, weeks, rate]: ReadFlow, made = true): void {
  fields(made ? "flow flow flow flow" : `kind flow.${FLOW_FIELDS[kind]} flow.rate:rate`);
  put(kind);
  number(amount);
  number(weeks);
  number(rate);
}

/** @internal */
export function nextWeeks(): WeeksFor {
  return { weeks: maybe(), chance: nextProbability() };
}

/** @internal */
export function flowSource(flow: ReadFlow, weeks: unknown): Source {
  return () => {
    begin("kind");
    put(1);
    putFlow(flow);
    fields("weeks");
    number(weeks);
  };
}

/**
 * Inputs that arrive at random at a steady rate a week, and the share of them that becomes results.
 *
 * @example
 * ```js
 * // Ten appointments a week, of which 26% become a sale.
 * const flow = new Flow({ perWeek: 10, rate: 0.26 });
 * flow.results(4).atLeast(8).value; // 0.8137
 * // Known only from 40 that came in four weeks, it is less sure.
 * new Flow({ arrivals: 40, weeks: 4, rate: 0.26 }).results(4).atLeast(8).value; // 0.7921
 * ```
 */
export class Flow {
  /** @internal Minifiers give the class another. */
  static readonly name: string = "Flow";

  readonly #flow: ReadFlow;

  /** @throws {FunnelError} `volume`, `count`, `shape`, `weeks`, `rate`, `overflow` */
  constructor(flow: FlowOptions) {
    const given = options("flow", flow, ["perWeek", "arrivals", "shape", "weeks", "rate"]);
    const kind = choice("flow", given.slice(0, 3), FLOWS);
    this.#flow = [kind, given[kind], kind ? given[3] : 0, given[4]];
    begin("");
    putFlow(this.#flow, false);
    run(Run.FlowCheck);
    if (new.target === Flow) Object.freeze(this);
  }

  /** @internal */
  static of(flow: Flow): ReadFlow {
    return flow.#flow;
  }

  /** The distribution of the results of so many weeks: finite, at least 0, not necessarily whole. */
  results(weeks: number): Results {
    return new Results(flowSource(this.#flow, weeks));
  }

  /** The expected number of results a week. */
  perWeek(): number {
    begin("");
    putFlow(this.#flow);
    run(Run.FlowPerWeek);
    return next();
  }

  /**
   * The weeks after which at least so many results are there with a chance of `confidence`, 0 to 1.
   *
   * @example
   * ```js
   * new Flow({ perWeek: 10, rate: 0.26 }).weeksFor({ results: 8, confidence: 0.9 }).weeks; // 4.527
   * ```
   */
  weeksFor(goal: { readonly results: number; readonly confidence: number }): WeeksFor {
    const [results, confidence] = options("goal.", goal, ["results", "confidence"]);
    begin("");
    putFlow(this.#flow);
    fields("results confidence");
    number(results);
    number(confidence);
    run(Run.WeeksFor);
    return nextWeeks();
  }
}

/**
 * How many arrivals must be expected so that at least so many of them become results with a chance of `confidence`, when
 * they come at random and each does so with the chance `rate`; `null`: no number is enough. With a fixed number of inputs
 * fewer are needed.
 *
 * @throws {FunnelError} `count`, `rate`, `probability`, `overflow`
 * @example
 * ```js
 * arrivalsFor({ results: 8, rate: 0.26, confidence: 0.95 }); // 50.57
 * ```
 */
export function arrivalsFor(goal: { readonly results: number; readonly rate: number; readonly confidence: number }): number | null {
  const given = options("goal.", goal, ["rate", "results", "confidence"]);
  begin("rate results confidence");
  for (let i = 0; i < 3; i++) number(given[i]);
  run(Run.ArrivalsFor);
  return maybe();
}
