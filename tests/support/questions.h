/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * questions.h: answers without a daemon: an index of records written in the
 * test, and requests put to it. JSON is written with ' for ".
 */
#ifndef TESTS_QUESTIONS_H
#define TESTS_QUESTIONS_H

#include "support.h"

#include "answer.h"
#include "findings/engine.h"

/* The facts that every answer gets: db "/srv/db", three connections. */
extern const struct facts questions_facts;

struct questions {
    char *folder;
    char *db;
    struct fe_writer *writer;
    struct fe_reader *reader;
    struct fe_lexicon *lexicon;
};

/* Open the reader again, with another lexicon. */
void questions_use(struct questions *q, const struct fe_lexicon *lexicon);

/* An empty index; a reader that knows the fields. */
struct questions *questions_open(void);
void questions_close(struct questions *questions);

/* Add a paragraph, as the indexer does it: by the table of fields. */
void questions_add(struct questions *questions, const char *record);
/* Keep a report's record. */
void questions_keep(struct questions *questions,
                    const char *report,
                    const char *record);
void questions_commit(struct questions *questions);

/* With " for '; yours. */
char *json_text(const char *text);
json_t *json_of(const char *text);

/* Work a line out: the text of it, without its newline. Yours. */
char *worked(struct questions *questions, struct answer *answer);
/* The whole way of an answer in one line; frees it. Yours. */
json_t *finished(struct questions *questions, struct answer *answer);
/* The request is handed over without a NUL behind it. */
json_t *
answered_bytes(struct questions *questions, const char *request, size_t len);
json_t *answered(struct questions *questions, const char *request);

/* The result of a request with the id 7; yours. */
json_t *
result_of(struct questions *questions, const char *method, const char *params);

/* A request up to its parameters. */
#define ASK(method) "{'id': 7, 'method': '" method "', 'params': "

struct bad {
    const char *request;
    int code;
    const char *param; /* data.param; NULL: no data */
    const char *said;  /* in the message; or NULL */
};

/* The answer is this error. */
void check_bad(const json_t *answer, const struct bad *bad);

/* So is the answer to each of these parameters. */
struct bad_params {
    const char *params;
    const char *param;
    const char *said;
};

void check_bad_params(struct questions *questions,
                      const char *method,
                      const struct bad_params *cases,
                      size_t n);

/* A member that must be of that type. */
json_int_t integer(const json_t *object, const char *name);
void string_is(const json_t *object, const char *name, const char *expected);
/* A member is this JSON. */
void member_is(const json_t *object, const char *name, const char *expected);

/* The result's hit. Borrowed. */
json_t *hit(const json_t *result, size_t index);

#endif
