// The package as it was built, once for each way to run it.
import { readFileSync } from "node:fs";
import * as auto from "../dist/index.mjs";
import * as js from "../dist/js.mjs";
import * as wasm from "../dist/wasm.mjs";

export const testdata = new URL("../../../../core/testdata/", import.meta.url);

wasm.init(readFileSync(new URL("../dist/core.wasm", import.meta.url)));

export const backends = { auto, js, wasm };
