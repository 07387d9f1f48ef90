/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * line.h: a paragraph for a person, put together from parts, some of which are
 * printed in their own way, and then wrapped.
 */
#ifndef CLIENT_PRINT_LINE_H
#define CLIENT_PRINT_LINE_H

#include "print/style.h"
#include "print/wrap.h"

#include <stddef.h>
#include <stdio.h>

enum { LINE_SPANS = 4 };
struct line {
    FILE *out; /* what is written here becomes part of the text */
    char *text;
    size_t size;
    const struct style *style;
    struct wrap_span spans[LINE_SPANS];
    size_t n_spans;
};

/* Begin a line. The style must outlive it. If memory runs out, the program
 * ends. */
void line_open(struct line *line, const struct style *style);

/* Add a text that is printed after the escape `on`, which is one of the
 * style's, and before its `plain`; LINE_SPANS times at most. */
void line_mark(struct line *line, const char *on, const char *text);

/* Add " [id]", or "[id]" at the line's beginning. */
void line_id(struct line *line, const char *id);

/* Print the line, wrapped as wrap_spans() does, and free it. */
void line_print(struct line *line, const char *lead, size_t indent);

#endif
