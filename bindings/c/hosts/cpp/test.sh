#!/bin/sh
# The C++ header against an installed library: the golden vectors bit for bit, its own API, and the example.
# FUNNELMATH_PREFIX is the install prefix, FUNNELMATH_VECTORS the directory of the vectors,
# FUNNELMATH_PANIC_LIBRARY (optional) a library built with the feature test-panic.
set -eu

: "${FUNNELMATH_PREFIX:?} ${FUNNELMATH_VECTORS:?}"
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Every function of the C header has its place in the C++ ones; left_out has members instead of names, and columns are
# called as in C.
cat "$FUNNELMATH_PREFIX"/include/funnelmath*.hpp > "$scratch/headers"
grep -o 'funnelmath_[a-z_]*(' "$FUNNELMATH_PREFIX/include/funnelmath_ffi.h" |
    grep -v -e left_out_name -e columns_ -e row_name |
    sort -u > "$scratch/functions"
[ "$(wc -l < "$scratch/functions")" -ge 30 ]
while read -r function; do
    if ! grep -qF "$function" "$scratch/headers"; then
        echo "the C++ headers do not call $function...)" >&2
        exit 1
    fi
done < "$scratch/functions"

if ! cmake -S "$here/tests" -B "$scratch" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_PREFIX_PATH="$FUNNELMATH_PREFIX" > "$scratch/log" 2>&1 ||
    ! cmake --build "$scratch" --parallel 2 >> "$scratch/log" 2>&1; then
    cat "$scratch/log" >&2
    exit 1
fi

# The page's first two programs are the examples, and its first two texts what they print.
piece() { awk -v kind="^\`\`\`$1\$" -v at="$2" '$0 ~ kind { n++; next } /^```$/ { if (n == at) exit } n == at' "$here/README.md"; }
number=0
for example in example sure; do
    number=$((number + 1))
    piece cpp $number > "$scratch/program"
    sed '1,/^$/d' "$here/$example.cpp" | diff "$scratch/program" -
    piece text $number > "$scratch/$example.expected"
done
grep -q '28.2805' "$scratch/example.expected"
grep -q '46 a month: 91.0%' "$scratch/sure.expected"

for standard in 11 17 20; do
    echo "C++$standard"
    "$scratch/vectors$standard" "$FUNNELMATH_VECTORS"
    "$scratch/api$standard"
    for example in example sure; do
        "$scratch/$example$standard" > "$scratch/got"
        diff "$scratch/$example.expected" "$scratch/got"
    done
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
