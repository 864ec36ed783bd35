/** Funnels and their plans: WebAssembly alone, from a module that the host provides. */
export * from "./plan-api.js";
export { init } from "./init.js";
