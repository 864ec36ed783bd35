import type { Loaded, Raw } from "./raw.js";

let made: (() => Raw) | undefined;

export function load(_done: () => void): Loaded {
  if (!made) throw new Error("funnelmath/wasm: call init(module or bytes) first");
  return [made(), "wasm"];
}

/** @internal */
export function use(source: WebAssembly.Module | BufferSource): void {
  const module =
    Object.prototype.toString.call(source) === "[object WebAssembly.Module]"
      ? (source as WebAssembly.Module)
      : new WebAssembly.Module(source as BufferSource);
  made = () => new WebAssembly.Instance(module).exports as unknown as Raw;
}

// There is nothing else to come.
export function now(_done: () => void): void {}
