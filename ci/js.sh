#!/usr/bin/env bash
# Builds and tests the npm package, then packs it and uses the tarball in Node, TypeScript, bundlers, test runners, workerd
# and Chromium. Prints sizes and times beside their budgets. Without Node or npm nothing is tested, and a line that begins
# with !!! says so.
set -euo pipefail
cd "$(dirname "$0")/../bindings/js/npm"

say() { printf '\n== %s (%d s)\n' "$*" "$SECONDS"; }
loud() { printf '\n!!! %s\n\n' "$*" >&2; }
without() {
    loud "$*: the npm package is NOT built and NOT tested"
    exit 0
}

command -v node >/dev/null && command -v npm >/dev/null || without "no Node or no npm"
node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' ||
    without "Node is older than 20 ($(node --version))"

say "tools"
# The exact versions of package.json.
npm install --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --loglevel=error ||
    without "npm cannot install the tools"
npm run --silent tools || without "npm cannot install what the tests use"
consumers=()
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium chromium-browser google-chrome >/dev/null; then
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 || {
        loud "no Chromium, and it cannot be installed: the package is NOT tested in browsers"
        consumers=(--without-browser)
    }
fi

say "build"
npm run --silent build

say "tests: golden vectors, the typed layer, the module, random inputs"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
npm test --silent >"$log" 2>&1 || { cat "$log"; exit 1; }
grep -E '^# (vectors|random|memory|stack|bits|room|minified|exports|core\.wasm|plan\.wasm|tests|pass|fail|skipped)' "$log"
! grep -qE '^# (skipped|todo) [1-9]' "$log" || { loud "tests were skipped"; exit 1; }

say "the packed package, in empty projects"
npm run --silent test:package -- "${consumers[@]}"

say "sizes and times, beside their budgets"
npm run --silent sizes
npm run --silent bench
npm run --silent bench:chances

say "the npm package holds"
