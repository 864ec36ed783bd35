import { FunnelError } from "./error.js";
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

/** A number that can be a place or a length; any other is an error of this code. */
export function whole(value: unknown, code: ErrorCode): number {
  if (typeof value === "number" && value >>> 0 !== value) throw new FunnelError(code, null, value, name());
  number(value);
  return value as number;
}

/** A place in a list, which may be the name there. */
export function place(value: unknown, code: "stage" | "gate", names?: readonly string[]): number {
  return names && typeof value === "string" ? word(value, names) : whole(value, code);
}

/** The place of a word among those there are; of a missing one, which this is. */
export function word(value: unknown, words: readonly string[], missing = -1): number {
  let index = missing;
  if (value != null || missing < 0) {
    index = typeof value === "string" ? words.indexOf(value) : wrong("a string", value);
    if (index < 0) throw new FunnelError("name", null, null, name(), value as string);
  }
  put(index);
  return index;
}

/** A list of numbers, without holes, and room for so many times as many in the results. Returns how many. */
export function numbers(value: unknown, results = 1): number {
  const found = list(value);
  const len = found.length;
  room((1 + results) * len);
  put(len);
  if (putAll(found as ArrayLike<number>)) odd(found);
  return len;
}

function odd(list: ArrayLike<unknown>): never {
  wrong("a number", Array.from(list).find((value) => typeof value !== "number"));
}

/** The same of numbers that may be missing. */
export function optionals(value: unknown, results: number): number {
  const found = list(value);
  const len = found.length;
  room((2 + results) * len);
  put(len);
  for (let i = 0; i < len; i++) optional(found[i]);
  return len;
}

/** A list, which is read element by element. */
export function list(value: unknown, field?: string): ArrayLike<unknown> {
  return Array.isArray(value) ? value : typed(value, field);
}

function typed(value: unknown, field?: string): ArrayLike<unknown> {
  return ArrayBuffer.isView(value) && "length" in value ? (value as Float64Array) : wrong("an array", value, field);
}

/** The values of an object that has only these properties of its own; what its prototypes have does not count. */
export function options(field: string, value: unknown, known: readonly string[]): unknown[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) wrong("an object", value, field);
  // As many as any has: written out, it takes no time.
  const values: unknown[] = [
    undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined, undefined,
  ];
  // Asked just so, the engine is quick with any object.
  for (const key in value) {
    if (Object.prototype.hasOwnProperty.call(value, key)) {
      let place = 0;
      while (known[place] !== key) {
        if (++place >= known.length) unknown(field, key);
      }
      values[place] = (value as Record<string, unknown>)[key];
    }
  }
  return values;
}

// Apart, so that the engine takes what is asked often into what asks.
function unknown(field: string, key: string): never {
  throw new TypeError(`${field}: unknown option ${JSON.stringify(key)}`);
}

/** Which one of these values is there. */
export function choice(field: string, values: readonly unknown[], known: readonly string[]): number {
  const there = known.map((_, i) => i).filter((i) => values[i] != null);
  return there.length === 1 ? there[0]! : wrong("one of " + known.join(", "), there.length ? {} : undefined, field);
}
