import { fields, maybe, next, put, run } from "./engine.js";
import { number, numbers, options, readNumbers } from "./check.js";
import { beginChance, Chance as BasicChance, METHODS, nextProbability, Results as BasicResults, sourceOf, type Source } from "./chances.js";
import { beginFlow, Flow as BasicFlow, flowSource, nextWeeks } from "./flows.js";
import { Run } from "./raw.js";
import type { DealSize, FlowOptions, Gate, InputsFor, Numbers, Probability, Quantile, WeeksFor } from "./types.js";

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

/** Asks about the revenue of what has begun, with two numbers more. */
function ask(size: Size, which: Run, named: string, a: unknown, b: unknown): void {
  fields(named);
  number(a);
  number(b);
  putSize(size);
  run(which);
}

/** The distribution of what results are worth together, as {@link Results.revenue} gives it. */
export class Revenue {
  /** @internal Minifiers give the class another. */
  static readonly name: string = "Revenue";

  readonly #source: Source;
  readonly #size: Size;

  /** @internal */
  constructor(source: Source, size: unknown) {
    this.#source = source;
    this.#size = readSize(size);
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
    this.#source.begin();
    ask(this.#size, this.#source.revenueAtLeast, `${this.#source.named} threshold:money`, this.#source.many, threshold);
    return nextProbability();
  }

  /**
   * The smallest amount that the revenue does not exceed with probability `p`, 0 to 1; `null` where there is none: for p = 1
   * and sizes that vary without end.
   *
   * @example
   * ```js
   * new Chance(0.26).results(40).revenue({ mean: 3400, variation: 0.7 }).quantile(0.5)?.value; // 34468
   * ```
   */
  quantile(p: number): Quantile | null {
    this.#source.begin();
    ask(this.#size, this.#source.revenueQuantile, `${this.#source.named} p:probability`, this.#source.many, p);
    const value = maybe();
    return value === null ? null : { value, method: METHODS[next()]! };
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

function readAim(aim: unknown): readonly [Size, unknown, unknown] {
  const [size, threshold, confidence] = options("goal.", aim, ["size", "threshold", "confidence"]);
  return [readSize(size), threshold, confidence];
}

const AIM = "threshold:money confidence:probability";

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
    const [size, threshold, confidence] = readAim(goal);
    beginChance(BasicChance.of(this));
    ask(size, Run.InputsForRevenue, AIM, threshold, confidence);
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
    const [size, threshold, confidence] = readAim(goal);
    beginFlow(BasicFlow.of(this));
    ask(size, Run.WeeksForRevenue, AIM, threshold, confidence);
    return nextWeeks();
  }
}
