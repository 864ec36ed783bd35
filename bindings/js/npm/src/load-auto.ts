import { CORE } from "#core";
import { twin } from "#twin";
import { decode } from "./decode.js";
import type { Loaded, Raw } from "./raw.js";

/** WebAssembly's module; `null` where anything stands against it. */
let module: WebAssembly.Module | null | undefined;
let asked = false;

/**
 * WebAssembly once it is compiled; until then, or where that is refused, its JavaScript twin, which has the first answer
 * in a third of the time. Behind that answer WebAssembly is compiled, and `done` told.
 */
export function load(done: () => void): Loaded {
  if (module) {
    try {
      return [new WebAssembly.Instance(module).exports as unknown as Raw, "wasm"];
    } catch {
      module = null;
    }
  }
  if (!asked) Promise.resolve(done).then(ahead);
  asked = true;
  return [twin(), "js"];
}

async function ahead(done: () => void): Promise<void> {
  if (module !== undefined) return;
  let made: WebAssembly.Module | null = null;
  try {
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
