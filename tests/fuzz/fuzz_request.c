/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: a line from a client, as the daemon answers it, without the
 * socket and the loop. Whatever the line is, it gets answers that a client can
 * read, and the same ones when it is sent again.
 */
#include "check.h"

#include "answers.h"

#include <stdlib.h>
#include <string.h>

/* Every paragraph, and the result. */
enum { LINES_MAX = 4 + ANSWERS_ALIKE + 1 };

static struct questions *questions;

static void
close_questions(void)
{
    questions_close(questions);
}

static void
check_failure(const json_t *error)
{
    const char *message = json_string_value(json_object_get(error, "message"));
    const json_int_t code = json_integer_value(json_object_get(error, "code"));

    check(message && *message, "an error says nothing");
    check(code != 0, "an error has no code");
    check(code != FINDINGS_INTERNAL, "a failure has no name");
    check(code != FINDINGS_NO_INDEX, "the index is said to be damaged");
}

/* Jansson accepts nothing but UTF-8. */
static json_t *
check_line(const char *line)
{
    json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

    check(json_is_object(object), "a line is not a JSON object");
    check(json_object_get(object, "id") != NULL, "an answer has no id");
    check(json_object_size(object) == 2,
          "an answer is not one of a part, a result and an error");
    const json_t *error = json_object_get(object, "error");
    check(error || json_object_get(object, "part") ||
              json_is_object(json_object_get(object, "result")),
          "an answer says nothing");
    if (error)
        check_failure(error);
    return object;
}

/* All lines of the answer, without the time that the result took. */
static json_t *
ask(const char *line, size_t len)
{
    struct answer *answer = answer_begin(line, len);
    json_t *lines = json_array();
    bool has_more = true;

    while (has_more) {
        char *made = worked(questions, answer);
        json_t *object = check_line(made);
        has_more = answer_has_more(answer);
        check(has_more == (json_object_get(object, "part") != NULL),
              "the last line is a part, or another one is not");
        json_object_del(json_object_get(object, "result"), "took_us");
        json_array_append_new(lines, object);
        check(json_array_size(lines) <= LINES_MAX, "an answer does not end");
        free(made);
    }
    answer_free(answer);
    return lines;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const char *line = (const char *)bytes;

    if (!questions) {
        void *state;
        answers_set_up(&state);
        questions = state;
        atexit(close_questions);
    }
    /* The wire hands over what is before a newline. */
    const char *newline = len > 0 ? memchr(line, '\n', len) : NULL;
    if (newline)
        len = (size_t)(newline - line);
    json_t *first = ask(line, len), *second = ask(line, len);
    check(json_equal(first, second), "the second answer is another one");
    json_decref(first);
    json_decref(second);
    return 0;
}
