/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/batch.h"
#include "print/grid.h"
#include "print/member.h"
#include "print/notes.h"
#include "print/print.h"
#include "print/share.h"
#include "print/sheet.h"

#include "findings/visible.h"

#include <stdlib.h>
#include <string.h>

static void
add(json_t *row, const char *text)
{
    json_array_append_new(row, json_string(text));
}

/* A count, or what takes its place if the theme could not be counted. */
static void
add_count(json_t *row, json_t *count, const char *missing)
{
    if (json_is_integer(count))
        json_array_append(row, count);
    else
        add(row, missing);
}

/* One row for each theme. For a person, the share has a width in which the
 * digits of several are below each other. */
static json_t *
theme_row(const json_t *theme, bool is_for_a_person)
{
    static const char *const counts[] = {"paragraphs", "reports",
                                         "authorities"};
    const json_t *totals = json_object_get(theme, "totals");
    const json_t *share = json_object_get(theme, "share");
    json_t *row = json_pack("[s]", member_text(theme, "name"));
    char text[SHARE_SIZE];

    if (!is_for_a_person)
        add(row, member_text(theme, "query"));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        add_count(row, json_object_get(totals, counts[i]),
                  is_for_a_person ? "-" : "");
    if (is_for_a_person)
        json_array_append_new(row,
                              json_sprintf("%6s", share_percent(share, text)));
    else
        add(row, share_number(share, text));
    return row;
}

static json_t *
themes_grid(const json_t *result, bool is_for_a_person)
{
    const json_t *selected = json_object_get(result, "selected");
    json_t *grid = json_array(), *theme;
    size_t i;

    if (is_for_a_person)
        json_array_append_new(grid, json_pack("[s, s, s, s, s]", "theme",
                                              "paragraphs", "reports",
                                              "authorities", " share"));
    else
        json_array_append_new(grid, json_pack("[s, s, s, s, s, s, s]", "theme",
                                              "query", "paragraphs", "reports",
                                              "authorities", "share",
                                              "selected_reports"));
    json_array_foreach(json_object_get(result, "themes"), i, theme)
    {
        json_t *row = theme_row(theme, is_for_a_person);
        if (!is_for_a_person)
            json_array_append(row, json_object_get(selected, "reports"));
        json_array_append_new(grid, row);
    }
    if (is_for_a_person)
        json_array_append_new(
            grid, json_pack("[s, O, O, O]", "(everything selected)",
                            json_object_get(selected, "paragraphs"),
                            json_object_get(selected, "reports"),
                            json_object_get(selected, "authorities")));
    return grid;
}

/* One row for each value of a field, one column for each theme. */
static json_t *
rows_grid(const json_t *result, const char *missing)
{
    const json_t *rows = json_object_get(result, "rows");
    const json_t *themes = json_object_get(result, "themes");
    const json_t *cells = json_object_get(result, "cells");
    json_t *grid = json_array(), *value, *theme, *cell;
    json_t *line = json_pack("[s, s]", member_text(rows, "field"), "reports");
    size_t i, j;

    json_array_foreach(themes, i, theme)
    {
        add(line, member_text(theme, "name"));
    }
    json_array_append_new(grid, line);
    json_array_foreach(json_object_get(rows, "values"), i, value)
    {
        const char *name = member_text(value, "value");
        line = json_pack("[s, O]", *name ? name : "(none)",
                         json_object_get(value, "count"));
        json_array_foreach(json_array_get(cells, i), j, cell)
        {
            add_count(line, cell, missing);
        }
        json_array_append_new(grid, line);
    }
    line = json_pack(
        "[s, O]", "total",
        json_object_get(json_object_get(result, "selected"), "reports"));
    json_array_foreach(themes, i, theme)
    {
        add_count(line,
                  json_object_get(json_object_get(theme, "totals"),
                                  member_text(result, "count")),
                  missing);
    }
    json_array_append_new(grid, line);
    return grid;
}

/* Say what the numbers are. */
static void
put_legend(const json_t *result)
{
    const size_t n =
        member_count(json_object_get(result, "selected"), "reports");
    char *line = NULL, number[PRINT_NUMBER_SIZE];
    size_t size;
    FILE *out = open_memstream(&line, &size);

    if (!out)
        return;
    if (json_object_get(result, "rows"))
        findings_putf(
            out,
            "Counted: %s. The column \"reports\" is the base: how many "
            "reports each row has in all.",
            member_text(result, "count"));
    else
        findings_putf(out,
                      "share: how many of the %s reports that are selected.",
                      print_number(n, number));
    fclose(out);
    print_line(line, stdout);
}

void
batch_show(const json_t *result)
{
    const struct style style = print_style(stdout);
    const bool has_rows = json_object_get(result, "rows") != NULL;
    json_t *grid =
        has_rows ? rows_grid(result, "-") : themes_grid(result, true);
    const size_t n_heads = has_rows ? grid_part_heads(grid) : 1;

    sheet_print(grid, n_heads, &style);
    json_decref(grid);
    put_legend(result);
}

json_t *
batch_rows(const json_t *result)
{
    return json_object_get(result, "rows") ? rows_grid(result, "")
                                           : themes_grid(result, false);
}

void
batch_show_notes(const json_t *theme,
                 const json_t *result,
                 const json_t *params,
                 FILE *out)
{
    char *notes = NULL;
    size_t size;
    FILE *to = open_memstream(&notes, &size);

    if (!to)
        return;
    const size_t n = notes_put(result, params, to);
    fclose(to);
    if (n > 0) {
        findings_putf(out, "%s:", member_text(theme, "name"));
        putc('\n', out);
        notes_put(result, params, out);
    }
    free(notes);
}

/* How wide the line is that shows the progress now. */
static size_t progress_width;

void
batch_show_progress(size_t n_done, size_t n, const char *name)
{
    const size_t width = print_style(stderr).width - 1;
    char count[64];

    snprintf(count, sizeof count, "%zu of %zu: ", n_done, n);
    batch_end_progress();
    fprintf(stderr, "%zu of %zu: ", n_done, n);
    progress_width =
        strlen(count) + print_cut(name, width - strlen(count), stderr);
    fflush(stderr);
}

void
batch_end_progress(void)
{
    if (progress_width > 0)
        fprintf(stderr, "\r%*s\r", (int)progress_width, "");
    progress_width = 0;
}
