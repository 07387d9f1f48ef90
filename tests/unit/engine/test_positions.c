/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Where patterns match, checked against a slow definition: a table of all spans
 * of a short text, filled by trying every pair of spans.
 */
#include "engine/match/positions.h"

#include "support.h"

#include <string.h>

enum {
    WORDS_MAX = 14, /* longest text */
    LETTERS = 4,    /* different words */
    ROUNDS = 20000,
    LOOSE = 3
};

static uint32_t seed = 1;

static unsigned
drawn(unsigned below)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 16) % below;
}

struct text {
    unsigned n;
    char words[WORDS_MAX + 2]; /* from 1 */
};

/* Whether there is a span from the first place to the last. */
struct table {
    bool has[WORDS_MAX + 2][WORDS_MAX + 2];
};

#define FOR_EACH_SPAN(first, last)                                             \
    for (unsigned first = 1; first <= WORDS_MAX; first++)                      \
        for (unsigned last = first; last <= WORDS_MAX; last++)

static struct spans
leaf_in_text(void *data, struct arena *arena, const struct pattern *leaf)
{
    const struct text *text = data;
    struct spans spans = {arena_array(arena, text->n, sizeof *spans.at), 0};

    for (uint32_t place = 1; place <= text->n; place++)
        for (size_t i = 0; i < leaf->n_words; i++)
            if (leaf->words[i][0] == text->words[place]) {
                spans.at[spans.n++] = (struct span){place, place};
                break;
            }
    return spans;
}

/* How many places after the first span the second begins; 0 if it does not. */
static unsigned
gap(unsigned last, unsigned first)
{
    return first > last ? first - last : 0;
}

static void
join_all(const struct table *a,
         const struct table *b,
         unsigned distance,
         bool in_order,
         struct table *out)
{
    memset(out, 0, sizeof *out);
    FOR_EACH_SPAN (f, l) {
        if (!a->has[f][l])
            continue;
        FOR_EACH_SPAN (g, m) {
            if (!b->has[g][m])
                continue;
            if (gap(l, g) > 0 && gap(l, g) <= distance)
                out->has[f][m] = true;
            if (!in_order && gap(m, f) > 0 && gap(m, f) <= distance)
                out->has[g][l] = true;
        }
    }
}

/* Joins each span of a with the nearest span of b after it and before it. */
static void
join_nearest(const struct table *a,
             const struct table *b,
             unsigned distance,
             struct table *out)
{
    FOR_EACH_SPAN (f, l) {
        unsigned after_first = 0, after_last = 0;
        unsigned before_first = 0, before_last = 0;
        if (!a->has[f][l])
            continue;
        FOR_EACH_SPAN (g, m) {
            if (!b->has[g][m])
                continue;
            if (g > l && after_first == 0) {
                after_first = g;
                after_last = m;
            }
            if (m < f && m >= before_last) {
                before_first = g;
                before_last = m;
            }
        }
        if (after_first > 0 && after_first - l <= distance)
            out->has[f][after_last] = true;
        if (before_first > 0 && f - before_last <= distance)
            out->has[before_first][l] = true;
    }
}

/* Of the spans that begin, or end, at one place, keeps only the shortest. */
static void
keep_shortest(struct table *table)
{
    const struct table all = *table;

    FOR_EACH_SPAN (f, l) {
        bool by_begin = true, by_end = true;
        for (unsigned m = f; m < l; m++)
            by_begin = by_begin && !all.has[f][m];
        for (unsigned g = f + 1; g <= l; g++)
            by_end = by_end && !all.has[g][l];
        table->has[f][l] = all.has[f][l] && (by_begin || by_end);
    }
}

static void
define(const struct text *text,
       const struct pattern *pattern,
       bool wants_all,
       struct table *out)
{
    const bool is_either = pattern->kind == PATTERN_EITHER;
    struct table part, joined;

    memset(out, 0, sizeof *out);
    if (pattern->kind == PATTERN_WORDS) {
        for (unsigned place = 1; place <= text->n; place++)
            for (size_t i = 0; i < pattern->n_words; i++)
                if (pattern->words[i][0] == text->words[place])
                    out->has[place][place] = true;
        return;
    }
    for (size_t i = 0; i < pattern->n_parts; i++) {
        define(text, &pattern->parts[i], is_either ? wants_all : true, &part);
        if (i == 0) {
            *out = part;
        } else if (is_either) {
            FOR_EACH_SPAN (f, l)
                out->has[f][l] = out->has[f][l] || part.has[f][l];
        } else if (pattern->kind == PATTERN_NEAR && !wants_all) {
            memset(&joined, 0, sizeof joined);
            join_nearest(out, &part, pattern->distance, &joined);
            join_nearest(&part, out, pattern->distance, &joined);
            keep_shortest(&joined);
            *out = joined;
        } else {
            const unsigned distance = pattern->kind == PATTERN_PHRASE ? 1
                                      : pattern->kind == PATTERN_LOOSE
                                          ? LOOSE
                                          : pattern->distance;
            join_all(out, &part, distance, pattern->kind == PATTERN_PHRASE,
                     &joined);
            *out = joined;
        }
    }
}

static struct pattern
drawn_pattern(struct arena *arena, unsigned depth)
{
    static const char *const letters[LETTERS] = {"a", "b", "c", "d"};
    struct pattern pattern = {.prefix = ""};

    if (depth == 0 || drawn(3) == 0) {
        pattern.kind = PATTERN_WORDS;
        pattern.n_words = drawn(3);
        pattern.words = arena_array(arena, 3, sizeof *pattern.words);
        for (size_t i = 0; i < pattern.n_words; i++)
            pattern.words[i] = letters[drawn(LETTERS)];
        return pattern;
    }
    pattern.kind = (enum pattern_kind)(PATTERN_PHRASE + drawn(4));
    pattern.n_parts = pattern.kind == PATTERN_NEAR ? 2 : 1 + drawn(3);
    pattern.distance = 1 + drawn(4);
    pattern.parts = arena_array(arena, pattern.n_parts, sizeof *pattern.parts);
    for (size_t i = 0; i < pattern.n_parts; i++)
        pattern.parts[i] = drawn_pattern(arena, depth - 1);
    return pattern;
}

static struct text
drawn_text(void)
{
    struct text text = {.n = drawn(WORDS_MAX + 1)};

    for (unsigned place = 1; place <= text.n; place++)
        text.words[place] = (char)('a' + drawn(LETTERS + 1));
    return text;
}

static void
expect(const struct spans *spans, const struct table *table, unsigned round)
{
    size_t n = 0;

    FOR_EACH_SPAN (f, l) {
        if (!table->has[f][l])
            continue;
        if (n == spans->n || spans->at[n].first != f || spans->at[n].last != l)
            fail_msg("round %u: %u to %u is missing or out of order", round, f,
                     l);
        n++;
    }
    assert_int_equal(n, spans->n);
}

static void
try_rounds(void *data)
{
    struct arena *arena = data;

    for (unsigned round = 0; round < ROUNDS; round++) {
        struct text text = drawn_text();
        const struct pattern pattern = drawn_pattern(arena, 1 + drawn(3));
        const struct spans spans =
            positions_of(arena, &pattern, leaf_in_text, &text);
        struct table table;
        define(&text, &pattern, false, &table);
        expect(&spans, &table, round);
    }
}

static void
a_pattern_matches_where_its_definition_says(void **state)
{
    struct arena *arena = arena_new((size_t)1 << 30);
    struct fe_error failure;

    (void)state;
    assert_true(arena_try(arena, try_rounds, arena, &failure));
    arena_free(arena);
}

static struct spans
leaf_in_long(void *data, struct arena *arena, const struct pattern *leaf)
{
    const char *text = data;
    const size_t n = strlen(text + 1);
    struct spans spans = {arena_array(arena, n, sizeof *spans.at), 0};

    for (uint32_t place = 1; place <= n; place++)
        if (text[place] == leaf->words[0][0])
            spans.at[spans.n++] = (struct span){place, place};
    return spans;
}

/* In a text that repeats two words, only the nearest ones may be joined. */
static void
repeat(void *data)
{
    enum { TIMES = 2000 };
    struct arena *arena = data;
    const char *words[] = {"a", "b"};
    struct pattern parts[] = {
        {.kind = PATTERN_WORDS, .words = &words[0], .n_words = 1},
        {.kind = PATTERN_WORDS, .words = &words[1], .n_words = 1}};
    struct pattern near = {
        .kind = PATTERN_NEAR, .parts = parts, .n_parts = 2, .distance = 10};
    struct pattern nested[] = {near, near};
    const struct pattern all = {
        .kind = PATTERN_NEAR, .parts = nested, .n_parts = 2, .distance = 10};
    char text[2 * TIMES + 2];

    for (unsigned i = 1; i <= 2 * TIMES; i++)
        text[i] = i % 2 ? 'a' : 'b';
    text[2 * TIMES + 1] = '\0';
    const struct spans spans = positions_of(arena, &all, leaf_in_long, text);
    assert_true(spans.n > 0 && spans.n < 8 * TIMES);
}

static void
a_repetitive_text_does_not_join_all_pairs(void **state)
{
    struct arena *arena = arena_new((size_t)64 << 20);
    struct fe_error failure;

    (void)state;
    assert_true(arena_try(arena, repeat, arena, &failure));
    arena_free(arena);
}

static struct spans
leaf_far_apart(void *data, struct arena *arena, const struct pattern *leaf)
{
    struct span *spans = arena_array(arena, 2, sizeof *spans);

    (void)data;
    if (leaf->words[0][0] == 'a') {
        spans[0] = (struct span){70000, 70000};
        spans[1] = (struct span){90000, 90000};
        return (struct spans){spans, 2};
    }
    spans[0] = (struct span){5, 5};
    return (struct spans){spans, 1};
}

static void
join_far_apart(void *data)
{
    struct arena *arena = data;
    const char *words[] = {"a", "b"};
    struct pattern parts[] = {
        {.kind = PATTERN_WORDS, .words = &words[0], .n_words = 1},
        {.kind = PATTERN_WORDS, .words = &words[1], .n_words = 1},
        {.kind = PATTERN_WORDS, .words = &words[0], .n_words = 1}};
    const struct pattern either = {
        .kind = PATTERN_EITHER, .parts = parts, .n_parts = 3};
    static const uint32_t expected[] = {5, 70000, 90000};

    const struct spans spans =
        positions_of(arena, &either, leaf_far_apart, NULL);
    assert_int_equal(spans.n, 3);
    for (size_t i = 0; i < spans.n; i++) {
        assert_int_equal(spans.at[i].first, expected[i]);
        assert_int_equal(spans.at[i].last, expected[i]);
    }
}

static void
spans_far_apart_are_in_order_without_repeats(void **state)
{
    struct arena *arena = arena_new((size_t)1 << 20);
    struct fe_error failure;

    (void)state;
    assert_true(arena_try(arena, join_far_apart, arena, &failure));
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_matches_where_its_definition_says),
        cmocka_unit_test(a_repetitive_text_does_not_join_all_pairs),
        cmocka_unit_test(spans_far_apart_are_in_order_without_repeats),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
