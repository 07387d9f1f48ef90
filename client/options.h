/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * options.h: the command line -> what is asked. The filters' options are the
 * field table's.
 */
#ifndef CLIENT_OPTIONS_H
#define CLIENT_OPTIONS_H

#include <jansson.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* As grep's. */
enum exit_status { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

struct options {
    char socket[PATH_MAX];
    bool is_json;
    bool is_full;
    json_t *params; /* of a search, but for its query; the caller's */
    size_t offset;
    char **words; /* what is no option */
    int n_words;
};

/* Read the command line; options->params is an object to add to. False where
 * the program is to end, with *status: all has been said. */
bool options_read(int argc, char **argv, struct options *options, int *status);

#endif
