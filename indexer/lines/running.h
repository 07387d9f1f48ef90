/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * running.h: lines that come again from page to page: page numbers, and running
 * heads and feet, which have the same words but for a page number.
 */
#ifndef INDEXER_RUNNING_H
#define INDEXER_RUNNING_H

#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

struct running {
    char *words; /* plain, without the figures at their end */
    unsigned page;
    size_t line; /* its place among the lines */
};

/* Lines that may be running ones. Zero-initialise it; free it with
 * running_fini(). */
struct running_lines {
    struct running *list;
    size_t count;
};

/* Whether the line is a page number: "12", "- 12 -", "Page 3 of 10". */
bool running_is_page_number(const struct line *line);

/* Add line i. */
void
running_add(struct running_lines *running, const struct lines *lines, size_t i);

/* Put lines of the same words together, in the order of the report. */
void running_sort(struct running_lines *running);

/* The end of those that have the same words as the one at i, once sorted. */
size_t running_end(const struct running_lines *running, size_t i);

/* On how many pages the same words must be, in a report of so many pages, to be
 * a running line by that alone. */
unsigned running_many(unsigned pages);

void running_fini(struct running_lines *running);

#endif
