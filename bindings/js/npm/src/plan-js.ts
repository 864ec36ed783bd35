/** Funnels and their plans: the JavaScript build alone. */
export * from "./plan-api.js";
