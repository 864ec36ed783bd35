#!/usr/bin/env bash
# Every check at its full size; takes hours. The output begins with date and commit, and belongs into benches/RECORD.md.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=never RUST_BACKTRACE=0

begin=$SECONDS
step() { printf '\n=== %s (%d s)\n' "$*" "$((SECONDS - begin))"; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
logged() { "$@" >"$log" 2>&1 </dev/null || { cat "$log"; echo "!!! failed: $*"; exit 1; }; }

date -u '+%Y-%m-%d %H:%M UTC'
git log -1 --format='commit %H%n%s'
[ -z "$(git status --porcelain)" ] || echo "!!! with changes that are not committed"
rustc --version

# How many times the usual cases each property and each trial of an error bound gets.
export FUNNELMATH_TIMES=${FUNNELMATH_TIMES:-100}
# Properties that state no number of cases have 256.
export PROPTEST_CASES=$((256 * FUNNELMATH_TIMES))
step "properties and error bounds, $FUNNELMATH_TIMES times the usual cases"
logged cargo test --release -p funnelmath --all-features --lib --tests -- --include-ignored --nocapture
grep -E '^(     Running|test result|bound:|trials:|worst)' "$log"

step "golden vectors"
logged make --no-print-directory vectors
tail -n 1 "$log"

step "the npm package, with a million random inputs"
FUNNELMATH_TIMES=50 logged ci/js.sh
grep -E '^# (random|bits|pass|fail)' "$log"

# Installs 700 MB and builds four times, too long for every run.
step "the npm package in Next.js 15 and 16, by webpack and by Turbopack"
logged npm --prefix bindings/js/npm run --silent test:next
grep '^next:' "$log"

step "libFuzzer, 10 million executions or 2 hours a target"
if ci/install.sh fuzz; then
    logged make --no-print-directory fuzz FUZZ_SECONDS="${FUZZ_SECONDS:-7200}" FUZZ_RUNS="${FUZZ_RUNS:-10000000}"
    grep -E '^(fuzzing|stat::number_of_executed_units|stat::average_exec_per_sec)' "$log"
fi

step "mutants"
if ci/install.sh mutants; then
    logged make --no-print-directory mutants
    grep -E '^(mutants|missed):|mutants, seed' "$log"
fi

step "all passed"
