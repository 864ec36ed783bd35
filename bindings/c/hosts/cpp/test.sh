#!/bin/sh
# The C++ header against an installed library: the golden vectors bit for bit, its own API, and the example.
# FUNNELMATH_PREFIX is the install prefix, FUNNELMATH_VECTORS the directory of the vectors,
# FUNNELMATH_PANIC_LIBRARY (optional) a library built with the feature test-panic.
set -eu

: "${FUNNELMATH_PREFIX:?} ${FUNNELMATH_VECTORS:?}"
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Every function of the C header has its place in the C++ one.
grep -o 'funnelmath_[a-z_]*(' "$FUNNELMATH_PREFIX/include/funnelmath_ffi.h" | sort -u > "$scratch/functions"
[ "$(wc -l < "$scratch/functions")" -ge 30 ]
while read -r function; do
    if ! grep -qF "$function" "$FUNNELMATH_PREFIX/include/funnelmath.hpp"; then
        echo "funnelmath.hpp does not call $function...)" >&2
        exit 1
    fi
done < "$scratch/functions"

if ! cmake -S "$here/tests" -B "$scratch" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$FUNNELMATH_PREFIX" > "$scratch/log" 2>&1 ||
    ! cmake --build "$scratch" --parallel 2 >> "$scratch/log" 2>&1; then
    cat "$scratch/log" >&2
    exit 1
fi

# The page's first program is the example, and its first text what the example prints.
awk '/^```cpp$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/README.md" > "$scratch/program"
sed '1,/^$/d' "$here/example.cpp" | diff "$scratch/program" -
awk '/^```text$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/README.md" > "$scratch/expected"
grep -q '28.2805' "$scratch/expected"

for standard in 11 17 20; do
    echo "C++$standard"
    "$scratch/vectors$standard" "$FUNNELMATH_VECTORS"
    "$scratch/api$standard"
    "$scratch/example$standard" > "$scratch/got"
    diff "$scratch/expected" "$scratch/got"
done
for library in shared static; do
    echo "funnelmath::$library"
    "$scratch/vectors_$library" "$FUNNELMATH_VECTORS"
done

# And that each target links what it says.
ldd "$scratch/vectors_shared" > "$scratch/shared"
ldd "$scratch/vectors_static" > "$scratch/static"
if ! grep -q libfunnelmath "$scratch/shared" || grep libfunnelmath "$scratch/static"; then
    echo "a target links the wrong library" >&2
    exit 1
fi

# A failure inside the library is an exception like any other, and the process lives.
if [ -n "${FUNNELMATH_PANIC_LIBRARY:-}" ]; then
    if ! LD_PRELOAD=$FUNNELMATH_PANIC_LIBRARY FUNNELMATH_TEST_PANIC=1 "$scratch/api11" panic 2> "$scratch/log"; then
        cat "$scratch/log" >&2
        exit 1
    fi
else
    echo "The panic test needs FUNNELMATH_PANIC_LIBRARY: not run" >&2
fi
