#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tidy.sh CLANG_TIDY SOURCE BUILD: whether clang-tidy finds nothing to warn
# about in the programs and libraries; .clang-tidy names the checks, and says why
# others are left out.
set -eu

cd "$2"
if ! find browse client daemon indexer lib web -name '*.c' -o -name '*.cc' |
    xargs -P 2 -n 12 "$1" -p "$3" --quiet >"$3/clang-tidy.log" 2>&1; then
    grep -E -A 3 '(warning|error):' "$3/clang-tidy.log"
    exit 1
fi
