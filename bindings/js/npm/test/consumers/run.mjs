// Packs the package, installs the tarball into empty projects and uses it from there as others will.
// `node test/consumers/run.mjs [NAME]...` runs only those named, `--without-browser` those that
// need none. Each prints a line.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const here = dirname(fileURLToPath(import.meta.url));
const home = join(here, "../..");
/** A development tool: the tests' own, or one that the build has as well. */
const tool = (path) => [join(here, "../node_modules", path), join(home, "node_modules", path)].find(existsSync) ?? path;
const scratch = mkdtempSync(join(tmpdir(), "funnelmath-consumers-"));
const manifest = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));

const run = (command, args, options = {}) =>
  execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 180_000, ...options });
const node = (cwd, ...args) => run(process.execPath, args, { cwd }).trim();
const bin = (cwd, name, path, ...args) => node(cwd, tool(join(name, path)), ...args);

const EXPECTED = "7 0.7661";
const OLDEST = ["chrome91", "edge91", "firefox90", "safari15", "node18"];
const USE = `
const funnel = new Funnel({
  entry: "First appointments",
  gates: [{ name: "Proposals", rate: 0.65 }, { name: "Sales", successes: 2, trials: 5 }],
  saleValue: 3400,
});
const plan = funnel.plan({ revenue: 25000, actual: 5 });
const answer = plan.activity?.stages[0].units + " " + Number(plan.gauge).toFixed(4) + " " + backend();
`;
const ESM = `import { Funnel, backend } from "funnelmath";${USE}`;
const PRINT = `${ESM}console.log(answer);\n`;

// --- the tarball, and one empty project with it for each consumer

const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", scratch], { cwd: home }));
const tarball = join(scratch, packed.filename);
assert.ok(packed.unpackedSize <= 4.9e6, `${packed.unpackedSize} bytes unpacked`);
for (const { path } of packed.files) {
  assert.match(path, /^(dist\/([\w.-]+\.([mc]js|d\.[mc]ts|js|wasm)|wasm\.d\.ts)|(\w+\/)*package\.json|README\.md|LICENSE-(MIT|APACHE))$/);
}
console.log(`tarball: ${packed.files.length} files, ${packed.size} bytes, ${packed.unpackedSize} unpacked`);
const first = join(scratch, "first");
mkdirSync(first);
writeFileSync(join(first, "package.json"), "{}");
run("npm", ["install", "--offline", "--no-audit", "--no-fund", "--no-package-lock", tarball], { cwd: first });
const installed = join(first, "node_modules/funnelmath");
assert.equal(JSON.parse(readFileSync(join(installed, "package.json"), "utf8")).version, manifest.version);
assert.equal(existsSync(join(installed, "src")), false);

/** An empty project with the package, files, and the development tools it asks for. */
function project(name, files, { type = "module", with: needed = [] } = {}) {
  const folder = join(scratch, name);
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  cpSync(installed, join(folder, "node_modules/funnelmath"), { recursive: true });
  for (const name of needed) {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
    symlinkSync(tool(name), join(folder, "node_modules", name));
  }
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name, private: true, type }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

const is = (got, backend) => assert.equal(got, `${EXPECTED} ${backend}`);
const consumers = {};

const ENTRIES = ["funnelmath", "funnelmath/chance", "funnelmath/plan"];
const from = (entry, text = PRINT) => text.replace('"funnelmath"', `"${entry}"`);
const nameOf = (entry) => entry.replace("/", "-");

consumers["node-esm"] = () => {
  const folder = project("node-esm", Object.fromEntries(ENTRIES.map((entry) => [`${nameOf(entry)}.mjs`, from(entry)])));
  for (const entry of ENTRIES) {
    is(node(folder, `${nameOf(entry)}.mjs`), "wasm");
    for (const condition of ["browser", "workerd", "edge-light", "react-native"]) is(node(folder, "-C", condition, `${nameOf(entry)}.mjs`), "js");
  }
  // Without WebAssembly, as a host that refuses it.
  is(node(folder, "--disallow-code-generation-from-strings", "--jitless", "--no-expose-wasm", "funnelmath.mjs"), "js");
};

consumers["node-cjs"] = () => {
  const cjs = (entry) => `const { Funnel, backend } = require("${entry}");${USE}console.log(answer);`;
  const folder = project("node-cjs", Object.fromEntries(ENTRIES.map((entry) => [`${nameOf(entry)}.cjs`, cjs(entry)])), { type: "commonjs" });
  for (const entry of ENTRIES) {
    is(node(folder, `${nameOf(entry)}.cjs`), "wasm");
    is(node(folder, "-C", "browser", `${nameOf(entry)}.cjs`), "js");
  }
};

// WebAssembly on request, from each source that there is: bytes and the file.
consumers.accelerate = () => {
  const use = (entry, source) => `import { readFileSync } from "node:fs"; import { createRequire } from "node:module";
import { Funnel, accelerate, backend } from "${entry}";
const file = (name) => readFileSync(createRequire(import.meta.url).resolve(name));
if (backend() !== "js" || await accelerate(${source}) !== "wasm") throw new Error();${USE}console.log(answer);`;
  for (const entry of ENTRIES) {
    const wasm = entry === "funnelmath" ? "funnelmath/funnelmath.wasm" : `${entry}.wasm`;
    const folder = project(`accelerate-${nameOf(entry)}`, { "a.mjs": use(entry, `import("${entry}/bytes")`), "b.mjs": use(entry, `file("${wasm}")`) });
    for (const name of ["a.mjs", "b.mjs"]) is(node(folder, "-C", "browser", name), "wasm");
  }
};

consumers.typescript = () => {
  const typed = `${ESM}
import { accelerate, type Plan, FunnelError } from "funnelmath";
import bytes from "funnelmath/bytes";
import core from "funnelmath/funnelmath.wasm";
import planBytes from "funnelmath/plan/bytes";
import { Funnel as Planner, type Plan as Planned } from "funnelmath/plan";
import { Chance, Funnel as Sure, type Plan as SurePlan } from "funnelmath/chance";
// @ts-expect-error: what results are worth, only the whole says.
new Chance(0.5).results(3).revenue(1);
const planned: Planned = new Planner({ gates: [{ rate: 0.5 }] }).plan({ volume: 1, stage: 1 });
// @ts-expect-error: how sure a plan is, only the others say.
planned.confident;
// @ts-expect-error: so it is not asked for it either.
new Planner({ gates: [{ rate: 0.5 }] }).plan({ volume: 1, stage: 1, confidence: 0.9 });
const sure: SurePlan = new Sure({ gates: [{ rate: 0.5 }] }).plan({ volume: 1, stage: 1, confidence: 0.9 });
const served: Promise<"wasm" | "js"> = accelerate(import("funnelmath/bytes"));
accelerate(bytes); accelerate(core); accelerate(import("funnelmath/funnelmath.wasm")); accelerate(fetch("x.wasm")); accelerate(planBytes);
const kept: Plan = plan;
export { kept, answer, FunnelError, sure, served };`;
  const required = `import funnelmath = require("funnelmath");
const funnel = new funnelmath.Funnel({ gates: [{ oneIn: 10 }] }); export const rates: readonly number[] = funnel.rates;`;
  for (const resolution of ["bundler", "node16"]) {
    const module = resolution === "bundler" ? "esnext" : "node16";
    const folder = project(`typescript-${resolution}`, {
      "a.mts": typed,
      ...(resolution === "node16" && { "b.cts": required }),
      "tsconfig.json": JSON.stringify({
        compilerOptions: { module, moduleResolution: resolution, strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true, target: "es2022", lib: ["es2022", "dom"], types: [] },
        include: ["*.mts", "*.cts"],
      }),
    });
    bin(folder, "typescript", "bin/tsc", "-p", ".");
  }
};

// What the README shows compiles under the strictest settings, and runs.
consumers.readme = () => {
  const blocks = [...readFileSync(join(home, "README.md"), "utf8").matchAll(/```js\n([^]*?)```/g)].map(([, text]) => text);
  assert.ok(blocks.length >= 5, `${blocks.length}`);
  const all = "Chance, Evidence, Flow, Funnel, forward, required";
  const files = Object.fromEntries(blocks.map((text, i) => {
    const known = /from "funnelmath/.test(text) ? "" : `import { ${all} } from "funnelmath";\n`;
    return [`block${i}.mts`, `${known}${text}\nexport {};\n`];
  }));
  const folder = project("readme", {
    ...files,
    "tsconfig.json": JSON.stringify({
      compilerOptions: { module: "esnext", moduleResolution: "bundler", strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, target: "es2022", lib: ["es2022", "dom"], types: [], outDir: "out" },
      include: ["*.mts"],
    }),
  });
  bin(folder, "typescript", "bin/tsc", "-p", ".");
  // What throws on purpose, or asks for a file that a bundler would bring, is only compiled.
  const runs = blocks.map((text, i) => [text, i]).filter(([text]) => !/\/\/ FunnelError|accelerate\(/.test(text));
  for (const [, i] of runs) node(folder, `out/block${i}.mjs`);
};

consumers.esbuild = () => {
  const kinds = [
    ["funnelmath", "esm", "browser"], ["funnelmath", "cjs", "browser"], ["funnelmath", "iife", "browser"], ["funnelmath/plan", "esm", "browser"],
    ["funnelmath/chance", "esm", "browser"], ["funnelmath", "esm", "node"], ["funnelmath", "cjs", "node"], ["funnelmath/plan", "esm", "neutral"],
  ];
  for (const [entry, format, platform] of kinds) {
    const folder = project(`esbuild-${nameOf(entry)}-${format}-${platform}`, { "a.js": from(entry) });
    bin(folder, "esbuild", "bin/esbuild", "a.js", "--bundle", "--minify", `--format=${format}`, `--platform=${platform}`, "--outfile=out/a.js");
    writeFileSync(join(folder, "out/package.json"), JSON.stringify({ type: format === "esm" ? "module" : "commonjs" }));
    rmSync(join(folder, "node_modules"), { recursive: true });
    is(node(folder, "out/a.js"), platform === "browser" ? "js" : "wasm");
  }
};

// What is not used is not taken along: no funnel where only a rate is asked for.
consumers["tree-shaking"] = () => {
  for (const entry of ENTRIES) {
    const folder = project(`tree-shaking-${nameOf(entry)}`, {
      "rate.js": `import { rateOneIn } from "${entry}";console.log(rateOneIn(4));`,
      "funnel.js": `import { Funnel } from "${entry}";console.log(new Funnel({ gates: [{ oneIn: 4 }] }).rates[0]);`,
    });
    bin(folder, "esbuild", "bin/esbuild", "rate.js", "funnel.js", "--bundle", "--minify", "--format=esm", "--outdir=out");
    writeFileSync(join(folder, "out/package.json"), '{"type":"module"}');
    const [rate, funnel] = ["rate", "funnel"].map((name) => readFileSync(join(folder, `out/${name}.js`), "utf8"));
    for (const name of ["rate", "funnel"]) assert.equal(node(folder, `out/${name}.js`), "0.25");
    assert.ok(funnel.includes("saleValueBenchmark"));
    assert.ok(!rate.includes("saleValueBenchmark"), entry);
  }
};

// The oldest browsers that the README names read each file as it is: nothing is newer than they are.
consumers["older-browsers"] = async () => {
  const { transform } = await import(pathToFileURL(tool("esbuild/lib/main.js")).href);
  for (const file of ["index.mjs", "index.browser.cjs", "index.iife.min.js", "plan.browser.mjs", "chance.browser.mjs", "index-bytes.mjs", "plan.iife.min.js", "error.mjs"]) {
    const text = readFileSync(join(installed, "dist", file), "utf8");
    const [now, then] = await Promise.all(["esnext", OLDEST].map((target) => transform(text, { target, minifyWhitespace: true })));
    assert.ok(then.code === now.code, `${file} is not for ${OLDEST}`);
  }
};

consumers.rollup = () => {
  const folder = project("rollup", {
    "a.js": PRINT,
    "rollup.config.js": 'import resolve from "@rollup/plugin-node-resolve";\nexport default { input: "a.js", output: { file: "out.mjs" }, plugins: [resolve()] };',
  }, { with: ["@rollup/plugin-node-resolve", "rollup"] });
  bin(folder, "rollup", "dist/bin/rollup", "-c", "--failAfterWarnings");
  rmSync(join(folder, "node_modules"), { recursive: true });
  is(node(folder, "out.mjs"), "wasm");
};

consumers.webpack = () => {
  // Its hint about assets above 244 KiB is off: the package is larger now, and its own budgets say so.
  for (const [mode, target, backend] of [["production", "web", "js"], ["development", "web", "js"], ["production", "webworker", "js"], ["production", "node", "wasm"]]) {
    const folder = project(`webpack-${mode}-${target}`, {
      "a.js": PRINT,
      "webpack.config.cjs": `module.exports = { mode: "${mode}", entry: "./a.js", target: ["${target}", "es2022"], performance: { hints: false }, output: { path: __dirname + "/out", filename: "a.cjs" } };`,
    }, { with: ["webpack", "webpack-cli"] });
    const said = bin(folder, "webpack", "bin/webpack.js", "-c", "webpack.config.cjs");
    assert.ok(!/WARNING|ERROR/.test(said), said);
    rmSync(join(folder, "node_modules"), { recursive: true });
    is(node(folder, "out/a.cjs"), backend);
  }
};

// Two generations of Rspack, which minifies with SWC.
for (const [version, name] of [["1", "rspack-1"], ["2", "@rspack/core"]]) {
  consumers[`rspack-${version}`] = async () => {
    const { rspack } = createRequire(join(here, "run.mjs"))(name);
    for (const [target, backend] of [["web", "js"], ["node", "wasm"]]) {
      const folder = project(`rspack-${version}-${target}`, { "a.js": PRINT });
      const stats = await new Promise((done, failed) =>
        rspack({
          context: folder, mode: "production", entry: "./a.js", target: [target, "es2022"], performance: { hints: false },
          output: { path: join(folder, "out"), filename: "a.cjs" },
        }, (error, stats) => (error ? failed(error) : done(stats))));
      assert.deepEqual(stats.toJson({ all: false, errors: true, warnings: true }), { errors: [], warnings: [] });
      rmSync(join(folder, "node_modules"), { recursive: true });
      is(node(folder, "out/a.cjs"), backend);
    }
  };
}

const vite = () => import(pathToFileURL(tool("vite/dist/node/index.js")).href);

consumers["vite-build"] = async () => {
  const { build } = await vite();
  const folder = project("vite-build", { "index.html": '<script type="module" src="/a.js"></script>', "a.js": PRINT });
  await build({ root: folder, base: "./", logLevel: "error", configFile: false });
  const { browser, serve } = await import("./chromium.mjs");
  const html = readFileSync(join(folder, "dist/index.html"), "utf8");
  await serve({ "index.html": html }, { assets: join(folder, "dist/assets") }, {}, (origin) => browser(async (page) => {
    const said = page.waitForEvent("console");
    await page.goto(`${origin}/none/index.html`);
    is((await said).text(), "js");
  }));
};

consumers["vite-dev"] = async () => {
  const { createServer } = await vite();
  const folder = project("vite-dev", {
    "index.html": '<script type="module" src="/a.js"></script>',
    "a.js": `${ESM}globalThis.document && (document.title = answer);`,
    "ssr.js": `${ESM}export default answer;`,
  });
  const server = await createServer({ root: folder, logLevel: "error", configFile: false, server: { port: 0, strictPort: false } });
  try {
    await server.listen();
    is((await server.ssrLoadModule("/ssr.js")).default, "wasm");
    const { browser, titleOf } = await import("./chromium.mjs");
    await browser(async (page) => {
      await page.goto(server.resolvedUrls.local[0]);
      is(await titleOf(page), "js");
    });
  } finally {
    await server.close();
  }
};

consumers["vite-ssr"] = async () => {
  const { build } = await vite();
  for (const noExternal of [true, false]) {
    const folder = project(`vite-ssr-${noExternal}`, { "a.js": PRINT });
    await build({ root: folder, logLevel: "error", configFile: false, build: { ssr: "a.js" }, ssr: { noExternal: noExternal || undefined } });
    is(node(folder, "dist/a.js"), "wasm");
  }
};

consumers.vitest = () => {
  const folder = project("vitest", {
    "a.test.js": `import { expect, test } from "vitest";\n${ESM}test("answer", () => expect(answer).toBe("${EXPECTED} wasm"));`,
  }, { with: ["vitest"] });
  assert.match(bin(folder, "vitest", "vitest.mjs", "run"), /1 passed/);
};

consumers.jest = () => {
  const folder = project("jest", {
    "a.test.js": `const { Funnel, FunnelError, backend, forward } = require("funnelmath");${USE}
test("answer", () => expect(answer).toBe("${EXPECTED} wasm"));
test("typed arrays of this realm", () => expect(forward({ rates: new Float64Array([0.5]), entry: 4 }).volumes).toEqual([4, 2]));
test("errors", () => expect(() => forward({ rates: [2], entry: 4 })).toThrow(FunnelError));`,
    "jest.config.js": "module.exports = { rootDir: __dirname };",
  }, { type: "commonjs" });
  run(process.execPath, [tool("jest/bin/jest.js"), "--ci"], { cwd: folder });
};

consumers.workerd = async () => {
  const { Miniflare } = createRequire(join(here, "run.mjs"))("miniflare");
  const esbuild = await import(pathToFileURL(tool("esbuild/lib/main.js")).href);
  const answerOf = async (folder, extra = {}) => {
    await esbuild.build({
      absWorkingDir: folder, entryPoints: ["a.js"], bundle: true, format: "esm", outfile: join(folder, "out/a.js"),
      external: ["*.wasm"], conditions: ["workerd", "worker", "browser"], logLevel: "error",
    });
    const worker = new Miniflare({
      modulesRoot: join(folder, "out"), rootPath: join(folder, "out"), compatibilityDate: "2025-01-01",
      modules: [{ type: "ESModule", path: join(folder, "out/a.js") }, ...(extra.modules ?? [])], cf: false,
    });
    try {
      const response = await worker.dispatchFetch("http://localhost/");
      return await response.text();
    } finally {
      await worker.dispose();
    }
  };
  const serve = (use) => `${use}export default { fetch: () => new Response(answer) };`;
  is(await answerOf(project("workerd", { "a.js": serve(ESM) })), "js");
  const folder = project("workerd-wasm", {
    "a.js": serve(`import core from "./funnelmath.wasm";import { Funnel, accelerate, backend } from "funnelmath";await accelerate(core);${USE}`),
  });
  mkdirSync(join(folder, "out"));
  cpSync(join(installed, "dist/index.wasm"), join(folder, "out/funnelmath.wasm"));
  is(await answerOf(folder, { modules: [{ type: "CompiledWasm", path: join(folder, "out/funnelmath.wasm") }] }), "wasm");
  // Bytes are refused there.
  const bytes = project("workerd-bytes", {
    "a.js": serve(`import bytes from "funnelmath/bytes";import { Funnel, accelerate, backend } from "funnelmath";await accelerate(bytes);${USE}`),
  });
  is(await answerOf(bytes), "js");
};

consumers.chromium = async () => {
  const { pages } = await import("./chromium.mjs");
  await pages(installed, `${EXPECTED}`, USE);
};

consumers.publint = async () => {
  const { publint } = await import(pathToFileURL(tool("publint/src/index-node.js")).href);
  const { messages } = await publint({ pkgDir: installed, strict: true });
  assert.deepEqual(messages, []);
};

consumers.attw = () => {
  const said = bin(home, "@arethetypeswrong/cli", "dist/index.js", tarball, "--format", "json", "--exclude-entrypoints", "./funnelmath.wasm", "./chance.wasm", "./plan.wasm");
  const { analysis } = JSON.parse(said);
  assert.deepEqual(analysis.problems, []);
};

consumers.tsd = () => {
  const folder = project("tsd", {}, { with: ["tsd"] });
  cpSync(join(here, "index.test-d.ts"), join(folder, "index.test-d.ts"));
  writeFileSync(join(folder, "index.d.ts"), 'export * from "funnelmath";\n');
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "tsd-project", version: "0.0.0", type: "module", types: "index.d.ts", tsd: { compilerOptions: { moduleResolution: "bundler", module: "esnext", types: [] } } }));
  bin(folder, "tsd", "dist/cli.js");
};

const BROWSER = ["vite-build", "vite-dev", "chromium"];
const asked = process.argv.slice(2);
const wanted = asked.filter((name) => name !== "--without-browser");
if (asked.length > wanted.length) {
  wanted.push(...Object.keys(consumers).filter((name) => !BROWSER.includes(name)));
  console.error(`!!! consumers: NOT tested, for want of a browser: ${BROWSER.join(", ")}`);
}
let failed = 0;
try {
  for (const name of wanted.length ? wanted : Object.keys(consumers)) {
    const begin = performance.now();
    try {
      await consumers[name]();
      console.log(`consumer: ${name} holds (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed += 1;
      console.error(`!!! consumer: ${name} fails: ${error.stack}\n${error.stdout ?? ""}${error.stderr ?? ""}`);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
