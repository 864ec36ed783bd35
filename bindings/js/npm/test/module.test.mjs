// The module under the layer: memory that does not grow, faults, refusal, and what it exports.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { backends, ENTRIES } from "./backends.mjs";
import { hashOf, hashOfPlans } from "./random.mjs";
import { fresh, watching } from "./watching.mjs";

const read = (name) => readFileSync(new URL(`../dist/${name}.wasm`, import.meta.url));
const bytes = read("index");
/** The package anew, with WebAssembly from the first call on. */
const compiled = async (entry) => {
  const api = await fresh(entry);
  assert.equal(api.backend(), "wasm");
  return api;
};

test("the modules need nothing", () => {
  for (const name of ENTRIES) {
    const module = new WebAssembly.Module(read(name));
    assert.deepEqual(WebAssembly.Module.imports(module), []);
    console.log(`${name}.wasm: ${read(name).length} bytes, ${WebAssembly.Module.exports(module).length} exports`);
  }
});

test("a million calls do not grow the memory", () =>
  watching(async (made) => {
    const api = await compiled("index");
    const funnel = new api.Funnel({ gates: [{ rate: 0.5 }, { rate: 0.4 }], saleValue: 100 });
    const some = (i) => {
      api.forward({ rates: [0.5, 0.4], entry: i, saleValue: 3 });
      if (i % 10 === 0) {
        funnel.plan({ revenue: i, actual: 3 });
        api.solve({ volumes: [i, null, null], rates: [0.5, null], saleValue: 1, revenue: 2 });
        api.rollUp({ gates: 1, rates: [0.5, 0.1], entries: [90, i], saleValues: [1, 1] });
        try {
          api.forward({ rates: [2], entry: i });
        } catch {}
      }
    };
    some(1);
    some(10);
    const before = made[0].memory.buffer.byteLength;
    for (let i = 0; i < 1_000_000; i++) some(i);
    assert.equal(made.length, 1);
    assert.equal(made[0].memory.buffer.byteLength, before);
    console.log(`memory: ${before} bytes before and after a million calls`);
  }));

const stackOf = (module) => {
  const script = readFileSync(new URL("../scripts/build.mjs", import.meta.url), "utf8");
  return Number(new RegExp(`name: "${module}".* stack: (\\d+)`).exec(script)[1]);
};

test("the deepest calls of funnelmath/plan leave a quarter of the stack", () =>
  watching(async (made) => {
    const size = stackOf("plan");
    const api = await compiled("plan");
    const stack = () => new Uint8Array(made[0].memory.buffer, 0, size);
    stack().fill(0xa5);
    for (const seed of [1, 2, 3]) hashOfPlans(api, seed, 5_000);
    const used = size - stack().findIndex((byte) => byte !== 0xa5);
    assert.equal(made.length, 1);
    assert.ok(used > 500 && used < 0.75 * size, `${used} of ${size} bytes`);
    console.log(`stack: ${used} of ${size} bytes in plan.wasm`);
  }));

test("the deepest calls leave a quarter of the stack", () =>
  watching(async (made) => {
    const size = stackOf("index");
    const api = await compiled("index");
    // Between calls all of the stack is free; it begins at its end.
    const stack = () => new Uint8Array(made[0].memory.buffer, 0, size);
    stack().fill(0xa5);
    const gates = [{ a: 2, b: 3 }, { a: 20, b: 30 }, { a: 3.5, b: 8 }, 0.7];
    const sizes = [Math.PI, Math.E, Math.SQRT2, 1];
    const flow = new api.Flow({ shape: 3, weeks: 4, rate: 0.5 });
    const chance = new api.Chance(gates);
    for (const n of [40, 512, 5000]) {
      const results = chance.results(n);
      results.atLeast(8);
      results.interval(0.9);
      for (const goal of [30, 3000]) results.revenue(sizes).atLeast(goal);
      results.revenue(sizes).quantile(0.9);
    }
    chance.inputsFor({ results: 8, confidence: 0.9 });
    chance.inputsForRevenue({ size: sizes, threshold: 30, confidence: 0.9 });
    flow.weeksForRevenue({ size: sizes, threshold: 30, confidence: 0.9 });
    flow.results(4).revenue(sizes).quantile(0.9);
    const funnel = new api.Funnel({ gates: [{ successes: 3, trials: 10 }, { successes: 30, trials: 100 }], saleValue: 100 });
    for (const start of [null, { open: [10, 5, 1] }]) funnel.plan({ revenue: 2000, confidence: 0.9, start });
    hashOf(api, 1, 50_000);
    const used = size - stack().findIndex((byte) => byte !== 0xa5);
    assert.equal(made.length, 1);
    assert.ok(used > 10_000 && used < 0.75 * size, `${used} of ${size} bytes`);
    console.log(`stack: ${used} of ${size} bytes`);
  }));

for (const [entry, backend] of [["index", "wasm"], ["index.browser", "js"], ["index.browser", "wasm"]]) {
  test(`long lists, which make the memory move: ${entry}, ${backend}`, async () => {
    const api = await fresh(entry);
    if (backend === "wasm") await api.accelerate(bytes);
    assert.equal(api.backend(), backend);
    assert.equal(api.overall([0.5]), 0.5);
    const rates = new Array(200_000).fill(1);
    const { volumes } = api.forward({ rates, entry: 7 });
    assert.equal(volumes.length, 200_001);
    assert.ok(volumes.every((volume) => volume === 7));
    const { rates: found } = api.solve({ volumes: [8, ...new Array(50_000).fill(null)], rates: new Array(50_000).fill(1) });
    assert.equal(found.length, 50_000);
    const team = api.rollUp({ gates: 60_000, rates: rates.slice(0, 120_000), entries: [1, 2], saleValues: [1, 1] });
    assert.ok(team.volumes.every((volume) => volume === 3) && team.rates.every((rate) => rate === 1));
    assert.deepEqual(api.forward({ rates: [0.5], entry: 4 }).volumes, [4, 2]);
  });
}

test("a trap is an error, and the next call has a new instance", () => {
  let trap = false;
  const unreachable = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  return watching(
    async (made) => {
      const api = await compiled("index");
      assert.equal(api.overall([0.5, 0.5]), 0.25);
      trap = true;
      assert.throws(() => api.forward({ rates: [0.5], entry: 1 }), (error) =>
        error instanceof api.FunnelError && error.code === "internal" && error.path.length === 0 && error.value === null);
      assert.equal(made.length, 1);
      assert.deepEqual(api.forward({ rates: [0.5], entry: 4 }).volumes, [4, 2]);
      assert.equal(made.length, 2);
      assert.equal(api.backend(), "wasm");
    },
    (exports, nth) =>
      nth ? exports : { ...exports, run: (which) => trap ? unreachable() : exports.run(which) },
  );
});

for (const [how, broken] of [
  ["that cannot be compiled", { Module: class { constructor() { throw new WebAssembly.CompileError("refused"); } } }],
  ["that cannot be instantiated", { Instance: class { constructor() { throw new EvalError("refused"); } } }],
  ["that is not there", undefined],
]) {
  test(`WebAssembly ${how}: the twin answers`, async () => {
    const kept = globalThis.WebAssembly;
    globalThis.WebAssembly = broken && Object.assign(Object.create(kept), broken);
    try {
      const api = await fresh("index");
      assert.equal(api.backend(), "js");
      assert.deepEqual(api.forward({ rates: [0.65, 0.4], entry: 20, saleValue: 3400 }), { volumes: [20, 13, 5.2], revenue: 17680 });
    } finally {
      globalThis.WebAssembly = kept;
    }
  });
}

for (const entry of ENTRIES) {
  test(`a host that reads no hex digits: ${entry}`, async () => {
    const kept = globalThis.Buffer;
    try {
      delete globalThis.Buffer;
      const api = await fresh(entry);
      assert.equal(api.backend(), "wasm");
      assert.equal(api.rateOneIn(4), 0.25);
      const { default: bytes } = await import(`../dist/${entry}-bytes.mjs?${entry}`);
      assert.deepEqual(kept.from(bytes), read(entry));
    } finally {
      globalThis.Buffer = kept;
    }
  });

  test(`in a browser WebAssembly is not touched before it is asked for: ${entry}`, () =>
    watching(async (made) => {
      const kept = globalThis.WebAssembly;
      const touched = [];
      globalThis.WebAssembly = new Proxy(kept, { get: (target, key) => (touched.push(key), target[key]) });
      try {
        const api = await fresh(`${entry}.browser`);
        const funnel = new api.Funnel({ gates: [{ rate: 0.65 }, { successes: 2, trials: 5 }], saleValue: 3400 });
        const before = funnel.plan({ revenue: 25000, actual: 5 });
        assert.equal(api.backend(), "js");
        assert.deepEqual([touched, made.length], [[], 0]);
        assert.equal(await api.accelerate(import(`../dist/${entry}-bytes.mjs`)), "wasm");
        assert.equal(api.backend(), "wasm");
        assert.deepEqual(funnel.plan({ revenue: 25000, actual: 5 }), before);
        assert.throws(() => api.forward({ rates: [2], entry: 1 }), { code: "rate", path: ["rates", 0], value: 2 });
        const before2 = touched.length;
        // Asked again, it is there.
        assert.equal(await api.accelerate(import(`../dist/${entry}-bytes.mjs`)), "wasm");
        assert.equal(touched.length, before2);
        assert.ok(!touched.includes("Module") && !touched.includes("Instance"), "nothing that a browser of before 2024 limits to 4 KB");
      } finally {
        globalThis.WebAssembly = kept;
      }
    }));

  test(`every source of WebAssembly: ${entry}`, async () => {
    const bytes = read(entry);
    const module = new WebAssembly.Module(bytes);
    const { createRequire } = await import("node:module");
    for (const source of [
      bytes, new Uint8Array(bytes).buffer, module, { default: module }, { default: { default: bytes } }, Promise.resolve(bytes),
      new Response(bytes), Promise.resolve(new Response(bytes)), createRequire(import.meta.url)(`../dist/${entry}-bytes.cjs`),
    ]) {
      const api = await fresh(`${entry}.browser`);
      assert.equal(await api.accelerate(source), "wasm");
      assert.equal(api.rateOneIn(2), 0.5);
    }
    const api = await fresh(`${entry}.browser`);
    for (const source of [undefined, null, "core.wasm", {}]) await assert.rejects(api.accelerate(source), { name: "FunnelError", code: "type", path: ["source"] });
    await assert.rejects(api.accelerate(Promise.reject(new Error("404"))), /404/);
    assert.equal(await api.accelerate(new Uint8Array(4)), "js");
    assert.equal(api.rateOneIn(2), 0.5);
    // A call that breaks off: a new instance of the same module, and where that is refused the twin.
    await api.accelerate(bytes);
    assert.equal(api.backend(), "wasm");
  });

  test(`a module of another entry or version is refused, and so is a function that is not there: ${entry}`, async () => {
    const own = read(entry);
    const { identity, run } = new WebAssembly.Instance(new WebAssembly.Module(own)).exports;
    // The same module with another number in it, as of another version: the one constant of its `identity`.
    const number = [];
    for (let rest = identity() | 0, more = true; more; rest >>= 7) {
      more = !((rest >> 6) === 0 || (rest >> 6) === -1);
      number.push((rest & 0x7f) | (more ? 0x80 : 0));
    }
    const at = own.indexOf(Buffer.from([0x41, ...number]));
    assert.ok(at > 0 && own.indexOf(Buffer.from([0x41, ...number]), at + 1) < 0);
    const older = Buffer.from(own);
    older[at + 1] ^= 1;
    const foreign = [older, Buffer.from("0061736d01000000", "hex"), ...ENTRIES.filter((other) => other !== entry).map(read)];
    const api = await fresh(`${entry}.browser`);
    for (const bytes of foreign) {
      for (const source of [bytes, new WebAssembly.Module(bytes)]) {
        await assert.rejects(api.accelerate(source), (error) => error instanceof api.FunnelError && error.code === "module");
      }
    }
    assert.deepEqual(api.forward({ rates: [0.5], entry: 4 }).volumes, [4, 2]);
    assert.equal(api.backend(), "js");
    for (const number of [1000, -1]) assert.equal(run(number) >>> 0, 2 ** 32 - 1);
  });
}

test("a fault behind accelerate: another instance, and where that is refused the twin", async () => {
  const { instantiate, Instance } = WebAssembly;
  const broken = (exports, times) => ({ ...exports, identity: exports.identity, run: (which) => (times-- > 0 ? exports.run(which) : (() => { throw new WebAssembly.RuntimeError("unreachable"); })()) });
  WebAssembly.instantiate = async (module) => ({ exports: broken((await instantiate(module)).exports, 1) });
  try {
    for (const backend of ["wasm", "js"]) {
      const api = await fresh("index.browser");
      await api.accelerate(bytes);
      assert.equal(api.overall([0.5]), 0.5);
      assert.throws(() => api.overall([0.5]), { code: "internal" });
      if (backend === "js") WebAssembly.Instance = class { constructor() { throw new RangeError("refused"); } };
      assert.equal(api.overall([0.5]), 0.5);
      assert.equal(api.backend(), backend);
    }
  } finally {
    Object.assign(WebAssembly, { instantiate, Instance });
  }
});

test("refused once, WebAssembly is not tried again", async () => {
  const kept = globalThis.WebAssembly;
  let tries = 0;
  globalThis.WebAssembly = Object.assign(Object.create(kept), { Module: function () { tries += 1; throw new EvalError("refused"); } });
  try {
    const api = await fresh("index");
    for (let i = 0; i < 3; i++) assert.equal(api.overall([0.5]), 0.5);
    assert.equal(api.backend(), "js");
    assert.equal(tries, 1);
  } finally {
    globalThis.WebAssembly = kept;
  }
});

test("layers that share a twin do not disturb each other", async () => {
  const [a, b] = await Promise.all([fresh("index.browser"), fresh("index.browser")]);
  const rates = [0.65, 0.4];
  for (let i = 0; i < 3; i++) {
    assert.deepEqual(a.forward({ rates, entry: 20 }).volumes, [20, 13, 5.2]);
    // Its memory grows, and moves.
    assert.equal(b.forward({ rates: new Array(100_000 * (i + 1)).fill(1), entry: 7 }).volumes.at(-1), 7);
    assert.equal(new a.Chance(rates).inputsFor({ results: 8, confidence: 0.9 }).inputs, 43);
    const c = await fresh("index.browser");
    assert.equal(c.rateOneIn(4), 0.25);
    assert.deepEqual(b.forward({ rates, entry: 20 }).volumes, [20, 13, 5.2]);
    assert.throws(() => a.forward({ rates: [2], entry: 20 }), { code: "rate", value: 2 });
  }
});

test("an error of one entry is one of the others", async () => {
  const { createRequire } = await import("node:module");
  const require = createRequire(import.meta.url);
  for (const load of [(file) => import(`../dist/${file}.mjs`), async (file) => require(`../dist/${file}.cjs`)]) {
    const [first, ...others] = await Promise.all(ENTRIES.flatMap((entry) => [entry, `${entry}.browser`]).map(load));
    for (const { FunnelError } of others) assert.equal(FunnelError, first.FunnelError);
  }
});

test("backends answer alike", () => {
  for (const api of [backends.wasm, backends.js]) assert.equal(api.overall([0.1, 0.2, 0.3]), 0.1 * 0.2 * 0.3);
});

for (const [flag, use] of [["module", "import { forward } from"], ["commonjs", "const { forward } = require"]]) {
  test(`an uncaught error prints a few lines: ${flag}`, () => {
    const file = new URL(`../dist/index.${flag === "module" ? "mjs" : "cjs"}`, import.meta.url);
    const name = flag === "module" ? `"${file}"` : `(${JSON.stringify(fileURLToPath(file))})`;
    const { status, stderr } = spawnSync(process.execPath, [`--input-type=${flag}`, "-e", `${use} ${name}; forward({ rates: [2], entry: 1 });`], { encoding: "utf8" });
    assert.equal(status, 1);
    assert.match(stderr, /FunnelError: rates\[0\]: a rate must be/);
    assert.ok(stderr.length < 5_000, `${stderr.length} bytes`);
  });
}

