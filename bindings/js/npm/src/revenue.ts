import { begin, fields, maybe, next, run, skip, wrong } from "./engine.js";
import { number, options } from "./check.js";
import { Chance as BasicChance, nextInterval, nextProbability, nextQuantile, putChance, Results as BasicResults, sourceOf, type Source } from "./chances.js";
import { Flow as BasicFlow, flowSource, nextWeeks, putFlow } from "./flows.js";
import { putSize, readSize, type ReadSize } from "./size.js";
import { Run } from "./raw.js";
import type { DealSize, FlowOptions, Gate, InputsFor, Interval, Numbers, Probability, Quantile, WeeksFor } from "./types.js";

/** The distribution of what results are worth together, as {@link Results.revenue} gives it. */
export class Revenue {
  /** @internal Minifiers give the class another. */
  static readonly name: string = "Revenue";

  readonly #source: Source;
  readonly #size: ReadSize;

  /** @internal */
  constructor(source: Source, size: unknown) {
    this.#source = source;
    this.#size = readSize("size", size ?? wrong("a deal size", size, "size"));
    Object.freeze(this);
  }

  /**
   * The chance that the deals are together worth at least `threshold`.
   *
   * @example
   * ```js
   * // 40 appointments, 26% of which become a sale of 3,400: on average 35,360.
   * const sales = new Chance(0.26).results(40);
   * sales.revenue(3400).atLeast(25000).value; // 0.853
   * sales.revenue({ mean: 3400, variation: 0.7 }).atLeast(25000).value; // 0.797
   * sales.revenue([1500, 2000, 2000, 3400, 8100]).atLeast(25000).value; // 0.796
   * ```
   */
  atLeast(threshold: number): Probability {
    this.#ask(Run.RevenueAtLeast, "threshold", threshold);
    return nextProbability();
  }

  /**
   * The smallest amount that the revenue does not exceed with probability `p`, 0 to 1; `null` where there is none: for p = 1
   * and sizes that vary without end.
   *
   * @throws {FunnelError} `probability`, `overflow`
   * @example
   * ```js
   * new Chance(0.26).results(40).revenue({ mean: 3400, variation: 0.7 }).quantile(0.5)?.value; // 34468
   * ```
   */
  quantile(p: number): Quantile | null {
    this.#ask(Run.RevenueQuantile, "p", p);
    return nextQuantile();
  }

  /** The central range that holds the revenue with a probability of at least `level`, 0 to 1. */
  interval(level: number): Interval {
    this.#ask(Run.RevenueInterval, "level", level);
    return nextInterval();
  }

  /**
   * The expected revenue when all above `threshold` counts as `threshold`: what a target that is capped pays for.
   *
   * @example
   * ```js
   * const revenue = new Chance(0.26).results(40).revenue(3400);
   * revenue.meanUpTo(25000); // 24055
   * ```
   */
  meanUpTo(threshold: number): number {
    this.#ask(Run.RevenueMeanUpTo, "threshold", threshold);
    return next();
  }

  /** The expected revenue. */
  mean(): number {
    this.#begin();
    run(Run.RevenueSummary);
    return next();
  }

  /** The variance of the revenue; its square root is the standard deviation. */
  variance(): number {
    this.#begin();
    run(Run.RevenueVariance);
    return next();
  }

  /** The largest revenue that there can be; `null` where there is no largest. */
  most(): number | null {
    this.#begin();
    run(Run.RevenueSummary);
    skip(1);
    return maybe();
  }

  #begin(): void {
    this.#source();
    putSize(this.#size);
  }

  #ask(which: Run, named: string, value: unknown): void {
    this.#begin();
    fields(named);
    number(value);
    run(which);
  }
}

/** The distribution of a number of results, and of what they are worth. */
export class Results extends BasicResults {
  /** @internal Minifiers give the class another. */
  static override readonly name: string = "Results";

  /** @internal */
  constructor(source: Source) {
    super(source);
    Object.freeze(this);
  }

  /**
   * The distribution of what the results are worth together, when each is a deal of this size.
   *
   * @throws {FunnelError} `money`, `variation`, `volume`, `length`, `no_deals`
   */
  revenue(size: DealSize): Revenue {
    return new Revenue(BasicResults.of(this), size);
  }
}

/** What revenue is aimed at: at least `threshold` with a chance of `confidence`, from deals of a size. */
export interface RevenueAim {
  readonly size: DealSize;
  readonly threshold: number;
  readonly confidence: number;
}

/** Asks what it takes to reach a revenue, of the chance or the flow that `putSource` writes. */
function askFor(putSource: () => void, goal: unknown, which: Run): void {
  const [size, threshold, confidence] = options("goal.", goal, ["size", "threshold", "confidence"]);
  const read = readSize("size", size ?? wrong("a deal size", size, "size"));
  begin("");
  putSource();
  putSize(read);
  fields("threshold:goal confidence");
  number(threshold);
  number(confidence);
  run(which);
}

/**
 * How an input gets to the end, past one gate or several. All inputs pass or fail independently of each other. A gate that
 * is counted may also stand for several, through which the same people were followed.
 *
 * @example
 * ```js
 * const chance = new Chance([{ rate: 0.65 }, { successes: 40, trials: 100 }]);
 * chance.results(28).atLeast(8).value; // 0.446
 * chance.results(40).revenue(3400).atLeast(25000).value; // 0.83
 * chance.inputsFor({ results: 8, confidence: 0.9 }).inputs; // 44
 * ```
 */
export class Chance extends BasicChance {
  /** @internal Minifiers give the class another. */
  static override readonly name: string = "Chance";

  /**
   * @param gates - the overall rate, a gate, or a list of gates, first gate first
   * @throws {FunnelError} `rate`, `count`, `successes`, `shape`, `name`, `one_in`, `gate_form`, `no_gates`
   */
  constructor(gates: Gate | readonly Gate[] | Numbers) {
    super(gates);
    if (new.target === Chance) Object.freeze(this);
  }

  override results(inputs: number): Results {
    return new Results(sourceOf(BasicChance.of(this), inputs));
  }

  /**
   * The fewest inputs whose deals are together worth at least `threshold` with a chance of `confidence`, 0 to 1.
   *
   * @example
   * ```js
   * new Chance(0.26).inputsForRevenue({ size: 3400, threshold: 25000, confidence: 0.9 }).inputs; // 43
   * ```
   */
  inputsForRevenue(goal: RevenueAim): InputsFor {
    askFor(() => putChance(BasicChance.of(this)), goal, Run.RevenueInputsFor);
    return { inputs: maybe(), chance: nextProbability() };
  }
}

/**
 * Inputs that arrive at random at a steady rate a week, and the share of them that becomes results.
 *
 * @example
 * ```js
 * // Ten appointments a week, of which 26% become a sale.
 * const flow = new Flow({ perWeek: 10, rate: 0.26 });
 * flow.results(4).atLeast(8).value; // 0.8137
 * flow.results(4).revenue({ mean: 3400, variation: 0.7 }).atLeast(25000).value; // 0.770
 * ```
 */
export class Flow extends BasicFlow {
  /** @internal Minifiers give the class another. */
  static override readonly name: string = "Flow";

  /** @throws {FunnelError} `volume`, `count`, `shape`, `weeks`, `rate`, `overflow` */
  constructor(flow: FlowOptions) {
    super(flow);
    if (new.target === Flow) Object.freeze(this);
  }

  override results(weeks: number): Results {
    return new Results(flowSource(BasicFlow.of(this), weeks));
  }

  /**
   * The weeks after which the results are together worth at least `threshold` with a chance of `confidence`, 0 to 1.
   *
   * @example
   * ```js
   * const flow = new Flow({ perWeek: 10, rate: 0.26 });
   * flow.weeksForRevenue({ size: { mean: 3400, variation: 0.7 }, threshold: 25000, confidence: 0.9 }).weeks; // 4.88
   * ```
   */
  weeksForRevenue(goal: RevenueAim): WeeksFor {
    askFor(() => putFlow(BasicFlow.of(this)), goal, Run.RevenueWeeksFor);
    return nextWeeks();
  }
}
