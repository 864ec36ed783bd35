// Random inputs: wasm, its twin and native Rust give the same bits. FUNNELMATH_TIMES multiplies their number.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { backends } from "./backends.mjs";
import { hashOf } from "./random.mjs";

const COUNT = 20_000 * Number(process.env.FUNNELMATH_TIMES ?? 1);
const SEED = 20260704;

test(`${COUNT} random inputs`, () => {
  const manifest = fileURLToPath(new URL("native/Cargo.toml", import.meta.url));
  const native = execFileSync("cargo", ["run", "--quiet", "--release", "--manifest-path", manifest, "--", `${SEED}`, `${COUNT}`], {
    encoding: "utf8",
  }).trim();
  for (const name of ["wasm", "js"]) assert.equal(hashOf(backends[name], SEED, COUNT), native, name);
  const errors = Number(/(\d+) errors/.exec(native)[1]);
  assert.ok(errors > COUNT / 100 && errors < COUNT / 2, native);
  console.log(`random: ${COUNT} inputs give the hash ${native} on wasm, its twin and native Rust`);
});
