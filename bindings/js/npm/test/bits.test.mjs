// Ten million calls give the same bits everywhere: in wasm, its twin, and native Rust as debug and release and for
// this very processor; and the bits that they always had.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { backends } from "./backends.mjs";
import { FUNCTIONS, hashOf } from "./bits.mjs";

const text = readFileSync(new URL("bits.txt", import.meta.url), "utf8");
const wanted = text.split("\n").filter((line) => line && !line.startsWith("#"));
const native = fileURLToPath(new URL("native/", import.meta.url));

function rust(target, flags, env = {}) {
  const args = ["run", "--quiet", "--bin", "bits", "--manifest-path", native + "Cargo.toml", ...flags];
  if (target) args.push("--target-dir", `${native}target/${target}`);
  return execFileSync("cargo", args, { encoding: "utf8", env: { ...process.env, ...env } }).trim().split("\n");
}

test("ten million calls", () => {
  const calls = wanted.reduce((sum, line) => sum + Number(line.split(" ")[1]), 0);
  assert.ok(calls >= 1e7, `${calls} calls`);
  assert.deepEqual(Object.keys(FUNCTIONS), wanted.map((line) => line.split(" ")[0]));
  assert.deepEqual(rust("", ["--release"]), wanted, "release");
  assert.deepEqual(rust("", []), wanted, "debug");
  assert.deepEqual(rust("this-processor", ["--release"], { RUSTFLAGS: "-Ctarget-cpu=native" }), wanted, "target-cpu=native");
  for (const backend of ["wasm", "js"]) {
    const found = Object.entries(FUNCTIONS).map(([name, [calls]]) => `${name} ${calls} ${hashOf(backends[backend], name)}`);
    assert.deepEqual(found, wanted, backend);
  }
  console.log(`bits: ${calls} calls give the same bits in wasm, its twin, and native debug, release and target-cpu=native`);
});
