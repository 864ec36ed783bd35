// Each call reserves all the room that the module writes to: the memory behind it is a canary.
import assert from "node:assert/strict";
import { test } from "node:test";
import { hashOf } from "./random.mjs";
import { backends } from "./backends.mjs";
import { fresh } from "./watching.mjs";

const CANARY = 0x5a;

test("nothing is written behind the room that a call reserved", async () => {
  let room = 0;
  let broken = false;
  let calls = 0;
  const guarded = (exports) => {
    const reserve = (len) => {
      room = len;
      return exports.reserve(len);
    };
    const wrapped = { ...exports, reserve };
    for (const [name, call] of Object.entries(exports)) {
      if (typeof call !== "function" || name === "reserve" || name.startsWith("_")) continue;
      wrapped[name] = (...numbers) => {
        if (broken) throw new WebAssembly.RuntimeError("unreachable");
        calls += 1;
        const behind = Buffer.from(exports.memory.buffer, exports.reserve(room) + 8 * room).fill(CANARY);
        const error = call(...numbers);
        const whole = behind.equals(Buffer.alloc(behind.length, CANARY));
        const hurt = whole || behind.findIndex((byte) => byte !== CANARY);
        assert.ok(whole, `${name}(${numbers}) wrote to byte ${hurt} behind its ${room} numbers`);
        return error;
      };
    }
    return wrapped;
  };
  // One instance for all: a process has room for a few thousand only.
  const { Instance } = WebAssembly;
  let only;
  WebAssembly.Instance = function (module) {
    only ??= new Instance(module).exports;
    return { exports: guarded(only) };
  };
  try {
    const api = await fresh("index");
    api.backend();
    // A call that breaks off: the next has a new instance, so that it reserves just what it asks for.
    const renew = () => {
      broken = true;
      assert.throws(() => api.overall([1]), { code: "internal" });
      broken = false;
    };
    const renewed = (call) => (...args) => {
      renew();
      return call(...args);
    };
    class Funnel extends api.Funnel {
      plan(target) {
        renew();
        return super.plan(target);
      }
    }
    const functions = Object.entries(api).map(([name, it]) => [name, /^[a-z]/.test(name) ? renewed(it) : it]);
    // Made, they have asked one question; the next reserves just what it asks for.
    const renewing = (Class) => class extends Class {
      constructor(given) {
        super(given);
        renew();
      }
    };
    const classes = { Funnel, Chance: renewing(api.Chance), Flow: renewing(api.Flow), Evidence: renewing(api.Evidence) };
    const guardedApi = { ...Object.fromEntries(functions), ...classes };
    for (const seed of [1, 2, 3]) {
      assert.equal(hashOf(guardedApi, seed, 5_000), hashOf(backends.js, seed, 5_000));
    }
    const gates = 40;
    const rates = new Array(gates).fill(0.9);
    const none = (len) => new Array(len).fill(null);
    guardedApi.rollUp({ gates, rates, entries: [1], saleValues: [1] });
    guardedApi.rollUp({ gates, rates: [], entries: [], saleValues: [] });
    guardedApi.solve({ volumes: none(gates + 1), rates: none(gates) });
    guardedApi.solve({ volumes: [1, ...none(gates - 1), 1], rates: none(gates), saleValue: 1, revenue: 3 });
    const options = { gates: rates.map((rate) => ({ rate, benchmark: 0.95 })), saleValue: 3, saleValueBenchmark: 4 };
    for (const start of [null, { open: new Array(gates + 1).fill(1) }]) {
      assert.equal(new Funnel(options).plan({ revenue: 9, actual: 1, start }).sensitivity.length, 3 * gates + 2);
    }
    const counted = { gates: rates.map(() => ({ successes: 90, trials: 100 })), saleValue: 3 };
    const { confident } = new Funnel(counted).plan({ revenue: 9, confidence: 0.5 });
    assert.equal(confident.total.stages.length, gates + 1);
  } finally {
    WebAssembly.Instance = Instance;
  }
  assert.ok(calls > 15_000, `${calls}`);
  console.log(`room: ${calls} calls leave the memory behind their room alone`);
});
