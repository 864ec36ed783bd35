// The package as it was built, once for each way to run it.
import { readFileSync } from "node:fs";
import * as auto from "../dist/index.mjs";
import * as js from "../dist/js.mjs";
import * as planAuto from "../dist/plan.mjs";
import * as planJs from "../dist/plan-js.mjs";
import * as planWasm from "../dist/plan-wasm.mjs";
import * as wasm from "../dist/wasm.mjs";

export const testdata = new URL("../../../../core/testdata/", import.meta.url);

wasm.init(readFileSync(new URL("../dist/core.wasm", import.meta.url)));
planWasm.init(readFileSync(new URL("../dist/plan.wasm", import.meta.url)));

export const backends = { auto, js, wasm };
/** The same of `funnelmath/plan`. */
export const plans = { auto: planAuto, js: planJs, wasm: planWasm };
// Asked for, WebAssembly is compiled at once.
for (const { auto } of [backends, plans]) auto.backend();
