/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * rows.h: reads data files of words: a row per line, with blanks between words,
 * and in some rows a "=" between the left and the right side; # begins a
 * comment.
 */
#ifndef ENGINE_TEXT_ROWS_H
#define ENGINE_TEXT_ROWS_H

#include <stdbool.h>
#include <stddef.h>

struct rows {
    const char *at;
    const char *end;
    bool in_row;   /* a word of the row has been read */
    bool in_right; /* after a "=" */
};

struct row_word {
    const char *text; /* within the file; does not end in NUL */
    size_t len;
    bool is_first; /* of its row */
    bool is_right; /* after a "=" */
};

/* The text must outlive the rows and their words. */
struct rows rows_of(const void *text, size_t len);

/* Get the next word of the file; false at the end. */
bool rows_next(struct rows *rows, struct row_word *word);

#endif
