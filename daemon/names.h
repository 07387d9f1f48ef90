/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * names.h: which words of a query name a value of a field: the words of the
 * field table, and the authorities of share/authorities.txt, indexed or not.
 */
#ifndef DAEMON_NAMES_H
#define DAEMON_NAMES_H

#include "engine/names.h"

/* The names of values; a field's number is its row of findings_fields. Free it
 * with names_free(). */
struct names *daemon_names(void);

#endif
