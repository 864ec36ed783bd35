#!/usr/bin/env bash
# The npm package: builds it from nothing, tests it, then packs it and uses the tarball as others will: Node,
# TypeScript, bundlers, test runners, workerd and real Chromium. What cannot be had is said loudly and fails.
set -euo pipefail
cd "$(dirname "$0")/../bindings/js/npm"

say() { printf '\n== %s\n' "$*"; }
loud() { printf '\n!!! %s\n\n' "$*" >&2; }

node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' ||
    { loud "Node 20 or newer is needed to build and test"; exit 1; }

say "tools"
# Exact versions, as package.json has them; `npm ci` will not read a lock file without addresses.
npm install --no-save --ignore-scripts --no-audit --no-fund --loglevel=error
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium chromium-browser google-chrome >/dev/null; then
    apt-get install -y --no-install-recommends chromium >/dev/null ||
        { loud "no Chromium and none to be installed: the pages are NOT tested"; exit 1; }
fi

say "build"
npm run --silent build

say "tests: golden vectors, the typed layer, the module, a million random inputs"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
npm test --silent >"$log" 2>&1 || { cat "$log"; exit 1; }
grep -E '^# (vectors|random|memory|exports|core\.wasm|tests|pass|fail|skipped)' "$log"
! grep -qE '^# (skipped|todo) [1-9]' "$log" || { loud "tests were skipped"; exit 1; }

say "the packed package, in empty projects"
npm run --silent test:package

say "sizes"
npm run --silent size

say "bench, once"
node bench/bench.mjs --test
