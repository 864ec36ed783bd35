#!/usr/bin/env bash
# Installs the C library into a scratch prefix and uses it from there: C by pkg-config, C++ by find_package, then every
# host in bindings/c/hosts. All programs and tests run on copies, against the prefix, and again after the prefix was
# moved.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD
scratch=$(mktemp -d)
chmod 755 "$scratch" # the PostgreSQL server runs as another user
trap 'rm -rf "$scratch"' EXIT
build=$scratch/build
prefix=$scratch/prefix

say() { printf '\n== %s\n' "$*"; }
die() { printf '!!! %s\n' "$*" >&2; exit 1; }
quiet() {
    "$@" > "$scratch/log" 2>&1 || { cat "$scratch/log" >&2; die "failed: $*"; }
}

say "make install DESTDIR=..."
quiet make install C_BUILD="$build" DESTDIR="$scratch/dest" PREFIX=/usr/local
installed=$scratch/dest/usr/local
version=$(sed -n '/^\[workspace.package\]/,/^\[/s/^version = "\(.*\)"$/\1/p' Cargo.toml)
abi=$(sed -n 's/^pub const FUNNELMATH_ABI: u32 = \(.*\);$/\1/p' bindings/c/src/version.rs)
library=lib/libfunnelmath.so.$version
for file in "$library" lib/libfunnelmath.a lib/pkgconfig/funnelmath.pc \
    lib/cmake/funnelmath/funnelmathConfig.cmake lib/cmake/funnelmath/funnelmathConfigVersion.cmake \
    include/funnelmath.h include/funnelmath_ffi.h include/funnelmath.hpp \
    include/funnelmath_base.hpp include/funnelmath_chance.hpp; do
    [ -s "$installed/$file" ] || die "$file was not installed"
done
for link in "libfunnelmath.so.$abi" libfunnelmath.so; do
    [ "$(readlink "$installed/lib/$link")" = "libfunnelmath.so.$version" ] || die "$link does not lead to the library"
done
readelf -d "$installed/$library" > "$scratch/dynamic"
grep -q "SONAME.*\[libfunnelmath.so.$abi\]" "$scratch/dynamic" || die "the SONAME is not libfunnelmath.so.$abi"
grep -q NODELETE "$scratch/dynamic" || die "the library could be unloaded"
readelf -SW "$installed/$library" > "$scratch/sections"
grep -q '\.text' "$scratch/sections" || die "readelf says nothing"
! grep '\.debug_' "$scratch/sections" || die "the library was not stripped"
size=$(stat -c %s "$installed/$library")
budget=$((12 * 1024 * 1024 / 10)) # 1.2 MB
echo "$library: $size bytes, at most $budget"
[ "$size" -le "$budget" ] || die "the library is too large"

say "cmake --install --prefix"
quiet cmake --install "$build" --prefix "$prefix"
diff <(cd "$installed" && find . | sort) <(cd "$prefix" && find . | sort) || die "the two installs differ"
for text in "$prefix"/lib/pkgconfig/* "$prefix"/lib/cmake/funnelmath/* "$prefix"/include/*; do
    ! grep -nF -e "$root" -e "$scratch" "$text" || die "$text holds a path of the machine it was built on"
done

# Copies of what the tests need, and the expected output.
work=$scratch/work
mkdir "$work"
cp -r bindings/c/hosts core/testdata bindings/c/examples LICENSE-MIT LICENSE-APACHE "$work"
sed -n '/^ \* EXAMPLE/,/^ \* Licence/p' "$prefix/include/funnelmath.h" | sed -n 's/^ \* \{5\}//p' > "$work/header.c"
echo "28.2805 appointments a month" > "$work/header.expected"
awk '/^```text$/ { on = 1; next } /^```$/ { if (on) exit } on' README.md > "$work/plan.expected"
grep -q "First appointments a month  28.2805 -> 29" "$work/plan.expected" || die "README.md: no example output"
# The C++ example ends with the gauge; a second one prints the chances.
sed '/^gauge/q' "$work/plan.expected" > "$work/cpp.expected"
cat > "$work/bits.c" <<'END'
#include <funnelmath.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    const double rates[] = {0.65, 0.40};
    funnelmath_goal goal = {0};
    funnelmath_unreachable blocked;
    double volumes[3];
    goal.struct_size = sizeof goal;
    goal.kind = FUNNELMATH_GOAL_KIND_REVENUE;
    goal.amount = 25000.0;
    goal.sale_value = 3400.0;
    if (funnelmath_chain_required(rates, 2, &goal, volumes, 3, &blocked, NULL) || blocked.unreachable) {
        return 1;
    }
    for (int stage = 0; stage < 3; stage++) {
        uint64_t bits;
        memcpy(&bits, &volumes[stage], sizeof bits);
        printf("%016" PRIx64 "\n", bits);
    }
    return 0;
}
END
sed -n '/^case required\/revenue_anchor$/,/^$/s/^out volumes //p' core/testdata/required.txt |
    tr ' ' '\n' | sed 's/=.*//' > "$work/bits.expected"
[ "$(wc -l < "$work/bits.expected")" = 3 ] || die "no vector required/revenue_anchor"
mkdir "$work/cmake"
cat > "$work/cmake/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.16)
project(user LANGUAGES C CXX)
find_package(funnelmath 0.1 REQUIRED COMPONENTS shared static)
set(CMAKE_CXX_STANDARD 11)
add_compile_options(-Wall -Wextra -Wpedantic -Werror)
foreach(library IN ITEMS shared static funnelmath)
  add_executable(cpp_${library} ../hosts/cpp/example.cpp)
  target_link_libraries(cpp_${library} PRIVATE funnelmath::${library})
  add_executable(c_${library} ../examples/plan.c)
  target_link_libraries(c_${library} PRIVATE funnelmath::${library})
endforeach()
END
cat > "$work/versions.cmake" <<'END'
foreach(wanted IN ITEMS 0.1 0.1.0 0.2 0.0 1.0 0.1.99)
  unset(funnelmath_DIR CACHE)
  set(found "no")
  set(PACKAGE_FIND_NAME funnelmath)
  set(PACKAGE_FIND_VERSION "${wanted}")
  string(REPLACE "." ";" parts "${wanted}")
  list(GET parts 0 PACKAGE_FIND_VERSION_MAJOR)
  list(GET parts 1 PACKAGE_FIND_VERSION_MINOR)
  unset(PACKAGE_VERSION_COMPATIBLE)
  include("${PREFIX}/lib/cmake/funnelmath/funnelmathConfigVersion.cmake")
  if(PACKAGE_VERSION_COMPATIBLE)
    set(found "yes")
  endif()
  message("${wanted} ${found}")
endforeach()
END

# same NAME PROGRAM...: the program prints what is expected.
same() {
    local name=$1
    shift
    "$@" > "$work/$name.got" || die "$* failed"
    diff "$work/$name.expected" "$work/$name.got" || die "$*: not what was expected"
}

# linked PROGRAM: where it finds libfunnelmath; nothing when it needs none.
linked() { ldd "$1" | sed -n 's/.*libfunnelmath.* => \(.*\) (.*/\1/p'; }

# use PREFIX: every way a C or C++ program finds the library.
use() {
    local at=$1 out=$work/out name
    rm -rf "$out"
    mkdir "$out"
    export PKG_CONFIG_PATH=$at/lib/pkgconfig
    [ "$(pkg-config --modversion funnelmath)" = "$version" ] || die "pkg-config tells another version"
    local warn=(-std=c99 -Wall -Wextra -Wpedantic -Werror) shared static
    read -ra shared <<< "$(pkg-config --cflags --libs funnelmath)"
    # Both libraries lie in one directory, where -lfunnelmath would be the shared one.
    read -ra static <<< "$(pkg-config --static --cflags --libs funnelmath | sed 's/-lfunnelmath/-l:libfunnelmath.a/')"
    cp "$work/examples/plan.c" "$work/plan.c"
    for name in header plan bits; do
        "${CC:-cc}" "${warn[@]}" "$work/$name.c" "${shared[@]}" -o "$out/$name"
        "${CC:-cc}" "${warn[@]}" "$work/$name.c" "${static[@]}" -o "$out/$name-static"
        same "$name" env LD_LIBRARY_PATH="$at/lib" "$out/$name"
        same "$name" "$out/$name-static"
    done
    [ "$(LD_LIBRARY_PATH=$at/lib linked "$out/plan")" = "$at/lib/libfunnelmath.so.$abi" ] ||
        die "another shared library is used"
    [ -z "$(linked "$out/plan-static")" ] || die "the static program needs the shared library"
    echo "pkg-config: header's example, plan and bits, shared and static: as expected"

    quiet cmake -S "$work/cmake" -B "$out/cmake" -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$at"
    quiet cmake --build "$out/cmake" --parallel 2
    for name in cpp_shared cpp_static cpp_funnelmath c_shared c_static c_funnelmath; do
        case $name in
        cpp_*) same cpp "$out/cmake/$name" ;;
        *) same plan "$out/cmake/$name" ;;
        esac
    done
    for name in shared funnelmath; do
        [ "$(linked "$out/cmake/cpp_$name")" = "$at/lib/libfunnelmath.so.$abi" ] ||
            die "funnelmath::$name is not the shared library"
    done
    [ -z "$(linked "$out/cmake/cpp_static")" ] || die "funnelmath::static is not the static library"
    cmake -DPREFIX="$at" -P "$work/versions.cmake" 2> "$out/versions"
    diff - "$out/versions" <<< $'0.1 yes\n0.1.0 yes\n0.2 no\n0.0 no\n1.0 no\n0.1.99 no' || die "find_package takes a wrong version"
    echo "find_package: C and C++, shared, static and default: as expected"
}

say "From the prefix"
(cd "$work" && use "$prefix")

say "After moving it"
mv "$prefix" "$scratch/elsewhere"
prefix=$scratch/elsewhere
(cd "$work" && use "$prefix")

say "A library that panics when asked to, for the hosts' tests"
quiet cmake -S bindings/c -B "$build" "-DFUNNELMATH_CARGO_FLAGS=--features;test-panic"
quiet cmake --build "$build"
quiet cmake --install "$build" --prefix "$scratch/panic"

export FUNNELMATH_PREFIX=$prefix FUNNELMATH_VECTORS=$work/testdata
export FUNNELMATH_PANIC_LIBRARY=$scratch/panic/lib/libfunnelmath.so
failed=()
for test in "$work"/hosts/*/test.sh; do
    host=$(basename "$(dirname "$test")")
    say "Host: $host"
    (cd "$scratch" && "$test") || { failed+=("$host"); printf '!!! %s failed\n' "$host" >&2; }
done
say "Python: a wheel with the library inside"
bindings/c/hosts/python/wheel.sh || failed+=("wheel")
[ ${#failed[@]} = 0 ] || die "hosts that failed: ${failed[*]}"
say "Installed, moved and used: all as expected"
