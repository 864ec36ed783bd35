/** What the module exports: numbers in, an error number out, lists through the buffer of `reserve`. */
export type Name =
  | "rate_from_counts"
  | "rate_one_in"
  | "rates_from_counts"
  | "overall"
  | "forward"
  | "required"
  | "sensitivity"
  | "roll_up"
  | "convert"
  | "per_year"
  | "whole"
  | "whole_each"
  | "solve"
  | "plan"
  | "check"
  | "activity_gauge"
  | "attainment"
  | "velocity"
  | "velocity_effect"
  | "weighted_pipeline"
  | "coverage"
  | "required_coverage";

export type Raw = Record<Name | "reserve", (...numbers: number[]) => number> & {
  readonly memory: { readonly buffer: ArrayBuffer };
};

/** Which of the two builds of the same module answers. */
export type Backend = "wasm" | "js";

export type Loaded = readonly [Raw, Backend];
