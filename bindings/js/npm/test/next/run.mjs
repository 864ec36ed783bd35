// The packed package in Next.js 15 and 16, built by webpack and by Turbopack, both of which minify with SWC: a client
// component, a server component and an edge route, looked at and clicked in Chromium. Installs some 700 MB into a temporary
// folder and takes minutes, so it is not among the other consumers: `npm run test:next`.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { browser } from "../consumers/chromium.mjs";

const home = join(dirname(fileURLToPath(import.meta.url)), "../..");
const scratch = mkdtempSync(join(tmpdir(), "funnelmath-next-"));
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CI: "1" };
const run = (command, args, cwd) => execFileSync(command, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 600_000 });

const VERSIONS = { 15: { next: "15.5.29", react: "19.2.0" }, 16: { next: "16.4.6", react: "19.2.0" } };
const BUNDLERS = { 15: { webpack: [], turbopack: ["--turbopack"] }, 16: { webpack: ["--webpack"], turbopack: ["--turbopack"] } };

const USE = `
const funnel = new Funnel({ gates: [{ name: "Proposals", rate: 0.65 }, { name: "Sales", successes: 2, trials: 5 }], saleValue: 3400 });
export const answer = (actual) => {
  const plan = funnel.plan({ revenue: 25000, actual });
  return [plan.activity.stages[0].units, Number(plan.gauge).toFixed(4), new Chance([0.65, 0.4]).inputsFor({ results: 8, confidence: 0.9 }).inputs].join(" ");
};
`;
const FILES = {
  "lib/answer.js": `import { Chance, Funnel } from "funnelmath";${USE}`,
  "app/layout.js": "export const metadata = { icons: { icon: \"data:,\" } };\nexport default ({ children }) => <html lang=\"en\"><body>{children}</body></html>;",
  "app/page.js": `import { answer } from "../lib/answer.js";
import { Client } from "./client.js";
export const dynamic = "force-dynamic";
export default () => <main><p id="server">{answer(5)}</p><Client /></main>;`,
  "app/client.js": `"use client";
import { useState } from "react";
import { answer } from "../lib/answer.js";
export function Client() {
  const [actual, more] = useState(5);
  return <button onClick={() => more(actual + 1)}>{answer(actual)}</button>;
}`,
  "app/edge/route.js": `import { answer } from "../../lib/answer.js";
export const runtime = "edge";
export const GET = () => new Response(answer(5));`,
  "next.config.mjs": "export default { reactStrictMode: true };",
};
const [FIRST, CLICKED] = ["7 0.7661 43", "7 0.9194 43"];

async function started(folder, use) {
  const server = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", "0"], { cwd: folder, env });
  try {
    const origin = await new Promise((done, failed) => {
      let said = "";
      const hear = (text) => {
        said += text;
        const [found] = /http:\/\/localhost:\d+/.exec(said) ?? [];
        if (found && /Ready/.test(said)) done(found);
      };
      server.stdout.on("data", hear);
      server.stderr.on("data", hear);
      server.on("exit", () => failed(new Error(said)));
    });
    await use(origin);
  } finally {
    server.removeAllListeners("exit");
    server.kill();
  }
}

try {
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", scratch], home));
  for (const [version, { next, react }] of Object.entries(VERSIONS)) {
    const folder = join(scratch, `next-${version}`);
    for (const [file, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const dependencies = { next, react, "react-dom": react, funnelmath: `file:${join(scratch, packed.filename)}` };
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "app", private: true, dependencies }));
    run("npm", ["install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"], folder);
    for (const [bundler, flags] of Object.entries(BUNDLERS[version])) {
      const begin = performance.now();
      rmSync(join(folder, ".next"), { recursive: true, force: true });
      run(process.execPath, ["node_modules/next/dist/bin/next", "build", ...flags], folder);
      await started(folder, async (origin) => {
        assert.equal(await (await fetch(`${origin}/edge`)).text(), FIRST);
        await browser(async (page, faults) => {
          page.on("console", (said) => said.type() === "error" && faults.push(said.text()));
          await page.goto(origin);
          assert.equal(await page.locator("#server").textContent(), FIRST);
          const button = page.locator("button");
          assert.equal(await button.textContent(), FIRST);
          await button.click();
          await page.waitForFunction((wanted) => document.querySelector("button").textContent === wanted, CLICKED);
        });
      });
      console.log(`next: ${next}, ${bundler}: server, edge route and click hold (${((performance.now() - begin) / 1000).toFixed(0)} s)`);
    }
    rmSync(folder, { recursive: true, force: true });
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
