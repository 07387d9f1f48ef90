#!/usr/bin/env bash
# How fast PDFs are read and indexed, compared with the tools that one would use
# instead: all tools read the same files in the same run, in turns.
#
#   bench/reading.sh [FOLDER] [ROUNDS]      default ../shared/reports, 3
#
# pdftotext spends much of its time on the colour profiles of the documents, which
# findings hides from poppler. To show the rest, pdftotext also reads copies in
# which they are hidden.
#
# Run `./bootstrap build` first. The other tools are in Debian's packages
# poppler-utils (required), xapian-omega and recoll (left out if not installed).
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(realpath "${1:-../shared/reports}")
rounds=${2:-3}
cores=$(nproc)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Only valid PDFs: files that findings refuses cost the other tools nothing, either.
mkdir "$work/pdfs"
count=0
while IFS= read -r -d '' file; do
    [ "$(head -c 5 "$file")" = %PDF- ] || continue
    count=$((count + 1))
    cp "$file" "$work/pdfs/$count.pdf"
done < <(find "$folder" -name '*.pdf' -print0 | sort -z)
pages=$(for file in "$work"/pdfs/*.pdf; do pdfinfo "$file" 2>/dev/null |
    sed -n 's/^Pages: *//p'; done | awk '{ n += $1 } END { print n }')
echo "$count PDFs, $pages pages, $(du -sh "$work/pdfs" | cut -f1); $cores cores, $rounds rounds, the median of each"

mkdir "$work/hidden"
for file in "$work"/pdfs/*.pdf; do
    sed 's#/OutputIntents#/XutputIntents#g' "$file" >"$work/hidden/${file##*/}"
done

# Runs one pdftotext for each file of a folder, as many at once as there are cores.
pdftotext_all() {
    find "$1" -name '*.pdf' -print0 |
        xargs -0 -n 1 -P "$cores" sh -c 'pdftotext -enc UTF-8 "$0" /dev/null 2>/dev/null || :'
}

text_with_pdftotext() {
    pdftotext_all "$work/pdfs"
}

text_of_hidden_profiles() {
    pdftotext_all "$work/hidden"
}

read_with_findings() {
    build/findings-index --dump reports "$work/pdfs" >/dev/null
}

index_with_findings() {
    rm -rf "$work/findings"
    build/findings-index --db "$work/findings" "$work/pdfs" 2>/dev/null
}

index_with_omindex() {
    rm -rf "$work/omega"
    omindex --db "$work/omega" --url / "$work/pdfs" >/dev/null 2>&1
}

index_with_recollindex() {
    rm -rf "$work/recoll"
    mkdir "$work/recoll"
    printf 'topdirs = %s\nfollowLinks = 0\n' "$work/pdfs" >"$work/recoll/recoll.conf"
    recollindex -c "$work/recoll" >/dev/null 2>&1
}

seconds_of() {
    local start end
    start=$(date +%s.%N)
    "$1"
    end=$(date +%s.%N)
    awk -v a="$start" -v b="$end" 'BEGIN { print b - a }'
}

declare -A times
measure() {
    local tool
    for tool; do
        times[$tool]+="$(seconds_of "$tool") "
    done
}

median() {
    tr ' ' '\n' <<<"${times[$1]}" | grep . | sort -n |
        awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}

# The time taken, the reports per second, and the ratio to findings.
report() {
    local ours=$1 tool
    shift
    for tool in "$ours" "$@"; do
        awk -v t="$(median "$tool")" -v n="$count" -v o="$(median "$ours")" -v name="${tool//_/ }" \
            'BEGIN { printf "  %-26s %7.2f s %8.1f reports/s   %5.2f\n", name, t, n / t, t / o }'
    done
}

readers=(text_with_pdftotext text_of_hidden_profiles)
indexers=()
command -v omindex >/dev/null && indexers+=(index_with_omindex)
command -v recollindex >/dev/null && indexers+=(index_with_recollindex)
for ((round = 0; round < rounds; round++)); do
    measure read_with_findings "${readers[@]}"
    measure index_with_findings "${indexers[@]}"
done
echo "reading: findings' paragraphs and facets, pdftotext's plain text (last column: times findings')"
report read_with_findings "${readers[@]}"
echo 'indexing, end to end'
report index_with_findings "${indexers[@]}"
