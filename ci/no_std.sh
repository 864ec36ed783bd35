#!/usr/bin/env bash
# Proves by linking that the library needs no std. The probe brings its own panic handler, allocator and start. It is
# linked once with core only and once with core and alloc:
#   1. for wasm32v1-none, a target that has no std;
#   2. natively without the C library's start files; the program runs and its answers are checked;
#   3. both again, against a sysroot that has only core (and alloc).
set -euo pipefail
cd "$(dirname "$0")/.."

probe=core/probe
wasm=wasm32v1-none
native=x86_64-unknown-linux-gnu
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export CARGO_TARGET_DIR=$scratch/target

say() { printf '%s\n' "$*"; }
loud() { printf '\n!!! %s\n\n' "$*" >&2; }

# build FEATURE TARGET [SYSROOT]: links the probe and prints its path.
build() {
    local feature=$1 target=$2 flags=(-D warnings) name=funnelmath-probe
    [ "$target" = "$wasm" ] && name=$name.wasm && flags+=(-C link-arg=--export=funnelmath_probe)
    [ "$target" = "$native" ] && flags+=(-C relocation-model=static
        -C link-arg=-nostartfiles -C link-arg=-nostdlib -C link-arg=-static)
    [ $# -gt 2 ] && flags+=(--sysroot "$3")
    # With --target, the flags are for the probe alone and not for build scripts.
    local IFS=$'\x1f'
    CARGO_ENCODED_RUSTFLAGS="${flags[*]}" "${cargo[@]}" build --quiet --release \
        --manifest-path "$probe/Cargo.toml" --features "$feature" --target "$target" "${extra[@]}" >&2
    printf '%s\n' "$CARGO_TARGET_DIR/$target/release/$name"
}

# A sysroot with the named libraries only, and the linker that belongs to the compiler.
sysroot() {
    local root=$1 target=$2 real host library
    shift 2
    real=$(rustc --print sysroot)
    host=$(rustc -vV | sed -n 's/^host: //p')
    mkdir -p "$root/lib/rustlib/$target/lib" "$root/lib/rustlib/$host"
    for library in "$@"; do
        cp "$real/lib/rustlib/$target/lib/lib$library-"*.r{lib,meta} "$root/lib/rustlib/$target/lib/" \
            2>/dev/null || cp "$real/lib/rustlib/$target/lib/lib$library-"*.rlib "$root/lib/rustlib/$target/lib/"
    done
    ln -sfn "$real/lib/rustlib/$host/bin" "$root/lib/rustlib/$host/bin"
}

runs() {
    local status=0
    "$1" || status=$?
    [ "$status" = 0 ] || { loud "the native probe's answer number $status is wrong"; exit 1; }
}

natively() {
    local feature root program
    for feature in core-only alloc; do
        program=$(build "$feature" "$native")
        runs "$program"
        say "ok: $feature links natively without the C library, runs, and is right ($(stat -c %s "$program") bytes)"
        root=$scratch/native-$feature
        if [ "$feature" = alloc ]; then
            sysroot "$root" "$native" core compiler_builtins alloc
        else
            sysroot "$root" "$native" core compiler_builtins
        fi
        program=$(build "$feature" "$native" "$root")
        runs "$program"
        say "ok: $feature the same, against a sysroot of $(cd "$root/lib/rustlib/$native/lib" && echo *.rlib)"
    done
}

wasm_by_rustup() {
    local feature root module
    for feature in core-only alloc; do
        module=$(build "$feature" "$wasm")
        say "ok: $feature links for $wasm ($(stat -c %s "$module") bytes)"
        root=$scratch/wasm-$feature
        if [ "$feature" = alloc ]; then
            sysroot "$root" "$wasm" core compiler_builtins alloc
        else
            sysroot "$root" "$wasm" core compiler_builtins
        fi
        module=$(build "$feature" "$wasm" "$root")
        say "ok: $feature the same, against a sysroot of $(cd "$root/lib/rustlib/$wasm/lib" && echo *.rlib)"
    done
}

# Where rustup cannot bring the target: Debian's compiler builds core and alloc from source.
wasm_by_debian() {
    local feature linker
    if ! [ -x /usr/bin/cargo ] || ! [ -d /usr/lib/rustlib/src ]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq rustc-web cargo-web rust-web-src >/dev/null
    fi
    linker=$(find "$(rustc --print sysroot)" -name rust-lld | head -n 1)
    [ -n "$linker" ] || { loud "no rust-lld in the toolchain"; return 1; }
    for feature in core-only alloc; do
        (
            export RUSTUP_TOOLCHAIN='' RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1
            export CARGO_TARGET_WASM32V1_NONE_LINKER=$linker CARGO_TARGET_DIR=$scratch/debian
            cargo=(/usr/bin/cargo)
            extra=(-Z build-std=core,alloc)
            module=$(build "$feature" "$wasm")
            say "ok: $feature links for $wasm, by Debian's compiler ($(stat -c %s "$module") bytes)"
        )
    done
}

cargo=(cargo)
extra=()
if [ "$(uname -sm)" = "Linux x86_64" ]; then
    natively
else
    loud "not x86-64 Linux: the native probe is NOT linked here"
fi
if [ "${1:-}" != debian ] && rustup target add "$wasm" 2>&1 && [ -d "$(rustc --print sysroot)/lib/rustlib/$wasm" ]; then
    wasm_by_rustup
else
    loud "rustup does not bring $wasm: using Debian's compiler instead"
    wasm_by_debian
fi
