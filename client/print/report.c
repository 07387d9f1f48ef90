/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/report.h"
#include "print/cite.h"
#include "print/grid.h"
#include "print/member.h"
#include "print/sheet.h"

#include "findings/visible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INDENT = 4 };

/* What has no value is a dash. */
static const char *
text_or_dash(const json_t *object, const char *key)
{
    const char *text = member_text(object, key);
    return *text ? text : "-";
}

/* What it is about; failing that, its title or the name of its file. */
static const char *
name_of(const json_t *report)
{
    const char *subject = member_subject(report);
    const char *title = member_text(report, "title");

    return *subject ? subject : *title ? title : member_text(report, "source");
}

/* Print what write() writes, wrapped, its first line not indented. */
static void
put_wrapped(const json_t *report,
            void (*write)(const json_t *report, FILE *out),
            const struct style *style)
{
    char *line = NULL;
    size_t size;
    FILE *out = open_memstream(&line, &size);

    if (!out)
        return;
    write(report, out);
    fclose(out);
    print_wrapped_after("", line, INDENT, style);
    free(line);
}

/* A list. */

static void
write_row(const json_t *report, FILE *out)
{
    const char *date = member_date(report);

    findings_putf(out, "%s%s%s | %s | %s | ", name_of(report),
                  *date ? ", " : "", date, member_text(report, "framework"),
                  text_or_dash(report, "overall"));
    print_counted(member_count(report, "paragraphs"), "paragraph", out);
    findings_putf(out, " [%s]", member_text(report, "id"));
}

static void
put_row(const json_t *report, const struct style *style)
{
    put_wrapped(report, write_row, style);
    fputs(style->dim, stdout);
    print_wrapped(text_or_dash(report, "path"), NULL, INDENT, style);
    fputs(style->plain, stdout);
}

void
report_show_list(const json_t *reports)
{
    const struct style style = print_style(stdout);
    size_t i;
    json_t *report;

    json_array_foreach(reports, i, report) { put_row(report, &style); }
    if (i > 0)
        putchar('\n');
    print_counted(json_array_size(reports), "report", stdout);
    putchar('\n');
}

json_t *
report_rows(const json_t *reports)
{
    static const char *const keys[] = {"report",   "date",       "authority",
                                       "provider", "framework",  "title",
                                       "overall",  "paragraphs", "path"};
    enum { N_KEYS = sizeof keys / sizeof *keys };
    json_t *rows = json_array(), *row = json_array(), *report;
    size_t i;

    for (size_t k = 0; k < N_KEYS; k++)
        json_array_append_new(row, json_string(keys[k]));
    json_array_append_new(rows, row);
    json_array_foreach(reports, i, report)
    {
        row = json_array();
        for (size_t k = 0; k < N_KEYS; k++) {
            json_t *value = json_object_get(report, k == 0 ? "id" : keys[k]);
            json_array_append_new(
                row, json_is_integer(value)
                         ? json_incref(value)
                         : json_string(member_text(report, keys[k])));
        }
        json_array_set_new(row, 0, json_string(member_text(report, "id")));
        json_array_append_new(rows, row);
    }
    return rows;
}

/* One report. */

static void
write_head(const json_t *report, FILE *out)
{
    const char *date = member_date(report);

    findings_putf(out, "%s%s%s [%s]", name_of(report), *date ? ", " : "", date,
                  member_text(report, "id"));
}

static void
write_facts(const json_t *report, FILE *out)
{
    static const char *const pages[] = {"recognised_pages", "unread_pages"};
    const char *overall = member_text(report, "overall");
    const char *lead = member_text(report, "lead_inspector");
    char dates[CITE_DATE_SIZE];

    findings_putf(out, "%s%s%s | ", member_text(report, "framework"),
                  *overall ? " | overall " : "", overall);
    print_counted(member_count(report, "paragraphs"), "paragraph", out);
    cite_inspected(report, dates);
    findings_putf(out, "%s%s", *dates ? " | " : "", dates);
    if (*member_text(report, "published")) {
        cite_date(report, dates);
        findings_putf(out, " | %s", dates);
    }
    findings_putf(out, "%s%s", *lead ? " | lead inspector " : "", lead);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        const size_t n = member_count(report, pages[i]);
        if (n == 0)
            continue;
        fputs(" | ", out);
        print_counted(n, "page", out);
        fputs(i == 0 ? " read by OCR" : " not read without OCR", out);
    }
    if (member_count(report, "copies") > 0) {
        fputs(" | ", out);
        print_counted(member_count(report, "copies"), "other file", out);
        fputs(" with the same report", out);
    }
}

static void
put_about(const json_t *report, const struct style *style)
{
    char *facts = NULL;
    size_t size;
    FILE *out = open_memstream(&facts, &size);

    fputs(style->strong, stdout);
    put_wrapped(report, write_head, style);
    fputs(style->plain, stdout);
    if (*member_text(report, "title"))
        print_wrapped(member_text(report, "title"), NULL, INDENT, style);
    if (out) {
        write_facts(report, out);
        fclose(out);
        print_wrapped(facts, NULL, INDENT, style);
    }
    free(facts);
    print_wrapped(text_or_dash(report, "path"), NULL, INDENT, style);
}

static json_t *
pages_cell(const json_t *section)
{
    const json_t *pages = json_object_get(section, "pages");
    const json_int_t first = json_integer_value(json_array_get(pages, 0));
    const json_int_t last = json_integer_value(json_array_get(pages, 1));

    if (first == 0)
        return json_string("");
    return first == last ? json_sprintf("%d", (int)first)
                         : json_sprintf("%d-%d", (int)first, (int)last);
}

/* Add a section, below its chapter if that is another than before. */
static void
add_section(json_t *rows, const json_t *section, const char **chapter)
{
    const char *own = member_text(section, "chapter");
    const char *heading = member_text(section, "section");
    const char *grade = member_text(section, "section_grade");

    if (strcmp(own, *chapter) != 0 && *own)
        json_array_append_new(rows, json_pack("[s]", own));
    *chapter = own;
    json_array_append_new(
        rows,
        json_pack("[o, s, o, o]",
                  json_sprintf("%s%s", *own ? "  " : "",
                               *heading ? heading : "(no heading)"),
                  strcmp(grade, "ungraded") == 0 ? "" : grade,
                  json_integer((json_int_t)member_count(section, "paragraphs")),
                  pages_cell(section)));
}

static void
put_sections(const json_t *result, const struct style *style)
{
    json_t *rows =
        json_pack("[[s, s, s, s]]", "Section", "grade", "paragraphs", "pages");
    const char *chapter = "";
    size_t i;
    json_t *section;

    json_array_foreach(json_object_get(result, "sections"), i, section)
    {
        add_section(rows, section, &chapter);
    }
    putchar('\n');
    sheet_print(rows, 1, style);
    json_decref(rows);
}

/* Print its judgements as those of several reports are printed. */
static void
put_judgements(const json_t *result)
{
    static const char *const keys[] = {"authority", "provider", "framework",
                                       "date", NULL};
    const json_t *report = json_object_get(result, "report");
    json_t *list = json_deep_copy(json_object_get(result, "judgements"));
    json_t *whole = json_pack("{s:o}", "judgements", list), *judgement;
    size_t i;

    json_array_foreach(list, i, judgement)
    {
        json_object_set(judgement, "report", json_object_get(report, "id"));
        for (size_t k = 0; keys[k]; k++)
            json_object_set(judgement, keys[k],
                            json_object_get(report, keys[k]));
    }
    if (json_array_size(list) > 0) {
        putchar('\n');
        grid_show_judgements(whole);
    }
    json_decref(whole);
}

static void
put_recommendations(const json_t *result, const struct style *style)
{
    const json_t *list = json_object_get(result, "recommendations");
    size_t i;
    json_t *one;

    if (json_array_size(list) == 0)
        return;
    putchar('\n');
    fputs(style->strong, stdout);
    fputs("Recommendations", stdout);
    fputs(style->plain, stdout);
    putchar('\n');
    json_array_foreach(list, i, one)
    {
        const char *deadline = member_text(one, "deadline");
        putchar('\n');
        fputs("    ", stdout);
        findings_putf(stdout, "%s%s[%s]", deadline, *deadline ? " " : "",
                      member_text(one, "id"));
        putchar('\n');
        print_wrapped(member_text(one, "text"), NULL, INDENT, style);
    }
}

void
report_show(const json_t *result)
{
    const struct style style = print_style(stdout);

    put_about(json_object_get(result, "report"), &style);
    put_sections(result, &style);
    put_judgements(result);
    put_recommendations(result, &style);
}

/* Its text. */

void
report_show_paragraph(const json_t *paragraph,
                      const json_t *last,
                      const struct style *style)
{
    json_t *now = member_headings(paragraph),
           *before = last ? member_headings(last) : json_string("");
    const char *headings = json_string_value(now);
    char lead[64] = "    ", number[CITE_NUMBER_SIZE];

    putchar('\n');
    if (*headings && !json_equal(now, before)) {
        fputs(style->strong, stdout);
        print_wrapped(headings, NULL, 0, style);
        fputs(style->plain, stdout);
        putchar('\n');
    }
    if (cite_number(paragraph, "number", number) &&
        !json_is_integer(json_object_get(paragraph, "item")))
        snprintf(lead, sizeof lead, "%3s ", number);
    else if (json_is_integer(json_object_get(paragraph, "item")))
        snprintf(lead, sizeof lead, "  - ");
    print_wrapped_after(lead, member_text(paragraph, "text"), INDENT, style);
    json_decref(now);
    json_decref(before);
}
