/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * capi.h: an index as xapian-capi writes and reads it, for tests of the
 * wrapper. Helpers fail the test if a call of the wrapper fails.
 */
#ifndef TESTS_CAPI_H
#define TESTS_CAPI_H

#include "support.h"

#include "xapian-capi.h"

/* Slots. */
enum { NAME, PLACE, UNUSED = 77 };

/* How many numbers or strings a test has room for. */
enum { ROOM = 64 };

struct capi {
    char *folder;
    char *db;
    struct xc_writer *writer;
    struct xc_reader *reader;
};

/* Strings, and the room for them. */
struct capi_list {
    size_t n;
    bool is_end;
    uint32_t ids[ROOM];
    uint32_t numbers[ROOM];
    char bytes[4096];
    size_t ends[ROOM];
    struct xc_strings strings;
};

/* Fails with the message of the error unless the status is XC_OK. */
void capi_must(enum xc_status status, const struct xc_error *err);

#define MUST(call) capi_must((call), &err)

/* The list, emptied, with room for size bytes of strings. */
struct capi_list *capi_list_of(struct capi_list *list, size_t size);

/* Fails unless the list has these strings, separated by blanks. */
void capi_strings_are(const struct capi_list *list, const char *expected);

/* Fails unless these are the numbers, separated by blanks. */
void capi_numbers_are(const uint32_t *numbers, size_t n, const char *expected);

/* A document with one word at each position from 1 on; its data is the text and
 * its NAME the first word. */
struct xc_document capi_document(const char *text,
                                 struct xc_term terms[ROOM],
                                 uint32_t at[ROOM],
                                 struct xc_value *name);
uint32_t capi_add(struct capi *fx, const char *text);
void capi_commit(struct capi *fx);
void capi_open_writer(struct capi *fx);
void capi_close_writer(struct capi *fx);
struct xc_reader *capi_open_reader(const char *path);
bool capi_reopen(struct capi *fx);
struct xc_info capi_info(struct xc_reader *reader);
void capi_data_is(struct xc_reader *reader, uint32_t id, const char *expected);
void capi_metadata_is(struct xc_reader *reader,
                      const char *key,
                      const char *expected);
void capi_set_metadata(struct capi *fx, const char *key, const char *value);
void capi_remove_term(struct capi *fx, const char *term);

/* Fails unless these are the documents of a term, at most room of them, from a
 * number on. */
void capi_postings_are(struct xc_reader *reader,
                       const char *term,
                       uint32_t from,
                       size_t room,
                       const char *expected);

/* Fails unless these documents contain the phrase, each letter of which is a
 * word. */
void capi_phrase_is(struct xc_reader *reader,
                    const char *phrase,
                    uint32_t from,
                    size_t room,
                    const char *expected);
/* Set-up and teardown of a test: an empty index with a writer. */
int capi_set_up(void **state);

/* The same with documents 1 to 6, of which 4 has been removed, and a reader. */
int capi_set_up_texts(void **state);
int capi_tear_down(void **state);

#define WITH_INDEX(test)                                                       \
    cmocka_unit_test_setup_teardown(test, capi_set_up, capi_tear_down)
#define WITH_TEXTS(test)                                                       \
    cmocka_unit_test_setup_teardown(test, capi_set_up_texts, capi_tear_down)

#endif
