/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * questions.h: answers without a daemon: an index of records written in the
 * test, and requests to it. JSON is written with ' for ".
 */
#ifndef TESTS_QUESTIONS_H
#define TESTS_QUESTIONS_H

#include "support.h"

#include "answer.h"
#include "findings/engine.h"

/* The facts that every answer is given: db "/srv/db", three connections, and
 * the words that come with the product. */
extern struct facts questions_facts;

struct questions {
    char *folder;
    char *db;
    struct fe_writer *writer;
    struct fe_reader *reader;
    struct fe_lexicon *lexicon;
};

/* Reopens the reader with another lexicon. */
void questions_use(struct questions *q, const struct fe_lexicon *lexicon);

/* Opens an empty index with a reader that knows the fields. */
struct questions *questions_open(void);
/* The same of an index that exists, to ask only. */
struct questions *questions_over(const char *db);
void questions_close(struct questions *questions);
/* Closes *state; for cmocka. */
int questions_teardown(void **state);

/* Adds a paragraph as the indexer does, by the table of fields. */
void questions_add(struct questions *questions, const char *record);
/* Stores the record of a report. */
void questions_keep(struct questions *questions,
                    const char *report,
                    const char *record);
void questions_commit(struct questions *questions);

/* The text with ' replaced by "; the caller owns the result. */
char *json_text(const char *text);
json_t *json_of(const char *text);

/* Makes the next line of an answer: its text without the newline. The caller
 * frees it. */
char *worked(struct questions *questions, struct answer *answer);
/* Runs an answer of one line to its end and frees it. The caller owns the JSON.
 */
json_t *finished(struct questions *questions, struct answer *answer);
/* The request is passed without a NUL after it. */
json_t *
answered_bytes(struct questions *questions, const char *request, size_t len);
json_t *answered(struct questions *questions, const char *request);

/* The result of a request with the id 7; the caller owns it. */
json_t *
result_of(struct questions *questions, const char *method, const char *params);

/* A request as far as its parameters. */
#define ASK(method) "{'id': 7, 'method': '" method "', 'params': "

struct bad {
    const char *request;
    int code;
    const char *param; /* data.param; NULL: no data */
    const char *said;  /* part of the message; or NULL */
};

/* Fails unless the answer is this error. */
void check_bad(const json_t *answer, const struct bad *bad);

/* Fails unless the answer to bad->request is this error. */
void check_bad_request(struct questions *q, const struct bad *bad);

/* Parameters, and the error that each must be answered with. */
struct bad_params {
    const char *params;
    const char *param;
    const char *said;
};

void check_bad_params(struct questions *questions,
                      const char *method,
                      const struct bad_params *cases,
                      size_t n);

/* A member, which must have that type. */
json_int_t integer(const json_t *object, const char *name);
void string_is(const json_t *object, const char *name, const char *expected);
/* Fails unless the member equals this JSON. */
void member_is(const json_t *object, const char *name, const char *expected);

/* An item of the array with this name; borrowed. */
json_t *item(const json_t *object, const char *name, size_t index);

/* A hit of the result; borrowed. */
json_t *hit(const json_t *result, size_t index);

#endif
