import { nextProbability, putPrior, readPrior } from "./chances.js";
import { optional, options } from "./check.js";
import { fields, next } from "./engine.js";
import { FunnelError } from "./error.js";
import { PERIODS } from "./functions.js";
import { Funnel as Basic, type FunnelOptions, inside, named, planned, TARGET, type PeriodPlan, type Plan as BasicPlan, type Target as BasicTarget } from "./funnel.js";
import type { LeftOut, Period, Prior, Probability } from "./types.js";
import { LEFT_OUT } from "./words.generated.js";

/** What is aimed at. */
export type Target = BasicTarget & {
  /** How sure the goal is to be reached, 0 to 1: the plan then says how sure it is, and what would be sure enough. */
  readonly confidence?: number | null | undefined;
  /** For the confidence, what is assumed of a rate before its counts. Gates that are not made of counts have known rates. */
  readonly prior?: Prior | null | undefined;
};

/** The answer to a {@link Target}: plain data, safe to keep, to copy and to turn into JSON. */
export type Plan = BasicPlan & {
  /** How sure all this is; `null` without a confidence. */
  confident: ConfidentPlan | null;
};

/** The plan that reaches the goal with a confidence, and the chance that the expected plan has. */
export interface ConfidentPlan {
  /** The confidence that was asked for. */
  confidence: number;
  /**
   * What the chances leave out. Where it has `"dealSizes"`, every deal was taken to be worth the mean: with sizes that vary,
   * the same activity is less sure to reach a revenue.
   */
  leavesOut: LeftOut[];
  /**
   * The chance that the expected plan reaches the goal, by its whole activity of each period, kept up for what is left of the
   * goal's; `null` where it has none.
   */
  expected: { total: Probability | null; activity: Probability | null };
  /** The chance of this plan by its activity in the goal's period; where none is so sure, the best there is. */
  chance: Probability;
  /** The fewest of each stage that reach the goal with this confidence; `null`: no number does. */
  total: PeriodPlan | null;
  /** The same in the activity's period. */
  activity: PeriodPlan | null;
}

const SURE = /* @__PURE__ */ TARGET.concat("confidence", "prior");

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
export class Funnel extends Basic {
  constructor(funnel: FunnelOptions) {
    super(funnel);
    if (new.target === Funnel) Object.freeze(this);
  }

  /** @internal Minifiers give the class another. */
  static override readonly name: string = "Funnel";

  /**
   * The plan for a goal: what each stage needs, exactly and in whole units, per goal and activity period; how the actual
   * activity stands to it; what an improvement of each lever would change; and how sure it is.
   *
   * @throws {FunnelError} `no_sale_value`, `money`, `volume`, `stage`, `length`, `name`, `overflow`; with a confidence
   *   `probability`, `shape`, and in `funnelmath/chance` `entry` for deals that differ in size
   * @example
   * ```js
   * funnel.plan({ revenue: 25000, actual: 5 }).gauge; // 0.766
   * funnel.plan({ volume: 7, stage: "Sales", per: "month", activityPer: "day" });
   * const { confident } = funnel.plan({ revenue: 25000, confidence: 0.9 }); // 2 of 5 is all that is known of the sales
   * confident.expected.activity?.value; // 0.52: 7 appointments a week are a coin toss
   * confident.activity?.stages[0].units; // 17 a week reach the goal in nine months of ten
   * ```
   */
  override plan(target: Target & { readonly confidence: number }): Plan & { confident: ConfidentPlan };
  override plan(target: Target): Plan;
  override plan(target: Target): Plan {
    const given = options("target.", target, SURE);
    const prior = readPrior("prior", given[14]);
    let found: Omit<ConfidentPlan, "total" | "activity" | "expected"> | undefined;
    const chances: { period: Period; chance: Probability }[] = [];
    const putMore = (): void => {
      fields("confidence?");
      optional(given[13]);
      putPrior(prior);
    };
    const nextMore = (_: unknown, __: unknown, kind: number): void => {
      if (kind === 8) chances.push({ period: PERIODS[next()]!, chance: nextProbability() });
      else {
        const [confidence, chance, bits] = [next(), nextProbability(), next()];
        found = { confidence, leavesOut: LEFT_OUT.filter((_, bit) => (bits >> bit) & 1), chance };
      }
    };
    const { plans, periods, ...plan } = surely(() => planned(inside(this), given, putMore, nextMore));
    const { total, activity } = named(chances, periods);
    const expected = { total: total && total.chance, activity: activity && activity.chance };
    return { ...plan, ...plans[0], confident: found ? { ...found, expected, ...plans[1] } : null } as Plan;
  }
}

/** The plan; a deal size needs memory that only the module of `funnelmath` has. */
function surely<T>(plan: () => T): T {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof FunnelError) || error.path[0] !== "cells") throw error;
    throw new FunnelError("entry", 'a confidence for deals that differ in size is answered by the entry "funnelmath" alone', "dealSize");
  }
}
