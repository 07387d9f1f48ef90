/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings: asks the daemon and prints what it answers.
 */
#include "ask/ask.h"
#include "ask/options.h"
#include "commands.h"
#include "help.h"
#include "print/pager.h"
#include "print/print.h"
#include "queries.h"

#include "findings/settings.h"
#include "findings/streams.h"
#include "findings/wire.h"

#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The command, by the first argument; search if that is not the name of one. */
static const struct command *
take_command(struct options *options)
{
    const struct command *command =
        options->n_arguments > 0 ? commands_find(options->arguments[0]) : NULL;

    if (!command) {
        if (options->n_arguments == 1)
            options->near_command = commands_near(options->arguments[0]);
        return commands_all[0];
    }
    options->arguments++;
    options->n_arguments--;
    return command;
}

static int
run_help(const struct options *options)
{
    const char *topic =
        options->n_arguments == 2 ? options->arguments[1] : NULL;
    const struct command *command = topic ? commands_find(topic) : NULL;
    const bool is_queries = topic && strcmp(topic, "queries") == 0;
    const bool is_help = topic && strcmp(topic, "help") == 0;

    if (options->n_arguments > 1 && !command && !is_queries && !is_help) {
        print_failure("help takes the name of a command, or \"queries\"; "
                      "findings help lists the commands; to search for the "
                      "word \"help\", use: findings search help ...");
        return EXIT_ERROR;
    }
    pager_start();
    if (is_queries)
        queries_print();
    else if (command)
        help_command(command);
    else
        help_overview();
    return EXIT_FOUND;
}

/* Print as the options and the settings say. */
static void
set_appearance(const struct options *options)
{
    style_color(options->values[OPTION_COLOR],
                findings_setting(FINDINGS_KEY_COLOR));
    if (findings_setting_is_given(FINDINGS_KEY_PAGER))
        pager_set(findings_setting(FINDINGS_KEY_PAGER));
    if (options_have(options, OPTION_NO_PAGER))
        pager_forbid();
}

static int
run(struct options *options)
{
    if (options_have(options, OPTION_VERSION)) {
        printf("findings " FINDINGS_VERSION " (protocol %d)\n",
               FINDINGS_PROTOCOL);
        return EXIT_FOUND;
    }
    if (options->n_arguments > 0 && strcmp(options->arguments[0], "help") == 0)
        return run_help(options);
    if (options_have(options, OPTION_HELP) &&
        (options->n_arguments == 0 || !commands_find(options->arguments[0]))) {
        pager_start();
        help_overview();
        return EXIT_FOUND;
    }
    const struct command *command = take_command(options);
    if (options_have(options, OPTION_HELP)) {
        pager_start();
        help_command(command);
        return EXIT_FOUND;
    }
    char reason[FINDINGS_REASON_SIZE];
    if (!findings_settings_read(reason)) {
        print_failure("%s", reason);
        return EXIT_ERROR;
    }
    set_appearance(options);
    return commands_run(command, options);
}

int
main(int argc, char **argv)
{
    /* A secret seed would guard hash tables against whoever writes the answers,
     * which is a daemon that is trusted; it would cost a file to open. */
    json_object_seed((size_t)getpid());
    struct options options = {.params = json_object()};
    int status = EXIT_ERROR;

    findings_streams_open();
    /* If a reader such as head closes the pipe early, end as grep does. */
    signal(SIGPIPE, SIG_DFL);
    if (options_read(argc, argv, &options)) {
        set_appearance(&options);
        status = run(&options);
    }
    ask_close();
    json_decref(options.params);
    free(options.saved);
    if (pager_finish())
        return status;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        print_failure("cannot write to standard output; the output is "
                      "incomplete");
        status = EXIT_ERROR;
    }
    return status;
}
