/** In browsers and on edge hosts: no WebAssembly before it is asked for. */
export const first = (): WebAssembly.Module | null => null;
