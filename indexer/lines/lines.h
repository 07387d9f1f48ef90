/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lines.h: a report as it was printed, line by line, without the lines that
 * belong to the page and not to the report (furniture.h). txt.h reads the lines
 * of a text, pdf.h those of a PDF, and html.h, docx.h and odt.h those of
 * documents that say what their lines are (markup.h).
 */
#ifndef INDEXER_LINES_H
#define INDEXER_LINES_H

#include "base/text.h"
#include "terms/dates.h"

#include <stdbool.h>
#include <stddef.h>

/* What a line is in a document that says so, such as a web page. There it is
 * not wrapped: it is a whole paragraph, unless the next is not after a blank.
 */
enum line_role {
    LINE_UNKNOWN, /* of a text or a PDF: what it looks like shows what it is */
    LINE_TEXT,
    LINE_HEADING,
    LINE_ITEM, /* of a list, without its bullet */
    LINE_ROW   /* of a table, with tabs between the cells */
};

struct line {
    const char *text; /* trimmed; points into the bytes of struct lines */
    size_t len;       /* bytes */
    size_t chars;
    unsigned number;  /* in the file, from 1 */
    unsigned page;    /* from 1; in text, form feeds separate pages */
    unsigned frame;   /* pages and columns, counted from 1 (frames.h); in text,
                         0 */
    bool after_blank; /* it follows a blank line or a page break */
    enum line_role role;

    /* For a PDF: its place, in points from the top left of the page, and its
     * type. Zero for other files, but is_bold is set for lines with roles
     * too. */
    double left, right, top, bottom;
    double text_left;  /* left edge of the text after a number or bullet;
                          otherwise left */
    double cell_left;  /* left edge of the last cell, if it has several */
    double first_word; /* width of the first word */
    double size;       /* font size */
    double page_width, page_height;
    double
        margin; /* right edge of the text, on pages or in columns like this */
    bool is_bold;
    bool is_figure; /* it is in a figure beside a column of text */
    bool is_note;   /* it begins with the raised number of a footnote */
    size_t offset;  /* of the text in the buffer, until lines_end() */
};

/* Text beside the text of a page, which runs in another direction: a note up
 * the margin. */
struct aside {
    unsigned page;
    char *text;
};

/* Something that a person should know about how a page was read. */
struct remark {
    unsigned page;  /* 0: the whole file */
    bool is_damage; /* words may be missing */
    char *text;     /* one line */
};

/* Free with lines_fini(). */
struct lines {
    char *bytes;
    size_t len;
    struct line *list; /* without blank lines */
    size_t count;
    size_t width;   /* of a full line, in characters, if the text is wrapped;
                       otherwise 0 */
    bool has_roles; /* the lines say what they are (enum line_role) */
    bool has_type; /* the place and type of each line are known: it was a PDF */
    double body_size; /* most common font size; in points, as the next two */
    double leading;   /* from the top of one line to the top of the next */
    double top;       /* top of the first line on most pages */
    char *publisher;  /* as a web page says of itself (meta.h); NULL: it does
                         not */
    char published[DAY_SIZE]; /* likewise, YYYY-MM-DD or YYYY-MM; "" */
    struct aside *asides;
    size_t n_asides;
    struct remark *remarks;
    size_t n_remarks;
    unsigned unread_pages;     /* of which a person can read more than we did
                                  (legibility.h) */
    unsigned recognised_pages; /* whose text was recognised (ocr.h) */
};

/* The plain words of about the first page, by which the framework is
 * recognised. The caller frees them. */
char *lines_head(const struct lines *lines);

/* The number of pages: the page of the last line. */
unsigned lines_pages(const struct lines *lines);

/* Add a line, appending its text to bytes. Call lines_end() after the last one:
 * it passes ownership of the bytes to the lines. */
void lines_add(struct lines *lines,
               struct text *bytes,
               struct line line,
               const char *text,
               size_t len);
void lines_end(struct lines *lines, struct text *bytes);

/* Put lines that were added out of turn in the order of their pages. Call this
 * before lines_end(). */
void lines_sort(struct lines *lines);

/* Add an aside; takes ownership of the text. */
void lines_add_aside(struct lines *lines, unsigned page, char *text);

/* Add a remark; a long one is cut. */
__attribute__((format(printf, 4, 5))) void lines_remark(struct lines *lines,
                                                        unsigned page,
                                                        bool is_damage,
                                                        const char *format,
                                                        ...);

void lines_fini(struct lines *lines);

#endif
