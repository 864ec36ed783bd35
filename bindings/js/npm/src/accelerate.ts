import { backend, close } from "./engine.js";
import { use } from "./load.js";
import type { Backend } from "./raw.js";

/** A WebAssembly module of this entry: compiled, its bytes, a response with them, or a JavaScript module that has one of these. */
export type ModuleSource = WebAssembly.Module | BufferSource | Response | { readonly default: WebAssembly.Module | BufferSource };

/**
 * Lets WebAssembly answer from now on, where it is allowed; tells which backend does. The answers are the same to the last
 * bit. In browsers and on edge hosts nothing is compiled before this is called; elsewhere WebAssembly answers anyway, and
 * the source is not looked at.
 *
 * @param source - the module of this very entry: `import("funnelmath/bytes")`, `fetch(...)` of its `.wasm` file, or what an
 *   import of that file gives; or a promise of it. A source that cannot be had rejects
 * @throws {FunnelError} `module`: of another entry or version
 * @example
 * ```js
 * await accelerate(import("funnelmath/bytes")); // "wasm", or "js" where WebAssembly is refused
 * ```
 */
export async function accelerate(source: ModuleSource | PromiseLike<ModuleSource>): Promise<Backend> {
  // Twice: a bundler may have made a namespace of a namespace.
  let given: unknown = await source;
  for (let i = 0; i < 2; i++) given = (given as { default?: unknown } | null)?.default ?? given;
  if (backend() === "wasm") return "wasm";
  if (typeof (given as Response | null)?.arrayBuffer === "function") given = await (given as Response).arrayBuffer();
  if (await use(given as WebAssembly.Module)) close();
  return backend();
}
