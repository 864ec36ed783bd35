// This package beside what one would write or take otherwise, in one run: `npm run bench`. With --test each is run
// once and its answer is checked. Minima of many rounds; the answers are compared before anything is timed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import goalSeekModule from "goal-seek";
import * as wasm from "../dist/index.mjs";
import * as js from "../dist/index.browser.mjs";

assert.equal(wasm.backend(), "wasm");

const goalSeek = goalSeekModule.default ?? goalSeekModule;
const once = process.argv.includes("--test");
const RATES = [0.65, 0.4, 0.5, 0.8, 0.9];
const VALUE = 3400;

// What one writes by hand: no checks, no names, one question.
const hand = {
  forward(rates, entry, value) {
    const volumes = [entry];
    for (const rate of rates) volumes.push((entry *= rate));
    return { volumes, revenue: entry * value };
  },
  required(rates, revenue, value) {
    const volumes = [revenue / value];
    for (let i = rates.length - 1; i >= 0; i--) volumes.unshift(volumes[0] / rates[i]);
    return { volumes };
  },
};
const names = RATES.map((_, i) => `Stage ${i + 1}`);
const funnelOf = (api) => new api.Funnel({ entry: "First", gates: RATES.map((rate, i) => ({ name: names[i], rate })), saleValue: VALUE });
const sought = (target) =>
  goalSeek({
    fn: (entry) => hand.forward(RATES, entry, VALUE).revenue, fnParams: [1], percentTolerance: 0.01, maxIterations: 1000,
    maxStep: 1e12, goal: target, independentVariableIdx: 0,
  });

/** The least time of a call, in ns. */
function time(call) {
  const rounds = once ? 1 : 60;
  let count = once ? 1 : 100;
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const begin = process.hrtime.bigint();
    for (let i = 0; i < count; i++) call(i);
    const took = Number(process.hrtime.bigint() - begin);
    best = Math.min(best, took / count);
    if (took < 5e6 && !once) count *= 2;
  }
  return best;
}

const rows = [];
const row = (what, calls, budget) => {
  const times = Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, time(call)]));
  rows.push({ what, ...times, budget });
};

const wanted = hand.required(RATES, 25000, VALUE).volumes[0];
for (const api of [wasm, js]) {
  assert.ok(Math.abs(api.required({ rates: RATES, revenue: 25000, saleValue: VALUE }).entry / wanted - 1) < 1e-12);
  assert.deepEqual(api.forward({ rates: RATES, entry: 20, saleValue: VALUE }).volumes, hand.forward(RATES, 20, VALUE).volumes);
}
assert.ok(Math.abs(sought(25000) / wanted - 1) < 1e-3);

// The rate that a sale is missing: the gate between 65 % of so many and the sales that are worth 25000.
const asked = (entry) => ({ volumes: [entry, null, null], rates: [0.65, null], saleValue: VALUE, revenue: 25000 });
const soughtRate = (entry) =>
  goalSeek({
    fn: (rate) => hand.forward([0.65, rate], entry, VALUE).revenue, fnParams: [0.5], percentTolerance: 0.01,
    maxIterations: 1000, maxStep: 1e12, goal: 25000, independentVariableIdx: 0,
  });
const rate = 25000 / VALUE / 100 / 0.65;
for (const api of [wasm, js]) assert.ok(Math.abs(api.solve(asked(100)).rates[1].value / rate - 1) < 1e-12);
assert.ok(Math.abs(soughtRate(100) / rate - 1) < 1e-3);

const funnels = [funnelOf(wasm), funnelOf(js)];
row("forward, 5 gates", {
  wasm: (i) => wasm.forward({ rates: RATES, entry: i, saleValue: VALUE }), twin: (i) => js.forward({ rates: RATES, entry: i, saleValue: VALUE }), "by hand": (i) => hand.forward(RATES, i, VALUE),
}, 100);
row("required, 5 gates", {
  wasm: (i) => wasm.required({ rates: RATES, revenue: i, saleValue: VALUE }),
  twin: (i) => js.required({ rates: RATES, revenue: i, saleValue: VALUE }),
  "by hand": (i) => hand.required(RATES, i, VALUE), "goal-seek": (i) => sought(20000 + (i % 9) * 1000),
}, 100);
row("Funnel.required", { wasm: (i) => funnels[0].required({ revenue: i }), twin: (i) => funnels[1].required({ revenue: i }) }, 100);
row("solve for a rate", {
  wasm: (i) => wasm.solve(asked(100 + (i % 9))), twin: (i) => js.solve(asked(100 + (i % 9))),
  "goal-seek": (i) => soughtRate(100 + (i % 9)),
});
row("plan, 5 named stages", { wasm: (i) => funnels[0].plan({ revenue: 25000 + i }), twin: (i) => funnels[1].plan({ revenue: 25000 + i }) }, 2300);

// The first answer after import, which makes the instance, each in a process of its own.
const first = (file) => {
  const path = new URL(`../dist/${file}.mjs`, import.meta.url).href;
  const code = `const m = await import(${JSON.stringify(path)}); const t = performance.now(); m.required({ rates: [0.65, 0.4], revenue: 25000, saleValue: 3400 }); console.log(performance.now() - t);`;
  const runs = Array.from({ length: once ? 1 : 15 }, () => Number(execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" })));
  return Math.min(...runs) * 1e6;
};
for (const [what, auto, twin] of [["first answer after import", "index", "index.browser"], ["the same of funnelmath/plan", "plan", "plan.browser"]]) {
  rows.push({ what, wasm: first(auto), twin: first(twin), budget: 500_000 });
}

const columns = ["wasm", "twin", "by hand", "goal-seek", "budget"];
console.log(`| ns, the least of many | ${columns.join(" | ")} |\n|---|${columns.map(() => "--:|").join("")}`);
for (const { what, ...times } of rows) {
  console.log(`| ${what} | ${columns.map((name) => (times[name] === undefined ? "-" : Math.round(times[name]).toLocaleString("en"))).join(" | ")} |`);
}
// Said, and not yet a failure. What a page loads, `npm run sizes` prints.
const over = (what, is, budget, unit) =>
  is > budget && console.log(`over: ${what} is ${Math.round(is).toLocaleString("en")} of ${budget.toLocaleString("en")} ${unit}`);
for (const { what, wasm, budget } of rows) over(what, wasm, budget, "ns");
