/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * labelled.h: what is printed beside a label, wherever a form has it: after it
 * on its line, in the next cell of its row, or on the next line.
 *
 * Letters alone are compared, because the words of a label may be broken by odd
 * blanks: "Inspect ion dates".
 */
#ifndef INDEXER_LABELLED_H
#define INDEXER_LABELLED_H

#include "blocks/blocks.h"

#include <stdbool.h>
#include <stddef.h>

/* A part of a block's text; borrowed. */
struct span {
    const char *text;
    size_t len;
};

/* The cell of a row that begins at p; other blocks have one cell. */
struct span labelled_cell(const char *p);

/* The letters of a text, in lower case and nothing else, cut to size. */
void labelled_letters(const char *text, size_t len, char *out, size_t size);

/* Whether the text begins with one of the labels, which are such letters and
 * end with a NULL, and where the text goes on after it. */
bool
labelled_begins(struct span text, const char *const *labels, struct span *rest);

/* The value of one of the labels at this cell of a block. False if the cell
 * does not begin with one, or nothing follows it. *is_apart is whether the
 * label and the value are visibly two things: a colon, a cell or a line is
 * between them. */
bool labelled_value(const struct blocks *blocks,
                    size_t block,
                    struct span cell,
                    const char *const *labels,
                    struct span *value,
                    bool *is_apart);

#endif
