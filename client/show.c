/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is printed comes from documents of others: control characters are
 * never passed on to a terminal.
 */
#include "show.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_DEFAULT = 80, WIDTH_MIN = 40, WIDTH_MAX = 120 };

struct style {
    size_t width;
    const char *mark; /* before and after matched words */
    const char *unmark;
    const char *strong; /* a hit's first line */
    const char *plain;
};

static struct style
style_of_output(void)
{
    struct style style = {WIDTH_DEFAULT, "*", "*", "", ""};
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    struct winsize size;

    if (!isatty(STDOUT_FILENO))
        return style;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        style.width = size.ws_col < WIDTH_MIN   ? WIDTH_MIN
                      : size.ws_col > WIDTH_MAX ? WIDTH_MAX
                                                : size.ws_col;
    if ((!no_color || !*no_color) && term && strcmp(term, "dumb") != 0) {
        style.mark = style.strong = "\033[1m";
        style.unmark = style.plain = "\033[0m";
    }
    return style;
}

static const char *
text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* One character of text, made harmless; its length in bytes. */
static size_t
put_char(const char *p, FILE *out)
{
    const unsigned char c = (unsigned char)*p;
    size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

    if (c < 0x20 || c == 0x7f || (c == 0xc2 && (unsigned char)p[1] < 0xa0)) {
        putc(' ', out);
        return c == 0xc2 ? 2 : 1;
    }
    fwrite(p, 1, n, out);
    return n;
}

static void
put_text(const char *text)
{
    while (*text)
        text += put_char(text, stdout);
}

/* The printed width of the word at text. */
static size_t
word_width(const char *text)
{
    size_t width = 0;

    for (; *text && *text != ' '; text++)
        width += (*text & 0xc0) != 0x80;
    return width;
}

static size_t
span(const json_t *spans, size_t index, size_t end)
{
    return (size_t)json_integer_value(
        json_array_get(json_array_get(spans, index), end));
}

/* Text in lines of the width, indented, with its spans marked. */
static void
put_wrapped(const char *text,
            const json_t *spans,
            size_t indent,
            const struct style *style)
{
    const bool marks_show = *style->mark == '*';
    size_t column = indent, next = 0;
    bool is_marked = false;

    printf("%*s", (int)indent, "");
    for (const char *p = text; *p;) {
        const size_t at = (size_t)(p - text);
        if (is_marked && at >= span(spans, next, 1)) {
            fputs(style->unmark, stdout);
            column += marks_show;
            is_marked = false;
            next++;
        }
        if (*p == ' ' &&
            column + 1 + word_width(p + 1) + marks_show > style->width) {
            printf("\n%*s", (int)indent, "");
            column = indent;
            p++;
            continue;
        }
        if (!is_marked && next < json_array_size(spans) &&
            at >= span(spans, next, 0)) {
            fputs(style->mark, stdout);
            column += marks_show;
            is_marked = true;
        }
        column++;
        p += put_char(p, stdout);
    }
    if (is_marked)
        fputs(style->unmark, stdout);
    putchar('\n');
}

/* "paragraph 18, bullet 2"; "bullet 3, page 4" of a PDF; nothing. */
static void
put_place(const json_t *record)
{
    const json_t *number = json_object_get(record, "number");
    const json_t *item = json_object_get(record, "item");
    const json_t *page = json_object_get(record, "page");

    if (json_is_integer(number))
        printf(", paragraph %d", (int)json_integer_value(number));
    if (json_is_integer(item))
        printf(", bullet %d", (int)json_integer_value(item));
    if (json_is_integer(page))
        printf(", page %d", (int)json_integer_value(page));
}

/* Authority, date, place, service area and grade. */
static void
put_head(const json_t *record)
{
    const char *authority = text_of(record, "authority");
    const char *source = text_of(record, "grade_source");
    const char *grade = text_of(record, "grade");
    const char *section_grade = text_of(record, "section_grade");

    put_text(*authority ? authority : text_of(record, "source"));
    if (*text_of(record, "date")) {
        fputs(", ", stdout);
        put_text(text_of(record, "date"));
    }
    put_place(record);
    fputs(" | ", stdout);
    put_text(text_of(record, "service_area"));
    fputs(" | ", stdout);
    put_text(grade);
    if (strcmp(source, "none") != 0)
        printf(" (%s", source);
    if (strcmp(source, "none") != 0 && strcmp(grade, section_grade) != 0)
        printf("; section %s", section_grade);
    if (strcmp(source, "none") != 0)
        putchar(')');
}

/* Section, kind and deadline, and the id to ask for it by. */
static void
put_section(const json_t *record, const struct style *style)
{
    const char *section = text_of(record, "section");
    const char *kind = text_of(record, "kind");
    const char *deadline = text_of(record, "deadline");
    char line[1024], more[128] = "";

    if (strcmp(kind, "finding") != 0)
        snprintf(more, sizeof more, "(%s%s%s) ", kind, *deadline ? ", " : "",
                 deadline);
    snprintf(line, sizeof line, "%s%s%s[%s]", section, *section ? " " : "",
             more, text_of(record, "id"));
    put_wrapped(line, NULL, 4, style);
}

static void
put_hit(const json_t *hit, size_t rank, const struct style *style)
{
    const json_t *snippet = json_object_get(hit, "snippet");

    printf("%s%2zu. ", style->strong, rank);
    put_head(hit);
    printf("%s\n", style->plain);
    put_section(hit, style);
    if (snippet)
        put_wrapped(json_string_value(snippet),
                    json_object_get(hit, "highlights"), 4, style);
    putchar('\n');
}

/* The values with the most paragraphs; --json has the rest. */
static void
put_facet(const char *name, const json_t *counts, const struct style *style)
{
    enum { LABEL = 14, VALUES_MAX = 12 };
    size_t column = LABEL, i;
    json_t *count;

    printf("%-*s", LABEL, name);
    json_array_foreach(counts, i, count)
    {
        char number[32];
        const char *value = text_of(count, "value");
        if (i == VALUES_MAX) {
            printf(" and %zu more", json_array_size(counts) - i);
            break;
        }
        const int digits =
            snprintf(number, sizeof number, " %" JSON_INTEGER_FORMAT,
                     json_integer_value(json_object_get(count, "count")));
        const size_t width = strlen(value) + (size_t)digits;
        if (i > 0 && column + 2 + width + 1 > style->width) {
            printf(",\n%*s", LABEL, "");
            column = LABEL;
        } else if (i > 0) {
            fputs(", ", stdout);
            column += 2;
        }
        put_text(value);
        fputs(number, stdout);
        column += width;
    }
    putchar('\n');
}

void
show_hits(const json_t *result, size_t offset)
{
    const struct style style = style_of_output();
    const json_t *hits = json_object_get(result, "hits");
    const size_t shown = json_array_size(hits);
    const size_t total =
        (size_t)json_integer_value(json_object_get(result, "total"));
    json_t *facets = json_object_get(result, "facets");
    const char *name;
    json_t *counts;

    for (size_t i = 0; i < shown; i++)
        put_hit(json_array_get(hits, i), offset + i + 1, &style);
    printf("%zu paragraph%s found", total, total == 1 ? "" : "s");
    if (shown > 0 && shown < total)
        printf(", %zu to %zu shown", offset + 1, offset + shown);
    putchar('\n');
    json_object_foreach(facets, name, counts) if (json_array_size(counts) > 0)
        put_facet(name, counts, &style);
}

void
show_paragraph(const json_t *record)
{
    const struct style style = style_of_output();

    fputs(style.strong, stdout);
    put_head(record);
    printf("%s\n", style.plain);
    put_section(record, &style);
    put_wrapped(text_of(record, "title"), NULL, 4, &style);
    putchar('\n');
    put_wrapped(text_of(record, "text"), NULL, 4, &style);
}

void
show_status(const json_t *status)
{
    json_t *object = (json_t *)status; /* not changed by walking it */
    const char *name;
    json_t *value;

    json_object_foreach(object, name, value)
    {
        printf("%-12s", name);
        if (json_is_string(value))
            put_text(json_string_value(value));
        else
            printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
        putchar('\n');
    }
}

void
show_error(const json_t *error, const char *query)
{
    enum { SHOWN = 60 }; /* of the query, before and after the place */
    const json_t *offset =
        json_object_get(json_object_get(error, "data"), "offset");
    const char *message = text_of(error, "message");

    fputs("findings: ", stderr);
    while (*message)
        message += put_char(message, stderr);
    putc('\n', stderr);
    if (!query || !json_is_integer(offset))
        return;
    const size_t len = strlen(query);
    size_t at = (size_t)json_integer_value(offset);
    at = at < len ? at : len;
    size_t from = at > SHOWN ? at - SHOWN : 0;
    while (from > 0 && (query[from] & 0xc0) == 0x80)
        from--;
    fputs("    ", stderr);
    for (const char *p = query + from; *p && p < query + at + SHOWN;)
        p += put_char(p, stderr);
    fputs("\n    ", stderr);
    for (size_t i = from; i < at; i++)
        if ((query[i] & 0xc0) != 0x80)
            putc(' ', stderr);
    fputs("^\n", stderr);
}
