/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * blocks.h: what a reader of a report sees at a glance: headings, numbered
 * paragraphs, bullets, table rows, prose. Wrapped lines have been joined, and
 * so have paragraphs that a page break cut in two; contents lists and marks of
 * emphasis have been removed.
 */
#ifndef INDEXER_BLOCKS_H
#define INDEXER_BLOCKS_H

#include "terms/frameworks.h"
#include "lines/lines.h"
#include "lines/marks.h"

#include <stdbool.h>
#include <stddef.h>

enum block_kind {
    BLOCK_PROSE,
    BLOCK_HEADING,
    BLOCK_CAPTION, /* of a figure or a table, in a report of an unknown kind */
    BLOCK_GRADE,   /* a grade alone: it belongs to the heading before it */
    BLOCK_NUMBERED,
    BLOCK_BULLET,
    BLOCK_ROW,  /* of a table, with tabs between cells */
    BLOCK_SCALE /* an explanation of a grade */
};

struct block {
    enum block_kind kind;
    unsigned line; /* of a text file; 0: none */
    unsigned page; /* of a PDF; 0: none */
    double size;   /* of its type, in points; 0: unknown */
    bool is_bold;
    int number; /* printed before a numbered paragraph; or 0, and: */
    char parts[PARTS_SIZE]; /* a number with parts, such as "2.39"; or "" */
    char *text;             /* of a heading, without its grade */
    bool is_head;           /* it is the header row of a table */
    const char *grade;      /* of a heading, row or BLOCK_GRADE; or NULL */
    const struct heading_rule *rule; /* of a known heading; or NULL */
};

/* Free with blocks_fini(). */
struct blocks {
    struct block *list;
    size_t count;
};

void blocks_fini(struct blocks *blocks);

#endif
