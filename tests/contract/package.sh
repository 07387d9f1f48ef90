#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# package.sh CMAKE BUILD CC [FLAG...]: whether xapian-capi can be used as it is
# installed: a C program that knows only its header and its .pc file.
set -eu

cmake=$1 build=$2 cc=$3
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$cmake" --install "$build" --component xapian-capi --prefix "$work/usr" \
    >"$work/log"
cat >"$work/ask.c" <<'C'
#include <stdio.h>
#include <xapian-capi.h>

int
main(void)
{
    struct xc_reader *reader;
    struct xc_error err;

    if (xc_reader_open("/nowhere", &reader, &err) != XC_NOT_FOUND)
        return 1;
    printf("%s: %s\n", xc_xapian_version(), err.message);
    return 0;
}
C
PKG_CONFIG_PATH=$(dirname "$(find "$work/usr" -name xapian-capi.pc)")
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # one word a flag
"$cc" -std=c11 "$@" "$work/ask.c" -o "$work/ask" \
    $(pkg-config --define-variable=prefix="$work/usr" --cflags --libs \
        xapian-capi)
"$work/ask"
