/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands.h"
#include "ask/name_lists.h"
#include "ask/near.h"
#include "ask/saved.h"
#include "print/print.h"

#include "findings/schema.h"

#include <string.h>

const struct command *const commands_all[] = {
    &cmd_search,  &cmd_show,    &cmd_similar,    &cmd_matrix,  &cmd_batch,
    &cmd_trend,   &cmd_reports, &cmd_judgements, &cmd_compare, &cmd_explain,
    &cmd_suggest, &cmd_words,   &cmd_open,       &cmd_web,     &cmd_save,
    &cmd_status,  &cmd_reload,  &cmd_config,     &cmd_mcp,     &cmd_complete,
    NULL,
};

const struct command *
commands_find(const char *name)
{
    for (const struct command *const *p = commands_all; *p; p++)
        if (strcmp((*p)->name, name) == 0)
            return *p;
    return NULL;
}

const char *
commands_near(const char *word)
{
    enum { LEAST = 5 }; /* of a shorter word too many are near */
    const size_t len = strlen(word);

    for (const struct command *const *p = commands_all; len >= LEAST && *p;
         p++) {
        const char *name = (*p)->name;
        const size_t n = strlen(name);
        if (*word == *name && n + 1 >= len && len + 1 >= n &&
            strcmp(word, name) != 0 && near_is(word, len, name, n))
            return name;
    }
    return NULL;
}

#define PAGE (OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET))
#define COUNTS (OPTION_BIT(OPTION_FACETS) | OPTION_BIT(OPTION_COUNT))
#define RECORDS                                                                \
    (OPTION_BIT(OPTION_ONLY_FIELDS) | OPTION_BIT(OPTION_ONLY_IDS) |            \
     OPTION_BIT(OPTION_ONLY_PATHS) | OPTION_BIT(OPTION_HEADER) |               \
     OPTION_BIT(OPTION_NUL))

/* Options that cannot be combined with others; why, and what to do instead. */
static const struct {
    enum option_id id;
    uint64_t others;
    const char *why; /* NULL: each is a way by itself */
} conflicts[] = {
    {OPTION_FORMAT, PAGE,
     "an export has everything that is counted; for a part of it, use --json"},
    {OPTION_FORMAT, OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_FULL),
     "an export has every paragraph, and each whole; leave out the second"},
    {OPTION_FORMAT, COUNTS,
     "an export has paragraphs, not counts; for these, use --json"},
    {OPTION_FORMAT, OPTION_BIT(OPTION_ABSENT),
     "an export has paragraphs; for a list for another program, use --absent "
     "with --json, or in a pipe"},
    {OPTION_FORMAT, OPTION_BIT(OPTION_CITE) | OPTION_BIT(OPTION_JSON) | RECORDS,
     NULL},
    {OPTION_ABSENT, PAGE | OPTION_BIT(OPTION_SORT),
     "the list of those that never mention it is always whole and in order; "
     "leave out the second"},
    {OPTION_ABSENT, OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_FULL) | COUNTS,
     "it lists reports or authorities, not paragraphs; leave out the second"},
    {OPTION_ABSENT, OPTION_BIT(OPTION_CITE),
     "there is no paragraph to cite; leave out --cite"},
    {OPTION_CITE, OPTION_BIT(OPTION_FULL),
     "a citation quotes the whole paragraph; leave out --full"},
    {OPTION_CITE, COUNTS,
     "citations have no counts; ask for these without --cite"},
    {OPTION_CITE, OPTION_BIT(OPTION_JSON) | RECORDS, NULL},
    {OPTION_CSV, OPTION_BIT(OPTION_JSON) | RECORDS, NULL},
    {OPTION_JSON, RECORDS, NULL},
    {OPTION_ONLY_IDS, OPTION_BIT(OPTION_ONLY_FIELDS),
     "--ids is short for --fields id; add id to the fields"},
    {OPTION_ONLY_PATHS,
     OPTION_BIT(OPTION_ONLY_FIELDS) | OPTION_BIT(OPTION_ONLY_IDS),
     "for several fields of each, add path to --fields"},
    {OPTION_ONLY_PATHS, COUNTS,
     "counts have no paths; leave out one of the two"},
    {OPTION_ONLY_IDS, COUNTS, "counts have no ids; leave out one of the two"},
    {OPTION_SVG, OPTION_BIT(OPTION_JSON) | OPTION_BIT(OPTION_CSV) | RECORDS,
     NULL},
    {OPTION_PROMETHEUS, OPTION_BIT(OPTION_JSON), NULL},
    {OPTION_BROWSE,
     PAGE | COUNTS | RECORDS | OPTION_BIT(OPTION_FULL) |
         OPTION_BIT(OPTION_ABSENT) | OPTION_BIT(OPTION_CITE) |
         OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_JSON),
     "-i shows everything on a screen of its own; leave out the second"},
};

/* Whether the options given can be combined. If not, reports why and returns
 * false. */
static bool
agree(const struct options *options)
{
    for (size_t i = 0; i < sizeof conflicts / sizeof *conflicts; i++) {
        for (int id = 0; id < OPTIONS; id++) {
            char a[32], b[32];
            if (!options_have(options, conflicts[i].id) ||
                !(options->given & conflicts[i].others & OPTION_BIT(id)))
                continue;
            return print_failure(
                "%s cannot be combined with %s: %s",
                options_spelling(conflicts[i].id, a),
                options_spelling((enum option_id)id, b),
                conflicts[i].why
                    ? conflicts[i].why
                    : "each is a form of output by itself; use only one");
        }
    }
    return true;
}

/* Whether the number of arguments is right. If not, reports why and returns
 * false. */
static bool
fits(const struct command *command, const struct options *options)
{
    return (options->n_arguments >= command->least &&
            (command->most < 0 || options->n_arguments <= command->most)) ||
           print_failure("%s takes %s; to search for the word \"%s\", use: "
                         "findings search %s ...",
                         command->name, command->takes, command->name,
                         command->name);
}

/* What does the same in a command that does not accept an option. */
static const struct {
    const struct command *command;
    const char *option, *instead;
} equals[] = {
    {&cmd_search, "--csv", "--format csv"}, {&cmd_trend, "--rows", "--by"},
    {&cmd_trend, "--columns", "--by"},      {&cmd_matrix, "--by", "--rows"},
    {&cmd_batch, "--by", "--rows"},
};

static bool
fail_option(const struct command *command, const char *dashes, const char *name)
{
    for (size_t i = 0; i < sizeof equals / sizeof *equals; i++)
        if (equals[i].command == command && strcmp(equals[i].option, name) == 0)
            return print_failure("%s does not accept %s; use %s", command->name,
                                 name, equals[i].instead);
    return print_failure("%s does not accept %s%s; findings help %s lists its "
                         "options",
                         command->name, dashes, name, command->name);
}

/* Whether the command accepts the arguments and options. If not, reports why
 * and returns false. */
static bool
takes(const struct command *command, const struct options *options)
{
    const uint64_t alien =
        options->given & ~(command->options | OPTIONS_OF_ALL);
    json_t *filters = json_object_get(options->params, "filters");
    const char *field;
    json_t *values;
    char name[32];

    for (int id = 0; id < OPTIONS; id++)
        if (alien & OPTION_BIT(id))
            return fail_option(command, "",
                               options_spelling((enum option_id)id, name));
    json_object_foreach(filters, field, values)
    {
        if (!command_has_filter(command, field))
            return fail_option(command, "--", findings_field(field)->option);
    }
    return fits(command, options) && agree(options);
}

/* Put saved queries in place of their names. If that fails, reports why and
 * returns false. */
static bool
expand(const struct command *command, struct options *options)
{
    bool is_good = true;

    for (int i = command->saved_from; is_good && i < command->saved_to; i++)
        is_good = options->saved || saved_expand_argument(options, i);
    return is_good;
}

int
commands_run(const struct command *command, struct options *options)
{
    if (!expand(command, options) || !takes(command, options) ||
        (command->takes_lists && !name_lists_split(options)))
        return EXIT_ERROR;
    return command->run(options);
}
