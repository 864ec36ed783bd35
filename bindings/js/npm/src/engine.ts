import { load } from "#load";
import { ERRORS } from "./errors.generated.js";
import type { ErrorCode } from "./types.js";
import type { Backend, Raw, Run } from "./raw.js";

let raw: Raw | undefined;
let kind: Backend;
// A view of the room that calls have had so far, and the place in it that is written or read next.
let view = new Float64Array(0);
let at = 0;
let need = 0;
// The fields that the call has written, and where each stands: an error finds its field by its code and value.
const fields: string[] = [];
const places: number[] = [];
let count = 0;

/** At the head of the buffer an error stands: its index, whether it has a value, the value. */
const HEAD = 3;
/** No call has more numbers than this beside its lists, read and written. */
const BESIDE = 48;

/** Which backend answers in this process or page: `"wasm"`, or `"js"` where WebAssembly is refused. */
export function backend(): Backend {
  raw ?? open();
  return kind;
}

function open(): void {
  [raw, kind] = load();
  view = new Float64Array(0);
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
    else if (index !== null && isPlace(code)) text += ` (got ${index}, the last is ${value})`;
    else if (value !== null || word) text += ` (got ${value ?? JSON.stringify(word)})`;
    super(text);
    this.name = "FunnelError";
    this.code = code;
    this.index = index;
    this.value = value;
  }
}

const isPlace = (code: ErrorCode) => code === "stage" || code === "gate";

function lost(): never {
  close();
  throw new FunnelError("internal", null, null);
}

/** Begins to write a call: the fields it reads, in the order in which the module reads them. */
export function begin(): void {
  raw ?? open();
  at = HEAD;
  count = 0;
  need = HEAD;
  room(BESIDE);
}

/** Makes room for so many numbers more, in lists that are read or written. */
export function room(len: number): void {
  need += len;
  if (view.length < need) {
    try {
      // Only here memory grows; where it cannot, there is no such view. What was written stays.
      const from = raw!.reserve(need);
      view = new Float64Array(raw!.memory.buffer, from, need);
    } catch {
      lost();
    }
  }
}

/**
 * Says that a field stands next. A field is written as `name:code:code`, with the codes of the errors that may
 * concern it; `[]` in a list's name is where its index belongs.
 */
export function mark(field: string): void {
  fields[count] = field;
  places[count++] = at;
}

export function put(number: number): void {
  view[at++] = number;
}

export function putAll(numbers: Float64Array): void {
  for (let i = 0; i < numbers.length; i++) view[at++] = numbers[i]!;
}

/** What a field is called, or one of its elements. */
export function name(field: string, index?: number | null): string {
  return field.replace(/:.*/, "").replace("[]", index == null ? "" : `[${index}]`);
}

/** Runs a function over what was written; its results stand behind, and are read next. */
export function run(which: Run): void {
  let error = 0;
  try {
    error = raw!.run(which);
  } catch {
    lost();
  }
  if (error) fail(ERRORS[error - 1]![0] as ErrorCode);
}

/**
 * The field that the error concerns, among those that it may: the first whose value it has, lists before single
 * numbers, as the core looks at them; or the last.
 */
function fail(code: ErrorCode): never {
  const index = Number.isNaN(view[0]) ? null : view[0]!;
  const value = view[1] ? view[2]! : null;
  const isLength = code === "length";
  let found: string | undefined;
  let sure = false;
  while (count--) {
    const field = fields[count]!;
    if (!field.split(":").includes(code, 1)) continue;
    const inList = !isLength && field.includes("[]");
    // A list's length stands before it.
    const got = view[places[count]! + (isLength ? -1 : inList ? index! : 0)];
    const same = Object.is(got, isPlace(code) ? index : value);
    if (!found || (same && (inList || !sure))) {
      found = name(field, inList ? index : null);
      sure = same && inList;
    }
  }
  throw new FunnelError(code, index, value, found);
}

export function next(): number {
  return view[at++]!;
}

/** Reads a number that may be missing. */
export function maybe(): number | null {
  const number = view[at++]!;
  return number === number ? number : null;
}

/** Steps over numbers that are not read. */
export function skip(len: number): void {
  at += len;
}

/** Whether there is another of what ends with NaN, over which it steps. */
export function more(): boolean {
  const there = view[at]! >= 0;
  if (!there) at++;
  return there;
}

export function take(len: number): number[] {
  const list: number[] = new Array(len);
  for (let i = 0; i < len; i++) list[i] = view[at++]!;
  return list;
}

/** All that the call has written so far. */
export function written(): Float64Array {
  return view.slice(HEAD, at);
}
