#!/usr/bin/env bash
# What a call, and a row of a list, costs in PHP, Python and Ruby, against the same work in the plain language in the
# same run; every result is compared bit for bit.
#
#   FUNNELMATH_PREFIX=/usr/local benches/hosts/run.sh [--quick] [php|python|ruby ...]
#
# --quick: once, over few rows, for CI: it shows that the scripts run and the results agree, and no figures.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${FUNNELMATH_PREFIX:?where funnelmath is installed}"
export FUNNELMATH_PREFIX FUNNELMATH_BENCH_QUICK=
if [ "${1:-}" = --quick ]; then
    FUNNELMATH_BENCH_QUICK=1
    shift
fi
[ $# -gt 0 ] || set -- php python ruby
for host in "$@"; do
    case $host in
    php)
        "${PHP:-php}" -d memory_limit=2G "$here/bench.php"
        "${PHP:-php}" -d memory_limit=2G -d opcache.enable_cli=1 -d opcache.jit=tracing \
            -d opcache.jit_buffer_size=64M "$here/bench.php"
        ;;
    python) PYTHONDONTWRITEBYTECODE=1 "${PYTHON:-python3}" "$here/bench.py" ;;
    ruby) "${RUBY:-ruby}" "$here/bench.rb" ;;
    *) echo "unknown host: $host" >&2; exit 2 ;;
    esac
done
