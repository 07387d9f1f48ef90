/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/grid.h"
#include "print/line.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"
#include "print/sheet.h"

#include "findings/schema.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void
add(json_t *row, const char *text)
{
    json_array_append_new(row, json_string(text));
}

static json_t *
row_of(const char *label)
{
    return json_pack("[s]", label);
}

/* Counts. */

static const char *
value_of(const json_t *counted)
{
    const char *value = member_text(counted, "value");
    return *value ? value : "(none)";
}

json_t *
grid_matrix(const json_t *result)
{
    const json_t *rows = json_object_get(result, "rows");
    const json_t *columns =
        json_object_get(json_object_get(result, "columns"), "values");
    const json_t *cells = json_object_get(result, "cells");
    json_t *grid = json_array(), *line = row_of(member_text(rows, "field"));
    size_t i, j;
    json_t *value, *cell;

    json_array_foreach(columns, i, value) { add(line, value_of(value)); }
    add(line, "total");
    json_array_append_new(grid, line);
    json_array_foreach(json_object_get(rows, "values"), i, value)
    {
        line = row_of(value_of(value));
        json_array_foreach(json_array_get(cells, i), j, cell)
        {
            json_array_append(line, cell);
        }
        json_array_append(line, json_object_get(value, "count"));
        json_array_append_new(grid, line);
    }
    line = row_of("total");
    json_array_foreach(columns, i, value)
    {
        json_array_append(line, json_object_get(value, "count"));
    }
    /* The grand total counts the same as the cells. */
    const json_t *all = json_object_get(result, "totals");
    json_t *sum = json_object_get(all, member_text(result, "count"));
    json_array_append(line, sum ? sum : json_object_get(result, "total"));
    json_array_append_new(grid, line);
    return grid;
}

/* By name; what has no value comes last. */
static int
compare_values(const void *a, const void *b)
{
    const char *one = member_text(*(json_t *const *)a, "value");
    const char *other = member_text(*(json_t *const *)b, "value");

    if (!*one || !*other)
        return !*one - !*other;
    const int order = strcasecmp(one, other);
    return order != 0 ? order : strcmp(one, other);
}

void
grid_sort_axis(json_t *axis)
{
    const struct findings_field *field =
        findings_field(member_text(axis, "field"));
    json_t *values = json_object_get(axis, "values");
    const size_t n = json_array_size(values);
    json_t **sorted = calloc(n + 1, sizeof *sorted);

    if (sorted && n > 0 && field && !findings_words(field) &&
        field->kind != FINDINGS_DATE) {
        for (size_t i = 0; i < n; i++)
            sorted[i] = json_incref(json_array_get(values, i));
        qsort(sorted, n, sizeof *sorted, compare_values);
        for (size_t i = 0; i < n; i++)
            json_array_set_new(values, i, sorted[i]);
    }
    free(sorted);
}

/* Where a heading may be split: after its last hyphen or space; 0 if it has
 * none. */
static size_t
joint_of(const char *heading)
{
    size_t joint = 0;

    for (size_t i = 0; heading[i]; i++)
        if (heading[i] == '-' || heading[i] == ' ')
            joint = i + 1;
    return joint;
}

size_t
grid_part_heads(json_t *grid)
{
    enum { LONG = 12 }; /* columns; a longer heading is split */
    json_t *upper = row_of(""), *lower = json_array_get(grid, 0);
    size_t n_parted = 0;

    for (size_t c = 1; c < json_array_size(lower); c++) {
        const char *heading = json_string_value(json_array_get(lower, c));
        const size_t joint =
            print_width(heading) > LONG ? joint_of(heading) : 0;
        const bool is_blank = joint > 0 && heading[joint - 1] == ' ';
        json_array_append_new(upper, json_stringn(heading, joint - is_blank));
        if (joint > 0)
            json_array_set_new(lower, c, json_string(heading + joint));
        n_parted += joint > 0;
    }
    if (n_parted > 0)
        json_array_insert(grid, 0, upper);
    json_decref(upper);
    return n_parted > 0 ? 2 : 1;
}

void
grid_show_matrix(const json_t *result)
{
    const struct style style = print_style(stdout);
    json_t *grid = grid_matrix(result);
    json_t *head = json_array_get(grid, 0);
    const char *rows = json_string_value(json_array_get(head, 0));
    size_t n_heads;

    json_array_set_new(head, 0, json_string(naming_field(rows)));
    n_heads = grid_part_heads(grid);

    sheet_print(grid, n_heads, &style);
    json_decref(grid);
}

/* Grades. */

/* Give each judgement its service areas as one text. */
static void
join_areas(json_t *judgements)
{
    size_t i;
    json_t *judgement;

    json_array_foreach(judgements, i, judgement)
    {
        json_object_set_new(judgement, "service_area",
                            member_joined(judgement, "service_area", ", "));
    }
}

/* The judgements of the result, each with its service areas as one text. */
static const json_t *
judgements_of(const json_t *result)
{
    json_t *judgements = json_object_get(result, "judgements");

    join_areas(judgements);
    return judgements;
}

/* Whether two judgements are the same, ignoring letter case and spaces. */
static bool
is_same_judgement(const json_t *a, const json_t *b)
{
    const char *p = member_text(a, "judgement"),
               *q = member_text(b, "judgement");

    if (strcmp(member_text(a, "service_area"),
               member_text(b, "service_area")) != 0)
        return false;
    for (;; p++, q++) {
        p += strspn(p, " ");
        q += strspn(q, " ");
        if (!*p || strncasecmp(p, q, 1) != 0)
            return *p == *q; /* equal only if both have ended */
    }
}

/* The index of the first object that has this string; the size of the array if
 * there is none. */
static size_t
place_of(const json_t *objects, const char *key, const char *text)
{
    size_t i = 0;

    while (i < json_array_size(objects) &&
           strcmp(member_text(json_array_get(objects, i), key), text) != 0)
        i++;
    return i;
}

json_t *
grid_reports(json_t *judgements)
{
    json_t *reports = json_array();
    size_t i;
    json_t *judgement;

    json_array_foreach(judgements, i, judgement)
    {
        if (place_of(reports, "report", member_text(judgement, "report")) ==
            json_array_size(reports))
            json_array_append(reports, judgement);
    }
    return reports;
}

/* Put the grade into the column; if a report contradicts itself, both grades.
 */
static void
note_grade(json_t *grades, size_t column, const char *grade)
{
    const char *before = json_string_value(json_array_get(grades, column));

    if (!before)
        json_array_set_new(grades, column, json_string(grade));
    else if (!strstr(before, grade))
        json_array_set_new(grades, column,
                           json_sprintf("%s / %s", before, grade));
}

/* In the form in which the daemon compares two reports. */
json_t *
grid_side_by_side(json_t *judgements, const json_t *reports)
{
    json_t *merged = json_array();
    size_t i;
    json_t *judgement;

    join_areas(judgements);
    json_array_foreach(judgements, i, judgement)
    {
        size_t place = 0;
        while (place < json_array_size(merged) &&
               !is_same_judgement(json_array_get(merged, place), judgement))
            place++;
        if (place == json_array_size(merged)) {
            json_t *grades = json_array();
            for (size_t j = 0; j < json_array_size(reports); j++)
                json_array_append_new(grades, json_null());
            json_array_append_new(
                merged,
                json_pack("{s:s, s:s, s:o}", "service_area",
                          member_text(judgement, "service_area"), "judgement",
                          member_text(judgement, "judgement"), "grades",
                          grades));
        }
        note_grade(
            json_object_get(json_array_get(merged, place), "grades"),
            place_of(reports, "report", member_text(judgement, "report")),
            member_text(judgement, "grade"));
    }
    return merged;
}

/* Add the service area of the first-th entry and its judgements, unless they
 * have been added. */
static void
add_area(json_t *rows, const json_t *merged, size_t first)
{
    const char *area =
        member_text(json_array_get(merged, first), "service_area");

    if (place_of(merged, "service_area", area) < first)
        return;
    json_array_append_new(rows, row_of(area));
    for (size_t i = first; i < json_array_size(merged); i++) {
        const json_t *judgement = json_array_get(merged, i);
        size_t j;
        json_t *grade;
        if (strcmp(member_text(judgement, "service_area"), area) != 0)
            continue;
        json_t *row = json_pack(
            "[o]", json_sprintf("  %s", member_text(judgement, "judgement")));
        json_array_foreach(json_object_get(judgement, "grades"), j, grade)
        {
            add(row, json_is_string(grade) ? json_string_value(grade) : "-");
        }
        json_array_append_new(rows, row);
    }
}

/* A member of the report for the head of its column. */
static const char *
head_of(const json_t *report, const char *key)
{
    if (strcmp(key, "subject") == 0)
        return member_subject(report);
    return strcmp(key, "date") == 0 ? member_date(report)
                                    : member_text(report, key);
}

/* Print a column for each report, headed by these members of it. */
static void
show_grades(const char *label,
            const json_t *reports,
            const json_t *merged,
            const char *const *heads,
            const struct style *style)
{
    json_t *rows = json_array(), *report;
    size_t n_heads = 0, i;

    for (; heads[n_heads]; n_heads++) {
        json_t *row = row_of(n_heads == 0 ? label : "");
        json_array_foreach(reports, i, report)
        {
            add(row, head_of(report, heads[n_heads]));
        }
        json_array_append_new(rows, row);
    }
    for (i = 0; i < json_array_size(merged); i++)
        add_area(rows, merged, i);
    sheet_print(rows, n_heads, style);
    json_decref(rows);
}

void
grid_show_judgements(const json_t *result)
{
    static const char *const heads[] = {"date", "framework", NULL};
    const struct style style = print_style(stdout);
    const json_t *judgements = judgements_of(result);
    const size_t n = json_array_size(judgements);
    size_t end;

    /* They are sorted by authority and provider, then date. */
    for (size_t first = 0; first < n; first = end) {
        const char *subject = member_subject(json_array_get(judgements, first));
        json_t *own = json_array();
        for (end = first;
             end < n && strcmp(member_subject(json_array_get(judgements, end)),
                               subject) == 0;
             end++)
            json_array_append(own, json_array_get(judgements, end));
        json_t *reports = grid_reports(own);
        json_t *merged = grid_side_by_side(own, reports);
        if (first > 0)
            putchar('\n');
        show_grades(*subject ? subject : "(authority unknown)", reports, merged,
                    heads, &style);
        json_decref(own);
        json_decref(reports);
        json_decref(merged);
    }
}

json_t *
grid_judgements(const json_t *result)
{
    static const char *const keys[] = {"authority", "provider", "date",
                                       "framework", "report",   "service_area",
                                       "judgement", "grade",    "source"};
    enum { N_KEYS = sizeof keys / sizeof *keys };
    json_t *rows = json_array(), *row = json_array();
    size_t i;
    json_t *judgement;

    for (size_t k = 0; k < N_KEYS; k++)
        add(row, keys[k]);
    json_array_append_new(rows, row);
    json_array_foreach(judgements_of(result), i, judgement)
    {
        row = json_array();
        for (size_t k = 0; k < N_KEYS; k++)
            add(row, member_text(judgement, keys[k]));
        json_array_append_new(rows, row);
    }
    return rows;
}

json_t *
grid_compared(const json_t *result)
{
    const json_t *reports = json_object_get(result, "reports");
    json_t *list = json_array(), *judgement;
    size_t i;

    json_array_foreach(json_object_get(result, "judgements"), i, judgement)
    {
        const json_t *grades = json_object_get(judgement, "grades");
        json_t *object = json_copy(judgement);
        for (size_t j = 0; j < json_array_size(reports); j++) {
            char key[32];
            snprintf(key, sizeof key, "grade_%zu", j + 1);
            json_object_set(object, key, json_array_get(grades, j));
            snprintf(key, sizeof key, "report_%zu", j + 1);
            json_object_set(object, key,
                            json_object_get(json_array_get(reports, j), "id"));
        }
        json_array_append_new(list, object);
    }
    return list;
}

void
grid_show_compared(const json_t *result)
{
    static const char *const heads[] = {"subject", "date", "framework", NULL};
    const struct style style = print_style(stdout);
    const json_t *reports = json_object_get(result, "reports");
    const json_t *judgements = judgements_of(result);
    size_t i;
    json_t *report;

    json_array_foreach(reports, i, report)
    {
        struct line line;
        line_open(&line, &style);
        line_mark(&line, style.strong, member_subject(report));
        fputs(", ", line.out);
        print_text(member_date(report), line.out);
        fputs(", ", line.out);
        print_text(member_text(report, "title"), line.out);
        line_id(&line, member_text(report, "id"));
        line_print(&line, "", 4);
    }
    putchar('\n');
    if (json_array_size(judgements) > 0)
        show_grades("", reports, judgements, heads, &style);
    else
        puts("Neither report has judgements.");
}
