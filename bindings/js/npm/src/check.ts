import { FunnelError } from "./error.js";
import { ERRORS } from "./errors.generated.js";
import { name, put, putAll, room, wrong } from "./engine.js";
import type { ErrorCode } from "./types.js";

// Writes what a call is given, and sees to it that it is of the right type: what is in range, the core knows.

/** A number. */
export function number(value: unknown): void {
  put(typeof value === "number" ? value : wrong("a number", value));
}

/** A number, or nothing: `undefined` and `null` are the same. */
export function optional(value: unknown): void {
  put(value == null ? 0 : 1);
  number(value ?? 0);
}

/** An error of the core's that is met before it is asked. */
export function refuse(code: ErrorCode, field?: string, value: unknown = null): never {
  const sentence = ERRORS.find(([name]) => name === code)![1];
  throw new FunnelError(code, value === null ? sentence : `${sentence} (got ${String(value)})`, field, value);
}

/** A number that can be a place or a length; any other is an error of this code. */
export function whole(value: unknown, code: ErrorCode): number {
  if (typeof value === "number" && value >>> 0 !== value) refuse(code, name(), value);
  number(value);
  return value as number;
}

/** A place in a list, which may be the name there. */
export function place(value: unknown, code: "stage" | "gate", names?: readonly string[]): number {
  return names && typeof value === "string" ? word(value, names) : whole(value, code);
}

/** The index of a word in the list of allowed words. */
export function word(value: unknown, words: readonly string[]): number {
  const index = typeof value === "string" ? words.indexOf(value) : wrong("a string", value);
  if (index < 0) noWord(value, words);
  put(index);
  return index;
}

/** Writes a value that may be left out; when it is, the core chooses the default. */
export function chosen<T extends readonly unknown[]>(value: unknown, write: (value: unknown, ...of: T) => void, ...of: T): void {
  if (value == null) put(NaN);
  else write(value, ...of);
}

function noWord(value: unknown, words: readonly string[]): never {
  throw new FunnelError("name", `unknown name ${JSON.stringify(value)}; allowed: ${words.join(", ")}`, name(), value, { words });
}

/**
 * A list of numbers, without holes, as a copy. It is taken before a call begins: an element may run code (a getter, a
 * proxy), and that may call us, which would write over what the call has written so far.
 */
export function readNumbers(field: string, value: unknown): number[] {
  return readAll(field, value, false) as number[];
}

/** The same of numbers that may be missing. */
export function readOptionals(field: string, value: unknown): (number | null)[] {
  return readAll(field, value, true);
}

function readAll(field: string, value: unknown, optional: boolean): (number | null)[] {
  const given = list(field, value);
  const len = given.length;
  // A proxy of an array may report any length.
  if (len >>> 0 !== len) wrong("a whole length", len, `${field}.length`);
  // Allocated at its length: pushing takes 30 ns for five numbers instead of 18.
  const numbers = new Array<number | null>(len);
  for (let i = 0; i < len; i++) {
    const number = given[i];
    if (typeof number === "number") numbers[i] = number;
    else if (optional && number == null) numbers[i] = null;
    else wrong("a number", number, `${field}[${i}]`);
  }
  return numbers;
}

/** A list that was read, and room for so many times as many in the results. Returns how many. */
export function numbers(list: readonly number[], results = 1): number {
  const len = list.length;
  room((1 + results) * len);
  put(len);
  putAll(list);
  return len;
}

/** The same of numbers that may be missing. */
export function optionals(list: readonly (number | null)[], results: number): number {
  const len = list.length;
  room((2 + results) * len);
  put(len);
  for (let i = 0; i < len; i++) optional(list[i]);
  return len;
}

/** An array or a typed one. */
export function list(field: string, value: unknown): ArrayLike<unknown> {
  return Array.isArray(value) ? value : typed(field, value);
}

function typed(field: string, value: unknown): ArrayLike<unknown> {
  return ArrayBuffer.isView(value) && "length" in value ? (value as Float64Array) : wrong("an array", value, field);
}

/**
 * The values of an object that has only these properties of its own; what its prototypes have does not count. Read
 * before a call begins, as lists are.
 */
export function options(field: string, value: unknown, known: readonly string[]): unknown[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) wrong("an object", value, field);
  // As many as any has: written out, it takes no time.
  const values: unknown[] = [
    undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined,
    undefined, undefined, undefined, undefined,
  ];
  // Asked just so, the engine is quick with any object.
  for (const key in value) {
    if (Object.prototype.hasOwnProperty.call(value, key)) {
      let place = 0;
      while (known[place] !== key) {
        if (++place >= known.length) unknown(field, key, known);
      }
      values[place] = (value as Record<string, unknown>)[key];
    }
  }
  return values;
}

// Apart, so that the engine takes what is asked often into what asks.
function unknown(field: string, key: string, known: readonly string[]): never {
  const error = new FunnelError("option", `unknown option ${JSON.stringify(key)}; allowed: ${known.join(", ")}`, field, null, { words: known });
  (error.path as (string | number)[]).push(key);
  throw error;
}

/** Which one of these values is there. */
export function choice(field: string, values: readonly unknown[], known: readonly string[]): number {
  const there = known.map((_, i) => i).filter((i) => values[i] != null);
  if (there.length === 1) return there[0]!;
  const got = there.length ? `, got ${there.map((i) => known[i]).join(" and ")}` : "";
  throw new FunnelError("choice", `expected exactly one of ${known.join(", ")}${got}`, field, null, { words: known });
}
