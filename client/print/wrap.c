/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/wrap.h"
#include "print/print.h"

#include <stdlib.h>
#include <string.h>

/* Where in the text and on the screen we are. */
struct place {
    const char *text;
    const char *p;                /* what is printed next */
    const struct wrap_span *next; /* the span that is open or comes next */
    const struct wrap_span *end;
    bool is_open;
    size_t column;
};

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether a line may end here: at a blank, but not before a separator. */
static bool
is_break(const char *p)
{
    return is_blank(*p) && !(p[1] == '|' && is_blank(p[2]));
}

/* How many columns a mark takes: an asterisk is seen, an escape is not. */
static size_t
mark_width(const char *mark)
{
    return *mark == '*';
}

static bool
closes(const struct place *place)
{
    return place->is_open &&
           (size_t)(place->p - place->text) >= place->next->to;
}

static bool
opens(const struct place *place)
{
    return !place->is_open && place->next < place->end &&
           (size_t)(place->p - place->text) >= place->next->from;
}

/* Close the span that ends at this place, or open the one that begins here; the
 * mark is printed if out is not NULL. */
static void
close_span(struct place *place, FILE *out)
{
    if (!closes(place))
        return;
    place->column += mark_width(place->next->off);
    if (out)
        fputs(place->next->off, out);
    place->is_open = false;
    place->next++;
}

static void
open_span(struct place *place, FILE *out)
{
    if (!opens(place))
        return;
    place->column += mark_width(place->next->on);
    if (out)
        fputs(place->next->on, out);
    place->is_open = true;
}

/* The column after the word that begins at p, if it is printed from the given
 * column on, with the marks in it. */
static size_t
column_after(struct place place, const char *p, size_t column)
{
    size_t step;

    place.p = p;
    place.column = column;
    close_span(&place, NULL);
    while (*place.p && !is_break(place.p)) {
        open_span(&place, NULL);
        place.p += print_step(place.p, &step);
        place.column += step;
        close_span(&place, NULL);
    }
    return place.column;
}

static void
begin_line(struct place *place, size_t indent, FILE *out)
{
    /* Terminals and pagers lose an escape at the end of a line. */
    const bool is_hidden = place->is_open && !mark_width(place->next->on);

    if (is_hidden)
        fputs(place->next->off, out);
    fprintf(out, "\n%*s", (int)indent, "");
    if (is_hidden)
        fputs(place->next->on, out);
    place->column = indent;
}

/* Print a character of a word and the marks beside it; on a new line if this
 * one is full. */
static void
put_character(struct place *place, size_t indent, const struct style *style)
{
    const size_t at = (size_t)(place->p - place->text);
    const bool is_first = opens(place);
    size_t step;
    const size_t len = print_step(place->p, &step);
    const bool is_last =
        (is_first || place->is_open) && at + len >= place->next->to;
    const size_t marks = (is_first ? mark_width(place->next->on) : 0) +
                         (is_last ? mark_width(place->next->off) : 0);

    if (place->column + step + marks > style->width && place->column > indent)
        begin_line(place, indent, style->out);
    open_span(place, style->out);
    place->column += step;
    place->p += print_char(place->p, style->out);
}

static void
wrap(struct place *place, size_t indent, const struct style *style)
{
    const size_t width = style->width;

    if (place->column > indent &&
        column_after(*place, place->text, place->column) > width &&
        column_after(*place, place->text, indent) <= width)
        begin_line(place, indent, style->out);
    while (*place->p) {
        close_span(place, style->out);
        if (!is_break(place->p)) {
            put_character(place, indent, style);
        } else if (column_after(*place, place->p + 1, place->column + 1) >
                   width) {
            begin_line(place, indent, style->out);
            place->p++;
        } else {
            place->column++;
            place->p += print_char(place->p, style->out);
        }
    }
    close_span(place, style->out);
    if (place->is_open)
        fputs(place->next->off, style->out);
    putc('\n', style->out);
}

void
wrap_spans(const char *lead,
           const char *text,
           const struct wrap_span *spans,
           size_t n_spans,
           size_t indent,
           const struct style *style)
{
    struct place place = {.text = text,
                          .p = text,
                          .next = spans,
                          .end = spans + n_spans,
                          .column = print_width(lead)};

    print_text(lead, style->out);
    wrap(&place, indent, style);
}

static size_t
bound(const json_t *matched, size_t index, size_t end)
{
    return (size_t)json_integer_value(
        json_array_get(json_array_get(matched, index), end));
}

/* Whether only blanks, or a hyphen, are between two places. */
static bool
are_joined(const char *text, size_t from, size_t to)
{
    size_t n_hyphens = 0;

    for (size_t i = from; i < to; i++) {
        if (!is_blank(text[i]) && text[i] != '-')
            return false;
        n_hyphens += text[i] == '-';
    }
    return n_hyphens == 0 || to - from == 1;
}

void
wrap_matched(const char *text,
             const json_t *matched,
             size_t indent,
             const struct style *style)
{
    const size_t n = json_array_size(matched), len = strlen(text);
    struct wrap_span *spans = calloc(n + 1, sizeof *spans);
    size_t n_spans = 0;

    if (!spans)
        print_out_of_memory();
    for (size_t i = 0; i < n; i++) {
        const size_t from = bound(matched, i, 0), to = bound(matched, i, 1);
        struct wrap_span *last = n_spans > 0 ? &spans[n_spans - 1] : NULL;
        if (from >= to || to > len || (last && from < last->to))
            continue; /* not in the form of the protocol */
        if (last && are_joined(text, last->to, from))
            last->to = to;
        else
            spans[n_spans++] =
                (struct wrap_span){from, to, style->mark, style->unmark};
    }
    fprintf(style->out, "%*s", (int)indent, "");
    struct place place = {.text = text,
                          .p = text,
                          .next = spans,
                          .end = spans + n_spans,
                          .column = indent};
    wrap(&place, indent, style);
    free(spans);
}
