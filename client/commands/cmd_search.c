/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/form.h"
#include "commands/absentees.h"
#include "commands/browsing.h"
#include "commands/command.h"
#include "commands/each.h"
#include "commands/exporting.h"
#include "commands/found_records.h"
#include "commands/hit_list.h"
#include "print/line.h"
#include "print/naming.h"
#include "print/print.h"

#include "findings/visible.h"

#include <stdio.h>
#include <string.h>

static bool
has_filter(const json_t *params)
{
    return json_object_get(params, "filters") ||
           json_object_get(params, "date_from") ||
           json_object_get(params, "date_to");
}

static void
set_collapse(struct options *options)
{
    if (!options_have(options, OPTION_ALL))
        json_object_set_new(options->params, "collapse", json_true());
}

/* Say above the hits what a query of one word may have been meant to be. */
static void
put_meant(const struct options *options)
{
    const char *word = options->arguments[0];
    const struct style style = print_style(stdout);
    struct line line;
    size_t n_put = 0;

    if (naming_is_report(word) && !strpbrk(word, " :\"")) {
        line_open(&line, &style);
        findings_putf(line.out, "To show it: findings show %s", word);
        line_print(&line, "", 0);
        n_put++;
    }
    if (options->near_command) {
        line_open(&line, &style);
        findings_putf(line.out,
                      "\"%s\" is searched for; the command is: findings %s",
                      word, options->near_command);
        line_print(&line, "", 0);
        n_put++;
    }
    print_gap(n_put, stdout);
}

static void
print_hits(const struct options *options, const json_t *result)
{
    if (options->n_arguments == 1 && !options_have(options, OPTION_CITE))
        put_meant(options);
    hit_list_print(options, result);
}

static int
search(struct options *options)
{
    const char *typed = command_set_query(options, 0);

    if (!typed)
        return EXIT_ERROR;
    if (options_have(options, OPTION_ABSENT))
        return absentees_run(options);
    if (options_have(options, OPTION_BROWSE)) {
        set_collapse(options);
        return browsing_run(options);
    }
    if (command_is_blank(typed) && !has_filter(options->params)) {
        print_failure("nothing to search for; give words or a filter, or see "
                      "findings --help");
        return EXIT_ERROR;
    }
    if (options_have(options, OPTION_FORMAT))
        return exporting_run(options);
    command_set_paths(options);
    if (form_is_records(options))
        return found_records_run(options);
    command_set_count(options);
    command_set_snippet(options);
    set_collapse(options);
    return command_answer(options, "search", print_hits, hit_list_has_any);
}

/* Search for a line of standard input, under the line as a heading. */
static int
search_line(struct options *options, const char *line, bool is_first)
{
    const struct style style = print_style(stdout);
    char *arguments[] = {(char *)line};

    if (form_is_for_person(options)) {
        fputs(is_first ? "" : "\n", stdout);
        fputs(style.strong, stdout);
        print_wrapped_after("== ", line, 3, &style);
        fputs(style.plain, stdout);
        putchar('\n');
    }
    options->arguments = arguments;
    options->n_arguments = 1;
    return search(options);
}

static int
run(struct options *options)
{
    if (!each_is_input(options))
        return search(options);
    if (!options_have(options, OPTION_FORMAT))
        return each_line(options, search_line);
    print_failure("--format prints one result, but - reads many queries from "
                  "standard input; search for one at a time");
    return EXIT_ERROR;
}

const struct command cmd_search = {
    .name = "search",
    .arguments = "[WORD...]",
    .most = -1,
    .options = COMMAND_DATES | COMMAND_MATCHING | COMMAND_PAGE |
               OPTION_BIT(OPTION_SORT) | OPTION_BIT(OPTION_ALL) |
               OPTION_BIT(OPTION_FULL) | OPTION_BIT(OPTION_FACETS) |
               OPTION_BIT(OPTION_COUNT) | OPTION_BIT(OPTION_ABSENT) |
               COMMAND_RECORDS | OPTION_BIT(OPTION_ONLY_IDS) |
               OPTION_BIT(OPTION_ONLY_PATHS) | OPTION_BIT(OPTION_CITE) |
               OPTION_BIT(OPTION_BROWSE) | OPTION_BIT(OPTION_FORMAT) |
               OPTION_BIT(OPTION_JSON),
    .filters = "*",
    .takes_lists = true,
    .saved_to = 1,
    .summary = "find paragraphs about the words, best first",
    .help = "Without words it lists what the filters select; with - it reads "
            "queries.",
    .run = run,
};
