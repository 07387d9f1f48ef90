/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * rows.h: reads data files of words, a row per line, blanks between words, and
 * in some rows a "=" that parts the left from the right; # begins a comment.
 */
#ifndef ENGINE_TEXT_ROWS_H
#define ENGINE_TEXT_ROWS_H

#include <stdbool.h>
#include <stddef.h>

struct rows {
    const char *at;
    const char *end;
    bool in_row; /* a word of it was read */
    bool in_right;
};

struct row_word {
    const char *text; /* within the file; not terminated */
    size_t len;
    bool is_first; /* of its row */
    bool is_right; /* of a "=" */
};

/* The text must outlive the rows and what they give. */
struct rows rows_of(const void *text, size_t len);

/* The next word of the file. False at its end. */
bool rows_next(struct rows *rows, struct row_word *word);

#endif
