/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lines.h: bytes -> lines. A report as it was printed, line by line, with the
 * lines that belong to the page and not to the report taken out
 * (furniture.h). txt.h reads those of a text, pdf.h those of a PDF.
 */
#ifndef INDEXER_LINES_H
#define INDEXER_LINES_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct line {
    const char *text; /* trimmed; into the lines' bytes */
    size_t len;       /* bytes */
    size_t chars;
    unsigned number;  /* in the file, from 1 */
    unsigned page;    /* from 1, by form feeds */
    bool after_blank; /* a blank line or a page's end stands before it */

    /* Of a PDF: its place, in points from the page's top left, and its type.
     * Zero in text. */
    double left, right, top, bottom;
    double text_left;  /* of what follows a number or bullet; else left */
    double cell_left;  /* of the last of its cells, where it has several */
    double first_word; /* its width */
    double size;       /* of the type */
    double page_height;
    bool is_bold;
    bool is_note;  /* it begins with a footnote's raised figure */
    size_t offset; /* of text, until lines_end() */
};

/* Free with lines_fini(). */
struct lines {
    char *bytes;
    size_t len;
    struct line *list; /* no blank ones */
    size_t count;
    size_t width;  /* of a full line, in characters, where the text is wrapped;
                      else 0 */
    bool has_type; /* place and type of each line are known: of a PDF */
    double body_size; /* of most of its type, as the next two; in points */
    double margin;    /* right edge of the text */
    double leading;   /* from a line's top to the next */
    double top;       /* of the first line of most pages */
};

/* The plain words of the first page or so, which say what the report is. The
 * caller frees them. */
char *lines_head(const struct lines *lines);

/* How many pages there are: the page of the last line. */
unsigned lines_pages(const struct lines *lines);

/* Add a line whose text is appended to bytes, which the lines take over with
 * lines_end() once all are added. */
void lines_add(struct lines *lines,
               struct text *bytes,
               struct line line,
               const char *text,
               size_t len);
void lines_end(struct lines *lines, struct text *bytes);

void lines_fini(struct lines *lines);

#endif
