import bytes from "#bytes";

/** Elsewhere: WebAssembly at once; nothing where it is refused. */
export function first(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(bytes);
  } catch {
    return null;
  }
}
