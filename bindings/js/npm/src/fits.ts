import { FunnelError } from "./error.js";

/** The number of this layer's module: the build puts it here and into the module. */
declare const IDENTITY: number;

/** An error unless these are the exports of this layer's own module. */
export function fits(exports: WebAssembly.Exports): void {
  const { identity } = exports;
  if (typeof identity !== "function" || identity() >>> 0 !== IDENTITY) {
    throw new FunnelError("module", "a WebAssembly module of another entry or version of funnelmath");
  }
}
