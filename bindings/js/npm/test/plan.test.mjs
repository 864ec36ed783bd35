// funnelmath/plan and funnelmath/chance: less, and in that the same to the last bit.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { backends, chances, plans, testdata } from "./backends.mjs";
import { hashOfPlans } from "./random.mjs";
import { check } from "./vectors.mjs";

// How many random plans are compared.
const PLANS = 1_000 * Number(process.env.FUNNELMATH_TIMES ?? 1);
const PLAN = ["Funnel", "FunnelError", "accelerate", "backend", "forward", "rateFromCounts", "rateOneIn", "required", "sensitivity"];
const CHANCE = [...PLAN, "Chance", "Evidence", "Flow", "Results", "arrivalsFor", "gateFor", "rateFor"];

test("what the smaller entries have", () => {
  const require = createRequire(import.meta.url);
  for (const [entry, exports, all] of [["plan", PLAN, plans], ["chance", CHANCE, chances]]) {
    for (const of of [...Object.values(all), require(`../dist/${entry}.cjs`), require(`../dist/${entry}.browser.cjs`)]) {
      assert.deepEqual(Object.keys(of).sort(), [...exports].sort());
    }
    for (const name of exports) assert.ok(name in backends.auto, name);
  }
});

for (const [name, api] of Object.entries(chances)) {
  test(`funnelmath/chance, ${name}: golden vectors and confident plans`, () => {
    let held = 0;
    const files = readdirSync(testdata).filter((file) => /^(forward|required|sensitivity|one_in|chance_.*|evidence_.*|flow_(?!revenue).*|arrivals_for|gate_for|rate_for)\.txt$/.test(file));
    assert.equal(files.length, 21);
    for (const file of files) {
      const result = check(api, readFileSync(new URL(file, testdata), "utf8"));
      assert.deepEqual(result.wrong, [], file);
      held += result.held;
    }
    assert.equal(api.backend(), name === "js" ? "js" : "wasm");
    const fields = { gates: [{ rate: 0.65 }, { successes: 2, trials: 5 }], saleValue: 3400 };
    const target = { revenue: 25000, confidence: 0.9, start: { open: [3, 2, 1] } };
    assert.deepEqual(new api.Funnel(fields).plan(target), new backends.js.Funnel(fields).plan(target));
    // Deals that differ in size: the expected plan is the same, a confidence is for the whole package.
    const { saleValue: _, ...unvalued } = fields;
    for (const [parts, dealSize] of [[fields, 3400], [unvalued, { mean: 3400, variation: 1 }], [unvalued, [1000, 3000]]]) {
      const asked = { revenue: 25000, dealSize };
      assert.deepEqual(new api.Funnel(parts).plan(asked), new backends.js.Funnel(parts).plan(asked));
      const sure = (of) => new of.Funnel(parts).plan({ ...asked, confidence: 0.9 });
      if (parts === fields) assert.deepEqual(sure(api), sure(backends.js));
      else assert.throws(() => sure(api), { name: "FunnelError", code: "entry", path: ["dealSize"], message: /funnelmath/ });
    }
    for (const seed of [7, 8]) assert.equal(hashOfPlans(api, seed, PLANS), hashOfPlans(backends.js, seed, PLANS));
    console.log(`vectors: ${held} cases hold on ${name} of funnelmath/chance`);
  });
}

for (const [name, api] of Object.entries(plans)) {
  test(`funnelmath/plan, ${name}: golden vectors`, () => {
    let held = 0;
    for (const file of ["forward.txt", "required.txt", "sensitivity.txt", "one_in.txt"]) {
      const result = check(api, readFileSync(new URL(file, testdata), "utf8"));
      assert.deepEqual(result.wrong, [], file);
      held += result.held;
    }
    assert.ok(held > 500, `${held}`);
    console.log(`vectors: ${held} cases hold on ${name} of funnelmath/plan`);
  });

  test(`funnelmath/plan, ${name}: random inputs give the bits of the whole`, () => {
    assert.equal(api.backend(), name === "js" ? "js" : "wasm");
    for (const seed of [7, 8]) assert.equal(hashOfPlans(api, seed, PLANS), hashOfPlans(backends.js, seed, PLANS));
  });

  test(`funnelmath/plan, ${name}: plans and errors are those of the whole`, () => {
    const fields = {
      entry: "First", gates: [{ name: "Proposals", rate: 0.65, benchmark: 0.7 }, { name: "Sales", successes: 2, trials: 5 }], saleValue: 3400,
      calendar: { sellingWeeks: 44, daysPerWeek: 5 },
    };
    const target = { revenue: 25000, per: "year", activityPer: "day", policy: "nearest", actual: 5, start: { open: [3, 2, 1] } };
    const plan = new api.Funnel(fields).plan(target);
    const { confident, ...same } = new backends.auto.Funnel(fields).plan(target);
    assert.equal(confident, null);
    assert.deepEqual(plan, same);
    assert.equal(api.rateFromCounts({ successes: 2, trials: 5 }), 0.4);
    for (const call of [
      ({ Funnel }) => new Funnel({ gates: [{ rate: 2 }] }),
      ({ Funnel }) => new Funnel({ gates: [{ successes: 3, trials: 2 }] }),
      ({ Funnel }) => new Funnel(fields).plan({ volume: 3, stage: "Nobody" }),
      ({ Funnel }) => new Funnel(fields).plan({ revenue: "3" }),
      ({ Funnel }) => new Funnel({ gates: [{ rate: 0.5 }], calendar: { sellingWeeks: 99 } }),
      ({ sensitivity }) => sensitivity({ rates: [0.5], revenue: 1, saleValue: 1, activity: 1, gate: 0, step: { percent: Infinity } }),
      ({ required }) => required({ rates: [0.5], volume: -1, stage: 1 }),
    ]) {
      const thrown = (of) => {
        try {
          call(of);
        } catch (error) {
          return error;
        }
        assert.fail("no error");
      };
      const [is, wanted] = [thrown(api), thrown(backends.auto)];
      assert.equal(is instanceof api.FunnelError, wanted instanceof backends.auto.FunnelError);
      assert.deepEqual([is.name, is.message, is.code, is.path, is.value, is.allowed], [wanted.name, wanted.message, wanted.code, wanted.path, wanted.value, wanted.allowed]);
    }
  });

  test(`funnelmath/plan, ${name}: how sure a plan is, it does not say`, () => {
    const funnel = new api.Funnel({ gates: [{ rate: 0.5 }] });
    assert.throws(() => funnel.plan({ volume: 1, stage: 1, confidence: 0.9 }), { name: "FunnelError", code: "option", path: ["confidence"] });
    assert.equal("confident" in funnel.plan({ volume: 1, stage: 1 }), false);
  });
}
