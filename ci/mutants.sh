#!/usr/bin/env bash
# Mutates the core and counts what no test notices. Usage: ci/mutants.sh [COUNT [SEED]]
# COUNT random mutants of all but those that .cargo/mutants.toml excludes; the same seed and the same code give the same ones.
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-600}
seed=${2:-1}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export MUTANTS_OUT=${MUTANTS_OUT:-target/mutants}
mkdir -p "$MUTANTS_OUT"

cargo mutants -p funnelmath --all-features --list >"$scratch/all"
python3 - "$count" "$seed" "$scratch/all" "$scratch/drawn" >"$scratch/examine" <<'PYTHON'
import json, random, re, sys

count, seed, path, drawn = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4]
mutants = sorted(set(open(path, encoding="utf-8").read().splitlines()))
sample = sorted(random.Random(seed).sample(mutants, min(count, len(mutants))))
print(f"{len(sample)} of {len(mutants)} mutants, seed {seed}", file=sys.stderr)
with open(drawn, "w", encoding="utf-8") as out:
    out.writelines(f"{mutant}\n" for mutant in sample)
print("examine_re = [")
for mutant in sample:
    # The whole name, with file, line and column.
    print(f"    {json.dumps('^' + re.escape(mutant) + '$')},")
print("]")
PYTHON
# `--config` replaces the checked-in file, so its settings come first.
cat .cargo/mutants.toml "$scratch/examine" >"$scratch/mutants.toml"

# The profile optimizes a little: the tests run several times as long without. Doc tests are left out, as the integration tests
# check the same.
status=0
cargo mutants -p funnelmath --all-features --config "$scratch/mutants.toml" --profile mutants --output "$MUTANTS_OUT" \
    --no-shuffle --timeout "${MUTANTS_TIMEOUT:-300}" --minimum-test-timeout 60 --colors never -- --lib --tests || status=$?
# 2: some were missed, 3: some timed out. Both are results; anything else is a failure of the run.
[ "$status" = 0 ] || [ "$status" = 2 ] || [ "$status" = 3 ] || exit "$status"

# cargo-mutants applies no filter to mutants that delete a field, so it tests some that were not drawn: they are not counted.
results=$MUTANTS_OUT/mutants.out
for kind in caught missed timeout unviable; do
    grep -Fxf "$scratch/drawn" "$results/$kind.txt" >"$scratch/$kind" || true
done
caught=$(cat "$scratch/caught" "$scratch/timeout" | wc -l)
missed=$(wc -l <"$scratch/missed")
awk -v d="$(wc -l <"$scratch/drawn")" -v c="$caught" -v m="$missed" -v u="$(wc -l <"$scratch/unviable")" 'BEGIN {
    viable = c + m
    printf "mutants: %d drawn, %d do not compile, %d viable, %d caught: %.1f%%\n", d, u, viable, c, viable ? 100 * c / viable : 100
    if (viable + u != d) { printf "!!! %d of the drawn were not tested\n", d - u - viable; exit 1 }
}'
sed 's/^/missed: /' "$scratch/missed"
[ $((missed * 20)) -le $((caught + missed)) ] || { echo "!!! fewer than 95% were caught" >&2; exit 1; }
