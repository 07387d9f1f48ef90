/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lines.h: bytes -> lines. Text of a report as it was printed, line by line,
 * with the lines that belong to the page and not to the report (running heads
 * and feet, page numbers) taken out.
 */
#ifndef INDEXER_LINES_H
#define INDEXER_LINES_H

#include "text.h"

#include <stdbool.h>
#include <stddef.h>

struct line {
    const char *text; /* trimmed; into the lines' bytes */
    size_t len;       /* bytes */
    size_t chars;
    unsigned number;  /* in the file, from 1 */
    unsigned page;    /* from 1, by form feeds */
    bool after_blank; /* a blank line or a page's end stands before it */
};

/* Free with lines_fini(). */
struct lines {
    char *bytes;
    size_t len;
    struct line *list; /* no blank ones */
    size_t count;
    size_t width; /* of a full line, in characters, where the text is wrapped;
                     else 0 */
};

/* Read a report's bytes, which are copied. False with a reason, for a person,
 * where they are no text. */
bool lines_read(const char *bytes,
                size_t len,
                struct lines *out,
                char reason[REASON_SIZE]);
void lines_fini(struct lines *lines);

/* Whether the word stands somewhere in the text, in any case of letters, by
 * itself: not as a part of a hyphenated or broken word. */
bool lines_have_word(const struct lines *lines, const char *word, size_t len);

#endif
