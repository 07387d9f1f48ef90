/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "texts.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>

enum { VALUES_MAX = 4 }; /* in a slot */

static const char letters[] = "123456789abcdefghijklmnopqrstuvwxyz";

int
texts_open(void **state)
{
    struct texts *tx = calloc(1, sizeof *tx);

    assert_non_null(tx);
    tx->folder = test_folder();
    tx->db = test_path(tx->folder, "db");
    assert_int_equal(fe_writer_open(tx->db, &tx->writer, NULL), FE_OK);
    assert_int_equal(fe_lexicon_new(&tx->lexicon, NULL), FE_OK);
    *state = tx;
    return 0;
}

int
texts_close(void **state)
{
    struct texts *tx = *state;

    fe_reader_close(tx->reader);
    fe_index_close(tx->index);
    fe_lexicon_free(tx->lexicon);
    fe_writer_close(tx->writer);
    free(tx->db);
    test_folder_remove(tx->folder);
    free(tx);
    return 0;
}

void
texts_words(struct texts *tx, const char *lines)
{
    struct fe_error err;

    if (fe_lexicon_add_words(tx->lexicon, "words", lines, strlen(lines),
                             &err) != FE_OK)
        fail_msg("line %zu: %s", err.offset, err.message);
}

void
texts_field(struct texts *tx, const struct fe_field *field)
{
    assert_int_equal(fe_lexicon_add_field(tx->lexicon, field, NULL), FE_OK);
}

void
texts_add(struct texts *tx, const struct text_row *row)
{
    char term[] = "Q:?", group[64] = "XR:";
    const char *const terms[] = {term, group};
    const char *id = letters + tx->count;
    char *parts[TEXTS_SLOTS] = {0};
    struct fe_value values[TEXTS_SLOTS * VALUES_MAX];
    struct fe_document document = {
        .data = id, .data_len = 1, .terms = terms, .n_terms = 1};
    const struct fe_text texts[] = {
        {.text = row->text, .text_len = strlen(row->text), .weight = 1},
        {.prefix = "S",
         .text = row->title,
         .text_len = row->title ? strlen(row->title) : 0,
         .weight = 1}};

    assert_true(tx->count++ < sizeof letters - 1);
    term[2] = *id;
    document.texts = texts;
    document.n_texts = row->title ? 2 : 1;
    document.values = values;
    for (unsigned slot = 0; slot < TEXTS_SLOTS; slot++)
        if (row->values[slot]) {
            parts[slot] = strdup(row->values[slot]);
            for (char *rest = parts[slot], *part; (part = strsep(&rest, "|"));)
                values[document.n_values++] = (struct fe_value){slot + 1, part};
        }
    if (row->values[0]) {
        strncat(group, row->values[0], sizeof group - 4);
        document.n_terms = 2;
    }
    assert_int_equal(fe_writer_add(tx->writer, &document, NULL), FE_OK);
    for (unsigned slot = 0; slot < TEXTS_SLOTS; slot++)
        free(parts[slot]);
}

enum fe_status
texts_try_add(struct texts *tx, const char *term, const char *text)
{
    const struct fe_text texts = {
        .text = text, .text_len = strlen(text), .weight = 1};
    const struct fe_value value = {1, "value"};
    const struct fe_document document = {.data = term,
                                         .data_len = strlen(term),
                                         .texts = &texts,
                                         .n_texts = 1,
                                         .terms = &term,
                                         .n_terms = 1,
                                         .values = &value,
                                         .n_values = 1};
    struct fe_error err = {0};
    const enum fe_status status = fe_writer_add(tx->writer, &document, &err);

    assert_int_equal(err.status, status);
    assert_true(status == FE_OK || *err.message);
    return status;
}

void
texts_use(struct texts *tx, const struct fe_lexicon *lexicon)
{
    fe_reader_close(tx->reader);
    fe_index_close(tx->index);
    assert_int_equal(fe_index_open(tx->db, lexicon, &tx->index, NULL), FE_OK);
    assert_int_equal(fe_reader_open(tx->index, &tx->reader, NULL), FE_OK);
}

void
texts_commit(struct texts *tx)
{
    assert_int_equal(fe_writer_commit(tx->writer, NULL), FE_OK);
    if (tx->reader)
        return;
    assert_int_equal(fe_lexicon_finish(tx->lexicon, NULL), FE_OK);
    texts_use(tx, tx->lexicon);
}

void
texts_add_all(struct texts *tx, const char *const *texts)
{
    for (; *texts; texts++)
        texts_add(tx, &(struct text_row){.text = *texts});
    texts_commit(tx);
}

struct fe_request
texts_request(const char *query)
{
    return (struct fe_request){
        .query = query, .query_len = strlen(query), .limit = 100};
}

enum fe_status
texts_try(struct texts *tx,
          const struct fe_request *request,
          struct fe_hits **hits,
          struct fe_error *err)
{
    struct fe_request exact = *request;
    char *bytes = malloc(exact.query_len > 0 ? exact.query_len : 1);

    assert_non_null(bytes);
    memcpy(bytes, exact.query, exact.query_len);
    exact.query = bytes;
    const enum fe_status status =
        fe_reader_search(tx->reader, &exact, hits, err);
    free(bytes);
    return status;
}

struct fe_hits *
texts_ask(struct texts *tx, const struct fe_request *request)
{
    struct fe_hits *hits;
    struct fe_error err;

    if (texts_try(tx, request, &hits, &err) != FE_OK)
        fail_msg("%s: %s at %zu", request->query, err.message, err.offset);
    return hits;
}

char *
texts_ids(struct fe_hits *hits)
{
    const size_t n = fe_hits_count(hits);
    char *ids = calloc(n + 1, 1);

    assert_non_null(ids);
    for (size_t i = 0; i < n; i++)
        ids[i] = *fe_hits_at(hits, i).data;
    fe_hits_free(hits);
    return ids;
}

static int
by_letter(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

char *
texts_sorted(struct fe_hits *hits)
{
    char *ids = texts_ids(hits);

    qsort(ids, strlen(ids), 1, by_letter);
    return ids;
}

void
texts_find(struct texts *tx,
           enum fe_match match,
           const struct texts_case *cases,
           size_t n)
{
    size_t failed = 0;

    for (const struct texts_case *c = cases; c < cases + n; c++) {
        struct fe_request request = texts_request(c->query);
        request.match = match;
        char *found = texts_sorted(texts_ask(tx, &request));
        if (strcmp(found, c->found) != 0) {
            print_error("%s: found \"%s\", not \"%s\"\n", c->query, found,
                        c->found);
            failed++;
        }
        free(found);
    }
    if (failed > 0)
        fail_msg("%zu of %zu", failed, n);
}

void
texts_bad(struct texts *tx,
          const char *query,
          size_t offset,
          const char *message)
{
    for (enum fe_match match = FE_MATCH_AUTO; match <= FE_MATCH_ANY; match++) {
        struct fe_request request = texts_request(query);
        struct fe_error err = {0};
        struct fe_hits *hits;

        request.match = match;
        const enum fe_status status = texts_try(tx, &request, &hits, &err);
        if (status != FE_BAD_QUERY || err.offset != offset ||
            !strstr(err.message, message))
            fail_msg("%s: status %d at %zu, not at %zu: \"%s\", not \"%s\"",
                     query, (int)status, err.offset, offset, err.message,
                     message);
        assert_null(hits);
        assert_int_equal(err.status, FE_BAD_QUERY);
        assert_string_not_equal(err.message, "");
    }
}

void
texts_faults(struct texts *tx, const struct texts_fault *faults, size_t n)
{
    for (size_t i = 0; i < n; i++)
        texts_bad(tx, faults[i].query, faults[i].offset, faults[i].message);
}
