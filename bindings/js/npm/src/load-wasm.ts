import { fits } from "./fits.js";
import type { Loaded, Raw } from "./raw.js";

let module: WebAssembly.Module | undefined;

export function load(_done: () => void): Loaded {
  if (!module) throw new Error("funnelmath/wasm: call init(module or bytes) first");
  return [new WebAssembly.Instance(module).exports as unknown as Raw, "wasm"];
}

/** @internal */
export function use(source: WebAssembly.Module | BufferSource): void {
  const given =
    Object.prototype.toString.call(source) === "[object WebAssembly.Module]"
      ? (source as WebAssembly.Module)
      : new WebAssembly.Module(source as BufferSource);
  fits(new WebAssembly.Instance(given).exports);
  module = given;
}

// There is nothing else to come.
export function now(_done: () => void): void {}
