/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/counting.h"
#include "ask/form.h"
#include "ask/name_lists.h"
#include "ask/saved.h"
#include "ask/session.h"
#include "ask/text_lines.h"
#include "ask/theme_counts.h"
#include "ask/themes.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/batch.h"
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

struct batch {
    const struct options *options;
    const char *name; /* of the file */
    struct theme_counts counts;
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

/* Make the questions. False if the daemon could not be asked, which has been
 * reported. */
static bool
make_questions(struct batch *batch,
               json_t *themes,
               const char *rows,
               const char *unit)
{
    json_t *selection = counting_selection(batch->options), *theme;
    bool is_good = true;
    size_t i;

    theme_counts_init(&batch->counts, themes, rows, unit, selection);
    json_decref(selection);
    json_array_foreach(themes, i, theme)
    {
        if (!is_good || json_object_get(theme, "error"))
            continue;
        is_good = select_theme(batch->options, theme, &selection);
        if (is_good && selection)
            theme_counts_add(&batch->counts, i, selection);
        json_decref(selection);
    }
    return is_good;
}

/* Show on a terminal how far it is. */
static void
show_progress(size_t n_answered, void *data)
{
    const struct batch *batch = data;
    const size_t n = batch->counts.n - 1;
    const size_t done = n_answered < n ? n_answered : n;
    const json_t *theme =
        done > 0 ? theme_counts_theme(&batch->counts, done) : NULL;

    if (isatty(STDERR_FILENO))
        batch_show_progress(done, n, member_text(theme, "name"));
}

/* Print what a person should know about how each query was read. */
static void
show_notes(const struct batch *batch, FILE *out)
{
    notes_show(question_result(&batch->counts.questions[0]),
               batch->options->params, out);
    for (size_t i = 1; i < batch->counts.n; i++) {
        const struct question *question = &batch->counts.questions[i];
        if (question_result(question))
            batch_show_notes(theme_counts_theme(&batch->counts, i),
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

    json_array_foreach(batch->counts.themes, i, theme)
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
print(struct batch *batch, const struct session *session, bool is_one)
{
    const struct options *options = batch->options;
    json_t *result = theme_counts_result(
        &batch->counts,
        is_one ? json_integer(session_revision(session)) : json_null());

    ask_note_incomplete(options, result);
    if (options_have(options, OPTION_JSON)) {
        print_json(result, stdout);
    } else if (options_have(options, OPTION_CSV)) {
        json_t *rows = batch_rows(result);
        sheet_put_csv(rows, stdout);
        show_notes(batch, stderr);
        json_decref(rows);
    } else if (form_is_records(options)) {
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
    struct question *questions = batch->counts.questions;
    struct session session = {0};
    bool is_one;
    int status = EXIT_ERROR;

    if (session_open(&session, batch->options) &&
        session_ask_together(&session, questions, batch->counts.n,
                             show_progress, batch, &is_one)) {
        batch_end_progress();
        if (question_result(&questions[0]))
            status = print(batch, &session, is_one);
        else
            ask_report(batch->options, question_error(&questions[0]), NULL);
    }
    session_close(&session);
    return status;
}

static int
run(struct options *options)
{
    const char *path = options->arguments[0];
    const char *rows = options_have(options, OPTION_ROWS)
                           ? member_text(options->params, "rows")
                           : NULL;
    const char *unit = options_have(options, OPTION_COUNT)
                           ? options->values[OPTION_COUNT]
                           : "paragraphs";
    struct batch batch = {.options = options,
                          .name =
                              strcmp(path, "-") == 0 ? "standard input" : path};
    json_t *themes;
    int status = EXIT_ERROR;

    if (options_have(options, OPTION_COUNT) && !rows)
        print_failure("--count needs --rows; without it, paragraphs, reports "
                      "and authorities are all counted");
    else if ((themes = read_themes(path, batch.name)) &&
             make_questions(&batch, themes, rows, unit))
        status = ask(&batch);
    theme_counts_fini(&batch.counts);
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
