/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
sample_open_writer(struct sample *fx)
{
    assert_int_equal(fe_writer_open(fx->db, &fx->writer, NULL), FE_OK);
}

void
sample_add(struct sample *fx,
           const char *text,
           const char *authority,
           const char *grade,
           const char *date)
{
    char id[16], term[17];
    const char *terms[] = {term, "XALL"};
    snprintf(id, sizeof id, "%02d", ++fx->added);
    snprintf(term, sizeof term, "Q%s", id);
    const struct fe_value values[] = {
        {AUTHORITY, authority}, {GRADE, grade}, {DATE, date}, {ID, id}};
    const struct fe_text texts = {
        .text = text, .text_len = strlen(text), .weight = 1};
    const struct fe_document document = {.data = id,
                                         .data_len = strlen(id),
                                         .texts = &texts,
                                         .n_texts = 1,
                                         .terms = terms,
                                         .n_terms = 2,
                                         .values = values,
                                         .n_values = 4};
    assert_int_equal(fe_writer_add(fx->writer, &document, NULL), FE_OK);
}

void
sample_add_plain(struct sample *fx, const char *text, int times)
{
    while (times-- > 0)
        sample_add(fx, text, "Hull", "good", "2014");
}

void
sample_commit(struct sample *fx)
{
    assert_int_equal(fe_writer_commit(fx->writer, NULL), FE_OK);
}

int
sample_set_up_empty(void **state)
{
    struct sample *fx = calloc(1, sizeof *fx);

    assert_non_null(fx);
    fx->folder = test_folder();
    fx->db = test_path(fx->folder, "db");
    sample_open_writer(fx);
    sample_commit(fx);
    assert_int_equal(fe_reader_open_path(fx->db, NULL, &fx->reader, NULL),
                     FE_OK);
    *state = fx;
    return 0;
}

int
sample_set_up(void **state)
{
    sample_set_up_empty(state);
    struct sample *fx = *state;
    sample_add(fx, "Case recording is inadequate.", "Leeds", "inadequate",
               "2010-10");
    sample_add(fx, "The recording of cases is good.", "Leeds", "good",
               "2012-02");
    sample_add(fx, "Adoption is timely.", "Sheffield", "good", "2011-05");
    sample_add(fx, "Recordings were lost.", "Ynys M\u00f4n", "inadequate", "");
    sample_add(fx, "Each case has a plan.", "Sheffield", "adequate", "2010-10");
    sample_add(fx, "Case planning is weak.", "Sheffield", "", "2013-01");
    sample_commit(fx);
    return 0;
}

int
sample_tear_down(void **state)
{
    struct sample *fx = *state;

    fe_reader_close(fx->reader);
    fe_writer_close(fx->writer);
    free(fx->db);
    test_folder_remove(fx->folder);
    free(fx);
    return 0;
}

struct fe_hits *
sample_ask(struct sample *fx, const struct fe_request *request)
{
    struct fe_hits *hits;
    struct fe_error err;

    if (fe_reader_search(fx->reader, request, &hits, &err) != FE_OK)
        fail_msg("%s", err.message);
    return hits;
}

char *
sample_ids_of(const struct fe_hits *hits)
{
    const size_t n = fe_hits_count(hits);
    char *ids = calloc(n + 1, 16), *p = ids;

    assert_non_null(ids);
    for (size_t i = 0; i < n; i++) {
        const struct fe_hit hit = fe_hits_at(hits, i);
        assert_true(hit.data_len < 15);
        if (hit.is_counted)
            p +=
                sprintf(p, "%s%.*s", i ? " " : "", (int)hit.data_len, hit.data);
    }
    return ids;
}

void
sample_finds(struct sample *fx, struct fe_request request, const char *expected)
{
    request.limit = 1000;
    struct fe_hits *hits = sample_ask(fx, &request);
    char *ids = sample_ids_of(hits);
    assert_string_equal(ids, expected);
    assert_int_equal(fe_hits_total(hits), (strlen(ids) + 1) / 3);
    assert_int_equal(fe_hits_ranked(hits), fe_hits_count(hits));
    free(ids);
    fe_hits_free(hits);
}

struct fe_request
sample_words(const char *query, enum fe_match match)
{
    return (struct fe_request){.query = query,
                               .query_len = strlen(query),
                               .match = match,
                               .order = FE_ORDER_RISING,
                               .order_slot = ID};
}
