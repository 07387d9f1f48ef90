/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * texts.h: a small index of texts for tests of the engine. Each text is known
 * by one letter, in the order they were added: "1" to "9", then "a" and so on.
 * The letter is the document's data, and tests name what was found by these
 * letters.
 */
#ifndef TESTS_TEXTS_H
#define TESTS_TEXTS_H

#include "findings/engine.h"

#include <stddef.h>

struct texts {
    char *folder;
    char *db;
    struct fe_writer *writer;
    struct fe_index *index;     /* exists once something has been committed */
    struct fe_reader *reader;   /* likewise */
    struct fe_lexicon *lexicon; /* empty until something is added */
    size_t count;
};

/* Setup and teardown of a test: an index without documents. */
int texts_open(void **state);
int texts_close(void **state);

/* Call these before the first commit. */
void texts_words(struct texts *tx, const char *lines);
void texts_field(struct texts *tx, const struct fe_field *field);

/* Values are in slots from 1 on; "one|other" is two values. A document has the
 * exact term "Q:" with its letter and, if it has a first value, "XR:" with that
 * value; its title is a text with the prefix S. */
enum { TEXTS_SLOTS = 4 };
struct text_row {
    const char *text;
    const char *values[TEXTS_SLOTS]; /* or NULL */
    const char *title;               /* or NULL */
};
void texts_add(struct texts *tx, const struct text_row *row);
/* Adds a document whose data is its only exact term, without a letter. */
enum fe_status
texts_try_add(struct texts *tx, const char *term, const char *text);
void texts_commit(struct texts *tx);

/* Reopens the index with another lexicon. */
void texts_use(struct texts *tx, const struct fe_lexicon *lexicon);

/* Adds plain texts, NULL-terminated, and commits. */
void texts_add_all(struct texts *tx, const char *const *texts);

/* A request for the query, with the defaults for everything else. */
struct fe_request texts_request(const char *query);

/* The query is passed without a NUL after it. */
enum fe_status texts_try(struct texts *tx,
                         const struct fe_request *request,
                         struct fe_hits **hits,
                         struct fe_error *err);
struct fe_hits *texts_ask(struct texts *tx, const struct fe_request *request);

/* The letters of the page in the order of the hits, which are freed; the caller
 * frees the string. */
char *texts_ids(struct fe_hits *hits);
/* The same, in the order they were added. */
char *texts_sorted(struct fe_hits *hits);

struct texts_case {
    const char *query;
    const char *found; /* the letters found, in the order they were added */
};
void texts_find(struct texts *tx,
                enum fe_match match,
                const struct texts_case *cases,
                size_t n);
#define TEXTS_FIND(tx, match, cases)                                           \
    texts_find(tx, match, cases, sizeof(cases) / sizeof *(cases))

/* Fails unless the query is refused at this place, with this part of a message.
 */
void texts_bad(struct texts *tx,
               const char *query,
               size_t offset,
               const char *message);

struct texts_fault {
    const char *query;
    size_t offset;
    const char *message;
};
void texts_faults(struct texts *tx, const struct texts_fault *faults, size_t n);
#define TEXTS_FAULTS(tx, faults)                                               \
    texts_faults(tx, faults, sizeof(faults) / sizeof *(faults))

#define WITH_TEXTS(test)                                                       \
    cmocka_unit_test_setup_teardown(test, texts_open, texts_close)

#endif
