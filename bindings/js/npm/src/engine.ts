import { load } from "#load";
import { ERRORS } from "./errors.generated.js";
import type { ErrorCode } from "./types.js";
import type { Backend, Name, Raw } from "./raw.js";

let raw: Raw | undefined;
let kind: Backend;
// A view of the room that calls have had so far, and the place in it that is written or read next.
let view = new Float64Array(0);
let at = 0;

function open(): Raw {
  [raw, kind] = load();
  view = new Float64Array(0);
  return raw;
}

/** Which backend answers in this process or page: `"wasm"`, or `"js"` where WebAssembly is refused. */
export function backend(): Backend {
  raw ?? open();
  return kind;
}

/** Forgets the instance: the next call makes another. */
export function close(): void {
  raw = undefined;
}

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

/** Names the field that each kind of error concerns. */
export type Where = (index: number | null, value: number | null) => { readonly [code in ErrorCode]?: string };

function lost(): never {
  close();
  throw new FunnelError("internal", null, null);
}

/**
 * Makes room for a call and begins to write: `len` numbers for its lists, its results and what it needs behind them,
 * which it does not check. An error needs 4.
 */
export function begin(len: number): void {
  raw ?? open();
  at = 0;
  if (view.length < len) {
    try {
      // Only here memory grows; where it cannot, there is no such view.
      const from = raw!.reserve((len = Math.max(len, 4)));
      view = new Float64Array(raw!.memory.buffer, from, len);
    } catch {
      lost();
    }
  }
}

/** Runs an export over the buffer; its results stand behind what was written, and are read next. */
export function call(
  name: Name, where: Where,
  // As many as any export has: passing on a list of them would take half as long as most calls.
  a?: number, b?: number, c?: number, d?: number, e?: number, f?: number, g?: number, h?: number, i?: number, j?: number, k?: number,
): void {
  let error = 0;
  try {
    error = raw![name](a!, b!, c!, d!, e!, f!, g!, h!, i!, j!, k!);
  } catch {
    lost();
  }
  if (error) {
    at = 0;
    const index = maybe();
    const value = maybe();
    const code = ERRORS[error - 1]![0] as ErrorCode;
    throw new FunnelError(code, index, value, where(index, value)[code]);
  }
}

export function put(number: number): void {
  view[at++] = number;
}

/** Writes a number that may be missing. */
export function putMaybe(number: number | undefined): void {
  view[at++] = number === undefined ? 0 : 1;
  view[at++] = number ?? 0;
}

export function putList(list: ArrayLike<number>): void {
  for (let i = 0; i < list.length; i++) view[at++] = list[i]!;
}

export function next(): number {
  return view[at++]!;
}

/** Reads a number that may be missing. */
export function maybe(): number | null {
  at += 2;
  return view[at - 2] ? view[at - 1]! : null;
}

/** Steps over numbers that are not read. */
export function skip(len: number): void {
  at += len;
}

export function take(len: number): number[] {
  const list: number[] = [];
  for (let i = 0; i < len; i++) list.push(view[at++]!);
  return list;
}
