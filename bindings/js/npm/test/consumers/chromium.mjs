// Real Chromium: the package as a page uses it, under several Content Security Policies, and the golden vectors in it.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".cjs": "text/javascript", ".wasm": "application/wasm", ".txt": "text/plain" };
const executablePath = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** Runs `use` with a page of a browser that is closed afterwards. */
export async function browser(use) {
  if (!executablePath) throw new Error("no Chromium: apt-get install chromium, or set CHROMIUM");
  const running = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await running.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await use(page, faults);
    assert.deepEqual(faults, []);
  } finally {
    await running.close();
  }
}

/** The title that a page gives itself. Looked for from outside: a policy may forbid to evaluate anything in it. */
export async function titleOf(page) {
  for (let tries = 0; tries < 400; tries++) {
    const title = await page.title();
    if (title) return title;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error("the page says nothing");
}

/** Serves files by path, from texts or folders, with a policy that the first part of the path names. */
export async function serve(files, folders, policies, use) {
  const server = createServer((request, response) => {
    const [, policy, ...rest] = new URL(request.url, "http://localhost").pathname.split("/");
    const path = normalize(rest.join("/"));
    const [top, ...below] = path.split("/");
    const file = folders[top] && join(folders[top], ...below);
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    const text = files[path] ?? (file && existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined);
    const headers = { "content-type": TYPES[extname(path)] ?? "text/plain" };
    if (policies[policy]) headers["content-security-policy"] = policies[policy];
    response.writeHead(text === undefined ? 404 : 200, headers).end(text);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  try {
    await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const POLICIES = {
  none: [undefined, "wasm"],
  self: ["default-src 'self'", "js"],
  wasm: ["default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'", "wasm"],
  trusted: ["default-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'", "js"],
  "trusted-wasm": ["script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'", "wasm"],
};

/** Every way to load the installed package, under every policy; then the golden vectors on each backend. */
export async function pages(installed, expected, use) {
  const here = fileURLToPath(new URL("..", import.meta.url));
  const testdata = fileURLToPath(new URL("../../../../../core/testdata/", import.meta.url));
  const vectors = readdirSync(testdata).filter((file) => file.endsWith(".txt"));
  const module = `import { Funnel, backend } from "./package/dist/index.browser.mjs";${use}`;
  const files = {
    "module.html": '<!doctype html><script type="module" src="module.js"></script>',
    "module.js": `${module}document.title = answer;`,
    "classic.html": '<!doctype html><script src="package/dist/index.iife.min.js"></script><script src="classic.js"></script>',
    "classic.js": `{ const { Funnel, backend } = funnelmath;${use}document.title = answer; }`,
    "plan.html": '<!doctype html><script src="package/dist/plan.iife.min.js"></script><script src="classic.js"></script>',
    "chance.html": '<!doctype html><script src="package/dist/chance.iife.min.js"></script><script src="classic.js"></script>',
    // WebAssembly on request, from each source.
    "accelerate.html": '<!doctype html><script type="module" src="accelerate.js"></script>',
    "accelerate.js": `const answers = [];
for (const entry of ["index", "chance", "plan"]) {
  for (const source of [() => import("./package/dist/" + entry + "-bytes.mjs"), () => fetch("package/dist/" + entry + ".wasm")]) {
    const { Funnel, accelerate, backend } = await import("./package/dist/" + entry + ".browser.mjs?" + answers.length);
    const funnel = new Funnel({ gates: [{ rate: 0.65 }, { successes: 2, trials: 5 }], saleValue: 3400 });
    const before = JSON.stringify(funnel.plan({ revenue: 25000, actual: 5 }));
    const served = await accelerate(source());
    answers.push(served === backend() && JSON.stringify(funnel.plan({ revenue: 25000, actual: 5 })) === before ? served : "wrong");
  }
}
document.title = answers.join(" ");`,
    "worker.html": '<!doctype html><script type="module" src="worker-page.js"></script>',
    "worker-page.js": `const worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
worker.onmessage = (event) => { document.title = event.data; };`,
    "worker.js": `${module}postMessage(answer);`,
    "vectors.html": '<!doctype html><script type="module" src="vectors.js"></script>',
    "vectors.js": `import * as auto from "./package/dist/index.browser.mjs?accelerated";
import * as js from "./package/dist/index.browser.mjs";
import { check } from "./test/vectors.mjs";
await auto.accelerate(import("./package/dist/index-bytes.mjs"));
globalThis.done = (async () => {
  const results = [];
  for (const [name, api] of Object.entries({ auto, js })) {
    for (const file of ${JSON.stringify(vectors)}) {
      results.push({ name, file, backend: api.backend(), ...check(api, await (await fetch("testdata/" + file)).text()) });
    }
  }
  return results;
})();`,
  };
  const policies = Object.fromEntries(Object.entries(POLICIES).map(([name, [policy]]) => [name, policy]));
  await serve(files, { package: installed, test: here, testdata }, policies, async (origin) => {
    for (const [policy, [, backend]] of Object.entries(POLICIES)) {
      await browser(async (page, faults) => {
        page.on("console", (said) => ["error", "warning"].includes(said.type()) && faults.push(said.text()));
        // A page under Trusted Types can make no worker from a plain address without a policy of its own.
        const kinds = ["module", "classic", "plan", "chance", ...(policy.startsWith("trusted") ? [] : ["worker"])];
        for (const kind of kinds) {
          await page.goto(`${origin}/${policy}/${kind}.html`);
          // Nothing is tried before it is asked for: no report of the policy, nothing in the console.
          assert.equal(await titleOf(page), `${expected} js`, `${kind} under ${policy}`);
        }
        assert.deepEqual(faults, []);
        await page.goto(`${origin}/${policy}/accelerate.html`);
        assert.equal(await titleOf(page), new Array(6).fill(backend).join(" "), `accelerate under ${policy}`);
        console.log(`chromium: ${kinds.join(", ")} answer under ${POLICIES[policy][0] ?? "no policy"}, without a report; accelerate answers ${backend}`);
      });
    }
    await browser(async (page) => {
      await page.goto(`${origin}/none/vectors.html`);
      // A page has loaded before the awaits at the top of its module have ended.
      await page.waitForFunction("globalThis.done");
      const results = await page.evaluate("globalThis.done");
      assert.equal(results.length, 2 * vectors.length);
      for (const result of results) assert.deepEqual(result.wrong, [], `${result.file} on ${result.name}`);
      for (const name of ["auto", "js"]) {
        const of = results.filter((result) => result.name === name);
        assert.equal(of[0].backend, name === "auto" ? "wasm" : "js");
        console.log(`chromium: ${of.reduce((sum, result) => sum + result.held, 0)} golden vectors hold on ${of[0].backend}`);
      }
    });
  });
}
