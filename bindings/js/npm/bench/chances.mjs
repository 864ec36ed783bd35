// Chances beside the libraries that pages use for statistics, in one run: `npm run bench:chances`. With --test each is run
// once. Errors are against core/testdata/reference; every answer of ours is asserted before anything is timed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import * as wasm from "../dist/index.mjs";
import * as js from "../dist/js.mjs";

const require = createRequire(import.meta.url);
const { jStat } = require("jstat");
const stdlib = {
  cdf: require("@stdlib/stats-base-dists-binomial-cdf"),
  quantile: require("@stdlib/stats-base-dists-binomial-quantile"),
};
const once = process.argv.includes("--test");

const cases = readFileSync(new URL("../../../../core/testdata/reference/binomial_inverse.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => line.split(" ").map(Number))
  .map(([p, k, c, n, , reached, missed]) => ({ p, k, c, n, reached, missed }));
// What a sales team has: no numbers that another library cannot walk to.
const usual = cases.filter(({ n, p }) => n <= 2000 && p >= 0.01);

/** The smallest n as one would search it with a distribution function: by doubling, then halving. */
function search(missedBy, { p, k, c }) {
  const enough = (n) => n >= k && missedBy(k - 1, n, p) <= 1 - c;
  let high = k;
  while (!enough(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return enough(k) ? k : Math.ceil(high);
}

/** The least time of an answer over all cases, in ns. */
function time(answer, list) {
  const rounds = once ? 1 : 60;
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    const begin = process.hrtime.bigint();
    for (const one of list) answer(one);
    best = Math.min(best, Number(process.hrtime.bigint() - begin) / list.length);
  }
  return best;
}

const off = (got, want) => (got === want ? 0 : Math.abs(got / want - 1));
// P(X < k), of the smallest n.
const missed = {
  wasm: ({ k, n, p }) => wasm.atLeast(p, k, n).missed,
  twin: ({ k, n, p }) => js.atLeast(p, k, n).missed,
  jStat: ({ k, n, p }) => jStat.binomial.cdf(k - 1, n, p),
  stdlib: ({ k, n, p }) => stdlib.cdf(k - 1, n, p),
};
const smallest = {
  wasm: ({ p, k, c }) => wasm.inputsFor(p, k, c).inputs,
  twin: ({ p, k, c }) => js.inputsFor(p, k, c).inputs,
  jStat: (one) => search(jStat.binomial.cdf, one),
  stdlib: (one) => search(stdlib.cdf, one),
};
const quantile = {
  wasm: ({ n, p, c }) => wasm.resultsQuantile(p, n, c).results,
  twin: ({ n, p, c }) => js.resultsQuantile(p, n, c).results,
  stdlib: ({ n, p, c }) => stdlib.quantile(c, n, p),
};
for (const one of cases) {
  for (const name of ["wasm", "twin"]) {
    assert.equal(smallest[name](one), one.n);
    // Over a condition number of at most about n.
    assert.ok(off(missed[name](one), one.missed) <= 2e-13 * (1 + one.n), JSON.stringify(one));
  }
}

const NAMES = ["wasm", "twin", "jStat", "stdlib"];
const BUDGETS = { "P(at least k of n)": 290, "smallest n": 1000 };
console.log(`| ns, over ${usual.length} cases | ${NAMES.join(" | ")} | budget |\n|---|${"--:|".repeat(NAMES.length + 1)}`);
for (const [what, answers] of Object.entries({ "P(at least k of n)": missed, "smallest n": smallest, "quantile of the results": quantile })) {
  const times = NAMES.map((name) => (answers[name] ? Math.round(time(answers[name], usual)).toLocaleString("en") : "-"));
  console.log(`| ${what} | ${times.join(" | ")} | ${BUDGETS[what] ?? "-"} |`);
}
const worst = (name) => Math.max(...usual.map((one) => off(missed[name](one), one.missed))).toExponential(1);
const right = (name) => usual.filter((one) => smallest[name](one) === one.n).length;
console.log(`| worst error of P(fewer than k) | ${NAMES.map(worst).join(" | ")} | |`);
console.log(`| smallest n right, of ${usual.length} | ${NAMES.map(right).join(" | ")} | |`);
