/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * arguments.h: the command line of findings-index.
 */
#ifndef INDEXER_ARGUMENTS_H
#define INDEXER_ARGUMENTS_H

#include "files/sharding.h"

#include <stdbool.h>

struct arguments {
    const char *db;
    const char *dump;
    const char *as; /* the name of standard input; NULL: not given */
    bool is_check;
    bool is_pruned;
    bool is_watched;
    bool is_verified;
    bool is_repaired;
    bool is_compacted;
    bool has_frameworks; /* and they have been added */
    bool with_ocr;
    struct sharding sharding;
    char **paths;
    int n_paths;
};

/* Read the command line, which what is read borrows from. False if the program
 * is to exit with *status: after a message, the help or the version. */
bool
arguments_read(int argc, char **argv, struct arguments *arguments, int *status);

#endif
