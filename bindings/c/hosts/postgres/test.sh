#!/usr/bin/env bash
# Tests the extension on a PostgreSQL server that is made for it, listens on a socket in a temporary directory
# only, and is stopped and removed in the end, whatever happens.
#
#     FUNNELMATH_PREFIX=/usr/local FUNNELMATH_VECTORS=core/testdata ./test.sh
#
# FUNNELMATH_PREFIX         where the funnelmath library is installed
# FUNNELMATH_VECTORS        the directory of the golden vectors
# FUNNELMATH_PANIC_LIBRARY  libfunnelmath built with the feature test-panic: without it, that one is not tested
# PG_CONFIG                 the pg_config of the PostgreSQL to test with
#
# Nothing is installed into the system's PostgreSQL: its files are copied, and `make install DESTDIR=...` puts the
# extension into the copy, which finds its own files from where it lies.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${FUNNELMATH_PREFIX:?the prefix that funnelmath is installed in}"
: "${FUNNELMATH_VECTORS:?the directory of the golden vectors}"
FUNNELMATH_PREFIX=$(cd "$FUNNELMATH_PREFIX" && pwd)
FUNNELMATH_VECTORS=$(cd "$FUNNELMATH_VECTORS" && pwd)
panic_library=${FUNNELMATH_PANIC_LIBRARY:+$(realpath "$FUNNELMATH_PANIC_LIBRARY")}
pg_config=${PG_CONFIG:-pg_config}

has_server() {
    command -v "$pg_config" >/dev/null && [ -f "$("$pg_config" --pgxs)" ] && [ -x "$("$pg_config" --bindir)/initdb" ]
}
if ! has_server; then
    if [ -n "${PG_CONFIG:-}" ] || ! command -v apt-get >/dev/null; then
        echo "PostgreSQL and its server headers are needed"
        exit 1
    fi
    apt-get update -qq
    headers=$(apt-cache search --names-only '^postgresql-server-dev-[0-9]+$' | cut -d' ' -f1 | sort -V | tail -1)
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        "postgresql-${headers##*-}" "$headers" gcc make pkg-config >/dev/null
    has_server
fi
bindir=$("$pg_config" --bindir)
echo "with $("$pg_config" --version)"

work=$(mktemp -d)
stage=$work/stage
data=$work/data
socket=$work/socket

# The server refuses to run as root.
as=()
if [ "$(id -u)" = 0 ]; then
    for user in postgres nobody; do
        if id "$user" >/dev/null 2>&1; then break; fi
    done
    as=(runuser -u "$user" --)
fi

stop() {
    [ ! -f "$data/postmaster.pid" ] || "${as[@]}" "$stage$bindir/pg_ctl" -D "$data" -m "${1:-fast}" -w stop >/dev/null
}
cleanup() {
    code=$?
    trap - EXIT
    cd /
    stop immediate || true
    if [ $code != 0 ] && [ -f "$work/log/server" ]; then
        echo "--- the end of the server's log"
        tail -20 "$work/log/server"
    fi
    rm -rf "$work"
    exit $code
}
trap cleanup EXIT
trap 'exit 130' INT TERM

mkdir -p "$work/build" "$work/log" "$data" "$socket"
[ ${#as[@]} = 0 ] || chown "$user" "$data" "$socket" "$work/log"
chmod 755 "$work"
chmod 700 "$data"
cd "$work"

# The copy of PostgreSQL.
for directory in "$bindir" "$("$pg_config" --sharedir)" "$("$pg_config" --pkglibdir)"; do
    mkdir -p "$stage$(dirname "$directory")"
    cp -a "$directory" "$stage$(dirname "$directory")/"
done

pc=$(find "$FUNNELMATH_PREFIX" -name funnelmath.pc -print -quit)
[ -n "$pc" ] || { echo "no funnelmath.pc in $FUNNELMATH_PREFIX"; exit 1; }
export PKG_CONFIG_PATH=${pc%/*}

# install static|shared
install_extension() {
    cp "$here"/{Makefile,funnelmath.control,funnelmath--0.1.0.sql,*.c,*.h} "$work/build"
    make -s -C "$work/build" PG_CONFIG="$pg_config" FUNNELMATH_LINK="$1" PG_CFLAGS=-Werror clean all
    make -s -C "$work/build" PG_CONFIG="$pg_config" FUNNELMATH_LINK="$1" DESTDIR="$stage" install
}

# start NAME=VALUE...: with these in the server's environment
start() {
    "${as[@]}" env "$@" "$stage$bindir/pg_ctl" -D "$data" -l "$work/log/server" -w start >/dev/null
}

for name in $(env | sed -n 's/^\(PG[A-Z]*\)=.*/\1/p'); do
    [ "$name" = PG_CONFIG ] || unset "$name"
done
export PGHOST=$socket PGPORT=5432 PGUSER=tester PGDATABASE=postgres PGCLIENTENCODING=UTF8
export PSQL=$stage$bindir/psql FUNNELMATH_VECTORS

install_extension static
"${as[@]}" "$stage$bindir/initdb" -D "$data" -U tester --auth=trust --encoding=UTF8 --locale=C --no-sync >"$work/log/initdb"
"${as[@]}" tee -a "$data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$socket'
fsync = off
autovacuum = off
CONF

passed=0
failed=0
# The last line of each part is: NAME: N passed, M failed
part() {
    local out line status=0
    out=$(python3 -B "$here/check.py" "$@") || status=$?
    echo "$out"
    line=$(tail -1 <<<"$out")
    if [[ $line =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]] && { [ $status = 0 ] || [ "${BASH_REMATCH[2]}" != 0 ]; }; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
    else
        echo "check.py $* ended without a result"
        failed=$((failed + 1))
    fi
}

echo "== linked statically"
start
"$PSQL" -Xq -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION funnelmath'
part vectors
part sql
part readme
part cost

echo "== linked to the shared library"
stop
install_extension shared
start
part vectors

if [ -n "$panic_library" ]; then
    echo "== with a library that panics"
    stop
    mkdir "$work/panic"
    install -m 755 "$panic_library" "$work/panic/libfunnelmath.so.0"
    : >"$work/log/server"
    start LD_LIBRARY_PATH="$work/panic" FUNNELMATH_TEST_PANIC=1
    part panic
    if grep -E 'terminated by signal|crash' "$work/log/server"; then
        failed=$((failed + 1))
    else
        passed=$((passed + 1))
    fi
else
    echo "== FUNNELMATH_PANIC_LIBRARY is not set: panics are not tested"
fi

echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
