import type { Allowed, ErrorCode } from "./types.js";

/**
 * An input that cannot be used, by its type or its value. Nothing was computed.
 *
 * Entries of one kind share this class: an error of `funnelmath/plan` is an `instanceof` the `FunnelError` of `funnelmath`.
 * A page or process that loads the package both by `import` and by `require` has two; compare `error.name` there.
 *
 * @example
 * ```js
 * try {
 *   new Funnel({ gates: [{ rate: 0.65 }, { rate: 1.4 }] });
 * } catch (error) {
 *   error.code;    // "rate"
 *   error.path;    // ["gates", 1, "rate"]
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
  /**
   * Where, as one would reach it: keys and indices from the object that was passed, or from the name of the argument;
   * empty for the object itself. Of an answer that is too large, which one it is.
   */
  readonly path: readonly (string | number)[];
  /** What was found there; `null` where there is nothing to tell. */
  readonly value: unknown;
  /** What would be allowed there, where it can be listed; `null` otherwise. */
  readonly allowed: Allowed | null;

  /** @internal `field` as people write it, `gates[1].rate`; `target.`, with a dot, is the argument itself. */
  constructor(code: ErrorCode, message: string, field = "", value: unknown = null, allowed: Allowed | null = null) {
    super((field && field.replace(/\.$/, "") + ": ") + message);
    this.name = "FunnelError";
    this.code = code;
    this.path = field.endsWith(".") ? [] : (field.match(/[^.[\]]+/g) ?? []).map((part) => (/^\d/.test(part) ? Number(part) : part));
    this.value = value;
    this.allowed = allowed;
  }
}
