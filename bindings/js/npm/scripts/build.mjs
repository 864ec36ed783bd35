// The whole build: Rust -> wasm -> its JavaScript twin -> the package in dist/. Run by `npm run build` and `make wasm`.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { encode } from "./encode.mjs";
import { flatten } from "./twin.mjs";

const here = join(dirname(fileURLToPath(import.meta.url)), "..");
const root = join(here, "../../..");
const source = join(here, "src");
const dist = join(here, "dist");
const scratch = mkdtempSync(join(tmpdir(), "funnelmath-"));
/** The entries, each with a module of its own: its features, and the bytes of its stack. */
const MODULES = [
  { name: "index", features: ["--features", "all"], stack: 1048576 },
  { name: "chance", features: ["--features", "chance"], stack: 1048576 },
  { name: "plan", features: [], stack: 8192 },
];
const version = /^\[workspace\.package\]\s+version = "([^"]+)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
const CARGO_HOME = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
const TARGET = "wasm32v1-none";
const OPT = [
  "--enable-bulk-memory", "-Oz", "--converge", "--traps-never-happen", "--low-memory-unused", "--strip-debug",
  "--strip-producers", "--strip-target-features",
  // A function that only one other calls stays apart: brotli finds more that is alike.
  "--one-caller-inline-max-function-size=0", "--code-folding", "--reorder-functions", "--reorder-locals",
];

const loud = (text) => console.error(`\n!!! ${text}\n`);
const run = (command, args, options = {}) =>
  execFileSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });

/** The compiler and its flags: rustup's or, where that cannot have the target, Debian's. */
function compiler() {
  const rustc = spawnSync("rustc", ["--print", "target-libdir", "--target", TARGET], { cwd: root, encoding: "utf8" }).stdout?.trim();
  const has = () => spawnSync("rustup", ["target", "list", "--installed"], { encoding: "utf8" }).stdout?.includes(TARGET);
  if ((rustc && existsSync(rustc)) || has() || spawnSync("rustup", ["target", "add", TARGET], { cwd: root, stdio: "inherit" }).status === 0) {
    return { cargo: "cargo", extra: [], env: {} };
  }
  loud(`rustup does not bring ${TARGET}: Debian's compiler builds its core instead (packages rustc-web, cargo-web, rust-web-src)`);
  const debian = "/usr/lib/rust-web/bin";
  const either = (tool) => (existsSync(join(debian, tool)) ? join(debian, tool) : `/usr/bin/${tool}`);
  return { cargo: either("cargo"), extra: ["-Z", "build-std=core"], env: { RUSTC: either("rustc"), RUSTC_BOOTSTRAP: "1" } };
}

/** A number for a module: of another entry, version or source it is another. */
function identityOf(name) {
  const hash = createHash("sha256").update(`${version} ${name}`);
  const rust = join(here, "../src");
  for (const file of readdirSync(rust).sort()) hash.update(readFileSync(join(rust, file)));
  return hash.digest().readUInt32LE();
}

/** The Rust modules, as wasm-bindgen leaves them in `scratch`, and the table of errors. */
function compile() {
  const target = JSON.parse(
    execFileSync("cargo", ["metadata", "--format-version", "1", "--no-deps"], { cwd: root, maxBuffer: 1 << 26 }),
  ).target_directory;
  const { cargo, extra, env } = compiler();
  const tool = join(target, "debug/funnelmath-js-build");
  // Its own run: a build tool of the host wants none of the modules' flags.
  run("cargo", ["build", "--quiet", "-p", "funnelmath-js-build"]);
  for (const { name, features, stack } of MODULES) {
    const flags = [
      `-Clink-arg=-zstack-size=${stack}`, "-Ctarget-feature=+bulk-memory", "-Cllvm-args=-inline-threshold=75 -inlinehint-threshold=75",
      // No path of this machine in the module.
      `--remap-path-prefix=${CARGO_HOME}=cargo`, `--remap-path-prefix=${resolve(root)}=.`,
    ];
    const environment = { ...process.env, ...env, CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f"), FUNNELMATH_IDENTITY: `${identityOf(name)}` };
    delete environment.RUSTFLAGS;
    const args = ["build", "--quiet", "-p", "funnelmath-js", "--no-default-features", ...features, "--profile", "wasm", "--target", TARGET];
    run(cargo, [...args, ...extra], { env: environment });
    run(tool, [join(target, TARGET, "wasm/funnelmath_js.wasm"), join(scratch, name)]);
  }
  // The names and sentences of the errors, in the order of their numbers: the modules have no text.
  const errors = execFileSync(tool, ["--errors"], { encoding: "utf8" });
  // An option is called otherwise in JavaScript.
  writeFileSync(join(source, "errors.generated.ts"), errors.replaceAll("'one_in'", "oneIn"));
  writeFileSync(join(source, "words.generated.ts"), execFileSync(tool, ["--words"], { encoding: "utf8" }));
}

/** Binaryen's tools, from npm. */
const binaryen = (tool, ...args) =>
  run(process.execPath, [join(here, "node_modules/binaryen/bin", tool), ...args], { cwd: scratch });

/** The small form of a module. */
function shrink({ name }) {
  binaryen("wasm-opt", ...OPT, join(name, "funnelmath_bg.wasm"), "-o", `${name}.wasm`);
}

/** What each module says that it is. */
const identities = {};

/** From that the text that is inlined, and the twin. */
function generate({ name }) {
  binaryen("wasm2js", "--enable-bulk-memory", "-Oz", "--one-caller-inline-max-function-size=20", `${name}.wasm`, "-o", `${name}.js`);
  const bytes = readFileSync(join(scratch, `${name}.wasm`));
  const module = new WebAssembly.Module(bytes);
  if (WebAssembly.Module.imports(module).length) throw new Error("the module has imports");
  identities[name] = new WebAssembly.Instance(module).exports.identity() >>> 0;
  for (const path of [CARGO_HOME, resolve(root)]) if (bytes.includes(path)) throw new Error(`the module has the path ${path}`);
  writeFileSync(generated(name, "core"), `// Made by scripts/build.mjs.\nexport const CORE = ${JSON.stringify(encode(bytes))};\n`);
  writeFileSync(generated(name, "twin"), flatten(readFileSync(join(scratch, `${name}.js`), "utf8")));
}

/** Where the text of a module stands, or its twin. */
const generated = (name, kind) => join(source, `${name}-${kind}.generated.ts`);

const formats = [["esm", "mjs"], ["cjs", "cjs"]];
// Wrapped in lines: Node prints the line that threw an uncaught error, which was the whole library.
const LINES = 1000;
const options = {
  bundle: true, minify: true, target: "es2022", legalComments: "none",
  absWorkingDir: here, charset: "utf8", logLevel: "warning",
};

/** What an entry is made of: its module, and which of the two answers first. */
const parts = (name, first, extension) => ({
  name: "parts",
  setup(build) {
    build.onResolve({ filter: /^#first$/ }, () => ({ path: join(source, `first-${first}.ts`) }));
    build.onResolve({ filter: /^#core$/ }, () => ({ path: generated(name, "core") }));
    const apart = (filter, file, inside) => build.onResolve({ filter }, () => (extension ? { path: `./${file}.${extension}`, external: true } : { path: inside }));
    // One file for all entries, so that an error of one is an error of another.
    apart(/^\.\/error\.js$/, "error", join(source, "error.ts"));
    // What two entries have is in the package once.
    apart(/^#twin$/, `${name}-twin`, generated(name, "twin"));
    apart(/^#bytes$/, `${name}-bytes`, join(source, "bytes.ts"));
  },
});

async function bundle() {
  const modules = MODULES.map(({ name }) => [name, readFileSync(join(scratch, `${name}.wasm`))]);
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  for (const [name, bytes] of modules) writeFileSync(join(dist, `${name}.wasm`), bytes);
  const one = (from, out, more) => build({ ...options, entryPoints: [join(source, `${from}.ts`)], outfile: join(dist, out), ...more });
  for (const [format, extension] of formats) {
    const file = { format, platform: "neutral", lineLimit: LINES };
    await one("error", `error.${extension}`, file);
    for (const { name } of MODULES) {
      const define = { IDENTITY: `${identities[name]}` };
      for (const [first, kind] of [["wasm", ""], ["twin", ".browser"]]) {
        await one(name, `${name}${kind}.${extension}`, { ...file, define, plugins: [parts(name, first, extension)] });
      }
      await one(`${name}-twin.generated`, `${name}-twin.${extension}`, file);
      await one("bytes", `${name}-bytes.${extension}`, { ...file, plugins: [parts(name, "wasm", extension)] });
    }
  }
  for (const { name } of MODULES) {
    const define = { IDENTITY: `${identities[name]}` };
    await one(name, `${name}.iife.min.js`, { format: "iife", globalName: "funnelmath", define, plugins: [parts(name, "twin")] });
  }
}

/** The declarations of tsc, once for modules and once for CommonJS. */
function declare() {
  const types = join(scratch, "types");
  run(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), "-p", here, "--outDir", types]);
  const inner = /^(load|first-\w+|decode|check|.*-(core|twin)\.generated)$/;
  for (const file of readdirSync(types)) {
    const name = file.replace(/\.d\.ts$/, "");
    if (inner.test(name)) continue;
    const text = readFileSync(join(types, file), "utf8");
    for (const [, extension] of formats) {
      const declared = text.replace(/(from "\.\/[\w-]+)(?:\.generated)?\.js"/g, `$1.${extension}"`);
      for (const out of name === "bytes" ? MODULES.map(({ name }) => `${name}-bytes`) : [name.replace(".generated", "")]) {
        writeFileSync(join(dist, `${out}.d.${extension.replace("js", "ts")}`), declared);
      }
    }
  }
  writeFileSync(join(dist, "wasm.d.ts"), "declare const module: WebAssembly.Module;\nexport default module;\n");
}

// `--layer` takes the modules of an earlier build, and makes all the rest anew.
const layer = process.argv.includes("--layer");
try {
  if (layer) for (const { name } of MODULES) copyFileSync(join(dist, `${name}.wasm`), join(scratch, `${name}.wasm`));
  else {
    compile();
    MODULES.forEach(shrink);
  }
  MODULES.forEach(generate);
  await bundle();
  declare();
  for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(join(root, licence), join(here, licence));
  const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  if (manifest.version !== version) throw new Error(`package.json says ${manifest.version}, the workspace ${version}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
