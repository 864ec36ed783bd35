/** Funnels and their plans alone, for pages that ask nothing else: a fifth of the whole. */
export * from "./plan-api.js";
