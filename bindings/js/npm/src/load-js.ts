import { twin } from "#twin";
import type { Loaded } from "./raw.js";

export function load(_done: () => void): Loaded {
  return [twin(), "js"];
}

// There is nothing else to come.
export function now(_done: () => void): void {}
