// The typed layer: what people write and get, on each backend.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { inspect } from "node:util";
import { backends } from "./backends.mjs";
import { flat } from "./flat.mjs";

const near = (got, wanted, digits = 4) => assert.equal(Number(got).toFixed(digits), wanted.toFixed(digits));
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

const FIELDS = {
  entry: "First appointments",
  gates: [{ name: "Proposals", rate: 0.65 }, { name: "Sales", successes: 2, trials: 5, benchmark: 0.5 }],
  saleValue: 3400,
};

for (const [name, entry] of Object.entries(backends)) {
  // Most are asked as flat functions, which is shorter here; what they stand for has tests of its own below.
  const api = flat(entry);
  const { Funnel, FunnelError } = api;
  /** The error that a call gives: its code, what it says, where it is, what was found there. */
  const fails = (call, code, message, value, allowed) => {
    assert.throws(call, (error) => {
      assert.ok(error instanceof FunnelError && error instanceof Error, error.stack);
      assert.equal(error.name, "FunnelError");
      if (message instanceof RegExp) assert.match(error.message, message);
      else assert.equal(error.message.replace(/; allowed: .*/, ""), message);
      assert.equal(error.code, code);
      // The path says the same as the message.
      const path = error.path.map((part, i) => (typeof part === "number" ? `[${part}]` : (i ? "." : "") + part)).join("");
      if (path && code !== "option") assert.ok(error.message.startsWith(`${path}: `), `${path}, ${error.message}`);
      if (value !== undefined) assert.deepEqual(error.value, value);
      if (allowed !== undefined) assert.deepEqual(error.allowed, allowed);
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
    near(weak.plan({ revenue: 25000, actual: 5 }).landing, 0.672, 3);
  });

  test(`${name}: classes keep their names`, () => {
    assert.equal(Funnel.name, "Funnel");
    assert.equal(FunnelError.name, "FunnelError");
    assert.match(inspect(new Funnel(FIELDS)), /^Funnel \{/);
    assert.equal(class Own extends Funnel {}.name, "Own");
    try {
      api.forward([2], 1);
    } catch (error) {
      assert.match(error.stack, /^FunnelError: rates/);
    }
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

  test(`${name}: the published anchors of chances`, () => {
    // 8 sales from first appointments with 65 % and 40 %: the average's 28 are a coin toss.
    const known = [0.65, 0.4];
    near(api.atLeast(known, 8, 28).reached, 0.45, 2);
    near(api.atLeast(known, 8, 30).reached, 0.54, 2);
    const seen = known.map((rate) => ({ successes: 100 * rate, trials: 100, prior: "uniform" }));
    for (const [confidence, sure, counted] of [[0.8, 38, 39], [0.9, 43, 46], [0.95, 48, 51]]) {
      assert.equal(api.inputsFor(known, 8, confidence).inputs, sure);
      assert.equal(api.inputsFor(0.65 * 0.4, 8, confidence).inputs, sure);
      assert.equal(api.inputsFor(seen, 8, confidence).inputs, counted);
      assert.ok(api.inputsFor(seen, 8, confidence).chance.reached >= confidence);
    }
    // Of scipy's issue 19518, 22622 and of Boost's 1203.
    assert.deepEqual(api.inputsFor(1, 5, 0.95), { inputs: 5, chance: { reached: 1, missed: 0, method: "exact" } });
    assert.deepEqual(api.inputsFor(0, 1, 0.5), { inputs: null, chance: { reached: 0, missed: 1, method: "exact" } });
    near(api.atLeast(1e-20, 1, 1000).reached / 1e-17, 1, 12);
  });

  test(`${name}: a gate is known in many ways`, () => {
    const { a, b, mean } = api.evidence({ successes: 40, trials: 100, prior: "uniform" });
    assert.deepEqual([a, b], [41, 61]);
    near(mean, 41 / 102);
    assert.deepEqual(api.evidence({ successes: 40, trials: 100 }), { a: 40.5, b: 60.5, mean: 40.5 / 101 });
    assert.deepEqual(api.evidence({ successes: 40, trials: 100, prior: "jeffreys" }).a, 40.5);
    assert.deepEqual(api.evidence({ successes: 40, trials: 100, prior: { a: 2, b: 3 } }), { a: 42, b: 63, mean: 0.4 });
    assert.deepEqual(api.evidence({ a: 2, b: 3 }), { a: 2, b: 3, mean: 0.4 });
    // Each of these is the same chance.
    const same = [
      { successes: 40, trials: 100, prior: "uniform" }, [{ successes: 40, trials: 100, prior: { a: 1, b: 1 } }], { a: 41, b: 61 },
      api.evidence({ a: 41, b: 61 }), [1, api.evidence({ successes: 40, trials: 100, prior: "uniform" })],
    ].map((chance) => api.atLeast(chance, 8, 20));
    for (const one of same) assert.deepEqual(one, same[0]);
    assert.deepEqual(api.atLeast(new Float64Array([0.5, 0.25]), 1, 3), api.atLeast(0.125, 1, 3));
    assert.equal(api.expectedRate([0.5, { a: 2, b: 2 }, { a: 1, b: 3 }]), 0.0625);
    assert.equal(api.expectedRate(0.3), 0.3);
    near(api.evidenceQuantile({ successes: 8, trials: 30, prior: "uniform" }, 0.05), 0.1606);
    const { low, high } = api.evidenceInterval({ successes: 40, trials: 100, prior: "uniform" }, 0.9);
    near(low, 0.324, 3);
    near(high, 0.483, 3);
  });

  test(`${name}: what the documentation of chances says`, () => {
    near(api.atLeast(0.3, 2, 3).reached, 0.216);
    near(api.exactly(0.3, 3, 3).reached, 0.027);
    assert.deepEqual(api.resultsQuantile(0.26, 30, 0.9), { value: 11, method: "exact" });
    assert.deepEqual(api.resultsInterval(0.26, 30, 0.8), { low: 5, high: 11, method: "exact" });
    assert.equal(api.resultsFor(0.26, 43, 0.9).value, 8);
    near(api.resultsAtLeast(0.26, 43, 8).reached, 0.904, 3);
    near(api.rateFor(8, 40, 0.9).value, 0.2767);
    assert.equal(api.rateFor(8, 7, 0.9), null);
    near(api.gateFor([0.65, 0.4], 1, 8, 40, 0.9).rate, 0.426, 3);
    const { rate, impossible } = api.gateFor([0.65, 0.4], 1, 8, 10, 0.9);
    assert.equal(rate, null);
    near(impossible.takes, 1.36, 2);
    near(impossible.best.reached, 0.26, 2);
    assert.equal(api.gateFor([0.65, 0.4], 1, 8, 7, 0.9).impossible.takes, null);
    near(api.incompleteBeta(8, 21, 0.26).lower, 0.448588645711491778, 15);
    near(api.incompleteGamma(8, 10).lower, 0.77977935339830106, 15);
    near(api.betaQuantile(9, 23, 0.05).value, 0.1606);
    near(api.gammaQuantile(3, 0.95), 6.29579362187198853, 13);
    assert.equal(api.gammaQuantile(3, 1), null);
    near(api.normalTails(1.959963984540054).upper, 0.025, 15);
    near(api.normalTails(10).upper * 1e24, 7.619853024160526, 10);
    near(api.normalQuantile(0.975), 1.959964, 6);
    assert.equal(api.normalQuantile(0), null);
    near(api.binomialProbability(3, 3, 0.3), 0.027, 15);
    near(api.lnBinomialProbability(0, 10000, 0.26), 10000 * Math.log1p(-0.26), 9);
    assert.equal(api.lnBinomialProbability(4, 3, 0.3), null);
    near(api.poissonProbability(0, 2.5), Math.exp(-2.5), 15);
    assert.equal(api.lnPoissonProbability(0, 1e6), -1e6);
    near(api.betaBinomialProbability(3, 10, 1, 1), 1 / 11, 15);
    near(api.lnBetaBinomialProbability(3, 10, 1, 1), -Math.log(11), 13);
    const flow = { perWeek: 10, rate: 0.26 };
    near(api.flowExpected(flow, 4), 10.4);
    near(api.flowAtLeast(flow, 8, 4).reached, 0.8137);
    near(api.flowAtLeast({ arrivals: 40, weeks: 4, rate: 0.26 }, 8, 4).reached, 0.7921);
    assert.deepEqual(
      api.flowAtLeast({ arrivals: 40, weeks: 4, rate: 0.26 }, 8, 4), api.flowAtLeast({ shape: 40.5, weeks: 4, rate: 0.26 }, 8, 4));
    near(api.flowExactly({ perWeek: 2.5, rate: 1 }, 0, 1).reached, Math.exp(-2.5), 15);
    near(api.weeksFor(flow, 8, 0.9).weeks, 4.527, 3);
    assert.equal(api.weeksFor({ perWeek: 0, rate: 1 }, 8, 0.9).weeks, null);
    near(api.arrivalsFor(8, 0.26, 0.95), 50.5697);
    assert.equal(api.arrivalsFor(8, 0, 0.95), null);
    // Poisson counts of mean 10.4, summed by hand.
    const below = (k) => Array.from({ length: k + 1 }, (_, i) => api.poissonProbability(i, 10.4)).reduce((sum, one) => sum + one);
    const middle = api.flowInterval(flow, 4, 0.8);
    for (const [k, p] of [[api.flowQuantile(flow, 4, 0.9).value, 0.9], [middle.low, 0.1], [middle.high, 0.9]]) {
      assert.ok(below(k) >= p && below(k - 1) < p, `${k}`);
    }
    assert.deepEqual(middle, { low: 6, high: 15, method: "exact" });
    assert.equal(api.flowQuantile(flow, 4, 1), null);
    const size = { mean: 3400, variation: 0.7 };
    near(api.revenueAtLeast(0.26, 40, 3400, 25000).reached, 0.853, 3);
    near(api.revenueAtLeast(0.26, 40, size, 25000).reached, 0.797, 3);
    for (const sizes of [[1500, 2000, 2000, 3400, 8100], { sizes: [1500, 2000, 3400, 8100], counts: [1, 2, 1, 1] }]) {
      near(api.revenueAtLeast(0.26, 40, sizes, 25000).reached, 0.796, 3);
    }
    near(api.revenueQuantile(0.26, 40, size, 0.5).value, 34468, 0);
    assert.equal(api.revenueQuantile(0.26, 40, size, 1), null);
    assert.equal(api.inputsForRevenue(0.26, 3400, 25000, 0.9).inputs, 43);
    assert.equal(api.inputsForRevenue(0.26, size, 25000, 0.9).inputs, 47);
    assert.equal(api.inputsForRevenue(0, size, 25000, 0.9).inputs, null);
    near(api.flowRevenueAtLeast(flow, 4, size, 25000).reached, 0.77, 3);
    assert.deepEqual(api.flowRevenueQuantile(flow, 4, 3400, 0.5), { value: 34000, method: "exact" });
    near(api.weeksForRevenue(flow, size, 25000, 0.9).weeks, 4.88, 2);
    assert.equal(api.revenueAtLeast(0.26, 40, [Math.PI, Math.E, Math.SQRT2], 30).method, "lattice");
    assert.equal(api.revenueAtLeast(0.26, 1e6, [Math.PI, Math.E, Math.SQRT2], 5e5).method, "lattice");
    assert.equal(api.atLeast([{ a: 2, b: 2 }, { a: 3, b: 3 }], 200, 1000).method, "inversion");
  });

  test(`${name}: a confident plan`, () => {
    const sure = new Funnel({ gates: [{ rate: 0.65 }, { rate: 0.4, name: "Sales" }], saleValue: 3400 });
    const plan = sure.plan({ revenue: 25000, confidence: 0.9 });
    const { confident, ...rest } = plan;
    assert.deepEqual({ ...rest, confident: null }, sure.plan({ revenue: 25000 }));
    assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
    assert.equal(confident.confidence, 0.9);
    assert.equal(plan.periods[1].stages[0].units, 7);
    near(confident.expected[1].reached, 0.54, 2);
    assert.equal(confident.expected.length, 2);
    assert.deepEqual(confident.periods.map(({ period }) => period), ["month", "week"]);
    assert.equal(confident.periods[0].stages[0].units, 43);
    assert.equal(confident.periods[1].stages[0].units, 10);
    assert.equal(confident.periods[0].stages[2].name, "Sales");
    assert.equal(confident.chance.reached, api.atLeast(0.65 * 0.4, 8, 43).reached);
    // Counts make it less sure, and the more so the fewer they are.
    const counted = (times) => new Funnel({
      gates: [{ successes: 65 * times, trials: 100 * times }, { successes: 40 * times, trials: 100 * times }], saleValue: 3400,
    });
    const needed = (funnel, prior) => funnel.plan({ revenue: 25000, confidence: 0.9, prior }).confident.periods[0].stages[0].units;
    assert.equal(needed(counted(1), "uniform"), 46);
    assert.equal(needed(counted(1), { a: 1, b: 1 }), 46);
    assert.equal(needed(counted(1)), needed(counted(1), "jeffreys"));
    assert.ok(needed(counted(0.2)) > needed(counted(1)));
    assert.equal(needed(counted(1e6)), 43);
    assert.equal(needed(sure, "uniform"), 43);
    // Nothing is certain, and behind a closed gate nothing comes.
    const certain = sure.plan({ revenue: 25000, confidence: 1 }).confident;
    assert.deepEqual(certain.periods, []);
    assert.ok(certain.chance.reached > 0.999);
    const shut = new Funnel({ gates: [{ rate: 0 }] }).plan({ volume: 3, stage: 1, confidence: 0.5 });
    assert.deepEqual(shut.confident, { confidence: 0.5, leavesOut: ["knownRates", "rateMovement"], expected: [], chance: { reached: 0, missed: 1, method: "exact" }, periods: [] });
    // What waits is counted exactly, if it is not too much.
    const with_ = (open) => sure.plan({ revenue: 25000, confidence: 0.9, start: { open } }).confident;
    assert.ok(with_([10, 5, 1]).periods[0].stages[0].units < 43);
    assert.equal(with_([10, 5, 1]).chance.method, "exact");
    const many = new Funnel({ gates: [0.65, 0.4] }).plan({ volume: 300, stage: 2, confidence: 0.9, start: { open: [0, 600, 0] } }).confident;
    assert.equal(many.chance.method, "quadrature");
    assert.equal(sure.plan({ revenue: 25000, per: "week", activityPer: "week", confidence: 0.9 }).confident.periods.length, 1);
  });

  test(`${name}: chances that cannot be asked for name their field`, () => {
    const rate = "a rate must be a number from 0 to 1";
    const count = "a count must be a whole number from 0 to 2^53";
    const shape = "a shape must be a number above 0 and at most 2^53";
    const evidence = "the shapes of evidence must be numbers from 1e-9 to 2^53";
    const credit = "the count must be a number from 0 to 2^53; it need not be whole";
    const probability = "a probability must be a number from 0 to 1";
    const money = "an amount of money must be a finite number of at least 0";
    const chance = (chance) => () => api.atLeast(chance, 1, 2);
    fails(chance(1.5), "rate", `gates: ${rate} (got 1.5)`, 1.5);
    fails(chance([0.5, 1.5]), "rate", `gates[1]: ${rate} (got 1.5)`, 1.5);
    fails(chance([]), "no_gates", "gates: a chain needs at least one gate", null);
    fails(chance({ successes: 3, trials: 2 }), "successes", "gates.successes: there cannot be more successes than trials (got 3)", 3);
    fails(chance([0.5, { successes: 3, trials: 2.5 }]), "successes", "gates[1].successes: there cannot be more successes than trials (got 3)", 3);
    fails(chance([{ successes: 0, trials: 0 }, { a: 0, b: 1 }]), "evidence_shape", `gates[1].a: ${evidence} (got 0)`, 0);
    fails(chance({ a: 1, b: NaN }), "evidence_shape", `gates.b: ${evidence} (got NaN)`, NaN);
    fails(chance({ successes: 1, trials: 2, prior: { a: 1, b: -1 } }), "evidence_shape", `gates.prior.b: ${evidence} (got -1)`, -1);
    fails(chance([1, { successes: 0, trials: 2 ** 53, prior: { a: 1, b: 2 ** 53 } }]), "evidence_shape", `gates[1].prior.b: ${evidence} (got 18014398509481984)`);
    fails(chance({ successes: 1, trials: 2, prior: "flat" }), "name", 'gates.prior: unknown name "flat"');
    // The same wrong number in two fields: the one that the error is about.
    fails(() => api.atLeast([0.5, { successes: -1, trials: 2 }], 0.5, 2), "credit", `gates[1].successes: ${credit} (got -1)`, -1);
    fails(() => api.atLeast(0.5, 1.5, 2), "count", `k: ${count} (got 1.5)`, 1.5);
    fails(() => api.atLeast(0.5, 1, -2), "count", `inputs: ${count} (got -2)`, -2);
    fails(() => api.resultsFor(0.5, 1, 2), "probability", `confidence: ${probability} (got 2)`, 2);
    fails(() => api.resultsQuantile(0.5, 1, NaN), "probability", `p: ${probability} (got NaN)`);
    fails(() => api.resultsInterval(0.5, 1, -1), "probability", `level: ${probability} (got -1)`);
    fails(() => api.gateFor([0.5], 1, 1, 2, 0.5), "gate", "gate: the chain has no such gate (got 1, the last is 0)", 1, { min: 0, max: 0 });
    fails(() => api.rateFor(1, 2, 3), "probability", `confidence: ${probability} (got 3)`);
    fails(() => api.evidenceQuantile({ a: 1, b: 1 }, 2), "probability", `p: ${probability} (got 2)`);
    fails(() => api.incompleteBeta(1, 0, 0.5), "shape", `b: ${shape} (got 0)`, 0);
    fails(() => api.normalTails(Infinity), "score", "z: a standard score must be a finite number (got Infinity)");
    const weeks = "a number of weeks must be finite and at least 0, and above 0 when arrivals were counted in them";
    fails(() => api.flowAtLeast({ perWeek: -1, rate: 1 }, 1, 1), "volume", "flow.perWeek: a volume must be a finite number of at least 0 (got -1)");
    fails(() => api.flowAtLeast({ arrivals: 0.5, weeks: 1, rate: 1 }, 1, 1), "count", `flow.arrivals: ${count} (got 0.5)`);
    fails(() => api.flowAtLeast({ shape: 1, weeks: 0, rate: 1 }, 1, 1), "weeks", `flow.weeks: ${weeks} (got 0)`);
    fails(() => api.flowAtLeast({ perWeek: 1, rate: 2 }, 1, 1), "rate", `flow.rate: ${rate} (got 2)`);
    fails(() => api.flowAtLeast({ perWeek: 1, rate: 1 }, 1, -1), "weeks", `weeks: ${weeks} (got -1)`);
    fails(() => api.revenueAtLeast(0.5, 1, -1, 1), "money", `size: ${money} (got -1)`);
    fails(() => api.revenueAtLeast(0.5, 1, [1, -1], 1), "money", `size[1]: ${money} (got -1)`, -1);
    fails(() => api.revenueAtLeast(0.5, 1, { sizes: [1, -1] }, 1), "money", `size.sizes[1]: ${money} (got -1)`, -1);
    fails(() => api.revenueAtLeast(0.5, 1, { sizes: [1, 2], counts: [1] }, 1), "length", "size.counts: a list has the wrong length (got 1, needs 2)", 1, { length: 2 });
    fails(() => api.revenueAtLeast(0.5, 1, { sizes: [1, 2], counts: [1, -1] }, 1), "volume", "size.counts[1]: a volume must be a finite number of at least 0 (got -1)", -1);
    fails(() => api.revenueAtLeast(0.5, 1, [], 1), "no_deals", "size: no deals, so no distribution of their sizes");
    fails(() => api.revenueAtLeast(0.5, 1, { mean: 1, variation: -1 }, 1), "variation", "size.variation: a variation must be a finite number of at least 0 (got -1)");
    fails(() => api.revenueAtLeast(0.5, 1, 1, -1), "money", `threshold: ${money} (got -1)`);
    const funnel = new Funnel(FIELDS);
    fails(() => funnel.plan({ revenue: 1, confidence: 2 }), "probability", `confidence: ${probability} (got 2)`, 2);
    fails(() => funnel.plan({ revenue: 1, confidence: 0.5, prior: { a: 0, b: 1 } }), "evidence_shape", `prior.a: ${evidence} (got 0)`);
    fails(() => funnel.plan({ revenue: 1, confidence: 0.5, prior: "flat" }), "name", 'prior: unknown name "flat"');
    fails(() => new Funnel({ gates: [{ rate: 1 }, { successes: 0, trials: 2 ** 53 }] }).plan({ volume: 1, stage: 2, confidence: 0.5, prior: { a: 1, b: 2 ** 53 } }),
      "evidence_shape", `gates[1].trials: ${evidence} (got 18014398509481984)`);
    const wrong = (call, message, code = /unknown option/.test(message) ? "option" : /exactly one/.test(message) ? "choice" : "type") => fails(call, code, message);
    wrong(chance(undefined), "gates: expected a number or an object, got undefined");
    wrong(chance("0.5"), "gates: expected a number or an object, got string");
    wrong(chance(null), "gates: expected an object, got null");
    wrong(chance([0.5, , 0.5]), "gates[1]: expected a number or an object, got undefined");
    wrong(chance([[0.5]]), "gates[0]: expected an object, got an array");
    wrong(chance(new BigInt64Array(1)), "gates[0]: expected a number or an object, got bigint");
    fails(chance({}), "gate_form", "gates: a gate needs exactly one of: a rate, successes and trials, oneIn");
    wrong(chance({ successes: 1 }), "gates.trials: expected a number, got undefined");
    wrong(chance({ b: 1 }), "gates.a: expected a number, got undefined");
    wrong(chance({ a: 1 }), "gates.b: expected a number, got undefined");
    for (const gate of [{ a: 1, b: 1, trials: 3 }, { rate: 1, oneIn: 2 }, { rate: 1, successes: 1, trials: 2 }]) fails(chance(gate), "gate_form", "gates: a gate needs exactly one of: a rate, successes and trials, oneIn");
    fails(chance([1, { rate: 1.5 }]), "rate", `gates[1].rate: ${rate} (got 1.5)`, 1.5);
    fails(chance([1, { oneIn: 0.5 }]), "one_in", "gates[1].oneIn: '1 in n' needs a finite n of at least 1 (got 0.5)", 0.5);
    wrong(chance({ rte: 0.5 }), 'gates: unknown option "rte"');
    wrong(chance([{ successes: 1, trials: 2, prior: 3 }]), "gates[0].prior: expected a string, got number");
    wrong(chance([{ successes: 1, trials: 2, prior: { a: "1", b: 1 } }]), "gates[0].prior.a: expected a number, got string");
    wrong(() => api.atLeast(0.5, 1), "inputs: expected a number, got undefined");
    wrong(() => api.evidence(0.5), "counts: expected counts, or a and b, got number");
    wrong(() => api.gateFor([0.5], "first", 1, 1, 1), "gate: expected a number, got string");
    wrong(() => api.incompleteBeta(1, 2), "x: expected a number, got undefined");
    wrong(() => api.flowExpected({ rate: 1 }, 1), "flow: expected exactly one of perWeek, arrivals, shape");
    wrong(() => api.flowExpected({ perWeek: 1, shape: 1, rate: 1 }, 1), "flow: expected exactly one of perWeek, arrivals, shape, got perWeek and shape");
    wrong(() => api.flowExpected({ arrivals: 1, rate: 1 }, 1), "flow.weeks: expected a number, got undefined");
    wrong(() => api.flowExpected({ perWeek: 1 }, 1), "flow.rate: expected a number, got undefined");
    wrong(() => api.flowAtLeast({ perWeek: 1, rate: 1 }, 1), "weeks: expected a number, got undefined");
    wrong(() => api.revenueAtLeast(0.5, 1, "3400", 1), "size: expected an object, got string");
    wrong(() => api.revenueAtLeast(0.5, 1, [1, "2"], 1), "size[1]: expected a number, got string");
    wrong(() => api.revenueAtLeast(0.5, 1, { sizes: 1 }, 1), "size.sizes: expected an array, got number");
    wrong(() => api.revenueAtLeast(0.5, 1, { mean: 1 }, 1), "size.variation: expected a number, got undefined");
    wrong(() => funnel.plan({ revenue: 1, confidence: "0.9" }), "confidence: expected a number, got string");
  });

  test(`${name}: numbers that cannot be used name their field`, () => {
    const rate = "a rate must be a number from 0 to 1";
    const gates = (...gates) => () => new Funnel({ gates });
    fails(gates({ rate: 0.65 }, { rate: 1.4 }), "rate", `gates[1].rate: ${rate} (got 1.4)`, 1.4);
    fails(gates({ rate: 0.65 }, { rate: NaN }), "rate", `gates[1].rate: ${rate} (got NaN)`, NaN);
    fails(gates({ rate: 0.65, benchmark: -1 }), "rate", `gates[0].benchmark: ${rate} (got -1)`, -1);
    fails(gates(), "no_gates", "gates: a chain needs at least one gate", null);
    fails(gates({ rate: 1 }, {}), "gate_form", "gates[1]: a gate needs exactly one of: a rate, successes and trials, oneIn", null);
    fails(gates({ rate: 1, oneIn: 2 }), "gate_form", "gates[0]: a gate needs exactly one of: a rate, successes and trials, oneIn");
    fails(gates({ successes: 3, trials: 2 }), "successes", "gates[0].successes: there cannot be more successes than trials (got 3)", 3);
    fails(gates({ successes: 0, trials: 0 }), "no_trials", "gates[0].trials: no trials, so no rate: no data is not 0%", null);
    assert.deepEqual(gates({ successes: 0.5, trials: 2 })().rates, [0.25]);
    const credit = "the count must be a number from 0 to 2^53; it need not be whole";
    fails(gates({ successes: NaN, trials: 2 }), "credit", `gates[0].successes: ${credit} (got NaN)`);
    fails(gates({ successes: 0, trials: -2 }), "credit", `gates[0].trials: ${credit} (got -2)`);
    fails(gates({ rate: 1 }, { oneIn: 0.5 }), "one_in", "gates[1].oneIn: '1 in n' needs a finite n of at least 1 (got 0.5)", 0.5);
    const money = "an amount of money must be a finite number of at least 0";
    fails(() => new Funnel({ ...FIELDS, saleValue: -1 }), "money", `saleValue: ${money} (got -1)`);
    fails(() => new Funnel({ ...FIELDS, saleValueBenchmark: Infinity }), "money", `saleValueBenchmark: ${money} (got Infinity)`);
    fails(() => new Funnel({ ...FIELDS, calendar: { sellingWeeks: 60 } }), "weeks_per_year", "calendar.sellingWeeks: selling weeks a year must be above 0 and at most 53 (got 60)");
    fails(() => new Funnel({ ...FIELDS, calendar: { daysPerWeek: 8 } }), "days_per_week", "calendar.daysPerWeek: working days a week must be above 0 and at most 7 (got 8)");
    fails(() => new Funnel({ ...FIELDS, calendar: "lunar" }), "name", 'calendar: unknown name "lunar"');
    const funnel = new Funnel(FIELDS);
    const plan = (target) => () => funnel.plan(target);
    const volume = "a volume must be a finite number of at least 0";
    fails(plan({ revenue: -1 }), "money", `revenue: ${money} (got -1)`);
    fails(plan({ volume: -1, stage: 2 }), "volume", `volume: ${volume} (got -1)`);
    fails(plan({ revenue: 1, actual: -1 }), "volume", `actual: ${volume} (got -1)`);
    fails(plan({ revenue: 1, start: { open: [0, -1, 0] } }), "volume", `start.open[1]: ${volume} (got -1)`);
    fails(plan({ revenue: 1, start: { reached: [0, 1] } }), "length", "start.reached: a list has the wrong length (got 2, needs 3)", 2, { length: 3 });
    fails(plan({ volume: 1, stage: 5 }), "stage", "stage: the chain has no such stage (got 5, the last is 2)", 5, { min: 0, max: 2 });
    fails(plan({ volume: 1, stage: 1, activityStage: 2 }), "activity_stage", "activityStage: activity must be counted at or before the goal's stage (got 2, the last is 1)", 2, { min: 0, max: 1 });
    fails(plan({ revenue: 1, left: 2 }), "rate", `left: ${rate} (got 2)`);
    fails(plan({ revenue: 1, left: { elapsedDays: 5, totalDays: 4 } }), "elapsed_days", "left.elapsedDays: more days have passed than the period has (got 5, the period has 4)", 5, { min: 0, max: 4 });
    fails(plan({ revenue: 1, left: { elapsedDays: 0, totalDays: 0 } }), "no_days", "left.totalDays: a period needs more than 0 days");
    fails(plan({ revenue: 1, reached: NaN }), "booked", "reached: a booked amount must be a finite number (got NaN)");
    fails(plan({ revenue: 1, entries: [0, -1, 0] }), "volume", `entries[1]: ${volume} (got -1)`);
    fails(plan({ revenue: 1, entries: [0, 1] }), "length", "entries: a list has the wrong length (got 2, needs 3)", 2, { length: 3 });
    fails(plan({ revenue: 1, dealSize: [3400, -1] }), "money", `dealSize[1]: ${money} (got -1)`);
    fails(plan({ revenue: 1, dealSize: [1, 3] }), "sale_value_mean", "saleValue: the sale value must be the mean of the deal sizes, or be left out (got 3400, their mean is 2)", 3400, { min: 2, max: 2 });
    fails(() => new Funnel({ gates: [1], dealSize: { mean: 1, variation: -1 } }), "variation", "dealSize.variation: a variation must be a finite number of at least 0 (got -1)");
    fails(() => new Funnel({ gates: [{ rate: 1, name: " " }] }), "blank_name", "gates[0].name: a name must not be blank; leave it out for a default name (got  )");
    for (const stage of [-1, 1.5, NaN, 2 ** 32, Infinity]) fails(plan({ volume: 1, stage }), "stage", `stage: the chain has no such stage (got ${stage})`, stage);
    fails(plan({ volume: 1, stage: "Deals" }), "name", 'stage: unknown name "Deals"');
    fails(plan({ revenue: 1, per: "fortnight" }), "name", 'per: unknown name "fortnight"');
    fails(plan({ revenue: 1, policy: "down" }), "name", 'policy: unknown name "down"');
    fails(() => new Funnel({ gates: [{ rate: 1 }] }).plan({ revenue: 1 }), "no_sale_value", "saleValue: a revenue goal needs a sale value");
    fails(() => api.required([0.5], { revenue: 1 }), "no_sale_value", "saleValue: a revenue goal needs a sale value");
    fails(() => api.required([1e-300, 1e-300], { volume: 1, stage: 2 }), "overflow", "volumes[0]: the answer is too large for a 64-bit float");
    fails(() => api.forward([0.5, 2], 1), "rate", `rates[1]: ${rate} (got 2)`);
    fails(() => api.forward([], 1), "no_gates", "rates: a chain needs at least one gate");
    fails(() => api.forward([0.5], -1), "volume", `entry: ${volume} (got -1)`);
    fails(() => api.forward([0.5], 1, -1), "money", `saleValue: ${money} (got -1)`);
    fails(() => api.sensitivity([0.5], { volume: 1, stage: 1, activity: 1, gate: 3, step: { points: 1 } }), "gate", "gate: the chain has no such gate (got 3, the last is 0)", 3, { min: 0, max: 0 });
    fails(() => api.sensitivity([0.5], { volume: 1, stage: 1, activity: 1, gate: 0, step: { to: 2 } }), "rate", `step.to: ${rate} (got 2)`);
    fails(() => api.sensitivity([0.5], { volume: 1, stage: 1, activity: 1, gate: 0, step: { points: -90 } }), "step", "step.points: a change must be a finite number and must not lead below 0 (got -90)");
    fails(() => api.sensitivity([0.5], { volume: 1, stage: 1, activity: 1, lever: "saleValue", step: { percent: 1 } }), "no_sale_value", "saleValue: a revenue goal needs a sale value");
    fails(() => api.rollUp({ gates: 1, rates: [0.5], entries: [1, 2], saleValues: [1, 2] }), "length", "rates: a list has the wrong length (got 1, needs 2)");
    fails(() => api.rollUp({ gates: 1, rates: [0.5, 0.5], entries: [1, 2], saleValues: [1] }), "length", "saleValues: a list has the wrong length (got 1, needs 2)");
    fails(() => api.rollUp({ gates: 2, rates: [1, 1, 1, 1], entries: [1, 2], saleValues: [1, 2, 3, 4] }), "length", "saleValues: a list has the wrong length (got 4, needs 2)", 4, { length: 2 });
    fails(() => api.rollUp({ gates: 2, rates: [1, 1], entries: [1, 2], saleValues: [1, 2] }), "length", "rates: a list has the wrong length (got 2, needs 4)", 2, { length: 4 });
    // The same wrong number in two fields: the one that the error is about.
    fails(() => api.sensitivity([0.5, 2], { volume: 1, stage: 1, activity: 1, gate: 0, step: { to: 2 } }), "rate", `rates[1]: ${rate} (got 2)`, 2);
    fails(() => api.ratesFromCounts([1, -0.5], [2, -0.5]), "credit", `successes[1]: ${credit} (got -0.5)`, -0.5);
    fails(gates({ rate: 0.5, benchmark: 3 }, { rate: 3 }), "rate", `gates[0].benchmark: ${rate} (got 3)`, 3);
    fails(gates({ rate: 0.5, benchmark: 0.6 }, { rate: 0.5, benchmark: 3 }), "rate", `gates[1].benchmark: ${rate} (got 3)`, 3);
    fails(() => api.rollUp({ gates: 0, rates: [], entries: [], saleValues: [] }), "no_gates", "gates: a chain needs at least one gate");
    fails(() => api.ratesFromCounts([1], [2, 3]), "length", "trials: a list has the wrong length (got 2, needs 1)");
    fails(() => api.velocity({ opportunities: 1, saleValue: 1, winRate: 1, cycleDays: -1 }), "days", "cycleDays: a number of days must be finite and at least 0 (got -1)");
    fails(() => api.coverage({ pipeline: 1, quota: 1, booked: NaN }), "booked", "booked: a booked amount must be a finite number (got NaN)");
    fails(() => api.weightedPipeline([1], [2]), "probability", "probabilities[0]: a probability must be a number from 0 to 1 (got 2)");
    fails(() => api.activityGauge(1, -1), "volume", `required: ${volume} (got -1)`);
    fails(() => api.convert(-1, "month", "week"), "volume", `amount: ${volume} (got -1)`);
  });

  test(`${name}: wrong types name their field`, () => {
    const funnel = new Funnel(FIELDS);
    const wrong = (call, message, code = /unknown option/.test(message) ? "option" : /exactly one/.test(message) ? "choice" : "type") => fails(call, code, message);
    wrong(() => new Funnel(), "funnel: expected an object, got undefined");
    wrong(() => new Funnel(null), "funnel: expected an object, got null");
    wrong(() => new Funnel([]), "funnel: expected an object, got an array");
    wrong(() => new Funnel({}), "gates: expected an array, got undefined");
    wrong(() => new Funnel({ gates: "0.5" }), "gates: expected an array, got string");
    wrong(() => new Funnel({ gates: ["0.5"] }), "gates[0]: expected an object, got string");
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
    assert.throws(() => Funnel(FIELDS), TypeError);
    wrong(() => funnel.plan(), "target: expected an object, got undefined");
    wrong(() => funnel.plan({}), "target: expected exactly one of revenue, volume");
    wrong(() => funnel.plan({ revenue: 1, volume: 1, stage: 1 }), "target: expected exactly one of revenue, volume, got revenue and volume");
    wrong(() => funnel.plan({ revenue: "25000" }), "revenue: expected a number, got string");
    wrong(() => funnel.plan({ volume: 1 }), "stage: expected a number, got undefined");
    wrong(() => funnel.plan({ revenue: 1, period: "month" }), 'target: unknown option "period"');
    wrong(() => funnel.plan({ revenue: 1, per: 3 }), "per: expected a string, got number");
    wrong(() => funnel.plan({ revenue: 1, actual: "5" }), "actual: expected a number, got string");
    wrong(() => funnel.plan({ revenue: 1, start: [1, 2, 3] }), "start: expected an object, got an array");
    wrong(() => funnel.plan({ revenue: 1, start: { open: [1, , 3] } }), "start.open[1]: expected a number, got undefined");
    wrong(() => funnel.plan({ revenue: 1, start: { open: [], reached: [] } }), "start: expected exactly one of open, reached, got open and reached");
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

  test(`${name}: elements that run code do not disturb a call`, () => {
    const nested = () => {
      assert.equal(api.rateFromCounts(40, 100), 0.4);
      assert.deepEqual(api.forward(new Array(300).fill(1), 7).volumes.at(-1), 7);
    };
    /** The same list, whose elements and length call the library when they are read. */
    const busy = (list) => [
      list.reduce((copy, value, i) => Object.defineProperty(copy, i, { get: () => (nested(), value), enumerable: true }), []),
      new Proxy(list, { get: (target, key) => (nested(), Reflect.get(target, key)) }),
    ];
    const busyOptions = (options) => new Proxy(options, { get: (target, key) => (nested(), Reflect.get(target, key)) });
    const same = (call, ...lists) => {
      const wanted = call(...lists);
      lists.forEach((list, i) => {
        for (const other of busy(list)) assert.deepEqual(call(...lists.with(i, other)), wanted, `${call}`);
      });
    };
    const rates = [0.65, 0.4];
    same((rates) => api.forward(rates, 20, 3400), rates);
    same((rates) => api.overall(rates), rates);
    same((rates, open) => api.required(rates, { revenue: 25000, saleValue: 3400, start: { open } }), rates, [1, 2, 3]);
    same((rates) => api.sensitivity(rates, { revenue: 1, saleValue: 1, activity: 2, gate: 1, step: { points: 1 } }), rates);
    same((volumes, rates) => api.solve({ volumes, rates, saleValue: 3400, revenue: 25000 }), [24, null, null], [0.65, null]);
    same((rates, entries, saleValues) => api.rollUp({ gates: 1, rates, entries, saleValues }), [0.5, 0.1], [90, 10], [1000, 2000]);
    same((successes, trials) => api.ratesFromCounts(successes, trials), [26, 8], [40, 20]);
    same((rates, exact) => api.wholeEach(rates, exact, 1), [0.22], [33.333333 / 0.22, 33.333333]);
    same((values, probabilities) => api.weightedPipeline(values, probabilities), [1000, 3000], [0.5, 0.25]);
    same((rates) => api.atLeast(rates, 8, 28), rates);
    same((rates) => api.gateFor(rates, 1, 8, 40, 0.9), rates);
    same((sizes, counts) => api.revenueAtLeast(0.26, 40, { sizes, counts }, 25000), [1500, 2000, 3400], [1, 2, 1]);
    same((gates) => new Funnel({ gates, saleValue: 3 }).plan({ revenue: 9 }), [{ rate: 0.5 }, { successes: 3, trials: 5 }]);
    const funnel = new Funnel(FIELDS);
    const target = { revenue: 25000, actual: 5, start: busyOptions({ open: [1, 2, 3] }), confidence: 0.9, prior: busyOptions({ a: 1, b: 1 }) };
    assert.deepEqual(funnel.plan(busyOptions(target)), funnel.plan({ ...target, start: { open: [1, 2, 3] }, prior: "uniform" }));
    const counted = busyOptions({ successes: 40, trials: 100, prior: busyOptions({ a: 1, b: 1 }) });
    assert.deepEqual(api.atLeast([0.5, counted], 8, 28), api.atLeast([0.5, { a: 41, b: 61 }], 8, 28));
    assert.deepEqual(api.flowAtLeast(busyOptions({ perWeek: 10, rate: 0.26 }), 8, 4), api.flowAtLeast({ perWeek: 10, rate: 0.26 }, 8, 4));
    assert.deepEqual(api.velocity(busyOptions({ opportunities: 18, saleValue: 42000, winRate: 0.24, cycleDays: 78 })),
      api.velocity({ opportunities: 18, saleValue: 42000, winRate: 0.24, cycleDays: 78 }));
    for (const length of [-1, NaN, 2 ** 32, "2"]) {
      fails(() => api.forward(new Proxy(rates, { get: (target, key) => (key === "length" ? length : target[key]) }), 20), "type", `rates.length: expected a whole length, got ${typeof length}`);
    }
    // A list that fails half way leaves nothing behind.
    const failing = new Proxy(rates, { get: () => { throw new Error("no"); } });
    assert.throws(() => api.forward(failing, 20), /no/);
    assert.deepEqual(api.forward(rates, 20).volumes, [20, 13, 5.2]);
  });

  test(`${name}: inside Vue's proxies, copies and subclasses`, () => {
    const { Funnel } = entry;
    const funnel = new Funnel(FIELDS);
    // Vue makes a proxy of an object that can be extended, and its methods then run on the proxy.
    const chance = new entry.Chance(0.5);
    const flow = new entry.Flow({ perWeek: 1, rate: 1 });
    const made = [funnel, chance, chance.results(3), chance.results(3).revenue(1), flow, flow.results(1), new entry.Evidence({ a: 1, b: 1 })];
    for (const one of made) assert.equal(Object.isExtensible(one), false, one.constructor.name);
    assert.throws(() => "use strict" && (() => { "use strict"; funnel.other = 1; })(), TypeError);
    // What Solid, MobX and Immer make of it: the same object, or its methods taken from it.
    assert.deepEqual({ funnel }.funnel.plan({ revenue: 25000 }), funnel.plan({ revenue: 25000 }));
    class Own extends Funnel {
      extra = 1;
    }
    assert.equal(new Own(FIELDS).extra, 1);
    assert.deepEqual(new Own(FIELDS).plan({ revenue: 25000 }), funnel.plan({ revenue: 25000 }));
  });

  test(`${name}: all problems of a form at once`, () => {
    const paths = (options) => entry.Funnel.validate(options).map((error) => {
      assert.ok(error instanceof FunnelError);
      return [error.code, error.path];
    });
    assert.deepEqual(paths(FIELDS), []);
    assert.deepEqual(paths({ gates: [{ rate: 1.4 }, { rate: 0.4, benchmark: 2 }, {}, { rte: 1 }, "x"], saleValue: -1, calendar: "lunar", extra: 1 }), [
      ["rate", ["gates", 0, "rate"]], ["rate", ["gates", 1, "benchmark"]], ["gate_form", ["gates", 2]], ["option", ["gates", 3, "rte"]],
      ["type", ["gates", 4]], ["money", ["saleValue"]], ["name", ["calendar"]], ["option", ["extra"]],
    ]);
    assert.deepEqual(paths({ gates: [{ rate: 1, name: "A" }, { rate: 1, name: "A" }], saleValue: -1 }), [["money", ["saleValue"]], ["duplicate_name", ["gates", 1, "name"]]]);
    assert.deepEqual(paths({ gates: [] }), [["no_gates", ["gates"]]]);
    assert.deepEqual(paths({}), [["type", ["gates"]]]);
    assert.deepEqual(paths(null), [["type", []]]);
    const [, second] = entry.Funnel.validate({ gates: [{ rate: 1.4 }, { rate: 3 }] });
    assert.equal(second.message, "gates[1].rate: a rate must be a number from 0 to 1 (got 3)");
    const funnel = new entry.Funnel(FIELDS);
    const asked = (target) => funnel.validate(target).map((error) => {
      assert.ok(error instanceof FunnelError);
      return [error.code, error.path];
    });
    assert.deepEqual(asked({ revenue: 25000, actual: 5 }), []);
    assert.deepEqual(asked({ revenue: -1, per: "eon", activityStage: 9, actual: NaN, left: 2, start: { open: [0, -1, 0] }, extra: 1 }), [
      ["money", ["revenue"]], ["name", ["per"]], ["activity_stage", ["activityStage"]], ["volume", ["actual"]], ["rate", ["left"]],
      ["volume", ["start", "open", 1]], ["option", ["extra"]],
    ]);
    // A problem of the whole target: the activity's stage is a stage of the funnel, but after the goal's.
    assert.deepEqual(asked({ volume: 1, stage: 1, activityStage: 2, actual: -1 }), [["volume", ["actual"]], ["activity_stage", ["activityStage"]]]);
    assert.deepEqual(asked({}), [["choice", []]]);
    assert.deepEqual(asked("x"), [["type", []]]);
  });

  test(`${name}: what is not chosen is what the core chooses`, () => {
    const plan = new Funnel(FIELDS).plan({ revenue: 25000, per: undefined, activityPer: null, activityStage: null, policy: undefined });
    assert.deepEqual([plan.per, plan.activityPer, plan.activityStage, plan.policy], ["month", "week", 0, "up"]);
    const chosen = new Funnel(FIELDS).plan({ revenue: 25000, per: "quarter", activityPer: "day", activityStage: 1, policy: "nearest" });
    assert.deepEqual([chosen.per, chosen.activityPer, chosen.activityStage, chosen.policy], ["quarter", "day", 1, "nearest"]);
  });

  test(`${name}: errors for forms`, () => {
    const funnel = new Funnel(FIELDS);
    const error = (call) => {
      try {
        call();
      } catch (thrown) {
        assert.ok(thrown instanceof FunnelError, thrown.stack);
        return [thrown.code, thrown.path, thrown.value, thrown.allowed];
      }
      assert.fail("no error");
    };
    assert.deepEqual(error(() => new Funnel({ gates: [{ rate: 0.65 }, { rate: 1.4 }] })), ["rate", ["gates", 1, "rate"], 1.4, null]);
    assert.deepEqual(error(() => new Funnel({ gates: [{ rate: "0.65" }] })), ["type", ["gates", 0, "rate"], "0.65", null]);
    assert.deepEqual(error(() => new Funnel({ gates: [{ rte: 1 }] }))[1], ["gates", 0, "rte"]);
    assert.deepEqual(error(() => new Funnel({ gates: [{ rate: 1 }], salevalue: 1 }))[1], ["salevalue"]);
    assert.deepEqual(error(() => funnel.plan({ revenue: 1, per: "fortnight" })),
      ["name", ["per"], "fortnight", { words: ["day", "week", "month", "quarter", "year"] }]);
    assert.deepEqual(error(() => funnel.plan({ volume: 1, stage: "Deals" })),
      ["name", ["stage"], "Deals", { words: ["First appointments", "Proposals", "Sales"] }]);
    assert.deepEqual(error(() => funnel.plan({})), ["choice", [], null, { words: ["revenue", "volume"] }]);
    assert.deepEqual(error(() => funnel.plan(null)), ["type", [], null, null]);
    assert.deepEqual(error(() => api.atLeast([1, { successes: 3, trials: 2 }], 1, 1)), ["successes", ["gates", 1, "successes"], 3, null]);
    assert.deepEqual(error(() => new Funnel({ entry: "A", gates: [{ rate: 1, name: "B" }, { rate: 1, name: "A" }] })), ["duplicate_name", ["gates", 1, "name"], "A", null]);
    assert.deepEqual(error(() => new Funnel({ gates: [{ rate: 1, name: "Stage 2" }, { rate: 1 }] }))[1], ["gates", 1, "name"]);
    assert.equal(error(() => api.rollUp({ gates: 4e9, rates: [], entries: [], saleValues: [] }))[0], "too_long");
    assert.equal(api.overall([0.5]), 0.5);
    assert.doesNotMatch(JSON.stringify(error(() => new Funnel({ gates: [{}] }))), /one_in/);
  });

  test(`${name}: one shape for a gate, names for arguments, objects for distributions`, () => {
    const { Chance, Evidence, Flow, Funnel, Results, Revenue } = entry;
    // The same gates in a funnel and in a chance.
    const gates = [0.65, { rate: 0.4, name: "Sales", benchmark: 0.5 }, { oneIn: 2 }, { successes: 3, trials: 4 }];
    assert.deepEqual(new Funnel({ gates }).rates, [0.65, 0.4, 0.5, 0.75]);
    near(new Chance(gates.slice(0, 3)).mean, 0.13, 15);
    near(new Chance(gates).mean, 0.13 * 3.5 / 5, 15);
    const chance = new Chance([{ rate: 0.65 }, 0.4]);
    assert.deepEqual(chance.results(28).atLeast(8), new Chance(0.65 * 0.4).results(28).atLeast(8));
    const results = chance.results(28);
    assert.ok(results instanceof Results && results.revenue(1) instanceof Revenue);
    near(results.atLeast(8).value, 0.449, 3);
    near(results.atLeast(8).value + results.atLeast(8).complement, 1, 15);
    assert.deepEqual(new Chance(0.26).results(30).quantile(0.9), { value: 11, method: "exact" });
    assert.deepEqual(new Chance(0.26).results(30).interval(0.8), { low: 5, high: 11, method: "exact" });
    assert.equal(chance.inputsFor({ results: 8, confidence: 0.9 }).inputs, 43);
    assert.equal(chance.results(43).lowerBound(0.9).value, 8);
    near(chance.results(28).mean(), 28 * 0.26, 13);
    near(chance.results(28).variance(), 28 * 0.26 * 0.74, 13);
    assert.equal(chance.results(28).most(), 28);
    assert.equal(new Chance(0.26).inputsForRevenue({ size: 3400, threshold: 25000, confidence: 0.9 }).inputs, 43);
    near(new Chance(0.26).results(40).revenue(3400).atLeast(25000).value, 0.853, 3);
    const flow = new Flow({ perWeek: 10, rate: 0.26 });
    assert.ok(flow.results(4) instanceof Results);
    near(flow.results(4).atLeast(8).value, 0.8137);
    near(flow.results(4).mean(), 10.4, 14);
    near(flow.perWeek(), 2.6, 14);
    assert.equal(flow.results(4).most(), null);
    const revenue = chance.results(40).revenue(3400);
    near(revenue.mean(), 35360, 8);
    assert.equal(revenue.most(), 136000);
    near(Math.sqrt(revenue.variance()), 3400 * Math.sqrt(40 * 0.26 * 0.74), 8);
    assert.ok(revenue.meanUpTo(25000) < 25000);
    assert.ok(revenue.interval(0.8).low < 35360);
    assert.deepEqual(flow.results(4).interval(0.8), { low: 6, high: 15, method: "exact" });
    near(flow.weeksFor({ results: 8, confidence: 0.9 }).weeks, 4.527, 3);
    near(flow.weeksForRevenue({ size: { mean: 3400, variation: 0.7 }, threshold: 25000, confidence: 0.9 }).weeks, 4.88, 2);
    // Evidence stands for its gate.
    const seen = new Evidence({ successes: 40, trials: 100, prior: "uniform" });
    assert.deepEqual({ ...seen }, { a: 41, b: 61, mean: 41 / 102 });
    assert.deepEqual(new Chance([0.5, seen]).results(28).atLeast(8), new Chance([0.5, { a: 41, b: 61 }]).results(28).atLeast(8));
    near(seen.interval(0.9).low, 0.324, 3);
    // What two numbers in a row would be swapped in.
    for (const call of [
      () => entry.forward([0.5], 20, 3400), () => entry.required([0.5], { revenue: 1 }), () => entry.rateFromCounts(2, 5), () => entry.incompleteBeta(1, 2, 0.5),
      () => entry.convert(1, "month", "week"), () => entry.attainment(1, 2), () => entry.activityGauge(1, 2), () => chance.inputsFor(8, 0.9),
      () => entry.rateFor(8, 40, 0.9), () => entry.gateFor([0.5], 0, 1, 2, 0.5), () => entry.arrivalsFor(8, 0.26, 0.95), () => entry.wholeEach([1], [1, 1], 1),
    ]) fails(call, "type", / expected an object/);
    fails(() => flow.results(-1).atLeast(1), "weeks", /^weeks: /, -1);
    fails(() => results.atLeast(1.5), "count", /^k: /, 1.5);
    fails(() => results.revenue(-1).atLeast(1), "money", /^size: /, -1);
    // Plans by name.
    const plan = new Funnel(FIELDS).plan({ revenue: 25000, confidence: 0.9 });
    assert.deepEqual([plan.total.period, plan.activity.period], ["month", "week"]);
    assert.equal(plan.activity.stages[0].units, 7);
    near(plan.confident.expected.activity.value, 0.52, 2);
    assert.equal(plan.confident.activity.stages[0].units, 17);
    const quarter = new Funnel(FIELDS).plan({ volume: 7, stage: "Sales", per: "quarter", activityPer: "quarter" });
    assert.equal(quarter.activity, quarter.total);
    const shut = new Funnel({ gates: [0] }).plan({ volume: 3, stage: 1, confidence: 0.5 });
    assert.deepEqual([shut.total, shut.activity, shut.confident.total, shut.confident.expected], [null, null, null, { total: null, activity: null }]);
    assert.deepEqual(structuredClone(plan), plan);
  });

  test(`${name}: polluted prototypes do not matter`, () => {
    const before = JSON.stringify(new Funnel(FIELDS).plan({ revenue: 25000 }));
    const polluted = { rate: 0.1, oneIn: 3, benchmark: 0.2, saleValueBenchmark: 9, actual: 3, volume: 7, stage: 1, per: "year", start: { open: [] }, calendar: "civil", entry: "x", name: "y", daysPerWeek: 2, code: "x" };
    try {
      for (const [key, value] of Object.entries(polluted)) {
        Object.defineProperty(Object.prototype, key, { value, configurable: true, enumerable: true, writable: true });
      }
      assert.equal(JSON.stringify(new Funnel(FIELDS).plan({ revenue: 25000 })), before);
      fails(() => new Funnel({ gates: [{}] }), "gate_form", "gates[0]: a gate needs exactly one of: a rate, successes and trials, oneIn");
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
  for (const file of ["../package.json", "package.json", "../bench/package.json"]) {
    const { dependencies, devDependencies } = JSON.parse(read(file));
    assert.equal(dependencies, undefined);
    for (const [tool, version] of Object.entries(devDependencies)) assert.match(version, /^(npm:@[\w/-]+@)?\d+\.\d+\.\d+$/, tool);
  }
});

test("every export is used by a test", async () => {
  const used = read("flat.mjs") + read("vectors.mjs") + read("vectors-chance.mjs") + read("random.mjs") + read("api.test.mjs") + read("module.test.mjs");
  const index = Object.keys(backends.auto).sort();
  assert.deepEqual(Object.keys(backends.js).sort(), index);
  assert.deepEqual(Object.keys(backends.wasm).sort(), index);
  const { createRequire } = await import("node:module");
  const require = createRequire(import.meta.url);
  for (const file of ["index.cjs", "index.browser.cjs"]) assert.deepEqual(Object.keys(require(`../dist/${file}`)).sort(), index);
  for (const name of index) assert.match(used, new RegExp(`\\b(api\\.|instanceof )${name}\\b`), name);
  assert.ok(index.length >= 40);
  console.log(`exports: ${index.length}, each used by a test`);
});
