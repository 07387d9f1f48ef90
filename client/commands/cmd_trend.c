/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/counting.h"
#include "ask/form.h"
#include "ask/session.h"
#include "ask/trending.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/expansion.h"
#include "print/member.h"
#include "print/notes.h"
#include "print/pager.h"
#include "print/sheet.h"
#include "print/print.h"
#include "print/trend.h"

#include <stdio.h>
#include <string.h>

static void
print_trend(const struct options *options, const json_t *trend)
{
    const struct style style = print_style(stdout);

    ask_note_incomplete(options, trend);
    if (options_have(options, OPTION_JSON)) {
        print_json(trend, stdout);
    } else if (options_have(options, OPTION_CSV)) {
        notes_show(trend, options->params, stderr);
        json_t *rows = trend_rows(trend);
        sheet_put_csv(rows, stdout);
        json_decref(rows);
    } else if (options_have(options, OPTION_SVG)) {
        notes_show(trend, options->params, stderr);
        trend_put_svg(trend, member_text(options->params, "query"), NULL, NULL,
                      stdout);
    } else if (form_is_records(options)) {
        json_t *rows = trend_rows(trend);
        recording_put_table(options, rows);
        recording_put_notes(options, trend);
        json_decref(rows);
    } else {
        pager_start();
        expansion_show(trend, options->params, stdout);
        trend_show(trend, &style);
    }
}

/* Print what the questions found. Returns the exit status. */
static int
take_answers(const struct options *options,
             const struct question questions[TRENDING_QUESTIONS],
             json_t *revision)
{
    const char *by = member_text(options->params, "columns");
    const char *unit = member_text(options->params, "count");
    const json_t *results[TRENDING_QUESTIONS];
    int status = EXIT_ERROR;

    for (int q = 0; q < TRENDING_QUESTIONS; q++)
        results[q] = question_result(&questions[q]);
    for (int q = 0; q < TRENDING_QUESTIONS; q++)
        if (!results[q]) {
            ask_report(options, question_error(&questions[q]),
                       member_text(questions[q].params, "query"));
            json_decref(revision);
            return EXIT_ERROR;
        }
    json_t *trend = trending_of(results, *by ? by : NULL, unit, revision);
    print_trend(options, trend);
    status = member_count(trend, "count") > 0 ? EXIT_FOUND : EXIT_NOTHING;
    json_decref(trend);
    return status;
}

static int
ask(const struct options *options)
{
    const char *by = member_text(options->params, "columns");
    const char *unit = member_text(options->params, "count");
    json_t *selection = counting_selection(options);
    struct question questions[TRENDING_QUESTIONS];
    struct session session = {0};
    bool is_one;
    int status = EXIT_ERROR;

    trending_ask(selection, *by ? by : NULL, unit, questions);
    if (session_open(&session, options) &&
        session_ask_together(&session, questions, TRENDING_QUESTIONS, NULL,
                             NULL, &is_one)) {
        if (!is_one)
            print_failure("the index changed while the years were counted, "
                          "again and again, so the shares may be wrong; run it "
                          "again");
        status = take_answers(options, questions,
                              is_one ? json_integer(session_revision(&session))
                                     : json_null());
    }
    session_close(&session);
    for (int q = 0; q < TRENDING_QUESTIONS; q++)
        question_fini(&questions[q]);
    json_decref(selection);
    return status;
}

static int
run(struct options *options)
{
    const char *typed = command_set_query(options, 0);
    const char *by = member_text(options->params, "columns");

    if (!typed)
        return EXIT_ERROR;
    if (command_is_blank(typed)) {
        print_failure("trend needs words to search for; give some, as in: "
                      "findings trend \"case recording\"");
        return EXIT_ERROR;
    }
    if (strcmp(by, "year") == 0 || strcmp(by, "date") == 0) {
        print_failure("--by cannot be \"%s\", because there is a line for each "
                      "year anyway; choose another field, such as grade",
                      by);
        return EXIT_ERROR;
    }
    if (!options_have(options, OPTION_COUNT))
        json_object_set_new(options->params, "count", json_string("reports"));
    return ask(options);
}

const struct command cmd_trend = {
    .name = "trend",
    .arguments = "WORD...",
    .takes = "words to search for",
    .least = 1,
    .most = -1,
    .options = COMMAND_DATES | COMMAND_MATCHING | OPTION_BIT(OPTION_BY) |
               OPTION_BIT(OPTION_COUNT) | OPTION_BIT(OPTION_HEADER) |
               OPTION_BIT(OPTION_NUL) | OPTION_BIT(OPTION_CSV) |
               OPTION_BIT(OPTION_SVG) | OPTION_BIT(OPTION_JSON),
    .filters = "*",
    .takes_lists = true,
    .saved_to = 1,
    .summary = "count by year, as a share of the reports of the year",
    .help = "A share is of what the same filters select without the words.",
    .run = run,
};
