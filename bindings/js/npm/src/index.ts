/** Sales-funnel maths: WebAssembly where it is allowed, the same in JavaScript where it is not. */
export * from "./api.js";
