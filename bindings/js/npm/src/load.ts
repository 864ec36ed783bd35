import { first } from "#first";
import { twin } from "#twin";
import { FunnelError } from "./error.js";
import type { Loaded, Raw } from "./raw.js";

/** The number of this layer's module: the build puts it here and into the module. */
declare const IDENTITY: number;

/** WebAssembly's module; `null` where there is none. */
let module: WebAssembly.Module | null | undefined;
/** An instance of it that nobody has yet. */
let ready: Raw | undefined;

/** WebAssembly where there is a module, else its JavaScript twin. */
export function load(): Loaded {
  if (module === undefined) module = first();
  let made = ready;
  ready = undefined;
  try {
    made ??= module ? (new WebAssembly.Instance(module).exports as unknown as Raw) : undefined;
  } catch {
    // Refused once, it is not tried again.
    module = null;
  }
  return made ? [made, "wasm"] : [twin(), "js"];
}

/**
 * Has `load` take this module from now on, if it is this layer's own; nothing where WebAssembly is refused. Browsers of
 * before 2024 compile and instantiate no more than 4 KB at once on the main thread, so it is done in the background.
 */
export async function use(source: WebAssembly.Module | BufferSource): Promise<boolean> {
  let made: WebAssembly.Module;
  let exports: WebAssembly.Exports;
  try {
    const compiled = Object.prototype.toString.call(source) === "[object WebAssembly.Module]";
    made = compiled ? (source as WebAssembly.Module) : await WebAssembly.compile(source as BufferSource);
    ({ exports } = await WebAssembly.instantiate(made));
  } catch (error) {
    // What is refused is an error of another kind.
    if (error instanceof TypeError) throw new FunnelError("type", "expected a WebAssembly module, its bytes, or a response with them", "source", source);
    return false;
  }
  const { identity } = exports;
  if (typeof identity !== "function" || identity() >>> 0 !== IDENTITY) {
    throw new FunnelError("module", "a WebAssembly module of another entry or version of funnelmath");
  }
  module = made;
  ready = exports as unknown as Raw;
  return true;
}
