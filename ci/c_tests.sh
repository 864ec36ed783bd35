#!/usr/bin/env bash
# The C interface from C and C++: builds the library and runs bindings/c/tests/c against it, as C99 and as
# C++11, shared and static, under ASan and UBSan, under valgrind, and with a library that panics on request.
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=never RUST_BACKTRACE=0

target=${CARGO_TARGET_DIR:-$PWD/target}
vectors=${FUNNELMATH_VECTORS:-$PWD/core/testdata}
sources=$PWD/bindings/c/tests/c
include=$PWD/bindings/c/include
warnings=(-Wall -Wextra -Wpedantic -Werror)
system_libraries=(-lpthread -ldl -lm)
tests=(vectors boundary documents errors handles threads columns)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

say() { printf '\n== %s\n' "$*"; }
die() { printf '!!! %s\n' "$*" >&2; exit 1; }
# Prints the whole output of a command that fails, otherwise its last lines.
closing() {
    local lines=$1
    shift
    "$@" >"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; die "failed: $*"; }
    tail -n "$lines" "$scratch/log"
}

# library DIRECTORY CARGO_TARGET [FEATURES...]: builds the library into a directory, under its installed names.
library() {
    local place=$1 built=$2
    shift 2
    cargo rustc --quiet --profile clib -p funnelmath-c --lib --crate-type cdylib --crate-type staticlib \
        --target-dir "$built" "$@"
    mkdir -p "$place/shared" "$place/static"
    cp "$built/clib/libfunnelmath_c.so" "$place/shared/libfunnelmath.so.0"
    cp "$built/clib/libfunnelmath_c.a" "$place/static/libfunnelmath.a"
    ln -sf libfunnelmath.so.0 "$place/shared/libfunnelmath.so"
}

# compile KIND LANGUAGE TEST [FLAGS...]: KIND is shared or static; prints the program's path.
compile() {
    local kind=$1 language=$2 test=$3 place=${library:-$scratch/library}/$1
    shift 3
    local program=$scratch/$test-$kind-$language$(printf '%s' "$@" | tr -dc a-z)
    local compiler=(gcc -std=c99)
    [ "$language" = c99 ] || compiler=(g++ -x c++ -std=c++11)
    "${compiler[@]}" "${warnings[@]}" -O1 -g "$@" -pthread -I"$include" -I"$sources" "$sources/${test}_test.c" \
        "$sources"/{check,calls,vectors}.c -o "$program" -L"$place" -Wl,-rpath,"$place" \
        $([ "$language" = c99 ] || echo -x none) -lfunnelmath "${system_libraries[@]}"
    echo "$program"
}

arguments() { [ "$1" != vectors ] || echo "$vectors"; }

say "the library"
library "$scratch/library" "$target"
ls -lL "$scratch"/library/*/libfunnelmath.{so,a} 2>/dev/null | awk '{ print $5, $NF }' | sed "s|$scratch/||"

for kind in shared static; do
    for language in c99 c++11; do
        say "$kind library, $language, ${warnings[*]}"
        for test in "${tests[@]}"; do
            program=$(compile "$kind" "$language" "$test")
            closing 1 "$program" $(arguments "$test")
        done
    done
done
readelf -d "$scratch/vectors-shared-c99" >"$scratch/dynamic"
grep -q 'NEEDED.*\[libfunnelmath.so.0\]' "$scratch/dynamic" || die "the shared library was not linked by its SONAME"
readelf -d "$scratch/vectors-static-c99" >"$scratch/dynamic"
! grep -q 'NEEDED.*funnelmath' "$scratch/dynamic" || die "the static library was not linked"

say "gcc ASan and UBSan, static library"
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
for test in "${tests[@]}"; do
    program=$(compile static c99 "$test" -fsanitize=address,undefined -fno-sanitize-recover=all)
    closing 1 "$program" $(arguments "$test")
done

say "valgrind"
missing=
if ! command -v valgrind >/dev/null; then
    { [ "$(id -u)" = 0 ] && apt-get update -qq && apt-get install -y -qq valgrind; } >"$scratch/log" 2>&1 || true
    command -v valgrind >/dev/null || missing=1
fi
# grind TOOL TEST [ARGUMENTS...]: runs a test under valgrind and prints its summary.
grind() {
    local tool=$1 test=$2
    shift 2
    echo "$tool: $test"
    closing 0 valgrind --tool="$tool" --error-exitcode=9 "$@"
    grep -E 'total heap usage|in use at exit|ERROR SUMMARY' "$scratch/log" | sed 's/^==[0-9]*== */  /'
}
if [ -z "$missing" ]; then
    leaks=(--leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=definite,indirect,possible)
    for test in "${tests[@]}"; do
        if [ "$test" = threads ]; then
            grind memcheck "$test" "${leaks[@]}" "$scratch/$test-shared-c99" 5
        else
            grind memcheck "$test" "${leaks[@]}" "$scratch/$test-shared-c99" $(arguments "$test")
        fi
        grep -q 'definitely lost: 0 bytes\|no leaks are possible' "$scratch/log" || die "valgrind counted no leaks"
    done
    grind helgrind threads "$scratch/threads-shared-c99" 20
fi

say "a library that panics on request"
library "$scratch/panicking" "$target/test-panic" --features test-panic
library=$scratch/panicking
for language in c99 c++11; do
    program=$(compile shared "$language" panic)
    closing 1 "$program"
    panics=$(grep -c 'FUNNELMATH_TEST_PANIC' "$scratch/log") || die "nothing panicked"
    echo "$panics panics were caught, and the process lived on"
done

if [ -n "$missing" ]; then
    printf '\n!!! valgrind is not here and cannot be installed: memcheck and helgrind did NOT run\n' >&2
fi
say "the C tests passed"
