#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# cppcheck.sh CPPCHECK SOURCE: checks that cppcheck has no warnings. False ones are
# suppressed in the source, with the reason.
set -eu

cd "$2"
"$1" --quiet --error-exitcode=1 --inline-suppr --std=c11 -j 2 \
    --enable=warning,performance,portability \
    --suppress=missingIncludeSystem '-DG_GNUC_PRINTF(a,b)=' '-DG_STRINGIFY(a)=""' \
    -I include -I lib -I indexer -I daemon -I client -I browse -I web \
    browse client daemon indexer lib web
