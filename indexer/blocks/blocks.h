/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * blocks.h: lines -> blocks. What a reader sees at a glance: headings,
 * numbered paragraphs, bullets, table rows, prose. Lines that were wrapped
 * are one again, so are paragraphs that a page cut in two; contents lists and
 * marks of emphasis are gone.
 */
#ifndef INDEXER_BLOCKS_H
#define INDEXER_BLOCKS_H

#include "terms/frameworks.h"
#include "lines/lines.h"

#include <stdbool.h>
#include <stddef.h>

enum block_kind {
    BLOCK_PROSE,
    BLOCK_HEADING,
    BLOCK_GRADE, /* a grade alone: it belongs to the heading before */
    BLOCK_NUMBERED,
    BLOCK_BULLET,
    BLOCK_ROW,  /* of a table; its cells are separated by tabs */
    BLOCK_SCALE /* what the grades mean */
};

struct block {
    enum block_kind kind;
    unsigned line;     /* of a text file; 0: none */
    unsigned page;     /* of a PDF; 0: none */
    int number;        /* printed, of a numbered paragraph */
    char *text;        /* a heading's is without its grade */
    bool is_head;      /* a row that names the columns of a table */
    const char *grade; /* printed with a heading or in a row; of BLOCK_GRADE;
                          or NULL */
    const struct heading_rule *rule; /* of a known heading; or NULL */
};

/* Free with blocks_fini(). */
struct blocks {
    struct block *list;
    size_t count;
};

void blocks_fini(struct blocks *blocks);

#endif
