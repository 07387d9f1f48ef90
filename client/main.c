/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings: asks the daemon and prints what it answers.
 */
#include "link.h"
#include "options.h"
#include "show.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct command {
    const char *name;
    int (*run)(struct options *options);
    int words; /* that it takes; -1: any, and a search's options */
};

/* The result of one question; NULL where an error was told, with the exit
 * status for it. params are taken over. */
static json_t *
ask(const struct options *options,
    const char *method,
    json_t *params,
    int *status)
{
    struct link link = {0};
    char reason[FINDINGS_REASON_SIZE];
    json_t *answer = NULL, *result = NULL;
    /* For pointing at what is wrong with it. */
    json_t *query = json_incref(json_object_get(params, "query"));

    *status = EXIT_ERROR;
    if (link_open(&link, options->socket, reason))
        answer = link_ask(&link, method, params, reason);
    else
        json_decref(params);
    link_close(&link);
    if (!answer) {
        fprintf(stderr, "findings: %s\n", reason);
    } else {
        result = json_incref(json_object_get(answer, "result"));
        if (!result) {
            const json_t *error = json_object_get(answer, "error");
            show_error(error, json_string_value(query));
            if (json_integer_value(json_object_get(error, "code")) ==
                FINDINGS_NOT_FOUND)
                *status = EXIT_NOTHING;
        }
    }
    json_decref(answer);
    json_decref(query);
    return result;
}

static void
print_json(const json_t *object)
{
    json_dumpf(object, stdout, JSON_COMPACT | JSON_REAL_PRECISION(8));
    putchar('\n');
}

/* The words as they were typed, a blank between. */
static json_t *
query_of(const struct options *options)
{
    size_t len = 0;

    for (int i = 0; i < options->n_words; i++)
        len += strlen(options->words[i]) + 1;
    char *query = calloc(1, len + 1);
    if (!query)
        return NULL;
    char *p = query;
    for (int i = 0; i < options->n_words; i++)
        p += sprintf(p, "%s%s", i ? " " : "", options->words[i]);
    json_t *string = json_string(query);
    free(query);
    return string;
}

static int
run_search(struct options *options)
{
    json_t *query = query_of(options);

    if (!query) {
        fputs("findings: the words are no UTF-8 text; check the terminal's "
              "locale\n",
              stderr);
        return EXIT_ERROR;
    }
    json_object_set_new(options->params, "query", query);
    const char *words = json_string_value(query);
    if (strspn(words, " \t\r\n") == strlen(words) &&
        !json_object_get(options->params, "filters") &&
        !json_object_get(options->params, "date_from") &&
        !json_object_get(options->params, "date_to")) {
        fputs("findings: nothing to look for; give words or a filter, or try "
              "findings --help\n",
              stderr);
        return EXIT_ERROR;
    }
    if (options->is_full)
        json_object_set_new(options->params, "snippet",
                            json_integer(FINDINGS_SNIPPET_MAX));
    int status;
    json_t *result =
        ask(options, "search", json_incref(options->params), &status);
    if (!result)
        return status;
    if (options->is_json)
        print_json(result);
    else
        show_hits(result, options->offset);
    const bool is_found =
        json_integer_value(json_object_get(result, "total")) > 0;
    json_decref(result);
    return is_found ? EXIT_FOUND : EXIT_NOTHING;
}

static int
run_show(struct options *options)
{
    int status;
    json_t *result = ask(options, "get",
                         json_pack("{s:s}", "id", options->words[0]), &status);
    if (!result)
        return status;
    if (options->is_json)
        print_json(result);
    else
        show_paragraph(json_object_get(result, "paragraph"));
    json_decref(result);
    return EXIT_FOUND;
}

static int
run_status(struct options *options)
{
    int status;
    json_t *result = ask(options, "status", json_object(), &status);

    if (!result)
        return status;
    if (options->is_json)
        print_json(result);
    else
        show_status(result);
    json_decref(result);
    return EXIT_FOUND;
}

/* The first word may be a command; to search for such a word, say search. */
static const struct command commands[] = {
    {"search", run_search, -1},
    {"show", run_show, 1},
    {"status", run_status, 0},
};

static const struct command *
take_command(struct options *options)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (options->n_words > 0 &&
            strcmp(options->words[0], commands[i].name) == 0) {
            options->words++;
            options->n_words--;
            return &commands[i];
        }
    }
    return &commands[0];
}

/* Whether the words and options are what the command takes. */
static bool
fits(const struct command *command, const struct options *options)
{
    if (command->words < 0 ||
        (options->n_words == command->words && !options->is_full &&
         json_object_size(options->params) == 0))
        return true;
    fprintf(stderr,
            "findings: %s takes %s; to look for the word, say: findings "
            "search %s ...\n",
            command->name,
            command->words == 1 ? "one id, as a search prints it in brackets"
                                : "no words and no filters",
            command->name);
    return false;
}

int
main(int argc, char **argv)
{
    struct options options = {.params = json_object()};
    int status;

    if (options_read(argc, argv, &options, &status)) {
        const struct command *command = take_command(&options);
        status = fits(command, &options) ? command->run(&options) : EXIT_ERROR;
    }
    json_decref(options.params);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("findings: standard output could not be written\n", stderr);
        status = EXIT_ERROR;
    }
    return status;
}
