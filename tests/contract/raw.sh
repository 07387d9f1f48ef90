#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# raw.sh SOURCE: checks that the programs print no text from outside as it is. Such
# text goes through findings/visible.h, or through client/print/print.h, which is
# made of it. So printf and fprintf have no %s, but for padding ("%*s" of ""), and
# what fputs, puts, fwrite and perror print is a literal or one of our own texts.
set -eu
export LC_ALL=C

cd "$1"
own='style(->|\.)(strong|plain|dim|mark|unmark|id)' # how to print bold
own="$own|tone|\\*tone \\? (bars->)?style->plain : \"\"|(place->next->(on|off)|style_grade)"
own="$own|usage|EXIT_STATUS|format->end"
own="$own|number|print_number\\([^;]*\\)"
begins='(^|[^a-z_])'
specifier='%[-0-9.*]*s'

# Each statement on one line, after the name of its file. client/help.c prints the
# tables of options, engine/base/status.c names of our functions, and
# index/salvage.c records to a file of our own, browse/errand.c the input of
# another program.
statements=$(find browse client daemon indexer lib/findings lib/engine web -name '*.c' \
    ! -path client/help.c ! -path client/print/print.c \
    ! -path lib/findings/visible.c ! -path lib/engine/base/status.c \
    ! -path indexer/index/salvage.c ! -path browse/errand.c |
    sort | while read -r file; do
    awk -v file="$file" 'BEGIN { RS = ";" }
        { gsub(/[ \n\t]+/, " "); print file ":" $0 }' "$file"
done)

found=0
printf '%s\n' "$statements" | grep -aE "${begins}v?f?printf\\(" |
    sed 's/"\([^"]*\)%\*s\([^"]*\)"/"\1\2"/g' |
    grep -aE "printf\\(.*$specifier" && found=1
printf '%s\n' "$statements" | grep -aE "${begins}(fputs|puts|fwrite|perror|dprintf|psignal|warnx?|errx?)\\(" |
    grep -avE "${begins}f?puts\\(($own)(,|\\))" |
    grep -avE "${begins}f?puts\\( ?([^\",]*\\? )?\"" && found=1
# On the screen of browse/, everything is drawn by paint.c.
find browse -name '*.c' ! -path browse/paint.c -exec \
    grep -nE "${begins}(mv)?w?(add|ins)(ch|n?w?str|chn?str)\(|${begins}(mv)?w?printw\(" \
    {} + && found=1
if [ "$found" -ne 0 ]; then
    echo "print text from outside with findings/visible.h" >&2
    exit 1
fi
