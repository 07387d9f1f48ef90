/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/form.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "commands/sides.h"
#include "print/expansion.h"
#include "print/grid.h"
#include "print/line.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"
#include "print/show.h"

#include "findings/wire.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Whether it may be the beginning of a report's id: it has a year. */
static bool
is_like_report(const char *text)
{
    for (; (text = strchr(text, '-')); text++)
        if (strspn(text + 1, "0123456789") >= 4)
            return true;
    return false;
}

/* The values of the field that are, or begin with, or are like the name; the
 * caller frees them. NULL on error, which sets *status. */
static json_t *
values_like(const struct options *options,
            const char *field,
            const char *name,
            int *status)
{
    json_t *result =
        ask_daemon(options, "suggest",
                   json_pack("{s:s, s:s, s:i}", "field", field, "value", name,
                             "limit", FINDINGS_SUGGESTIONS_MAX),
                   status);
    json_t *values = json_incref(json_object_get(result, "values"));

    json_decref(result);
    return values;
}

/* The only value that begins with the name or, if is_whole, is equal to it,
 * ignoring letter case; NULL if there is none. Borrowed from the list. */
static const char *
only_value(const json_t *values, const char *name, bool is_whole)
{
    const char *only = NULL;
    size_t i, n = 0;
    json_t *value;

    json_array_foreach(values, i, value)
    {
        const char *text = member_text(value, "value");
        if (is_whole ? strcasecmp(text, name) == 0
                     : strncasecmp(text, name, strlen(name)) == 0) {
            only = text;
            n++;
        }
    }
    return n == 1 ? only : NULL;
}

/* The side {field: value}, which the caller owns, if the argument names one: a
 * report by its id or the only id that begins so, an authority by its name.
 * NULL if it does not; on error, *status is set. */
static json_t *
side_of(const struct options *options, const char *argument, int *status)
{
    json_t *values, *side = NULL;
    const char *value;

    *status = EXIT_FOUND;
    if (naming_is_report(argument))
        return json_pack("{s:s}", "report", argument);
    if (!(values = values_like(options, "authority", argument, status)))
        return NULL;
    if ((value = only_value(values, argument, true)))
        side = json_pack("{s:s}", "authority", value);
    json_decref(values);
    *status = EXIT_FOUND;
    if (side || !is_like_report(argument))
        return side;
    if (!(values = values_like(options, "report", argument, status)))
        return NULL;
    if ((value = only_value(values, argument, false)))
        side = json_pack("{s:s}", "report", value);
    json_decref(values);
    *status = EXIT_FOUND;
    return side;
}

static int
fail_usage(void)
{
    print_failure(
        "compare takes two reports or authorities, or one authority: findings "
        "compare REPORT REPORT, or findings compare AUTHORITY AUTHORITY, or "
        "findings compare AUTHORITY; findings reports lists them");
    return EXIT_ERROR;
}

/* A report needs another one: what follows it cannot be a word. */
static int
fail_second(const char *argument)
{
    print_failure("compare takes two reports or authorities, but \"%s\" is "
                  "neither in the index; findings reports lists them",
                  argument);
    return EXIT_ERROR;
}

/* Set what to compare by --report and --authority. Returns the exit status. */
static int
set_by_filters(struct options *options)
{
    return sides_set(options->params) ? EXIT_FOUND : fail_usage();
}

/* Set what to compare by the first arguments; *taken is how many they are. A
 * second one is a word to search for if it does not name a report or an
 * authority; *word is then this argument, if the first one does name one.
 * Returns the exit status. */
static int
set_by_arguments(struct options *options, int *taken, const char **word)
{
    char **arguments = options->arguments;
    int status = EXIT_FOUND;
    json_t *second = NULL, *first = NULL;

    if (options->n_arguments == 0)
        return fail_usage();
    first = side_of(options, arguments[0], &status);
    if (status == EXIT_FOUND && options->n_arguments > 1)
        second = side_of(options, arguments[1], &status);
    if (status != EXIT_FOUND) {
        json_decref(first);
        return status;
    }
    const bool is_authority = !json_object_get(first, "report");
    if (first && !second && options->n_arguments > 1)
        *word = arguments[1];
    if (!first) /* the daemon suggests others */
        first = json_pack("{s:s}", "authority", arguments[0]);
    *taken = second ? 2 : 1;
    if (!first || (!second && !is_authority))
        status = *word ? fail_second(*word) : fail_usage();
    else if (second)
        json_object_set_new(options->params, "sides",
                            json_pack("[O, O]", first, second));
    else
        json_object_set(options->params, "authority",
                        json_object_get(first, "authority"));
    json_decref(first);
    json_decref(second);
    return status;
}

/* Print what the words find in each report. */
static void
print_compared_hits(const json_t *result)
{
    const json_t *reports = json_object_get(result, "reports");
    const struct style style = print_style(stdout);
    size_t i, j;
    json_t *found_in, *hit;

    json_array_foreach(json_object_get(result, "paragraphs"), i, found_in)
    {
        const json_t *report = json_array_get(reports, i);
        struct line line;
        putchar('\n');
        line_open(&line, &style);
        line_mark(&line, style.strong, member_subject(report));
        fputs(", ", line.out);
        print_text(member_date(report), line.out);
        fputs(": ", line.out);
        print_counted(member_count(found_in, "total"), "paragraph", line.out);
        line_print(&line, "", 4);
        putchar('\n');
        json_array_foreach(json_object_get(found_in, "hits"), j, hit)
        {
            show_hit(hit, j + 1, &style);
            putchar('\n');
        }
    }
}

static const struct records_kind *
kind_of(const struct options *options)
{
    return json_object_get(options->params, "query") ? &records_paragraphs
                                                     : &records_compared;
}

/* With a theme, print what it finds in the reports; else their judgements. */
static void
put_records(const struct options *options, const json_t *result)
{
    const json_t *found = json_object_get(result, "paragraphs");
    json_t *list = json_is_array(found) ? json_array() : grid_compared(result);
    size_t i;
    json_t *of_report;

    json_array_foreach(found, i, of_report)
    {
        json_array_extend(list, json_object_get(of_report, "hits"));
    }
    recording_put(options, kind_of(options), list);
    recording_put_notes(options, result);
    json_decref(list);
}

/* Say if an authority has no report of the same kind as the other side. */
static void
say_different(const struct options *options, const json_t *result)
{
    const struct style style = print_style(stdout);
    bool is_chosen = false;
    size_t i;
    json_t *side;

    json_array_foreach(json_object_get(options->params, "sides"), i, side)
    {
        is_chosen |= json_object_get(side, "authority") != NULL;
    }
    if (!is_chosen || json_is_string(json_object_get(result, "framework")))
        return;
    print_wrapped("They have no inspection of the same kind in common, so "
                  "their latest are compared.",
                  NULL, 0, &style);
    putchar('\n');
}

static void
print_compared(const struct options *options, const json_t *result)
{
    if (form_is_records(options)) {
        put_records(options, result);
        return;
    }
    expansion_show(result, options->params, stdout);
    say_different(options, result);
    grid_show_compared(result);
    print_compared_hits(result);
}

/* Whether there was an answer, so that a word which was perhaps meant as an
 * authority did no harm. */
static bool is_answered;

/* Without words, there is always something: the reports. */
static bool
has_any(const struct options *options, const json_t *result)
{
    const json_t *list = json_object_get(result, "paragraphs");
    bool is_any = !list;
    size_t i;
    json_t *found_in;

    (void)options;
    is_answered = true;
    json_array_foreach(list, i, found_in)
    {
        is_any |= member_count(found_in, "total") > 0;
    }
    return is_any;
}

static int
run(struct options *options)
{
    const bool has_filters = json_object_get(options->params, "filters");
    const char *word = NULL;
    int taken = 0;
    const int status = has_filters ? set_by_filters(options)
                                   : set_by_arguments(options, &taken, &word);

    if (status != EXIT_FOUND)
        return status;
    if ((options->n_arguments > taken && !command_set_query(options, taken)) ||
        !recording_check(options, kind_of(options)))
        return EXIT_ERROR;
    command_set_snippet(options);
    command_set_paths(options);
    const int result =
        command_answer(options, "compare", print_compared, has_any);
    if (!is_answered && word)
        print_failure("\"%s\" was read as a word to search for, because it is "
                      "not an authority or a report in the index",
                      word);
    return result;
}

const struct command cmd_compare = {
    .name = "compare",
    .arguments = "REPORT|AUTHORITY [REPORT|AUTHORITY] [WORD...]",
    .most = -1,
    .options = COMMAND_MATCHING | OPTION_BIT(OPTION_LIMIT) |
               OPTION_BIT(OPTION_FULL) | COMMAND_RECORDS |
               OPTION_BIT(OPTION_ONLY_IDS) | OPTION_BIT(OPTION_ONLY_PATHS) |
               OPTION_BIT(OPTION_JSON),
    .filters = "report|authority",
    .takes_lists = true,
    .saved_from = 1,
    .saved_to = 3,
    .summary = "show two reports side by side",
    .help =
        "Each is named by the id of a report, or is an authority. Of two "
        "authorities it\n"
        "shows the latest reports of the same kind, of one alone its latest "
        "two "
        "with\n"
        "grades. With words, it also prints what each report says. --report "
        "and\n"
        "--authority can name them instead, so that what follows is words.",
    .run = run,
};
