import { expectAssignable, expectError, expectNotAssignable, expectType } from "tsd";
import {
  accelerate, arrivalsFor, backend, Chance, convert, coverage, Evidence, Flow, forward, Funnel, FunnelError, gammaQuantile, gateFor,
  incompleteBeta, rateFor, rateFromCounts, required, Results, Revenue, sensitivity, solve, whole, type Allowed, type Calendar,
  type ConfidentPlan, type DealSize, type Effect, type FlowOptions, type Forward, type Gate, type InputsFor, type Interval, type Method,
  type PeriodPlan, type Plan, type Prior, type Probability, type Quantile, type Required, type Share, type Solution, type StagePlan, type Tails,
  type Target, type WeeksFor,
} from "funnelmath";

const funnel = new Funnel({
  entry: "First appointments",
  gates: [{ name: "Proposals", rate: 0.65, benchmark: 0.7 }, { successes: 2, trials: 5 }, { oneIn: 10 }, 0.5],
  saleValue: 3400,
  calendar: { sellingWeeks: 44, daysPerWeek: 5 },
});
expectType<readonly string[]>(funnel.names);
expectType<readonly number[]>(funnel.rates);
const plan = funnel.plan({ revenue: 25000 });
expectAssignable<Plan>(plan);
expectType<PeriodPlan | null>(plan.activity);
// A reachable goal has both plans.
if (plan.unreachable === null) {
  expectType<PeriodPlan | null>(plan.activity); // null when nothing of the period is left
  expectType<StagePlan>(plan.total.stages[0]);
} else expectType<null>(plan.total);
expectType<ConfidentPlan | null>(plan.confident);
expectType<number | null>(plan.gauge);
expectType<Effect[]>(plan.sensitivity);
// Asked for, the confidence is there.
expectType<ConfidentPlan>(funnel.plan({ revenue: 1, confidence: 0.9, prior: { a: 1, b: 1 } }).confident);
expectType<Probability>(funnel.plan({ revenue: 1, confidence: 0.9 }).confident.chance);
expectAssignable<Plan>(funnel.plan({ volume: 7, stage: "Sales", per: "year", activityPer: "day", policy: "nearest" }));
expectAssignable<Plan>(funnel.plan({ volume: 7, stage: 2, start: { open: new Float64Array(4) } }));
expectType<Forward>(funnel.forward(20));
expectType<Required>(funnel.required({ revenue: 25000 }));
expectType<Effect>(funnel.sensitivity({ revenue: 1, activity: 2, gate: "Sales", step: { points: 1 } }));
expectType<Effect>(funnel.sensitivity({ revenue: 1, activity: 2, lever: "saleValue", step: { to: 1 } }));

expectError(new Funnel({}));
expectError(new Funnel({ gates: [{}] }));
expectError(new Funnel({ gates: [{ rate: "0.5" }] }));
expectError(new Funnel({ gates: [{ rate: 0.5, oneIn: 2 }] }));
expectError(new Funnel({ gates: [{ successes: 2 }] }));
expectError(new Funnel({ gates: [{ rate: 0.5 }], calender: "common" }));
expectError(funnel.plan({}));
expectError(funnel.plan({ revenue: 1, volume: 2, stage: 1 }));
expectError(funnel.plan({ volume: 2 }));
expectError(funnel.plan({ revenue: 1, per: "fortnight" }));
expectError(funnel.plan({ revenue: 1, start: {} }));
expectError(funnel.plan({ revenue: 1, confidence: "0.9" }));
expectError(funnel.plan({ revenue: 1, confidence: 0.9, prior: "flat" }));
expectError((funnel.rates[0] = 1));
expectError((funnel.names = []));

expectType<Forward>(forward({ rates: [0.5], entry: 20, saleValue: 3400 }));
expectType<Forward>(forward({ rates: new Float64Array([0.5]), entry: 20 }));
expectError(forward([0.5], 20));
expectError(forward({ rates: ["0.5"], entry: 20 }));
expectError(forward({ rates: [0.5], entry: "20" }));
const answer = required({ rates: [0.5], volume: 1, stage: 1 });
if (answer.unreachable === null) expectType<number>(answer.entry);
else expectType<null>(answer.volumes);
expectError(required({ rates: [0.5], volume: 1, stage: "Sales" }));
expectType<number>(rateFromCounts({ successes: 2, trials: 5 }));
expectError(rateFromCounts(2, 5));
expectType<Solution>(solve({ volumes: [1, null], rates: [undefined], revenue: null }));
const conflict = solve({ volumes: [1, null], rates: [0.5] }).conflict;
if (conflict?.kind === "impossible") expectType<number | null>(conflict.takes);
const covered = coverage({ pipeline: 1, quota: 2, booked: 0 });
if (covered.kind === "ratio") expectType<number>(covered.cushion);
expectError(sensitivity({ rates: [0.5], revenue: 1, activity: 1, gate: 0, step: {} }));
expectType<number>(convert({ amount: 1, from: "month", to: "week", calendar: "civil" }));
expectError(convert({ amount: 1, from: "month", to: "fortnight" }));
expectError(whole(1, "down"));
expectType<"wasm" | "js">(backend());
expectType<Promise<"wasm" | "js">>(accelerate(import("funnelmath/bytes")));

// Chances: a gate is known in many ways, everywhere the same.
const chance = new Chance([0.65, { successes: 40, trials: 100, prior: "uniform" }, { a: 2, b: 3 }, { rate: 0.5 }, { oneIn: 3 }]);
expectType<Results>(chance.results(28));
expectType<Probability>(chance.results(28).atLeast(8));
expectType<Method>(chance.results(28).atLeast(8).method);
expectType<Quantile | null>(chance.results(28).quantile(0.9));
expectType<Interval>(chance.results(28).interval(0.9));
expectType<Revenue>(chance.results(28).revenue([1500, 3400]));
expectType<Probability>(chance.results(28).revenue({ mean: 3400, variation: 0.7 }).atLeast(25000));
expectType<InputsFor>(chance.inputsFor({ results: 8, confidence: 0.9 }));
expectType<InputsFor>(chance.inputsForRevenue({ size: { sizes: [1, 2], counts: new Float64Array(2) }, threshold: 1, confidence: 0.9 }));
expectType<number>(chance.mean);
expectAssignable<Chance>(new Chance(funnel.rates));
expectAssignable<Chance>(new Chance(new Float64Array(2)));
expectAssignable<Chance>(new Chance([0.5, new Evidence({ successes: 1, trials: 2, prior: { a: 1, b: 1 } })]));
expectType<Share | null>(rateFor({ results: 8, inputs: 40, confidence: 0.9 }));
const gate = gateFor({ rates: [0.5], gate: 0, results: 1, inputs: 2, confidence: 0.5 });
if (gate.impossible === null) expectType<number>(gate.rate);
else expectType<number | null>(gate.impossible.takes);
expectType<Interval>(new Evidence({ a: 1, b: 2 }).interval(0.9));
expectError(new Chance("0.26"));
expectError(new Chance({ successes: 40 }));
expectError(new Chance({ successes: 40, trials: 100, a: 1, b: 2 }));
expectError(new Chance({ successes: 40, trials: 100, prior: "flat" }));
expectError(chance.inputsFor(8, 0.9));
expectError(chance.results(28).atLeast());
expectError(new Evidence(0.5));
const flow = new Flow({ perWeek: 10, rate: 0.26 });
expectType<Results>(flow.results(4));
expectType<WeeksFor>(flow.weeksFor({ results: 8, confidence: 0.9 }));
expectType<WeeksFor>(flow.weeksForRevenue({ size: 1, threshold: 1, confidence: 0.9 }));
expectType<number | null>(arrivalsFor({ results: 8, rate: 0.26, confidence: 0.95 }));
expectError(new Flow({ perWeek: 10 }));
expectError(new Flow({ arrivals: 10, rate: 1 }));
expectError(chance.results(1).revenue({ mean: 3400 }));
expectType<Tails>(incompleteBeta({ a: 1, b: 2, x: 0.5 }));
expectType<number | null>(gammaQuantile({ a: 1, p: 0.5 }));
expectAssignable<Gate>({ a: 1, b: 2, mean: 1 / 3 });
expectAssignable<FlowOptions>({ perWeek: 1, rate: 1 });
expectAssignable<DealSize>([1, 2]);
expectAssignable<Prior>("jeffreys");

expectAssignable<Calendar>({ name: "common", daysPerWeek: 5 });
expectNotAssignable<Calendar>({ daysPerWeek: "5" });
expectAssignable<Target>({ revenue: 1, activityStage: "Proposals", actual: undefined });
const error = new Error() as FunnelError;
expectAssignable<Error>(error);
expectAssignable<string>(error.code);
expectNotAssignable<"rate" | "volume">(error.code);
expectType<readonly (string | number)[]>(error.path);
expectType<unknown>(error.value);
expectType<Allowed | null>(error.allowed);
if (error.allowed && "words" in error.allowed) expectType<readonly string[]>(error.allowed.words);
