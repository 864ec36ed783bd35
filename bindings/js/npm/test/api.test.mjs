// The typed layer: what people write and get, on each backend.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { backends } from "./backends.mjs";

const near = (got, wanted, digits = 4) => assert.equal(Number(got).toFixed(digits), wanted.toFixed(digits));
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

const FIELDS = {
  entry: "First appointments",
  gates: [{ name: "Proposals", rate: 0.65 }, { name: "Sales", successes: 2, trials: 5, benchmark: 0.5 }],
  saleValue: 3400,
};

for (const [name, api] of Object.entries(backends)) {
  const { Funnel, FunnelError } = api;
  /** The error that a call gives: what it is, and what it says. */
  const fails = (call, kind, message, index, value) => {
    assert.throws(call, (error) => {
      if (kind === TypeError) assert.ok(error instanceof TypeError, error.stack);
      else {
        assert.ok(error instanceof FunnelError, error.stack);
        assert.ok(error instanceof Error);
        assert.equal(error.name, "FunnelError");
        assert.equal(error.code, kind);
        if (index !== undefined) assert.equal(error.index, index);
        if (value !== undefined) assert.deepEqual(error.value, value);
      }
      assert.equal(error.message, message);
      return true;
    });
  };

  test(`${name}: backend`, () => assert.equal(api.backend(), name === "js" ? "js" : "wasm"));

  test(`${name}: the published anchors`, () => {
    const funnel = new Funnel(FIELDS);
    assert.deepEqual(funnel.names, ["First appointments", "Proposals", "Sales"]);
    assert.deepEqual(funnel.rates, [0.65, 0.4]);
    const plan = funnel.plan({ revenue: 25000, actual: 5 });
    assert.deepEqual(plan.goal, { revenue: 25000 });
    assert.equal(plan.unreachable, null);
    assert.deepEqual(plan.periods.map((period) => period.period), ["month", "week"]);
    const week = plan.periods[1];
    assert.equal(week.stages[0].name, "First appointments");
    near(week.stages[0].exact, 6.5263);
    assert.equal(week.stages[0].units, 7);
    near(week.attainment, 1.073, 3);
    near(plan.gauge, 0.766, 3);
    const coaching = (policy) =>
      new Funnel({ ...FIELDS, calendar: "four-week-month" }).plan({ revenue: 25000, policy }).periods[1];
    near(coaching("nearest").stages[0].exact, 7.0701);
    assert.equal(coaching("nearest").stages[0].units, 7);
    near(coaching("nearest").attainment, 0.99, 3);
    assert.equal(coaching("up").stages[0].units, 8);
    const weak = new Funnel({ gates: [{ rate: 0.6 }, { rate: 0.4 }], saleValue: 3500, calendar: "four-week-month" });
    near(weak.plan({ revenue: 25000, actual: 5 }).gauge, 0.672, 3);
    near(weak.plan({ revenue: 25000, actual: 5 }).attainment, 0.672, 3);
  });

  test(`${name}: a plan is plain data`, () => {
    const plan = new Funnel({ ...FIELDS, saleValueBenchmark: 4000 }).plan({ volume: 7, stage: "Sales", per: "quarter", activityPer: "quarter" });
    assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
    assert.deepEqual(structuredClone(plan), plan);
    assert.equal(plan.periods.length, 1);
    assert.deepEqual(plan.goal, { volume: 7, stage: 2 });
    assert.deepEqual(
      plan.sensitivity.map(({ lever, gate, name, step }) => [lever, gate, name, step]),
      [
        ["gate", 0, "Proposals", { points: 1 }], ["gate", 0, "Proposals", { percent: 10 }],
        ["gate", 1, "Sales", { points: 1 }], ["gate", 1, "Sales", { percent: 10 }], ["gate", 1, "Sales", { to: 0.5 }],
        ["saleValue", null, null, { percent: 10 }], ["saleValue", null, null, { to: 4000 }],
      ],
    );
    near(plan.sensitivity[4].requiredChange, -0.2);
    assert.equal(plan.gauge, null);
  });

  test(`${name}: a goal out of reach`, () => {
    const shut = new Funnel({ gates: [{ rate: 0.5 }, { rate: 0, name: "Sales" }] });
    const plan = shut.plan({ volume: 3, stage: 2 });
    assert.deepEqual(plan.unreachable, { lever: "gate", gate: 1, name: "Sales", missing: 3, best: 0 });
    assert.deepEqual(plan.periods, []);
    assert.deepEqual(shut.required({ volume: 3, stage: "Sales" }), {
      entry: null, volumes: null, unreachable: { lever: "gate", gate: 1, missing: 3, best: 0 },
    });
    assert.equal(shut.forward(20).revenue, null);
  });

  test(`${name}: the same by method and by function`, () => {
    const funnel = new Funnel(FIELDS);
    const rates = [0.65, 0.4];
    assert.deepEqual(funnel.forward(20), api.forward(rates, 20, 3400));
    assert.deepEqual(api.forward(new Float64Array(rates), 20, 3400), api.forward(rates, 20, 3400));
    for (const start of [undefined, { open: [1, 2, 3] }, { reached: Float64Array.of(10, 5, 1) }]) {
      assert.deepEqual(funnel.required({ revenue: 25000, start }), api.required(rates, { revenue: 25000, saleValue: 3400, start }));
    }
    assert.equal(funnel.plan({ revenue: 25000, start: { open: [1, 2, 3] } }).periods[0].stages[0].exact,
      funnel.required({ revenue: 25000, start: { open: [1, 2, 3] } }).entry);
    const asked = { revenue: 25000, activity: 20, step: { points: 1 } };
    assert.deepEqual(
      { ...funnel.sensitivity({ ...asked, gate: "Sales", activityStage: "Proposals" }), name: null },
      api.sensitivity(rates, { ...asked, saleValue: 3400, gate: 1, activityStage: 1 }),
    );
    assert.equal(funnel.sensitivity({ ...asked, gate: "Sales" }).name, "Sales");
    near(api.perYear("day", { sellingWeeks: 44, daysPerWeek: 5 }), 220);
    near(api.convert(28.28, "month", "week", "four-week-month"), 7.07);
    assert.deepEqual(api.convert(7, "month", "month"), 7);
    const found = api.solve({ volumes: [24, null, undefined], rates: [0.65, null], saleValue: 3400, revenue: 25000 });
    near(found.rates[1].value, 0.4713);
    assert.equal(found.conflict, null);
  });

  test(`${name}: names that are not given`, () => {
    assert.deepEqual(new Funnel({ gates: [{ rate: 1 }, { rate: 1, name: "" }, { oneIn: 4, name: null }] }).names,
      ["Stage 0", "Stage 1", "Stage 2", "Stage 3"]);
    assert.throws(() => (new Funnel(FIELDS).names[0] = "other"), TypeError);
  });

  test(`${name}: numbers that cannot be used name their field`, () => {
    const rate = "a rate must be a number from 0 to 1";
    const gates = (...gates) => () => new Funnel({ gates });
    fails(gates({ rate: 0.65 }, { rate: 1.4 }), "rate", `gates[1].rate: ${rate} (got 1.4)`, 1, 1.4);
    fails(gates({ rate: 0.65 }, { rate: NaN }), "rate", `gates[1].rate: ${rate} (got NaN)`, 1, NaN);
    fails(gates({ rate: 0.65, benchmark: -1 }), "rate", `gates[0].benchmark: ${rate} (got -1)`, 0, -1);
    fails(gates(), "no_gates", "gates: a chain needs at least one gate", null, null);
    fails(gates({ rate: 1 }, {}), "gate_form", "gates[1]: a gate needs either a rate, or successes and trials, or 'one_in'", 1, null);
    fails(gates({ rate: 1, oneIn: 2 }), "gate_form", "gates[0]: a gate needs either a rate, or successes and trials, or 'one_in'");
    fails(gates({ successes: 3, trials: 2 }), "successes", "gates[0].successes: there cannot be more successes than trials (got 3)", 0, 3);
    fails(gates({ successes: 0, trials: 0 }), "no_trials", "gates[0].trials: no trials, so no rate: no data is not 0 %", 0, null);
    fails(gates({ successes: 0.5, trials: 2 }), "count", "gates[0].successes: a count must be a whole number from 0 to 2^53 (got 0.5)", 0);
    fails(gates({ successes: 0, trials: -2 }), "count", "gates[0].trials: a count must be a whole number from 0 to 2^53 (got -2)", 0);
    fails(gates({ rate: 1 }, { oneIn: 0.5 }), "one_in", "gates[1].oneIn: '1 in n' needs a finite n of at least 1 (got 0.5)", 1, 0.5);
    const money = "an amount of money must be a finite number of at least 0";
    fails(() => new Funnel({ ...FIELDS, saleValue: -1 }), "money", `saleValue: ${money} (got -1)`);
    fails(() => new Funnel({ ...FIELDS, saleValueBenchmark: Infinity }), "money", `saleValueBenchmark: ${money} (got Infinity)`);
    fails(() => new Funnel({ ...FIELDS, calendar: { sellingWeeks: 60 } }), "weeks_per_year", "calendar.sellingWeeks: selling weeks a year must be above 0 and at most 53 (got 60)");
    fails(() => new Funnel({ ...FIELDS, calendar: { daysPerWeek: 8 } }), "days_per_week", "calendar.daysPerWeek: working days a week must be above 0 and at most 7 (got 8)");
    fails(() => new Funnel({ ...FIELDS, calendar: "lunar" }), "name", 'calendar: unknown name (got "lunar")', null, null);
    const funnel = new Funnel(FIELDS);
    const plan = (target) => () => funnel.plan(target);
    const volume = "a volume must be a finite number of at least 0";
    fails(plan({ revenue: -1 }), "money", `revenue: ${money} (got -1)`);
    fails(plan({ volume: -1, stage: 2 }), "volume", `volume: ${volume} (got -1)`);
    fails(plan({ revenue: 1, actual: -1 }), "volume", `actual: ${volume} (got -1)`);
    fails(plan({ revenue: 1, start: { open: [0, -1, 0] } }), "volume", `start.open[1]: ${volume} (got -1)`, 1);
    fails(plan({ revenue: 1, start: { reached: [0, 1] } }), "length", "start.reached: a list has the wrong length (expected 3, got 2)", 3, 2);
    fails(plan({ volume: 1, stage: 5 }), "stage", "stage: the chain has no such stage (got 5, the last is 2)", 5, 2);
    fails(plan({ volume: 1, stage: 1, activityStage: 2 }), "stage", "activityStage: the chain has no such stage (got 2, the last is 1)", 2, 1);
    for (const stage of [-1, 1.5, NaN, 2 ** 32, Infinity]) fails(plan({ volume: 1, stage }), "stage", `stage: the chain has no such stage (got ${stage})`, null);
    fails(plan({ volume: 1, stage: "Deals" }), "name", 'stage: unknown name (got "Deals")');
    fails(plan({ revenue: 1, per: "fortnight" }), "name", 'per: unknown name (got "fortnight")');
    fails(plan({ revenue: 1, policy: "down" }), "name", 'policy: unknown name (got "down")');
    fails(() => new Funnel({ gates: [{ rate: 1 }] }).plan({ revenue: 1 }), "no_sale_value", "revenue: a revenue goal needs a sale value");
    fails(() => api.required([0.5], { revenue: 1 }), "no_sale_value", "revenue: a revenue goal needs a sale value");
    fails(() => api.required([1e-300, 1e-300], { volume: 1, stage: 2 }), "overflow", "the answer is too large for a 64-bit float");
    fails(() => api.forward([0.5, 2], 1), "rate", `rates[1]: ${rate} (got 2)`);
    fails(() => api.forward([], 1), "no_gates", "rates: a chain needs at least one gate");
    fails(() => api.forward([0.5], -1), "volume", `entry: ${volume} (got -1)`);
    fails(() => api.forward([0.5], 1, -1), "money", `saleValue: ${money} (got -1)`);
    fails(() => api.sensitivity([0.5], { volume: 1, stage: 1, activity: 1, gate: 3, step: { points: 1 } }), "gate", "gate: the chain has no such gate (got 3, the last is 0)", 3, 0);
    fails(() => api.sensitivity([0.5], { volume: 1, stage: 1, activity: 1, gate: 0, step: { to: 2 } }), "rate", `step.to: ${rate} (got 2)`);
    fails(() => api.sensitivity([0.5], { volume: 1, stage: 1, activity: 1, gate: 0, step: { points: -90 } }), "step", "step.points: a change must be a finite number and must not lead below 0 (got -90)");
    fails(() => api.sensitivity([0.5], { volume: 1, stage: 1, activity: 1, lever: "saleValue", step: { percent: 1 } }), "no_sale_value", "lever: a revenue goal needs a sale value");
    fails(() => api.rollUp({ gates: 1, rates: [0.5], entries: [1, 2], saleValues: [1, 2] }), "length", "rates: a list has the wrong length (expected 2, got 1)");
    fails(() => api.rollUp({ gates: 1, rates: [0.5, 0.5], entries: [1, 2], saleValues: [1] }), "length", "saleValues: a list has the wrong length (expected 2, got 1)");
    fails(() => api.rollUp({ gates: 2, rates: [1, 1, 1, 1], entries: [1, 2], saleValues: [1, 2, 3, 4] }), "length", "saleValues: a list has the wrong length (expected 2, got 4)", 2, 4);
    fails(() => api.rollUp({ gates: 2, rates: [1, 1], entries: [1, 2], saleValues: [1, 2] }), "length", "rates: a list has the wrong length (expected 4, got 2)", 4, 2);
    // The same wrong number in two fields: the one that the error is about.
    fails(() => api.sensitivity([0.5, 2], { volume: 1, stage: 1, activity: 1, gate: 0, step: { to: 2 } }), "rate", `rates[1]: ${rate} (got 2)`, 1, 2);
    fails(() => api.ratesFromCounts([1, 0.5], [2, 0.5]), "count", "successes[1]: a count must be a whole number from 0 to 2^53 (got 0.5)", 1, 0.5);
    fails(gates({ rate: 0.5, benchmark: 3 }, { rate: 3 }), "rate", `gates[1].rate: ${rate} (got 3)`, 1, 3);
    fails(gates({ rate: 0.5, benchmark: 0.6 }, { rate: 0.5, benchmark: 3 }), "rate", `gates[1].benchmark: ${rate} (got 3)`, 1, 3);
    fails(() => api.rollUp({ gates: 0, rates: [], entries: [], saleValues: [] }), "no_gates", "gates: a chain needs at least one gate");
    fails(() => api.ratesFromCounts([1], [2, 3]), "length", "trials: a list has the wrong length (expected 1, got 2)");
    fails(() => api.velocity({ opportunities: 1, saleValue: 1, winRate: 1, cycleDays: -1 }), "days", "cycleDays: a number of days must be finite and at least 0 (got -1)");
    fails(() => api.coverage({ pipeline: 1, quota: 1, booked: -1 }), "money", `booked: ${money} (got -1)`);
    fails(() => api.weightedPipeline([1], [2]), "rate", `probabilities[0]: ${rate} (got 2)`);
    fails(() => api.activityGauge(1, -1), "volume", `required: ${volume} (got -1)`);
    fails(() => api.convert(-1, "month", "week"), "volume", `amount: ${volume} (got -1)`);
  });

  test(`${name}: wrong types name their field`, () => {
    const funnel = new Funnel(FIELDS);
    const wrong = (call, message) => fails(call, TypeError, message);
    wrong(() => new Funnel(), "funnel: expected an object, got undefined");
    wrong(() => new Funnel(null), "funnel: expected an object, got null");
    wrong(() => new Funnel([]), "funnel: expected an object, got an array");
    wrong(() => new Funnel({}), "gates: expected an array, got undefined");
    wrong(() => new Funnel({ gates: "0.5" }), "gates: expected an array, got string");
    wrong(() => new Funnel({ gates: [0.5] }), "gates[0]: expected an object, got number");
    wrong(() => new Funnel({ gates: [{ rate: 1 }, , { rate: 1 }] }), "gates[1]: expected an object, got undefined");
    wrong(() => new Funnel({ gates: [{ rate: "0.5" }] }), "gates[0].rate: expected a number, got string");
    wrong(() => new Funnel({ gates: [{ rate: 1n }] }), "gates[0].rate: expected a number, got bigint");
    wrong(() => new Funnel({ gates: [{ rate: new Number(1) }] }), "gates[0].rate: expected a number, got object");
    wrong(() => new Funnel({ gates: [{ rate: 1, name: 7 }] }), "gates[0].name: expected a string, got number");
    wrong(() => new Funnel({ gates: [{ rate: 1, benchmark: "1" }] }), "gates[0].benchmark: expected a number, got string");
    wrong(() => new Funnel({ gates: [{ rte: 1 }] }), 'gates[0]: unknown option "rte"');
    wrong(() => new Funnel({ ...FIELDS, entry: {} }), "entry: expected a string, got object");
    wrong(() => new Funnel({ ...FIELDS, salevalue: 1 }), 'funnel: unknown option "salevalue"');
    wrong(() => new Funnel({ ...FIELDS, saleValue: "1" }), "saleValue: expected a number, got string");
    wrong(() => new Funnel({ ...FIELDS, calendar: 52 }), "calendar: expected a string, got number");
    wrong(() => new Funnel({ ...FIELDS, calendar: { weeks: 52 } }), 'calendar: unknown option "weeks"');
    wrong(() => new Funnel({ ...FIELDS, calendar: { name: "civil", sellingWeeks: 3 } }), "calendar: expected either a name or sellingWeeks, got string");
    wrong(() => Funnel(FIELDS), "Class constructor Funnel cannot be invoked without 'new'".replace("Funnel", Funnel.name));
    wrong(() => funnel.plan(), "target: expected an object, got undefined");
    wrong(() => funnel.plan({}), "goal: expected one of revenue, volume, got undefined");
    wrong(() => funnel.plan({ revenue: 1, volume: 1, stage: 1 }), "goal: expected one of revenue, volume, got object");
    wrong(() => funnel.plan({ revenue: "25000" }), "revenue: expected a number, got string");
    wrong(() => funnel.plan({ volume: 1 }), "stage: expected a number, got undefined");
    wrong(() => funnel.plan({ revenue: 1, period: "month" }), 'target: unknown option "period"');
    wrong(() => funnel.plan({ revenue: 1, per: 3 }), "per: expected a string, got number");
    wrong(() => funnel.plan({ revenue: 1, actual: "5" }), "actual: expected a number, got string");
    wrong(() => funnel.plan({ revenue: 1, start: [1, 2, 3] }), "start: expected an object, got an array");
    wrong(() => funnel.plan({ revenue: 1, start: { open: [1, , 3] } }), "start.open[1]: expected a number, got undefined");
    wrong(() => funnel.plan({ revenue: 1, start: { open: [], reached: [] } }), "start: expected one of open, reached, got object");
    wrong(() => funnel.forward(), "entry: expected a number, got undefined");
    wrong(() => funnel.sensitivity({ revenue: 1, activity: 1, gate: 1 }), "step: expected an object, got undefined");
    wrong(() => funnel.sensitivity({ revenue: 1, activity: 1, step: { points: 1 } }), "gate: expected a number, got undefined");
    wrong(() => api.forward(0.5, 1), "rates: expected an array, got number");
    wrong(() => api.forward("0.5", 1), "rates: expected an array, got string");
    wrong(() => api.forward([0.5, "0.5"], 1), "rates[1]: expected a number, got string");
    wrong(() => api.forward([0.5, , 0.5], 1), "rates[1]: expected a number, got undefined");
    wrong(() => api.forward(new BigInt64Array(1), 1), "rates[0]: expected a number, got bigint");
    wrong(() => api.forward(new DataView(new ArrayBuffer(8)), 1), "rates: expected an array, got object");
    wrong(() => api.forward({ length: 1, 0: 0.5 }, 1), "rates: expected an array, got object");
    wrong(() => api.forward([0.5], Symbol()), "entry: expected a number, got symbol");
    wrong(() => api.convert(1, "month"), "to: expected a period, got undefined");
    wrong(() => api.solve({ rates: [0.5] }), "volumes: expected an array, got undefined");
    wrong(() => api.solve({ volumes: [1, "2"], rates: [0.5] }), "volumes[1]: expected a number, got string");
    wrong(() => api.velocity({ opportunities: 1, saleValue: 1, winRate: 1 }), "cycleDays: expected a number, got undefined");
    wrong(() => api.velocityEffect({ opportunities: 1, saleValue: 1, winRate: 1, cycleDays: 1 }, undefined, 1), "lever: expected a string, got undefined");
    wrong(() => api.whole(1, 7), "policy: expected a string, got number");
    wrong(() => api.requiredCoverage(null), "winRate: expected a number, got null");
    wrong(() => api.rateFromCounts(1), "trials: expected a number, got undefined");
  });

  test(`${name}: polluted prototypes do not matter`, () => {
    const before = JSON.stringify(new Funnel(FIELDS).plan({ revenue: 25000 }));
    const polluted = { rate: 0.1, oneIn: 3, benchmark: 0.2, saleValueBenchmark: 9, actual: 3, volume: 7, stage: 1, per: "year", start: { open: [] }, calendar: "civil", entry: "x", name: "y", daysPerWeek: 2, code: "x" };
    try {
      for (const [key, value] of Object.entries(polluted)) {
        Object.defineProperty(Object.prototype, key, { value, configurable: true, enumerable: true, writable: true });
      }
      assert.equal(JSON.stringify(new Funnel(FIELDS).plan({ revenue: 25000 })), before);
      fails(() => new Funnel({ gates: [{}] }), "gate_form", "gates[0]: a gate needs either a rate, or successes and trials, or 'one_in'");
      fails(() => api.forward([2], 1), "rate", "rates[0]: a rate must be a number from 0 to 1 (got 2)");
    } finally {
      for (const key of Object.keys(polluted)) delete Object.prototype[key];
    }
  });

  test(`${name}: objects without a prototype, frozen ones and those of another realm`, async () => {
    const { runInNewContext } = await import("node:vm");
    const bare = Object.assign(Object.create(null), { revenue: 25000 });
    const funnel = new Funnel(Object.freeze(FIELDS));
    assert.deepEqual(funnel.plan(bare), funnel.plan({ revenue: 25000 }));
    assert.deepEqual(api.forward(runInNewContext("new Float64Array([0.65, 0.4])"), 20), api.forward([0.65, 0.4], 20));
    assert.deepEqual(api.forward(runInNewContext("[0.65, 0.4]"), 20), api.forward([0.65, 0.4], 20));
  });
}

test("the version is the workspace's", () => {
  const cargo = /^\[workspace\.package\]\s+version = "([^"]+)"/m.exec(read("../../../../Cargo.toml"))[1];
  assert.equal(JSON.parse(read("../package.json")).version, cargo);
});

test("every tool is asked for in one exact version", () => {
  const { dependencies, devDependencies } = JSON.parse(read("../package.json"));
  assert.equal(dependencies, undefined);
  for (const [tool, version] of Object.entries(devDependencies)) assert.match(version, /^\d+\.\d+\.\d+$/, tool);
});

test("every export is used by a test", async () => {
  const used = read("vectors.mjs") + read("random.mjs") + read("api.test.mjs") + read("module.test.mjs");
  const index = Object.keys(backends.auto).sort();
  assert.deepEqual(Object.keys(backends.js).sort(), index);
  assert.deepEqual(Object.keys(backends.wasm).sort(), [...index, "init"].sort());
  const { createRequire } = await import("node:module");
  const require = createRequire(import.meta.url);
  assert.deepEqual(Object.keys(require("../dist/index.cjs")).sort(), index);
  for (const name of index) assert.match(used, new RegExp(`\\bapi\\.${name}\\b`), name);
  assert.ok(index.length >= 23);
  console.log(`exports: ${index.length}, each used by a test`);
});
