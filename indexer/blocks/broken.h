/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * broken.h: words that were broken with a hyphen at the end of a line.
 */
#ifndef INDEXER_BROKEN_H
#define INDEXER_BROKEN_H

#include "blocks/vocabulary.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the hyphen that ends the text comes from breaking a word, whose rest
 * begins the next line, and does not belong to it, as in "short-term". The
 * report shows which, by how it writes the word and its parts elsewhere and by
 * whether it breaks words at all; so does the list of English words. */
bool broken_at_hyphen(struct vocabulary *vocabulary,
                      const char *text,
                      size_t len,
                      const char *next,
                      size_t next_len);

#endif
