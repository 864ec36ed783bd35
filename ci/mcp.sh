#!/usr/bin/env bash
# Uses `funnelmath mcp` with the official Python client, both major versions of it. What cannot be installed is reported in
# a line that begins with !!!.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$*"; }
loud() { printf '\n!!! %s\n\n' "$*" >&2; }

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

say "the command line as a server of tools, with the client of the Model Context Protocol"
cargo build --quiet -p funnelmath-cli
program=${CARGO_TARGET_DIR:-target}/debug/funnelmath
for client in mcp==1.30.0 mcp==2.3.0; do
    python3 -m venv "$scratch/$client" >"$scratch/log" 2>&1 &&
        "$scratch/$client/bin/pip" install --quiet "$client" jsonschema >>"$scratch/log" 2>&1 || {
        tail -n 3 "$scratch/log" >&2
        loud "$client cannot be installed: funnelmath mcp is NOT tried with it"
        continue
    }
    "$scratch/$client/bin/python" bindings/cli/tests/mcp_client.py "$program"
done
