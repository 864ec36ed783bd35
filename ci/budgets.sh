#!/usr/bin/env bash
# The budgets of a Rust user: the time of a build from nothing and to the first answer from a fresh clone, which are told but
# do not fail, since other work on the machine moves them; and the dependencies, which do.
set -euo pipefail
cd "$(dirname "$0")/.."

build_budget=5
answer_budget=60
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

# timed BUDGET WHAT COMMAND...
timed() {
    local budget=$1 what=$2 begin end
    shift 2
    begin=$(date +%s.%N)
    "$@"
    end=$(date +%s.%N)
    awk -v b="$begin" -v e="$end" -v budget="$budget" -v what="$what" 'BEGIN {
        printf "budget: %s took %.1f s of %d s\n", what, e - b, budget
        exit (e - b > budget)
    }' || echo "!!! over the budget: $what"
}

# Downloads are not timed.
cargo fetch --quiet

export CARGO_TARGET_DIR=$scratch/build
# As a user builds it, whose workspace does not have the profile of this one.
timed "$build_budget" "cargo build -p funnelmath from nothing" \
    cargo build --quiet -p funnelmath --config profile.dev.package.funnelmath.opt-level=0
export CARGO_TARGET_DIR=$scratch/answer
timed "$answer_budget" "cargo run --example plan from nothing" \
    cargo run --quiet -p funnelmath --example plan >"$scratch/plan.txt"
tail -n 3 "$scratch/plan.txt"
[ -s "$scratch/plan.txt" ] || { echo "!!! the example printed nothing" >&2; failed=1; }

allowed='^(funnelmath|libm|serde|serde_core|serde_derive|proc-macro2|quote|syn|unicode-ident)$'
names=$(cargo tree -p funnelmath -e normal --all-features --prefix none --format '{p}' | cut -d ' ' -f 1 | sort -u)
echo "dependencies with all features: ${names//$'\n'/ }"
if others=$(grep -vE "$allowed" <<<"$names"); then
    echo "!!! dependencies that are not allowed: ${others//$'\n'/ }" >&2
    failed=1
fi
names=$(cargo tree -p funnelmath -e normal --prefix none --format '{p}' | cut -d ' ' -f 1 | sort -u)
echo "dependencies by default: ${names//$'\n'/ }"
[ "$names" = $'funnelmath\nlibm' ] || { echo "!!! more than libm by default" >&2; failed=1; }
exit "$failed"
