/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/connection.h"
#include "ask/form.h"
#include "ask/start.h"
#include "print/incomplete.h"
#include "print/line.h"
#include "print/member.h"
#include "print/pager.h"
#include "print/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Warn about a word that is an option but comes after --. */
static void
note_option(const char *word)
{
    if (options_know(word))
        print_failure("\"%s\" after -- is searched for as a word; put options "
                      "before --",
                      word);
}

json_t *
ask_query(const struct options *options, int first)
{
    size_t len = 0;

    for (int i = first; i < options->n_arguments; i++) {
        len += strlen(options->arguments[i]) + 1;
        note_option(options->arguments[i]);
    }
    char *query = calloc(1, len + 1);
    json_t *string = NULL;
    if (query) {
        char *p = query;
        for (int i = first; i < options->n_arguments; i++)
            p +=
                sprintf(p, "%s%s", i > first ? " " : "", options->arguments[i]);
        string = json_string(query);
    }
    free(query);
    if (!string)
        print_failure(
            "%sthe query is not valid UTF-8; check the terminal's locale",
            options->place);
    return string;
}

static bool
connect_to_daemon(struct connection *connection,
                  const struct options *options,
                  bool may_start,
                  const char *first,
                  char reason[FINDINGS_REASON_SIZE])
{
    const char *owner = getenv("FINDINGS_OWNER");
    char socket[PATH_MAX];
    struct start start = {0};

    owner = owner && *owner ? owner : NULL;
    if (options_have(options, OPTION_OWNER))
        owner = options->values[OPTION_OWNER];
    snprintf(socket, sizeof socket, "%s", options->socket);
    if (!*socket && !findings_default_socket(socket, PATH_MAX, reason))
        return false;
    while (!connection_open(connection, socket, owner, first, reason)) {
        if (!may_start ||
            !start_daemon(&start, options, connection, owner, reason))
            return false;
        connection_close(connection);
    }
    start_check_index(options, connection, owner);
    return true;
}

bool
ask_connect(struct connection *connection,
            const struct options *options,
            char reason[FINDINGS_REASON_SIZE])
{
    return connect_to_daemon(connection, options, true, NULL, reason);
}

/* The connection of all requests, and whether the last one was not answered. */
static struct connection kept;
static bool is_lost;

void
ask_close(void)
{
    connection_close(&kept);
}

bool
ask_is_lost(void)
{
    return is_lost;
}

/* Send the request, and connect for it unless we are connected: the daemon
 * closes connections that have been idle for long. Returns the answer, or the
 * first part of it. */
static json_t *
ask_kept(const struct options *options,
         const char *method,
         json_t *params,
         char reason[FINDINGS_REASON_SIZE])
{
    char *line = connection_request(1, method, params, reason);
    bool is_sent = false;

    if (line && kept.is_open && connection_is_quiet(&kept)) {
        is_sent = connection_send(&kept, line, reason);
    } else if (line) {
        connection_close(&kept);
        is_sent = connect_to_daemon(&kept, options, true, line, reason);
    }
    free(line);
    return is_sent ? connection_next(&kept, method, reason) : NULL;
}

/* The option that was given for this parameter of the request, as a person
 * writes it; NULL if there is none. */
static const char *
option_of(const struct options *options, const char *param, char name[32])
{
    for (int id = 0; id < OPTIONS; id++) {
        const char *own = options_rows[id].param;
        if (options_have(options, (enum option_id)id) && own &&
            strcmp(own, param) == 0)
            return options_spelling((enum option_id)id, name);
    }
    return NULL;
}

/* Put the option that was given for the parameter whose name is at p, between
 * quotation marks. Returns how long that is, or 0 if there is none. */
static size_t
put_quoted_option(const struct options *options,
                  const char *p,
                  const char *typed,
                  FILE *out)
{
    const size_t len = *p == '"' ? strcspn(p + 1, "\"") : 0;
    char param[32] = "", name[32];
    const char *option;

    if (len == 0 || len >= sizeof param || !p[1 + len])
        return 0;
    memcpy(param, p + 1, len);
    option = strcmp(param, typed) != 0 ? option_of(options, param, name) : NULL;
    if (!option)
        return 0;
    print_text(option, out);
    return len + 2;
}

/* The message of an error, which begins with the option that it is about. It
 * names options, not the parameters of the protocol. The caller frees it. */
static char *
message_of(const struct options *options, const json_t *error)
{
    const char *param = member_text(json_object_get(error, "data"), "param");
    const char *typed = member_text(options->params, param);
    const char *p = member_text(error, "message");
    char name[32], *message = NULL;
    const char *option = option_of(options, param, name);
    size_t size, len;
    FILE *out = open_memstream(&message, &size);

    if (!out)
        print_out_of_memory();
    if (option) {
        len = put_quoted_option(options, p, typed, out);
        if (len == 0) {
            print_text(option, out);
            fputs(": ", out);
        }
        p += len;
    }
    while (*p) {
        len = option ? put_quoted_option(options, p, typed, out) : 0;
        if (len == 0)
            putc(*p, out);
        p += len > 0 ? len : 1;
    }
    if (fclose(out) != 0)
        print_out_of_memory();
    return message;
}

/* Say on standard error which parts of the index are left out. */
static void
warn_incomplete(const struct options *options, const json_t *parts)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        print_out_of_memory();
    incomplete_write(parts, out);
    if (fclose(out) != 0)
        print_out_of_memory();
    print_failure("%sthe answer is incomplete: %s", options->place, text);
    free(text);
}

void
ask_report(const struct options *options,
           const json_t *error,
           const char *query)
{
    enum { SHOWN = 60 }; /* bytes of the query, before and after the place */
    const json_t *data = json_object_get(error, "data");
    const json_t *offset = json_object_get(data, "offset");
    char *message = message_of(options, error);
    const bool is_late = json_integer_value(json_object_get(error, "code")) ==
                         FINDINGS_TIMED_OUT;

    print_failure("%s%s%s", options->place, message,
                  is_late ? "; see --timeout" : "");
    free(message);
    if (json_object_get(data, incomplete_key))
        warn_incomplete(options, json_object_get(data, incomplete_key));
    if (!query || !json_is_integer(offset))
        return;
    const size_t len = strlen(query);
    size_t at = (size_t)json_integer_value(offset);
    at = at < len ? at : len;
    size_t from = at > SHOWN ? at - SHOWN : 0;
    while (from > 0 && (query[from] & 0xc0) == 0x80)
        from--;
    fputs("    ", stderr);
    for (const char *p = query + from; *p && p < query + at + SHOWN;)
        p += print_char(p, stderr);
    fputs("\n    ", stderr);
    size_t column = 0, width;
    for (const char *p = query + from; p < query + at; column += width)
        p += print_step(p, &width);
    fprintf(stderr, "%*s^\n", (int)column, "");
}

/* The note for a person, before what is printed of the result. */
static void
put_incomplete(const json_t *parts)
{
    pager_start();
    const struct style style = print_style(stdout);
    struct line line;

    line_open(&line, &style);
    line_mark(&line, style.strong, "This answer is incomplete:");
    putc(' ', line.out);
    incomplete_write(parts, line.out);
    fputs(". findings status lists all parts of the index.", line.out);
    line_print(&line, "", 0);
    putchar('\n');
}

void
ask_note_incomplete(const struct options *options, const json_t *result)
{
    static json_t *noted; /* with the latest answer; NULL: nothing */
    static char place[sizeof options->place];
    const json_t *parts = json_object_get(result, incomplete_key);
    const bool is_for_person = form_is_for_person(options);
    const bool is_known =
        incomplete_is_same(parts, noted) &&
        (!is_for_person || strcmp(place, options->place) == 0);

    json_decref(noted);
    noted = json_incref((json_t *)parts);
    snprintf(place, sizeof place, "%s", options->place);
    if (!parts || is_known)
        return;
    if (is_for_person)
        put_incomplete(parts);
    else
        warn_incomplete(options, parts);
}

/* The result of the answer, of which it takes ownership. NULL if it is an
 * error, which is printed or, if nothing was found and missing is not NULL, put
 * there; *status is then set for it. */
static json_t *
result_of(const struct options *options,
          json_t *answer,
          const json_t *query,
          json_t **missing,
          int *status)
{
    json_t *result = json_incref(json_object_get(answer, "result"));
    json_t *error = json_object_get(answer, "error");
    const bool is_missing =
        json_integer_value(json_object_get(error, "code")) ==
        FINDINGS_NOT_FOUND;

    if (!result && is_missing)
        *status = EXIT_NOTHING;
    if (!result && is_missing && missing)
        *missing = json_incref(error);
    else if (!result)
        ask_report(options, error, json_string_value(query));
    if (result)
        ask_note_incomplete(options, result);
    json_decref(answer);
    return result;
}

/* The parts of an answer: who takes them. */
struct taker {
    bool (*take)(const json_t *part, void *data);
    void *data;
};

static json_t *
ask(const struct options *options,
    const char *method,
    json_t *params,
    const struct taker *taker,
    json_t **missing,
    int *status)
{
    char reason[FINDINGS_REASON_SIZE];
    json_t *query = json_incref(json_object_get(params, "query"));
    json_t *answer = ask_kept(options, method, params, reason);
    json_t *result = NULL;
    bool is_wanted = true;

    *status = EXIT_ERROR;
    for (json_t *part;
         is_wanted && taker && (part = json_object_get(answer, "part"));) {
        is_wanted = taker->take(part, taker->data);
        json_decref(answer);
        answer = is_wanted ? connection_next(&kept, method, reason) : NULL;
    }
    is_lost = !answer;
    if (is_lost)
        ask_close(); /* what is left of the answer is not read */
    if (answer)
        result = result_of(options, answer, query, missing, status);
    else if (is_wanted)
        print_failure("%s%s", options->place, reason);
    json_decref(query);
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
    const struct taker taker = {.take = take, .data = data};

    return ask(options, method, params, &taker, NULL, status);
}

json_t *
ask_daemon(const struct options *options,
           const char *method,
           json_t *params,
           int *status)
{
    return ask(options, method, params, NULL, NULL, status);
}

json_t *
ask_whether(const struct options *options,
            const char *method,
            json_t *params,
            json_t **error,
            int *status)
{
    *error = NULL;
    return ask(options, method, params, NULL, error, status);
}

json_t *
ask_quickly(const struct options *options, const char *method, json_t *params)
{
    /* Half of the time for the greeting, half for the answer. */
    enum { EACH_MS = ASK_QUICKLY_MS / 2 };
    struct connection connection = {.silence_ms = EACH_MS, .line_ms = EACH_MS};
    char reason[FINDINGS_REASON_SIZE];
    json_t *answer = NULL;

    json_object_set_new(params, "timeout_ms", json_integer(EACH_MS));
    char *line = connection_request(1, method, params, reason);
    if (line && connect_to_daemon(&connection, options, false, line, reason))
        answer = connection_next(&connection, method, reason);
    free(line);
    connection_close(&connection);
    json_t *result = json_incref(json_object_get(answer, "result"));
    json_decref(answer);
    return result;
}
