/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Suggestions for a word of the paragraphs, or for a value of a field.
 */
#include "messages/tally.h"
#include "messages/json_text.h"
#include "messages/params.h"
#include "methods/methods.h"

#include "findings/wire.h"

#include <string.h>

struct suggestion {
    const char *word;  /* NULL unless words like it are asked for */
    const char *begin; /* NULL unless words that begin so are asked for */
    const struct findings_field *field;
    const char *value;
    size_t limit;
};

static bool
read_value(struct suggestion *a, const json_t *params, struct failure *failure)
{
    const char *name = NULL;

    if (!params_needed(params, "field", "a field, such as \"authority\"", &name,
                       failure) ||
        !(a->field = params_field("field", name, failure)))
        return false;
    if (a->field->kind != FINDINGS_VALUE)
        return failure_param(failure, "field",
                             "values of \"%s\" cannot be suggested; choose a "
                             "field of names, such as \"authority\"",
                             a->field->name);
    return params_needed(params, "value",
                         "the beginning of a value, or something like it",
                         &a->value, failure);
}

static bool
read_suggestion(void *request, const json_t *params, struct failure *failure)
{
    struct suggestion *a = request;
    static const char *const known[] = {"word",  "begin", "field",
                                        "value", "limit", NULL};
    const bool has_value =
        json_object_get(params, "field") || json_object_get(params, "value");
    const bool has_word = json_object_get(params, "word");
    const bool has_begin = json_object_get(params, "begin");

    a->limit = FINDINGS_SUGGESTIONS_DEFAULT;
    if (!params_known(params, known, failure) ||
        !params_count(params, "limit", FINDINGS_SUGGESTIONS_MAX, &a->limit,
                      failure))
        return false;
    if (has_value + has_word + has_begin > 1)
        return failure_param(failure, has_word ? "word" : "begin",
                             "\"word\", \"begin\", and \"field\" with "
                             "\"value\" cannot be combined; give one of them");
    if (has_value)
        return read_value(a, params, failure);
    if (has_begin)
        return params_needed(params, "begin", "the beginning of a word",
                             &a->begin, failure);
    return params_needed(params, "word",
                         "a word, or a \"field\" and a \"value\" instead",
                         &a->word, failure);
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    const struct suggestion *a = request;
    struct fe_counts counts;
    struct fe_info info;
    struct fe_error err;

    enum fe_status status =
        a->word
            ? fe_reader_suggest(call->reader, a->word, a->limit, &counts, &err)
        : a->begin ? fe_reader_complete(call->reader, a->begin, a->limit,
                                        &counts, &err)
                   : fe_reader_suggest_value(call->reader, a->field->slot,
                                             a->value, a->limit, &counts, &err);
    if (status == FE_OK) {
        status = fe_reader_info(call->reader, &info, &err);
        if (status != FE_OK)
            fe_counts_free(&counts);
    }
    if (status != FE_OK)
        return failure_status(failure, &err);
    json_t *result = json_pack("{s:o, s:I}", a->field ? "values" : "words",
                               tally_counts(counts.list, counts.count),
                               "revision", (json_int_t)info.revision);
    fe_counts_free(&counts);
    return json_text_value_new(out, result);
}

const struct method method_suggest = {
    .name = "suggest",
    .needs_reader = true,
    .size = sizeof(struct suggestion),
    .read = read_suggestion,
    .run = run,
};
