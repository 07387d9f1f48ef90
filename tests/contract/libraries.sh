#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The client loads no library but those of C and of JSON: each costs every start a
# twentieth of its time and more, and one is soon linked by accident.
readelf=$1
program=$2

needed=$("$readelf" -d "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
case $needed in
*libc.so*) ;;
*) echo "cannot read the libraries of $program"; exit 1 ;;
esac
others=$(printf '%s\n' "$needed" | grep -v -e '^libc\.so' -e '^libjansson\.so')
if [ -n "$others" ]; then
    echo "$program loads:" $others
    exit 1
fi
