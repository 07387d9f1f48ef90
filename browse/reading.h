/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * reading.h: a report that is being read: the paragraphs that have been loaded,
 * which of them were found, and what part of them is on the screen. Neighbours
 * are asked for as somebody walks on, as far as the report goes.
 *
 * The loaded paragraphs are blocks of rows, one below the other: a heading if
 * it is another one than before, a line that says which paragraph it is, its
 * lines, and a blank row.
 */
#ifndef BROWSE_READING_H
#define BROWSE_READING_H

#include "keys.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    READING_PAGE = 30, /* paragraphs that are asked for at a time */
    READING_MAX = 600  /* and that are kept */
};

/* What to go on looking for when more paragraphs have come. */
enum reading_aim {
    READING_STAY,
    READING_NEXT, /* one that was found */
    READING_PREVIOUS,
    READING_FIRST, /* of the report */
    READING_LAST
};

struct reading_block {
    size_t first; /* its row */
    size_t rows;
    bool has_heading;
};

struct reading {
    json_t *paragraphs;           /* records, in the order of the report */
    struct reading_block *blocks; /* one for each */
    bool is_at_start, is_at_end;  /* the ends of the report are loaded */
    json_t *found;                /* id to highlights, or null */
    bool is_found_known;          /* they have come */
    size_t current;               /* the paragraph that keys are about */
    size_t top;                   /* the first row on the screen */
    size_t width, height;         /* of the screen, for the text */
    enum reading_aim aim;
    bool is_asking, is_asking_back; /* for paragraphs, and which way */
    bool is_untouched;              /* no key has been pressed yet */
    bool is_missed;                 /* there was nothing further to find */
};

/* Begin with one paragraph, a record, as the text around it is not known. */
void reading_open(struct reading *reading, const json_t *record);
void reading_close(struct reading *reading);
bool reading_is_open(const struct reading *reading);

void reading_resize(struct reading *reading, size_t width, size_t height);

/* What the key does; false if it means nothing here. */
bool reading_press(struct reading *reading, const struct press *press);

/* The parameters of "get" for more paragraphs, if some should be asked for now;
 * NULL if not. The caller owns them, and has to hand in the answer, or say that
 * there is none. */
json_t *reading_ask(struct reading *reading);
void reading_take(struct reading *reading, const json_t *result);
void reading_fail(struct reading *reading);

/* Forget that something was asked: the answer will not come. */
void reading_forget(struct reading *reading);

/* Take the paragraphs of the report that the query finds: the result of a
 * search whose snippets are whole paragraphs. */
void reading_take_found(struct reading *reading, const json_t *result);

/* The record of the current paragraph. Borrowed. */
const json_t *reading_record(const struct reading *reading);

/* How many rows all loaded paragraphs take. */
size_t reading_rows(const struct reading *reading);

/* The block that has the row; row must be less than reading_rows(). */
size_t reading_block_at(const struct reading *reading, size_t row);

/* The highlights of a paragraph, or NULL; *is_found says whether the query
 * finds it. Borrowed. */
const json_t *
reading_highlights(const struct reading *reading, size_t i, bool *is_found);

#endif
