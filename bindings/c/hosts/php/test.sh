#!/usr/bin/env bash
# Tests the PHP classes against an installed library:
#   FUNNELMATH_PREFIX         where it is installed
#   FUNNELMATH_VECTORS        the directory of the golden vectors
#   FUNNELMATH_PANIC_LIBRARY  a library built with the feature test-panic (optional)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${FUNNELMATH_PREFIX:?where funnelmath is installed}" "${FUNNELMATH_VECTORS:?the golden vectors}"
export FUNNELMATH_PREFIX FUNNELMATH_VECTORS

php=${PHP:-php}
fits() {
    command -v "$php" >/dev/null && "$php" -r 'exit(PHP_VERSION_ID >= 80100 && extension_loaded("ffi")
        && extension_loaded("Zend OPcache") && extension_loaded("posix") ? 0 : 1);'
}
if ! fits; then
    { apt-get update && apt-get install -y --no-install-recommends php-cli php-common; } >&2 || true
    fits || { echo "php: needs PHP 8.1 or newer with ffi, opcache and posix" >&2; exit 1; }
fi
[ -n "${FUNNELMATH_PANIC_LIBRARY:-}" ] ||
    echo "php: SKIPPED the panic test: FUNNELMATH_PANIC_LIBRARY is not set" >&2

"$php" -d memory_limit=512M "$here/tests/run.php"
