/** Sales-funnel maths: WebAssembly alone, from a module that the host provides. */
import { close } from "./engine.js";
import { use } from "./load-wasm.js";
export * from "./api.js";

/**
 * Sets the module to be used, `funnelmath/core.wasm`: compiled, or its bytes. Call it once, before anything else.
 *
 * @example
 * ```js
 * import core from "funnelmath/core.wasm"; // as Cloudflare Workers do
 * import { init, Funnel } from "funnelmath/wasm";
 * init(core);
 * ```
 */
export function init(core: WebAssembly.Module | BufferSource): void {
  use(core);
  close();
}
