/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/line.h"
#include "print/print.h"

#include <stdlib.h>

void
line_open(struct line *line, const struct style *style)
{
    *line = (struct line){.style = style};
    line->out = open_memstream(&line->text, &line->size);
    if (!line->out)
        print_out_of_memory();
}

/* The length of the text so far. */
static size_t
length(struct line *line)
{
    if (fflush(line->out) != 0)
        print_out_of_memory();
    return line->size;
}

void
line_mark(struct line *line, const char *on, const char *text)
{
    const size_t from = length(line);

    print_text(text, line->out);
    const size_t to = length(line);
    if (*on && to > from && line->n_spans < LINE_SPANS)
        line->spans[line->n_spans++] =
            (struct wrap_span){from, to, on, line->style->plain};
}

void
line_id(struct line *line, const char *id)
{
    fputs(length(line) > 0 ? " [" : "[", line->out);
    line_mark(line, line->style->id, id);
    putc(']', line->out);
}

void
line_print(struct line *line, const char *lead, size_t indent)
{
    if (fclose(line->out) != 0)
        print_out_of_memory();
    wrap_spans(lead, line->text, line->spans, line->n_spans, indent,
               line->style);
    free(line->text);
}
