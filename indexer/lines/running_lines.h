/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * running_lines.h: lines that recur from page to page: page numbers, and
 * running headers and footers, whose words are the same apart from a page
 * number.
 */
#ifndef INDEXER_RUNNING_LINES_H
#define INDEXER_RUNNING_LINES_H

#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

struct running {
    char *words; /* plain, without digits at their end */
    unsigned page;
    size_t line; /* its index among the lines */
};

/* Lines that may be running lines. Zero-initialise it; free it with
 * running_fini(). */
struct running_lines {
    struct running *list;
    size_t count;
};

/* Whether the line is a page number: "12", "- 12 -", "iv", "Page 3 of 10",
 * "3 | Page". */
bool running_is_page_number(const struct line *line);

/* Add line i. */
void
running_add(struct running_lines *running, const struct lines *lines, size_t i);

/* Sort the lines so that those with the same words are together, in the order
 * of the report. */
void running_sort(struct running_lines *running);

/* The end of the lines with the same words as the one at i, once sorted. */
size_t running_end(const struct running_lines *running, size_t i);

/* The number of pages on which the same words must occur to be a running line
 * for that reason alone, in a report of this many pages. */
unsigned running_many(unsigned pages);

void running_fini(struct running_lines *running);

#endif
