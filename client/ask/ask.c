/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/connection.h"
#include "print/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* After --, an option is a word; whoever wrote it there may not know. */
static void
note_option(const char *word)
{
    if (options_know(word))
        fprintf(stderr,
                "findings: \"%s\" after -- is a word of the query; write "
                "options before --\n",
                word);
}

json_t *
ask_query(const struct options *options, int first)
{
    size_t len = 0;

    for (int i = first; i < options->n_words; i++) {
        len += strlen(options->words[i]) + 1;
        note_option(options->words[i]);
    }
    char *query = calloc(1, len + 1);
    json_t *string = NULL;
    if (query) {
        char *p = query;
        for (int i = first; i < options->n_words; i++)
            p += sprintf(p, "%s%s", i > first ? " " : "", options->words[i]);
        string = json_string(query);
    }
    free(query);
    if (!string)
        fputs("findings: the query is not valid UTF-8; check the terminal's "
              "locale\n",
              stderr);
    return string;
}

static bool
open_link(struct connection *connection,
          const struct options *options,
          char reason[FINDINGS_REASON_SIZE])
{
    char socket[PATH_MAX];

    snprintf(socket, sizeof socket, "%s", options->socket);
    return (*socket || findings_default_socket(socket, PATH_MAX, reason)) &&
           connection_open(connection, socket, reason);
}

/* The result out of the answer, which is taken over; NULL as ask() has it.
 * query is for pointing at what is wrong with it. */
static json_t *
result_of(json_t *answer, const json_t *query, int *status)
{
    json_t *result = json_incref(json_object_get(answer, "result"));

    if (!result) {
        const json_t *error = json_object_get(answer, "error");
        show_error(error, json_string_value(query));
        if (json_integer_value(json_object_get(error, "code")) ==
            FINDINGS_NOT_FOUND)
            *status = EXIT_NOTHING;
    }
    json_decref(answer);
    return result;
}

json_t *
ask_parts(const struct options *options,
          const char *method,
          json_t *params,
          bool (*take)(const json_t *part, void *data),
          void *data,
          int *status)
{
    struct connection connection = {0};
    char reason[FINDINGS_REASON_SIZE];
    json_t *answer = NULL, *result = NULL;
    json_t *query = json_incref(json_object_get(params, "query"));
    bool is_wanted = true;

    *status = EXIT_ERROR;
    if (open_link(&connection, options, reason))
        answer = connection_ask(&connection, method, params, reason);
    else
        json_decref(params);
    for (json_t *part;
         is_wanted && take && (part = json_object_get(answer, "part"));) {
        is_wanted = take(part, data);
        json_decref(answer);
        answer = is_wanted ? connection_next(&connection, reason) : NULL;
    }
    connection_close(&connection);
    if (answer)
        result = result_of(answer, query, status);
    else if (is_wanted)
        fprintf(stderr, "findings: %s\n", reason);
    json_decref(query);
    return result;
}

json_t *
ask(const struct options *options,
    const char *method,
    json_t *params,
    int *status)
{
    return ask_parts(options, method, params, NULL, NULL, status);
}
