/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * term_filter.h: a Bloom filter: whether a term can be in the index. It may say
 * that a term is there which is not: one in a thousand times after two million
 * terms.
 */
#ifndef ENGINE_TEXT_TERM_FILTER_H
#define ENGINE_TEXT_TERM_FILTER_H

#include <stdbool.h>
#include <stddef.h>

struct term_filter;

struct term_filter *term_filter_new(void);
void term_filter_free(struct term_filter *filter); /* NULL is allowed */

void term_filter_add(struct term_filter *filter, const char *term, size_t len);

bool term_filter_may_have(const struct term_filter *filter,
                          const char *term,
                          size_t len);

#endif
