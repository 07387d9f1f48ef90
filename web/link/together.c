/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link/together.h"

#include "print/incomplete.h"

/* How often to ask again after a commit. */
enum { ROUNDS = 5 };

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

/* Whether an answer is from the same state of the index as the latest one. */
static bool
is_alike(const struct question *question, const struct question *latest)
{
    return !latest || incomplete_is_same_state(question_result(question),
                                               question_result(latest));
}

bool
together_ask(struct link *link,
             struct question *questions,
             size_t n,
             bool *is_one,
             struct link_failure *failure)
{
    const struct question *latest = NULL;

    for (size_t i = 0; i < n; i++)
        if (questions[i].answer)
            latest = &questions[i];
    *is_one = false;
    for (int round = 0; !*is_one && round < ROUNDS; round++) {
        for (size_t i = 0; i < n; i++) {
            if (questions[i].answer && is_alike(&questions[i], latest))
                continue;
            if (!ask_one(link, &questions[i], failure))
                return false;
            latest = &questions[i];
        }
        *is_one = true;
        for (size_t i = 0; i < n; i++)
            *is_one &= is_alike(&questions[i], latest);
    }
    return true;
}
