/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/grade_changes.h"

#include "page/html.h"
#include "page/tables.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/ranks.h"

#include <string.h>

static const struct {
    const char *sign, *words; /* of one grade */
    const char *counted;      /* of several, in a summary */
} changes[GRADE_CHANGES] = {
    [GRADE_SAME] = {"=", "same", "the same"},
    [GRADE_BETTER] = {"▲", "better", "better"},
    [GRADE_WORSE] = {"▼", "worse", "worse"},
    [GRADE_DIFFERENT] = {"≠", "not comparable", "not comparable"},
    [GRADE_ONLY_FIRST] = {"◁", "only in the first", "only in the first"},
    [GRADE_ONLY_SECOND] = {"▷", "only in the second", "only in the second"},
};

/* Whether the grade has a place among others. */
static bool
is_ranked(const char *grade)
{
    return ranks_tone(grade) != RANKS_PLAIN;
}

enum grade_change
grade_change_of(const char *first, const char *second, bool is_one_framework)
{
    if (!second)
        return GRADE_ONLY_FIRST;
    if (!first)
        return GRADE_ONLY_SECOND;
    if (strcmp(first, second) == 0)
        return GRADE_SAME;
    if (!is_one_framework || !is_ranked(first) || !is_ranked(second))
        return GRADE_DIFFERENT;
    return ranks_of_grade(second) < ranks_of_grade(first) ? GRADE_BETTER
                                                          : GRADE_WORSE;
}

static const char *
grade_at(const json_t *judgement, size_t i)
{
    return json_string_value(
        json_array_get(json_object_get(judgement, "grades"), i));
}

static enum grade_change
change_of(const json_t *result, const json_t *judgement)
{
    return grade_change_of(
        grade_at(judgement, 0), grade_at(judgement, 1),
        json_is_string(json_object_get(result, "framework")));
}

static json_t *
row_of(const json_t *result, const json_t *judgement)
{
    const enum grade_change change = change_of(result, judgement);
    char *words =
        g_strdup_printf("%s %s", changes[change].sign, changes[change].words);
    json_t *head = tables_cell(member_text(judgement, "judgement"), NULL);
    char area[NAMING_VALUE_SIZE];

    json_t *areas = member_joined(judgement, "service_area", ", ");
    json_object_set_new(
        head, "note",
        json_string(naming_value(
            "service_area",
            json_is_string(areas) ? json_string_value(areas) : "", area)));
    json_decref(areas);
    json_t *row = json_pack(
        "[o, o, o, o]", head, tables_grade(grade_at(judgement, 0)),
        tables_grade(grade_at(judgement, 1)), tables_cell(words, NULL));
    g_free(words);
    return row;
}

json_t *
grade_changes_table(const json_t *result,
                    const char *caption,
                    const char *first,
                    const char *second)
{
    json_t *table = tables_new(caption), *judgement;
    size_t i;

    tables_add_column(table, "judgement", NULL, "judgement", NULL);
    tables_add_column(table, first, NULL, "first", NULL);
    tables_add_column(table, second, NULL, "second", NULL);
    tables_add_column(table, "the second is", NULL, "change", NULL);
    json_array_foreach(json_object_get(result, "judgements"), i, judgement)
    {
        json_array_append_new(json_object_get(table, "rows"),
                              row_of(result, judgement));
    }
    return table;
}

json_t *
grade_changes_rows(const json_t *result)
{
    json_t *rows =
        json_pack("[[s, s, s, s, s, s, s]]", "service_area", "judgement",
                  "grade_1", "grade_2", "change", "report_1", "report_2");
    const json_t *reports = json_object_get(result, "reports");
    json_t *judgement;
    size_t i;

    json_array_foreach(json_object_get(result, "judgements"), i, judgement)
    {
        const char *a = grade_at(judgement, 0), *b = grade_at(judgement, 1);
        json_array_append_new(
            rows,
            json_pack("[o, s, s, s, s, s, s]",
                      member_joined(judgement, "service_area", ", "),
                      member_text(judgement, "judgement"), a ? a : "",
                      b ? b : "", changes[change_of(result, judgement)].words,
                      member_text(json_array_get(reports, 0), "id"),
                      member_text(json_array_get(reports, 1), "id")));
    }
    return rows;
}

void
grade_changes_put_summary(GString *out, const json_t *result)
{
    size_t counts[GRADE_CHANGES] = {0}, i;
    bool is_any = false;
    json_t *judgement;

    json_array_foreach(json_object_get(result, "judgements"), i, judgement)
    {
        counts[change_of(result, judgement)]++;
    }
    html(out, "<p role=\"status\">Of %zu judgements: ",
         json_array_size(json_object_get(result, "judgements")));
    for (i = 0; i < GRADE_CHANGES; i++) {
        if (counts[i] == 0)
            continue;
        html(out, "%s%zu %s", is_any ? ", " : "", counts[i],
             changes[i].counted);
        is_any = true;
    }
    html(out, ".</p>\n");
}
