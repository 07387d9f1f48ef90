/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * sample.h: an index of six short texts with an authority, a grade and a date,
 * for tests of readers.
 */
#ifndef TESTS_SAMPLE_H
#define TESTS_SAMPLE_H

#include "support.h"

#include "findings/engine.h"

/* Slots. */
enum { AUTHORITY = 1, GRADE, DATE, ID, UNUSED = 77 };

struct sample {
    char *folder;
    char *db;
    struct fe_writer *writer;
    struct fe_reader *reader;
    int added; /* documents */
};

void sample_open_writer(struct sample *fx);

/* The id, which is also the document's data, is "01" for the first document. */
void sample_add(struct sample *fx,
                const char *text,
                const char *authority,
                const char *grade,
                const char *date);
/* The same text a number of times, all alike. */
void sample_add_plain(struct sample *fx, const char *text, int times);
void sample_commit(struct sample *fx);

/* Set-up and teardown of a test: an empty index, or one with the six texts. */
int sample_set_up_empty(void **state);
int sample_set_up(void **state);
int sample_tear_down(void **state);

/* The answer, which must not be an error. */
struct fe_hits *sample_ask(struct sample *fx, const struct fe_request *request);

/* The ids of the counted hits on the page, as "01 02"; the caller frees them.
 */
char *sample_ids_of(const struct fe_hits *hits);

/* Asks for all hits, and compares the ids of the counted ones, in order. */
void sample_finds(struct sample *fx,
                  struct fe_request request,
                  const char *expected);

/* A request for the words, in the order the documents were added. */
struct fe_request sample_words(const char *query, enum fe_match match);

#define WITH_INDEX(test)                                                       \
    cmocka_unit_test_setup_teardown(test, sample_set_up, sample_tear_down)
#define WITH_EMPTY_INDEX(test)                                                 \
    cmocka_unit_test_setup_teardown(test, sample_set_up_empty, sample_tear_down)

#endif
