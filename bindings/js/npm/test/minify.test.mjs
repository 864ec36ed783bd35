// Every entry, minified by what apps minify with, still answers. SWC (Next.js, Rspack) moves functions into their callers
// with their labels, and esbuild before it, as in a component library inside a Next.js app, gives labels the same names.
// scripts/twin.mjs says what is done about it.
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, transform } from "esbuild";
import { minifySync as oxc } from "oxc-minify";
import { minify as terser } from "terser";
import { ENTRIES, testdata } from "./backends.mjs";
import { check } from "./vectors.mjs";

const SWC = ["swc-1.11", "swc-1.13", "swc-1.15", "swc-1.16"];
const scratch = mkdtempSync(join(tmpdir(), "funnelmath-minified-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const esbuild = async (code) => (await transform(code, { minify: true, format: "esm" })).code;
const usual = { compress: true, mangle: true, module: true };
const aggressive = {
  compress: {
    passes: 4, inline: 3, toplevel: true, unsafe: true, pure_getters: true, keep_fargs: false, hoist_funs: true,
    reduce_funcs: true, reduce_vars: true, collapse_vars: true,
  },
  mangle: { toplevel: true }, module: true,
};

const minifiers = {
  esbuild,
  oxc: (code) => oxc("entry.mjs", code, {}).code,
  terser: async (code) => (await terser(code, { module: true })).code,
  "terser, aggressive": async (code) => (await terser(code, { module: true, toplevel: true, compress: { passes: 3, inline: 3 } })).code,
};
for (const name of SWC) {
  const { minifySync } = (await import(name)).default;
  minifiers[name] = (code) => minifySync(code, usual).code;
  minifiers[`${name}, aggressive`] = (code) => minifySync(code, aggressive).code;
  minifiers[`esbuild, then ${name}`] = async (code) => minifySync(await esbuild(code), usual).code;
}
{
  const { minifySync } = (await import(SWC.at(-1))).default;
  minifiers["esbuild, then SWC, aggressive"] = async (code) => minifySync(await esbuild(code), aggressive).code;
}

const dist = new URL("../dist/", import.meta.url);
const entries = ENTRIES.flatMap((entry) => [`${entry}.mjs`, `${entry}.browser.mjs`]);
// All of them: SWC before 1.15 left code out of a file that parsed, which only some questions noticed.
const read = (names) => names.map((name) => readFileSync(new URL(name, testdata), "utf8"));
const all = read(readdirSync(testdata).filter((file) => file.endsWith(".txt")));
const plans = read(["forward.txt", "required.txt", "sensitivity.txt", "one_in.txt"]);
const chances = [...plans, ...read(readdirSync(testdata).filter((file) => /^(chance_.*|flow_(?!revenue).*|gate_for)\.txt$/.test(file)))];

for (const entry of entries) {
  test(`minified: ${entry}`, async () => {
    // In one file, as bundlers do before they minify.
    const { outputFiles: [{ text: code }] } = await build({ entryPoints: [fileURLToPath(new URL(entry, dist))], bundle: true, format: "esm", write: false });
    let held = 0;
    for (const [name, minify] of Object.entries(minifiers)) {
      const file = join(scratch, `${entry}-${name.replace(/\W+/g, "-")}.mjs`);
      writeFileSync(file, await minify(code));
      const api = await import(pathToFileURL(file)).catch((error) => assert.fail(`${name}: ${error.message}`));
      for (const text of api.solve ? all : api.atLeast ? chances : plans) {
        const result = check(api, text);
        assert.deepEqual(result.wrong, [], name);
        held += result.held;
      }
    }
    assert.ok(held > 100 * Object.keys(minifiers).length, `${held}`);
    console.log(`minified: ${entry} by ${Object.keys(minifiers).length} minifiers, ${held} vectors hold`);
  });
}
