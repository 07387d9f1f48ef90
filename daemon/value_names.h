/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * value_names.h: which words of a query name a value of a field: the words of
 * the field table, and the authorities of share/authorities.txt, indexed or
 * not.
 */
#ifndef DAEMON_VALUE_NAMES_H
#define DAEMON_VALUE_NAMES_H

#include "findings/engine.h"

#include <stdbool.h>

/* A name of a value. */
struct value_name {
    const struct findings_field *field;
    const char *value;
    const char *name; /* borrowed, for the call only */
    bool in_capitals; /* only where typed so */
    bool
        names_nothing; /* it is part of other names, and not a name by itself */
};

/* Call take() with each name; false as soon as it returns false. */
bool value_names_each(bool (*take)(void *to, const struct value_name *name),
                      void *to);

/* Add all names to the lexicon, which must have the fields already. */
enum fe_status value_names_add(struct fe_lexicon *lexicon,
                               struct fe_error *err);

#endif
