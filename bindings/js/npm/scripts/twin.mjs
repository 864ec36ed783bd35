/** The part of a text between two marks, which must be there. */
function between(text, from, to) {
  const begin = text.indexOf(from);
  const end = text.indexOf(to, begin + from.length);
  if (begin < 0 || end < 0) throw new Error(`wasm2js wrote something else than expected: no ${from.trim()}`);
  return text.slice(begin + from.length, end);
}

/** A name and what it begins with, for each variable that is declared so. */
const declared = (text) => [...text.matchAll(/^ var (\S+) = (.*);$/gm)].map(([, name, value]) => [name, value]);

/**
 * The constants of a module, in pieces of its memory, as lists of numbers for a view of it: an engine reads those at
 * once, where text takes a loop of ours, and with the file, not with the first answer. Doubles where eight bytes look like one that is not tiny, else whole numbers.
 */
function constants(pieces) {
  const end = Math.max(0, ...pieces.map(([place, bytes]) => place + bytes.length));
  const image = Buffer.alloc(Math.ceil(end / 8) * 8);
  for (const [place, bytes] of pieces) bytes.copy(image, place);
  const lists = [];
  for (let at = 0; at < image.length; at += 8) {
    const [number, low, high] = [image.readDoubleLE(at), image.readInt32LE(at), image.readInt32LE(at + 4)];
    if (low === 0 && high === 0) continue;
    const double = Math.abs(number) > 1e-290 && Math.abs(number) < 1e290;
    const [view, place, numbers] = double ? ["HEAPF64", at / 8, [number]] : ["HEAP32", at / 4, [low, high]];
    const last = lists.at(-1);
    const gap = last?.[0] === view ? place - last[1] - last[2].length : Infinity;
    if (gap <= 4) last[2].push(...new Array(gap).fill(0), ...numbers);
    else lists.push([view, place, numbers]);
  }
  return lists;
}

/**
 * The functions that have labels and exactly one use, a call. SWC's minifier moves such a function into its caller without
 * renaming its labels, and most labels of wasm2js have the same name, so that the result does not parse ("Label 'a' has
 * already been declared"). Labels that differ do not help: esbuild, which may come before SWC, gives them the same names
 * again. A second use keeps the function where it is in every minifier.
 */
function movable(text, table) {
  const uses = new Map();
  for (const [name] of text.matchAll(/(?<![\w$])[\w$]+(?![\w$])/g)) uses.set(name, (uses.get(name) ?? 0) + 1);
  // A declaration and one call; a label stands at the head of its statement.
  return [...text.matchAll(/^ ?function (\S+)\([^]*?^ ?}$/gm)]
    .filter(([body, name]) => uses.get(name) === 2 && !table.includes(name) && /^ *(?!default\b)[\w$]+ ?: /m.test(body))
    .map(([, name]) => name);
}

/**
 * Each `switch` with its `default` at the end. Where it is not, and the last case only leaves the block around the switch,
 * SWC before 1.15 (Next.js 15) drops that case and the code behind the switch with it, and answers are silently wrong.
 */
function defaultsLast(text) {
  const lines = text.split("\n");
  for (let at = lines.length - 1; at >= 0; at--) {
    const indent = /^( *)switch \(.*\) \{$/.exec(lines[at])?.[1];
    if (indent === undefined) continue;
    const end = lines.findIndex((line, i) => i > at && line.startsWith(`${indent}}`));
    const isLabel = (line) => new RegExp(`^${indent}(case -?\\d+|default):$`).test(line);
    // Each group: its labels, then what they do.
    const groups = [];
    for (let i = at + 1; i < end; i++) {
      if (isLabel(lines[i]) && !isLabel(lines[i - 1])) groups.push([]);
      groups.at(-1).push(lines[i]);
    }
    const last = groups.findIndex((group) => group.includes(`${indent}default:`));
    if (last < 0 || last === groups.length - 1) continue;
    const leaves = (group) => /^ *(break|continue|return)\b/.test(group.at(-1));
    for (const group of [groups[last], groups.at(-1)]) {
      if (!leaves(group)) throw new Error(`wasm2js wrote a case that falls through:\n${group.join("\n")}`);
    }
    // With it those cases that fall into it.
    let first = last;
    while (first > 0 && !leaves(groups[first - 1])) first--;
    groups.push(...groups.splice(first, last + 1 - first));
    lines.splice(at + 1, end - at - 1, ...groups.flat());
  }
  return lines.join("\n");
}

/** The table of functions, and behind those that are called through it the second uses of others. */
function tableOf(text, functions) {
  const table = /^ var FUNCTION_TABLE = \[(.*)\];$/m.exec(text)?.[1];
  if (table === undefined) throw new Error("wasm2js wrote no table of functions");
  const listed = table.split(", ");
  return `const FUNCTION_TABLE = [${[...listed, ...movable(functions, listed)].join(", ")}];`;
}

/**
 * What wasm2js writes, as a TypeScript module of ours. Its functions come out of `asmFunc` to the top, where an engine
 * reads each of them once and not twice before the first answer. So there is one instance, which `twin` makes, and makes
 * anew after a fault or for another layer; its stamp tells the layers that their views are of an old memory. What is not
 * used does not come along.
 */
export function flatten(text) {
  const body = "\n function $" + between(text, "\n function $", "\n bufferView = HEAPU8;");
  const state = declared(between(text, "function asmFunc(imports) {", "\n function $")).filter(([name]) => !/^(buffer|Math_\w+)$/.test(name));
  const helpers = between(text, "function initActiveSegments(imports) {", "function asmFunc(imports) {");
  const [segments, scratch] = helpers.split(/^}$/m);
  const data = constants([...segments.matchAll(/\(bufferView, (\d+), "([^"]*)"\)/g)].map(([, place, base64]) => [Number(place), Buffer.from(base64, "base64")]));
  const exported = (name) => new RegExp(`^  "${name}": (\\S+?),?\\s*$`, "m").exec(text)[1];
  const used = (name) => new RegExp(`(^|[^\\w$])${name.replaceAll("$", "\\$")}([^\\w$]|$)`).test(body + scratch);
  const views = state.filter(([name]) => /^HEAP/.test(name) && (used(name) || /^HEAP(U8|32|F64)$/.test(name)));
  const others = state.filter(([name]) => !/^HEAP/.test(name));
  const functions = defaultsLast(body + scratch.replace(/^.*ScratchView = .*$|^.*scratchBuffer = .*$/gm, ""))
    .replaceAll("bufferView", "HEAPU8").replace(/\bMath_(\w+)/g, "Math.$1")
    .replaceAll("f64ScratchView", "scratch").replaceAll("i32ScratchView", "scratchBits");
  return `// @ts-nocheck Made by scripts/build.mjs.
import type { Raw } from "./raw.js";

let buffer, ${[...views, ...others].map(([name]) => name).join(", ")};
${functions.includes("scratch[") ? "const scratch = /* @__PURE__ */ new Float64Array(2);\nconst scratchBits = /* @__PURE__ */ new Int32Array(scratch.buffer);" : ""}
${functions}
${tableOf(text, functions)}
${data.map(([, , numbers], nth) => `const constants${nth} = [${numbers.join(",")}];`).join("\n")}

const shared: Raw = {
  run: ${exported("run")},
  reserve: ${exported("reserve")},
  memory: { get buffer() { return buffer; } },
  stamp: 0,
};

function map(made) {
  shared.stamp += 1;
  buffer = made;
${views.map(([name, value]) => `  ${name} = ${value};`).join("\n")}
}

function __wasm_memory_size() {
  return buffer.byteLength >> 16;
}

function __wasm_memory_grow(pages) {
  const before = __wasm_memory_size();
  const old = HEAPU8;
  map(new ArrayBuffer((before + pages) << 16));
  HEAPU8.set(old);
  return before;
}

export function twin(): Raw {
  map(${/var buffer = (.*);/.exec(text)[1]});
${others.map(([name, value]) => `  ${name} = ${value};`).join("\n")}
${data.map(([view, place], nth) => `  ${view}.set(constants${nth}, ${place});`).join("\n")}
  return shared;
}
`;
}
