// Chances beside the libraries that pages use for statistics, in one run: `npm run bench:chances`. With --test each is run
// once. Errors are against core/testdata/reference; every answer of ours is asserted before anything is timed.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { dbinom, pbinom } from "lib-r-math.js";
import * as wasm from "../dist/index.mjs";
import * as js from "../dist/index.browser.mjs";

wasm.backend();

const require = createRequire(import.meta.url);
const { jStat } = require("jstat");
const stdlib = {
  cdf: require("@stdlib/stats-base-dists-binomial-cdf"),
  pmf: require("@stdlib/stats-base-dists-binomial-pmf"),
  quantile: require("@stdlib/stats-base-dists-binomial-quantile"),
};
const once = process.argv.includes("--test");

const reference = (name) =>
  readFileSync(new URL(`../../../../core/testdata/reference/${name}.txt`, import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => line.split(" "));
const cases = reference("binomial_inverse")
  .map((row) => row.map(Number))
  .map(([p, k, c, n, , reached, missed]) => ({ p, k, c, n, reached, missed }));
// What a sales team has: no numbers that another library cannot walk to.
const usual = cases.filter(({ n, p }) => n <= 2000 && p >= 0.01);

const masses = reference("masses")
  .filter(([law, , , , want]) => law === "binomial" && Number(want) > 1e-300)
  .map(([, ...row]) => row.map(Number))
  .map(([k, n, p, want]) => ({ k, n, p, want }))
  .filter(({ n, p }) => n <= 2000 && p >= 0.01);

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
  const rounds = once ? 1 : 500;
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
  wasm: ({ k, n, p }) => new wasm.Chance(p).results(n).atLeast(k).complement,
  twin: ({ k, n, p }) => new js.Chance(p).results(n).atLeast(k).complement,
  jStat: ({ k, n, p }) => jStat.binomial.cdf(k - 1, n, p),
  stdlib: ({ k, n, p }) => stdlib.cdf(k - 1, n, p),
  "lib-r-math": ({ k, n, p }) => pbinom(k - 1, n, p),
};
// P(X = k).
const exactly = {
  wasm: ({ k, n, p }) => wasm.binomialProbability({ k, n, rate: p }),
  twin: ({ k, n, p }) => js.binomialProbability({ k, n, rate: p }),
  jStat: ({ k, n, p }) => jStat.binomial.pdf(k, n, p),
  stdlib: ({ k, n, p }) => stdlib.pmf(k, n, p),
  "lib-r-math": ({ k, n, p }) => dbinom(k, n, p),
};
const smallest = {
  wasm: ({ p, k, c }) => new wasm.Chance(p).inputsFor({ results: k, confidence: c }).inputs,
  twin: ({ p, k, c }) => new js.Chance(p).inputsFor({ results: k, confidence: c }).inputs,
  jStat: (one) => search(jStat.binomial.cdf, one),
  stdlib: (one) => search(stdlib.cdf, one),
  "lib-r-math": (one) => search(pbinom, one),
};
const quantile = {
  wasm: ({ n, p, c }) => new wasm.Chance(p).results(n).quantile(c).value,
  twin: ({ n, p, c }) => new js.Chance(p).results(n).quantile(c).value,
  stdlib: ({ n, p, c }) => stdlib.quantile(c, n, p),
};
for (const one of cases) {
  for (const name of ["wasm", "twin"]) {
    assert.equal(smallest[name](one), one.n);
    // Over a condition number of at most about n.
    assert.ok(off(missed[name](one), one.missed) <= 2e-13 * (1 + one.n), JSON.stringify(one));
  }
}

for (const one of masses) {
  for (const name of ["wasm", "twin"]) assert.ok(off(exactly[name](one), one.want) <= 1e-15 * Math.max(1, -Math.log(one.want)), JSON.stringify(one));
}

/** What a page loads for a chance of one number and more: of ours all there is. */
async function sizeOf(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(new URL(".", import.meta.url)) }, bundle: true, minify: true, write: false, format: "esm",
    external: ["crypto"], logLevel: "error",
  });
  return brotliCompressSync(outputFiles[0].contents).length;
}
const file = (name) => brotliCompressSync(readFileSync(new URL(`../dist/${name}`, import.meta.url))).length;
const sizes = {
  wasm: (await sizeOf('import * as all from "../dist/chance.browser.mjs"; console.log(all);')) + file("chance.wasm"),
  twin: await sizeOf('import * as all from "../dist/chance.browser.mjs"; console.log(all);'),
  jStat: await sizeOf('import { jStat } from "jstat"; console.log(jStat.binomial);'),
  stdlib: await sizeOf('import cdf from "@stdlib/stats-base-dists-binomial-cdf"; import pmf from "@stdlib/stats-base-dists-binomial-pmf"; console.log(cdf, pmf);'),
  "lib-r-math": await sizeOf('import { dbinom, pbinom } from "lib-r-math.js"; console.log(dbinom, pbinom);'),
};

const NAMES = ["wasm", "twin", "jStat", "stdlib", "lib-r-math"];
const BUDGETS = { "P(at least k of n)": 290, "smallest n": 1000 };
console.log(`| ns, over ${usual.length} cases | ${NAMES.join(" | ")} | budget |\n|---|${"--:|".repeat(NAMES.length + 1)}`);
for (const [what, answers] of Object.entries({ "P(at least k of n)": missed, "P(exactly k of n)": exactly, "smallest n": smallest, "quantile of the results": quantile })) {
  const times = NAMES.map((name) => (answers[name] ? Math.round(time(answers[name], usual)).toLocaleString("en") : "-"));
  console.log(`| ${what} | ${times.join(" | ")} | ${BUDGETS[what] ?? "-"} |`);
}
const worst = (name) => Math.max(...usual.map((one) => off(missed[name](one), one.missed))).toExponential(1);
const right = (name) => usual.filter((one) => smallest[name](one) === one.n).length;
const worstExactly = (name) => Math.max(...masses.map((one) => off(exactly[name](one), one.want))).toExponential(1);
console.log(`| worst error of P(fewer than k) | ${NAMES.map(worst).join(" | ")} | |`);
console.log(`| worst error of P(exactly k), ${masses.length} cases | ${NAMES.map(worstExactly).join(" | ")} | |`);
console.log(`| smallest n right, of ${usual.length} | ${NAMES.map(right).join(" | ")} | |`);
console.log(`| brotli, bytes | ${NAMES.map((name) => sizes[name].toLocaleString("en")).join(" | ")} | 36,864 |`);
