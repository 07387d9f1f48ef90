/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/show.h"
#include "print/cite.h"
#include "print/incomplete.h"
#include "print/line.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Write the grade, and where it is from. */
static void
write_grade(struct line *line, const json_t *record)
{
    const char *source = member_text(record, "grade_source");
    const char *grade = member_text(record, "grade");
    const char *section_grade = member_text(record, "section_grade");

    line_mark(line, style_grade(line->style, grade), grade);
    if (strcmp(source, "none") == 0)
        return;
    fputs(" (", line->out);
    print_text(source, line->out);
    if (strcmp(grade, section_grade) != 0) {
        fputs("; section ", line->out);
        print_text(section_grade, line->out);
    }
    putc(')', line->out);
}

/* Write whom it is about, date, place, framework, service area and grade. */
static void
write_head(struct line *line, const json_t *record)
{
    const char *subject = member_subject(record);
    const char *date = member_date(record);
    const char *framework = member_text(record, "framework");
    json_t *areas = member_joined(record, "service_area", ", ");

    line_mark(line, line->style->strong,
              *subject ? subject : member_text(record, "source"));
    if (*date) {
        fputs(", ", line->out);
        print_text(date, line->out);
    }
    cite_put_place(record, line->out);
    if (*framework) {
        fputs(" | ", line->out);
        print_text(framework, line->out);
    }
    fputs(" | ", line->out);
    print_text(json_string_value(areas), line->out);
    json_decref(areas);
    fputs(" | ", line->out);
    write_grade(line, record);
}

void
show_head(const char *lead, const json_t *record, const struct style *style)
{
    enum { INDENT = 4 };
    struct line line;

    line_open(&line, style);
    write_head(&line, record);
    line_print(&line, lead, INDENT);
}

void
show_section(const json_t *record, const struct style *style)
{
    json_t *headings = member_headings(record);
    const char *kind = member_text(record, "kind");
    const char *deadline = member_text(record, "deadline");
    struct line line;

    line_open(&line, style);
    print_text(json_string_value(headings), line.out);
    if (strcmp(kind, "finding") != 0)
        findings_putf(line.out, "%s(%s%s%s)",
                      *json_string_value(headings) ? " " : "", kind,
                      *deadline ? ", " : "", deadline);
    line_id(&line, member_text(record, "id"));
    line_print(&line, "    ", 4);
    json_decref(headings);
}

void
show_write_also(const json_t *also, FILE *out)
{
    const size_t paragraphs = member_count(also, "paragraphs");
    const size_t reports = member_count(also, "reports");

    fputs("also in ", out);
    if (reports == 0) {
        print_counted(paragraphs, "paragraph", out);
        fputs(" of this report", out);
    } else {
        print_counted(reports, "report", out);
    }
    if (reports > 0 && paragraphs != reports) {
        fputs(" (", out);
        print_counted(paragraphs, "paragraph", out);
        putc(')', out);
    }
}

static void
put_also(const json_t *also, const struct style *style)
{
    struct line line;

    if (member_count(also, "paragraphs") == 0)
        return;
    line_open(&line, style);
    show_write_also(also, line.out);
    fputs(style->dim, stdout);
    line_print(&line, "    ", 4);
    fputs(style->plain, stdout);
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
            print_wrapped("-- not counted: those below match only in part --",
                          NULL, 0, &style);
            putchar('\n');
            is_parted = true;
        }
        show_hit(hit, offset + i + 1, &style);
        putchar('\n');
    }
}

/* What the counts before it are of, if not of the whole index. */
static void
put_where(const json_t *result, FILE *out)
{
    if (json_object_get(result, incomplete_key))
        fputs(", in those parts of the index that answered", out);
}

void
show_write_counted(const json_t *result, FILE *out)
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
    put_where(result, out);
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

    if (total > 0 || in_part == 0) {
        show_write_counted(result, out);
    } else {
        fputs("No paragraph contains all of it", out);
        put_where(result, out);
        findings_putf(out, "; %s match%s in part",
                      print_number(in_part, number), in_part == 1 ? "es" : "");
    }
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
