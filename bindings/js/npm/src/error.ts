import { ERRORS } from "./errors.generated.js";
import type { ErrorCode } from "./types.js";

/**
 * An input that cannot be used. Nothing was computed.
 *
 * @example
 * ```js
 * try {
 *   new Funnel({ gates: [{ rate: 0.65 }, { rate: 1.4 }] });
 * } catch (error) {
 *   error.code;    // "rate"
 *   error.index;   // 1
 *   error.value;   // 1.4
 *   error.message; // "gates[1].rate: a rate must be a number from 0 to 1 (got 1.4)"
 * }
 * ```
 */
export class FunnelError extends Error {
  /** @internal Minifiers give the class another. */
  static override readonly name: string = "FunnelError";

  /** What was wrong: a stable name. */
  readonly code: ErrorCode;
  /** Which element of a list it concerns; for `"length"` the length it should have; `null` for none. */
  readonly index: number | null;
  /** What was found there; for `"stage"` and `"gate"` the last there is; `null` for nothing to tell. */
  readonly value: number | null;

  /** @internal */
  constructor(code: ErrorCode, index: number | null, value: number | null, field?: string, word?: string) {
    let text = ERRORS.find(([name]) => name === code)?.[1] ?? "the computation broke off; the next call starts afresh";
    if (field) text = field + ": " + text;
    if (code === "length") text += ` (expected ${index}, got ${value})`;
    else if (index !== null && (code === "stage" || code === "gate")) text += ` (got ${index}, the last is ${value})`;
    else if (value !== null || word) text += ` (got ${value ?? JSON.stringify(word)})`;
    super(text);
    this.name = "FunnelError";
    this.code = code;
    this.index = index;
    this.value = value;
  }
}
