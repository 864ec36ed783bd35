#!/usr/bin/env bash
# Tests the Python package against an installed library:
#   FUNNELMATH_PREFIX         where it is installed
#   FUNNELMATH_VECTORS        the directory of the golden vectors
#   FUNNELMATH_PANIC_LIBRARY  a library built with the feature test-panic (optional)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${FUNNELMATH_PREFIX:?where funnelmath is installed}" "${FUNNELMATH_VECTORS:?the golden vectors}"
export FUNNELMATH_PREFIX FUNNELMATH_VECTORS

fits() {
    command -v "$1" >/dev/null && "$1" 2>/dev/null -c 'import cffi, numpy, pandas, pytest, pip, tomllib'
}
python=${PYTHON:-python3}
if ! fits "$python"; then
    python=/usr/bin/python3
    if ! fits "$python"; then
        { apt-get update && apt-get install -y --no-install-recommends python3 python3-pip \
            python3-numpy python3-pandas python3-cffi python3-pytest; } >&2 || true
        fits "$python" || { echo "python: needs Python 3.11 with numpy, pandas, cffi, pytest, pip" >&2; exit 1; }
    fi
fi
[ -n "${FUNNELMATH_PANIC_LIBRARY:-}" ] ||
    echo "python: SKIPPED the panic test: FUNNELMATH_PANIC_LIBRARY is not set" >&2

# What is tested is the package as pip installs it; it leaves no file beside the sources.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
before=$(find "$here" | sort)
"$python" -m pip install --quiet --disable-pip-version-check --no-deps --no-index --root-user-action=ignore \
    --target "$scratch/site" "$here" 2>"$scratch/pip.log" || { cat "$scratch/pip.log" >&2; exit 1; }
[ "$before" = "$(find "$here" | sort)" ] || { echo "python: pip left files beside the sources" >&2; exit 1; }
cd "$scratch"
PYTHONPATH="$scratch/site" PYTHONDONTWRITEBYTECODE=1 \
    "$python" -m pytest -q -p no:cacheprovider --rootdir "$here/tests" "$here/tests" "$@"
