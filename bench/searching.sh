#!/usr/bin/env bash
# How much processor time the default search needs, compared with another build:
# both answer the same requests in the same run, in turns.
#
#   bench/searching.sh [--keep DIR] OTHER RECORDS REQUESTS [ROUNDS] [SECONDS]
#
#   OTHER       folder with the programs of the other build; this one is build/
#   RECORDS     folder with paragraphs as JSON Lines (docs/records.md)
#   REQUESTS    requests to the daemon, one to a line, sent over and over
#   ROUNDS      how many times each build is measured (3)
#   SECONDS     for how long each time (10)
#   --keep DIR  make the two indexes in DIR, and keep them for the next run
#
# There are two classes: the requests (mixed), and one misspelt word (misspelt).
# Before the first round each build answers for SECONDS, so that its caches are
# full. The output is medians of the rounds. cpu is the time of all threads of the
# daemon for each request; the ratio compares it: below 1, this build needs less.
#
# To make records, with the generator in ../shared/perf (100,000 paragraphs):
#
#   g++ -O2 -std=c++20 -o gen_corpus ../shared/perf/gen_corpus.cpp
#   ./gen_corpus 100000 42 ../shared/corpus/*.txt >corpus.jsonl
#   ../shared/perf/conv.py corpus.jsonl records 500
#   bench/searching.sh OTHER records ../shared/perf/mix_default.jsonl
#
# The generator has a service area that is not one of ours, fostering: it is
# replaced by adoption.
#
# Run `./bootstrap build` first. Needs a C compiler.
set -euo pipefail

usage() {
    sed -n '2,30s/^# \{0,1\}//p' "$0"
    exit "$1"
}

keep=
case ${1-} in
-h | --help) usage 0 ;;
--keep)
    [ $# -ge 2 ] || usage 2 >&2
    mkdir -p "$2"
    keep=$(realpath "$2")
    shift 2
    ;;
esac
[ $# -ge 3 ] && [ $# -le 5 ] || usage 2 >&2
declare -A programs=([other]=$(realpath "$1"))
records=$(realpath "$2")
requests=$(realpath "$3")
rounds=${4:-3}
seconds=${5:-10}
cd "$(dirname "$0")/.."
programs[this]=$PWD/build
builds=(other this)
classes=(mixed misspelt)

work=$(mktemp -d)
daemons=()
clean_up() {
    [ ${#daemons[@]} -eq 0 ] || { kill "${daemons[@]}" && wait; } 2>/dev/null || :
    rm -rf "$work"
}
trap clean_up EXIT

# Keeps the user's own files from having an effect.
export HOME=$work XDG_CONFIG_HOME=$work/config

cc -std=c11 -O2 -o "$work/load" bench/load.c

mkdir "$work/records"
for file in "$records"/*.jsonl; do
    sed 's/"service_area": *"fostering"/"service_area": "adoption"/' "$file" \
        >"$work/records/${file##*/}"
done
cp "$requests" "$work/mixed"
printf '{"id": 1, "method": "search", "params": {"limit": 10, "snippet": 300, "query": "safegaurding"}}\n' \
    >"$work/misspelt"

for build in "${builds[@]}"; do
    echo "$build: indexing with ${programs[$build]}" >&2
    "${programs[$build]}/findings-index" --db "${keep:-$work}/$build" "$work/records" >"$work/log" 2>&1 ||
        { cat "$work/log" >&2; exit 2; }
    tail -1 "$work/log" >&2
done
for build in "${builds[@]}"; do
    "${programs[$build]}/findingsd" --db "${keep:-$work}/$build" --socket "$work/$build.socket" \
        2>"$work/$build.log" &
    daemons+=($!)
    for ((tries = 0; tries < 100; tries++)); do
        [ ! -S "$work/$build.socket" ] || break
        sleep 0.1
    done
    [ -S "$work/$build.socket" ] || { cat "$work/$build.log" >&2; exit 2; }
done

ask() { # BUILD CLASS
    "$work/load" "$work/$1.socket" "$work/$2" 1 "$seconds"
}

for class in "${classes[@]}"; do
    for build in "${builds[@]}"; do
        ask "$build" "$class" >/dev/null
    done
    for ((round = 0; round < rounds; round++)); do
        for build in "${builds[@]}"; do
            ask "$build" "$class" >>"$work/$build.$class"
        done
    done
done

# The median over the rounds of the figure that follows NAME.
median() { # BUILD CLASS NAME
    awk -v name="$3" '{ for (i = 1; i < NF; i += 2) if ($i == name) print $(i + 1) }' "$work/$1.$2" |
        sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

paragraphs=$(cat "$work"/records/*.jsonl | wc -l)
echo "$paragraphs paragraphs, $(wc -l <"$work/mixed") mixed requests; 1 connection, $rounds rounds of $seconds s; load $(cut -d' ' -f1 /proc/loadavg)"
printf '%-10s %-6s %10s %9s %9s %9s %12s %7s\n' class build requests/s 'p50 ms' 'p99 ms' 'cpu ms' 'this / other' errors
for class in "${classes[@]}"; do
    for build in "${builds[@]}"; do
        ratio=
        [ "$build" = other ] || ratio=$(awk -v a="$(median this "$class" cpu_ms)" \
            -v b="$(median other "$class" cpu_ms)" 'BEGIN { printf "%.3f", a / b }')
        printf '%-10s %-6s %10s %9s %9s %9s %12s %7s\n' "$class" "$build" "$(median "$build" "$class" rps)" \
            "$(median "$build" "$class" p50_ms)" "$(median "$build" "$class" p99_ms)" \
            "$(median "$build" "$class" cpu_ms)" "$ratio" "$(median "$build" "$class" errors)"
    done
done
