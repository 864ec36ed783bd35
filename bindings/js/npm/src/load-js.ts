import type { Loaded } from "./raw.js";
import { twin } from "./twin.generated.js";

export function load(): Loaded {
  return [twin(), "js"];
}
