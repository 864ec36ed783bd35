import { begin, fields, maybe, next, put, putAll, room, run, take, wrong, written } from "./engine.js";
import { FunnelError } from "./error.js";
import { chosen, list, number, numbers, optional, options, place, readNumbers, refuse, word } from "./check.js";
import {
  beginGoal, GOAL, goForward, goRequired, goSensitivity, nextEffect, nextUnreachable, PERIODS, POLICIES, putCalendar,
  putPolicy, putStart, readCalendar, readStart, SENSITIVITY,
} from "./functions.js";
import { Run } from "./raw.js";
import { putSize, readSize } from "./size.js";
import type {
  Calendar, DealSize, Effect, Forward, LeverChoice, Numbers, Period, Policy, Required, RevenueGoal, Start, Step, Unreachable, VolumeGoal, Whole,
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
  /**
   * How large one deal is: its mean is the sale value, which may then be left out, and a confidence counts how sizes vary.
   */
  readonly dealSize?: DealSize | null | undefined;
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
  /** What is really done per activity period, for gauge and landing. */
  readonly actual?: number | null | undefined;
  /** What is already there, in the goal's period. */
  readonly start?: Start | null | undefined;
  /**
   * What is reached of the goal so far, in its own unit: revenue, or items at its stage. Finite; refunds can make it negative.
   * Otherwise it is what `start` says of the goal's stage.
   */
  readonly reached?: number | null | undefined;
  /** How much of the goal's period is left: a share, 0 to 1, or working days. All of it otherwise. */
  readonly left?: number | WorkingDays | null | undefined;
  /** How many will enter each stage directly in what is left of the goal's period; none otherwise. */
  readonly entries?: Numbers | null | undefined;
  /** How large one deal is, instead of the funnel's own. */
  readonly dealSize?: DealSize | null | undefined;
};

/** The working days of a period, not necessarily whole. */
export interface WorkingDays {
  /** Those that have passed: finite, at least 0, at most `totalDays`. */
  readonly elapsedDays: number;
  /** Those of the whole period: finite, above 0. */
  readonly totalDays: number;
}

/** What one stage needs. */
export interface StagePlan extends Whole {
  name: string;
}

/** A plan in one period. */
export interface PeriodPlan {
  period: Period;
  /**
   * What the activity of this period is to bring, in the goal's unit: the goal's amount in this period, less what is reached
   * and what is expected of items that wait.
   */
  goal: number;
  /** First stage first. */
  stages: [StagePlan, ...StagePlan[]];
  /** Expected revenue of the whole activity; `null` without a sale value. */
  revenue: number | null;
  /** Expected revenue, or items at the goal's stage, over what the activity is to bring; `null` when that is nothing. */
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
  /** Reached over goal; `null` when nothing says what is reached, or for a goal of 0. */
  attainment: number | null;
  /**
   * Where the actual activity leads: what is reached, what is expected of items that wait, and what the actual activity brings
   * in what is left of the period, over the goal. At least 1 exactly when the gauge is, or when nothing is required. `null`
   * without an actual (unless nothing of the period is left), or for a goal of 0.
   */
  landing: number | null;
  /**
   * For each gate and the sale value: one percentage point more (gates only), 10% of itself more, and its benchmark where it
   * has one. Required activity is per activity period and for the whole goal, whatever is reached; revenue is that of the
   * actual activity (of the required one without an actual) per goal period, in sales when there is no sale value.
   */
  sensitivity: Effect[];
}

/**
 * The answer to a {@link Target}: plain data, safe to keep, to copy and to turn into JSON. Either it has the plan for all that
 * is left of the goal's period and the plan of each activity period (the same where they are one period; `null` when nothing of
 * the goal's is left), or it says why the goal cannot be reached.
 */
export type Plan = PlanBase & (
  | { unreachable: null; total: PeriodPlan; activity: PeriodPlan | null }
  | { unreachable: Unreachable & { name: string | null }; total: null; activity: null }
);

const FUNNEL = ["entry", "gates", "saleValue", "saleValueBenchmark", "dealSize", "calendar"];
const GATE = ["name", "benchmark", "rate", "successes", "trials", "oneIn"];
/** @internal What a plan is asked with. */
export const TARGET: readonly string[] = /* @__PURE__ */ GOAL.concat(
  "per", "activityPer", "activityStage", "policy", "actual", "reached", "left", "entries", "dealSize",
);
const SITUATION = /* @__PURE__ */ SENSITIVITY.slice(0, -2);

/** What a funnel holds: its lists not frozen, which an engine reads faster; and what every plan writes of it. */
interface Inside {
  readonly names: readonly string[];
  readonly rates: readonly number[];
  readonly saleValue: unknown;
  readonly parts: Float64Array;
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
    const [entry, list_, saleValue, benchmark, dealSize, calendar] = options("funnel.", funnel, FUNNEL);
    const gates = Array.from(list("gates", list_), (gate, i) => (typeof gate === "number" ? [null, null, gate] : options(`gates[${i}]`, gate, GATE)));
    const names = [nameOf("entry", entry, 0), ...gates.map((gate, i) => nameOf(`gates[${i}].name`, gate[0], i + 1))];
    names.forEach((name, stage) => {
      if (names.indexOf(name) < stage) refuse("duplicate_name", `gates[${stage - 1}].name`, name);
    });
    const size = readSize("dealSize", dealSize);
    const read = readCalendar(calendar);
    begin("gates:rates[]");
    put(gates.length);
    // Each gate: 5 for itself, 8 for what the module makes of it.
    room(13 * gates.length);
    gates.forEach(putGate);
    fields("saleValue? saleValueBenchmark?");
    optional(saleValue);
    optional(benchmark);
    putSize(size);
    putCalendar(read);
    const parts = written();
    run(Run.Check);
    const rates = take(gates.length);
    this.names = Object.freeze(names);
    this.rates = Object.freeze([...rates]);
    insides.set(this, (this.#inside = { names, rates, saleValue: maybe(), parts }));
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
    return problems(made, funnel, partsOfFunnel);
  }

  /**
   * Every problem of a target for this funnel, each with its path, for forms; an empty list if the target has a plan.
   *
   * @example
   * ```js
   * const problems = funnel.validate({ revenue: -1, actual: NaN, left: 2 });
   * problems.map(({ path }) => path.join(".")); // ["revenue", "actual", "left"]
   * ```
   */
  validate(target: unknown): FunnelError[] {
    const asked = (target: unknown): unknown => this.plan(target as Target);
    const stage = this.names.length - 1;
    return problems(asked, target, function* ({ revenue, volume, stage: at, ...others }) {
      yield problem(() => asked({ revenue, volume, stage: at }));
      // With a goal that every funnel can have.
      for (const [key, value] of Object.entries(others)) yield problem(() => asked({ volume: 1, stage, [key]: value }));
    });
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
    const { plans, periods: _, ...plan } = planned(this.#inside, options("target.", target, TARGET));
    return { ...plan, ...plans[0] } as Plan;
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

/** The error that a call throws, if it throws one. */
function problem(of: () => unknown): FunnelError | undefined {
  try {
    of();
  } catch (error) {
    if (error instanceof FunnelError) return error;
    throw error;
  }
  return undefined;
}

/** The first problem of each part by itself, beside parts that have none; and what only the whole has. */
function problems(of: (given: unknown) => unknown, given: unknown, parts: (given: Record<string, unknown>) => Iterable<FunnelError | undefined>): FunnelError[] {
  const whole = problem(() => of(given));
  if (!whole || typeof given !== "object" || given === null || Array.isArray(given)) return whole ? [whole] : [];
  const found = [...parts(given as Record<string, unknown>)].filter((error) => error !== undefined);
  const known = found.some(({ path }) => path.join() === whole.path.join());
  return known ? found : [...found, whole];
}

const made = (funnel: unknown): Funnel => new Funnel(funnel as FunnelOptions);

/** The problems of a funnel's parts. */
function* partsOfFunnel({ gates, ...others }: Record<string, unknown>): Iterable<FunnelError | undefined> {
  for (const [i, gate] of Array.isArray(gates) ? gates.entries() : []) {
    const error = problem(() => made({ gates: [gate] }));
    if (!error) continue;
    const { code, value, allowed, path, message } = error;
    // It was the first of its list.
    const moved = new FunnelError(code, message.replace(/^gates\[0\]/, `gates[${i}]`), "", value, allowed);
    (moved as { path: FunnelError["path"] }).path = path.map((part, at) => (at === 1 ? i : part));
    yield moved;
  }
  for (const [key, value] of Object.entries(others)) yield problem(() => made({ gates: [1], [key]: value }));
}

/** The plan of the goal's period, and that of the activity's. */
type Named = { total: PeriodPlan | null; activity: PeriodPlan | null };

/** @internal A plan, and its two plans by name; `putMore` writes what else it is asked, `nextMore` reads the other items. */
export function planned(
  { names, parts }: Inside,
  given: readonly unknown[],
  putMore?: () => void,
  nextMore?: ReadItem,
): PlanBase & { unreachable: (Unreachable & { name: string | null }) | null; plans: Named[]; periods: readonly [Period, Period] } {
  const start = readStart(given[3]);
  const left = typeof given[10] === "object" && given[10] ? options("left", given[10], DAYS) : null;
  const entries = given[11] == null ? [] : readNumbers("entries", given[11]);
  const size = readSize("dealSize", given[12]);
  const stage = beginGoal(given, names);
  room(parts.length + ITEMS + ITEMS_OF_STAGE * names.length);
  fields(`per activityPer activityStage policy actual? reached? kind ${left ? "left.elapsedDays:elapsed_days left.totalDays:total_days" : "left"}`);
  chosen(given[4], word, PERIODS);
  chosen(given[5], word, PERIODS);
  chosen(given[6], place, "stage", names);
  putPolicy(given[7]);
  optional(given[8]);
  optional(given[9]);
  put(left ? 2 : given[10] == null ? 0 : 1);
  number(left ? left[0] : given[10] ?? 0);
  number(left ? left[1] : 0);
  putStart(start);
  fields("entries[]");
  numbers(entries, 0);
  putSize(size);
  putMore?.();
  putAll(parts);
  run(Run.Plan);
  const items: Items = { unreachable: null, plans: [[], []], gauge: null, attainment: null, landing: null, sensitivity: [] };
  for (let kind = next(); kind; kind = next()) (ITEM[kind] ?? nextMore!)(items, names, kind);
  // As they were given, or as the core chose them.
  const [per, activityPer, activityStage, policy] = [PERIODS[next()]!, PERIODS[next()]!, next(), POLICIES[next()]!];
  const { unreachable: why, plans, ...rest } = items;
  const periods = [per, activityPer] as const;
  return {
    goal: stage === undefined ? { revenue: given[0] as number } : { volume: given[1] as number, stage },
    per,
    activityPer,
    activityStage,
    policy,
    unreachable: why && { ...why, name: why.gate === null ? null : names[why.gate + 1]! },
    ...rest,
    plans: plans.map((plan) => named(plan, periods)),
    periods,
  };
}

const DAYS = ["elapsedDays", "totalDays"];

/** How many numbers the items of a plan take at most and the module for itself, for the whole and for each stage. */
const ITEMS = 100;
const ITEMS_OF_STAGE = 90;

/** The items of a plan that are collected so far; of each plan its periods. */
interface Items {
  unreachable: Unreachable | null;
  plans: [PeriodPlan[], PeriodPlan[]];
  gauge: number | null;
  attainment: number | null;
  landing: number | null;
  sensitivity: Effect[];
}

/** The period of a plan that the items are about. */
const now = (items: Items): PeriodPlan => items.plans[next()]!.at(-1)!;

/** @internal Reads an item of this kind. */
type ReadItem = (items: Items, names: readonly string[], kind: number) => void;

/** How an item is read, by its kind. */
const ITEM: readonly (ReadItem | null)[] = [
  null,
  (items) => {
    items.unreachable = nextUnreachable();
  },
  (items) => {
    const plan = items.plans[next()]!;
    plan.push({ period: PERIODS[next()]!, goal: next(), stages: [] as unknown as PeriodPlan["stages"], revenue: null, attainment: null });
  },
  (items, names) => {
    now(items).stages.push({ name: names[next()]!, exact: next(), units: next(), residual: next(), delivers: maybe() });
  },
  (items) => {
    const period = now(items);
    period.revenue = maybe();
    period.attainment = maybe();
  },
  (items) => {
    items.gauge = maybe();
    items.attainment = maybe();
    items.landing = maybe();
  },
  (items, names) => {
    items.sensitivity.push(nextEffect(names));
  },
];

/** @internal What belongs to the goal's period, and what to the activity's. */
export function named<T extends { period: Period }>(list: readonly T[], [per, activityPer]: readonly [Period, Period]): { total: T | null; activity: T | null } {
  const of = (period: Period) => list.find((one) => one.period === period) ?? null;
  return { total: of(per), activity: of(activityPer) };
}

function nameOf(field: string, name: unknown, stage: number): string {
  if (typeof (name ?? "") !== "string") wrong("a string", name, field);
  if (name && !(name as string).trim()) refuse("blank_name", field, name);
  return (name as string) || `Stage ${stage}`;
}

/** The numbers of a gate: which form it has, two numbers, and its benchmark. */
function putGate(gate: readonly unknown[], index: number): void {
  const [, benchmark, rate, successes, trials, oneIn] = gate;
  // One that is a number has no more.
  const at = `gates[${index}]`;
  const form = FORMS[[rate, successes, trials, oneIn].reduce<number>((form, value) => 2 * form + (value == null ? 0 : 1), 0)];
  if (!form) refuse("gate_form", at);
  const [kind, first, second] = form;
  fields(`kind ${gate.length < 4 ? `${at}:gates[].rate` : `${at}.${first}`} ${at}.${second} ${at}.benchmark?`);
  put(kind);
  number(kind === 1 ? successes : rate ?? oneIn);
  number(kind === 1 ? trials : 0);
  optional(benchmark);
}

/** The forms of a gate by which of rate, successes, trials and oneIn it has, as one number. */
const FORMS: Readonly<Record<number, readonly [kind: number, first: string, second: string]>> = {
  8: [0, "rate", "spare"],
  6: [1, "successes", "trials"],
  1: [2, "oneIn", "spare"],
};
