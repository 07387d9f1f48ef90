/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * values.h: the values of options and arguments. Those that only the index
 * knows are the daemon's; if it does not answer quickly, there are none. Users
 * and groups are the system's, and saved queries those of the user.
 */
#ifndef CLIENT_COMPLETION_VALUES_H
#define CLIENT_COMPLETION_VALUES_H

#include "completion/candidates.h"

#include "ask/options.h"

struct findings_field;

/* Add what may be typed for each part of kinds, which are separated by '|' or
 * blanks, as help writes them: "[WORD...]", "REPORT|AUTHORITY", "auto|all|any".
 * Options say which daemon to ask. */
void values_add(struct candidates *candidates,
                const char *kinds,
                const struct options *options);

/* Add values of the field, the last of a comma-separated list. */
void values_add_list(struct candidates *candidates,
                     const struct findings_field *field,
                     const struct options *options);

#endif
