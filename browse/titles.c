/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "titles.h"

#include "ask/options.h"
#include "print/cite.h"
#include "print/expansion.h"
#include "print/incomplete.h"
#include "print/member.h"
#include "print/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Append what the client prints of a record to the text. */
static void
append_printed(GString *out,
               void (*put)(const json_t *record, FILE *to),
               const json_t *record)
{
    char *text = NULL;
    size_t size;
    FILE *to = open_memstream(&text, &size);

    if (!to)
        return;
    put(record, to);
    fclose(to);
    g_string_append(out, text);
    free(text);
}

static void
append_grade(GString *out, const json_t *record)
{
    const char *source = member_text(record, "grade_source");

    g_string_append(out, member_text(record, "grade"));
    if (*source && strcmp(source, "none") != 0)
        g_string_append_printf(out, " (%s)", source);
}

static void
append_kind(GString *out, const json_t *record)
{
    const char *kind = member_text(record, "kind");
    const char *deadline = member_text(record, "deadline");

    if (*kind && strcmp(kind, "finding") != 0)
        g_string_append_printf(out, " | %s%s%s", kind, *deadline ? ", " : "",
                               deadline);
}

/* Who was inspected, and when. */
static void
append_subject(GString *out, const json_t *record)
{
    const char *subject = member_subject(record);
    const char *date = member_date(record);

    g_string_append_printf(out, "%s%s%s",
                           *subject ? subject : member_text(record, "source"),
                           *date ? ", " : "", date);
}

char *
titles_hit(const json_t *record)
{
    GString *out = g_string_new(member_text(record, "grade"));

    g_string_append(out, " | ");
    append_subject(out, record);
    append_printed(out, cite_put_place, record);
    append_kind(out, record);
    return g_string_free(out, FALSE);
}

char *
titles_place(const json_t *hit)
{
    const size_t alike =
        member_count(json_object_get(hit, "also"), "paragraphs");
    json_t *headings = member_headings(hit);
    const char *heading = json_string_value(headings);
    GString *out = g_string_new(NULL);

    g_string_append_printf(out, "[%s]", member_text(hit, "id"));
    if (alike > 0)
        g_string_append_printf(out, " and %zu alike", alike);
    if (heading && *heading)
        g_string_append_printf(out, " | %s", heading);
    json_decref(headings);
    return g_string_free(out, FALSE);
}

char *
titles_paragraph(const json_t *record)
{
    GString *out = g_string_new(NULL);

    append_printed(out, cite_put_place, record);
    g_string_erase(out, 0, out->len > 2 ? 2 : 0); /* ", " */
    g_string_append(out, out->len ? " | " : "");
    append_grade(out, record);
    append_kind(out, record);
    g_string_append_printf(out, " | [%s]", member_text(record, "id"));
    return g_string_free(out, FALSE);
}

char *
titles_report(const json_t *record)
{
    const char *title = member_text(record, "title");
    GString *out = g_string_new(NULL);

    append_subject(out, record);
    if (*title)
        g_string_append_printf(out, ", %s", title);
    return g_string_free(out, FALSE);
}

/* "25 paragraphs in 9 reports", or that none is counted. */
static void
append_counted(GString *out, const json_t *result)
{
    const size_t total = member_count(result, "total");
    const size_t reports =
        member_count(json_object_get(result, "totals"), "reports");
    char number[PRINT_NUMBER_SIZE];

    g_string_append_printf(out, "%s paragraph%s", print_number(total, number),
                           total == 1 ? "" : "s");
    if (total > 0)
        g_string_append_printf(out, " in %s report%s",
                               print_number(reports, number),
                               reports == 1 ? "" : "s");
}

char *
titles_totals(const json_t *result)
{
    const size_t total = member_count(result, "total");
    const size_t ranked = member_count(result, "ranked");
    const size_t shown = member_count(result, "shown");
    const size_t in_part = ranked > shown ? ranked - shown : 0;
    char number[PRINT_NUMBER_SIZE];
    GString *out = g_string_new(NULL);

    if (!result)
        return g_string_free(out, FALSE);
    if (total > 0 || in_part == 0)
        append_counted(out, result);
    else
        g_string_append(out, "No paragraph contains all of it");
    if (in_part > 0)
        g_string_append_printf(
            out, "; %s%s match%s in part", print_number(in_part, number),
            total > 0 ? " more" : "", in_part == 1 ? "es" : "");
    return g_string_free(out, FALSE);
}

char *
titles_notes(const struct model *model)
{
    char *text = NULL;
    size_t size;
    FILE *to = model->result ? open_memstream(&text, &size) : NULL;

    if (!to)
        return g_strdup("");
    expansion_show(model->result, model->asked, to);
    fclose(to);
    char *notes = g_strdelimit(g_strdup(text), "\n", ' ');
    free(text);
    return g_strstrip(notes);
}

char *
titles_incomplete(const struct model *model)
{
    GString *out = g_string_new(NULL);

    if (model->incomplete) {
        g_string_append(out, "This is incomplete: ");
        append_printed(out, incomplete_write, model->incomplete);
    }
    return g_string_free(out, FALSE);
}

char *
titles_filters(const struct model *model)
{
    static const enum option_id ids[] = {OPTION_FROM, OPTION_TO, OPTION_MATCH,
                                         OPTION_SORT, OPTION_EXACT};
    char *filters = facets_describe(&model->facets);
    GString *out = g_string_new(filters);

    g_free(filters);
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        const struct option_row *row = &options_rows[ids[i]];
        const json_t *value = json_object_get(model->given, row->param);
        if (!value)
            continue;
        g_string_append_printf(out, "%s%s", out->len ? "; " : "", row->name);
        if (json_is_string(value))
            g_string_append_printf(out, ": %s", json_string_value(value));
    }
    return g_string_free(out, FALSE);
}
