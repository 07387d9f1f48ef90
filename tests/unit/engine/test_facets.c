/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is counted beside a page, in tables and of absent values, checked
 * against a slow definition, which looks at every document for every count.
 */
#include "arrays.h"
#include "support.h"

#include "engine/result/histogram.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

enum { FACETS = 3, FILTERS = 4, TOTALS = 2 };

/* A random request, and what it points to. */
struct drawn {
    struct fe_request request;
    struct fe_facet facets[FACETS];
    struct fe_filter filters[FILTERS];
    const char *values[FILTERS][3];
    unsigned totals[TOTALS];
};

static unsigned
drawn_slot(void)
{
    return 1 + arrays_drawn(ARRAYS_SLOTS - 1);
}

static void
draw(struct drawn *drawn)
{
    *drawn = (struct drawn){
        .request = {.query = "words",
                    .query_len = arrays_drawn(4) ? 5 : 0,
                    .facets = drawn->facets,
                    .n_facets = arrays_drawn(FACETS + 1),
                    .filters = drawn->filters,
                    .n_filters = arrays_drawn(FILTERS + 1),
                    .total_slots = drawn->totals,
                    .n_total_slots = arrays_drawn(TOTALS + 1),
                    .count_slot = arrays_drawn(2) ? drawn_slot() : FE_NO_SLOT},
    };
    for (size_t i = 0; i < FACETS; i++)
        drawn->facets[i].slot = drawn_slot();
    for (size_t i = 0; i < TOTALS; i++)
        drawn->totals[i] = drawn_slot();
    for (size_t i = 0; i < FILTERS; i++) {
        struct fe_filter *filter = &drawn->filters[i];
        filter->slot = drawn_slot();
        if (arrays_drawn(2)) {
            filter->from = arrays_value(1 + arrays_drawn(9));
            continue;
        }
        for (size_t v = 0; v < 3; v++)
            drawn->values[i][v] = arrays_value(1 + arrays_drawn(20));
        filter->values = drawn->values[i];
        filter->n_values = 1 + arrays_drawn(3);
    }
}

static bool
passes_one(const struct array_document *document,
           const struct fe_filter *filter)
{
    const char *value = arrays_value(document->codes[filter->slot]);

    if (filter->n_values == 0)
        return strcmp(value, filter->from) >= 0;
    for (size_t i = 0; i < filter->n_values; i++)
        if (strcmp(value, filter->values[i]) == 0)
            return true;
    return false;
}

/* Whether the document passes all filters except those on the slot. */
static bool
passes(const struct array_document *document,
       const struct fe_request *request,
       unsigned but)
{
    for (size_t i = 0; i < request->n_filters; i++)
        if (request->filters[i].slot != but &&
            !passes_one(document, &request->filters[i]))
            return false;
    return true;
}

static bool
is_counted(const struct array_document *document,
           const struct fe_request *request)
{
    return request->query_len == 0 ? document->is_there : document->is_counted;
}

/* The number of documents, or units, with these values; FE_ALL: any value. */
static size_t
count(const struct arrays *arrays,
      const struct fe_request *request,
      unsigned but,
      const unsigned slots[2],
      const size_t codes[2])
{
    bool met[ARRAYS_CODES] = {false};
    size_t documents = 0, units = 0;

    for (size_t id = 1; id < arrays->n; id++) {
        const struct array_document *document = &arrays->documents[id];
        if (!is_counted(document, request) || !passes(document, request, but) ||
            (codes[0] != FE_ALL && document->codes[slots[0]] != codes[0]) ||
            (codes[1] != FE_ALL && document->codes[slots[1]] != codes[1]))
            continue;
        const uint32_t unit = document->codes[request->count_slot];
        documents++;
        units += unit > 0 && !met[unit];
        met[unit] = true;
    }
    return request->count_slot == FE_NO_SLOT ? documents : units;
}

static void
expect_facet(const struct arrays *arrays,
             const struct fe_request *request,
             const struct fe_facet_counts *facet)
{
    const unsigned slots[2] = {facet->facet.slot, 1};
    size_t n = 0;

    for (size_t code = 1; code < ARRAYS_CODES; code++) {
        const size_t codes[2] = {code, FE_ALL};
        const size_t wanted = count(arrays, request, slots[0], slots, codes);
        size_t i = 0;
        while (i < facet->n_counts && strcmp(facet->counts[i].value,
                                             arrays_value((uint32_t)code)) != 0)
            i++;
        assert_int_equal(i < facet->n_counts ? facet->counts[i].count : 0,
                         wanted);
        n += wanted > 0;
    }
    assert_int_equal(facet->n_counts, n);
    for (size_t i = 1; i < n; i++) {
        const struct fe_count *a = &facet->counts[i - 1];
        const struct fe_count *b = &facet->counts[i];
        assert_true(a->count > b->count ||
                    (a->count == b->count && strcmp(a->value, b->value) < 0));
    }
}

static size_t
total_of(const struct arrays *arrays,
         const struct fe_request *request,
         unsigned slot)
{
    bool met[ARRAYS_CODES] = {false};
    size_t n = 0;

    for (size_t id = 1; id < arrays->n; id++) {
        const struct array_document *document = &arrays->documents[id];
        if (!is_counted(document, request) || !passes(document, request, 0))
            continue;
        n += document->codes[slot] > 0 && !met[document->codes[slot]];
        met[document->codes[slot]] = true;
    }
    return n;
}

static void
try_facets(const struct arrays *arrays, struct fe_reader *reader)
{
    struct drawn drawn;
    const struct fe_request *request = &drawn.request;
    struct fe_hits *hits;

    draw(&drawn);
    assert_int_equal(fe_reader_search(reader, request, &hits, NULL), FE_OK);
    assert_int_equal(fe_hits_count(hits), 0);
    assert_int_equal(fe_hits_n_facets(hits), request->n_facets);
    for (size_t i = 0; i < request->n_facets; i++) {
        const struct fe_facet_counts facet = fe_hits_facet(hits, i);
        assert_int_equal(facet.facet.slot, request->facets[i].slot);
        expect_facet(arrays, request, &facet);
    }
    for (size_t i = 0; i < request->n_total_slots; i++)
        assert_int_equal(fe_hits_total_of(hits, i),
                         total_of(arrays, request, request->total_slots[i]));
    fe_hits_free(hits);
}

static void
try_table(const struct arrays *arrays, struct fe_reader *reader)
{
    struct drawn drawn;
    const struct fe_facet rows = {.slot = drawn_slot()};
    const struct fe_facet columns = {.slot = drawn_slot()};
    const unsigned slots[2] = {rows.slot, columns.slot};
    struct fe_table *table;

    draw(&drawn);
    assert_int_equal(
        fe_reader_table(reader, &drawn.request, rows, columns, &table, NULL),
        FE_OK);
    const size_t n_rows = fe_table_n_rows(table);
    const size_t n_columns = fe_table_n_columns(table);
    for (size_t r = 0; r <= n_rows; r++)
        for (size_t c = 0; c <= n_columns; c++) {
            const size_t codes[2] = {
                r == n_rows ? FE_ALL : (size_t)atoi(fe_table_row(table, r)),
                c == n_columns ? FE_ALL
                               : (size_t)atoi(fe_table_column(table, c))};
            assert_int_equal(
                fe_table_cell(table, r == n_rows ? FE_ALL : r,
                              c == n_columns ? FE_ALL : c),
                count(arrays, &drawn.request, FE_NO_SLOT, slots, codes));
        }
    drawn.request.count_slot = FE_NO_SLOT;
    assert_int_equal(fe_hits_total(fe_table_told(table)),
                     count(arrays, &drawn.request, FE_NO_SLOT, slots,
                           (const size_t[2]){FE_ALL, FE_ALL}));
    fe_table_free(table);
}

/* The documents with the value that pass the filters: all of them, or those
 * that the query finds. */
static size_t
having(const struct arrays *arrays,
       const struct fe_request *request,
       unsigned slot,
       uint32_t code,
       bool is_found)
{
    size_t n = 0;

    for (size_t id = 1; id < arrays->n; id++) {
        const struct array_document *document = &arrays->documents[id];
        n += document->is_there && document->codes[slot] == code &&
             (is_found ? is_counted(document, request)
                       : passes(document, request, FE_NO_SLOT));
    }
    return n;
}

static void
try_absent(const struct arrays *arrays, struct fe_reader *reader)
{
    struct drawn drawn;
    struct fe_counts counts;
    struct fe_hits *told;
    size_t selected, n = 0, n_selected = 0;
    const unsigned slot = drawn_slot();

    draw(&drawn);
    assert_int_equal(fe_reader_absent(reader, &drawn.request, slot, &counts,
                                      &selected, &told, NULL),
                     FE_OK);
    for (uint32_t code = 1; code < ARRAYS_CODES; code++) {
        const size_t all = having(arrays, &drawn.request, slot, code, false);
        n_selected += all > 0;
        if (all == 0 || having(arrays, &drawn.request, slot, code, true) > 0)
            continue;
        assert_true(n < counts.count);
        assert_string_equal(counts.list[n].value, arrays_value(code));
        assert_int_equal(counts.list[n].count, all);
        n++;
    }
    assert_int_equal(counts.count, n);
    assert_int_equal(selected, n_selected);
    fe_counts_free(&counts);
    fe_hits_free(told);
}

static void
try_all(void (*try)(const struct arrays *arrays, struct fe_reader *reader))
{
    for (unsigned round = 0; round < 40; round++) {
        struct arrays arrays;
        arrays_draw(&arrays, 1 + arrays_drawn(round % 8 ? 300 : 6000));
        struct fe_reader *reader = arrays_open(&arrays);
        for (unsigned i = 0; i < 5; i++)
            try(&arrays, reader);
        arrays_close(reader);
        arrays_clear(&arrays);
    }
}

static void
a_facet_is_counted_with_all_filters_but_its_own(void **state)
{
    (void)state;
    try_all(try_facets);
}

static void
a_table_has_everything_that_is_counted(void **state)
{
    (void)state;
    try_all(try_table);
}

static void
a_value_is_absent_if_none_of_its_documents_is_found(void **state)
{
    (void)state;
    try_all(try_absent);
}

struct counting {
    struct arena *arena;
    size_t n, n_units;
};

/* A counter of few units keeps a bit for each; one of many sorts them. */
static void
count_units(void *data)
{
    const struct counting *counting = data;
    const struct column units = {.n_codes = counting->n_units};
    GHashTable *met =
        g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    size_t *wanted = g_new0(size_t, counting->n);
    struct histogram histogram;

    histogram_open(&histogram, counting->arena, counting->n, &units);
    for (size_t i = 0; i < 30000; i++) {
        const size_t at = arrays_drawn((unsigned)counting->n);
        const uint32_t unit = arrays_drawn(40);
        const gint64 pair = (gint64)(at << 32 | unit);
        histogram_add_unit(&histogram, at, unit);
        if (unit > 0 && g_hash_table_add(met, g_memdup2(&pair, sizeof pair)))
            wanted[at]++;
    }
    histogram_finish(&histogram);
    assert_memory_equal(histogram.counts, wanted, counting->n * sizeof *wanted);
    g_free(wanted);
    g_hash_table_destroy(met);
}

static void
units_are_counted_once_however_many_there_are(void **state)
{
    struct arena *arena = arena_new((size_t)256 << 20);
    struct fe_error failure;

    (void)state;
    struct counting few = {arena, 50, 40}, many = {arena, 700, 1 << 20};
    assert_true(arena_try(arena, count_units, &few, &failure));
    assert_true(arena_try(arena, count_units, &many, &failure));
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_facet_is_counted_with_all_filters_but_its_own),
        cmocka_unit_test(a_table_has_everything_that_is_counted),
        cmocka_unit_test(a_value_is_absent_if_none_of_its_documents_is_found),
        cmocka_unit_test(units_are_counted_once_however_many_there_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
