import { CORE } from "#core";
import { twin } from "#twin";
import { decode } from "./decode.js";
import type { Loaded, Raw } from "./raw.js";

/** WebAssembly's module; `null` where anything stands against it. */
let module: WebAssembly.Module | null | undefined;
let asked = false;

/** WebAssembly once it is compiled; until then, or where that is refused, its JavaScript twin. */
export function load(): Loaded {
  try {
    if (module) return [new WebAssembly.Instance(module).exports as unknown as Raw, "wasm"];
  } catch {
    module = null;
  }
  return [twin(), "js"];
}

/** Compiles behind the first answers, which the twin has in a third of the time; then says so. */
export async function ahead(done: () => void): Promise<void> {
  if (asked) return;
  asked = true;
  let made: WebAssembly.Module | null = null;
  try {
    // Not before the answer that is being asked for.
    await made;
    made = await WebAssembly.compile(decode(CORE));
  } catch {}
  settle(made, done);
}

/** Compiles at once, for those who ask which of the two it is. */
export function now(done: () => void): void {
  if (module !== undefined) return;
  let made: WebAssembly.Module | null = null;
  try {
    made = new WebAssembly.Module(decode(CORE));
  } catch {}
  settle(made, done);
}

function settle(made: WebAssembly.Module | null, done: () => void): void {
  if (module !== undefined) return;
  module = made;
  if (made) done();
}
