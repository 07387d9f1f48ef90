/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/counting.h"
#include "ask/session.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/expansion.h"
#include "print/grid.h"
#include "print/member.h"
#include "print/notes.h"
#include "print/pager.h"
#include "print/sheet.h"
#include "print/print.h"
#include "print/trend.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is asked: what the words find, what there is without them, and in how
 * many reports, each by year. */
enum { FOUND, BASE, REPORTS, QUESTIONS };

/* A gap between years longer than this is an error in a date. */
enum { GAP_MAX = 100 };

static void
add_year(json_t *years, const char *year)
{
    json_array_append_new(years, json_string(year));
}

/* All years from the first to the last of the base, and "" if some of it has
 * none. */
static json_t *
years_of(const json_t *matrix)
{
    const json_t *values =
        json_object_get(json_object_get(matrix, "rows"), "values");
    json_t *years = json_array(), *value;
    long last = 0;
    size_t i;

    json_array_foreach(values, i, value)
    {
        const char *year = member_text(value, "value");
        const long n = strtol(year, NULL, 10);
        char between[32];
        if (last > 0 && n - last <= GAP_MAX)
            while (++last < n) {
                snprintf(between, sizeof between, "%04ld", last);
                add_year(years, between);
            }
        add_year(years, year);
        last = n;
    }
    return years;
}

/* Set a count, what it is of, and its share. */
static void
set_counts(json_t *object, size_t count, size_t of, size_t of_reports)
{
    json_object_set_new(object, "count", json_integer((json_int_t)count));
    json_object_set_new(object, "of", json_integer((json_int_t)of));
    json_object_set_new(object, "of_reports",
                        json_integer((json_int_t)of_reports));
    json_object_set_new(object, "share", counting_share(count, of));
}

/* A series for a value of the field, or for everything if that is NULL. */
static json_t *
series_of(const json_t *const results[QUESTIONS],
          const json_t *years,
          const char *value)
{
    json_t *counts[QUESTIONS], *sums[QUESTIONS];
    json_t *series = json_pack("{s:s?, s:[]}", "value", value, "years");
    size_t i;
    json_t *year;

    for (int q = 0; q < QUESTIONS; q++) {
        counts[q] = value ? counting_of_column(results[q], value)
                          : counting_of_axis(results[q], "rows");
        sums[q] = counting_of_axis(results[q], "columns");
    }
    if (value)
        set_counts(series, member_count(sums[FOUND], value),
                   member_count(sums[BASE], value),
                   member_count(sums[REPORTS], value));
    json_array_foreach(years, i, year)
    {
        const char *name = json_string_value(year);
        json_t *one = json_pack("{s:O}", "year", year);
        set_counts(one, member_count(counts[FOUND], name),
                   member_count(counts[BASE], name),
                   member_count(counts[REPORTS], name));
        json_array_append_new(json_object_get(series, "years"), one);
    }
    for (int q = 0; q < QUESTIONS; q++) {
        json_decref(counts[q]);
        json_decref(sums[q]);
    }
    return series;
}

static json_t *
trend_of(const json_t *const results[QUESTIONS],
         const char *by,
         const char *unit,
         json_t *revision)
{
    json_t *trend = json_pack(
        "{s:s, s:s?, s:[], s:O, s:O, s:o}", "unit", unit, "by", by, "series",
        "query", json_object_get(results[FOUND], "query"), "unknown",
        json_object_get(results[FOUND], "unknown"), "revision", revision);
    json_t *list = json_object_get(trend, "series"), *value;
    json_t *years = years_of(results[REPORTS]);
    size_t i;

    set_counts(trend, counting_total(results[FOUND], unit),
               counting_total(results[BASE], unit),
               counting_total(results[REPORTS], "reports"));
    if (by) {
        json_t *columns =
            json_deep_copy(json_object_get(results[REPORTS], "columns"));
        grid_sort_axis(columns);
        json_array_foreach(json_object_get(columns, "values"), i, value)
        {
            json_array_append_new(
                list, series_of(results, years, member_text(value, "value")));
        }
        json_decref(columns);
    } else {
        json_array_append_new(list, series_of(results, years, NULL));
    }
    json_decref(years);
    return trend;
}

static void
print_trend(const struct options *options, const json_t *trend)
{
    const struct style style = print_style(stdout);

    if (options_have(options, OPTION_JSON)) {
        print_json(trend, stdout);
    } else if (options_have(options, OPTION_CSV)) {
        notes_show(trend, options->params, stderr);
        json_t *rows = trend_rows(trend);
        sheet_put_csv(rows, stdout);
        json_decref(rows);
    } else if (options_have(options, OPTION_SVG)) {
        notes_show(trend, options->params, stderr);
        trend_put_svg(trend, member_text(options->params, "query"), stdout);
    } else if (recording_is_wanted(options)) {
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
             const struct question questions[QUESTIONS],
             json_t *revision)
{
    const char *by = member_text(options->params, "columns");
    const char *unit = member_text(options->params, "count");
    const json_t *results[QUESTIONS];
    int status = EXIT_ERROR;

    for (int q = 0; q < QUESTIONS; q++)
        results[q] = question_result(&questions[q]);
    for (int q = 0; q < QUESTIONS; q++)
        if (!results[q]) {
            ask_report(options, question_error(&questions[q]),
                       member_text(questions[q].params, "query"));
            json_decref(revision);
            return EXIT_ERROR;
        }
    json_t *trend = trend_of(results, *by ? by : NULL, unit, revision);
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
    json_t *base = counting_base(selection);
    const char *columns = *by ? by : NULL;
    struct question questions[QUESTIONS] = {
        [FOUND] = counting_matrix(selection, "year", columns, unit),
        [BASE] = counting_matrix(base, "year", columns, unit),
        [REPORTS] = counting_matrix(base, "year", columns, "reports"),
    };
    struct session session = {0};
    bool is_one;
    int status = EXIT_ERROR;

    if (session_open(&session, options) &&
        session_ask_together(&session, questions, QUESTIONS, NULL, NULL,
                             &is_one)) {
        if (!is_one)
            print_failure("the index changed while the years were counted, "
                          "again and again, so the shares may be wrong; run it "
                          "again");
        status =
            take_answers(options, questions,
                         is_one ? json_integer(session.revision) : json_null());
    }
    session_close(&session);
    for (int q = 0; q < QUESTIONS; q++)
        question_fini(&questions[q]);
    json_decref(selection);
    json_decref(base);
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
