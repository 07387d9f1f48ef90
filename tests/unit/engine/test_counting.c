/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is counted of what a query finds: facets, totals of a slot, tables, and
 * the values that the query does not find. The expected numbers were counted by
 * hand.
 */
#include "support.h"
#include "texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AUTHORITY = 1, GRADE, DATE, REPORT };

static int
set_up(void **state)
{
    static const struct text_row rows[] = {
        {"case", {"Leeds", "good", "2010-10-15", "r1"}, NULL},
        {"case", {"Leeds", "good", "2010-11-01", "r1"}, NULL},
        {"case plan", {"Leeds", "inadequate", "2011-05-05", "r2"}, NULL},
        {"case", {"Kent", "good", "2011-05-05", "r3"}, NULL},
        {"plan", {"Kent", "adequate", "2012-01-01", "r4"}, NULL},
        {"case", {"Kent", "adequate", "2012-01-01", "r4"}, NULL},
        {"plan", {"Hull", "good", "2012-02-02", "r5"}, NULL},
        {"case", {NULL}, NULL},
    };
    struct texts *tx;

    texts_open(state);
    tx = *state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    return 0;
}

/* As "Leeds 3, Kent 2". */
static char *
listed(const struct fe_count *counts, size_t n)
{
    char *text = calloc(n + 1, 64);

    assert_non_null(text);
    for (size_t i = 0; i < n; i++)
        sprintf(text + strlen(text), "%s%s %zu", i ? ", " : "", counts[i].value,
                counts[i].count);
    return text;
}

static void
facet_is(const struct fe_hits *hits, size_t index, const char *expected)
{
    const struct fe_facet_counts facet = fe_hits_facet(hits, index);
    char *got = listed(facet.counts, facet.n_counts);

    assert_string_equal(got, expected);
    free(got);
}

static void
facets_count_documents_or_the_values_of_a_slot(void **state)
{
    static const struct fe_facet facets[] = {{AUTHORITY, 0}, {GRADE, 0},
                                             {DATE, 4},      {DATE, 7},
                                             {DATE, 0},      {AUTHORITY, 1}};
    static const char *const documents[] = {
        "Leeds 3, Kent 2",
        "good 3, adequate 1, inadequate 1",
        "2010 2, 2011 2, 2012 1",
        "2011-05 2, 2010-10 1, 2010-11 1, 2012-01 1",
        "2011-05-05 2, 2010-10-15 1, 2010-11-01 1, 2012-01-01 1",
        "L 3, K 2"};
    static const char *const reports[] = {
        "Kent 2, Leeds 2",
        "good 2, adequate 1, inadequate 1",
        "2011 2, 2010 1, 2012 1",
        "2011-05 2, 2010-10 1, 2010-11 1, 2012-01 1",
        "2011-05-05 2, 2010-10-15 1, 2010-11-01 1, 2012-01-01 1",
        "K 2, L 2"};
    struct texts *tx = *state;
    struct fe_request request = texts_request("case");

    request.facets = facets;
    request.n_facets = 6;
    struct fe_hits *hits = texts_ask(tx, &request);
    request.count_slot = REPORT;
    struct fe_hits *by_report = texts_ask(tx, &request);
    assert_int_equal(fe_hits_n_facets(hits), 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(fe_hits_facet(hits, i).facet.slot, facets[i].slot);
        assert_int_equal(fe_hits_facet(hits, i).facet.length, facets[i].length);
        facet_is(hits, i, documents[i]);
        facet_is(by_report, i, reports[i]);
    }
    assert_int_equal(fe_hits_total(by_report), 6); /* documents, not reports */
    fe_hits_free(hits);
    fe_hits_free(by_report);
}

static void
totals_of_slots_count_different_values(void **state)
{
    static const unsigned slots[] = {REPORT, AUTHORITY, GRADE, DATE, 77};
    static const struct {
        const char *query;
        size_t totals[5];
    } cases[] = {{"case", {4, 2, 3, 4, 0}},
                 {"plan", {3, 3, 3, 3, 0}},
                 {"", {5, 3, 3, 5, 0}},
                 {"unicorn", {0, 0, 0, 0, 0}},
                 {"case plan", {5, 3, 3, 5, 0}}};
    struct texts *tx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i].query);
        request.match = FE_MATCH_ANY;
        request.total_slots = slots;
        request.n_total_slots = 5;
        request.limit = 0;
        struct fe_hits *hits = texts_ask(tx, &request);
        for (size_t k = 0; k < 5; k++)
            assert_int_equal(fe_hits_total_of(hits, k), cases[i].totals[k]);
        fe_hits_free(hits);
    }
}

/* A case of Leeds and Kent counts for both, and once where they are one. */
static void
add_cases_of_two_places(struct texts *tx)
{
    static const struct text_row rows[] = {
        {"case", {"Leeds|Kent", "good", "2013-01-01", "r1"}, NULL},
        {"plan", {"Hull|Kent", "adequate", "2013-01-01", "r6"}, NULL},
        {"plan", {"Kent|kent||Kent", "good", "2013-02-01", "r6"}, NULL},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
}

static void
a_document_with_two_values_counts_under_each(void **state)
{
    static const char *const kent[] = {"kent"}, *const leeds[] = {"leeds"};
    static const struct {
        const char *const *values; /* of the filter, or NULL */
        const char *query;
        const char *found, *facet, *reports;
    } cases[] = {
        {NULL, "case", "1234689", "Leeds 4, Kent 3", "Kent 3, Leeds 2"},
        {kent, "case", "469", "Leeds 4, Kent 3", "Kent 3, Leeds 2"},
        {leeds, "case", "1239", "Leeds 4, Kent 3", "Kent 3, Leeds 2"},
        {kent, "plan", "5ab", "Kent 3, Hull 2, Leeds 1",
         "Hull 2, Kent 2, Leeds 1"},
    };
    static const struct fe_facet facet = {AUTHORITY, 0};
    static const unsigned slot[] = {AUTHORITY};
    struct texts *tx = *state;

    add_cases_of_two_places(tx);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct fe_filter filter = {
            .slot = AUTHORITY, .values = cases[i].values, .n_values = 1};
        struct fe_request request = texts_request(cases[i].query);
        request.facets = &facet;
        request.n_facets = 1;
        request.filters = &filter;
        request.n_filters = cases[i].values ? 1 : 0;
        struct fe_hits *hits = texts_ask(tx, &request);
        facet_is(hits, 0, cases[i].facet);
        char *ids = texts_sorted(hits);
        assert_string_equal(ids, cases[i].found);
        free(ids);
        request.count_slot = REPORT;
        hits = texts_ask(tx, &request);
        facet_is(hits, 0, cases[i].reports);
        fe_hits_free(hits);
    }
    struct fe_request request = texts_request("case");
    request.total_slots = slot;
    request.n_total_slots = 1;
    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_total_of(hits, 0), 2);
    fe_hits_free(hits);
}

static void
a_table_has_a_document_with_two_values_in_the_row_of_each(void **state)
{
    static const char *const places[] = {"", "Kent", "Leeds"};
    static const char *const grades[] = {"", "adequate", "good", "inadequate"};
    static const size_t cells[] = {1, 0, 0, 0, 1, /* none */
                                   0, 1, 2, 0, 3, /* Kent */
                                   0, 0, 3, 1, 4, /* Leeds */
                                   1, 1, 4, 1, 7};
    static const struct fe_facet place = {AUTHORITY, 0}, grade = {GRADE, 0};
    const struct fe_request request = texts_request("case");
    struct texts *tx = *state;
    struct fe_table *got = NULL;

    add_cases_of_two_places(tx);
    assert_int_equal(
        fe_reader_table(tx->reader, &request, place, grade, &got, NULL), FE_OK);
    for (size_t r = 0; r <= 3; r++)
        for (size_t c = 0; c <= 4; c++)
            assert_int_equal(
                fe_table_cell(got, r < 3 ? r : FE_ALL, c < 4 ? c : FE_ALL),
                cells[r * 5 + c]);
    for (size_t r = 0; r < 3; r++)
        assert_string_equal(fe_table_row(got, r), places[r]);
    for (size_t c = 0; c < 4; c++)
        assert_string_equal(fe_table_column(got, c), grades[c]);
    fe_table_free(got);
}

static void
absent_and_suggested_values_count_each(void **state)
{
    static const struct text_row rows[] = {
        {"case", {"Leeds|York", "good", "2013-01-01", "r1"}, NULL},
        {"plan", {"Hull|Derby", "good", "2013-01-01", "r6"}, NULL},
    };
    struct texts *tx = *state;
    struct fe_request request = texts_request("case");
    struct fe_counts counts;
    struct fe_hits *told;
    size_t selected;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    assert_int_equal(fe_reader_absent(tx->reader, &request, AUTHORITY, &counts,
                                      &selected, &told, NULL),
                     FE_OK);
    char *got = listed(counts.list, counts.count);
    assert_string_equal(got, "Derby 1, Hull 2");
    assert_int_equal(selected, 5);
    free(got);
    fe_counts_free(&counts);
    fe_hits_free(told);
    assert_int_equal(
        fe_reader_suggest_value(tx->reader, AUTHORITY, "hul", 5, &counts, NULL),
        FE_OK);
    got = listed(counts.list, counts.count);
    assert_string_equal(got, "Hull 2");
    free(got);
    fe_counts_free(&counts);
}

static void
several_filters_on_one_slot_must_all_match(void **state)
{
    static const char *const year[] = {"2011"};
    static const char *const good[] = {"GOOD"};
    static const struct fe_filter filters[] = {
        {.slot = DATE, .from = "2010-11"},
        {.slot = DATE, .to = "2011-12"},
        {.slot = DATE, .length = 4, .values = year, .n_values = 1},
        {.slot = GRADE, .values = good, .n_values = 1},
    };
    static const struct fe_facet facets[] = {{DATE, 4}, {AUTHORITY, 0}};
    static const struct {
        size_t n;
        const char *found, *years, *authorities;
    } cases[] = {
        {1, "2346", "2010 2, 2011 2, 2012 1", "Kent 2, Leeds 2"},
        {2, "234", "2010 2, 2011 2, 2012 1", "Leeds 2, Kent 1"},
        {3, "34", "2010 2, 2011 2, 2012 1", "Kent 1, Leeds 1"},
        {4, "4", "2010 2, 2011 1", "Kent 1"},
    };
    struct texts *tx = *state;
    struct fe_request request = texts_request("case");

    request.filters = filters;
    request.facets = facets;
    request.n_facets = 2;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        request.n_filters = cases[i].n;
        struct fe_hits *hits = texts_ask(tx, &request);
        facet_is(hits, 0, cases[i].years); /* without its own filter */
        facet_is(hits, 1, cases[i].authorities);
        char *ids = texts_sorted(hits);
        assert_string_equal(ids, cases[i].found);
        free(ids);
    }
}

static struct fe_table *
table(struct texts *tx,
      const struct fe_request *request,
      struct fe_facet rows,
      struct fe_facet columns)
{
    struct fe_table *out;
    struct fe_error err;

    if (fe_reader_table(tx->reader, request, rows, columns, &out, &err) !=
        FE_OK)
        fail_msg("%s", err.message);
    return out;
}

static void
table_is(const struct fe_table *got,
         const char *const *rows,
         size_t n_rows,
         const char *const *columns,
         size_t n_columns,
         const size_t *cells)
{
    assert_int_equal(fe_table_n_rows(got), n_rows);
    assert_int_equal(fe_table_n_columns(got), n_columns);
    for (size_t r = 0; r <= n_rows; r++) {
        if (r < n_rows)
            assert_string_equal(fe_table_row(got, r), rows[r]);
        for (size_t c = 0; c <= n_columns; c++) {
            if (c < n_columns)
                assert_string_equal(fe_table_column(got, c), columns[c]);
            const size_t cell = fe_table_cell(got, r < n_rows ? r : FE_ALL,
                                              c < n_columns ? c : FE_ALL);
            if (cell != *cells)
                fail_msg("row %zu, column %zu: %zu, not %zu", r, c, cell,
                         *cells);
            cells++;
        }
    }
}

static void
a_table_counts_two_facets_at_once(void **state)
{
    static const char *const rows[] = {"", "Kent", "Leeds"};
    static const char *const columns[] = {"", "2010", "2011", "2012"};
    static const size_t documents[] = {1, 0, 0, 0, 1, /* no authority */
                                       0, 0, 1, 1, 2, /* Kent */
                                       0, 2, 1, 0, 3, /* Leeds */
                                       1, 2, 2, 1, 6};
    static const size_t reports[] = {0, 0, 0, 0, 0, 0, 0, 1, 1, 2,
                                     0, 1, 1, 0, 2, 0, 1, 2, 1, 4};
    struct texts *tx = *state;
    struct fe_request request = texts_request("Case");
    const struct fe_facet authority = {AUTHORITY, 0}, year = {DATE, 4};
    struct fe_info info;

    struct fe_table *got = table(tx, &request, authority, year);
    table_is(got, rows, 3, columns, 4, documents);
    assert_string_equal(fe_hits_query(fe_table_told(got)), "case");
    assert_int_equal(fe_reader_info(tx->reader, &info, NULL), FE_OK);
    assert_int_equal(fe_hits_revision(fe_table_told(got)), info.revision);
    fe_table_free(got);
    request.count_slot = REPORT;
    got = table(tx, &request, authority, year);
    table_is(got, rows, 3, columns, 4, reports);
    fe_table_free(got);
}

/* Filters on the slots of the table apply to it, too. */
static void
all_filters_apply_to_a_table(void **state)
{
    static const char *const leeds[] = {"leeds"};
    static const struct fe_filter filter = {
        .slot = AUTHORITY, .values = leeds, .n_values = 1};
    static const char *const rows[] = {"Leeds"};
    static const char *const columns[] = {"good", "inadequate"};
    static const size_t cells[] = {2, 1, 3, 2, 1, 3}, none[] = {0};
    struct texts *tx = *state;
    struct fe_request request = texts_request("");
    const struct fe_facet authority = {AUTHORITY, 0}, grade = {GRADE, 0};

    request.filters = &filter;
    request.n_filters = 1;
    struct fe_table *got = table(tx, &request, authority, grade);
    table_is(got, rows, 1, columns, 2, cells);
    assert_string_equal(fe_hits_query(fe_table_told(got)), "");
    fe_table_free(got);
    request.query = "unicorn";
    request.query_len = 7;
    got = table(tx, &request, authority, grade);
    table_is(got, NULL, 0, NULL, 0, none);
    fe_table_free(got);
    request.query = "(";
    request.query_len = 1;
    struct fe_error err;
    assert_int_equal(
        fe_reader_table(tx->reader, &request, authority, grade, &got, &err),
        FE_BAD_QUERY);
    assert_null(got);
}

static void
a_cell_is_the_total_of_a_search_for_its_values(void **state)
{
    struct texts *tx = *state;
    struct fe_request request = texts_request("case plan");

    request.match = FE_MATCH_ANY;
    struct fe_table *got = table(tx, &request, (struct fe_facet){GRADE, 0},
                                 (struct fe_facet){DATE, 4});
    for (size_t r = 0; r < fe_table_n_rows(got); r++) {
        for (size_t c = 0; c < fe_table_n_columns(got); c++) {
            const char *row = fe_table_row(got, r);
            const char *column = fe_table_column(got, c);
            const struct fe_filter both[] = {
                {.slot = GRADE, .values = &row, .n_values = 1},
                {.slot = DATE, .length = 4, .values = &column, .n_values = 1}};
            if (!*row || !*column)
                continue; /* no filter can select a missing value */
            request.filters = both;
            request.n_filters = 2;
            struct fe_hits *hits = texts_ask(tx, &request);
            assert_int_equal(fe_hits_total(hits), fe_table_cell(got, r, c));
            fe_hits_free(hits);
        }
    }
    fe_table_free(got);
}

static void
values_are_absent_if_nothing_found_has_them(void **state)
{
    static const char *const good[] = {"good"};
    static const char *const adequate[] = {"adequate"};
    static const struct fe_filter is_good = {
        .slot = GRADE, .values = good, .n_values = 1};
    static const struct fe_filter is_adequate = {
        .slot = GRADE, .values = adequate, .n_values = 1};
    static const struct {
        const char *query;
        const struct fe_filter *filter;
        const char *absent;
        size_t selected;
    } cases[] = {
        {"case", NULL, "Hull 1", 3},
        {"plan", NULL, "", 3},
        {"unicorn", NULL, "Hull 1, Kent 3, Leeds 3", 3},
        {"", NULL, "", 3},
        /* Leeds mentions it, but not in its good documents. */
        {"plan", &is_good, "", 3},
        {"case", &is_good, "Hull 1", 3},
        {"case", &is_adequate, "", 1},
        {"unicorn", &is_adequate, "Kent 2", 1},
    };
    struct texts *tx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fe_request request = texts_request(cases[i].query);
        struct fe_counts counts;
        struct fe_hits *told;
        size_t selected;
        request.filters = cases[i].filter;
        request.n_filters = cases[i].filter ? 1 : 0;
        assert_int_equal(fe_reader_absent(tx->reader, &request, AUTHORITY,
                                          &counts, &selected, &told, NULL),
                         FE_OK);
        char *got = listed(counts.list, counts.count);
        assert_string_equal(got, cases[i].absent);
        assert_int_equal(selected, cases[i].selected);
        free(got);
        fe_counts_free(&counts);
        fe_hits_free(told);
    }
}

#define WITH_ROWS(test)                                                        \
    cmocka_unit_test_setup_teardown(test, set_up, texts_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ROWS(facets_count_documents_or_the_values_of_a_slot),
        WITH_ROWS(totals_of_slots_count_different_values),
        WITH_ROWS(a_document_with_two_values_counts_under_each),
        WITH_ROWS(a_table_has_a_document_with_two_values_in_the_row_of_each),
        WITH_ROWS(absent_and_suggested_values_count_each),
        WITH_ROWS(several_filters_on_one_slot_must_all_match),
        WITH_ROWS(a_table_counts_two_facets_at_once),
        WITH_ROWS(all_filters_apply_to_a_table),
        WITH_ROWS(a_cell_is_the_total_of_a_search_for_its_values),
        WITH_ROWS(values_are_absent_if_nothing_found_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
