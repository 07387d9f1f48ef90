/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * facets.h: the values that can be chosen, with their counts, as one list in
 * which a cursor moves; and the filters that were chosen.
 */
#ifndef BROWSE_FACETS_H
#define BROWSE_FACETS_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A heading, which names a field and has no value, or a value of it. */
struct facet_row {
    char *field;
    char *value; /* NULL: a heading */
    size_t count;
    bool is_chosen;
};

struct facets {
    GArray *rows; /* of struct facet_row */
    size_t cursor;
    json_t *filters; /* field to list of values, as a request has them */
    GQueue *chosen;  /* what was chosen, oldest first: "field\nvalue" */
};

/* Takes a reference to the filters that are given, which may be NULL. */
void facets_init(struct facets *facets, const json_t *filters);
void facets_fini(struct facets *facets);

/* Show the counts of a result. Chosen values that it does not have are shown
 * with 0. The cursor stays on its value if that is still there. */
void facets_show(struct facets *facets, const json_t *counts);

/* The row that the cursor is on; NULL if there is none. */
const struct facet_row *facets_row(const struct facets *facets, size_t i);

/* Move by so many values, headings not counted, as far as there are any. */
void facets_move(struct facets *facets, long by);

/* Choose the value under the cursor, or no longer. False if there is none. */
bool facets_toggle(struct facets *facets);

/* Remove the filter that was chosen last; false if there is none. */
bool facets_remove_last(struct facets *facets);

/* "area: safeguarding, send; grade: good"; "" without filters. The caller frees
 * it. */
char *facets_describe(const struct facets *facets);

#endif
