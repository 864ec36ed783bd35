import type { ErrorNames } from "./errors.generated.js";
import type { Method } from "./words.generated.js";

/** Numbers in order: an array without holes, a `Float64Array`, or another typed array of numbers. */
export type Numbers = ArrayLike<number>;

/**
 * Stable names of what can be wrong. Those of the layer:
 * - `"type"`: something of a wrong type;
 * - `"option"`: an option that is not known, often a typing error;
 * - `"choice"`: none, or more than one, of several options of which exactly one is needed;
 * - `"too_long"`: lists for which there is not enough memory;
 * - `"module"`: a WebAssembly module of another entry or version;
 * - `"entry"`: a question that another entry answers;
 * - `"internal"`: a fault of this library, after which it goes on afresh.
 */
export type ErrorCode = ErrorNames | "type" | "option" | "choice" | "too_long" | "module" | "entry" | "internal";

/** What would be allowed: one of some words or options; a number in a range; a list of some length. */
export type Allowed =
  | { readonly words: readonly string[] }
  | { readonly min: number; readonly max: number }
  | { readonly length: number };

/** A period that goals and activity are counted in. A day is one of seven, unless the calendar has fewer. */
export type Period = "day" | "week" | "month" | "quarter" | "year";

/**
 * How exact volumes become whole ones; within 2^-40 of a whole number is that number.
 * - `"up"`: one ceiling of each exact volume: enough, never less.
 * - `"nearest"`: a half goes up; may deliver less than the goal.
 * - `"upEachStage"`: rounded up at the goal's stage, then what that needs at the stage before, and so on.
 */
export type Policy = "up" | "nearest" | "upEachStage";

/**
 * How many weeks and days a year of twelve months has: `"common"` (the default) has 52 weeks,
 * `"four-week-month"` 48, `"civil"` 365.2425 days; or so many selling weeks (above 0, at most 53). A week has
 * seven days unless `daysPerWeek` (above 0, at most 7) says how many are worked.
 */
export type Calendar =
  | CalendarName
  | { readonly name?: CalendarName | undefined; readonly daysPerWeek?: number | null | undefined }
  | { readonly sellingWeeks: number; readonly daysPerWeek?: number | null | undefined };

/** The calendars that have a name. */
export type CalendarName = "common" | "four-week-month" | "civil";

/**
 * What is already there in the goal's period, a number for each stage: `open`, those that wait there and may
 * still pass; or `reached`, all that got there, whatever became of them.
 */
export type Start = { readonly open: Numbers } | { readonly reached: Numbers };

/** A goal in one period: revenue (finite, at least 0), or a volume at a stage (0 is the first). */
export type Goal = RevenueGoal | VolumeGoal<number>;

/** So much revenue. */
export interface RevenueGoal {
  readonly revenue: number;
  readonly volume?: undefined;
  readonly stage?: undefined;
}

/** So many at one stage. */
export interface VolumeGoal<Stage> {
  readonly volume: number;
  readonly stage: Stage;
  readonly revenue?: undefined;
}

/** How far a lever moves: percentage points (of the sale value: units of currency), percent of itself, or to a value. */
export type Step = { readonly points: number } | { readonly percent: number } | { readonly to: number };

/** Which lever: a gate (0 is the first), or the sale value. */
export type LeverChoice<Gate = number> =
  | { readonly lever?: "gate" | undefined; readonly gate: Gate }
  | { readonly lever: "saleValue"; readonly gate?: null | undefined };

/** The volume of each stage, first stage first, and the revenue; `null` without a sale value. */
export interface Forward {
  volumes: number[];
  revenue: number | null;
}

/** Why a goal cannot be reached. */
export interface Unreachable {
  /** What is in the way: a gate of 0%, or a sale value of 0. */
  lever: "gate" | "saleValue";
  /** Which gate; `null` for the sale value. */
  gate: number | null;
  /** What would have to come out there: a volume behind the gate, or revenue. */
  missing: number;
  /** The best that can be reached, in the goal's own unit. */
  best: number;
}

/** What a goal takes: the volume that still must enter, and that of each stage; or why nothing is enough. */
export type Required =
  | { entry: number; volumes: number[]; unreachable: null }
  | { entry: null; volumes: null; unreachable: Unreachable };

/** What one step of one lever does, computed in full. */
export interface Effect {
  lever: "gate" | "saleValue";
  /** Which gate; `null` for the sale value. */
  gate: number | null;
  /** The name of the stage behind the gate; `null` for the sale value, and outside a `Funnel`. */
  name: string | null;
  /** How far it was moved. */
  step: Step;
  /** The lever's value before. */
  from: number;
  /** Its value after. */
  to: number;
  /** Whether the step led beyond a rate of 1, so that `to` is 1. */
  capped: boolean;
  /** Required activity before; `null`: no activity is enough. */
  requiredBefore: number | null;
  /** The same after. */
  requiredAfter: number | null;
  /** By how much of itself that changes: -0.1 is 10% less; `null` where that means nothing. */
  requiredChange: number | null;
  revenueBefore: number;
  revenueAfter: number;
  /** By how much of itself that changes; `null`: there was none. */
  revenueChange: number | null;
}

/** A whole number of units, and what it is worth. */
export interface Whole {
  exact: number;
  units: number;
  /** What the whole number has more than the exact one, or (below 0) less. */
  residual: number;
  /** Whole over exact; `null` when nothing was needed. */
  delivers: number | null;
}

/** What the knowns say of one quantity. */
export type Answer =
  | { kind: "given"; value: number }
  | { kind: "found"; value: number }
  | { kind: "undetermined"; value: null }
  /** Only the product of the unknown rates (and sale value) between two stages follows. */
  | { kind: "onlyProduct"; value: null; product: number; from: number; to: number };

/** Why the knowns cannot all be true. The number of stages stands for the revenue. */
export type Conflict =
  /** What is known before stage `to` leads to `expected` there, and not to what was given. */
  | { kind: "contradictory"; from: number; to: number; expected: number; given: number }
  /** An unknown rate (or a product of as many as `gates`) would be above 1; `best` is what 100% would bring to `to`. */
  | { kind: "impossible"; gate: number; to: number; gates: number; best: number; takes: number | null };

/** What follows from some knowns. */
export interface Solution {
  volumes: Answer[];
  rates: Answer[];
  saleValue: Answer;
  revenue: Answer;
  /** How many of them do not follow; 0 when all are known now. */
  undetermined: number;
  /** The first conflict among the knowns, if there is any. */
  conflict: Conflict | null;
}

/** A team's totals. */
export interface RollUp {
  /** The summed volume of each stage. */
  volumes: number[];
  /** The team's rate at each gate; `null` where nothing enters. */
  rates: (number | null)[];
  revenue: number;
  /** Revenue per sale; `null` without sales. */
  saleValue: number | null;
  /** Sales per entry; `null` when nothing enters. */
  overall: number | null;
}

/** The four factors of sales velocity. */
export interface VelocityFactors {
  /** Open opportunities: a volume. */
  readonly opportunities: number;
  /** Average revenue per sale. */
  readonly saleValue: number;
  /** Won over won and lost, by number, 0 to 1. */
  readonly winRate: number;
  /** Mean days from the first stage to the sale. */
  readonly cycleDays: number;
}

/** What moving one factor of the velocity does. */
export interface VelocityEffect {
  /** The factor's value after. */
  to: number;
  /** Whether the win rate was taken to 1. */
  capped: boolean;
  /** Revenue a day after; `null` when the cycle is 0. */
  perDay: number | null;
  /** By how much of itself the velocity changes: 0.25 is 25% more; `null` where that means nothing. */
  change: number | null;
}

/** An open pipeline as one number, and how far that number may be off. */
export interface Pipeline {
  total: number;
  /** The sum of value times win probability. */
  weighted: number;
  /** The standard deviation of the revenue, if deals are won independently of each other. */
  deviation: number;
}

/** Whether a pipeline covers what is left of a quota. */
export type Coverage =
  /** `ratio`: open pipeline over remaining quota; `cushion`: what it has beyond that. */
  | { kind: "ratio"; ratio: number; cushion: number }
  /** Nothing is left to be won; `surplus`: what was booked beyond the quota. */
  | { kind: "met"; surplus: number };

/** What is assumed of a rate before its counts: `"jeffreys"` (the default), `"uniform"`, or so many of each. */
export type Prior = "jeffreys" | "uniform" | { readonly a: number; readonly b: number };

/** Counts of a gate: `successes` of `trials`, and what is assumed before them. An open deal is no trial yet. */
export interface Counts {
  readonly successes: number;
  readonly trials: number;
  readonly prior?: Prior | null | undefined;
  readonly rate?: null | undefined;
  readonly oneIn?: null | undefined;
  readonly a?: null | undefined;
  readonly b?: null | undefined;
}

/** The Beta distribution of a rate: successes and failures, counted and assumed, 1e-9 to 2^53. An `Evidence` is one. */
export interface Beta {
  readonly a: number;
  readonly b: number;
  readonly mean?: number | undefined;
  readonly rate?: null | undefined;
  readonly oneIn?: null | undefined;
  readonly successes?: null | undefined;
  readonly trials?: null | undefined;
  readonly prior?: null | undefined;
}

/** A rate that is known: 0 to 1, or "1 in n". */
export type KnownRate =
  | { readonly rate: number; readonly oneIn?: null | undefined; readonly successes?: null | undefined; readonly trials?: null | undefined; readonly prior?: null | undefined; readonly a?: null | undefined; readonly b?: null | undefined }
  | { readonly oneIn: number; readonly rate?: null | undefined; readonly successes?: null | undefined; readonly trials?: null | undefined; readonly prior?: null | undefined; readonly a?: null | undefined; readonly b?: null | undefined };

/** A gate, the same wherever one is asked for: a rate, 0 to 1, as a number or by name; or what was counted. */
export type Gate = number | KnownRate | Counts | Beta;

export type { LeftOut, Method } from "./words.generated.js";

/** A probability, and 1 less it, each to full relative precision: 1 - 1e-20 keeps its 1e-20. */
export interface Probability {
  value: number;
  complement: number;
  method: Method;
}

/** A quantile of a count or of a revenue. */
export interface Quantile {
  value: number;
  method: Method;
}

/** The limits between which a count or a revenue lies with a stated probability; no upper one where there is none. */
export interface Interval {
  low: number;
  high: number | null;
  method: Method;
}

/** How many inputs make results so sure. */
export interface InputsFor {
  /** The fewest that do; `null`: no number does. */
  inputs: number | null;
  /** The chance of the results with these, or the best there is. */
  chance: Probability;
}

/** How many weeks make results so sure. */
export interface WeeksFor {
  /** Not necessarily whole; `null`: no number of weeks does. */
  weeks: number | null;
  /** The chance of the results by then, or the best there ever is. */
  chance: Probability;
}

/** Which rate it takes at one gate. */
export type GateFor =
  | { rate: number; impossible: null }
  | {
    rate: null;
    impossible: {
      /** The rate above 1 that it would take; `null` where no number would do. */
      takes: number | null;
      /** The chance with this gate at 100%. */
      best: Probability;
    };
  };

/** A share of a whole and what it leaves, each to full relative precision. */
export interface Share {
  value: number;
  /** 1 - `value`. */
  complement: number;
}

/** Two complementary probabilities, each to full relative precision. */
export interface Tails {
  /** At most so much. */
  lower: number;
  /** More. */
  upper: number;
}

/**
 * Inputs that arrive at random at a steady rate a week, and the share of them that becomes results. The weekly rate is
 * known; or known from a count, so many `arrivals` in so many weeks, with Jeffreys' prior, or with one's own as a
 * `shape`: arrivals counted and assumed.
 */
export type FlowOptions =
  | { readonly perWeek: number; readonly rate: number; readonly arrivals?: null | undefined; readonly shape?: null | undefined; readonly weeks?: null | undefined }
  | { readonly arrivals: number; readonly weeks: number; readonly rate: number; readonly perWeek?: null | undefined; readonly shape?: null | undefined }
  | { readonly shape: number; readonly weeks: number; readonly rate: number; readonly perWeek?: null | undefined; readonly arrivals?: null | undefined };

/**
 * How large a deal is: always the same; gamma distributed, `variation` its standard deviation over its mean; or one of
 * those that were seen, each as likely as its count, or as any other. Deals are independent of each other.
 */
export type DealSize =
  | number
  | { readonly mean: number; readonly variation: number; readonly sizes?: null | undefined; readonly counts?: null | undefined }
  | Numbers
  | { readonly sizes: Numbers; readonly counts?: Numbers | null | undefined; readonly mean?: null | undefined; readonly variation?: null | undefined };
