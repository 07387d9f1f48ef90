/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/session.h"
#include "ask/ask.h"
#include "print/incomplete.h"
#include "print/print.h"

#include "findings/wire.h"

#include <stdlib.h>

/* How often to ask again after a commit. */
enum { ROUNDS = 5 };

struct question
question_of(const char *method, json_t *params)
{
    return (struct question){.method = method, .params = params};
}

void
question_fini(struct question *question)
{
    json_decref(question->params);
    json_decref(question->answer);
    *question = (struct question){0};
}

const json_t *
question_result(const struct question *question)
{
    return json_object_get(question->answer, "result");
}

const json_t *
question_error(const struct question *question)
{
    return json_object_get(question->answer, "error");
}

bool
session_open(struct session *session, const struct options *options)
{
    char reason[FINDINGS_REASON_SIZE];

    return ask_connect(&session->connection, options, reason) ||
           print_failure("%s", reason);
}

void
session_close(struct session *session)
{
    connection_close(&session->connection);
    json_decref(session->latest);
    session->latest = NULL;
}

json_int_t
session_revision(const struct session *session)
{
    return json_integer_value(json_object_get(session->latest, "revision"));
}

/* Some of the questions, while they are asked. */
struct asking {
    struct session *session;
    struct question *questions;
    size_t n;
    size_t next; /* the first that may still have to be sent */
    size_t n_answered;
    size_t n_flying, bytes; /* requests on their way */
};

/* Send the next question if it may be sent now: the daemon works on a few
 * requests at a time, and reads no more than so many bytes ahead. Sending more
 * could leave both sides waiting for the other to read. *is_held is set if it
 * has to wait for an answer. */
static bool
send_next(struct asking *a, bool *is_held)
{
    struct question *question = &a->questions[a->next];
    char reason[FINDINGS_REASON_SIZE];
    char *line = connection_request((json_int_t)a->next + 1, question->method,
                                    json_incref(question->params), reason);
    const size_t len = line ? strlen(line) : 0;
    bool is_good = true;

    *is_held = false;
    if (!line) {
        question->answer = json_pack("{s:{s:i, s:s}}", "error", "code",
                                     FINDINGS_BAD_PARAMS, "message", reason);
        a->n_answered++;
        a->next++;
        return true;
    }
    if (a->n_flying == FINDINGS_IN_FLIGHT_MAX ||
        (a->n_flying > 0 && a->bytes + len > FINDINGS_REQUEST_MAX)) {
        *is_held = true;
    } else if ((is_good =
                    connection_send(&a->session->connection, line, reason))) {
        question->bytes = len;
        a->bytes += len;
        a->n_flying++;
        a->next++;
    } else {
        print_failure("%s", reason);
    }
    free(line);
    return is_good;
}

/* Send as many questions as may be on their way. */
static bool
send_some(struct asking *a)
{
    bool is_good = true;

    for (bool is_held = false; is_good && !is_held && a->next < a->n;) {
        if (a->questions[a->next].answer)
            a->next++;
        else
            is_good = send_next(a, &is_held);
    }
    return is_good;
}

/* The question that the answer is about; NULL if it is about none that was
 * asked. */
static struct question *
question_about(const struct asking *a, const json_t *answer)
{
    const json_int_t id = json_integer_value(json_object_get(answer, "id"));
    struct question *question =
        id > 0 && (size_t)id <= a->n ? &a->questions[id - 1] : NULL;

    return question && question->bytes > 0 ? question : NULL;
}

/* Wait for an answer to any of the questions. */
static bool
take_answer(struct asking *a)
{
    struct connection *connection = &a->session->connection;
    char reason[FINDINGS_REASON_SIZE];
    json_t *answer = connection_receive(connection, reason);
    struct question *question = question_about(a, answer);
    const json_int_t id = question ? question - a->questions + 1 : -1;

    if (!answer ||
        !connection_check(connection, question ? question->method : "", id,
                          answer, reason)) {
        json_decref(answer);
        return print_failure("%s", reason);
    }
    if (!question) { /* an error, as nothing else has the id -1 */
        print_failure("%s", json_string_value(json_object_get(
                                json_object_get(answer, "error"), "message")));
        json_decref(answer);
        return false;
    }
    a->n_flying--;
    a->bytes -= question->bytes;
    question->bytes = 0;
    question->answer = answer;
    a->n_answered++;
    if (question_result(question)) {
        json_decref(a->session->latest);
        a->session->latest = json_incref(json_object_get(answer, "result"));
    }
    return true;
}

bool
session_ask(struct session *session,
            struct question *questions,
            size_t n,
            session_progress *progress,
            void *data)
{
    struct asking a = {.session = session, .questions = questions, .n = n};

    for (size_t i = 0; i < n; i++)
        a.n_answered += questions[i].answer != NULL;
    while (send_some(&a) && a.n_flying > 0) {
        if (!take_answer(&a))
            return false;
        if (progress)
            progress(a.n_answered, data);
    }
    return a.n_answered == n;
}

static bool
is_old(const struct session *session, const struct question *question)
{
    const json_t *result = question_result(question);

    return result && !incomplete_is_same_state(result, session->latest);
}

bool
session_ask_together(struct session *session,
                     struct question *questions,
                     size_t n,
                     session_progress *progress,
                     void *data,
                     bool *is_one)
{
    *is_one = false;
    for (int round = 0; !*is_one && round < ROUNDS; round++) {
        /* After the last round, old numbers are better than none. */
        for (size_t i = 0; round > 0 && i < n; i++) {
            if (!is_old(session, &questions[i]))
                continue;
            json_decref(questions[i].answer);
            questions[i].answer = NULL;
        }
        if (!session_ask(session, questions, n, progress, data))
            return false;
        *is_one = true;
        for (size_t i = 0; i < n; i++)
            *is_one &= !is_old(session, &questions[i]);
    }
    return true;
}
