import { begin, fields, maybe, next, put, run, take, wrong } from "./engine.js";
import { choice, chosen, number, numbers, optional, options, place, readNumbers, word } from "./check.js";
import { Run } from "./raw.js";
import type {
  Effect, Forward, Goal, LeverChoice, Numbers, Required, Start, Step, Unreachable,
} from "./types.js";

// Words in the order of their numbers.
/** @internal */
export const PERIODS = ["day", "week", "month", "quarter", "year"] as const;
/** @internal */
export const POLICIES = ["up", "nearest", "upEachStage"] as const;
const CALENDARS = ["common", "four-week-month", "civil"] as const;
const LEVERS = ["gate", "saleValue"] as const;
const STEPS = ["points", "percent", "to"] as const;
const STARTS = ["open", "reached"] as const;

/** @internal What every goal is asked with; its start comes next where it has one. */
export const GOAL: readonly string[] = ["revenue", "volume", "stage", "start"];
const KINDS = ["revenue", "volume"] as const;
const REQUIRED = /* @__PURE__ */ GOAL.concat("saleValue", "rates");
/** @internal */
export const RATES = "rates[]";

// The fields of a goal of each kind.
const GOALS = ["kind spare revenue:goal.revenue", "kind stage:goal.stage volume:goal.target"] as const;

/** @internal Begins with the numbers of a goal: kind, stage, amount. Returns the stage, or nothing for revenue. */
export function beginGoal(given: readonly unknown[], names?: readonly string[]): number | undefined {
  // One of the two, which is quicker asked than by `choice`.
  if (given[0] != null && given[1] == null) {
    begin(GOALS[0]);
    put(0);
    put(0);
    number(given[0]);
    return;
  }
  return beginVolume(given, names);
}

function beginVolume(given: readonly unknown[], names?: readonly string[]): number {
  choice("target.", given.slice(0, 2), KINDS);
  begin(GOALS[1]);
  put(1);
  const stage = place(given[2], "stage", names);
  number(given[1]);
  return stage;
}

// What has properties or elements is read before a call begins: reading them may run code, and that may call us.

/** What is there already: which kind, and its volumes. */
type ReadStart = readonly [kind: number, there: readonly number[]];

/** @internal */
export function readStart(value: unknown): ReadStart | undefined {
  if (value == null) return undefined;
  const given = options("start", value, STARTS);
  const kind = choice("start", given.slice(0, 2), STARTS);
  return [kind, readNumbers(`start.${STARTS[kind]}`, given[kind])];
}

/** @internal The kind of a start and its volumes. */
export function putStart(start: ReadStart | undefined): void {
  if (start) return putThere(start);
  put(0);
  put(0);
}

function putThere([kind, there]: ReadStart): void {
  fields(`kind start.${STARTS[kind]}[]:start[]`);
  put(kind + 1);
  numbers(there, 0);
}

/** A number, or one for each stage. */
type ReadEach = readonly [each: boolean, numbers: readonly unknown[]];

/** @internal */
export function readEach(field: string, value: unknown): ReadEach {
  return typeof value === "object" && value ? [true, readNumbers(field, value)] : [false, [value]];
}

/** Whether there is one for each stage, and a list of them or of the one number. */
function putEach(one: string, [each, list]: ReadEach, all: string): void {
  if (each) {
    fields(`kind ${one}[]:${all}[]`);
    put(1);
    numbers(list as readonly number[], 0);
  } else {
    fields(`kind len ${one}`);
    put(0);
    put(1);
    number(list[0]);
  }
}

/** The same, of what an item is worth, which may be missing. */
function putWorth([each, list]: ReadEach): void {
  if (each) {
    fields("kind saleValue[]:sale_values[]");
    put(2);
    numbers(list as readonly number[], 0);
  } else {
    const there = list[0] != null;
    fields("kind len saleValue");
    put(+there);
    put(+there);
    if (there) number(list[0]);
  }
}

/** @internal Name, selling weeks and days a week of a calendar; or only its name. */
export function readCalendar(value: unknown): readonly unknown[] {
  return typeof value === "object" && value ? options("calendar", value, ["name", "sellingWeeks", "daysPerWeek"]) : [value];
}

/** @internal The numbers of a calendar. */
export function putCalendar([name, weeks, days]: readonly unknown[]): void {
  fields("calendar calendar.sellingWeeks:selling_weeks calendar.daysPerWeek?:days_per_week");
  if (weeks == null) {
    chosen(name, word, CALENDARS);
    put(0);
  } else {
    if (name != null) wrong("either a name or sellingWeeks", name);
    put(CALENDARS.length);
    number(weeks);
  }
  optional(days);
}

/** @internal */
export function putPolicy(value: unknown): void {
  chosen(value, word, POLICIES);
}

/** @internal */
export function nextUnreachable(): Unreachable {
  const lever = next();
  const gate = next();
  return { lever: LEVERS[lever]!, gate: lever ? null : gate, missing: next(), best: next() };
}

/** @internal */
export function nextEffect(names?: readonly string[]): Effect {
  const lever = next();
  const gate = next();
  const kind = next();
  const size = next();
  return {
    lever: LEVERS[lever]!,
    gate: lever ? null : gate,
    name: lever || !names ? null : names[gate + 1]!,
    step: kind ? (kind > 1 ? { to: size } : { percent: size }) : { points: size },
    from: next(),
    to: next(),
    capped: next() > 0,
    revenueBefore: next(),
    revenueAfter: next(),
    requiredBefore: maybe(),
    requiredAfter: maybe(),
    requiredChange: maybe(),
    revenueChange: maybe(),
  };
}

/**
 * What comes out when so many enter the first stage.
 *
 * @param situation - `rates`, first gate first, each 0 to 1; `entry`, how many enter, finite, at least 0; `saleValue`, average
 *   revenue per sale, finite, at least 0, without which there is no revenue
 * @throws {FunnelError} `rate`, `no_gates`, `volume`, `money`, `overflow`
 * @example
 * ```js
 * forward({ rates: [0.65, 0.4], entry: 20, saleValue: 3400 }); // { volumes: [20, 13, 5.2], revenue: 17680 }
 * ```
 */
export function forward(situation: {
  readonly rates: Numbers;
  readonly entry: number | Numbers;
  readonly saleValue?: number | Numbers | null | undefined;
}): Forward {
  const [rates, entry, saleValue] = options("situation.", situation, ["rates", "entry", "saleValue"]);
  return goForward(readNumbers("rates", rates), entry, saleValue);
}

/** @internal What enters the first stage, or each; what an item is worth that leaves the last gate, or each stage. */
export function goForward(rates: readonly number[], entry: unknown, saleValue: unknown): Forward {
  const [enters, worth] = [readEach("entry", entry), readEach("saleValue", saleValue)];
  begin("");
  putEach("entry", enters, "entries");
  putWorth(worth);
  fields(RATES);
  const gates = numbers(rates);
  run(Run.Forward);
  return { volumes: take(gates + 1), revenue: maybe() };
}

/**
 * The volume that every stage still needs for a goal to be met, in the goal's period.
 *
 * @param target - `rates`, first gate first, each 0 to 1; the goal; the sale value, which a revenue goal needs; and what is
 *   already there
 * @throws {FunnelError} `rate`, `no_gates`, `money`, `volume`, `stage`, `length`, `no_sale_value`, `overflow`
 * @example
 * ```js
 * required({ rates: [0.1, 0.1, 0.1], volume: 10, stage: 3 }).entry; // 10000, to the last digits
 * required({ rates: [0.5, 0], volume: 3, stage: 2 }).unreachable; // { lever: "gate", gate: 1, missing: 3, best: 0 }
 * ```
 */
export function required(
  target: Goal & {
    readonly rates: Numbers;
    readonly saleValue?: number | Numbers | null | undefined;
    readonly start?: Start | null | undefined;
  },
): Required {
  const given = options("target.", target, REQUIRED);
  return goRequired(readNumbers("rates", given[5]), given, given[4]);
}

/** @internal */
export function goRequired(rates: readonly number[], given: readonly unknown[], saleValue: unknown, names?: readonly string[]): Required {
  const start = readStart(given[3]);
  const worth = readEach("saleValue", saleValue);
  beginGoal(given, names);
  putWorth(worth);
  putStart(start);
  fields(RATES);
  const gates = numbers(rates);
  run(Run.Required);
  const volumes = take(gates + 1);
  return next()
    ? { entry: null, volumes: null, unreachable: nextUnreachable() }
    : { entry: volumes[0]!, volumes, unreachable: null };
}

/** @internal What a sensitivity is asked with. */
export const SENSITIVITY = ["revenue", "volume", "stage", "activityStage", "activity", "lever", "gate", "step", "saleValue", "rates"] as const;

/**
 * What a step of one lever does to the activity that a goal requires, and to the revenue of the activity there is.
 *
 * @param situation - `rates`, first gate first, each 0 to 1; the goal, the sale value; `activity`, the volume at `activityStage` (by default the first)
 *   whose revenue is looked at; the lever and its step
 * @throws {FunnelError} `rate`, `no_gates`, `money`, `volume`, `stage`, `gate`, `step`, `no_sale_value`, `overflow`
 * @example
 * ```js
 * const effect = sensitivity({
 *   rates: [0.65, 0.4], revenue: 25000, saleValue: 3400, activity: 20, gate: 1, step: { points: 1 },
 * });
 * effect.requiredChange; // -0.0244: 2.4% fewer first appointments, with 41% instead of 40%
 * ```
 */
export function sensitivity(
  situation: Goal & LeverChoice & {
    readonly rates: Numbers;
    readonly saleValue?: number | null | undefined;
    readonly activityStage?: number | null | undefined;
    readonly activity: number;
    readonly step: Step;
  },
): Effect {
  const given = options("situation.", situation, SENSITIVITY);
  return goSensitivity(readNumbers("rates", given[9]), given, given[8]);
}

/** @internal */
export function goSensitivity(rates: readonly number[], given: readonly unknown[], saleValue: unknown, names?: readonly string[]): Effect {
  const steps = options("step", given[7], STEPS);
  const step = choice("step", steps.slice(0, 3), STEPS);
  beginGoal(given, names);
  fields(`saleValue? activityStage:stage activity:volume lever gate kind step.${STEPS[step]}:step:step.to ${RATES}`);
  optional(saleValue);
  place(given[3] ?? 0, "stage", names);
  number(given[4]);
  if (!word(given[5] ?? "gate", LEVERS)) place(given[6], "gate", names?.slice(1));
  else put(0);
  put(step);
  number(steps[step]);
  numbers(rates);
  run(Run.Sensitivity);
  return nextEffect(names);
}

/**
 * The rate of so many successes in so many trials, both whole numbers up to 2^53.
 *
 * @throws {FunnelError} `count`, `successes` (more than trials), `no_trials` (no data is not 0%)
 * @example
 * ```js
 * rateFromCounts({ successes: 2, trials: 5 }); // 0.4
 * ```
 */
export function rateFromCounts(counts: { readonly successes: number; readonly trials: number }): number {
  const [successes, trials] = options("counts.", counts, ["successes", "trials"]);
  return goCounts(successes, trials);
}

/**
 * The rate of "1 in n": 1 / n.
 *
 * @param n - finite, at least 1
 * @throws {FunnelError} `one_in`
 * @example
 * ```js
 * rateOneIn(10); // 0.1
 * ```
 */
export function rateOneIn(n: number): number {
  return goOneIn("n", n);
}

/** @internal */
export function goCounts(successes: unknown, trials: unknown): number {
  begin("successes trials");
  number(successes);
  number(trials);
  run(Run.RateFromCounts);
  return next();
}

/** @internal */
export function goOneIn(field: string, n: unknown): number {
  begin(field + ":one_in");
  number(n);
  run(Run.RateOneIn);
  return next();
}
