/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "help.h"
#include "findings/schema.h"
#include "print/line.h"
#include "print/print.h"

#include "findings/visible.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define EXIT_STATUS                                                            \
    "Exit status: 0 if something was found, 1 if nothing was, 2 after an "     \
    "error."

/* The options of the overview, from one to another in the order of their ids,
 * and an example. system.guide checks that each option is in one of them, and
 * runs the examples. */
static const struct group {
    const char *title;
    enum option_id first, last;
    const char *example; /* or NULL */
} groups[] = {
    {"Words:", OPTION_MATCH, OPTION_EXACT,
     "findings \"case recording\" --match all"},
    {"Hits:", OPTION_SORT, OPTION_FULL,
     "findings supervision --sort newest -n 20"},
    {"Counts:", OPTION_FACETS, OPTION_ABSENT,
     "findings supervision --facets year,grade --count reports"},
    {"A paragraph and its neighbours:", OPTION_BEFORE, OPTION_AFTER,
     "findings show northmere-2010-02-19/23 --after 3"},
    {"Output:", OPTION_AS_TEXT, OPTION_JSON,
     "findings supervision --fields id,grade,text | grep weeks"},
    {"General:", OPTION_SOCKET, OPTION_VERSION, NULL},
};
enum { N_GROUPS = sizeof groups / sizeof *groups };

/* How help is printed: not wider than most people read it. */
static struct style
style_of_help(void)
{
    enum { WIDTH_MAX = 79 };
    struct style style = print_style(stdout);

    if (style.width > WIDTH_MAX)
        style.width = WIDTH_MAX;
    return style;
}

static void
put(const char *text, size_t indent)
{
    const struct style style = style_of_help();

    print_wrapped(text, NULL, indent, &style);
}

/* Print what may be typed, and what it does beside it or, if there is no room,
 * below. */
static void
put_row(const char *typed, const char *help, size_t indent)
{
    enum { NARROW = 60, INDENT_NARROW = 8 };
    const struct style style = style_of_help();
    char lead[128];

    if (style.width < NARROW)
        indent = INDENT_NARROW;
    snprintf(lead, sizeof lead, "  %-*s", (int)indent - 2, typed);
    if (strlen(lead) > indent || strlen(typed) + 4 > indent) {
        print_wrapped_after("  ", typed, 4, &style);
        print_wrapped(help, NULL, indent, &style);
    } else {
        print_wrapped_after(lead, help, indent, &style);
    }
}

/* Print a filter's option and its values. */
static void
print_filter(const struct findings_field *field)
{
    enum { INDENT = 18 };
    char option[32], words[1024];
    const bool has_words = findings_field_words(field, words, sizeof words);

    snprintf(option, sizeof option, "--%s X", field->option);
    put_row(option, has_words ? words : field->help, INDENT);
}

static void
print_filters(const struct command *command)
{
    if (!command->filters)
        return;
    put("Filters; repeated or comma-separated values are alternatives:", 0);
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option &&
            command_has_filter(command, findings_fields[i].name))
            print_filter(&findings_fields[i]);
}

/* "--match auto|all|any" */
static void
write_option(enum option_id id, char *out, size_t size)
{
    const struct option_row *row = &options_rows[id];
    char name[32];

    snprintf(out, size, "%s%s%s", options_spelling(id, name),
             row->words ? " " : "", row->words ? row->words : "");
}

/* Print each of the options, with what it does. */
static void
print_options(uint64_t options)
{
    enum { INDENT = 25 };

    for (int id = 0; id < OPTIONS; id++) {
        char option[80];
        if (!(options & OPTION_BIT(id)))
            continue;
        write_option((enum option_id)id, option, sizeof option);
        put_row(option, options_rows[id].help, INDENT);
    }
}

/* A list of options, as many to a line as fit. */
struct list {
    struct style style;
    size_t column;
};

static void
add_to_list(struct list *list, const char *option)
{
    const size_t len = strlen(option);

    if (list->column > 0 && list->column + 2 + len + 1 > list->style.width) {
        puts(",");
        list->column = 0;
    }
    fputs(list->column > 0 ? ", " : "  ", stdout);
    /* On a narrow screen an option may be longer than a line with its comma. */
    list->column += 2 + print_cut(option, list->style.width - 3, stdout);
}

/* Print the options of these from first to last. */
static void
print_options_in_short(uint64_t options,
                       enum option_id first,
                       enum option_id last)
{
    struct list list = {.style = style_of_help()};

    for (int id = (int)first; id <= (int)last; id++) {
        char option[80];
        if (!(options & OPTION_BIT(id)))
            continue;
        write_option((enum option_id)id, option, sizeof option);
        add_to_list(&list, option);
    }
    putchar('\n');
}

static void
print_filters_in_short(void)
{
    struct list list = {.style = style_of_help()};

    put("Filters, whose values findings help search lists; several are "
        "alternatives:",
        0);
    for (size_t i = 0; i < findings_n_fields; i++) {
        char option[48];
        if (!findings_fields[i].option)
            continue;
        snprintf(option, sizeof option, "--%s X", findings_fields[i].option);
        add_to_list(&list, option);
    }
    add_to_list(&list, "--from DATE");
    add_to_list(&list, "--to DATE");
    putchar('\n');
    put("findings supervision --area safeguarding --grade good,adequate --from "
        "2010",
        4);
}

static void
print_groups(void)
{
    uint64_t all =
        OPTIONS_OF_ALL | OPTION_BIT(OPTION_HELP) | OPTION_BIT(OPTION_VERSION);

    for (const struct command *const *p = commands_all; *p; p++)
        all |= (*p)->options;
    for (size_t i = 0; i < N_GROUPS; i++) {
        put(groups[i].title, 0);
        print_options_in_short(all, groups[i].first, groups[i].last);
        if (groups[i].example)
            put(groups[i].example, 4);
    }
}

void
help_overview(void)
{
    enum { INDENT = 25 };

    put("usage: findings [COMMAND] WORD... [OPTION...]", 0);
    put("Search inspection reports, paragraph by paragraph.", 0);
    putchar('\n');
    for (const struct command *const *p = commands_all; *p; p++) {
        char usage[64];
        snprintf(usage, sizeof usage, "%s %s", (*p)->name, (*p)->arguments);
        put_row(usage, (*p)->summary, INDENT);
    }
    put_row("help COMMAND", "print the usage of a command", INDENT);
    put_row("help queries", "teach by examples how to write a query", INDENT);
    putchar('\n');
    put("Without a command, findings searches; with -i, hits follow while you "
        "type. A WORD may also be a \"phrase\", AND, OR, NOT, (brackets), "
        "NEAR/5, word*, =exactly, field:value, +must and, after --, -mustnot.",
        0);
    print_filters_in_short();
    print_groups();
    put(EXIT_STATUS, 0);
    put("Manual: findings(1), findings-query(7), findings-config(5), "
        "findings-index(1).",
        0);
}

void
help_command(const struct command *command)
{
    const struct style style = style_of_help();
    struct line line;

    line_open(&line, &style);
    findings_putf(line.out, "usage: findings %s %s%s[OPTION...]", command->name,
                  command->arguments, *command->arguments ? " " : "");
    line_print(&line, "", 4);
    line_open(&line, &style);
    findings_putf(line.out, "%c%s.", toupper((unsigned char)*command->summary),
                  command->summary + 1);
    line_print(&line, "", 0);
    if (command->help)
        put(command->help, 0);
    putchar('\n');
    print_filters(command);
    if (command->options != 0)
        put("Options:", 0);
    print_options(command->options);
    put("Options of every command, which findings(1) explains:", 0);
    print_options_in_short(OPTIONS_OF_ALL, (enum option_id)0, OPTION_VERSION);
    put(EXIT_STATUS, 0);
}
