// The whole build: Rust -> wasm -> its JavaScript twin -> the package in dist/. Run by `npm run build` and `make wasm`.
import { execFileSync, spawnSync } from "node:child_process";
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

/** The Rust module, built by rustup's compiler or, where that cannot have the target, by Debian's. */
function compile() {
  const target = JSON.parse(
    execFileSync("cargo", ["metadata", "--format-version", "1", "--no-deps"], { cwd: root, maxBuffer: 1 << 26 }),
  ).target_directory;
  const flags = [
    "-Clink-arg=-zstack-size=98304", "-Ctarget-feature=+bulk-memory", "-Cllvm-args=-inline-threshold=75 -inlinehint-threshold=75",
    // No path of this machine in the module.
    `--remap-path-prefix=${CARGO_HOME}=cargo`, `--remap-path-prefix=${resolve(root)}=.`,
  ];
  const env = { ...process.env, CARGO_ENCODED_RUSTFLAGS: flags.join("\x1f") };
  delete env.RUSTFLAGS;
  const args = ["build", "--quiet", "-p", "funnelmath-js", "--profile", "wasm", "--target", TARGET];
  const has = () => spawnSync("rustup", ["target", "list", "--installed"], { encoding: "utf8" }).stdout?.includes(TARGET);
  const rustc = spawnSync("rustc", ["--print", "target-libdir", "--target", TARGET], { cwd: root, encoding: "utf8" }).stdout?.trim();
  if ((rustc && existsSync(rustc)) || has() || spawnSync("rustup", ["target", "add", TARGET], { cwd: root, stdio: "inherit" }).status === 0) {
    run("cargo", args, { env });
  } else {
    loud(`rustup does not bring ${TARGET}: Debian's compiler builds its core instead (packages rustc-web, cargo-web, rust-web-src)`);
    const debian = "/usr/lib/rust-web/bin";
    const cargo = existsSync(join(debian, "cargo")) ? join(debian, "cargo") : "/usr/bin/cargo";
    const compiler = existsSync(join(debian, "rustc")) ? join(debian, "rustc") : "/usr/bin/rustc";
    run(cargo, [...args, "-Z", "build-std=core"], { env: { ...env, RUSTC: compiler, RUSTC_BOOTSTRAP: "1" } });
  }
  // Its own run: a build tool of the host wants none of the module's flags.
  run("cargo", ["build", "--quiet", "-p", "funnelmath-js-build"]);
  const tool = join(target, "debug/funnelmath-js-build");
  run(tool, [join(target, TARGET, "wasm/funnelmath_js.wasm"), scratch]);
  // The names and sentences of the errors, in the order of their numbers: the module has no text.
  writeFileSync(join(source, "errors.generated.ts"), execFileSync(tool, ["--errors"]));
}

/** Binaryen's tools, from npm. */
const binaryen = (tool, ...args) =>
  run(process.execPath, [join(here, "node_modules/binaryen/bin", tool), ...args], { cwd: scratch });

function generate() {
  const bytes = readFileSync(join(scratch, "core.wasm"));
  const module = new WebAssembly.Module(bytes);
  if (WebAssembly.Module.imports(module).length) throw new Error("the module has imports");
  for (const path of [CARGO_HOME, resolve(root)]) if (bytes.includes(path)) throw new Error(`the module has the path ${path}`);
  writeFileSync(join(source, "core.generated.ts"), `// Made by scripts/build.mjs.\nexport const CORE = ${JSON.stringify(encode(bytes))};\n`);
  writeFileSync(join(source, "twin.generated.ts"), flatten(readFileSync(join(scratch, "twin.js"), "utf8")));
}

const version = /^\[workspace\.package\]\s+version = "([^"]+)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];
const formats = [["esm", "mjs"], ["cjs", "cjs"]];
const options = {
  bundle: true, minify: true, sourcemap: true, target: "es2022", legalComments: "none",
  absWorkingDir: here, charset: "utf8", logLevel: "warning",
};

/** Each entry has its own way to load the module. */
const loader = (name) => ({
  name: "load",
  setup(build) {
    build.onResolve({ filter: /^#load$/ }, () => ({ path: join(source, `load-${name}.ts`) }));
  },
});

async function bundle() {
  const core = readFileSync(join(layer ? dist : scratch, "core.wasm"));
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist);
  for (const [entry, load] of [["index", "auto"], ["js", "js"], ["wasm", "wasm"]]) {
    for (const [format, extension] of formats) {
      await build({
        ...options, format, platform: "neutral", plugins: [loader(load)],
        entryPoints: [join(source, `${entry}.ts`)], outfile: join(dist, `${entry}.${extension}`),
      });
    }
  }
  await build({
    ...options, format: "iife", globalName: "funnelmath", plugins: [loader("auto")],
    entryPoints: [join(source, "index.ts")], outfile: join(dist, "index.iife.min.js"),
  });
  writeFileSync(join(dist, "core.wasm"), core);
}

/** The declarations of tsc, once for modules and once for CommonJS. */
function declare() {
  const types = join(scratch, "types");
  run(process.execPath, [join(here, "node_modules/typescript/bin/tsc"), "-p", here, "--outDir", types]);
  const wanted = ["index", "js", "wasm", "api", "engine", "error", "functions", "chance", "special", "revenue", "funnel", "types", "raw", "errors.generated"];
  for (const file of readdirSync(types)) {
    const name = file.replace(/\.d\.ts$/, "");
    if (!wanted.includes(name)) continue;
    const text = readFileSync(join(types, file), "utf8");
    for (const [, extension] of formats) {
      const kind = extension.replace("js", "ts");
      const out = name.replace(".generated", "");
      writeFileSync(
        join(dist, `${out}.d.${kind}`),
        text.replace(/(from "\.\/[\w]+)(?:\.generated)?\.js"/g, `$1.${extension}"`),
      );
    }
  }
}

// `--layer` builds the TypeScript anew over the generated files of an earlier build.
const layer = process.argv.includes("--layer");
try {
  if (!layer) compile();
  if (!layer) binaryen("wasm-opt", ...OPT, "funnelmath_bg.wasm", "-o", "core.wasm");
  if (!layer) binaryen("wasm2js", "--enable-bulk-memory", "-Oz", "core.wasm", "-o", "twin.js");
  if (!layer) generate();
  await bundle();
  declare();
  for (const licence of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(join(root, licence), join(here, licence));
  const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  if (manifest.version !== version) throw new Error(`package.json says ${manifest.version}, the workspace ${version}`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
