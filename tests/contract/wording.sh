#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# wording.sh SOURCE: checks that what users read, in the strings of the programs and
# the manual pages, contains no expressions that are not idiomatic English.
set -eu
export LC_ALL=C.UTF-8

cd "$1"
phrases='(is|are) no (JSON|UTF-8|date|number|index|PDF|report|findingsd)'
phrases="$phrases|(goes|go) (with|without|together)"
phrases="$phrases|stands? behind|put (it|them) (right|away)"
phrases="$phrases|anew|nonsense|in no form|has gone|behind (it|them)"
phrases="$phrases|to be asked for|whatever begins|of over [0-9]"

found=0
# The strings of the source, except in tables of words that reports use.
grep -rnE "\"[^\"]*\\b($phrases)\\b" browse client daemon indexer lib/findings \
    lib/engine web --include='*.c' | grep -v '^indexer/terms/' && found=1
grep -nE "\\b($phrases)\\b" docs/man/* && found=1
if [ "$found" -ne 0 ]; then
    echo "say it in plain English; tests/contract/wording.sh has the list" >&2
    exit 1
fi
