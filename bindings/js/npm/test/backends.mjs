// The package as it was built, once for each way to run it: `auto` is what Node imports, `js` what a browser does, and
// `wasm` the same where WebAssembly was asked for.
import { readFileSync } from "node:fs";

export const testdata = new URL("../../../../core/testdata/", import.meta.url);
export const ENTRIES = ["index", "chance", "plan"];

async function backendsOf(entry) {
  const dist = (file) => new URL(`../dist/${entry}${file}`, import.meta.url);
  const [auto, js, wasm] = await Promise.all([dist(".mjs"), dist(".browser.mjs"), `${dist(".browser.mjs")}?accelerated`].map((file) => import(file)));
  if ((await wasm.accelerate(readFileSync(dist(".wasm")))) !== "wasm") throw new Error("no WebAssembly");
  return { auto, js, wasm };
}

export const backends = await backendsOf("index");
/** The same of `funnelmath/chance` and `funnelmath/plan`. */
export const chances = await backendsOf("chance");
export const plans = await backendsOf("plan");
