#!/usr/bin/env bash
# Tests the Ruby library against an installed library:
#   FUNNELMATH_PREFIX         where it is installed
#   FUNNELMATH_VECTORS        the directory of the golden vectors
#   FUNNELMATH_PANIC_LIBRARY  a library built with the feature test-panic (optional)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${FUNNELMATH_PREFIX:?where funnelmath is installed}" "${FUNNELMATH_VECTORS:?the golden vectors}"
export FUNNELMATH_PREFIX FUNNELMATH_VECTORS

ruby=${RUBY:-ruby}
fits() { command -v "$ruby" >/dev/null && "$ruby" -e 'require "ffi"; require "minitest"; require "rbs"' 2>/dev/null; }
if ! fits; then
    { apt-get update && apt-get install -y --no-install-recommends ruby ruby-ffi ruby-minitest ruby-rbs; } >&2 || true
    fits || { echo "ruby: needs Ruby 3.1 or newer with the gems ffi, minitest and rbs" >&2; exit 1; }
fi
[ -n "${FUNNELMATH_PANIC_LIBRARY:-}" ] ||
    echo "ruby: SKIPPED the panic test: FUNNELMATH_PANIC_LIBRARY is not set" >&2

# -w: a warning from here is a failure.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
"$ruby" -w -I"$here/lib" -e 'ARGV.each { |path| require path }' "$here"/test/test_*.rb 2> >(tee "$log" >&2) || status=$?
if grep -F "$here" "$log" | grep -q 'warning:'; then
    echo "ruby: warnings" >&2
    exit 1
fi
[ "$status" = 0 ] && "$here/gem.sh"
