import { expectAssignable, expectError, expectNotAssignable, expectType } from "tsd";
import {
  accelerate, atLeast, backend, convert, coverage, evidence, evidenceInterval, expectedRate, flowAtLeast, flowInterval, forward, Funnel,
  FunnelError, gammaQuantile, gateFor, incompleteBeta, inputsFor, inputsForRevenue, rateFor, required, resultsQuantile,
  revenueAtLeast, revenueQuantile, sensitivity, solve, weeksFor, whole,
  type Allowed, type Amount, type Calendar, type Chance, type ConfidentPlan, type DealSize, type Effect, type Evidence, type Flow, type Forward,
  type InputsFor, type Likelihood, type Method, type Plan, type Prior, type Required, type ResultsQuantile, type Share,
  type Solution, type Tails, type Target, type Unreachable, type WeeksFor,
} from "funnelmath";

const funnel = new Funnel({
  entry: "First appointments",
  gates: [{ name: "Proposals", rate: 0.65, benchmark: 0.7 }, { successes: 2, trials: 5 }, { oneIn: 10 }],
  saleValue: 3400,
  calendar: { sellingWeeks: 44, daysPerWeek: 5 },
});
expectType<readonly string[]>(funnel.names);
expectType<readonly number[]>(funnel.rates);
expectType<Plan>(funnel.plan({ revenue: 25000 }));
expectType<Plan>(funnel.plan({ volume: 7, stage: "Sales", per: "year", activityPer: "day", policy: "nearest" }));
expectType<Plan>(funnel.plan({ volume: 7, stage: 2, start: { open: new Float64Array(4) } }));
expectType<number | null>(funnel.plan({ revenue: 1 }).gauge);
expectType<Effect[]>(funnel.plan({ revenue: 1 }).sensitivity);
expectType<(Unreachable & { name: string | null }) | null>(funnel.plan({ revenue: 1 }).unreachable);
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
expectError((funnel.rates[0] = 1));
expectError((funnel.names = []));

expectType<Forward>(forward([0.5], 20, 3400));
expectType<Forward>(forward(new Float64Array([0.5]), 20));
expectError(forward(["0.5"], 20));
expectError(forward([0.5], "20"));
expectError(forward([0.5], 20n));
const answer = required([0.5], { volume: 1, stage: 1 });
if (answer.unreachable === null) expectType<number>(answer.entry);
else expectType<null>(answer.volumes);
expectError(required([0.5], { volume: 1, stage: "Sales" }));
expectType<Solution>(solve({ volumes: [1, null], rates: [undefined], revenue: null }));
const conflict = solve({ volumes: [1, null], rates: [0.5] }).conflict;
if (conflict?.kind === "impossible") expectType<number | null>(conflict.takes);
const found = solve({ volumes: [1, null], rates: [0.5] }).volumes[0]!;
if (found.kind === "given" || found.kind === "found") expectType<number>(found.value);
else expectType<null>(found.value);
const covered = coverage({ pipeline: 1, quota: 2, booked: 0 });
if (covered.kind === "ratio") expectType<number>(covered.cushion);
expectError(sensitivity([0.5], { revenue: 1, activity: 1, gate: 0, step: {} }));
expectType<number>(convert(1, "month", "week", "civil"));
expectError(convert(1, "month", "fortnight"));
expectError(whole(1, "down"));
expectType<"wasm" | "js">(backend());

// Chances: a gate is known in many ways, and what counts say can be asked on.
expectType<Likelihood>(atLeast(0.26, 8, 28));
expectType<Likelihood>(atLeast([0.65, { successes: 40, trials: 100, prior: "uniform" }, { a: 2, b: 3 }], 8, 28));
expectType<Likelihood>(atLeast(funnel.rates, 8, 28));
expectType<Likelihood>(atLeast(new Float64Array(2), 8, 28));
expectType<Likelihood>(atLeast([0.5, evidence({ successes: 1, trials: 2, prior: { a: 1, b: 1 } })], 1, 2));
expectType<Method>(atLeast(0.26, 8, 28).method);
expectType<InputsFor>(inputsFor({ successes: 40, trials: 100 }, 8, 0.9));
expectType<number | null>(inputsFor(0.26, 8, 0.9).inputs);
expectType<ResultsQuantile>(resultsQuantile(0.26, 30, 0.9));
expectType<number>(expectedRate([0.5]));
expectType<Share | null>(rateFor(8, 40, 0.9));
const gate = gateFor([0.5], 0, 1, 2, 0.5);
if (gate.impossible === null) expectType<number>(gate.rate);
else expectType<number | null>(gate.impossible.takes);
expectType<Evidence>(evidence({ a: 1, b: 2 }));
expectType<{ low: number; high: number }>(evidenceInterval({ a: 1, b: 2 }, 0.9));
expectError(atLeast("0.26", 8, 28));
expectError(atLeast({ successes: 40 }, 8, 28));
expectError(atLeast({ successes: 40, trials: 100, a: 1, b: 2 }, 8, 28));
expectError(atLeast({ successes: 40, trials: 100, prior: "flat" }, 8, 28));
expectError(atLeast({ rate: 0.5 }, 8, 28));
expectError(atLeast(0.26, 8));
expectError(evidence(0.5));
expectType<Likelihood>(flowAtLeast({ perWeek: 10, rate: 0.26 }, 8, 4));
expectType<{ low: number; high: number | null }>(flowInterval({ arrivals: 40, weeks: 4, rate: 1 }, 4, 0.9));
expectType<WeeksFor>(weeksFor({ shape: 40, weeks: 4, rate: 1 }, 8, 0.9));
expectError(flowAtLeast({ perWeek: 10 }, 8, 4));
expectError(flowAtLeast({ arrivals: 10, rate: 1 }, 8, 4));
expectType<Likelihood>(revenueAtLeast(0.26, 40, [1500, 3400], 25000));
expectType<Amount | null>(revenueQuantile(0.26, 40, { mean: 3400, variation: 0.7 }, 0.5));
expectType<InputsFor>(inputsForRevenue(0.26, { sizes: [1, 2], counts: new Float64Array(2) }, 25000, 0.9));
expectError(revenueAtLeast(0.26, 40, { mean: 3400 }, 25000));
expectType<Tails>(incompleteBeta(1, 2, 0.5));
expectType<number | null>(gammaQuantile(1, 0.5));
expectType<ConfidentPlan | null>(funnel.plan({ revenue: 1, confidence: 0.9, prior: { a: 1, b: 1 } }).confident);
expectError(funnel.plan({ revenue: 1, confidence: "0.9" }));
expectError(funnel.plan({ revenue: 1, confidence: 0.9, prior: "flat" }));
expectAssignable<Chance>([0.5, { a: 1, b: 2, mean: 1 / 3 }]);
expectAssignable<Flow>({ perWeek: 1, rate: 1 });
expectAssignable<DealSize>([1, 2]);
expectAssignable<Prior>("jeffreys");

expectAssignable<Calendar>({ name: "common", daysPerWeek: 5 });
expectNotAssignable<Calendar>({ daysPerWeek: "5" });
expectAssignable<Target>({ revenue: 1, activityStage: "Proposals", actual: null });
const error = new Error() as FunnelError;
expectAssignable<Error>(error);
expectAssignable<string>(error.code);
expectNotAssignable<"rate" | "volume">(error.code);
expectType<readonly (string | number)[]>(error.path);
expectType<unknown>(error.value);
expectType<Allowed | null>(error.allowed);
if (error.allowed && "words" in error.allowed) expectType<readonly string[]>(error.allowed.words);
expectType<Promise<"wasm" | "js">>(accelerate(import("funnelmath/bytes")));
