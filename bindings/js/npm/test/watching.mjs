// Fresh copies of the package, and their instances.
let copies = 0;
/** The package anew, as another page would have it. */
export const fresh = (entry) => import(`../dist/${entry}.mjs?${++copies}`);

/** Runs `use` while every instance that is made is recorded, and its exports may be replaced. */
export async function watching(use, exportsOf = (exports) => exports) {
  const { Instance } = WebAssembly;
  const made = [];
  WebAssembly.Instance = function (module) {
    const exports = exportsOf(new Instance(module).exports, made.length);
    made.push(exports);
    return { exports };
  };
  try {
    return await use(made);
  } finally {
    WebAssembly.Instance = Instance;
  }
}
