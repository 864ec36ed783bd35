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

# The package: archived, installed from that file into an empty project, and the README's example run.
packs() { command -v composer >/dev/null && "$php" -r 'exit(extension_loaded("zip") ? 0 : 1);'; }
packs || { apt-get install -y --no-install-recommends composer php-zip; } >&2 || true
if ! packs; then
    echo "!!! php: SKIPPED the package test: Composer and PHP's zip extension cannot be installed" >&2
    exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export COMPOSER_HOME=$scratch/home COMPOSER_ALLOW_SUPERUSER=1 COMPOSER_NO_INTERACTION=1 COMPOSER_DISABLE_NETWORK=1
mkdir "$scratch/dist" "$scratch/project"
cp -r "$here" "$scratch/package" # Composer would leave files beside the sources
quiet() { "$@" > "$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }; }
quiet composer validate --strict --no-check-publish "$scratch/package/composer.json"
sed -i 's/"name"/"version": "0.1.0", "name"/' "$scratch/package/composer.json" # a repository's tag says it
quiet composer archive --working-dir="$scratch/package" --format=zip --dir="$scratch/dist" --file=funnelmath
awk '/^```php$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/README.md" > "$scratch/project/example.php"
awk '/^```text$/ { on = 1; next } /^```$/ { if (on) exit } on' "$here/README.md" > "$scratch/expected"
cat > "$scratch/project/composer.json" <<END
{
    "repositories": [{"type": "artifact", "url": "$scratch/dist"}, {"packagist.org": false}],
    "require": {"funnelmath/funnelmath": "*"}
}
END
quiet composer install --working-dir="$scratch/project"
[ ! -e "$scratch/project/vendor/funnelmath/funnelmath/tests" ] || { echo "php: the archive has the tests" >&2; exit 1; }
"$php" "$scratch/project/example.php" | diff "$scratch/expected" -
echo "composer: installed from $(basename "$scratch"/dist/*.zip), the example as expected"
