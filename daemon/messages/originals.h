/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * originals.h: the files that reports were read from, for answers that are
 * asked for their paths ("paths": true). Nothing is looked up for others.
 */
#ifndef DAEMON_MESSAGES_ORIGINALS_H
#define DAEMON_MESSAGES_ORIGINALS_H

#include "messages/failure.h"

#include "findings/engine.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* Remembers paths for one answer, because many hits are of the same report. */
struct originals;

/* NULL if they were not asked for, which all functions accept; else the
 * caller's. Borrows the reader. */
struct originals *originals_new(struct fe_reader *reader, bool is_asked);
void originals_free(struct originals *originals);

/* Add the member "path" to the record of the hit, which was appended last. Does
 * nothing for NULL. Returns false on error, with *failure set. */
bool originals_append(struct originals *originals,
                      GString *out,
                      struct fe_hit hit,
                      struct failure *failure);

/* The absolute path of the file, from the record of a report; null if the
 * report did not come from a file. The caller owns it. */
json_t *originals_path(const json_t *record);

#endif
