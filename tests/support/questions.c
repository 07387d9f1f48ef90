/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "questions.h"

#include "lexicon_setup.h"

#include "findings/schema.h"
#include "findings/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct words_reader words_reader = {lexicon_setup_words, NULL, 0};

static char srv_db[] = "/srv/db";
static const struct served served = {
    .db = srv_db,
    .places = {srv_db},
    .n_places = 1,
    .parts = {{(const char *const *)served.places, 1}},
    .n = 1};

struct facts questions_facts = {.served = &served,
                                .limits = limits_default,
                                .revision = 12,
                                .connections = 3,
                                .running = 2,
                                .waiting = 1,
                                .unread_bytes = 70000,
                                .words_reader = &words_reader};

char *
json_text(const char *text)
{
    char *json = strdup(text);

    assert_non_null(json);
    for (char *p = json; *p; p++)
        if (*p == '\'')
            *p = '"';
    return json;
}

json_t *
json_of(const char *text)
{
    char *json = json_text(text);
    json_t *value = json_loads(json, JSON_DECODE_ANY, NULL);

    if (!value)
        fail_msg("no JSON: %s", json);
    free(json);
    return value;
}

void
questions_use(struct questions *q, const struct fe_lexicon *lexicon)
{
    fe_reader_close(q->reader);
    assert_int_equal(fe_reader_open_path(q->db, lexicon, &q->reader, NULL),
                     FE_OK);
}

/* Questions about the index at db, or if that is NULL about one that is still
 * to be made. */
static struct questions *
prepare(const char *db)
{
    struct questions *q = calloc(1, sizeof *q);
    char reason[LEXICON_SETUP_REASON_SIZE];

    assert_non_null(q);
    q->folder = test_folder();
    q->db = db ? strdup(db) : test_path(q->folder, "db");
    setenv("XDG_CONFIG_HOME", q->folder, 1); /* not the user's words */
    /* Shared by all tests: it never changes, and is slow to build. */
    struct words **words = &questions_facts.words;
    if (!*words)
        *words = lexicon_setup_words(&words_reader, false, reason);
    assert_non_null(*words);
    q->lexicon = (*words)->lexicon;
    return q;
}

struct questions *
questions_over(const char *db)
{
    struct questions *q = prepare(db);

    questions_use(q, q->lexicon);
    return q;
}

struct questions *
questions_open(void)
{
    struct questions *q = prepare(NULL);

    assert_int_equal(fe_writer_open(q->db, &q->writer, NULL), FE_OK);
    assert_int_equal(fe_writer_set_metadata(q->writer, FINDINGS_SCHEMA_KEY,
                                            FINDINGS_SCHEMA, NULL),
                     FE_OK);
    questions_commit(q);
    questions_use(q, q->lexicon);
    return q;
}

void
questions_close(struct questions *q)
{
    fe_reader_close(q->reader);
    fe_writer_close(q->writer);
    free(q->db);
    test_folder_remove(q->folder);
    free(q);
}

int
questions_teardown(void **state)
{
    questions_close(*state);
    return 0;
}

/* The field's value as the index stores it: a string, or the digits of a
 * number. */
static const char *
value_of(const json_t *record, const char *name, char digits[24])
{
    const json_t *value = json_object_get(record, name);

    if (!json_is_integer(value))
        return json_string_value(value);
    snprintf(digits, 24, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    return digits;
}

/* As the indexer writes records: without blanks, and with the text last. */
static char *
data_of(json_t *record)
{
    json_t *text = json_incref(json_object_get(record, "text"));

    json_object_del(record, "text");
    json_object_set_new(record, "text", text);
    return json_dumps(record, JSON_COMPACT);
}

void
questions_add(struct questions *q, const char *text)
{
    char digits[FINDINGS_FIELDS_MAX][24];
    json_t *record = json_of(text);
    char *data = data_of(record);
    char *terms[FINDINGS_FIELDS_MAX];
    struct fe_text texts[FINDINGS_FIELDS_MAX + 1] = {
        {.text = json_string_value(json_object_get(record, "text")),
         .text_len = json_string_length(json_object_get(record, "text")),
         .weight = 1}};
    struct fe_value values[FINDINGS_FIELDS_MAX];
    struct fe_document document = {.data = data,
                                   .data_len = strlen(data),
                                   .texts = texts,
                                   .n_texts = 1,
                                   .terms = (const char *const *)terms,
                                   .values = values};

    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        const char *value = value_of(record, field->name, digits[i]);
        if (!value)
            continue;
        if (field->kind == FINDINGS_TEXT)
            texts[document.n_texts++] =
                (struct fe_text){field->prefix, value, strlen(value), 1};
        else if (field->prefix)
            terms[document.n_terms++] = findings_term(field, value);
        if (field->slot > 0)
            values[document.n_values++] = (struct fe_value){field->slot, value};
    }
    assert_int_equal(fe_writer_add(q->writer, &document, NULL), FE_OK);
    for (size_t i = 0; i < document.n_terms; i++)
        free(terms[i]);
    json_decref(record);
    free(data);
}

void
questions_keep(struct questions *q, const char *report, const char *record)
{
    char key[256], *json = json_text(record);

    snprintf(key, sizeof key, FINDINGS_REPORT_KEY "%s", report);
    assert_int_equal(fe_writer_set_metadata(q->writer, key, json, NULL), FE_OK);
    free(json);
}

void
questions_commit(struct questions *q)
{
    assert_int_equal(fe_writer_commit(q->writer, NULL), FE_OK);
}

char *
worked(struct questions *q, struct answer *answer)
{
    size_t len;

    assert_non_null(answer);
    answer_work(answer, answer_needs_reader(answer) ? q->reader : NULL,
                &questions_facts);
    char *line = answer_line(answer, &len);
    assert_non_null(line);
    assert_ptr_equal(memchr(line, '\n', len), line + len - 1);
    line[len - 1] = '\0';
    return line;
}

json_t *
finished(struct questions *q, struct answer *answer)
{
    char *line = worked(q, answer);

    assert_false(answer_has_more(answer));
    answer_free(answer);
    json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
    assert_true(json_is_object(object));
    free(line);
    return object;
}

json_t *
answered_bytes(struct questions *q, const char *request, size_t len)
{
    char *bytes = malloc(len > 0 ? len : 1);

    assert_non_null(bytes);
    memcpy(bytes, request, len);
    struct answer *answer = answer_begin(bytes, len);
    free(bytes);
    return finished(q, answer);
}

json_t *
answered(struct questions *q, const char *request)
{
    char *json = json_text(request);
    json_t *answer = answered_bytes(q, json, strlen(json));

    free(json);
    return answer;
}

json_t *
result_of(struct questions *q, const char *method, const char *params)
{
    char request[1024];

    assert_true(snprintf(request, sizeof request,
                         "{'id': 7, 'method': '%s', 'params': %s}", method,
                         params) < (int)sizeof request);
    json_t *answer = answered(q, request);
    json_t *result = json_incref(json_object_get(answer, "result"));
    if (!result || json_object_size(answer) != 2)
        fail_msg("%s: %s", request,
                 json_string_value(json_object_get(
                     json_object_get(answer, "error"), "message")));
    assert_int_equal(integer(answer, "id"), 7);
    json_decref(answer);
    return result;
}

void
check_bad(const json_t *answer, const struct bad *bad)
{
    const json_t *error = json_object_get(answer, "error");
    const json_t *data = json_object_get(error, "data");
    const char *message = json_string_value(json_object_get(error, "message"));
    const char *param = json_string_value(json_object_get(data, "param"));

    if (!error || json_object_get(answer, "result"))
        fail_msg("%s: is not answered with an error", bad->request);
    if (integer(error, "code") != bad->code)
        fail_msg("%s: code %d: %s", bad->request, (int)integer(error, "code"),
                 message);
    if ((param != NULL) != (bad->param != NULL) ||
        (param && strcmp(param, bad->param) != 0))
        fail_msg("%s: param %s, not %s", bad->request, param, bad->param);
    if (!bad->param)
        assert_null(data);
    assert_non_null(message);
    assert_string_not_equal(message, "");
    if (bad->said && !strstr(message, bad->said))
        fail_msg("%s: %s", bad->request, message);
}

void
check_bad_request(struct questions *q, const struct bad *bad)
{
    json_t *answer = answered(q, bad->request);

    check_bad(answer, bad);
    json_decref(answer);
}

void
check_bad_params(struct questions *q,
                 const char *method,
                 const struct bad_params *cases,
                 size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char request[1024];
        const struct bad bad = {request, FINDINGS_BAD_PARAMS, cases[i].param,
                                cases[i].said};
        snprintf(request, sizeof request,
                 "{'id': 7, 'method': '%s', 'params': %s}", method,
                 cases[i].params);
        /* Bad parameters are refused without a worker or a reader. */
        char *json = json_text(request);
        struct answer *answer = answer_begin(json, strlen(json));
        if (answer_needs_reader(answer))
            fail_msg("%s: is accepted", request);
        json_t *object = finished(q, answer);
        check_bad(object, &bad);
        json_decref(object);
        free(json);
    }
}

json_int_t
integer(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);

    if (!json_is_integer(value))
        fail_msg("\"%s\" is not an integer", name);
    return json_integer_value(value);
}

void
string_is(const json_t *object, const char *name, const char *expected)
{
    const json_t *value = json_object_get(object, name);

    if (!json_is_string(value))
        fail_msg("\"%s\" is not a string", name);
    assert_string_equal(json_string_value(value), expected);
}

void
member_is(const json_t *object, const char *name, const char *expected)
{
    json_t *wanted = json_of(expected), *value = json_object_get(object, name);

    if (!json_equal(wanted, value)) {
        char *got = json_dumps(value, JSON_ENCODE_ANY);
        fprintf(stderr, "\"%s\" is\n%s\nnot\n%s\n", name, got, expected);
        fail_msg("\"%s\" is otherwise", name);
    }
    json_decref(wanted);
}

json_t *
hit(const json_t *result, size_t index)
{
    return json_array_get(json_object_get(result, "hits"), index);
}

json_t *
item(const json_t *object, const char *name, size_t index)
{
    return json_array_get(json_object_get(object, name), index);
}
