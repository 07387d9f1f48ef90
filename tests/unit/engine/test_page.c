/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Which hits a page has, and in which order, checked against a slow definition,
 * which scores, collapses and sorts everything that is found.
 */
#include "arrays.h"
#include "support.h"

#include "engine/match/ranking.h"
#include "engine/result/page.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A hit, as the definition sees it. */
struct found {
    const struct array_document *document;
    uint32_t id;
    double score;
    bool is_counted;
    bool is_hidden;
    size_t alike, alike_values;
};

static const struct fe_request *asked; /* read by qsort() */

static int
by_order(const void *left, const void *right)
{
    const struct found *a = left, *b = right;
    const bool is_blank = asked->query_len == 0;
    const bool by_slot = asked->order == FE_ORDER_RISING ||
                         asked->order == FE_ORDER_FALLING ||
                         (asked->order == FE_ORDER_DEFAULT && is_blank);

    if (a->is_counted != b->is_counted)
        return a->is_counted ? -1 : 1;
    if (by_slot && asked->order_slot != FE_NO_SLOT) {
        const uint32_t x = a->document->codes[asked->order_slot];
        const uint32_t y = b->document->codes[asked->order_slot];
        if (x != y)
            return (x < y) == (asked->order == FE_ORDER_RISING) ? -1 : 1;
    }
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->id < b->id ? -1 : 1;
}

static bool
passes(const struct array_document *document)
{
    for (size_t i = 0; i < asked->n_filters; i++) {
        const char *value =
            arrays_value(document->codes[asked->filters[i].slot]);
        if (strcmp(value, asked->filters[i].from) < 0)
            return false;
    }
    return true;
}

static size_t
find(const struct arrays *arrays, struct found *list)
{
    const bool is_blank = asked->query_len == 0;
    size_t n = 0;

    for (uint32_t id = 1; id < arrays->n; id++) {
        const struct array_document *document = &arrays->documents[id];
        if (!document->is_there || !(document->is_found || is_blank) ||
            !passes(document))
            continue;
        list[n++] = (struct found){
            .document = document,
            .id = id,
            .score = is_blank ? 0
                     : document->is_boilerplate
                         ? document->score * RANKING_BOILERPLATE
                         : document->score,
            .is_counted = document->is_counted || is_blank,
        };
    }
    qsort(list, n, sizeof *list, by_order);
    return n;
}

static bool
is_alike(const struct found *a, const struct found *b)
{
    if (a->document->group == 0 || a->document->group != b->document->group)
        return false;
    for (size_t i = 0; i < asked->n_alike_by; i++)
        if (a->document->codes[asked->alike_by[i]] !=
            b->document->codes[asked->alike_by[i]])
            return false;
    return true;
}

/* The list is in order: the first of each group of near-duplicates stays. */
static size_t
collapse(struct found *list, size_t n)
{
    size_t kept = 0;

    if (asked->alike_slot == FE_NO_SLOT)
        return n;
    for (size_t i = 0; i < n; i++) {
        bool values[ARRAYS_CODES] = {false};
        if (list[i].is_hidden)
            continue;
        values[list[i].document->codes[asked->alike_slot]] = true;
        for (size_t k = i + 1; k < n && list[i].document->group; k++) {
            const uint32_t code = list[k].document->codes[asked->alike_slot];
            if (!is_alike(&list[i], &list[k]))
                continue;
            list[k].is_hidden = true;
            list[i].alike++;
            list[i].alike_values += !values[code];
            values[code] = true;
        }
    }
    for (size_t i = 0; i < n; i++)
        if (!list[i].is_hidden)
            list[kept++] = list[i];
    return kept;
}

static size_t
count_counted(const struct found *list, size_t n)
{
    size_t counted = 0;

    for (size_t i = 0; i < n; i++)
        counted += list[i].is_counted;
    return counted;
}

static void
expect_page(const struct fe_hits *hits, const struct found *list, size_t n)
{
    const size_t first = MIN(asked->offset, n);
    const size_t last = first + MIN(asked->limit, n - first);

    assert_int_equal(fe_hits_count(hits), last - first);
    for (size_t i = first; i < last; i++) {
        const struct fe_hit hit = fe_hits_at(hits, i - first);
        assert_int_equal(atoi(hit.data), list[i].id);
        assert_true(hit.score == list[i].score);
        assert_int_equal(hit.is_counted, list[i].is_counted);
        assert_int_equal(hit.alike, list[i].alike);
        assert_int_equal(hit.alike_values, list[i].alike_values);
    }
}

static void
expect(const struct arrays *arrays, const struct fe_hits *hits)
{
    struct found *list = g_new(struct found, arrays->n);
    size_t n = find(arrays, list);

    assert_int_equal(fe_hits_total(hits), count_counted(list, n));
    n = collapse(list, n);
    assert_int_equal(fe_hits_shown(hits), count_counted(list, n));
    assert_int_equal(fe_hits_ranked(hits), n);
    expect_page(hits, list, n);
    g_free(list);
}

static struct fe_request
drawn_request(void)
{
    static const unsigned alike_by[] = {1, 2};
    static struct fe_filter filter;
    static const size_t limits[] = {0, 1, 3, 10, 100, 3000, SIZE_MAX};
    struct fe_request request = {
        .query = "words",
        .query_len = arrays_drawn(4) ? 5 : 0,
        .order = (enum fe_order)arrays_drawn(4),
        .order_slot = arrays_drawn(3),
        .offset = arrays_drawn(3) ? 0 : arrays_drawn(30),
        .limit = limits[arrays_drawn(G_N_ELEMENTS(limits))],
    };

    filter = (struct fe_filter){
        .slot = 1 + arrays_drawn(4),
        .from = arrays_value(1 + arrays_drawn(6)),
    };
    request.filters = &filter;
    request.n_filters = arrays_drawn(2);
    if (arrays_drawn(2)) {
        request.alike_slot = 3;
        request.alike_by = alike_by;
        request.n_alike_by = arrays_drawn(3);
    }
    return request;
}

static void
a_page_is_a_slice_of_the_whole_ranking(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 60; round++) {
        struct arrays arrays;
        arrays_draw(&arrays, 1 + arrays_drawn(round % 4 ? 900 : 10000));
        struct fe_reader *reader = arrays_open(&arrays);
        for (unsigned i = 0; i < 12; i++) {
            const struct fe_request request = drawn_request();
            struct fe_hits *hits;
            asked = &request;
            assert_int_equal(fe_reader_search(reader, &request, &hits, NULL),
                             FE_OK);
            expect(&arrays, hits);
            fe_hits_free(hits);
        }
        arrays_close(reader);
        arrays_clear(&arrays);
    }
}

static void
expect_scroll(const struct arrays *arrays,
              struct fe_reader *reader,
              const struct fe_request *request)
{
    struct found *list = g_new(struct found, arrays->n);
    struct fe_scroll *scroll;
    struct fe_hits *hits;

    asked = request;
    const size_t n = count_counted(list, find(arrays, list));
    assert_int_equal(fe_scroll_open(reader, request, &scroll, NULL), FE_OK);
    for (size_t i = 0; i <= n; i += 100) {
        assert_int_equal(fe_scroll_next(scroll, reader, 100, &hits, NULL),
                         FE_OK);
        assert_int_equal(fe_hits_total(hits), n);
        assert_int_equal(fe_hits_count(hits), MIN(n - i, 100));
        for (size_t k = 0; k < fe_hits_count(hits); k++)
            assert_int_equal(atoi(fe_hits_at(hits, k).data), list[i + k].id);
        if (i + 100 > n)
            fe_scroll_close(scroll); /* the hits remain valid */
        assert_string_equal(fe_hits_query(hits),
                            request->query_len > 0 ? "words" : "");
        fe_hits_free(hits);
    }
    g_free(list);
}

static void
a_scroll_returns_everything_counted_in_order(void **state)
{
    (void)state;
    for (unsigned round = 0; round < 30; round++) {
        struct arrays arrays;
        arrays_draw(&arrays, 1 + arrays_drawn(3000));
        struct fe_reader *reader = arrays_open(&arrays);
        const struct fe_request request = drawn_request();
        expect_scroll(&arrays, reader, &request);
        arrays_close(reader);
        arrays_clear(&arrays);
    }
}

static void
a_scroll_ends_when_the_index_changes(void **state)
{
    const struct fe_request request = {.query = ""};
    struct arrays arrays;
    struct fe_scroll *scroll;
    struct fe_hits *hits;
    struct fe_error err;

    (void)state;
    arrays_draw(&arrays, 10);
    struct fe_reader *reader = arrays_open(&arrays);
    assert_int_equal(fe_scroll_open(reader, &request, &scroll, NULL), FE_OK);
    arrays.revision++;
    assert_int_equal(fe_scroll_next(scroll, reader, 1, &hits, &err), FE_STALE);
    assert_null(hits);
    assert_string_equal(err.message, "the index has changed; ask again");
    fe_scroll_close(scroll);
    arrays_close(reader);
    arrays_clear(&arrays);
}

static size_t
scored_for(struct arrays *arrays, size_t limit)
{
    struct fe_reader *reader = arrays_open(arrays);
    const struct fe_request request = {
        .query = "words", .query_len = 5, .limit = limit};
    struct fe_hits *hits;

    arrays->n_scored = 0;
    assert_int_equal(fe_reader_search(reader, &request, &hits, NULL), FE_OK);
    fe_hits_free(hits);
    arrays_close(reader);
    return arrays->n_scored;
}

static void
only_what_may_be_shown_is_scored(void **state)
{
    enum { N = 50000 };
    struct arrays arrays;

    (void)state;
    arrays_draw(&arrays, N);
    for (size_t id = 1; id < N; id++) {
        struct array_document *document = &arrays.documents[id];
        document->is_found = document->is_counted = true;
        document->is_there = true;
        document->is_boilerplate = false;
        document->score = arrays_drawn(1000000);
        document->bound = nextafterf((float)document->score, INFINITY);
    }
    assert_int_equal(scored_for(&arrays, 0), 0);
    assert_in_range(scored_for(&arrays, 10), 10, N / 100);
    assert_in_range(scored_for(&arrays, 1000), 1000, N / 5);
    arrays_clear(&arrays);
}

static int
by_ranked(const void *left, const void *right)
{
    return ranked_before(left, right) ? -1 : 1;
}

static void
fill(void *data)
{
    struct arena *arena = data;

    for (unsigned round = 0; round < 500; round++) {
        struct ranked all[200];
        struct page page;
        const size_t n = arrays_drawn(200), most = arrays_drawn(40);
        page_open(&page, arena, 0, most);
        for (size_t i = 0; i < n; i++) {
            all[i] = (struct ranked){arrays_drawn(3), arrays_drawn(10),
                                     arrays_drawn(3), (uint32_t)i};
            page_add(&page, all[i]);
        }
        page_sort(&page);
        qsort(all, n, sizeof *all, by_ranked);
        assert_int_equal(page.list.n, MIN(n, most));
        for (size_t i = 0; i < page.list.n; i++)
            assert_int_equal(page.list.at[i].id, all[i].id);
    }
}

static void
the_best_of_many_are_kept(void **state)
{
    struct arena *arena = arena_new((size_t)64 << 20);
    struct fe_error failure;

    (void)state;
    assert_true(arena_try(arena, fill, arena, &failure));
    arena_free(arena);
}

static void
a_query_that_is_too_long_is_refused(void **state)
{
    static char query[FE_QUERY_MAX + 1];
    const struct fe_request request = {.query = query,
                                       .query_len = sizeof query};
    struct arrays arrays;
    struct fe_hits *hits;
    struct fe_error err;

    (void)state;
    arrays_draw(&arrays, 10);
    struct fe_reader *reader = arrays_open(&arrays);
    assert_int_equal(fe_reader_search(reader, &request, &hits, &err),
                     FE_BAD_QUERY);
    assert_null(hits);
    assert_int_equal(err.offset, FE_QUERY_MAX);
    assert_non_null(strstr(err.message, "longer than 4096 bytes"));
    arrays_close(reader);
    arrays_clear(&arrays);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_best_of_many_are_kept),
        cmocka_unit_test(a_page_is_a_slice_of_the_whole_ranking),
        cmocka_unit_test(a_scroll_returns_everything_counted_in_order),
        cmocka_unit_test(a_scroll_ends_when_the_index_changes),
        cmocka_unit_test(only_what_may_be_shown_is_scored),
        cmocka_unit_test(a_query_that_is_too_long_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
