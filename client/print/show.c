/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/show.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Write whom it is about, date, place, service area and grade. */
static void
write_head(const json_t *record, FILE *out)
{
    const char *subject = member_subject(record);
    const char *date = member_date(record);
    const char *source = member_text(record, "grade_source");
    const char *grade = member_text(record, "grade");
    const char *section_grade = member_text(record, "section_grade");
    json_t *areas = member_joined(record, "service_area", ", ");

    print_text(*subject ? subject : member_text(record, "source"), out);
    if (*date) {
        fputs(", ", out);
        print_text(date, out);
    }
    cite_put_place(record, out);
    fputs(" | ", out);
    print_text(json_string_value(areas), out);
    json_decref(areas);
    fputs(" | ", out);
    print_text(grade, out);
    if (strcmp(source, "none") != 0) {
        fputs(" (", out);
        print_text(source, out);
        if (strcmp(grade, section_grade) != 0) {
            fputs("; section ", out);
            print_text(section_grade, out);
        }
        putc(')', out);
    }
}

void
show_head(const char *lead, const json_t *record, const struct style *style)
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
    print_wrapped_after(lead, text ? text : "", INDENT, style);
    fputs(style->plain, stdout);
    free(text);
}

void
show_section(const json_t *record, const struct style *style)
{
    json_t *headings = member_headings(record);
    const char *section = json_string_value(headings);
    const char *kind = member_text(record, "kind");
    const char *deadline = member_text(record, "deadline");
    char line[2048], more[128] = "";

    if (strcmp(kind, "finding") != 0)
        snprintf(more, sizeof more, "(%s%s%s) ", kind, *deadline ? ", " : "",
                 deadline);
    snprintf(line, sizeof line, "%s%s%s[%s]", section, *section ? " " : "",
             more, member_text(record, "id"));
    print_wrapped(line, NULL, 4, style);
    json_decref(headings);
}

/* Print how many near-duplicates the hit has, and in how many reports. */
static void
put_also(const json_t *also, const struct style *style)
{
    const size_t paragraphs = member_count(also, "paragraphs");
    const size_t reports = member_count(also, "reports");

    if (paragraphs == 0)
        return;
    fputs("    ", stdout);
    fputs(style->dim, stdout);
    fputs("also in ", stdout);
    if (reports == 0) {
        print_counted(paragraphs, "paragraph", stdout);
        fputs(" of this report", stdout);
    } else {
        print_counted(reports, "report", stdout);
    }
    if (reports > 0 && paragraphs != reports) {
        fputs(" (", stdout);
        print_counted(paragraphs, "paragraph", stdout);
        putchar(')');
    }
    fputs(style->plain, stdout);
    putchar('\n');
}

void
show_hit(const json_t *hit, size_t rank, const struct style *style)
{
    const json_t *snippet = json_object_get(hit, "snippet");
    char number[32];

    snprintf(number, sizeof number, "%2zu. ", rank);
    show_head(number, hit, style);
    show_section(hit, style);
    if (snippet)
        print_wrapped(json_string_value(snippet),
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
    const struct style style = print_style(stdout);
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

/* Print what was counted: "6 paragraphs in 4 reports of 4 authorities". */
static void
put_counted(const json_t *result, FILE *out)
{
    const json_t *totals = json_object_get(result, "totals");
    const size_t reports = member_count(totals, "reports");
    const size_t authorities = member_count(totals, "authorities");
    char number[PRINT_NUMBER_SIZE];

    print_counted(member_count(result, "total"), "paragraph", out);
    if (reports > 0) {
        fputs(" in ", out);
        print_counted(reports, "report", out);
    } else {
        fputs(" found", out);
    }
    if (authorities > 0)
        findings_putf(out, " of %s authorit%s",
                      print_number(authorities, number),
                      authorities == 1 ? "y" : "ies");
}

/* Print which part of the list this page is, unless it is all, and how many
 * different hits there are, if near-duplicates were collapsed. */
static void
put_page(const json_t *result, size_t offset, size_t ranked, FILE *out)
{
    const size_t n = json_array_size(json_object_get(result, "hits"));
    const size_t total = member_count(result, "total");
    const size_t shown = json_object_get(result, "shown")
                             ? member_count(result, "shown")
                             : total;
    char number[PRINT_NUMBER_SIZE];

    if (offset > 0 && n == 0 && offset >= ranked)
        findings_putf(out, "; the list ends at %s",
                      print_number(ranked, number));
    if (n == 0 || n == ranked)
        return;
    if (n == 1)
        fputs("; number ", out);
    else
        findings_putf(out, "; %s to ", print_number(offset + 1, number));
    fputs(print_number(offset + n, number), out);
    if (shown != total && offset + n <= shown)
        findings_putf(out, " of %s different ones",
                      print_number(shown, number));
    fputs(" shown", out);
}

static void
put_totals(const json_t *result, size_t offset, FILE *out)
{
    const size_t total = member_count(result, "total");
    const json_t *list = json_object_get(result, "ranked");
    const size_t ranked = list ? member_count(result, "ranked") : total;
    const size_t shown = list ? member_count(result, "shown") : total;
    const size_t in_part = ranked - shown;
    char number[PRINT_NUMBER_SIZE];

    if (total > 0 || in_part == 0)
        put_counted(result, out);
    else
        findings_putf(out,
                      "No paragraph contains all of it; %s match%s in part",
                      print_number(in_part, number), in_part == 1 ? "es" : "");
    put_page(result, offset, ranked, out);
    if (total > 0 && in_part > 0)
        findings_putf(out, "; %s more match%s in part",
                      print_number(in_part, number), in_part == 1 ? "es" : "");
}

/* Whether so few are counted that people should be told how to see more. */
static bool
has_way_on(const json_t *result)
{
    enum { FEW = 10 }; /* less than a page */
    const size_t total = member_count(result, "total");

    return total > 0 && total < FEW &&
           member_count(result, "ranked") > member_count(result, "shown");
}

void
show_totals(const json_t *result, size_t offset, FILE *out)
{
    const struct style style = print_style(out);
    char *line = NULL;
    size_t size;
    FILE *to = open_memstream(&line, &size);

    if (!to)
        return;
    put_totals(result, offset, to);
    fclose(to);
    print_line(line, out);
    if (has_way_on(result))
        print_wrapped(
            "Few paragraphs contain enough of it to be counted. Those "
            "that match in part come after them; --match any counts "
            "these too.",
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

enum { LABEL = 14 };

/* Print the most frequent values; --json prints all. */
static void
put_facet(const char *name, const json_t *counts, const struct style *style)
{
    enum { VALUES_MAX = 12 };
    size_t column = LABEL, i;
    json_t *count;

    findings_putf(stdout, "%-*s", LABEL, name);
    json_array_foreach(counts, i, count)
    {
        char number[32];
        const char *value = member_text(count, "value");
        if (i == VALUES_MAX) {
            snprintf(number, sizeof number, "and %zu more",
                     json_array_size(counts) - i);
            if (column + 1 + strlen(number) > style->width)
                printf("\n%*s", LABEL, "");
            else
                putchar(' ');
            fputs(number, stdout);
            break;
        }
        const int digits = snprintf(number, sizeof number, " %zu",
                                    member_count(count, "count"));
        const size_t width = print_width(value) + (size_t)digits;
        if (i > 0 && column + 2 + width + 1 > style->width) {
            printf(",\n%*s", LABEL, "");
            column = LABEL;
        } else if (i > 0) {
            fputs(", ", stdout);
            column += 2;
        }
        print_text(value, stdout);
        fputs(number, stdout);
        column += width;
    }
    putchar('\n');
}

/* Print all years in order, one to a line, with their months. */
static void
put_years(const char *name, const json_t *years, const struct style *style)
{
    size_t i;
    json_t *year;

    json_array_foreach(years, i, year)
    {
        const json_t *months = json_object_get(year, "within");
        findings_putf(stdout, "%-*s%s %zu", LABEL, i == 0 ? name : "",
                      member_text(year, "value"), member_count(year, "count"));
        putchar('\n');
        if (json_array_size(months) > 0)
            put_facet("", months, style);
    }
}

void
show_facets(const json_t *result, const char *counted)
{
    const struct style style = print_style(stdout);
    json_t *facets = json_object_get(result, "facets");
    const char *name;
    json_t *counts;

    if (counted && strcmp(counted, "paragraphs") != 0) {
        findings_putf(stdout, "Counts of %s:", counted);
        putchar('\n');
    }
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
