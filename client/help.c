/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "help.h"
#include "findings/schema.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 79 };

#define EXIT_STATUS                                                            \
    "Exit status: 0 if something was found, 1 if nothing was, 2 after an "     \
    "error."

/* Print a filter's option and its values, wrapped. */
static void
print_filter(const struct findings_field *field)
{
    enum { INDENT = 18 };
    char option[INDENT], words[1024];
    size_t column = INDENT;

    snprintf(option, sizeof option, "--%s X", field->option);
    printf("  %-*s", INDENT - 2, option);
    if (!findings_field_words(field, words, sizeof words)) {
        puts(field->help);
        return;
    }
    for (char *rest = words, *word; (word = strsep(&rest, ","));) {
        const size_t len = strlen(word) + (rest != NULL);
        if (column + len > WIDTH) {
            printf("\n%*s", INDENT, "");
            column = INDENT;
            word += *word == ' ';
        }
        printf("%s%s", word, rest ? "," : "");
        column += len;
    }
    putchar('\n');
}

static void
print_filters(const struct command *command)
{
    if (!command->filters)
        return;
    puts("Filters; repeated or comma-separated values are alternatives:");
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option &&
            command_has_filter(command, findings_fields[i].name))
            print_filter(&findings_fields[i]);
}

/* "--match auto|all|any" */
static size_t
write_option(enum option_id id, char *out, size_t size)
{
    const struct option_row *row = &options_rows[id];
    char name[32];

    return (size_t)snprintf(out, size, "%s%s%s", options_spelling(id, name),
                            row->words ? " " : "",
                            row->words ? row->words : "");
}

/* Print what may be typed, and what it does beside it or, if it is long, below.
 */
static void
print_row(const char *typed, const char *help)
{
    enum { INDENT = 25 };

    if (strlen(typed) + 4 > INDENT)
        printf("  %s\n%*s%s\n", typed, INDENT, "", help);
    else
        printf("  %-*s%s\n", INDENT - 2, typed, help);
}

/* Print each of the options, with what it does. */
static void
print_options(uint64_t options)
{
    for (int id = 0; id < OPTIONS; id++) {
        char option[80];
        if (!(options & OPTION_BIT(id)))
            continue;
        write_option((enum option_id)id, option, sizeof option);
        print_row(option, options_rows[id].help);
    }
}

/* Print the options alone, as many to a line as fit. */
static void
print_options_in_short(uint64_t options)
{
    size_t column = 0;

    for (int id = 0; id < OPTIONS; id++) {
        char option[80];
        if (!(options & OPTION_BIT(id)))
            continue;
        const size_t len =
            write_option((enum option_id)id, option, sizeof option);
        if (column > 0 && column + 2 + len > WIDTH) {
            puts(",");
            column = 0;
        }
        printf("%s%s", column > 0 ? ", " : "  ", option);
        column += len + 2;
    }
    putchar('\n');
}

void
help_overview(void)
{
    puts("usage: findings [COMMAND] WORD... [OPTION...]\n");
    for (const struct command *const *p = commands_all; *p; p++) {
        char usage[64];
        snprintf(usage, sizeof usage, "%s %s", (*p)->name, (*p)->arguments);
        print_row(usage, (*p)->summary);
    }
    print_row("help COMMAND", "print the usage of a command");
    puts("\nWithout a command, findings searches. A WORD may also be a "
         "\"phrase\",\n"
         "AND, OR, NOT, (brackets), NEAR/5, word*, =exactly, field:value, "
         "+must and,\n"
         "after --, -mustnot: see findings-query(7).\n");
    print_filters(commands_all[0]);
    puts("  --from DATE, --to DATE   2010, 2010-10 or 2010-10-15\n"
         "Options of a search:");
    print_options_in_short(commands_all[0]->options &
                           ~(OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO)));
    puts("Options of every command:\n  --text, --socket PATH, --owner USER, "
         "--timeout SECONDS, --no-start, --help, --version\n" EXIT_STATUS);
}

void
help_command(const struct command *command)
{
    printf("usage: findings %s %s%s[OPTION...]\n%c%s.\n", command->name,
           command->arguments, *command->arguments ? " " : "",
           command->summary[0] & ~0x20, command->summary + 1);
    if (command->help)
        puts(command->help);
    putchar('\n');
    print_filters(command);
    if (command->options != 0)
        puts("Options:");
    print_options(command->options);
    puts("Options of every command, which findings(1) explains:");
    print_options_in_short(OPTIONS_OF_ALL);
    puts(EXIT_STATUS);
}
