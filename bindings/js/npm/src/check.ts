import { FunnelError, mark, name, put, room } from "./engine.js";

// Writes what a call is given, and sees to it that it is of the right type: what is in range, the core knows.

export function wrong(field: string, expected: string, got: unknown, index?: number): never {
  const what = got === null ? "null" : Array.isArray(got) ? "an array" : typeof got;
  throw new TypeError(`${name(field, index)}: expected ${expected}, got ${what}`);
}

/** A number. */
export function number(field: string, value: unknown): number {
  mark(field);
  if (typeof value !== "number") wrong(field, "a number", value);
  put(value);
  return value;
}

/** A number, or nothing: `undefined` and `null` are the same. */
export function optional(field: string, value: unknown): void {
  put(value == null ? 0 : 1);
  value == null ? put(0) : number(field, value);
}

/** The place in a list, which may be the name there; anything that cannot be one is an error of its code. */
export function place(field: "stage:stage" | "activityStage:stage" | "gate:gate", value: unknown, names?: readonly string[]): number {
  if (names && typeof value === "string") return word(field, value, names);
  number(field, value);
  return whole(field, value as number, field === "gate:gate" ? "gate" : "stage");
}

/** A number that can be a place or a length. */
export function whole(field: string, value: number, code: "stage" | "gate" | "count"): number {
  if (value >>> 0 !== value) throw new FunnelError(code, null, value, name(field));
  return value;
}

/** The place of a word among those there are; when it is missing, this one, or an error without it. */
export function word(field: string, value: unknown, words: readonly string[], missing?: number): number {
  mark(field);
  const index = value == null && missing !== undefined ? missing : typeof value === "string" ? words.indexOf(value) : wrong(field, "a string", value);
  if (index < 0) throw new FunnelError("name", null, null, name(field), value as string);
  put(index);
  return index;
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

/** A list, which is read element by element. */
export function list(field: string, value: unknown): ArrayLike<unknown> {
  return isList(value) ? value : wrong(field, "an array", value);
}

/** A list of numbers, without holes, and room for so many times as many in the results. Returns how many. */
export function numbers(field: string, value: unknown, results = 1): number {
  const found = start(field, value, 1 + results);
  for (let i = 0; i < found.length; i++) element(field, found[i], i);
  return found.length;
}

/** The same of numbers that may be missing. */
export function optionals(field: string, value: unknown, results: number): number {
  const found = start(field, value, 2 + results);
  for (let i = 0; i < found.length; i++) {
    const number = found[i];
    put(number == null ? 0 : 1);
    element(field, number ?? 0, i);
  }
  return found.length;
}

function start(field: string, value: unknown, each: number): ArrayLike<unknown> {
  const found = list(field, value);
  room(each * found.length);
  put(found.length);
  mark(field);
  return found;
}

function element(field: string, value: unknown, index: number): void {
  put(typeof value === "number" ? value : wrong(field, "a number", value, index));
}

const { hasOwnProperty } = Object.prototype;

/** The values of an object that has only these properties of its own; what its prototypes have does not count. */
export function options(field: string, value: unknown, known: readonly string[]): unknown[] {
  if (typeof value !== "object" || value === null || isList(value)) wrong(field, "an object", value);
  const values = new Array<unknown>(known.length);
  for (let i = 0; i < known.length; i++) values[i] = undefined;
  // The engine is quickest when asked just so, and then for any object.
  for (const key in value) {
    if (hasOwnProperty.call(value, key)) {
      const place = known.indexOf(key);
      if (place < 0) throw new TypeError(`${name(field)}: unknown option ${JSON.stringify(key)}`);
      values[place] = (value as Record<string, unknown>)[key];
    }
  }
  return values;
}

/** Which of several values, the one that is there, and its place. */
export function choice(field: string, values: readonly unknown[], known: readonly string[]): number {
  let found = -1;
  for (let i = 0; i < known.length; i++) {
    if (values[i] == null) continue;
    if (found >= 0) wrong(field, "one of " + known.join(", "), {});
    found = i;
  }
  return found >= 0 ? found : wrong(field, "one of " + known.join(", "), undefined);
}
