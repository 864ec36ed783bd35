#!/usr/bin/env bash
# Installs what a step needs, unless it is there. What cannot be installed is reported in a line that begins with !!!, and
# its step is skipped. Usage: ci/install.sh [base|c|msrv|wasm|fuzz|miri|mutants|deny]...
set -euo pipefail

msrv=1.85
loud() { printf '\n!!! %s\n\n' "$*" >&2; }

component() {
    rustup component list --installed 2>/dev/null | grep -q "^$1" || rustup component add "$1"
}

tool() {
    # Without --locked where the versions of its lock file are not available.
    cargo "$1" --version >/dev/null 2>&1 || cargo install --locked "cargo-$1" || cargo install "cargo-$1"
}

base() {
    component rustfmt
    component clippy
}

msrv() {
    rustup run "$msrv" rustc --version 2>/dev/null || rustup toolchain install "$msrv" --profile minimal ||
        { loud "toolchain $msrv cannot be installed: the oldest supported Rust is NOT checked"; return 1; }
}

wasm() {
    rustup target add wasm32v1-none ||
        loud "rustup has no wasm32v1-none: ci/no_std.sh uses Debian's compiler instead"
}

fuzz() {
    rustup run nightly rustc --version 2>/dev/null || rustup toolchain install nightly --profile minimal ||
        { loud "no nightly toolchain: libFuzzer does NOT run; the replay on stable still does"; return 1; }
    tool fuzz || { loud "no cargo-fuzz: libFuzzer does NOT run; the replay on stable still does"; return 1; }
}

miri() {
    rustup component add miri rust-src --toolchain nightly ||
        { loud "no Miri: the unsafe code of the C boundary is NOT checked for undefined behaviour"; return 1; }
}

# What the C tests, the CMake install and the hosts need; each host's test.sh installs the rest.
c() {
    local missing=() pair
    for pair in cmake:cmake g++:g++ pkg-config:pkg-config; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
    done
    [ ${#missing[@]} -eq 0 ] && return
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" ||
        { loud "cannot be installed: ${missing[*]}"; return 1; }
}

mutants() {
    tool mutants || { loud "cargo-mutants cannot be installed"; return 1; }
}

# About 3 minutes of processor time where it has to be built.
deny() {
    tool deny || { loud "cargo-deny cannot be installed: licences and sources are NOT checked"; return 1; }
}

[ $# -gt 0 ] || set -- base
for what in "$@"; do
    "$what"
done
