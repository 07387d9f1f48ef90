/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mcp/texts.h"

#include "mcp/tool.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"

#include <string.h>

/* Write a member after a separator, if there is one. */
static void
put_member(const json_t *object, const char *before, const char *key, FILE *out)
{
    const char *text = member_text(object, key);

    if (*text)
        findings_putf(out, "%s%s", before, text);
}

/* Write the strings of a list, if there are any. */
static void
put_list(const json_t *object, const char *before, const char *key, FILE *out)
{
    json_t *joined = member_joined(object, key, ", ");
    const char *text = json_string_value(joined);

    if (text && *text)
        findings_putf(out, "%s%s", before, text);
    json_decref(joined);
}

/* Write "inadequate (stated; section adequate)". */
static void
put_grade(const json_t *record, FILE *out)
{
    const char *grade = member_text(record, "grade");
    const char *source = member_text(record, "grade_source");
    const char *section = member_text(record, "section_grade");

    findings_putf(out, " | %s", grade);
    if (!*source || strcmp(source, "none") == 0)
        return;
    findings_putf(out, " (%s", source);
    if (*section && strcmp(grade, section) != 0)
        findings_putf(out, "; section %s", section);
    putc(')', out);
}

/* Write text of a report. */
static void
put_quoted(const char *text, FILE *out)
{
    if (!*text)
        return;
    findings_putf(out, "   > %s", text);
    putc('\n', out);
}

/* Write what a record is, on one line. */
static void
put_record(const json_t *record, FILE *out)
{
    findings_putf(out, "[%s] %s", member_text(record, "id"),
                  member_text(record, "citation"));
    put_member(record, " | ", "framework", out);
    put_list(record, " | ", "service_area", out);
    put_member(record, " | ", "kind", out);
    put_member(record, ", ", "deadline", out);
    put_grade(record, out);
    if (json_is_false(json_object_get(record, "counted")))
        fputs(" | matches only in part, not counted", out);
    const size_t also =
        member_count(json_object_get(record, "also"), "paragraphs");
    if (also > 0) {
        fputs(" | nearly the same in ", out);
        print_counted(also, "other paragraph", out);
    }
    putc('\n', out);
}

static void
put_hits(const json_t *list, size_t offset, FILE *out)
{
    size_t i;
    json_t *hit;

    json_array_foreach(list, i, hit)
    {
        findings_putf(out, "%zu. ", offset + i + 1);
        put_record(hit, out);
        put_quoted(member_text(hit, "snippet"), out);
    }
}

/* Write "Leeds 12, Hull 3" of {value, count}; n is how many there are. */
static void
put_counts(const json_t *list, size_t n, FILE *out)
{
    enum { MOST = 20 };

    for (size_t i = 0; i < n && i < MOST; i++) {
        const json_t *item = json_array_get(list, i);
        const char *value = member_text(item, "value");
        findings_putf(out, "%s%s %zu", i > 0 ? ", " : "",
                      *value ? value : "(none)", member_count(item, "count"));
    }
    if (n > MOST)
        findings_putf(out, ", and %zu more", n - MOST);
}

/* Write what may have been meant. */
static void
put_choices(const json_t *list, FILE *out)
{
    put_counts(list, json_array_size(list), out);
}

/* Write "7 paragraphs in 4 reports of 4 authorities". */
static void
put_totals(const json_t *result, FILE *out)
{
    const json_t *totals = json_object_get(result, "totals");
    const size_t authorities = member_count(totals, "authorities");

    print_counted(member_count(result, "total"), "paragraph", out);
    fputs(" in ", out);
    print_counted(member_count(totals, "reports"), "report", out);
    findings_putf(out, " of %zu authorit%s", authorities,
                  authorities == 1 ? "y" : "ies");
}

/* Write how to go on, if there is more. */
static void
put_next(const struct call *call, const json_t *result, FILE *out)
{
    if (!json_object_get(result, "next_offset"))
        return;
    findings_putf(out,
                  "There is more: call %s again with offset %zu and the same "
                  "other arguments.",
                  call->tool->name, member_count(result, "next_offset"));
    putc('\n', out);
}

/* Write "Items 1 to 50 of 71." */
static void
put_page(const struct call *call,
         const json_t *result,
         const char *noun,
         size_t n,
         size_t total,
         FILE *out)
{
    print_counted(total, noun, out);
    if (n > 0 && n < total)
        findings_putf(out, "; %zu to %zu follow", call->offset + 1,
                      call->offset + n);
    else if (n == 0 && total > 0 && call->offset >= total)
        fputs("; the offset is beyond the last", out);
    fputs(".\n", out);
    put_next(call, result, out);
}

/* Write the first few of the phrases of a list, each of whose strings has
 * several, separated by commas. */
static void
put_phrases(const json_t *idea, const char *before, const char *key, FILE *out)
{
    enum { MOST = 6 };
    json_t *joined = member_joined(idea, key, ", ");
    const char *p = json_string_value(joined);
    size_t n = 0, len;

    for (; p && *p; p += len + strspn(p + len, ", ")) {
        len = strcspn(p, ",");
        if (++n <= MOST)
            findings_putf(out, "%s%.*s", n == 1 ? before : ", ", (int)len, p);
    }
    if (n > MOST)
        findings_putf(out, " and %zu more", n - MOST);
    json_decref(joined);
}

/* Write one idea of the query. */
static void
put_idea(const json_t *idea, FILE *out)
{
    static const struct {
        const char *key, *before;
    } lists[] = {{"same", "; the same: "},
                 {"wordings", "; other wordings: "},
                 {"narrower", "; narrower: "},
                 {"related", "; related: "}};
    size_t i;
    json_t *value;

    findings_putf(out, "- \"%s\": ", member_text(idea, "idea"));
    print_counted(member_count(idea, "paragraphs"), "paragraph", out);
    for (i = 0; i < sizeof lists / sizeof *lists; i++)
        put_phrases(idea, lists[i].before, lists[i].key, out);
    json_array_foreach(json_object_get(idea, "values"), i, value)
    {
        findings_putf(out, "; also %s = %s", member_text(value, "field"),
                      member_text(value, "value"));
    }
    putc('\n', out);
}

static void
put_suggestion(const json_t *suggestion, FILE *out)
{
    const bool is_applied =
        json_is_true(json_object_get(suggestion, "applied"));

    findings_putf(out, "- \"%s\" is found hardly anywhere; %s",
                  member_text(suggestion, "typed"),
                  is_applied ? "searched for instead: " : "perhaps meant: ");
    put_choices(json_object_get(suggestion, "words"), out);
    fputs(is_applied ? ". Set exact to search for it as typed.\n" : "\n", out);
}

/* Write how the query was understood, and what of the request is not in the
 * index. */
static void
put_understood(const json_t *result, FILE *out)
{
    const json_t *query = json_object_get(result, "query");
    const char *parsed = member_text(query, "parsed");
    size_t i;
    json_t *item;

    if (*parsed) {
        findings_putf(out, "The query was understood as: %s", parsed);
        putc('\n', out);
    }
    json_array_foreach(json_object_get(query, "understood"), i, item)
    {
        put_idea(item, out);
    }
    json_array_foreach(json_object_get(query, "suggestions"), i, item)
    {
        put_suggestion(item, out);
    }
    json_array_foreach(json_object_get(query, "notes"), i, item)
    {
        findings_putf(out, "- %s", json_string_value(item));
        putc('\n', out);
    }
    json_array_foreach(json_object_get(result, "unknown"), i, item)
    {
        findings_putf(out, "- %s \"%s\" is not in the index",
                      member_text(item, "field"), member_text(item, "value"));
        if (json_object_get(item, "suggestions")) {
            fputs("; perhaps meant: ", out);
            put_choices(json_object_get(item, "suggestions"), out);
        }
        putc('\n', out);
    }
}

static void
put_facets(const json_t *result, FILE *out)
{
    json_t *facets = json_object_get(result, "facets");
    const json_t *totals = json_object_get(result, "facets_total");
    const char *field;
    json_t *counts;

    json_object_foreach(facets, field, counts)
    {
        if (json_array_size(counts) == 0)
            continue;
        findings_putf(out, "By %s: ", field);
        put_counts(counts, member_count(totals, field), out);
        putc('\n', out);
    }
}

void
text_search(const struct call *call, const json_t *result, FILE *out)
{
    const json_t *hits = json_object_get(result, "hits");
    const size_t n = json_array_size(hits);
    const size_t ranked = member_count(result, "ranked");
    const size_t shown = member_count(result, "shown");

    put_totals(result, out);
    fputs(" are counted (exact).", out);
    if (n > 0)
        findings_putf(out, " Hits %zu to %zu of %zu follow.", call->offset + 1,
                      call->offset + n, ranked);
    if (ranked > shown)
        findings_putf(out, " Matching only in part: %zu, which come last.",
                      ranked - shown);
    putc('\n', out);
    put_understood(result, out);
    put_facets(result, out);
    put_hits(hits, call->offset, out);
    put_next(call, result, out);
}

/* Write a paragraph with all of its text. */
static void
put_paragraph(const json_t *record, FILE *out)
{
    put_record(record, out);
    put_quoted(member_text(record, "text"), out);
}

static void
put_neighbours(const json_t *list, const char *lead, FILE *out)
{
    size_t i;
    json_t *record;

    json_array_foreach(list, i, record)
    {
        fputs(lead[0] == 'b' ? "Before it: " : "After it: ", out);
        put_paragraph(record, out);
    }
}

void
text_paragraph(const struct call *call, const json_t *result, FILE *out)
{
    (void)call;
    put_neighbours(json_object_get(result, "before"), "before", out);
    put_paragraph(json_object_get(result, "paragraph"), out);
    put_neighbours(json_object_get(result, "after"), "after", out);
}

/* Write one report, on a line. */
static void
put_report(const json_t *report, FILE *out)
{
    findings_putf(out, "[%s] %s", member_text(report, "id"),
                  member_text(report, "citation"));
    put_member(report, " | ", "framework", out);
    put_member(report, " | overall ", "overall", out);
    fputs(" | ", out);
    print_counted(member_count(report, "paragraphs"), "paragraph", out);
    putc('\n', out);
}

static void
put_judgement(const json_t *judgement, FILE *out)
{
    const char *source = member_text(judgement, "source");

    fputs("- ", out);
    put_member(judgement, "", "report", out);
    put_list(judgement, *member_text(judgement, "report") ? " | " : "",
             "service_area", out);
    put_member(judgement, " | ", "judgement", out);
    put_member(judgement, ": ", "grade", out);
    if (*source)
        findings_putf(out, " (%s)", source);
    putc('\n', out);
}

static void
put_section(const json_t *section, FILE *out)
{
    fputs("- ", out);
    put_member(section, "", "chapter", out);
    put_member(section, *member_text(section, "chapter") ? " > " : "",
               "section", out);
    put_member(section, " | ", "section_grade", out);
    fputs(" | ", out);
    print_counted(member_count(section, "paragraphs"), "paragraph", out);
    findings_putf(out, " from [%s]", member_text(section, "first"));
    putc('\n', out);
}

static void
put_recommendation(const json_t *recommendation, FILE *out)
{
    findings_putf(out, "- [%s]", member_text(recommendation, "id"));
    put_member(recommendation, " ", "deadline", out);
    putc('\n', out);
    put_quoted(member_text(recommendation, "text"), out);
}

/* Write each item of a list below a heading. */
static void
put_each(const json_t *list,
         const char *heading,
         void (*put)(const json_t *item, FILE *out),
         FILE *out)
{
    size_t i;
    json_t *item;

    if (json_array_size(list) > 0) {
        findings_putf(out, "%s", heading);
        putc('\n', out);
    }
    json_array_foreach(list, i, item) { put(item, out); }
}

void
text_report(const struct call *call, const json_t *result, FILE *out)
{
    const json_t *recommendations = json_object_get(result, "recommendations");
    const size_t n_sections = member_count(result, "sections_total");

    put_report(json_object_get(result, "report"), out);
    put_each(json_object_get(result, "judgements"),
             "Judgements:", put_judgement, out);
    findings_putf(out, "It has %zu sections.", n_sections);
    putc('\n', out);
    put_each(json_object_get(result, "sections"), "Sections:", put_section,
             out);
    put_page(call, result, "recommendation", json_array_size(recommendations),
             member_count(result, "recommendations_total"), out);
    put_each(recommendations, "Recommendations:", put_recommendation, out);
}

void
text_reports(const struct call *call, const json_t *result, FILE *out)
{
    const json_t *list = json_object_get(result, "reports");

    put_page(call, result, "report", json_array_size(list),
             member_count(result, "total"), out);
    put_understood(result, out);
    put_each(list, "Reports:", put_report, out);
}

void
text_judgements(const struct call *call, const json_t *result, FILE *out)
{
    const json_t *list = json_object_get(result, "judgements");

    put_page(call, result, "judgement", json_array_size(list),
             member_count(result, "total"), out);
    put_understood(result, out);
    put_each(list, "Judgements:", put_judgement, out);
}

/* Write a row of a table of Markdown: its value, its numbers, its count. */
static void
put_row(const json_t *row, const json_t *numbers, FILE *out)
{
    const char *value = member_text(row, "value");
    size_t i;
    json_t *number;

    findings_putf(out, "| %s |", *value ? value : "(none)");
    json_array_foreach(numbers, i, number)
    {
        findings_putf(out, " %" JSON_INTEGER_FORMAT " |",
                      json_integer_value(number));
    }
    findings_putf(out, " %zu |", member_count(row, "count"));
    putc('\n', out);
}

void
text_matrix(const struct call *call, const json_t *result, FILE *out)
{
    const json_t *rows = json_object_get(result, "rows");
    const json_t *columns = json_object_get(result, "columns");
    const json_t *cells = json_object_get(result, "cells");
    const json_t *values = json_object_get(rows, "values");
    const size_t n = json_array_size(json_object_get(columns, "values"));
    size_t i;
    json_t *value;

    put_totals(result, out);
    findings_putf(out, " are counted; the cells count %s (exact).",
                  member_text(result, "count"));
    putc('\n', out);
    put_page(call, result, "row", json_array_size(values),
             member_count(rows, "total"), out);
    if (n < member_count(columns, "total")) {
        findings_putf(out, "Only the first %zu of %zu columns follow.", n,
                      member_count(columns, "total"));
        putc('\n', out);
    }
    put_understood(result, out);
    findings_putf(out, "| %s |", member_text(rows, "field"));
    json_array_foreach(json_object_get(columns, "values"), i, value)
    {
        const char *text = member_text(value, "value");
        findings_putf(out, " %s |", *text ? text : "(none)");
    }
    fputs(" all |\n|", out);
    for (i = 0; i < n + 2; i++)
        fputs("---|", out);
    putc('\n', out);
    json_array_foreach(values, i, value)
    {
        put_row(value, json_array_get(cells, i), out);
    }
}

/* Write both grades of a judgement; "-" if a report does not have it. */
static void
put_compared(const json_t *judgement, FILE *out)
{
    const char *first = member_text(judgement, "first");
    const char *second = member_text(judgement, "second");

    put_list(judgement, "- ", "service_area", out);
    findings_putf(out, " | %s: %s | %s", member_text(judgement, "judgement"),
                  *first ? first : "-", *second ? second : "-");
    putc('\n', out);
}

void
text_compare(const struct call *call, const json_t *result, FILE *out)
{
    const json_t *reports = json_object_get(result, "reports");
    size_t i;
    json_t *found;

    (void)call;
    put_each(reports, "The two reports:", put_report, out);
    if (!json_object_get(result, "framework"))
        fputs("They are of different kinds of inspection.\n", out);
    put_each(json_object_get(result, "judgements"),
             "Judgements, of the first and the second report:", put_compared,
             out);
    put_understood(result, out);
    json_array_foreach(json_object_get(result, "paragraphs"), i, found)
    {
        findings_putf(
            out, "In [%s]: ", member_text(json_array_get(reports, i), "id"));
        print_counted(member_count(found, "total"), "paragraph", out);
        fputs(" (exact).\n", out);
        put_hits(json_object_get(found, "hits"), 0, out);
    }
}

static void
put_citation(const json_t *citation, FILE *out)
{
    findings_putf(out, "> %s", member_text(citation, "quoted"));
    putc('\n', out);
}

static void
put_missing(const json_t *missing, FILE *out)
{
    findings_putf(out, "- %s: %s", member_text(missing, "id"),
                  member_text(missing, "reason"));
    putc('\n', out);
}

void
text_cite(const struct call *call, const json_t *result, FILE *out)
{
    (void)call;
    put_each(json_object_get(result, "citations"), "Citations:", put_citation,
             out);
    put_each(json_object_get(result, "missing"), "Not found:", put_missing,
             out);
}
