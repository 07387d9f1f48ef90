/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * saved.h: saved queries: @NAME at the beginning of a query, in place of the
 * words and filters that were saved under that name (saved_file.h).
 */
#ifndef CLIENT_ASK_SAVED_H
#define CLIENT_ASK_SAVED_H

#include "ask/options.h"

#include "findings/places.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The options that a saved query may have besides filters: those that decide
 * what is selected. */
#define SAVED_OPTIONS                                                          \
    (OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO) |                         \
     OPTION_BIT(OPTION_MATCH) | OPTION_BIT(OPTION_EXACT))

/* Whether the text begins with the name of a saved query. */
bool saved_is_name(const char *text);

/* The query that a text which begins with the name of a saved query stands for:
 * its words, and the rest of the text. Its filters and options are added to
 * options, unless they have the same ones. The caller frees the result; NULL
 * with a reason if that fails. */
char *saved_expand(const char *text,
                   struct options *options,
                   char reason[FINDINGS_REASON_SIZE]);

/* Do this with one of the arguments, if it begins with such a name. On error,
 * reports it and returns false. */
bool saved_expand_argument(struct options *options, int index);

/* The words and filters of the options as they are saved; the arguments from
 * index first on are the words. The caller frees it; NULL if out of memory. */
char *saved_value(const struct options *options, int first);

#endif
