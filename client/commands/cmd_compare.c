/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/expansion.h"
#include "print/grid.h"
#include "print/line.h"
#include "print/member.h"
#include "print/print.h"
#include "print/show.h"

#include "findings/wire.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Whether the text contains a date, as the ids of reports do but names do not.
 */
static bool
is_report(const char *text)
{
    static const char day[] = "-0000-00-00";

    for (; (text = strchr(text, '-')); text++) {
        size_t i = 0;
        while (day[i] && (day[i] == '0' ? isdigit((unsigned char)text[i]) != 0
                                        : text[i] == day[i]))
            i++;
        if (!day[i])
            return true;
    }
    return false;
}

/* Set which reports to compare, by --report or --authority, else by the first
 * arguments, according to what they look like. Returns how many arguments it
 * used, or -1 on error. */
static int
set_compared(struct options *options)
{
    json_t *params = options->params;
    json_t *filters = json_object_get(params, "filters");
    json_t *reports = json_incref(json_object_get(filters, "report"));
    json_t *authorities = json_object_get(filters, "authority");
    json_t *authority = NULL;
    char **arguments = options->arguments;
    int taken = 0;

    if (filters) {
        authority = json_incref(json_array_get(authorities, 0));
    } else if (options->n_arguments > 0 && !is_report(arguments[0])) {
        authority = json_string(arguments[0]);
        taken = 1;
    } else if (options->n_arguments > 1 && is_report(arguments[1])) {
        reports = json_pack("[s, s]", arguments[0], arguments[1]);
        taken = 2;
    }
    const bool is_good =
        filters ? reports ? json_array_size(reports) == 2 && !authorities
                          : json_array_size(authorities) == 1
                : authority || reports;
    if (is_good && reports)
        json_object_set(params, "reports", reports);
    else if (is_good)
        json_object_set(params, "authority", authority);
    json_object_del(params, "filters");
    json_decref(reports);
    json_decref(authority);
    if (is_good)
        return taken;
    print_failure(
        "compare takes the ids of two reports, or one authority: findings "
        "compare REPORT REPORT, or findings compare AUTHORITY; findings "
        "judgements --csv lists the ids");
    return -1;
}

/* Whether there is an authority of this name, ignoring letter case. */
static bool
is_authority(const struct options *options, const char *name, int *status)
{
    json_t *result =
        ask_daemon(options, "suggest",
                   json_pack("{s:s, s:s, s:i}", "field", "authority", "value",
                             name, "limit", FINDINGS_SUGGESTIONS_MAX),
                   status);
    bool is_one = false;
    size_t i;
    json_t *value;

    json_array_foreach(json_object_get(result, "values"), i, value)
    {
        is_one |= strcasecmp(member_text(value, "value"), name) == 0;
    }
    if (result)
        *status = EXIT_FOUND;
    json_decref(result);
    return is_one;
}

/* Refuse two authorities, the second of which would be taken for words to
 * search for. Returns EXIT_FOUND if the words are to be searched for, else the
 * exit status. */
static int
check_theme(const struct options *options, const char *typed)
{
    const char *authority = options->arguments[0];
    int status;

    if (command_is_blank(typed) || !is_authority(options, typed, &status))
        return command_is_blank(typed) ? EXIT_FOUND : status;
    print_failure(
        "compare takes one authority or two reports, but \"%s\" is an "
        "authority too; give a report of each, or search for the word "
        "with: findings compare --authority \"%s\" \"%s\"",
        typed, authority, typed);
    return EXIT_ERROR;
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

static void
print_compared(const struct options *options, const json_t *result)
{
    if (recording_is_wanted(options)) {
        put_records(options, result);
        return;
    }
    expansion_show(result, options->params, stdout);
    grid_show_compared(result);
    print_compared_hits(result);
}

static int
run(struct options *options)
{
    int status;
    const int taken = set_compared(options);
    const char *typed = "";

    if (taken < 0)
        return EXIT_ERROR;
    if (options->n_arguments > taken &&
        !(typed = command_set_query(options, taken)))
        return EXIT_ERROR;
    if (taken == 1 && (status = check_theme(options, typed)) != EXIT_FOUND)
        return status;
    if (!recording_check(options, kind_of(options)))
        return EXIT_ERROR;
    command_set_snippet(options);
    return command_answer(options, "compare", print_compared, NULL);
}

const struct command cmd_compare = {
    .name = "compare",
    .arguments = "REPORT REPORT|AUTHORITY [WORD...]",
    .most = -1,
    .options = COMMAND_MATCHING | OPTION_BIT(OPTION_LIMIT) |
               OPTION_BIT(OPTION_FULL) | COMMAND_RECORDS |
               OPTION_BIT(OPTION_ONLY_IDS) | OPTION_BIT(OPTION_JSON),
    .filters = "report|authority",
    .takes_lists = true,
    .summary = "show two reports side by side",
    .help =
        "The two of an authority are its latest with grades. With words, it "
        "also prints\n"
        "what each report says. --report A,B or --authority A can name "
        "them instead.",
    .run = run,
};
