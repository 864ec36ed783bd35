import { expectAssignable, expectError, expectNotAssignable, expectType } from "tsd";
import {
  backend, convert, coverage, forward, Funnel, FunnelError, required, sensitivity, solve, whole,
  type Calendar, type Effect, type Forward, type Plan, type Required, type Solution, type Target, type Unreachable,
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

expectAssignable<Calendar>({ name: "common", daysPerWeek: 5 });
expectNotAssignable<Calendar>({ daysPerWeek: "5" });
expectAssignable<Target>({ revenue: 1, activityStage: "Proposals", actual: null });
const error = new Error() as FunnelError;
expectAssignable<Error>(error);
expectAssignable<string>(error.code);
expectNotAssignable<"rate" | "volume">(error.code);
expectType<number | null>(error.index);
expectType<number | null>(error.value);
