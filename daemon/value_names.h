/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * value_names.h: the words that name a value of a field in a query: those of
 * the field table, and the authorities in share/authorities.txt, whether or not
 * they are in the index.
 */
#ifndef DAEMON_VALUE_NAMES_H
#define DAEMON_VALUE_NAMES_H

#include "findings/engine.h"

#include <stdbool.h>

/* A name of a value. */
struct value_name {
    const struct findings_field *field;
    const char *value;
    const char *name;   /* borrowed, during the call only */
    bool in_capitals;   /* a name only if it is typed in capitals */
    bool names_nothing; /* part of other names, but not a name by itself */
};

/* Call take() with each name. Stops and returns false when take() does. */
bool value_names_each(bool (*take)(void *to, const struct value_name *name),
                      void *to);

/* Add all names to the lexicon, to which the fields must have been added. */
enum fe_status value_names_add(struct fe_lexicon *lexicon,
                               struct fe_error *err);

#endif
