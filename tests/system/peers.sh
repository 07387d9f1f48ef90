#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# peers.sh BENCH CORPUS FINDINGS_INDEX FINDINGSD: whether bench/peers runs to its
# end without peers, and its paragraphs are what it says.
set -eu

command -v python3 >/dev/null || { echo 'skipped: no python3' && exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/programs" "$work/few" "$work/many" "$work/again" "$work/other"
ln -s "$3" "$4" "$work/programs"

# The same arguments give the same paragraphs, and fewer are the first of more.
cc -std=c11 -O2 -o "$work/generate" "$1/generate.c" -lm
"$work/generate" 700 1 "$work/few" "$2"/*.txt
"$work/generate" 1400 1 "$work/many" "$2"/*.txt
"$work/generate" 1400 1 "$work/again" "$2"/*.txt
"$work/generate" 1400 2 "$work/other" "$2"/*.txt
cat "$work"/few/* >"$work/few.jsonl"
cat "$work"/many/* >"$work/many.jsonl"
[ "$(wc -l <"$work/few.jsonl") $(wc -l <"$work/many.jsonl")" = "700 1400" ]
head -700 "$work/many.jsonl" | cmp - "$work/few.jsonl"
diff -r "$work/many" "$work/again"
! diff -rq "$work/many" "$work/other" >/dev/null

# All parts, and each table.
TMPDIR=$work "$1/peers" --sizes 600,900 --peers none --rounds 1 --seconds 0.2 \
    --repeats 1 "$work/programs" >"$work/out" || { cat "$work/out" && exit 1; }
for row in '## 900 paragraphs' '| findings | ' '| phrase | ' '| 2 | 8 | ' \
    '| added | ' '| dropped | ' '| quiet | ' '| one report added, elapsed, s | ' \
    '| CPU a paragraph, against 600 paragraphs | - | '; do
    grep -qF "$row" "$work/out" || { echo "no row $row" && cat "$work/out" && exit 1; }
done
