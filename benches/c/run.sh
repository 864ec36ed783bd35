#!/usr/bin/env bash
# Times the calls of the installed C library beside plain C, and the same chain in Rust, one after the other.
# Fails when one call of a 5-gate solve takes longer than its budget, in ns (the first argument; 25).
set -euo pipefail
cd "$(dirname "$0")/../.."

budget=${1:-25}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

{
    cmake -S bindings/c -B "$scratch/build" -DCMAKE_BUILD_TYPE=Release
    cmake --build "$scratch/build"
    cmake --install "$scratch/build" --prefix "$scratch/prefix"
} > "$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }

export PKG_CONFIG_PATH=$scratch/prefix/lib/pkgconfig
read -ra flags <<< "$(pkg-config --cflags --libs funnelmath)"
"${CC:-cc}" -std=c99 -O2 -Wall -Wextra -Wpedantic -Werror benches/c/bench.c "${flags[@]}" -lm -o "$scratch/bench"

echo "C, through the shared library"
kept=0
LD_LIBRARY_PATH=$scratch/prefix/lib "$scratch/bench" "$budget" || kept=$?

echo
echo "Rust, the same chain"
cargo bench --quiet -p funnelmath-benches --bench chain -- '^(required|forward)' > "$scratch/rust" 2>&1 ||
    { cat "$scratch/rust" >&2; exit 1; }
# A long name stands on a line of its own.
awk '/^ +time:/ { $1 = $1; print name "  " $0 } /^[^ ].* time:/ { print } { name = $0 }' "$scratch/rust"
exit "$kept"
