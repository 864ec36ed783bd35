import { FunnelError } from "./engine.js";
import type { ErrorCode } from "./types.js";

// Only whether something is of the right type: what is in range, the core knows.

/** An object of options, whose own properties are known by name. */
export type Options = Record<string, unknown>;

export function wrong(field: string, expected: string, got: unknown): never {
  const what = got === null ? "null" : Array.isArray(got) ? "an array" : typeof got;
  throw new TypeError(`${field}: expected ${expected}, got ${what}`);
}

export function number(value: unknown, field: string): number {
  return typeof value === "number" ? value : wrong(field, "a number", value);
}

/** A number, or nothing: `undefined` and `null` are the same. */
export function optional(value: unknown, field: string): number | undefined {
  return value == null ? undefined : number(value, field);
}

/** The place in a list, which may be the name there; anything that cannot be one is an error of this code. */
export function place(value: unknown, field: string, code: ErrorCode, names?: readonly string[]): number {
  if (names && typeof value === "string") return word(value, names, field);
  const index = number(value, field);
  if (index >>> 0 !== index) throw new FunnelError(code, null, index, field);
  return index;
}

/** The place of a word among those there are; the first when it is missing. */
export function word(value: unknown, words: readonly string[], field: string, missing = 0): number {
  if (value == null) return missing;
  if (typeof value !== "string") wrong(field, "a string", value);
  const index = words.indexOf(value);
  if (index < 0) throw new FunnelError("name", null, null, field, value);
  return index;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

export function list(value: unknown, field: string): ArrayLike<unknown> {
  return isList(value) ? value : wrong(field, "an array", value);
}

/** A list of numbers, without holes. */
export function numbers(value: unknown, field: string): ArrayLike<number> {
  const found = list(value, field);
  for (let i = 0; i < found.length; i++) if (typeof found[i] !== "number") wrong(`${field}[${i}]`, "a number", found[i]);
  return found as ArrayLike<number>;
}

/** An object that has only these properties of its own. */
export function options(value: unknown, field: string, known: readonly string[]): Options {
  if (typeof value !== "object" || value === null || isList(value)) wrong(field, "an object", value);
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw new TypeError(`${field}: unknown option ${JSON.stringify(key)}`);
  }
  return value as Options;
}

/** A property of the object's own: what its prototypes have does not count. */
export function own(object: Options, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
