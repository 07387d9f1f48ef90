/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * walking.h: where a walk over the blocks of a report is. walk.c adds their
 * paragraphs; headings.c decides what each heading opens. Both are one walk, so
 * only they include this.
 */
#ifndef INDEXER_WALKING_H
#define INDEXER_WALKING_H

#include "blocks/blocks.h"
#include "report/mainfindings.h"
#include "report/report.h"
#include "terms/frameworks.h"

#include <stdbool.h>
#include <stddef.h>

struct labels {
    const char *kind;
    const char *polarity; /* or NULL */
    const char *deadline; /* or NULL */
};

struct walk {
    const struct framework *framework;
    const struct blocks *blocks;
    size_t at;      /* the current block */
    size_t opening; /* the block where the body of an unknown kind of report
                       begins; 0 in other reports */
    struct report *report;
    const char *part_area; /* of the current part of the report */
    size_t part;           /* the section that the part's heading opened; or
                              NO_SECTION */
    size_t known;          /* the section opened by the last known heading */
    bool is_left;          /* a subheading has left the known heading's list */
    const struct heading_rule *known_rule; /* or NULL */
    size_t graded;     /* the last graded section of the part; or NO_SECTION */
    size_t before_box; /* the section around a box; or NO_SECTION */
    struct labels labels; /* of the paragraphs that follow */
    struct labels around; /* of those around the list of a statement of action;
                             without a kind: not in such a list */
    const char *before_closing; /* the kind of what goes on after what closes a
                                   report; or NULL */
    bool in_body;
    bool in_record;
    bool in_scale;    /* where the meaning of the grades is explained */
    bool is_skipping; /* text that belongs to no section, up to a known heading
                       */
    bool has_table;   /* there was a table of judgements */
    bool is_greeted;  /* "Dear ..." has occurred, in a letter */
    int last_number;
    const struct block *numbered; /* the paragraph whose number bullets have;
                                     NULL: they are counted from the heading, or
                                     from prose that introduces them */
    int item;
    struct mainfindings record;
};

/* What follows belongs to the last section. */
void walk_begin_section(struct walk *w);

/* Open a section, with the grade printed with its heading, or NULL. */
void walk_open_section(struct walk *w,
                       const char *heading,
                       const char *area,
                       const char *kind,
                       const char *grade);

/* Open what the heading opens. */
void walk_heading(struct walk *w, const struct block *block);

/* A grade on a line of its own belongs to the heading, if one has just come. */
void walk_grade(struct walk *w, const struct block *block);

#endif
