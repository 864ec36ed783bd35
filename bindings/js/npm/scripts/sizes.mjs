// What a page loads for each entry: all that it exports, bundled and minified by esbuild for a browser, in brotli of quality
// 11. An entry above its budget is told loudly. `npm run sizes -- --strict` fails then.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const home = join(fileURLToPath(import.meta.url), "../..");
/** 1 KB is 1,024 bytes. */
const BUDGETS = { "funnelmath/plan": 13, "funnelmath/chance": 36, funnelmath: 56 };

async function brotli(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: home }, bundle: true, minify: true, write: false, format: "esm", platform: "browser", logLevel: "error",
  });
  const { contents: bytes } = outputFiles[0];
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }).length;
}

const columns = ["page", "first load", "its WebAssembly", "budget"];
const rows = [];
for (const [entry, budget] of Object.entries(BUDGETS)) {
  const page = await brotli(`import * as all from "${entry}"; globalThis.all = all;`);
  const bytes = await brotli(`import bytes from "${entry}/bytes"; globalThis.bytes = bytes;`);
  rows.push([entry, page, bytes, 1024 * budget]);
}
console.log(`| ${columns.join(" | ")} |\n|---|--:|--:|--:|`);
for (const row of rows) console.log(`| ${row.map((cell) => cell.toLocaleString("en")).join(" | ")} |`);
const over = rows.filter(([, page, , budget]) => page > budget);
for (const [entry, page, , budget] of over) console.error(`!!! ${entry} takes ${page.toLocaleString("en")} bytes of ${budget.toLocaleString("en")}`);
process.exitCode = over.length && process.argv.includes("--strict") ? 1 : 0;
