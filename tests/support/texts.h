/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * texts.h: a small index of texts for tests of the engine. Each is known by
 * a letter of its own, in the order they were added: "1" to "9", then "a" on.
 * It is the document's data, and what it was found by is told in these.
 */
#ifndef TESTS_TEXTS_H
#define TESTS_TEXTS_H

#include "findings/engine.h"

#include <stddef.h>

struct texts {
    char *folder;
    char *db;
    struct fe_writer *writer;
    struct fe_index *index;     /* from the first commit on */
    struct fe_reader *reader;   /* likewise */
    struct fe_lexicon *lexicon; /* empty as long as nothing is added */
    size_t count;
};

/* Setup and teardown of a test: an index without documents. */
int texts_open(void **state);
int texts_close(void **state);

/* Before the first commit. */
void texts_words(struct texts *tx, const char *lines);
void texts_field(struct texts *tx, const struct fe_field *field);

/* Values are in slots 1 and on. A document has the exact term "Q:" and its
 * letter; where it has a first value, "XR:" and this; its title is a text with
 * the prefix S. */
enum { TEXTS_SLOTS = 4 };
struct text_row {
    const char *text;
    const char *values[TEXTS_SLOTS]; /* or NULL */
    const char *title;               /* or NULL */
};
void texts_add(struct texts *tx, const struct text_row *row);
void texts_commit(struct texts *tx);

/* Open the index again, with another lexicon. */
void texts_use(struct texts *tx, const struct fe_lexicon *lexicon);

/* Add plain texts, NULL-terminated, and commit. */
void texts_hold(struct texts *tx, const char *const *texts);

/* The query, and otherwise what a caller without wishes would ask. */
struct fe_request texts_request(const char *query);

/* The query is handed over without a NUL behind it. */
enum fe_status texts_try(struct texts *tx,
                         const struct fe_request *request,
                         struct fe_hits **hits,
                         struct fe_error *err);
struct fe_hits *texts_ask(struct texts *tx, const struct fe_request *request);

/* The page's letters in the order of the hits, then freed; yours to free. */
char *texts_ids(struct fe_hits *hits);
/* The same, in the order they were added. */
char *texts_sorted(struct fe_hits *hits);

struct texts_case {
    const char *query;
    const char *found; /* letters in the order they were added */
};
void texts_find(struct texts *tx,
                enum fe_match match,
                const struct texts_case *cases,
                size_t n);
#define TEXTS_FIND(tx, match, cases)                                           \
    texts_find(tx, match, cases, sizeof(cases) / sizeof *(cases))

/* The query cannot be understood: where, and a part of the message. */
void texts_bad(struct texts *tx,
               const char *query,
               size_t offset,
               const char *message);

#define WITH_TEXTS(test)                                                       \
    cmocka_unit_test_setup_teardown(test, texts_open, texts_close)

#endif
