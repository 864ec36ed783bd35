import { twin } from "#twin";
import type { Loaded } from "./raw.js";

export function load(): Loaded {
  return [twin(), "js"];
}

// There is nothing else.
export function ahead(): void {}
export function now(): void {}
