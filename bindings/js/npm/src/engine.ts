import { load } from "./load.js";
import { FunnelError } from "./error.js";
import { ERRORS, FIELDS } from "./errors.generated.js";
import type { Backend, Raw, Run } from "./raw.js";
import type { Allowed, ErrorCode } from "./types.js";

let raw: Raw | undefined;
let stamp: number | undefined;
let enter: Raw["run"];
let kind: Backend;
// A view of the room that calls have had so far, the place in it that is written or read next, and how much of it
// the call needs.
let view = /* @__PURE__ */ new Float64Array(0);
let at = 0;
let need = 0;
// What the call has written: fields, as `fields` says, and where the first of each lot stands.
const lots: string[] = [];
const places: number[] = [];
let count = 0;

/** At the head of the buffer an error stands: its field, index, inner index and limit, whether it has a value, the value. */
const HEAD = 6;
/** No call has more numbers than this beside its lists, read and written; the lists of a short chain fit in as well. */
const BESIDE = 80;

/** Which backend answers in this process or page: `"wasm"`, or its twin `"js"`, with the same bits. */
export function backend(): Backend {
  raw ?? open();
  return kind;
}

function open(): void {
  [raw, kind] = load();
  enter = raw.run;
}

/** Forgets the instance: the next call makes another. */
export function close(): void {
  raw = undefined;
  view = new Float64Array(0);
}

function lost(): never {
  close();
  throw new FunnelError("internal", "the computation broke off; the next call starts afresh");
}

/** Begins to write what a call reads, in the order in which the module reads it. */
export function begin(named: string): void {
  lots[0] = named;
  places[0] = at = HEAD;
  count = 1;
  need = HEAD + BESIDE;
  // Two layers in one page may share a twin: when another made its memory move, this view is of the old one.
  if (view.length < need || raw?.stamp !== stamp) grow();
}

/**
 * Says which fields stand next, for errors to name: each a name and, behind colons, what the core calls it where that is
 * not the same in snake_case. `?` marks one that may be missing, `[]` a list of numbers, `[?]` one of numbers that may be
 * missing.
 */
export function fields(named: string): void {
  lots[count] = named;
  places[count++] = at;
}

/** Makes room for so many numbers more, in lists that are read or written. */
export function room(len: number): void {
  need += len;
  if (view.length < need) grow();
}

/** No memory has room for more numbers than this: 1 GiB. */
const MOST = 2 ** 27;

function grow(): void {
  if (need > MOST) throw new FunnelError("too_long", "lists too long for the memory");
  raw ?? open();
  try {
    // Only here memory grows; where it cannot, there is no such view. What was written stays.
    const from = raw!.reserve(need);
    view = new Float64Array(raw!.memory.buffer, from, need);
    stamp = raw!.stamp;
  } catch {
    lost();
  }
}

export function put(number: number): void {
  view[at++] = number;
}

/** Writes the numbers of a list of ours: no element runs code. */
export function putAll(list: ArrayLike<number>): void {
  const to = view;
  const len = list.length;
  for (let i = 0; i < len; i++) to[at + i] = list[i]!;
  at += len;
}

/** All that the call has written so far. */
export function written(): Float64Array {
  return view.slice(HEAD, at);
}

/** A field of the call: its name, what the core calls it, where it stands, how many numbers a value takes, and how many; -1: no list. */
type Field = readonly [name: string, core: readonly string[], place: number, width: number, len: number];

/** The fields of the call, also those that are not written yet. */
function called(): Field[] {
  const found: Field[] = [];
  for (let lot = 0; lot < count; lot++) {
    let place = places[lot]!;
    for (const field of lots[lot]!.split(" ")) {
      // A lot ends where the next begins.
      if (lot + 1 < count && place >= places[lot + 1]!) break;
      const [name, ...core] = field.split(":") as [string, ...string[]];
      const width = name.includes("?") ? 2 : 1;
      const len = LIST.test(name) ? view[place]! : -1;
      found.push([name.replace(/[?]$/, ""), core, place, width, len]);
      place += len < 0 ? width : 1 + width * len;
    }
  }
  return found;
}

const LIST = /\[\??\]/;

/** What people call a field, or one of its elements. */
function label([name, , , , len]: Field, index: number | null): string {
  return len < 0 ? name : index === null ? name.replace(/\[.*/, "") : name.replace(LIST, `[${index}]`);
}

/** What the core calls a field of this name. */
const snake = (name: string): string =>
  name.replace(/\[\??\d*\]/g, "[]").replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());

/** What the field is called that is written next. */
export function name(): string {
  const field = called().find(([, , place, width, len]) => at <= place || at < place + (len < 0 ? width : 1 + width * len))!;
  const [, , place, width] = field;
  return label(field, at > place ? (at - place - 1) / width | 0 : null);
}

/** Something of a wrong type. */
export function wrong(expected: string, got: unknown, field = name()): never {
  const what = got === null ? "null" : Array.isArray(got) ? "an array" : typeof got;
  throw new FunnelError("type", `expected ${expected}, got ${what}`, field, got);
}

/** Runs a function over what was written; its results stand behind, and are read next. */
export function run(which: Run): void {
  let error = 0;
  try {
    error = enter(which);
  } catch {
    lost();
  }
  if (error) fail(error);
}

function fail(error: number): never {
  const known = ERRORS[error - 1];
  // A number that no function has, or no error.
  if (!known) lost();
  const [code, sentence] = known as readonly [ErrorCode, string];
  const [field, index, inner, limit] = [view[0]!, orNull(1), orNull(2), orNull(3)];
  const value = view[4] ? view[5]! : null;
  const of = known[2];
  const got = value === null ? "" : limit === null ? ` (got ${value})` : ` (got ${value}, ${of} ${limit})`;
  throw new FunnelError(code, sentence + got, field ? pathOf(FIELDS[field - 1]!, index, inner) : "", value, allowedBy(code, limit));
}

function orNull(place: number): number | null {
  const number = view[place]!;
  return number === number ? number : null;
}

/** What people call a field of the core: as the call has written it, or its own name with the indices in it. */
function pathOf(core: string, index: number | null, inner: number | null): string {
  const mine = called().filter(([name, others]) => others.includes(core) || (!others.length && snake(name) === core));
  // One that stands for this very element, or for the list that has it, before one that stands for any.
  const exact = mine.find(([name, , , , len]) => len >= 0 || (index !== null && name.includes(`[${index}]`)));
  if (exact ?? mine[0]) return label(exact ?? mine[0]!, index);
  const indices = [index, inner].filter((index) => index !== null);
  return core
    .replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
    .replace(/\[\]/g, () => (indices.length ? `[${indices.shift()}]` : ""));
}

function allowedBy(code: ErrorCode, limit: number | null): Allowed | null {
  if (limit === null) return null;
  return code === "length" ? { length: limit } : { min: code === "sale_value_mean" ? limit : 0, max: limit };
}

export function next(): number {
  return view[at++]!;
}

/** Reads a number that may be missing. */
export function maybe(): number | null {
  const number = view[at++]!;
  return number === number ? number : null;
}

/** Steps over numbers that are not written. */
export function skip(len: number): void {
  at += len;
}

export function take(len: number): number[] {
  const list = new Array<number>(len);
  const from = view;
  for (let i = 0; i < len; i++) list[i] = from[at + i]!;
  at += len;
  return list;
}
