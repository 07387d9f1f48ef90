/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "engine/match/cache.h"
#include "engine/match/postings.h"

#include <stdlib.h>
#include <string.h>

/* Documents up to last; each is in the list with a chance of one in rarity. */
static struct posting_list
random_list(struct arena *arena, uint32_t last, int rarity, uint32_t most)
{
    struct posting_list list = {
        .ids = arena_array(arena, last + 1, sizeof *list.ids),
        .times = arena_array(arena, last + 1, sizeof *list.times)};

    for (uint32_t id = 1; id <= last; id++)
        if (rand() % rarity == 0) {
            list.ids[list.n] = id;
            list.times[list.n++] = 1 + (uint32_t)rand() % most;
        }
    return list;
}

static const struct {
    uint32_t last;
    int rarity;
    uint32_t most;
} shapes[] = {
    {1, 1, 1},        {4095, 1, 1},       {4096, 1, 300}, {50000, 1, 1},
    {50000, 2, 3},    {50000, 12, 255},   {50000, 13, 9}, {50000, 14, 70000},
    {200000, 900, 5}, {200000, 50000, 1},
};

enum { N_SHAPES = sizeof shapes / sizeof shapes[0] };

/* Calls check for a random list of each shape, the list packed, and the last
 * document that it might have. */
static void
for_each_shape(void (*check)(const struct posting_list *list,
                             const struct postings *postings,
                             uint32_t last))
{
    for (size_t s = 0; s < N_SHAPES; s++) {
        struct arena *arena = arena_new(SIZE_MAX);
        const struct posting_list list = random_list(
            arena, shapes[s].last, shapes[s].rarity, shapes[s].most);
        struct postings *postings = postings_new(&list);
        check(&list, postings, shapes[s].last);
        postings_unref(postings);
        arena_free(arena);
    }
}

static void
check_unpacked(const struct posting_list *list,
               const struct postings *postings,
               uint32_t last)
{
    struct arena *arena = arena_new(SIZE_MAX);
    const struct posting_list again = postings_unpack(arena, postings);
    uint64_t occurrences = 0;

    (void)last;
    assert_int_equal(again.n, list->n);
    assert_int_equal(postings->n, list->n);
    for (size_t i = 0; i < list->n; i++) {
        assert_int_equal(again.ids[i], list->ids[i]);
        assert_int_equal(again.times[i], list->times[i]);
        occurrences += list->times[i];
    }
    assert_int_equal(postings->occurrences, occurrences);
    arena_free(arena);
}

static void
a_list_is_unpacked_as_it_was(void **state)
{
    (void)state;
    for_each_shape(check_unpacked);
}

static void
check_windows(const struct posting_list *list,
              const struct postings *postings,
              uint32_t last)
{
    struct cursor cursor = {.postings = postings};
    size_t at = 0;

    for (uint32_t first = 0; first <= last; first += WINDOW) {
        uint64_t scratch[WINDOW_WORDS];
        uint32_t times[WINDOW];
        if (!cursor_seek(&cursor, first)) {
            assert_true(at == list->n || list->ids[at] >= first + WINDOW);
            continue;
        }
        const uint64_t *bits = cursor_bits(&cursor, scratch);
        const size_t start = at;
        cursor_times(&cursor, bits, times);
        uint64_t more_scratch[WINDOW_WORDS];
        const uint64_t *more = cursor_more(&cursor, more_scratch);
        FOR_EACH_BIT (i, bits) {
            assert_int_equal(first + i, list->ids[at]);
            assert_int_equal(times[i], list->times[at]);
            assert_int_equal(more && more[i / 64] >> i % 64 & 1,
                             list->times[at] > 1);
            at++;
        }
        assert_true(at > start);
        assert_true(at == list->n || list->ids[at] >= first + WINDOW);
    }
    assert_int_equal(at, list->n);
}

static void
each_window_has_the_documents_and_frequencies_of_the_list(void **state)
{
    (void)state;
    for_each_shape(check_windows);
}

static void
frequent_words_take_about_two_bits_per_document(void **state)
{
    struct arena *arena = arena_new(SIZE_MAX);
    const struct posting_list list = random_list(arena, 100000, 2, 1);
    struct postings *postings = postings_new(&list);

    (void)state;
    assert_true(postings->size < 100000 / 4);
    postings_unref(postings);
    arena_free(arena);
}

static struct postings *
list_of_size(uint32_t n)
{
    struct arena *arena = arena_new(SIZE_MAX);
    const struct posting_list list = random_list(arena, n, 1, 200);
    struct postings *postings = postings_new(&list);

    arena_free(arena);
    return postings;
}

static void
a_full_cache_drops_what_was_least_recently_used(void **state)
{
    struct cache *cache = cache_new(100000);
    const struct cache_state now = {.sequence = 1};
    struct cache_state of;

    (void)state;
    for (int i = 0; i < 100; i++) {
        char key[16];
        snprintf(key, sizeof key, "%d", i);
        struct postings *postings = list_of_size(4000);
        cache_keep(cache, key, &now, postings);
        postings_unref(postings);
        /* The first list is used again and again. */
        struct postings *first = cache_find(cache, "0", &now, &of);
        assert_non_null(first);
        postings_unref(first);
    }
    struct postings *last = cache_find(cache, "99", &now, &of);
    assert_non_null(last);
    postings_unref(last);
    assert_null(cache_find(cache, "1", &now, &of));
    /* With a lower limit, the last one that was used is left. */
    cache_set_most(cache, 10000);
    assert_null(cache_find(cache, "0", &now, &of));
    last = cache_find(cache, "99", &now, &of);
    assert_non_null(last);
    postings_unref(last);
    cache_free(cache);
}

static void
a_list_remains_valid_after_the_cache_has_dropped_it(void **state)
{
    struct cache *cache = cache_new(1 << 20);
    const struct cache_state now = {.sequence = 1};
    struct cache_state of;
    struct postings *postings = list_of_size(100);

    (void)state;
    cache_keep(cache, "a", &now, postings);
    postings_unref(postings);
    postings = cache_find(cache, "a", &now, &of);
    cache_free(cache);
    assert_int_equal(postings->n, 100);
    postings_unref(postings);
}

static void
an_older_revision_is_not_given_a_newer_list(void **state)
{
    struct cache *cache = cache_new(1 << 20);
    const struct cache_state old = {.sequence = 1, .last_id = 10};
    const struct cache_state new = {.sequence = 2, .last_id = 20};
    struct cache_state of;
    struct postings *postings = list_of_size(10);

    (void)state;
    cache_keep(cache, "a", &old, postings);
    struct postings *found = cache_find(cache, "a", &new, &of);
    assert_non_null(found);
    assert_int_equal(of.last_id, 10);
    postings_unref(found);
    cache_keep(cache, "a", &new, postings);
    cache_keep(cache, "a", &old, postings); /* replaces nothing */
    assert_null(cache_find(cache, "a", &old, &of));
    found = cache_find(cache, "a", &new, &of);
    assert_int_equal(of.last_id, 20);
    postings_unref(found);
    postings_unref(postings);
    cache_free(cache);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_unpacked_as_it_was),
        cmocka_unit_test(
            each_window_has_the_documents_and_frequencies_of_the_list),
        cmocka_unit_test(frequent_words_take_about_two_bits_per_document),
        cmocka_unit_test(a_full_cache_drops_what_was_least_recently_used),
        cmocka_unit_test(a_list_remains_valid_after_the_cache_has_dropped_it),
        cmocka_unit_test(an_older_revision_is_not_given_a_newer_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
