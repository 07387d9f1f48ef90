/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "capi.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct capi_list *
capi_list_of(struct capi_list *list, size_t size)
{
    *list = (struct capi_list){.n = 99};
    list->strings = (struct xc_strings){list->bytes, size, list->ends};
    return list;
}

void
capi_strings_are(const struct capi_list *list, const char *expected)
{
    char text[sizeof list->bytes + ROOM] = "", *p = text;
    size_t start = 0;

    for (size_t i = 0; i < list->n; i++) {
        p += sprintf(p, "%s%.*s", i ? " " : "", (int)(list->ends[i] - start),
                     list->bytes + start);
        start = list->ends[i];
    }
    assert_string_equal(text, expected);
}

void
capi_numbers_are(const uint32_t *numbers, size_t n, const char *expected)
{
    char text[12 * ROOM] = "", *p = text;

    for (size_t i = 0; i < n; i++)
        p += sprintf(p, "%s%u", i ? " " : "", (unsigned)numbers[i]);
    assert_string_equal(text, expected);
}

void
capi_must(enum xc_status status, const struct xc_error *err)
{
    if (status != XC_OK)
        fail_msg("status %d: %s", (int)status, err->message);
}

struct xc_document
capi_document(const char *text,
              struct xc_term terms[ROOM],
              uint32_t at[ROOM],
              struct xc_value *name)
{
    size_t n = 0;

    for (const char *p = text; *p; p += *p == ' ') {
        const size_t len = strcspn(p, " ");
        at[n] = (uint32_t)n + 1;
        terms[n] = (struct xc_term){p, len, 1, &at[n], 1};
        p += len;
        n++;
    }
    *name = (struct xc_value){NAME, text, strcspn(text, " ")};
    return (struct xc_document){text, strlen(text), terms, n, name, 1};
}

uint32_t
capi_add(struct capi *fx, const char *text)
{
    struct xc_term terms[ROOM];
    uint32_t at[ROOM], id;
    struct xc_value name;
    struct xc_error err;
    const struct xc_document made = capi_document(text, terms, at, &name);

    MUST(xc_writer_add(fx->writer, &made, &id, &err));
    return id;
}

void
capi_commit(struct capi *fx)
{
    struct xc_error err;

    MUST(xc_writer_commit(fx->writer, &err));
}

void
capi_open_writer(struct capi *fx)
{
    struct xc_error err;

    MUST(xc_writer_open(fx->db, &fx->writer, &err));
}

void
capi_close_writer(struct capi *fx)
{
    xc_writer_close(fx->writer);
    fx->writer = NULL;
}

struct xc_reader *
capi_open_reader(const char *path)
{
    const char *const paths[] = {path};
    struct xc_reader *reader;
    struct xc_error err;

    MUST(xc_reader_open(paths, 1, &reader, &err));
    return reader;
}

bool
capi_reopen(struct capi *fx)
{
    struct xc_error err;
    bool has_changed;

    MUST(xc_reader_reopen(fx->reader, &has_changed, &err));
    return has_changed;
}

struct xc_info
capi_info(struct xc_reader *reader)
{
    struct xc_info out;
    struct xc_error err;

    MUST(xc_reader_info(reader, &out, &err));
    return out;
}

void
capi_data_is(struct xc_reader *reader, uint32_t id, const char *expected)
{
    struct xc_error err;
    char *data;
    size_t len;

    MUST(xc_reader_data(reader, id, &data, &len, &err));
    assert_string_equal(data, expected);
    assert_int_equal(len, strlen(expected));
    free(data);
}

void
capi_metadata_is(struct xc_reader *reader,
                 const char *key,
                 const char *expected)
{
    struct xc_error err;
    char *value;
    size_t len;

    MUST(xc_reader_metadata(reader, key, &value, &len, &err));
    assert_string_equal(value, expected);
    assert_int_equal(len, strlen(expected));
    free(value);
}

void
capi_set_metadata(struct capi *fx, const char *key, const char *value)
{
    struct xc_error err;

    MUST(xc_writer_set_metadata(fx->writer, key, value, strlen(value), &err));
}

void
capi_remove_term(struct capi *fx, const char *term)
{
    struct xc_error err;

    MUST(xc_writer_remove(fx->writer, term, strlen(term), &err));
}

void
capi_postings_are(struct xc_reader *reader,
                  const char *term,
                  uint32_t from,
                  size_t room,
                  const char *expected)
{
    uint32_t ids[ROOM];
    struct xc_error err;
    size_t n;

    MUST(xc_reader_postings(reader, term, strlen(term), from, ids, NULL, room,
                            &n, &err));
    capi_numbers_are(ids, n, expected);
}

void
capi_phrase_is(struct xc_reader *reader,
               const char *phrase,
               uint32_t from,
               size_t room,
               const char *expected)
{
    const char *terms[ROOM];
    size_t lens[ROOM], n_terms = strlen(phrase), n;
    uint32_t ids[ROOM];
    struct xc_error err;

    for (size_t i = 0; i < n_terms; i++) {
        terms[i] = phrase + i;
        lens[i] = 1;
    }
    MUST(xc_reader_phrase(reader, terms, lens, n_terms, from, ids, room, &n,
                          &err));
    capi_numbers_are(ids, n, expected);
}

int
capi_set_up(void **state)
{
    struct capi *fx = calloc(1, sizeof *fx);

    assert_non_null(fx);
    fx->folder = test_folder();
    fx->db = test_path(fx->folder, "db");
    capi_open_writer(fx);
    capi_commit(fx);
    *state = fx;
    return 0;
}

int
capi_set_up_texts(void **state)
{
    capi_set_up(state);
    struct capi *fx = *state;
    capi_add(fx, "a b c");
    capi_add(fx, "b a b a");
    capi_add(fx, "c a");
    capi_add(fx, "a b gone");
    capi_add(fx, "ab b");
    capi_add(fx, "b c a b c");
    capi_remove_term(fx, "gone");
    capi_commit(fx);
    fx->reader = capi_open_reader(fx->db);
    return 0;
}

int
capi_tear_down(void **state)
{
    struct capi *fx = *state;

    xc_reader_close(fx->reader);
    xc_writer_close(fx->writer);
    free(fx->db);
    test_folder_remove(fx->folder);
    free(fx);
    return 0;
}
