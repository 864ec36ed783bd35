#!/usr/bin/env bash
# Mutates the core and counts what no test notices. Usage: ci/mutants.sh [COUNT [SEED]]
# COUNT random mutants of all; the same seed and the same code give the same ones.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-600}
seed=${2:-1}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export MUTANTS_OUT=${MUTANTS_OUT:-target/mutants}
mkdir -p "$MUTANTS_OUT"

cargo mutants -p funnelmath --all-features --list >"$scratch/all"
python3 - "$count" "$seed" "$scratch/all" >"$scratch/mutants.toml" <<'PYTHON'
import json, random, re, sys

count, seed, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
mutants = sorted(set(open(path, encoding="utf-8").read().splitlines()))
sample = sorted(random.Random(seed).sample(mutants, min(count, len(mutants))))
print(f"{len(sample)} of {len(mutants)} mutants, seed {seed}", file=sys.stderr)
print("examine_re = [")
for mutant in sample:
    # The whole name, with file, line and column.
    print(f"    {json.dumps('^' + re.escape(mutant) + '$')},")
print("]")
PYTHON

# The profile optimizes a little: the tests run several times as long without. Doc tests are left out, as the integration tests
# check the same.
status=0
cargo mutants -p funnelmath --all-features --config "$scratch/mutants.toml" --profile mutants --output "$MUTANTS_OUT" \
    --no-shuffle --timeout "${MUTANTS_TIMEOUT:-300}" --minimum-test-timeout 60 --colors never -- --lib --tests || status=$?
# 2: some were missed, 3: some timed out. Both are results; anything else is a failure of the run.
[ "$status" = 0 ] || [ "$status" = 2 ] || [ "$status" = 3 ] || exit "$status"

results=$MUTANTS_OUT/mutants.out
caught=$(wc -l <"$results/caught.txt")
missed=$(wc -l <"$results/missed.txt")
timeout=$(wc -l <"$results/timeout.txt")
unviable=$(wc -l <"$results/unviable.txt")
awk -v c="$caught" -v m="$missed" -v t="$timeout" -v u="$unviable" 'BEGIN {
    viable = c + m + t
    printf "mutants: %d caught, %d timed out, %d missed, %d do not compile: %.1f%% of %d caught\n",
        c, t, m, u, viable ? 100 * (c + t) / viable : 100, viable
}'
sed 's/^/missed: /' "$results/missed.txt"
[ $((missed * 20)) -le $((caught + missed + timeout)) ] || { echo "!!! fewer than 95% were caught" >&2; exit 1; }
