import type { Loaded, Raw } from "./raw.js";

let made: (() => Raw) | undefined;

export function load(): Loaded {
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

// There is nothing else.
export function ahead(): void {}
export function now(): void {}
