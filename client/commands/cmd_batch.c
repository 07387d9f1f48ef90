/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/counting.h"
#include "ask/name_lists.h"
#include "ask/saved.h"
#include "ask/session.h"
#include "ask/text_lines.h"
#include "ask/themes.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/batch.h"
#include "print/grid.h"
#include "print/member.h"
#include "print/notes.h"
#include "print/pager.h"
#include "print/sheet.h"
#include "print/print.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A run: a question for the base, and one for each theme that can be read. */
struct batch {
    const struct options *options;
    const char *name; /* of the file */
    const char *rows; /* the field of the rows; NULL if there are none */
    const char *unit; /* what is counted in them */
    json_t *themes;
    struct question *questions; /* [0] is about the base */
    size_t *theme_of;           /* of each question but the first */
    size_t n_questions;
};

static json_t *
read_themes(const char *path, const char *name)
{
    const bool is_standard = strcmp(path, "-") == 0;
    char reason[FINDINGS_REASON_SIZE];
    FILE *in = is_standard ? stdin : fopen(path, "re");

    if (!in) {
        print_failure("cannot open \"%s\": %s; check the name, or use - for "
                      "standard input",
                      path, strerror(errno));
        return NULL;
    }
    json_t *lines = text_lines_read(in, name, reason);
    if (!is_standard)
        fclose(in);
    if (!lines) {
        print_failure("%s", reason);
        return NULL;
    }
    json_t *themes = themes_of(lines);
    json_decref(lines);
    if (json_array_size(themes) > 0)
        return themes;
    print_failure("%s: there are no themes in it; write one to a line, as in: "
                  "recording: case recording",
                  name);
    json_decref(themes);
    return NULL;
}

/* Set what selects the paragraphs of a theme: the filters of the command line,
 * and the theme's query. If it begins with a saved query that cannot be read,
 * that is the error of the theme, and *selection is NULL. False if the daemon
 * could not be asked, which has been reported. */
static bool
select_theme(const struct options *options, json_t *theme, json_t **selection)
{
    const char *query = member_text(theme, "query");
    char reason[FINDINGS_REASON_SIZE];
    struct options own = *options;
    char *words = NULL;
    bool is_good = true;

    *selection = NULL;
    own.params = counting_selection(options);
    if (saved_is_name(query))
        words = saved_expand(query, &own, reason);
    if (saved_is_name(query) && !words) {
        themes_fail(theme, themes_column(theme, 0), reason);
    } else {
        json_object_set_new(own.params, "query",
                            json_string(words ? words : query));
        is_good = !words || name_lists_split(&own);
        *selection = counting_selection(&own);
    }
    free(words);
    json_decref(own.params);
    return is_good;
}

static struct question
question_for(const struct batch *batch,
             const json_t *selection,
             const char *unit)
{
    return batch->rows ? counting_matrix(selection, batch->rows, NULL, unit)
                       : counting_totals(selection);
}

/* Make the questions. False on error, which has been reported. */
static bool
make_questions(struct batch *batch)
{
    const size_t n = json_array_size(batch->themes);
    json_t *selection = counting_selection(batch->options);
    json_t *base = counting_base(selection), *theme;
    bool is_good = true;
    size_t i;

    batch->questions = calloc(n + 1, sizeof *batch->questions);
    batch->theme_of = calloc(n + 1, sizeof *batch->theme_of);
    if (batch->questions && batch->theme_of)
        batch->questions[batch->n_questions++] =
            question_for(batch, base, "reports");
    else
        is_good = print_failure("out of memory");
    json_decref(base);
    json_decref(selection);
    for (i = 0; is_good && i < n; i++) {
        theme = json_array_get(batch->themes, i);
        if (json_object_get(theme, "error"))
            continue;
        is_good = select_theme(batch->options, theme, &selection);
        if (is_good && selection) {
            batch->theme_of[batch->n_questions] = i;
            batch->questions[batch->n_questions++] =
                question_for(batch, selection, batch->unit);
        }
        json_decref(selection);
    }
    return is_good;
}

/* Show on a terminal how far it is. */
static void
show_progress(size_t n_answered, void *data)
{
    const struct batch *batch = data;
    const size_t n = batch->n_questions - 1;
    const size_t done = n_answered < n ? n_answered : n;
    const json_t *theme =
        done > 0 ? json_array_get(batch->themes, batch->theme_of[done]) : NULL;

    if (isatty(STDERR_FILENO))
        batch_show_progress(done, n, member_text(theme, "name"));
}

/* Add to the theme what its question found, or why that failed. */
static void
take_answer(json_t *theme, const struct question *question, size_t selected)
{
    const json_t *result = question_result(question);
    const json_t *query = json_object_get(result, "query");
    const json_t *error = question_error(question);
    const json_t *offset =
        json_object_get(json_object_get(error, "data"), "offset");
    const bool is_as_typed =
        strcmp(member_text(theme, "query"),
               member_text(question->params, "query")) == 0;

    if (!result) {
        const size_t at = is_as_typed ? (size_t)json_integer_value(offset) : 0;
        themes_fail(theme, themes_column(theme, at),
                    member_text(error, "message"));
        return;
    }
    json_object_set(theme, "totals", json_object_get(result, "totals"));
    json_object_set_new(
        theme, "share",
        counting_share(counting_total(result, "reports"), selected));
    json_object_set(theme, "corrected", json_object_get(query, "corrected"));
    json_object_set(theme, "notes", json_object_get(query, "notes"));
}

/* The rows that the base has, and a column of counts for each theme. */
static void
add_rows(const struct batch *batch, json_t *result)
{
    const json_t *base = question_result(&batch->questions[0]);
    const size_t n = json_array_size(batch->themes);
    json_t *cells = json_array(), *value;
    json_t *rows = json_deep_copy(json_object_get(base, "rows"));
    json_t *values = json_object_get(rows, "values");
    json_t *columns = json_array();
    size_t i, j;

    grid_sort_axis(rows);
    for (i = 0; i < n; i++)
        json_array_append_new(columns, json_null());
    for (i = 1; i < batch->n_questions; i++)
        if (question_result(&batch->questions[i]))
            json_array_set_new(
                columns, batch->theme_of[i],
                counting_of_axis(question_result(&batch->questions[i]),
                                 "rows"));
    json_array_foreach(values, i, value)
    {
        json_t *row = json_array();
        for (j = 0; j < n; j++) {
            const json_t *column = json_array_get(columns, j);
            json_array_append_new(
                row, json_is_null(column)
                         ? json_null()
                         : json_integer((json_int_t)member_count(
                               column, member_text(value, "value"))));
        }
        json_array_append_new(cells, row);
    }
    json_decref(columns);
    json_object_set_new(result, "count", json_string(batch->unit));
    json_object_set_new(result, "rows", rows);
    json_object_set_new(result, "cells", cells);
}

/* Everything that was found, as --json prints it. */
static json_t *
result_of(const struct batch *batch, const struct session *session, bool is_one)
{
    const json_t *base = question_result(&batch->questions[0]);
    const size_t selected = counting_total(base, "reports");
    json_t *result = json_pack(
        "{s:O, s:O, s:O, s:o}", "selected", json_object_get(base, "totals"),
        "themes", batch->themes, "unknown", json_object_get(base, "unknown"),
        "revision", is_one ? json_integer(session->revision) : json_null());

    for (size_t i = 1; i < batch->n_questions; i++)
        take_answer(json_array_get(batch->themes, batch->theme_of[i]),
                    &batch->questions[i], selected);
    if (batch->rows)
        add_rows(batch, result);
    return result;
}

/* Print what a person should know about how each query was read. */
static void
show_notes(const struct batch *batch, FILE *out)
{
    notes_show(question_result(&batch->questions[0]), batch->options->params,
               out);
    for (size_t i = 1; i < batch->n_questions; i++) {
        const struct question *question = &batch->questions[i];
        if (question_result(question))
            batch_show_notes(json_array_get(batch->themes, batch->theme_of[i]),
                             question_result(question), question->params, out);
    }
}

/* Print the errors of themes. Returns the exit status. */
static int
finish(const struct batch *batch)
{
    int status = EXIT_NOTHING;
    json_t *theme;
    size_t i;

    json_array_foreach(batch->themes, i, theme)
    {
        const json_t *error = json_object_get(theme, "error");
        if (!error && status == EXIT_NOTHING &&
            counting_total(theme, "paragraphs") > 0)
            status = EXIT_FOUND;
        if (!error)
            continue;
        status = EXIT_ERROR;
        print_failure(
            "%s:%zu:%zu: %s", batch->name, member_count(theme, "line"),
            member_count(error, "column"), member_text(error, "message"));
    }
    return status;
}

static int
print(const struct batch *batch, const struct session *session, bool is_one)
{
    const struct options *options = batch->options;
    json_t *result = result_of(batch, session, is_one);

    if (options_have(options, OPTION_JSON)) {
        print_json(result, stdout);
    } else if (options_have(options, OPTION_CSV)) {
        json_t *rows = batch_rows(result);
        sheet_put_csv(rows, stdout);
        show_notes(batch, stderr);
        json_decref(rows);
    } else if (recording_is_wanted(options)) {
        json_t *rows = batch_rows(result);
        recording_put_table(options, rows);
        if (isatty(STDERR_FILENO))
            show_notes(batch, stderr);
        json_decref(rows);
    } else {
        pager_start();
        batch_show(result);
        show_notes(batch, stdout);
    }
    if (!is_one)
        print_failure("the index changed while the themes were counted, again "
                      "and again, so they are not all from one state of it; "
                      "run it again");
    json_decref(result);
    fflush(stdout);
    return finish(batch);
}

static int
ask(struct batch *batch)
{
    struct session session = {0};
    bool is_one;
    int status = EXIT_ERROR;

    if (make_questions(batch) && session_open(&session, batch->options) &&
        session_ask_together(&session, batch->questions, batch->n_questions,
                             show_progress, batch, &is_one)) {
        batch_end_progress();
        if (question_result(&batch->questions[0]))
            status = print(batch, &session, is_one);
        else
            ask_report(batch->options, question_error(&batch->questions[0]),
                       NULL);
    }
    session_close(&session);
    for (size_t i = 0; i < batch->n_questions; i++)
        question_fini(&batch->questions[i]);
    free(batch->questions);
    free(batch->theme_of);
    return status;
}

static int
run(struct options *options)
{
    const char *path = options->arguments[0];
    struct batch batch = {.options = options,
                          .name =
                              strcmp(path, "-") == 0 ? "standard input" : path,
                          .unit = options_have(options, OPTION_COUNT)
                                      ? options->values[OPTION_COUNT]
                                      : "paragraphs"};
    int status = EXIT_ERROR;

    if (options_have(options, OPTION_ROWS))
        batch.rows = member_text(options->params, "rows");
    if (options_have(options, OPTION_COUNT) && !batch.rows)
        print_failure("--count needs --rows; without it, paragraphs, reports "
                      "and authorities are all counted");
    else if ((batch.themes = read_themes(path, batch.name)))
        status = ask(&batch);
    json_decref(batch.themes);
    return status;
}

const struct command cmd_batch = {
    .name = "batch",
    .arguments = "FILE",
    .takes = "one file of themes, or - for standard input",
    .least = 1,
    .most = 1,
    .options = COMMAND_DATES | COMMAND_MATCHING | OPTION_BIT(OPTION_ROWS) |
               OPTION_BIT(OPTION_COUNT) | OPTION_BIT(OPTION_HEADER) |
               OPTION_BIT(OPTION_NUL) | OPTION_BIT(OPTION_CSV) |
               OPTION_BIT(OPTION_JSON),
    .filters = "*",
    .takes_lists = true,
    .summary = "count many themes, one to a line of the file",
    .help = "A line is NAME: QUERY, or only a query, which may be @SAVED.\n"
            "Without --rows it counts paragraphs, reports and authorities.",
    .run = run,
};
