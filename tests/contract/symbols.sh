#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# symbols.sh NM CC HEADER LIBRARY: checks that the C symbols that the library
# defines are exactly the functions that the header declares. C++ names and those
# of the compiler are ignored.
set -eu
export LC_ALL=C

nm=$1 cc=$2 header=$3 library=$4
shift 4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$cc" -E -P "$header" >"$work/plain"
grep -o 'xc_[a-z0-9_]* *(' "$work/plain" | tr -d ' (' | sort -u \
    >"$work/declared"
if ! [ -s "$work/declared" ]; then
    echo "no function is declared in $header" >&2
    exit 1
fi

"$nm" -g -A -P "$library" >"$work/symbols"
awk '$3 ~ /^[ABCDGRST]$/ && $2 !~ /^_[_Z]/ { print $2 }' \
    "$work/symbols" |
    sort -u >"$work/defined"

if ! diff "$work/declared" "$work/defined" >"$work/differences"; then
    echo "declared in $header (<), defined in $library (>):" >&2
    cat "$work/differences" >&2
    exit 1
fi
