#!/usr/bin/env bash
# The crate as it would be published: packed, unpacked outside the workspace, and built and tested there with nothing of
# the repository in reach.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
target=$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')

flags=(--no-verify)
if [ -n "$(git status --porcelain -- core Cargo.toml 2>/dev/null)" ]; then
    printf '!!! core has changes that are not committed: they are packed as well\n' >&2
    flags+=(--allow-dirty)
fi
cargo package --quiet -p funnelmath "${flags[@]}"
version=$(sed -n '/^\[workspace.package\]/,/^$/s/^version = "\(.*\)"/\1/p' Cargo.toml)
tar -xzf "$target/package/funnelmath-$version.crate" -C "$scratch"
cd "$scratch/funnelmath-$version"

for file in README.md LICENSE-MIT LICENSE-APACHE Cargo.toml src/lib.rs; do
    [ -s "$file" ] || { printf '!!! the package lacks %s\n' "$file" >&2; exit 1; }
done
export CARGO_TARGET_DIR=$target/packaged
cargo check --quiet --all-targets --all-features
cargo test --quiet --doc --all-features
printf 'the packed crate %s holds: %s files, %s bytes\n' "$version" "$(find . -type f | wc -l)" \
    "$(stat -c %s "$target/package/funnelmath-$version.crate")"
