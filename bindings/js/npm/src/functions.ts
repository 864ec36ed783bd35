import { begin, call, FunnelError, maybe, next, put, putList, putMaybe, take, type Where } from "./engine.js";
import { list, number, numbers, optional, options, own, place, word, wrong, type Options } from "./check.js";
import type {
  Answer, Calendar, Conflict, Coverage, Effect, Forward, Goal, LeverChoice, Numbers, Period, Pipeline, Policy,
  Required, RollUp, Solution, Start, Step, Unreachable, VelocityEffect, VelocityFactors, Whole,
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
const FACTORS = ["opportunities", "saleValue", "winRate", "cycle"] as const;

/** @internal */
export const GOAL = ["revenue", "volume", "stage"];

/** The one property of an object that may have one of several. */
function choice(object: Options, keys: readonly string[], field: string): number {
  const given = keys.filter((key) => own(object, key) != null);
  if (given.length !== 1) wrong(field, `one of ${keys.join(", ")}`, given.length ? object : undefined);
  return keys.indexOf(given[0]!);
}

/** @internal The numbers of a goal: kind, stage, amount. */
export function readGoal(target: Options, saleValue: number | undefined, names?: readonly string[]): [number, number, number] {
  const kind = choice(target, ["revenue", "volume"], "goal");
  if (kind) return [1, place(own(target, "stage"), "stage", "stage", names), number(own(target, "volume"), "volume")];
  const revenue = number(own(target, "revenue"), "revenue");
  if (saleValue === undefined) throw new FunnelError("no_sale_value", null, null, "revenue");
  return [0, 0, revenue];
}

/** @internal The kind of a start and its volumes. */
export function readStart(value: unknown): [number, ArrayLike<number>, string] {
  if (value == null) return [0, [], ""];
  const start = options(value, "start", STARTS);
  const kind = choice(start, STARTS, "start");
  const field = "start." + STARTS[kind];
  return [kind + 1, numbers(own(start, STARTS[kind]!), field), field];
}

/** @internal The numbers of a calendar. */
export function readCalendar(value: unknown): [kind: number, weeks: number, days: number | undefined] {
  if (typeof value !== "object" || value === null) return [word(value, CALENDARS, "calendar"), 0, undefined];
  const calendar = options(value, "calendar", ["name", "sellingWeeks", "daysPerWeek"]);
  const days = optional(own(calendar, "daysPerWeek"), "calendar.daysPerWeek");
  const weeks = optional(own(calendar, "sellingWeeks"), "calendar.sellingWeeks");
  const name = own(calendar, "name");
  if (weeks === undefined) return [word(name, CALENDARS, "calendar.name"), 0, days];
  if (name != null) wrong("calendar", "either a name or sellingWeeks", name);
  return [3, weeks, days];
}

/** @internal */
export function readPeriod(value: unknown, field: string, missing?: number): number {
  if (value == null && missing === undefined) wrong(field, "a period", value);
  return word(value, PERIODS, field, missing);
}

/** @internal */
export function readPolicy(value: unknown): number {
  return word(value, POLICIES, "policy");
}

/** @internal */
export const CALENDAR_FIELDS = {
  weeks_per_year: "calendar.sellingWeeks",
  days_per_week: "calendar.daysPerWeek",
};

/** @internal */
export function nextUnreachable(): Unreachable | null {
  const known = next();
  const lever = next();
  const gate = next();
  const missing = next();
  const best = next();
  return known ? { lever: LEVERS[lever]!, gate: lever ? null : gate, missing, best } : null;
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

const RATES: Where = (i) => ({ rate: `rates[${i}]`, no_gates: "rates" });

/**
 * What comes out when so many enter the first stage.
 *
 * @param rates - conversion rates, first gate first, each 0 to 1
 * @param entry - how many enter, finite, at least 0
 * @param saleValue - average revenue per sale, finite, at least 0; without it there is no revenue
 * @throws {@link FunnelError} `rate`, `no_gates`, `volume`, `money`, `overflow`
 * @example
 * ```js
 * forward([0.65, 0.4], 20, 3400); // { volumes: [20, 13, 5.2], revenue: 17680 }
 * ```
 */
export function forward(rates: Numbers, entry: number, saleValue?: number | null): Forward {
  return goForward(numbers(rates, "rates"), number(entry, "entry"), optional(saleValue, "saleValue"));
}

/** @internal */
export function goForward(rates: Numbers, entry: number, saleValue: number | undefined): Forward {
  const gates = rates.length;
  begin(2 * gates + 2);
  putList(rates);
  call("forward", FORWARD, gates, entry, saleValue ?? 0);
  const volumes = take(gates + 1);
  const revenue = next();
  return { volumes, revenue: saleValue === undefined ? null : revenue };
}

const FORWARD: Where = (i, v) => ({ ...RATES(i, v), volume: "entry", money: "saleValue" });

/**
 * The volume that every stage still needs for a goal to be met, in the goal's period.
 *
 * @param rates - conversion rates, first gate first, each 0 to 1
 * @param target - the goal; the sale value, which a revenue goal needs; and what is already there
 * @throws {@link FunnelError} `rate`, `no_gates`, `money`, `volume`, `stage`, `length`, `no_sale_value`, `overflow`
 * @example
 * ```js
 * required([0.1, 0.1, 0.1], { volume: 10, stage: 3 }).entry; // 10000, to the last digits
 * required([0.5, 0], { volume: 3, stage: 2 }).unreachable; // { lever: "gate", gate: 1, missing: 3, best: 0 }
 * ```
 */
export function required(
  rates: Numbers,
  target: Goal & { readonly saleValue?: number | null; readonly start?: Start | null },
): Required {
  const goal = options(target, "target", [...GOAL, "saleValue", "start"]);
  return goRequired(numbers(rates, "rates"), goal, optional(own(goal, "saleValue"), "saleValue"));
}

/** @internal */
export function goRequired(
  rates: Numbers, target: Options, saleValue: number | undefined, names?: readonly string[],
): Required {
  const [kind, stage, amount] = readGoal(target, saleValue, names);
  const [start, there, startField] = readStart(own(target, "start"));
  const gates = rates.length;
  begin(2 * gates + there.length + 6);
  putList(rates);
  putList(there);
  call(
    "required",
    (i, v) => ({
      ...RATES(i, v),
      money: Object.is(v, saleValue) ? "saleValue" : "revenue",
      volume: kind && Object.is(v, amount) ? "volume" : `${startField}[${i}]`,
      stage: "stage",
      length: startField,
    }),
    gates, kind, stage, amount, saleValue ?? 1, start, there.length,
  );
  const volumes = take(gates + 1);
  const unreachable = nextUnreachable();
  return unreachable
    ? { entry: null, volumes: null, unreachable }
    : { entry: volumes[0]!, volumes, unreachable };
}

/**
 * The conversion rate from the first stage to the last: the product of the gates.
 *
 * @param rates - conversion rates, first gate first, each 0 to 1
 * @throws {@link FunnelError} `rate`, `no_gates`
 * @example
 * ```js
 * overall([0.5, 0.5]); // 0.25
 * ```
 */
export function overall(rates: Numbers): number {
  const found = numbers(rates, "rates");
  begin(found.length + 1);
  putList(found);
  call("overall", RATES, found.length);
  return next();
}

/**
 * From any known volumes, rates, sale value and revenue, every quantity that follows. `null` stands for unknown.
 * Knowns that disagree by less than 2^-40 of themselves agree.
 *
 * @param knowns - `volumes` for each stage, `rates` for each gate (one less), `saleValue`, `revenue`
 * @throws {@link FunnelError} `no_gates`, `length`, `volume`, `rate`, `money`, `overflow`
 * @example
 * ```js
 * const { rates } = solve({ volumes: [24, null, null], rates: [0.65, null], saleValue: 3400, revenue: 25000 });
 * rates[1]; // { kind: "found", value: 0.4713423831070889 }
 * ```
 */
export function solve(knowns: {
  readonly volumes: ArrayLike<number | null | undefined>;
  readonly rates: ArrayLike<number | null | undefined>;
  readonly saleValue?: number | null;
  readonly revenue?: number | null;
}): Solution {
  const given = options(knowns, "knowns", ["volumes", "rates", "saleValue", "revenue"]);
  const unknowns = (key: string) => {
    const found = list(own(given, key), key);
    return Array.from(found, (value, i) => optional(value, `${key}[${i}]`));
  };
  const volumes = unknowns("volumes");
  const rates = unknowns("rates");
  const saleValue = optional(own(given, "saleValue"), "saleValue");
  const revenue = optional(own(given, "revenue"), "revenue");
  const stages = volumes.length;
  const gates = rates.length;
  begin(9 * (stages + gates) + 20);
  volumes.forEach(putMaybe);
  rates.forEach(putMaybe);
  putMaybe(saleValue);
  putMaybe(revenue);
  call(
    "solve",
    (i, v) => ({
      no_gates: "rates",
      length: "volumes",
      volume: `volumes[${i}]`,
      rate: `rates[${i}]`,
      money: Object.is(v, saleValue) ? "saleValue" : "revenue",
    }),
    stages, gates,
  );
  return {
    volumes: volumes.map(nextAnswer),
    rates: rates.map(nextAnswer),
    saleValue: nextAnswer(),
    revenue: nextAnswer(),
    undetermined: next(),
    conflict: nextConflict(),
  };
}

function nextAnswer(): Answer {
  const kind = next();
  const value = next();
  const from = next();
  const to = next();
  if (kind < 2) return { kind: (kind ? "found" : "given") as "found", value };
  return kind > 2 ? { kind: "onlyProduct", value: null, product: value, from, to } : { kind: "undetermined", value: null };
}

function nextConflict(): Conflict | null {
  const kind = next();
  if (!kind) return null;
  return kind < 2
    ? { kind: "contradictory", from: next(), to: next(), expected: next(), given: next() }
    : { kind: "impossible", gate: next(), to: next(), gates: next(), best: next(), takes: maybe() };
}

/** @internal What a sensitivity is asked with. */
export const SENSITIVITY = [...GOAL, "saleValue", "activityStage", "activity", "lever", "gate", "step"];

/**
 * What a step of one lever does to the activity that a goal requires, and to the revenue of the activity there is.
 *
 * @param rates - conversion rates, first gate first, each 0 to 1
 * @param situation - the goal, the sale value; `activity`, the volume at `activityStage` (by default the first)
 *   whose revenue is looked at; the lever and its step
 * @throws {@link FunnelError} `rate`, `no_gates`, `money`, `volume`, `stage`, `gate`, `step`, `no_sale_value`, `overflow`
 * @example
 * ```js
 * const effect = sensitivity([0.65, 0.4], { revenue: 25000, saleValue: 3400, activity: 20, gate: 1, step: { points: 1 } });
 * effect.requiredChange; // -0.0244: 2.4 % fewer first appointments, with 41 % instead of 40 %
 * ```
 */
export function sensitivity(
  rates: Numbers,
  situation: Goal & LeverChoice & {
    readonly saleValue?: number | null;
    readonly activityStage?: number | null;
    readonly activity: number;
    readonly step: Step;
  },
): Effect {
  const asked = options(situation, "situation", SENSITIVITY);
  return goSensitivity(numbers(rates, "rates"), asked, optional(own(asked, "saleValue"), "saleValue"));
}

/** @internal */
export function goSensitivity(
  rates: Numbers, asked: Options, saleValue: number | undefined, names?: readonly string[],
): Effect {
  const [kind, stage, amount] = readGoal(asked, saleValue, names);
  const activityStage = place(own(asked, "activityStage") ?? 0, "activityStage", "stage", names);
  const activity = number(own(asked, "activity"), "activity");
  const lever = word(own(asked, "lever"), LEVERS, "lever");
  const gate = lever ? 0 : place(own(asked, "gate"), "gate", "gate", names?.slice(1));
  if (lever && saleValue === undefined) throw new FunnelError("no_sale_value", null, null, "lever");
  const step = options(own(asked, "step"), "step", STEPS);
  const way = choice(step, STEPS, "step");
  const field = "step." + STEPS[way];
  const size = number(own(step, STEPS[way]!), field);
  begin(rates.length + 17);
  putList(rates);
  call(
    "sensitivity",
    (i, v) => ({
      rate: i === null ? field : `rates[${i}]`,
      no_gates: "rates",
      money: Object.is(v, saleValue) ? "saleValue" : Object.is(v, size) && way > 1 ? field : "revenue",
      volume: Object.is(v, activity) ? "activity" : "volume",
      stage: kind && i === stage ? "stage" : "activityStage",
      gate: "gate",
      step: field,
    }),
    rates.length, kind, stage, amount, saleValue ?? 1, activityStage, activity, lever, gate, way, size,
  );
  return nextEffect(names);
}

/**
 * Several funnels added up, reps into a team, weighted by their volumes: a sum of products, never a product of means.
 *
 * @param members - column by column: `gates`, how many gates each has; `rates`, member after member; and for each
 *   member its `entries` and `saleValues`
 * @throws {@link FunnelError} `no_gates`, `length`, `rate`, `volume`, `money`, `overflow`
 * @example
 * ```js
 * // Ann makes 90 appointments and sells 50 %; Bo makes 10 and sells 10 %.
 * const team = rollUp({ gates: 1, rates: [0.5, 0.1], entries: [90, 10], saleValues: [1000, 1000] });
 * team.rates; // [0.46], and not the mean, 0.3
 * ```
 */
export function rollUp(members: {
  readonly gates: number;
  readonly rates: Numbers;
  readonly entries: Numbers;
  readonly saleValues: Numbers;
}): RollUp {
  const given = options(members, "members", ["gates", "rates", "entries", "saleValues"]);
  const gates = place(own(given, "gates"), "gates", "count");
  const [rates, entries, values] = ["rates", "entries", "saleValues"].map((key) => numbers(own(given, key), key));
  begin(rates!.length + entries!.length + values!.length + 5 * gates + 6);
  putList(rates!);
  putList(entries!);
  putList(values!);
  call(
    "roll_up",
    (i) => ({
      no_gates: "gates",
      length: rates!.length === entries!.length * gates ? "saleValues" : "rates",
      rate: `rates[${i}]`,
      volume: `entries[${i}]`,
      money: `saleValues[${i}]`,
    }),
    gates, rates!.length, entries!.length, values!.length,
  );
  return {
    volumes: take(gates + 1),
    rates: Array.from({ length: gates }, maybe),
    revenue: next(),
    saleValue: maybe(),
    overall: maybe(),
  };
}

/**
 * The rate of so many successes in so many trials, both whole numbers up to 2^53.
 *
 * @throws {@link FunnelError} `count`, `successes` (more than trials), `no_trials` (no data is not 0 %)
 * @example
 * ```js
 * rateFromCounts(2, 5); // 0.4
 * ```
 */
export function rateFromCounts(successes: number, trials: number): number {
  return goRate("", number(successes, "successes"), number(trials, "trials"));
}

/**
 * The rate of "1 in n": 1 / n.
 *
 * @param n - finite, at least 1
 * @throws {@link FunnelError} `one_in`
 * @example
 * ```js
 * rateOneIn(10); // 0.1
 * ```
 */
export function rateOneIn(n: number): number {
  return goRate("", number(n, "n"));
}

/** @internal The rate of a gate, from counts or from "1 in n". */
export function goRate(field: string, first: number, trials?: number, index: number | null = null): number {
  const where: Where = (_, v) => ({
    count: field + (Object.is(v, first) ? "successes" : "trials"),
    successes: field + "successes",
    no_trials: field + "trials",
    one_in: field + (field ? "oneIn" : "n"),
  });
  begin(4);
  try {
    if (trials === undefined) call("rate_one_in", where, first);
    else call("rate_from_counts", where, first, trials);
  } catch (error) {
    if (index !== null) (error as { index: number | null }).index = index;
    throw error;
  }
  return next();
}

/**
 * The rate of each gate from its counts.
 *
 * @throws {@link FunnelError} `length`, and as {@link rateFromCounts}, with the gate
 * @example
 * ```js
 * ratesFromCounts([26, 8], [40, 20]); // [0.65, 0.4]
 * ```
 */
export function ratesFromCounts(successes: Numbers, trials: Numbers): number[] {
  const [some, all] = [numbers(successes, "successes"), numbers(trials, "trials")];
  begin(2 * some.length + all.length + 4);
  putList(some);
  putList(all);
  call(
    "rates_from_counts",
    (i, v) => ({
      length: "trials",
      count: `${i !== null && Object.is(v, some[i]) ? "successes" : "trials"}[${i}]`,
      successes: `successes[${i}]`,
      no_trials: `trials[${i}]`,
    }),
    some.length, all.length,
  );
  return take(some.length);
}

function putCalendar(calendar: readonly [number, number, number | undefined]): void {
  put(calendar[0]);
  put(calendar[1]);
  putMaybe(calendar[2]);
}

const CONVERT: Where = () => ({ volume: "amount", ...CALENDAR_FIELDS });

/**
 * So much per one period, as an amount per another.
 *
 * @param amount - a volume or money: finite, at least 0
 * @throws {@link FunnelError} `volume`, `weeks_per_year`, `days_per_week`, `name`, `overflow`
 * @example
 * ```js
 * convert(28.28, "month", "week", "four-week-month"); // 7.07
 * ```
 */
export function convert(amount: number, from: Period, to: Period, calendar?: Calendar): number {
  const numbers = [number(amount, "amount"), readPeriod(from, "from"), readPeriod(to, "to")];
  const read = readCalendar(calendar);
  begin(8);
  putCalendar(read);
  call("convert", CONVERT, ...numbers);
  return next();
}

/**
 * How many of a period a year has.
 *
 * @throws {@link FunnelError} `weeks_per_year`, `days_per_week`, `name`
 * @example
 * ```js
 * perYear("day", { sellingWeeks: 44, daysPerWeek: 5 }); // 220
 * ```
 */
export function perYear(period: Period, calendar?: Calendar): number {
  const read = readCalendar(calendar);
  const of = readPeriod(period, "period");
  begin(8);
  putCalendar(read);
  call("per_year", CONVERT, of);
  return next();
}

/**
 * A volume in whole units, and what the rounding brings.
 *
 * @param exact - finite, at least 0
 * @throws {@link FunnelError} `volume`, `name`
 * @example
 * ```js
 * whole(6.5263); // { exact: 6.5263, units: 7, residual: 0.4737, delivers: 1.0726 }, to four digits
 * ```
 */
export function whole(exact: number, policy?: Policy): Whole {
  const numbers = [readPolicy(policy), number(exact, "exact")];
  begin(5);
  call("whole", WHOLE, ...numbers);
  return { exact: next(), units: next(), residual: next(), delivers: maybe() };
}

const WHOLE: Where = () => ({ volume: "exact" });

/**
 * The whole volumes of a plan whose goal is at a stage.
 *
 * @param rates - conversion rates, first gate first, each 0 to 1
 * @param exact - the required volume of each stage, in any period
 * @param stage - the goal's stage, 0 is the first
 * @throws {@link FunnelError} `rate`, `no_gates`, `length`, `volume`, `stage`, `overflow`, `name`
 * @example
 * ```js
 * wholeEach([0.22], [33.333333 / 0.22, 33.333333], 1); // [152, 34]
 * wholeEach([0.22], [33.333333 / 0.22, 33.333333], 1, "upEachStage"); // [155, 34]
 * ```
 */
export function wholeEach(rates: Numbers, exact: Numbers, stage: number, policy?: Policy): number[] {
  const [chain, volumes] = [numbers(rates, "rates"), numbers(exact, "exact")];
  const gates = chain.length;
  const scalars = [readPolicy(policy), gates, volumes.length, place(stage, "stage", "stage")];
  begin(2 * gates + volumes.length + 4);
  putList(chain);
  putList(volumes);
  call("whole_each", (i, v) => ({ ...RATES(i, v), length: "exact", volume: `exact[${i}]`, stage: "stage" }), ...scalars);
  return take(gates + 1);
}

/**
 * Actual activity over *unrounded* required activity, of the same stage and period; its target is 1. `null` when
 * nothing is required.
 *
 * @throws {@link FunnelError} `volume`, `overflow`
 * @example
 * ```js
 * activityGauge(5, 6.5263); // 0.766
 * ```
 */
export function activityGauge(actual: number, required: number): number | null {
  return over("activity_gauge", "required", actual, required);
}

/**
 * Actual over goal, both money or both volumes, of the same period. `null` when the goal is 0.
 *
 * @throws {@link FunnelError} `money`, `overflow`
 * @example
 * ```js
 * attainment(16800, 25000); // 0.672
 * ```
 */
export function attainment(actual: number, goal: number): number | null {
  return over("attainment", "goal", actual, goal);
}

function over(name: "activity_gauge" | "attainment", field: string, actual: number, below: number): number | null {
  number(actual, "actual");
  number(below, field);
  begin(4);
  call(name, (i) => ({ volume: i ? field : "actual", money: i ? field : "actual" }), actual, below);
  return maybe();
}

const FACTOR_FIELDS = ["opportunities", "saleValue", "winRate", "cycleDays"];
const VELOCITY: Where = () => ({
  volume: "opportunities", money: "saleValue", rate: "winRate", days: "cycleDays", step: "by",
});

/**
 * Sales velocity, expected revenue *per day*: open opportunities x average sale value x win rate / cycle in days.
 * `null` when the cycle is 0 days. It takes the pipeline to be steady.
 *
 * @throws {@link FunnelError} `volume`, `money`, `rate`, `days`, `overflow`
 * @example
 * ```js
 * velocity({ opportunities: 18, saleValue: 42000, winRate: 0.24, cycleDays: 78 }); // 2326.15
 * ```
 */
export function velocity(factors: VelocityFactors): number | null {
  const given = options(factors, "factors", FACTOR_FIELDS);
  const numbers = FACTOR_FIELDS.map((key) => number(own(given, key), key));
  begin(4);
  call("velocity", VELOCITY, ...numbers);
  return maybe();
}

/**
 * What moving one factor of the velocity by a fraction of itself does: 0.2 is 20 % more, -0.2 is 20 % less.
 *
 * @param by - finite, at least -1
 * @throws {@link FunnelError} `volume`, `money`, `rate`, `days`, `step`, `name`, `overflow`
 * @example
 * ```js
 * const steady = { opportunities: 18, saleValue: 42000, winRate: 0.24, cycleDays: 78 };
 * velocityEffect(steady, "cycle", -0.2).change; // 0.25: a cycle 20 % shorter is worth 25 %
 * ```
 */
export function velocityEffect(
  factors: VelocityFactors,
  lever: "opportunities" | "saleValue" | "winRate" | "cycle",
  by: number,
): VelocityEffect {
  const given = options(factors, "factors", FACTOR_FIELDS);
  const numbers = FACTOR_FIELDS.map((key) => number(own(given, key), key));
  if (lever == null) wrong("lever", "a string", lever);
  numbers.push(word(lever, FACTORS, "lever"), number(by, "by"));
  begin(6);
  call("velocity_effect", VELOCITY, ...numbers);
  return { to: next(), capped: next() > 0, perDay: maybe(), change: maybe() };
}

/**
 * The sum over *open* deals of value times win probability, and its standard deviation.
 *
 * @param values - each finite, at least 0
 * @param probabilities - as many, each 0 to 1
 * @throws {@link FunnelError} `length`, `money`, `rate`, `overflow`
 * @example
 * ```js
 * weightedPipeline([1000, 3000], [0.5, 0.25]); // { total: 4000, weighted: 1250, deviation: 1391.94 }
 * ```
 */
export function weightedPipeline(values: Numbers, probabilities: Numbers): Pipeline {
  const [of, chances] = [numbers(values, "values"), numbers(probabilities, "probabilities")];
  begin(of.length + chances.length + 4);
  putList(of);
  putList(chances);
  call(
    "weighted_pipeline",
    (i) => ({ length: "probabilities", money: `values[${i}]`, rate: `probabilities[${i}]` }),
    of.length, chances.length,
  );
  return { total: next(), weighted: next(), deviation: next() };
}

/**
 * Open pipeline, unweighted, over *remaining* quota: quota less booked revenue.
 *
 * @param money - three amounts, each finite, at least 0
 * @throws {@link FunnelError} `money`, `overflow`
 * @example
 * ```js
 * coverage({ pipeline: 2400000, quota: 1000000, booked: 200000 }); // { kind: "ratio", ratio: 3, cushion: 1600000 }
 * ```
 */
export function coverage(money: { readonly pipeline: number; readonly quota: number; readonly booked: number }): Coverage {
  const fields = ["pipeline", "quota", "booked"];
  const given = options(money, "money", fields);
  const numbers = fields.map((key) => number(own(given, key), key));
  begin(6);
  call("coverage", (i) => ({ money: fields[i ?? 0]! }), ...numbers);
  const ratio = maybe();
  const cushion = maybe();
  const surplus = maybe();
  return ratio === null ? { kind: "met", surplus: surplus! } : { kind: "ratio", ratio, cushion: cushion! };
}

/**
 * How many times its quota a pipeline must be: 1 over the share of open pipeline *value* that is won. `null` when
 * the win rate is 0.
 *
 * @param winRate - 0 to 1
 * @throws {@link FunnelError} `rate`, `overflow`
 * @example
 * ```js
 * requiredCoverage(0.25); // 4
 * ```
 */
export function requiredCoverage(winRate: number): number | null {
  number(winRate, "winRate");
  begin(4);
  call("required_coverage", () => ({ rate: "winRate" }), winRate);
  return maybe();
}
