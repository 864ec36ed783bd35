import { begin, fields, maybe, more, next, putAll, room, run, skip, wrong, written } from "./engine.js";
import { FunnelError } from "./error.js";
import { list, numbers, optional, options, place, refuse } from "./check.js";
import {
  beginGoal, GOAL, goCounts, goForward, goOneIn, goRequired, goSensitivity, nextEffect, nextUnreachable, PERIODS,
  POLICIES, putCalendar, putPeriod, putPolicy, putStart, readCalendar, readStart, SENSITIVITY,
} from "./functions.js";
import { Run } from "./raw.js";
import type {
  Calendar, Effect, Forward, LeverChoice, Period, Policy, Required, RevenueGoal, Start, Step, Unreachable, VolumeGoal, Whole,
} from "./types.js";

/** What a gate's rate is: itself, 0 to 1; or counts, whole numbers; or "1 in n". */
export type GateRate =
  | { readonly rate: number; readonly successes?: null | undefined; readonly trials?: null | undefined; readonly oneIn?: null | undefined }
  | { readonly successes: number; readonly trials: number; readonly rate?: null | undefined; readonly oneIn?: null | undefined }
  | { readonly oneIn: number; readonly rate?: null | undefined; readonly successes?: null | undefined; readonly trials?: null | undefined };

/** A gate: its rate, as a number or by name; or with that the name of the stage behind it and the rate it is held against. */
export type GateOptions = number | GateRate & {
  readonly name?: string | null | undefined;
  readonly benchmark?: number | null | undefined;
};

/** What a funnel is made of. */
export interface FunnelOptions {
  /** The name of the first stage; "Stage 0" otherwise. */
  readonly entry?: string | null | undefined;
  /** The gates, first gate first; at least one. */
  readonly gates: readonly GateOptions[];
  /** Average revenue per sale, finite, at least 0. Without it goals are volumes only. */
  readonly saleValue?: number | null | undefined;
  /** What the sale value is held against. */
  readonly saleValueBenchmark?: number | null | undefined;
  /** `"common"` otherwise. */
  readonly calendar?: Calendar | null | undefined;
}

/** A goal in one period: revenue, or a volume at a stage, by its name or number. */
export type FunnelGoal = RevenueGoal | VolumeGoal<string | number>;

/** What is aimed at. */
export type Target = FunnelGoal & {
  /** The goal's period; `"month"` otherwise. */
  readonly per?: Period | undefined;
  /** The period that activity is counted in; `"week"` otherwise. */
  readonly activityPer?: Period | undefined;
  /** The stage at which activity is counted, at or before the goal's; the first otherwise. */
  readonly activityStage?: string | number | null | undefined;
  /** How volumes become whole; `"up"` otherwise. */
  readonly policy?: Policy | undefined;
  /** What is really done per activity period, for the gauge. */
  readonly actual?: number | null | undefined;
  /** What is already there, in the goal's period. */
  readonly start?: Start | null | undefined;
};

/** What one stage needs. */
export interface StagePlan extends Whole {
  name: string;
}

/** A plan in one period. */
export interface PeriodPlan {
  period: Period;
  /** The goal's amount in this period. */
  goal: number;
  /** First stage first. */
  stages: [StagePlan, ...StagePlan[]];
  /** Expected revenue of the whole activity; `null` without a sale value. */
  revenue: number | null;
  /** Whole over exact activity: the share of what was still to be done that it delivers; `null` when nothing was. */
  attainment: number | null;
}

/** What a plan says whether or not its goal can be reached. */
export interface PlanBase {
  goal: { revenue: number } | { volume: number; stage: number };
  per: Period;
  activityPer: Period;
  activityStage: number;
  policy: Policy;
  /** Actual over required activity, unrounded; `null` without an actual, or when nothing is required. */
  gauge: number | null;
  /** What the actual activity alone would bring over the goal; `null` without an actual or a goal of 0. */
  attainment: number | null;
  /**
   * For each gate and the sale value: one percentage point more (gates only), ten percent of itself more, and its
   * benchmark where it has one. Required activity is per activity period, revenue per goal period (in sales, without
   * a sale value): that of the actual activity, or without one of the required.
   */
  sensitivity: Effect[];
}

/**
 * The answer to a {@link Target}: plain data, safe to keep, to copy and to turn into JSON. Either it has the plan of the whole
 * goal period and of each activity period (the same where they are one), or it says why the goal cannot be reached.
 */
export type Plan = PlanBase & (
  | { unreachable: null; total: PeriodPlan; activity: PeriodPlan }
  | { unreachable: Unreachable & { name: string | null }; total: null; activity: null }
);

const FUNNEL = ["entry", "gates", "saleValue", "saleValueBenchmark", "calendar"];
const GATE = ["name", "benchmark", "rate", "successes", "trials", "oneIn"];
/** @internal What a plan is asked with. */
export const TARGET: readonly string[] = /* @__PURE__ */ GOAL.concat("per", "activityPer", "activityStage", "policy", "actual");
const SITUATION = /* @__PURE__ */ SENSITIVITY.slice(0, -2);

/** What a funnel holds: its lists not frozen, which an engine reads faster; what every plan writes of it; its gates as given. */
interface Inside {
  readonly names: readonly string[];
  readonly rates: readonly number[];
  readonly saleValue: unknown;
  readonly parts: Float64Array;
  readonly gates: readonly (readonly unknown[])[];
}

const insides = /* @__PURE__ */ new WeakMap<Funnel, Inside>();

/** @internal What a funnel holds. Not by a static block, for which older browsers would not read the file. */
export function inside(funnel: Funnel): Inside {
  return insides.get(funnel)!;
}

/**
 * A funnel with named stages, its sale value and its calendar; checked when it is made, and never changed.
 *
 * @example
 * ```js
 * const funnel = new Funnel({
 *   entry: "First appointments",
 *   gates: [{ name: "Proposals", rate: 0.65 }, { name: "Sales", successes: 2, trials: 5 }],
 *   saleValue: 3400,
 * });
 * const plan = funnel.plan({ revenue: 25000 });
 * plan.activity?.stages[0]; // { name: "First appointments", exact: 6.5263, units: 7, residual: 0.4737, delivers: 1.0726 }
 * plan.activity?.attainment; // 1.073
 * ```
 */
export class Funnel {
  /** @internal Minifiers give the class another. */
  static readonly name: string = "Funnel";

  /** The names of the stages, first stage first; one more than gates. */
  readonly names: readonly string[];
  /** The rate of each gate, first gate first. */
  readonly rates: readonly number[];
  readonly #inside: Inside;

  /**
   * @throws {FunnelError} `no_gates`, `gate_form`, `rate`, `count`, `successes`, `no_trials`, `one_in`, `money`,
   *   `weeks_per_year`, `days_per_week`, `name`; a `TypeError` names what is of the wrong type
   */
  constructor(funnel: FunnelOptions) {
    const [entry, list_, saleValue, benchmark, calendar] = options("funnel.", funnel, FUNNEL);
    const gates = Array.from(list("gates", list_), (gate, i) => (typeof gate === "number" ? [null, null, gate] : options(`gates[${i}]`, gate, GATE)));
    const names = [nameOf("entry", entry, 0), ...gates.map((gate, i) => nameOf(`gates[${i}].name`, gate[0], i + 1))];
    names.forEach((name, stage) => {
      if (names.indexOf(name) < stage) twice(name, stage);
    });
    const rates = gates.map(rateOf);
    const read = readCalendar(calendar);
    begin("gates[].rate:rate:no_gates");
    numbers(rates);
    fields([...gates.map((_, i) => `gates[${i}].benchmark?:rate`), "saleValue?:money saleValueBenchmark?:money"].join(" "));
    room(2 * gates.length);
    for (const gate of gates) optional(gate[1]);
    optional(saleValue);
    optional(benchmark);
    putCalendar(read);
    this.names = Object.freeze(names);
    this.rates = Object.freeze([...rates]);
    insides.set(this, (this.#inside = { names, rates, saleValue, parts: written(), gates }));
    run(Run.Check);
    // Vue leaves frozen objects as they are; in its proxies there would be nothing inside. Subclasses may have fields.
    if (new.target === Funnel) Object.freeze(this);
  }

  /**
   * All that is wrong with the options of a funnel, each by its path, for forms; an empty list where a funnel can be made.
   *
   * @example
   * ```js
   * const problems = Funnel.validate({ gates: [{ rate: 1.4 }, { rate: 0.4, benchmark: 2 }], saleValue: -1 });
   * problems.map(({ path }) => path.join(".")); // ["gates.0.rate", "gates.1.benchmark", "saleValue"]
   * ```
   */
  static validate(funnel: unknown): FunnelError[] {
    return problems(funnel);
  }

  /**
   * The plan for a goal: what each stage needs, exactly and in whole units, per goal and activity period; how the actual
   * activity stands to it; and what an improvement of each lever would change.
   *
   * @throws {FunnelError} `no_sale_value`, `money`, `volume`, `stage`, `length`, `name`, `overflow`
   * @example
   * ```js
   * funnel.plan({ revenue: 25000, actual: 5 }).gauge; // 0.766
   * funnel.plan({ volume: 7, stage: "Sales", per: "month", activityPer: "day" });
   * ```
   */
  plan(target: Target): Plan {
    return planned(this.#inside, options("target.", target, TARGET), Run.Plan);
  }

  /**
   * What comes out when so many enter the first stage, finite, at least 0.
   *
   * @throws {FunnelError} `volume`, `overflow`
   * @example
   * ```js
   * funnel.forward(20); // { volumes: [20, 13, 5.2], revenue: 17680 }
   * ```
   */
  forward(entry: number): Forward {
    return goForward(this.#inside.rates, entry, this.#inside.saleValue);
  }

  /**
   * The volume that every stage still needs for a goal to be met, in the goal's period.
   *
   * @throws {FunnelError} `no_sale_value`, `money`, `volume`, `stage`, `length`, `name`, `overflow`
   * @example
   * ```js
   * funnel.required({ revenue: 25000 }).entry; // 28.28
   * ```
   */
  required(target: FunnelGoal & { readonly start?: Start | null | undefined }): Required {
    const { rates, saleValue, names } = this.#inside;
    return goRequired(rates, options("target.", target, GOAL), saleValue, names);
  }

  /**
   * What a step of one lever, a gate (by its number, or the name of the stage behind it) or the sale value, does to the
   * activity that a goal requires, and to the revenue of the activity there is; all in the goal's period.
   *
   * @throws {FunnelError} `no_sale_value`, `money`, `volume`, `stage`, `gate`, `step`, `rate`, `name`, `overflow`
   * @example
   * ```js
   * funnel.sensitivity({ revenue: 25000, activity: 20, gate: "Sales", step: { points: 1 } }).to; // 0.41
   * ```
   */
  sensitivity(
    situation: FunnelGoal & LeverChoice<string | number> & {
      readonly activityStage?: string | number | null | undefined;
      readonly activity: number;
      readonly step: Step;
    },
  ): Effect {
    const { rates, saleValue, names } = this.#inside;
    return goSensitivity(rates, options("situation.", situation, SITUATION), saleValue, names);
  }
}

/** The error of a funnel of these options, if there is one. */
function problem(funnel: unknown): FunnelError | undefined {
  try {
    new Funnel(funnel as FunnelOptions);
  } catch (error) {
    if (error instanceof FunnelError) return error;
    throw error;
  }
  return undefined;
}

/** The first problem of each part by itself, beside parts that have none; and what only the whole has. */
function problems(funnel: unknown): FunnelError[] {
  const whole = problem(funnel);
  if (!whole || typeof funnel !== "object" || funnel === null || Array.isArray(funnel)) return whole ? [whole] : [];
  const found: FunnelError[] = [];
  const { gates, ...others } = funnel as Record<string, unknown>;
  if (Array.isArray(gates)) {
    gates.forEach((gate, i) => {
      const error = problem({ gates: [gate] });
      if (!error) return;
      const { code, value, allowed, path, message } = error;
      // It was the first of its list.
      const moved = new FunnelError(code, message.replace(/^gates\[0\]/, `gates[${i}]`), "", value, allowed);
      (moved as { path: FunnelError["path"] }).path = path.map((part, at) => (at === 1 ? i : part));
      found.push(moved);
    });
  }
  for (const [key, value] of Object.entries(others)) {
    const error = problem({ gates: [1], [key]: value });
    if (error) found.push(error);
  }
  const known = found.some(({ path }) => path.join() === whole.path.join());
  return known ? found : [...found, whole];
}

/** @internal A plan; `putMore` writes what else it is asked behind all the rest, `nextMore` reads what it says behind its periods. */
export function planned(
  { names, saleValue, parts }: Inside,
  given: readonly unknown[],
  which: Run,
  putMore?: () => void,
  nextMore?: (periods: readonly PeriodPlan[]) => void,
): Plan {
  const start = readStart(given[3]);
  const stages = names.length;
  const stage = beginGoal(given, saleValue, names);
  // Each stage: required, exact and whole volume; 4 in each of two periods; 3 effects of 13.
  room(parts.length + 50 * stages);
  fields("per activityPer activityStage:stage policy actual?:volume");
  const per = putPeriod(given[4], 2);
  const activityPer = putPeriod(given[5], 1);
  const activityStage = place(given[6] ?? 0, "stage", names);
  const policy = putPolicy(given[7]);
  optional(given[8]);
  putStart(start);
  putAll(parts);
  putMore?.();
  run(which);
  skip(3 * stages);
  const why = nextUnreachable();
  const periods = nextPeriods(names);
  nextMore?.(periods);
  const gauge = maybe();
  const attainment = maybe();
  const sensitivity: Effect[] = [];
  while (more()) sensitivity.push(nextEffect(names));
  return {
    goal: stage === undefined ? { revenue: given[0] as number } : { volume: given[1] as number, stage },
    per: PERIODS[per]!,
    activityPer: PERIODS[activityPer]!,
    activityStage,
    policy: POLICIES[policy]!,
    unreachable: why && { ...why, name: why.gate === null ? null : names[why.gate + 1]! },
    ...named(periods),
    gauge,
    attainment,
    sensitivity,
  } as Plan;
}

/** @internal The plan of the goal's period and that of the activity's; the module says one where they are the same. */
export function named<T>(periods: readonly T[]): { total: T | null; activity: T | null } {
  const total = periods[0] ?? null;
  return { total, activity: periods[1] ?? total };
}

/** @internal */
export function nextPeriods(names: readonly string[]): PeriodPlan[] {
  const periods: PeriodPlan[] = [];
  while (more()) periods.push(nextPeriod(names));
  return periods;
}

function nextPeriod(names: readonly string[]): PeriodPlan {
  const period = PERIODS[next()]!;
  const goal = next();
  const revenue = maybe();
  const attainment = maybe();
  const stages = names.map((name) => ({ name, exact: next(), units: next(), residual: next(), delivers: maybe() })) as PeriodPlan["stages"];
  return { period, goal, stages, revenue, attainment };
}

function nameOf(field: string, name: unknown, stage: number): string {
  return typeof (name ?? "") === "string" ? (name as string) || `Stage ${stage}` : wrong("a string", name, field);
}

function twice(name: string, stage: number): never {
  throw new FunnelError("duplicate", `another stage has the name ${JSON.stringify(name)}`, `gates[${stage - 1}].name`, name);
}

function rateOf([, , rate, successes, trials, oneIn]: readonly unknown[], index: number): number {
  const field = `gates[${index}]`;
  // Which of them are there, as one number.
  const form = [rate, successes, trials, oneIn].reduce<number>((form, value) => 2 * form + (value == null ? 0 : 1), 0);
  if (form === 8) return typeof rate === "number" ? rate : wrong("a number", rate, field + ".rate");
  if (form === 6) return goCounts(field + ".", successes, trials);
  if (form === 1) return goOneIn(field + ".oneIn", oneIn);
  refuse("gate_form", field);
}
