/** Sales-funnel maths: WebAssembly alone, from a module that the host provides. */
export * from "./api.js";
export { init } from "./init.js";
