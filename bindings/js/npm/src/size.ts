import { fields, put } from "./engine.js";
import { number, numbers, options, readNumbers } from "./check.js";

/** A deal size: its kind, its fields, size or mean, variation, sizes, counts. */
export type ReadSize = readonly [kind: number, fields: string, mean: unknown, variation: unknown, sizes: readonly number[], counts: readonly number[]];

/** @internal Of a missing one the kind is 0. */
export function readSize(field: string, value: unknown): ReadSize {
  if (value == null) return [0, "mean variation", 0, 0, [], []];
  if (typeof value === "number") return [1, `${field}:size.mean variation`, value, 0, [], []];
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return [3, `mean variation ${field}[]:size.sizes[]`, 0, 0, readNumbers(field, value), []];
  const [mean, variation, sizes, counts] = options(field, value, ["mean", "variation", "sizes", "counts"]);
  if (mean == null && sizes != null) {
    const named = `mean variation ${field}.sizes[]:size.sizes[] ${field}.counts[]:size.counts[]`;
    const seen = readNumbers(field + ".sizes", sizes);
    return counts == null ? [3, named, 0, 0, seen, []] : [4, named, 0, 0, seen, readNumbers(field + ".counts", counts)];
  }
  return [2, `${field}.mean:size.mean ${field}.variation:size.variation`, mean, variation, [], []];
}

/** @internal The numbers of a deal size. */
export function putSize([kind, named, mean, variation, sizes, counts]: ReadSize): void {
  fields("kind " + named);
  put(kind);
  number(mean);
  number(variation);
  numbers(sizes, 0);
  numbers(counts, 0);
}
