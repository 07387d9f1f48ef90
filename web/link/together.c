/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link/together.h"

/* How often to ask again after a commit. */
enum { ROUNDS = 5 };

static json_int_t
revision_of(const struct question *question)
{
    return json_integer_value(
        json_object_get(question_result(question), "revision"));
}

/* The revision of the newest answer. */
static json_int_t
newest(const struct question *questions, size_t n)
{
    json_int_t revision = 0;

    for (size_t i = 0; i < n; i++)
        if (revision_of(&questions[i]) > revision)
            revision = revision_of(&questions[i]);
    return revision;
}

static bool
ask_one(struct link *link,
        struct question *question,
        struct link_failure *failure)
{
    json_t *result = link_ask(link, question->method,
                              json_incref(question->params), failure);

    if (!result)
        return false;
    json_decref(question->answer);
    question->answer = json_pack("{s:o}", "result", result);
    return true;
}

bool
together_ask(struct link *link,
             struct question *questions,
             size_t n,
             bool *is_one,
             struct link_failure *failure)
{
    *is_one = false;
    for (int round = 0; !*is_one && round < ROUNDS; round++) {
        const json_int_t revision = newest(questions, n);
        for (size_t i = 0; i < n; i++)
            if ((!questions[i].answer ||
                 revision_of(&questions[i]) < revision) &&
                !ask_one(link, &questions[i], failure))
                return false;
        *is_one = true;
        for (size_t i = 0; i < n; i++)
            *is_one &= revision_of(&questions[i]) == newest(questions, n);
    }
    return true;
}
