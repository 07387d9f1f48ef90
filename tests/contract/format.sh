#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# format.sh CLANG_FORMAT SOURCE: checks that every C and C++ file is formatted as
# .clang-format says.
set -eu

cd "$2"
find bench browse client daemon include indexer lib tests web -name '*.[ch]' -o -name '*.cc' |
    xargs "$1" --dry-run -Werror
