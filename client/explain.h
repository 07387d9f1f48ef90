/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * explain.h: why a search finds what it finds.
 */
#ifndef CLIENT_EXPLAIN_H
#define CLIENT_EXPLAIN_H

#include <jansson.h>
#include <stddef.h>

/* What the query looked for, and for each hit why it ranks where it does.
 * offset is the number of hits before the first. */
void explain_show(const json_t *result, size_t offset);

#endif
