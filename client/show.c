/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "show.h"
#include "cite.h"
#include "text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Authority, date, place, service area and grade. */
static void
write_head(const json_t *record, FILE *out)
{
    const char *authority = text_of(record, "authority");
    const char *source = text_of(record, "grade_source");
    const char *grade = text_of(record, "grade");
    const char *section_grade = text_of(record, "section_grade");

    text_put(*authority ? authority : text_of(record, "source"), out);
    if (*text_of(record, "date")) {
        fputs(", ", out);
        text_put(text_of(record, "date"), out);
    }
    cite_put_place(record, out);
    fputs(" | ", out);
    text_put(text_of(record, "service_area"), out);
    fputs(" | ", out);
    text_put(grade, out);
    if (strcmp(source, "none") != 0) {
        fputs(" (", out);
        text_put(source, out);
        if (strcmp(grade, section_grade) != 0) {
            fputs("; section ", out);
            text_put(section_grade, out);
        }
        putc(')', out);
    }
}

/* The first line, after lead; wrapped where it is too long. */
static void
put_head(const char *lead, const json_t *record, const struct style *style)
{
    enum { INDENT = 4 };
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    fputs(style->strong, stdout);
    if (out) {
        write_head(record, out);
        fclose(out);
    }
    text_wrap_after(lead, text ? text : "", INDENT, style);
    fputs(style->plain, stdout);
    free(text);
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
    text_wrap(line, NULL, 4, style);
}

/* Where else nearly the same text is found. */
static void
put_also(const json_t *also, const struct style *style)
{
    const size_t paragraphs = text_count(also, "paragraphs");
    const size_t reports = text_count(also, "reports");

    if (paragraphs == 0)
        return;
    printf("    %salso in ", style->dim);
    if (reports == 0) {
        text_put_counted(paragraphs, "paragraph", stdout);
        fputs(" of this report", stdout);
    } else {
        text_put_counted(reports, "report", stdout);
    }
    if (reports > 0 && paragraphs != reports) {
        fputs(" (", stdout);
        text_put_counted(paragraphs, "paragraph", stdout);
        putchar(')');
    }
    printf("%s\n", style->plain);
}

void
show_hit(const json_t *hit, size_t rank, const struct style *style)
{
    const json_t *snippet = json_object_get(hit, "snippet");
    char number[32];

    snprintf(number, sizeof number, "%2zu. ", rank);
    put_head(number, hit, style);
    put_section(hit, style);
    if (snippet)
        text_wrap(json_string_value(snippet),
                  json_object_get(hit, "highlights"), 4, style);
    put_also(json_object_get(hit, "also"), style);
}

bool
show_is_counted(const json_t *hit)
{
    return !json_is_false(json_object_get(hit, "counted"));
}

void
show_hits(const json_t *result, size_t offset)
{
    const struct style style = text_style(stdout);
    bool is_parted = false;
    size_t i;
    json_t *hit;

    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        if (!is_parted && !show_is_counted(hit)) {
            puts("-- not counted: those below match only in part --\n");
            is_parted = true;
        }
        show_hit(hit, offset + i + 1, &style);
        putchar('\n');
    }
}

/* What was counted, and where: "6 paragraphs in 4 reports of 4 authorities". */
static void
put_counted(const json_t *result, FILE *out)
{
    const json_t *totals = json_object_get(result, "totals");
    const size_t reports = text_count(totals, "reports");
    const size_t authorities = text_count(totals, "authorities");
    char number[TEXT_NUMBER_SIZE];

    text_put_counted(text_count(result, "total"), "paragraph", out);
    if (reports > 0) {
        fputs(" in ", out);
        text_put_counted(reports, "report", out);
    } else {
        fputs(" found", out);
    }
    if (authorities > 0)
        fprintf(out, " of %s authorit%s", text_number(authorities, number),
                authorities == 1 ? "y" : "ies");
}

/* Which of the list this page is, unless it is all; and of how many, where
 * collapsing leaves fewer to show than were counted. */
static void
put_page(const json_t *result, size_t offset, size_t ranked, FILE *out)
{
    const size_t n = json_array_size(json_object_get(result, "hits"));
    const size_t total = text_count(result, "total");
    const size_t shown =
        json_object_get(result, "shown") ? text_count(result, "shown") : total;
    char number[TEXT_NUMBER_SIZE];

    if (offset > 0 && n == 0 && offset >= ranked)
        fprintf(out, "; the list ends at %s", text_number(ranked, number));
    if (n == 0 || n == ranked)
        return;
    if (n == 1)
        fputs("; number ", out);
    else
        fprintf(out, "; %s to ", text_number(offset + 1, number));
    fputs(text_number(offset + n, number), out);
    if (shown != total && offset + n <= shown)
        fprintf(out, " of %s different ones", text_number(shown, number));
    fputs(" shown", out);
}

static void
put_totals(const json_t *result, size_t offset, FILE *out)
{
    const size_t total = text_count(result, "total");
    const json_t *list = json_object_get(result, "ranked");
    const size_t ranked = list ? text_count(result, "ranked") : total;
    const size_t shown = list ? text_count(result, "shown") : total;
    const size_t in_part = ranked - shown;
    char number[TEXT_NUMBER_SIZE];

    if (total > 0 || in_part == 0)
        put_counted(result, out);
    else
        fprintf(out, "No paragraph contains all of it; %s match%s in part",
                text_number(in_part, number), in_part == 1 ? "es" : "");
    put_page(result, offset, ranked, out);
    if (total > 0 && in_part > 0)
        fprintf(out, "; %s more match%s in part", text_number(in_part, number),
                in_part == 1 ? "es" : "");
}

/* A short count is not the end: where to go on. */
static bool
has_way_on(const json_t *result)
{
    enum { FEW = 10 };
    const size_t total = text_count(result, "total");

    return total > 0 && total < FEW &&
           text_count(result, "ranked") > text_count(result, "shown");
}

void
show_totals(const json_t *result, size_t offset, FILE *out)
{
    const struct style style = text_style(out);
    char *line = NULL;
    size_t size;
    FILE *to = open_memstream(&line, &size);

    if (!to)
        return;
    put_totals(result, offset, to);
    fclose(to);
    text_wrap(line, NULL, 0, &style);
    free(line);
    if (has_way_on(result))
        text_wrap("Few have enough of it to be counted. What matches in part "
                  "comes after them; --match any counts that, too.",
                  NULL, 0, &style);
}

void
show_citations(const json_t *result)
{
    size_t i;
    json_t *hit;

    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        if (show_is_counted(hit))
            cite_put(hit, stdout);
    }
}

void
show_words(const json_t *result)
{
    fputs("Compared by these words: ", stdout);
    text_put(text_of(json_object_get(result, "query"), "parsed"), stdout);
    fputs("\n\n", stdout);
}

/* Facets. */

enum { LABEL = 14 };

/* The values with the most of them; --json has the rest. */
static void
put_facet(const char *name, const json_t *counts, const struct style *style)
{
    enum { VALUES_MAX = 12 };
    size_t column = LABEL, i;
    json_t *count;

    printf("%-*s", LABEL, name);
    json_array_foreach(counts, i, count)
    {
        char number[32];
        const char *value = text_of(count, "value");
        if (i == VALUES_MAX) {
            snprintf(number, sizeof number, "and %zu more",
                     json_array_size(counts) - i);
            if (column + 1 + strlen(number) > style->width)
                printf("\n%*s%s", LABEL, "", number);
            else
                printf(" %s", number);
            break;
        }
        const int digits =
            snprintf(number, sizeof number, " %zu", text_count(count, "count"));
        const size_t width = text_width(value) + (size_t)digits;
        if (i > 0 && column + 2 + width + 1 > style->width) {
            printf(",\n%*s", LABEL, "");
            column = LABEL;
        } else if (i > 0) {
            fputs(", ", stdout);
            column += 2;
        }
        text_put(value, stdout);
        fputs(number, stdout);
        column += width;
    }
    putchar('\n');
}

/* A year a line: all of them, as they are in order; and its months. */
static void
put_years(const char *name, const json_t *years, const struct style *style)
{
    size_t i;
    json_t *year;

    json_array_foreach(years, i, year)
    {
        const json_t *months = json_object_get(year, "within");
        printf("%-*s", LABEL, i == 0 ? name : "");
        text_put(text_of(year, "value"), stdout);
        printf(" %zu\n", text_count(year, "count"));
        if (json_array_size(months) > 0)
            put_facet("", months, style);
    }
}

void
show_facets(const json_t *result, const char *counted)
{
    const struct style style = text_style(stdout);
    json_t *facets = json_object_get(result, "facets");
    const char *name;
    json_t *counts;

    if (counted && strcmp(counted, "paragraphs") != 0)
        printf("Counts of %s:\n", counted);
    json_object_foreach(facets, name, counts)
    {
        if (json_array_size(counts) == 0)
            continue;
        if (json_object_get(json_array_get(counts, 0), "within"))
            put_years(name, counts, &style);
        else
            put_facet(name, counts, &style);
    }
}

/* One paragraph. */

/* A paragraph next to the one that was asked for, dimmed and indented. */
static void
put_neighbour(const json_t *record, const struct style *style)
{
    enum { INDENT = 8 };

    printf("%*s%s[", INDENT, "", style->dim);
    text_put(text_of(record, "id"), stdout);
    puts("]");
    text_wrap(text_of(record, "text"), NULL, INDENT, style);
    printf("%s\n", style->plain);
}

void
show_paragraph(const json_t *result)
{
    const struct style style = text_style(stdout);
    const json_t *record = json_object_get(result, "paragraph");
    const json_t *after = json_object_get(result, "after");
    size_t i;
    json_t *neighbour;

    json_array_foreach(json_object_get(result, "before"), i, neighbour)
    {
        put_neighbour(neighbour, &style);
    }
    put_head("", record, &style);
    put_section(record, &style);
    text_wrap(text_of(record, "title"), NULL, 4, &style);
    putchar('\n');
    text_wrap(text_of(record, "text"), NULL, 4, &style);
    if (json_array_size(after) > 0)
        putchar('\n');
    json_array_foreach(after, i, neighbour)
    {
        put_neighbour(neighbour, &style);
    }
}

void
show_cited(const json_t *result)
{
    size_t i;
    json_t *neighbour;

    json_array_foreach(json_object_get(result, "before"), i, neighbour)
    {
        cite_put(neighbour, stdout);
    }
    cite_put(json_object_get(result, "paragraph"), stdout);
    json_array_foreach(json_object_get(result, "after"), i, neighbour)
    {
        cite_put(neighbour, stdout);
    }
}

/* Lists. */

static void
put_absent_report(const json_t *report)
{
    const char *authority = text_of(report, "authority");

    fputs("  ", stdout);
    text_put(*authority ? authority : text_of(report, "title"), stdout);
    if (*text_of(report, "date")) {
        fputs(", ", stdout);
        text_put(text_of(report, "date"), stdout);
    }
    fputs(" | ", stdout);
    text_put(text_of(report, "framework"), stdout);
    fputs(" [", stdout);
    text_put(text_of(report, "report"), stdout);
    putchar(']');
}

void
show_absent(const json_t *result, const char *typed)
{
    const json_t *absent = json_object_get(result, "absent");
    char number[TEXT_NUMBER_SIZE];
    size_t i;
    json_t *one;

    json_array_foreach(absent, i, one)
    {
        if (json_object_get(one, "report")) {
            put_absent_report(one);
        } else {
            fputs("  ", stdout);
            text_put(text_of(one, "authority"), stdout);
        }
        fputs(", ", stdout);
        text_put_counted(text_count(one, "paragraphs"), "paragraph", stdout);
        putchar('\n');
    }
    if (json_array_size(absent) > 0)
        putchar('\n');
    printf("%s of ", text_number(json_array_size(absent), number));
    printf("%s ", text_number(text_count(result, "selected"), number));
    text_put(text_of(result, "of"), stdout);
    fputs(json_array_size(absent) == 1 ? " never mentions " : " never mention ",
          stdout);
    text_put(typed, stdout);
    putchar('\n');
}

void
show_suggestions(const json_t *result)
{
    const json_t *words = json_object_get(result, "words");
    size_t i;
    json_t *word;

    json_array_foreach(words ? words : json_object_get(result, "values"), i,
                       word)
    {
        text_put(text_of(word, "value"), stdout);
        printf(" %zu\n", text_count(word, "count"));
    }
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
            text_put(json_string_value(value), stdout);
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
        message += text_put_char(message, stderr);
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
        p += text_put_char(p, stderr);
    fputs("\n    ", stderr);
    for (size_t i = from; i < at; i++)
        if ((query[i] & 0xc0) != 0x80)
            putc(' ', stderr);
    fputs("^\n", stderr);
}
