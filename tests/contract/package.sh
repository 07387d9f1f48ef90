#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# package.sh SOURCE BUILD CMAKE GENERATOR CC [FLAG...]: checks that xapian-capi
# can be used as installed: the example is built and run, once with the .pc file
# and once with the CMake package. The man page must quote it unchanged.
set -eu

source=$1 build=$2 cmake=$3 generator=$4 cc=$5
shift 5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf 'document 3\n' >"$work/expected"

"$cmake" --install "$build" --component xapian-capi --prefix "$work/usr" \
    >"$work/log"
example=$source/lib/xapian-capi/example.c

# With the .pc file.
PKG_CONFIG_PATH=$(dirname "$(find "$work/usr" -name xapian-capi.pc)")
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # one word a flag
"$cc" -std=c11 -Wall -Wextra -Werror "$@" "$example" -o "$work/example" \
    $(pkg-config --define-variable=prefix="$work/usr" --cflags --libs \
        xapian-capi)
"$work/example" "$work/index.pc" | diff "$work/expected" -
unset PKG_CONFIG_PATH

# With the CMake package.
mkdir "$work/project"
cp "$example" "$work/project"
cat >"$work/project/CMakeLists.txt" <<'EOF'
cmake_minimum_required(VERSION 3.25)
project(example LANGUAGES C)
find_package(xapian-capi 0.1 REQUIRED)
add_executable(example example.c)
target_link_libraries(example PRIVATE xapian-capi::xapian-capi)
EOF
if ! "$cmake" -S "$work/project" -B "$work/built" -G "$generator" \
    -D CMAKE_PREFIX_PATH="$work/usr" \
    -D CMAKE_C_COMPILER="$cc" -D CMAKE_C_FLAGS="$*" >"$work/log" 2>&1 ||
    ! "$cmake" --build "$work/built" >"$work/log" 2>&1; then
    cat "$work/log" >&2
    exit 1
fi
"$work/built/example" "$work/index.cmake" | diff "$work/expected" -

# In the man page: the example without its head comment.
sed '1,/\*\//d' "$example" >"$work/code"
sed -n '/^\.SH EXAMPLES/,/^\.SH/p' "$source/docs/man/xapian-capi.3" |
    sed -n '/^\.EX$/,/^\.EE$/p' |
    sed -e '/^\.E[XE]$/d' -e 's/\\-/-/g' -e 's/\\e/\\/g' \
        -e "s/\\\\(aq/'/g" | diff "$work/code" -
