/** Sales-funnel maths: the JavaScript build alone, same API, same answers. */
export * from "./api.js";
