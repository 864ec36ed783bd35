import { CORE } from "./core.generated.js";
import { decode } from "./decode.js";
import type { Loaded, Raw } from "./raw.js";
import { twin } from "./twin.generated.js";

/** WebAssembly where it is allowed, its JavaScript twin where anything stands against it. */
export function load(): Loaded {
  try {
    const module = new WebAssembly.Module(decode(CORE));
    return [new WebAssembly.Instance(module).exports as unknown as Raw, "wasm"];
  } catch {
    return [twin(), "js"];
  }
}
