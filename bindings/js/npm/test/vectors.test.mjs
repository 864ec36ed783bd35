// Every golden vector on each backend.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { check, NOT_HERE } from "./vectors.mjs";
import { backends, testdata } from "./backends.mjs";

const files = readdirSync(testdata).filter((file) => file.endsWith(".txt") && !NOT_HERE.has(file.slice(0, -4)));

for (const [name, api] of Object.entries(backends)) {
  test(`golden vectors: ${name}`, () => {
    assert.equal(files.length, 52);
    let held = 0;
    for (const file of files) {
      const result = check(api, readFileSync(new URL(file, testdata), "utf8"));
      assert.deepEqual(result.wrong, [], file);
      assert.ok(result.held > 20, `${file}: ${result.held} cases`);
      assert.ok(result.passed.length < 70, file);
      held += result.held;
    }
    console.log(`vectors: ${held} cases hold on ${name}`);
  });
}
