import { close } from "./engine.js";
import { use } from "./load-wasm.js";

/**
 * Sets the module to be used, compiled, or its bytes: `funnelmath/core.wasm`, or `funnelmath/plan.wasm` for
 * `funnelmath/plan/wasm`. Call it once, before anything else.
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
