/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Completion, for the scripts in share/completion: a shell passes the line that
 * is being typed, and offers what is printed.
 */
#include "completion/candidates.h"
#include "completion/known.h"
#include "completion/line.h"
#include "completion/values.h"

#include "commands.h"
#include "print/print.h"

#include <stdlib.h>
#include <string.h>

/* What the words before the cursor say. */
struct context {
    const char *program;
    const struct command *command;      /* NULL if it is not known yet */
    bool is_help;                       /* the command is "help" */
    bool is_after_dashes;               /* no option follows */
    struct known_option all[KNOWN_MAX]; /* of the program */
    size_t n;
    const struct known_option *pending; /* whose value comes next; or NULL */
    struct options daemon; /* which daemon to ask, as the words say */
};

/* The option that the word is, or begins with before "="; NULL if it is none.
 */
static const struct known_option *
find_option(const struct context *context, const char *word)
{
    const size_t len = strcspn(word, "=");

    for (size_t i = 0; i < context->n; i++)
        if (strlen(context->all[i].spelling) == len &&
            strncmp(context->all[i].spelling, word, len) == 0)
            return &context->all[i];
    return NULL;
}

/* Use a value that says which daemon is to be asked. */
static void
note_value(struct context *context,
           const struct known_option *option,
           const char *value)
{
    if (strcmp(option->spelling, "--socket") == 0) {
        snprintf(context->daemon.socket, sizeof context->daemon.socket, "%s",
                 value);
    } else if (strcmp(option->spelling, "--owner") == 0) {
        context->daemon.given |= OPTION_BIT(OPTION_OWNER);
        context->daemon.values[OPTION_OWNER] = value;
    }
}

static void
note_argument(struct context *context, const char *word)
{
    if (context->command || context->is_help)
        return;
    context->is_help = strcmp(word, "help") == 0;
    context->command = commands_find(word);
    if (!context->command && !context->is_help)
        context->command = commands_all[0];
}

static void
note_word(struct context *context, const char *word)
{
    const struct known_option *option = context->pending;
    const char *equals = strchr(word, '=');

    context->pending = NULL;
    if (option) {
        note_value(context, option, word);
    } else if (context->is_after_dashes || *word != '-' || !word[1]) {
        note_argument(context, word);
    } else if (strcmp(word, "--") == 0) {
        context->is_after_dashes = true;
    } else {
        option = find_option(context, word);
        if (option && option->values && equals)
            note_value(context, option, equals + 1);
        else if (option && option->values)
            context->pending = option;
    }
}

static void
read_context(struct context *context, const struct line *line)
{
    const char *slash = strrchr(line->words[0], '/');

    context->program = slash ? slash + 1 : line->words[0];
    context->n = known_options(context->program, NULL, context->all);
    for (size_t i = 1; i + 1 < line->n; i++)
        note_word(context, line->words[i]);
}

static void
add_value(struct candidates *candidates,
          const struct context *context,
          const struct known_option *option)
{
    if (option->field)
        values_add_list(candidates, option->field, &context->daemon);
    else if (option->values)
        values_add(candidates, option->values, &context->daemon);
}

static void
add_options(struct candidates *candidates, const struct context *context)
{
    struct known_option list[KNOWN_MAX];
    const struct command *command =
        context->command ? context->command : commands_all[0];
    const size_t n = known_options(context->program, command, list);

    for (size_t i = 0; i < n; i++)
        candidates_add(candidates, list[i].spelling, list[i].help);
}

static void
add_arguments(struct candidates *candidates, const struct context *context)
{
    const char *arguments = known_arguments(context->program);

    if (!arguments && context->is_help)
        arguments = "COMMAND|queries";
    else if (!arguments)
        arguments = context->command ? context->command->arguments : "COMMAND";
    values_add(candidates, arguments, &context->daemon);
    /* It may also be the first word of a search. */
    if (candidates->n == 0 && !context->command && !context->is_help)
        values_add(candidates, "WORD", &context->daemon);
}

static void
add_all(struct candidates *candidates, const struct context *context)
{
    const char *last = line_last(candidates->line);
    const char *equals = strchr(last, '=');
    const bool is_option = !context->is_after_dashes && *last == '-';
    const struct known_option *option =
        is_option && equals ? find_option(context, last) : NULL;

    if (context->pending) {
        add_value(candidates, context, context->pending);
    } else if (option) {
        candidates->kept = (size_t)(equals + 1 - last);
        add_value(candidates, context, option);
    } else if (is_option) {
        add_options(candidates, context);
    } else {
        add_arguments(candidates, context);
    }
}

static int
run(struct options *options)
{
    const char *breaks =
        getenv("COMP_WORDBREAKS"); /* bash's script passes it */
    const char *text = options->arguments[0];
    struct line line = {0};
    struct candidates candidates = {
        .shell = shell_find(options->values[OPTION_SHELL]), .line = &line};
    struct context context = {.daemon = *options};

    if (!strchr(text, ' ')) {
        print_failure("complete takes a command line as it is being typed, for "
                      "a shell; to search for the word \"complete\", use: "
                      "findings search complete ...");
        return EXIT_ERROR;
    }
    if (line_read(&line, text, breaks ? breaks : "=:")) {
        read_context(&context, &line);
        add_all(&candidates, &context);
    }
    const bool has_any = candidates.n > 0;
    candidates_print(&candidates);
    candidates_fini(&candidates);
    line_fini(&line);
    return has_any ? EXIT_FOUND : EXIT_NOTHING;
}

const struct command cmd_complete = {
    .name = "complete",
    .arguments = "LINE",
    .takes = "one command line, as it is being typed",
    .least = 1,
    .most = 1,
    .options = OPTION_BIT(OPTION_SHELL),
    .summary = "print what the last word may become, for a shell",
    .help = "Each line is a word and, after a tab, what it means.",
    .run = run,
};
