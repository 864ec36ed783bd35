import { begin, call, FunnelError, maybe, next, putList, putMaybe, skip } from "./engine.js";
import { list, number, optional, options, own, place, wrong, type Options } from "./check.js";
import {
  CALENDAR_FIELDS, GOAL, goForward, goRate, goRequired, goSensitivity, nextEffect, nextUnreachable, PERIODS,
  POLICIES, readCalendar, readGoal, readPeriod, readPolicy, readStart, SENSITIVITY,
} from "./functions.js";
import type {
  Calendar, Effect, Forward, LeverChoice, Period, Policy, Required, RevenueGoal, Start, Step, Unreachable, VolumeGoal, Whole,
} from "./types.js";

/** What a gate's rate is: itself, 0 to 1; or counts, whole numbers; or "1 in n". */
export type GateRate =
  | { readonly rate: number; readonly successes?: null; readonly trials?: null; readonly oneIn?: null }
  | { readonly successes: number; readonly trials: number; readonly rate?: null; readonly oneIn?: null }
  | { readonly oneIn: number; readonly rate?: null; readonly successes?: null; readonly trials?: null };

/** A gate: its rate, the name of the stage behind it, and the rate it is held against. */
export type GateOptions = GateRate & {
  readonly name?: string | null;
  readonly benchmark?: number | null;
};

/** What a funnel is made of. */
export interface FunnelOptions {
  /** The name of the first stage; "Stage 0" otherwise. */
  readonly entry?: string | null;
  /** The gates, first gate first; at least one. */
  readonly gates: readonly GateOptions[];
  /** Average revenue per sale, finite, at least 0. Without it goals are volumes only. */
  readonly saleValue?: number | null;
  /** What the sale value is held against. */
  readonly saleValueBenchmark?: number | null;
  /** `"common"` otherwise. */
  readonly calendar?: Calendar | null;
}

/** A goal in one period: revenue, or a volume at a stage, by its name or number. */
export type FunnelGoal = RevenueGoal | VolumeGoal<string | number>;

/** What is aimed at. */
export type Target = FunnelGoal & {
  /** The goal's period; `"month"` otherwise. */
  readonly per?: Period;
  /** The period that activity is counted in; `"week"` otherwise. */
  readonly activityPer?: Period;
  /** The stage at which activity is counted, at or before the goal's; the first otherwise. */
  readonly activityStage?: string | number;
  /** How volumes become whole; `"up"` otherwise. */
  readonly policy?: Policy;
  /** What is really done per activity period, for the gauge. */
  readonly actual?: number | null;
  /** What is already there, in the goal's period. */
  readonly start?: Start | null;
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
  stages: StagePlan[];
  /** Expected revenue of the whole activity; `null` without a sale value. */
  revenue: number | null;
  /** Whole over exact activity: the share of what was still to be done that it delivers; `null` when nothing was. */
  attainment: number | null;
}

/** The answer to a {@link Target}: plain data, safe to keep, to copy and to turn into JSON. */
export interface Plan {
  goal: { revenue: number } | { volume: number; stage: number };
  per: Period;
  activityPer: Period;
  activityStage: number;
  policy: Policy;
  /** Why the goal cannot be reached, then without periods; `null` when it can. */
  unreachable: (Unreachable & { name: string | null }) | null;
  /** The plan in the goal's period, then in the activity's, when that is another one. */
  periods: PeriodPlan[];
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

const FUNNEL = ["entry", "gates", "saleValue", "saleValueBenchmark", "calendar"];
const GATE = ["name", "rate", "successes", "trials", "oneIn", "benchmark"];
const TARGET = [...GOAL, "per", "activityPer", "activityStage", "policy", "actual", "start"];

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
 * const week = funnel.plan({ revenue: 25000 }).periods[1];
 * week.stages[0]; // { name: "First appointments", exact: 6.5263, units: 7, residual: 0.4737, delivers: 1.0726 }
 * week.attainment; // 1.073
 * ```
 */
export class Funnel {
  /** The names of the stages, first stage first; one more than gates. */
  readonly names: readonly string[];
  /** The rate of each gate, first gate first. */
  readonly rates: readonly number[];
  readonly #saleValue: number | undefined;
  // What every plan writes before its actual (rates, benchmarks, sale value and its benchmark) and behind it.
  readonly #parts: readonly number[];
  readonly #calendar: readonly number[];
  // How many effects a plan has.
  readonly #effects: number;

  /**
   * @throws {@link FunnelError} `no_gates`, `gate_form`, `rate`, `count`, `successes`, `no_trials`, `one_in`, `money`,
   *   `weeks_per_year`, `days_per_week`, `name`; a `TypeError` names what is of the wrong type
   */
  constructor(funnel: FunnelOptions) {
    const given = options(funnel, "funnel", FUNNEL);
    const gates = Array.from(list(own(given, "gates"), "gates"), (gate, i) => options(gate, `gates[${i}]`, GATE));
    const saleValue = optional(own(given, "saleValue"), "saleValue");
    const valueBenchmark = optional(own(given, "saleValueBenchmark"), "saleValueBenchmark");
    const [kind, weeks, days] = readCalendar(own(given, "calendar"));
    const benchmarks = gates.map((gate, i) => optional(own(gate, "benchmark"), `gates[${i}].benchmark`));
    const names = [given, ...gates].map((part, i) => {
      const name = own(part, i ? "name" : "entry") ?? "";
      return typeof name === "string" ? name || `Stage ${i}` : wrong(i ? `gates[${i - 1}].name` : "entry", "a string", name);
    });
    const rates = gates.map(rateOf);
    const pair = (value: number | undefined) => (value === undefined ? [0, 0] : [1, value]);
    this.names = Object.freeze(names);
    this.rates = Object.freeze(rates);
    this.#saleValue = saleValue;
    this.#parts = [...rates, ...benchmarks.flatMap(pair), ...pair(saleValue), ...pair(valueBenchmark)];
    this.#calendar = [kind, weeks, ...pair(days)];
    this.#effects =
      2 * gates.length + benchmarks.filter((rate) => rate !== undefined).length +
      (saleValue === undefined ? 0 : valueBenchmark === undefined ? 1 : 2);
    this.#begin(undefined, 4);
    call(
      "check",
      (i, v) => ({
        no_gates: "gates",
        rate: `gates[${i}].${Object.is(v, rates[i!]) ? "rate" : "benchmark"}`,
        money: Object.is(v, saleValue) ? "saleValue" : "saleValueBenchmark",
        ...CALENDAR_FIELDS,
      }),
      rates.length,
    );
  }

  /** Makes room for a plan and writes what it is made of. */
  #begin(actual: number | undefined, more: number): void {
    const parts = this.#parts;
    begin(parts.length + 6 + more);
    putList(parts);
    putMaybe(actual);
    putList(this.#calendar);
  }

  /**
   * The plan for a goal: what each stage needs, exactly and in whole units, per goal and activity period; how the actual
   * activity stands to it; and what an improvement of each lever would change.
   *
   * @throws {@link FunnelError} `no_sale_value`, `money`, `volume`, `stage`, `length`, `name`, `overflow`
   * @example
   * ```js
   * funnel.plan({ revenue: 25000, actual: 5 }).gauge; // 0.766
   * funnel.plan({ volume: 7, stage: "Sales", per: "month", activityPer: "day" });
   * ```
   */
  plan(target: Target): Plan {
    const names = this.names;
    const asked = options(target, "target", TARGET);
    const [kind, stage, amount] = readGoal(asked, this.#saleValue, names);
    const per = readPeriod(own(asked, "per"), "per", 2);
    const activityPer = readPeriod(own(asked, "activityPer"), "activityPer", 1);
    const activityStage = place(own(asked, "activityStage") ?? 0, "activityStage", "stage", names);
    const policy = readPolicy(own(asked, "policy"));
    const actual = optional(own(asked, "actual"), "actual");
    const [start, there, startField] = readStart(own(asked, "start"));
    const gates = this.rates.length;
    this.#begin(actual, there.length + 15 * (gates + 1) + 19 + 17 * this.#effects);
    putList(there);
    call(
      "plan",
      (i, v) => ({
        money: "revenue",
        volume: Object.is(v, actual) ? "actual" : kind && Object.is(v, amount) ? "volume" : `${startField}[${i}]`,
        stage: kind && i === stage ? "stage" : "activityStage",
        length: startField,
      }),
      gates, kind, stage, amount, per, activityPer, activityStage, policy, start, there.length,
    );
    const why = nextUnreachable();
    const gauge = maybe();
    const reached = maybe();
    skip(gates + 1);
    const periods: PeriodPlan[] = [];
    if (!why) {
      periods.push(nextPeriod(per, names));
      if (activityPer !== per) periods.push(nextPeriod(activityPer, names));
    }
    const sensitivity: Effect[] = [];
    for (let i = 0; i < this.#effects; i++) sensitivity.push(nextEffect(names));
    return {
      goal: kind ? { volume: amount, stage } : { revenue: amount },
      per: PERIODS[per]!,
      activityPer: PERIODS[activityPer]!,
      activityStage,
      policy: POLICIES[policy]!,
      unreachable: why && { ...why, name: why.gate === null ? null : names[why.gate + 1]! },
      periods,
      gauge,
      attainment: reached,
      sensitivity,
    };
  }

  /**
   * What comes out when so many enter the first stage, finite, at least 0.
   *
   * @throws {@link FunnelError} `volume`, `overflow`
   * @example
   * ```js
   * funnel.forward(20); // { volumes: [20, 13, 5.2], revenue: 17680 }
   * ```
   */
  forward(entry: number): Forward {
    return goForward(this.rates, number(entry, "entry"), this.#saleValue);
  }

  /**
   * The volume that every stage still needs for a goal to be met, in the goal's period.
   *
   * @throws {@link FunnelError} `no_sale_value`, `money`, `volume`, `stage`, `length`, `name`, `overflow`
   * @example
   * ```js
   * funnel.required({ revenue: 25000 }).entry; // 28.28
   * ```
   */
  required(target: FunnelGoal & { readonly start?: Start | null }): Required {
    const asked = options(target, "target", [...GOAL, "start"]);
    return goRequired(this.rates, asked, this.#saleValue, this.names);
  }

  /**
   * What a step of one lever, a gate (by its number, or the name of the stage behind it) or the sale value, does to the
   * activity that a goal requires, and to the revenue of the activity there is; all in the goal's period.
   *
   * @throws {@link FunnelError} `no_sale_value`, `money`, `volume`, `stage`, `gate`, `step`, `rate`, `name`, `overflow`
   * @example
   * ```js
   * funnel.sensitivity({ revenue: 25000, activity: 20, gate: "Sales", step: { points: 1 } }).to; // 0.41
   * ```
   */
  sensitivity(
    situation: FunnelGoal & LeverChoice<string | number> & {
      readonly activityStage?: string | number | null;
      readonly activity: number;
      readonly step: Step;
    },
  ): Effect {
    const asked = options(situation, "situation", SENSITIVITY.filter((key) => key !== "saleValue"));
    return goSensitivity(this.rates, asked, this.#saleValue, this.names);
  }
}

function nextPeriod(period: number, names: readonly string[]): PeriodPlan {
  // Each stage has all of it again, behind the others.
  skip(2 * names.length);
  const goal = next();
  const revenue = maybe();
  const attainment = maybe();
  // Not by a spread of a `Whole`, which takes longer.
  const stages = names.map((name) => ({ name, exact: next(), units: next(), residual: next(), delivers: maybe() }));
  return { period: PERIODS[period]!, goal, stages, revenue, attainment };
}

function rateOf(gate: Options, index: number): number {
  const field = `gates[${index}].`;
  const [rate, successes, trials, oneIn] = ["rate", "successes", "trials", "oneIn"].map((key) =>
    optional(own(gate, key), field + key),
  );
  const form = [rate, successes, trials, oneIn].map((value) => (value === undefined ? 0 : 1)).join("");
  if (form === "1000") return rate!;
  if (form === "0110") return goRate(field, successes!, trials, index);
  if (form === "0001") return goRate(field, oneIn!, undefined, index);
  throw new FunnelError("gate_form", index, null, `gates[${index}]`);
}
