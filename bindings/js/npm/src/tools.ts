import { begin, fields, maybe, next, room, run, take, wrong } from "./engine.js";
import { number, numbers, optional, optionals, options, place, readNumbers, readOptionals, whole as count, word } from "./check.js";
import { PERIODS, putCalendar, putPolicy, RATES, readCalendar } from "./functions.js";
import { Run } from "./raw.js";
import type {
  Answer, Calendar, Conflict, Coverage, Numbers, Period, Pipeline, Policy, RollUp, Solution, VelocityEffect,
  VelocityFactors, Whole,
} from "./types.js";

const FACTORS = ["opportunities", "saleValue", "winRate", "cycle"] as const;

/**
 * The conversion rate from the first stage to the last: the product of the gates.
 *
 * @param rates - conversion rates, first gate first, each 0 to 1
 * @throws {FunnelError} `rate`, `no_gates`
 * @example
 * ```js
 * overall([0.5, 0.5]); // 0.25
 * ```
 */
export function overall(rates: Numbers): number {
  const read = readNumbers("rates", rates);
  begin(RATES);
  numbers(read);
  run(Run.Overall);
  return next();
}

/**
 * From any known volumes, rates, sale value and revenue, every quantity that follows. `null` stands for unknown.
 * Knowns that disagree by less than 2^-40 of themselves agree.
 *
 * @param knowns - `volumes` for each stage, `rates` for each gate (one less), `saleValue`, `revenue`
 * @throws {FunnelError} `no_gates`, `length`, `volume`, `rate`, `money`, `overflow`
 * @example
 * ```js
 * const { rates } = solve({ volumes: [24, null, null], rates: [0.65, null], saleValue: 3400, revenue: 25000 });
 * rates[1]; // { kind: "found", value: 0.4713423831070889 }
 * ```
 */
export function solve(knowns: {
  readonly volumes: ArrayLike<number | null | undefined>;
  readonly rates: ArrayLike<number | null | undefined>;
  readonly saleValue?: number | null | undefined;
  readonly revenue?: number | null | undefined;
}): Solution {
  const [volumes, rates, saleValue, revenue] = options("knowns.", knowns, ["volumes", "rates", "saleValue", "revenue"]);
  const [at, between] = [readOptionals("volumes", volumes), readOptionals("rates", rates)];
  begin("saleValue? revenue? volumes[?]:volumes[] rates[?]:rates[]");
  optional(saleValue);
  optional(revenue);
  // Besides each answer, 4, the module notes 3 for itself.
  const stages = optionals(at, 7);
  const gates = optionals(between, 7);
  run(Run.Solve);
  return {
    volumes: some(stages, nextAnswer),
    rates: some(gates, nextAnswer),
    saleValue: nextAnswer(),
    revenue: nextAnswer(),
    undetermined: next(),
    conflict: nextConflict(),
  };
}

function some<T>(len: number, each: () => T): T[] {
  const list: T[] = [];
  while (len--) list.push(each());
  return list;
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

/**
 * Several funnels added up, reps into a team, weighted by their volumes: a sum of products, never a product of means.
 *
 * @param members - column by column: `gates`, how many gates each has; `rates`, member after member; and for each
 *   member its `entries` and `saleValues`
 * @throws {FunnelError} `no_gates`, `length`, `rate`, `volume`, `money`, `overflow`
 * @example
 * ```js
 * // Ann makes 90 appointments and sells 50%; Bo makes 10 and sells 10%.
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
  const [gates, rates, entries, values] = options("members.", members, ["gates", "rates", "entries", "saleValues"]);
  const read = [readNumbers("rates", rates), readNumbers("entries", entries), readNumbers("saleValues", values)] as const;
  begin("gates");
  const width = count(gates, "count");
  room(5 * width);
  fields("rates[] entries[] saleValues[]");
  for (const list of read) numbers(list);
  run(Run.RollUp);
  return {
    volumes: take(width + 1),
    rates: some(width, maybe),
    revenue: next(),
    saleValue: maybe(),
    overall: maybe(),
  };
}

/**
 * The rate of each gate from its counts.
 *
 * @throws {FunnelError} `length`, and as {@link rateFromCounts}, with the gate
 * @example
 * ```js
 * ratesFromCounts({ successes: [26, 8], trials: [40, 20] }); // [0.65, 0.4]
 * ```
 */
export function ratesFromCounts(counts: { readonly successes: Numbers; readonly trials: Numbers }): (number | null)[] {
  const [successes, trials] = options("counts.", counts, ["successes", "trials"]);
  const read = [readNumbers("successes", successes), readNumbers("trials", trials)] as const;
  begin("successes[] trials[]");
  // Besides each rate, the module notes 2 for itself.
  const len = numbers(read[0], 3);
  numbers(read[1]);
  run(Run.RatesFromCounts);
  return some(len, maybe);
}

/**
 * How many ever reached each stage, and of how many each gate decided, from how many are open there now and how many were lost
 * there: what a CRM shows today. A deal that is open at a stage does not count as a trial of the gate behind it.
 *
 * @param pipeline - `open`, a count for each stage (at the last one, how many are won); `lost`, as many counts, or an empty list
 * @throws {FunnelError} `length`, `credit`
 * @example
 * ```js
 * snapshot({ open: [10, 5, 4], lost: [20, 6, 0] }); // { reached: [45, 15, 4], trials: [35, 10] }
 * ```
 */
export function snapshot(pipeline: { readonly open: Numbers; readonly lost?: Numbers | null | undefined }): { reached: number[]; trials: number[] } {
  const [open, lost] = options("pipeline.", pipeline, ["open", "lost"]);
  const read = [readNumbers("open", open), readNumbers("lost", lost ?? [])] as const;
  begin("open[] lost[]");
  const stages = numbers(read[0], 2);
  numbers(read[1]);
  run(Run.Snapshot);
  return { reached: take(stages), trials: take(Math.max(0, stages - 1)) };
}

function putPeriod(value: unknown): void {
  word(value ?? wrong("a period", value), PERIODS);
}

/**
 * So much per one period, as an amount per another.
 *
 * @param conversion - `amount`, a volume or money: finite, at least 0; `from` and `to`, periods; and the calendar
 * @throws {FunnelError} `volume`, `weeks_per_year`, `days_per_week`, `name`, `overflow`
 * @example
 * ```js
 * convert({ amount: 28.28, from: "month", to: "week", calendar: "four-week-month" }); // 7.07
 * ```
 */
export function convert(conversion: {
  readonly amount: number;
  readonly from: Period;
  readonly to: Period;
  readonly calendar?: Calendar | null | undefined;
}): number {
  const [amount, from, to, calendar] = options("conversion.", conversion, ["amount", "from", "to", "calendar"]);
  const read = readCalendar(calendar);
  begin("amount from:period to:period");
  number(amount);
  putPeriod(from);
  putPeriod(to);
  putCalendar(read);
  run(Run.Convert);
  return next();
}

/**
 * How many of a period a year has.
 *
 * @throws {FunnelError} `weeks_per_year`, `days_per_week`, `name`
 * @example
 * ```js
 * perYear("day", { sellingWeeks: 44, daysPerWeek: 5 }); // 220
 * ```
 */
export function perYear(period: Period, calendar?: Calendar | null): number {
  const read = readCalendar(calendar);
  begin("period");
  putPeriod(period);
  putCalendar(read);
  run(Run.PerYear);
  return next();
}

/**
 * A volume in whole units, and what the rounding brings.
 *
 * @param exact - finite, at least 0
 * @throws {FunnelError} `volume`, `name`
 * @example
 * ```js
 * whole(6.5263); // { exact: 6.5263, units: 7, residual: 0.4737, delivers: 1.0726 }, to four digits
 * ```
 */
export function whole(exact: number, policy?: Policy): Whole {
  begin("exact:volume policy");
  number(exact);
  putPolicy(policy);
  run(Run.Whole);
  return { exact: next(), units: next(), residual: next(), delivers: maybe() };
}

/**
 * The whole volumes of a plan whose goal is at a stage.
 *
 * @param plan - `rates`, first gate first, each 0 to 1; `exact`, the required volume of each stage, in any period; `stage`, the
 *   goal's, 0 is the first; and the policy
 * @throws {FunnelError} `rate`, `no_gates`, `length`, `volume`, `stage`, `overflow`, `name`
 * @example
 * ```js
 * wholeEach({ rates: [0.22], exact: [33.333333 / 0.22, 33.333333], stage: 1 }); // [152, 34]
 * wholeEach({ rates: [0.22], exact: [33.333333 / 0.22, 33.333333], stage: 1, policy: "upEachStage" }); // [155, 34]
 * ```
 */
export function wholeEach(plan: {
  readonly rates: Numbers;
  readonly exact: Numbers;
  readonly stage: number;
  readonly policy?: Policy | undefined;
}): number[] {
  const [rates, exact, stage, policy] = options("plan.", plan, ["rates", "exact", "stage", "policy"]);
  const read = [readNumbers("rates", rates), readNumbers("exact", exact)] as const;
  begin(`stage policy ${RATES} exact[]`);
  place(stage, "stage");
  putPolicy(policy);
  const gates = numbers(read[0]);
  numbers(read[1]);
  run(Run.WholeEach);
  return take(gates + 1);
}

/**
 * Actual activity over *unrounded* required activity, of the same stage and period; its target is 1. `null` when
 * nothing is required.
 *
 * @throws {FunnelError} `volume`, `overflow`
 * @example
 * ```js
 * activityGauge({ actual: 5, required: 6.5263 }); // 0.766
 * ```
 */
export function activityGauge(activity: { readonly actual: number; readonly required: number }): number | null {
  const [actual, required] = options("activity.", activity, ["actual", "required"]);
  begin("actual required");
  number(actual);
  number(required);
  run(Run.ActivityGauge);
  return maybe();
}

/**
 * Actual over goal, both money or both volumes, of the same period. `null` when the goal is 0.
 *
 * @throws {FunnelError} `money`, `overflow`
 * @example
 * ```js
 * attainment({ actual: 16800, goal: 25000 }); // 0.672
 * ```
 */
export function attainment(period: { readonly actual: number; readonly goal: number }): number | null {
  const [actual, goal] = options("period.", period, ["actual", "goal"]);
  begin("actual goal");
  number(actual);
  number(goal);
  run(Run.Attainment);
  return maybe();
}

const FACTOR_FIELDS = ["opportunities", "saleValue", "winRate", "cycleDays"];

function putFactors(factors: VelocityFactors): void {
  const given = options("factors.", factors, FACTOR_FIELDS);
  begin("opportunities saleValue winRate cycleDays lever by");
  for (let i = 0; i < 4; i++) number(given[i]);
}

/**
 * Sales velocity, expected revenue *per day*: open opportunities x average sale value x win rate / cycle in days.
 * `null` when the cycle is 0 days. It takes the pipeline to be steady.
 *
 * @throws {FunnelError} `volume`, `money`, `rate`, `days`, `overflow`
 * @example
 * ```js
 * velocity({ opportunities: 18, saleValue: 42000, winRate: 0.24, cycleDays: 78 }); // 2326.15
 * ```
 */
export function velocity(factors: VelocityFactors): number | null {
  putFactors(factors);
  run(Run.Velocity);
  return maybe();
}

/**
 * What moving one factor of the velocity by a fraction of itself does: 0.2 is 20% more, -0.2 is 20% less.
 *
 * @param change - the lever, and by what fraction of itself: finite, at least -1
 * @throws {FunnelError} `volume`, `money`, `rate`, `days`, `step`, `name`, `overflow`
 * @example
 * ```js
 * const steady = { opportunities: 18, saleValue: 42000, winRate: 0.24, cycleDays: 78 };
 * velocityEffect(steady, { lever: "cycle", by: -0.2 }).change; // 0.25: a cycle 20% shorter is worth 25%
 * ```
 */
export function velocityEffect(
  factors: VelocityFactors,
  change: { readonly lever: "opportunities" | "saleValue" | "winRate" | "cycle"; readonly by: number },
): VelocityEffect {
  const [lever, by] = options("change.", change, ["lever", "by"]);
  putFactors(factors);
  word(lever, FACTORS);
  number(by);
  run(Run.VelocityEffect);
  return { to: next(), capped: next() > 0, perDay: maybe(), change: maybe() };
}

/**
 * The sum over *open* deals of value times win probability, and its standard deviation.
 *
 * @param deals - `values`, each finite, at least 0; `probabilities`, as many, each 0 to 1
 * @throws {FunnelError} `length`, `money`, `rate`, `overflow`
 * @example
 * ```js
 * weightedPipeline({ values: [1000, 3000], probabilities: [0.5, 0.25] }); // { total: 4000, weighted: 1250, deviation: 1391.94 }
 * ```
 */
export function weightedPipeline(deals: { readonly values: Numbers; readonly probabilities: Numbers }): Pipeline {
  const [values, probabilities] = options("deals.", deals, ["values", "probabilities"]);
  const read = [readNumbers("values", values), readNumbers("probabilities", probabilities)] as const;
  begin("values[] probabilities[]");
  numbers(read[0]);
  numbers(read[1]);
  run(Run.WeightedPipeline);
  return { total: next(), weighted: next(), deviation: next() };
}

/**
 * Open pipeline, unweighted, over *remaining* quota: quota less booked revenue.
 *
 * @param money - three amounts, each finite, at least 0
 * @throws {FunnelError} `money`, `overflow`
 * @example
 * ```js
 * coverage({ pipeline: 2400000, quota: 1000000, booked: 200000 }); // { kind: "ratio", ratio: 3, cushion: 1600000 }
 * ```
 */
export function coverage(money: { readonly pipeline: number; readonly quota: number; readonly booked: number }): Coverage {
  const given = options("money.", money, ["pipeline", "quota", "booked"]);
  begin("pipeline quota booked");
  for (let i = 0; i < 3; i++) number(given[i]);
  run(Run.Coverage);
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
 * @throws {FunnelError} `rate`, `overflow`
 * @example
 * ```js
 * requiredCoverage(0.25); // 4
 * ```
 */
export function requiredCoverage(winRate: number): number | null {
  begin("winRate");
  number(winRate);
  run(Run.RequiredCoverage);
  return maybe();
}
