#!/usr/bin/env bash
# Makes a gem with the C library inside and one without, and tries both: each is installed from its file into an empty
# folder, where the first example of the README prints what it says; the one with the library without any other one.
#
#   FUNNELMATH_PREFIX=/usr/local bindings/c/hosts/ruby/gem.sh [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${FUNNELMATH_PREFIX:?where funnelmath is installed}"
ruby=${RUBY:-ruby}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
folder=${1:-$scratch/gems}
mkdir -p "$folder" "$scratch/source" "$scratch/empty"
folder=$(cd "$folder" && pwd)

library=$(find "$FUNNELMATH_PREFIX/" -name 'libfunnelmath.so.?' | head -n 1)
[ -n "$library" ] || { echo "no libfunnelmath.so.* in $FUNNELMATH_PREFIX" >&2; exit 1; }
root=$here
while [ ! -f "$root/LICENSE-MIT" ]; do
    [ "$root" != / ] || { echo "no LICENSE-MIT above $here" >&2; exit 1; }
    root=$(dirname "$root")
done
cp -r "$here/lib" "$here/sig" "$here/README.md" "$here/funnelmath.gemspec" "$root/LICENSE-MIT" "$root/LICENSE-APACHE" \
    "$scratch/source"
cd "$scratch/source"
# build: makes a gem and says its name
build() {
    "$ruby" -S gem build --quiet funnelmath.gemspec > "$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
    basename "$(echo ./*.gem)"
    mv ./*.gem "$folder"
}
plain=$(build)
cp -L "$library" "lib/funnelmath/$(basename "$library")"
with=$(build)

awk '/^```ruby$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/README.md" > "$scratch/example.rb"
awk '/^```text$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/README.md" > "$scratch/expected"
[ -s "$scratch/example.rb" ] && [ -s "$scratch/expected" ]
ffi=$("$ruby" -e 'print Gem::Specification.find_by_name("ffi").base_dir')
try() { # FILE FOLDER: installed into this folder, the example prints what it says
    cd "$scratch/empty"
    "$ruby" -S gem install --quiet --local --no-document --install-dir "$2" --ignore-dependencies "$1" > "$scratch/log"
    GEM_HOME=$2 GEM_PATH=$2:$ffi "$ruby" "$scratch/example.rb" | diff "$scratch/expected" -
    GEM_HOME=$2 GEM_PATH=$2:$ffi "$ruby" -e 'require "funnelmath"; print FunnelMath.library_path' > "$scratch/path"
    [ -f "$(echo "$2"/gems/funnelmath-*)/LICENSE-MIT" ]
    echo "$(basename "$1"), $(stat -c %s "$1") bytes: installed from its file, the example as expected"
}
(try "$folder/$plain" "$scratch/plain")
(
    unset FUNNELMATH_PREFIX FUNNELMATH_LIBRARY LD_LIBRARY_PATH
    try "$folder/$with" "$scratch/with"
)
case $(cat "$scratch/path") in
"$scratch/with/gems/"*) ;;
*) echo "the library inside the gem was not used: $(cat "$scratch/path")" >&2; exit 1 ;;
esac
