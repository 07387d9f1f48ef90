/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/spelling.h"

#include "engine/query/spelling_index.h"

#include "support.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    const char *word;
    unsigned documents;
};

static const struct entry vocabulary[] = {
    {"acceptance", 40},   {"accommodation", 300}, {"accountability", 90},
    {"adoption", 900},    {"bedford", 30},        {"board", 700},
    {"cafe", 3},          {"camhs", 400},         {"care", 4000},
    {"carer", 500},       {"career", 2},          {"case", 2000},
    {"child", 5000},      {"dependent", 20},      {"disuse", 5},
    {"families", 1200},   {"famlies", 1},         {"family", 1100},
    {"form", 80},         {"herefordshire", 40},  {"independent", 300},
    {"immature", 8},      {"lscb", 500},          {"mature", 60},
    {"managers", 1500},   {"necessary", 200},     {"neglect", 400},
    {"occurred", 60},     {"perceive", 10},       {"performance", 700},
    {"permanence", 600},  {"permanent", 500},     {"planning", 800},
    {"policies", 90},     {"policy", 100},        {"receive", 900},
    {"recording", 500},   {"refer", 50},          {"referral", 700},
    {"referred", 300},    {"regularly", 600},     {"regulary", 1},
    {"related", 60},      {"safeguarding", 900},  {"safety", 600},
    {"sexual", 900},      {"sheffield", 30},      {"supervised", 300},
    {"supervision", 900}, {"supervisor", 30},     {"timely", 900},
    {"unnecessary", 40},  {"y\u00e2d", 9},
};

/* A vocabulary with its index of similar words, and names. */
struct book {
    struct spelling spelling;
    struct arena *arena;
    GHashTable *documents;
    unsigned fails_after; /* look-ups until one fails; 0: none fails */
    struct spelling_index *spelling_index;
    struct spelling_names *names;
    GPtrArray *found;
};

static unsigned
documents_of(void *data, const char *word)
{
    struct book *book = data;

    if (book->fails_after > 0 && --book->fails_after == 0)
        arena_fail(book->arena, FE_STALE, 0, "it has changed");
    return GPOINTER_TO_UINT(g_hash_table_lookup(book->documents, word));
}

static const char *const *
candidates_of(void *data, const char *word, unsigned most, size_t *n)
{
    struct book *book = data;

    g_ptr_array_set_size(book->found, 0);
    spelling_index_find(book->spelling_index, word, most, book->found);
    *n = book->found->len;
    return (const char *const *)book->found->pdata;
}

static struct book *
book_new(const struct spelling_dictionary *dictionary)
{
    struct book *book = g_new0(struct book, 1);

    book->arena = arena_new(16 * 1024 * 1024);
    book->documents = g_hash_table_new(g_str_hash, g_str_equal);
    book->spelling_index = spelling_index_new();
    book->names = spelling_names_new();
    book->found = g_ptr_array_new();
    book->spelling = (struct spelling){book->arena, documents_of, candidates_of,
                                       book,        book->names,  dictionary};
    return book;
}

static void
book_free(struct book *book)
{
    g_ptr_array_unref(book->found);
    spelling_names_free(book->names);
    spelling_index_free(book->spelling_index);
    g_hash_table_destroy(book->documents);
    arena_free(book->arena);
    g_free(book);
}

static void
book_add(struct book *book, const char *word, unsigned documents)
{
    g_hash_table_insert(book->documents, (void *)word,
                        GUINT_TO_POINTER(documents));
    spelling_index_add(book->spelling_index, word);
}

static struct book *
filled(const char *const *names, const struct spelling_dictionary *dictionary)
{
    struct book *s = book_new(dictionary);

    for (size_t i = 0; i < G_N_ELEMENTS(vocabulary); i++)
        book_add(s, vocabulary[i].word, vocabulary[i].documents);
    spelling_index_prepare(s->spelling_index);
    for (; names && *names; names++)
        spelling_names_add(s->names, *names);
    return s;
}

/* expected is "right", or "offer" or "correct" followed by the words. */
static void
assert_judged(struct book *s, const char *word, const char *expected)
{
    static const char *const verdicts[] = {"right", "offer", "correct"};
    struct spelling_answer answer;
    const char *letters = word;
    char *folded = g_utf8_strdown(word, -1);
    unsigned capitals = 0;

    for (; *letters; letters++)
        capitals += g_ascii_isupper(*letters);
    spelling_judge(&s->spelling, folded, capitals > 1, &answer);
    GString *out = g_string_new(verdicts[answer.verdict]);
    for (size_t i = 0; i < answer.n_words; i++)
        g_string_append_printf(out, " %s", answer.words[i].text);
    if (strcmp(out->str, expected) != 0)
        fail_msg("%s: %s, not %s", word, out->str, expected);
    g_string_free(out, TRUE);
    g_free(folded);
}

static void
assert_all(struct book *s, const char *const cases[][2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_judged(s, cases[i][0], cases[i][1]);
}

#define ASSERT_ALL(s, cases) assert_all(s, cases, G_N_ELEMENTS(cases))

static void
a_word_that_occurs_nowhere_is_corrected(void **state)
{
    static const char *const cases[][2] = {
        {"permanance", "correct permanence"},
        {"referal", "correct referral"},
        {"addoption", "correct adoption"},
        {"accomodation", "correct accommodation"},
        {"acomodation", "correct accommodation"},
        {"saftey", "correct safety"},
        {"safegaurding", "correct safeguarding"},
        {"recieve", "correct receive"},
        {"sexaul", "correct sexual"},
        {"neglct", "correct neglect"},
        {"supervison", "correct supervision supervisor supervised"},
        {"CAHMS", "correct camhs"},
    };
    struct book *s = filled(NULL, NULL);

    (void)state;
    ASSERT_ALL(s, cases);
    book_free(s);
}

static void
correct_short_and_unlike_words_are_left_alone(void **state)
{
    static const char *const cases[][2] = {
        {"care", "right"},   {"cae", "right"},     {"crae2", "right"},
        {"2016", "right"},   {"zyxwvut", "right"}, {"", "right"},
        {"a&e", "right"},    {"career", "right"},  {"y\u00e2", "right"},
        {"caring", "right"},
    };
    struct book *s = filled(NULL, NULL);
    char *word = g_strnfill(500, 'a');

    (void)state;
    ASSERT_ALL(s, cases);
    assert_judged(s, word, "right");
    g_free(word);
    book_free(s);
}

static void
an_inflection_is_right_if_it_is_well_formed(void **state)
{
    static const char *const cases[][2] = {
        {"recordings", "right"},
        {"recorded", "right"},
        {"refers", "right"},
        {"referring", "right"},
        {"planned", "right"},
        {"adoptions", "right"},
        {"occured", "correct occurred"},
        {"policys", "correct policy"},
    };
    struct book *s = filled(NULL, NULL);

    (void)state;
    ASSERT_ALL(s, cases);
    book_free(s);
}

static void
no_word_is_corrected_to_its_negation(void **state)
{
    static const char *const cases[][2] = {
        {"unsupervised", "offer supervised"},
        {"misuse", "offer disuse"},
        {"unrelated", "offer related"},
        {"ndependent", "offer independent dependent"},
        {"imature", "correct immature mature"},
        {"unecessary", "correct unnecessary necessary"},
        {"independant", "correct independent"},
    };
    struct book *s = filled(NULL, NULL);

    (void)state;
    ASSERT_ALL(s, cases);
    book_free(s);
}

static void
a_name_is_never_taken_for_another(void **state)
{
    static const char *const names[] = {
        "bradford",      "bedford", "sheffield", "herefordshire",
        "hertfordshire", "cade",    NULL};
    static const char *const cases[][2] = {
        {"bradford", "right"},
        {"hertfordshire", "right"},
        {"cade", "right"},
        {"Shefield", "correct sheffield"},
        {"bedfrod", "correct bedford"},
        {"bradfrod", "offer bradford"},
        {"herfordshire", "offer herefordshire hertfordshire"},
    };
    struct book *s = filled(names, NULL);

    (void)state;
    ASSERT_ALL(s, cases);
    book_free(s);
}

static void
a_name_that_the_vocabulary_lacks_is_suggested(void **state)
{
    static const char *const names[] = {"hertfordshire", NULL};
    struct book *s = filled(names, NULL);
    struct spelling_answer answer;

    (void)state;
    spelling_judge(&s->spelling, "hertfordshre", false, &answer);
    assert_int_equal(answer.verdict, SPELLING_OFFER);
    assert_string_equal(answer.words[0].text, "hertfordshire");
    assert_int_equal(answer.words[0].documents, 0);
    book_free(s);
}

static void
a_rare_word_is_kept_and_a_frequent_one_suggested(void **state)
{
    static const char *const cases[][2] = {
        {"famlies", "offer families"}, /* occurs once */
        {"regulary", "offer regularly"},
        {"career", "right"}, /* "carer" is an inflection */
        {"cafe", "right"},
    };
    struct book *s = filled(NULL, NULL);

    (void)state;
    ASSERT_ALL(s, cases);
    book_free(s);
}

static void
only_swapped_letters_of_an_abbreviation_are_corrected(void **state)
{
    static const char *const cases[][2] = {{"LSBC", "correct lscb"},
                                           {"LSCP", "offer lscb"},
                                           {"lscp", "correct lscb"}};
    struct book *s = filled(NULL, NULL);

    (void)state;
    ASSERT_ALL(s, cases);
    book_free(s);
}

static void
judge_misspelt(void *data)
{
    const struct book *book = data;
    struct spelling_answer answer;

    spelling_judge(&book->spelling, "recrodinged", false, &answer);
}

/* A leak checker would see what is leaked. */
static void
judging_a_word_may_fail_at_any_look_up(void **state)
{
    struct book *s = filled(NULL, NULL);
    struct fe_error failure = {.status = FE_STALE};
    unsigned n = 0;

    (void)state;
    while (failure.status != FE_OK) {
        s->fails_after = ++n;
        arena_try(s->arena, judge_misspelt, s, &failure);
        arena_reset(s->arena);
    }
    assert_true(n > 10);
    book_free(s);
}

static void
a_word_of_the_dictionary_gets_suggestions_but_no_correction(void **state)
{
    char *folder = test_folder();
    char *path = test_path(folder, "words");
    static const char list[] = "farm\nCaf\u00e9\nchilly's\nchild-mind\n";

    (void)state;
    test_write(path, list, strlen(list));
    struct spelling_dictionary *d = spelling_dictionary_open(path);
    assert_non_null(d);
    struct book *s = filled(NULL, d);
    assert_judged(s, "farm", "offer form");
    assert_judged(s, "chilld", "correct child");
    book_free(s);
    s = filled(NULL, NULL);
    assert_judged(s, "farm", "correct form");
    book_free(s);
    spelling_dictionary_close(d);
    free(path);
    test_folder_remove(folder);
}

static void
a_dictionary_has_the_words_of_its_lines(void **state)
{
    static const char *const there[] = {"farm", "cafe",  "child", "mind",
                                        "hull", "l'eau", "last"};
    static const char *const not_there[] = {
        "chilly", "chilly's", "child-mind", "Hull", "far", "farms", ""};
    static const char list[] = "farm\r\nCaf\u00e9\nchilly's\n\nchild-mind\n"
                               "Hull\nl'eau\nlast";
    char *folder = test_folder();
    char *path = test_path(folder, "words");

    (void)state;
    test_write(path, list, strlen(list));
    struct spelling_dictionary *d = spelling_dictionary_open(path);
    assert_non_null(d);
    spelling_dictionary_close(d); /* closed without being asked */
    d = spelling_dictionary_open(path);
    for (size_t i = 0; i < G_N_ELEMENTS(there); i++)
        if (!spelling_dictionary_has(d, there[i]))
            fail_msg("%s", there[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(not_there); i++)
        if (spelling_dictionary_has(d, not_there[i]))
            fail_msg("%s", not_there[i]);
    spelling_dictionary_close(d);
    free(path);
    test_folder_remove(folder);
}

static void
without_a_dictionary_there_is_none(void **state)
{
    (void)state;
    errno = 0;
    assert_null(spelling_dictionary_open("/nowhere/words"));
    assert_int_equal(errno, ENOENT);
    assert_null(spelling_dictionary_open("/"));
    assert_int_equal(errno, EISDIR);
    spelling_dictionary_close(NULL);
}

/* The edit distance by its plain definition, to compare each word with all
 * others. */
static unsigned
plain_distance(const char *a, const char *b)
{
    unsigned d[16][16];
    const size_t n = strlen(a), m = strlen(b);

    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = (unsigned)(i + j);
                continue;
            }
            d[i][j] = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            d[i][j] = MIN(d[i][j], d[i - 1][j] + 1);
            d[i][j] = MIN(d[i][j], d[i][j - 1] + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = MIN(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[n][m];
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
exactly_the_words_within_the_distance_are_similar(void **state)
{
    enum { N = 4000 };
    GRand *random = g_rand_new_with_seed(7);
    char *words[N];
    struct book *s = book_new(NULL);

    (void)state;
    for (size_t i = 0; i < N; i++) {
        const int length = g_rand_int_range(random, 3, 11);
        words[i] = g_new0(char, 16);
        for (int j = 0; j < length; j++)
            words[i][j] = (char)('a' + g_rand_int_range(random, 0, 5));
    }
    qsort(words, N, sizeof *words, by_text);
    for (size_t i = 0; i < N; i++) {
        if (i == 0 || strcmp(words[i], words[i - 1]) != 0)
            book_add(s, words[i], 1);
        /* First an index of most words, then one of those added since; the last
         * words are in no index. */
        if (i == N * 7 / 8 || i == N * 39 / 40)
            spelling_index_prepare(s->spelling_index);
    }
    for (size_t i = 0; i < N; i += 37) {
        struct spelling_word like[N];
        const size_t n = strlen(words[i]);
        const unsigned most = n < 4 ? 0 : n < 8 ? 1 : 2;
        size_t expected = 0;
        for (size_t j = 0; j < N; j++)
            if (j == 0 || strcmp(words[j], words[j - 1]) != 0) {
                const unsigned d = plain_distance(words[i], words[j]);
                expected += d > 0 && d <= most;
            }
        const size_t found = spelling_like(&s->spelling, words[i], like, N);
        if (found != expected)
            fail_msg("%s: %zu, not %zu", words[i], found, expected);
        for (size_t j = 0; j < found; j++)
            assert_int_equal(like[j].distance,
                             plain_distance(words[i], like[j].text));
    }
    for (size_t i = 0; i < N; i++)
        g_free(words[i]);
    g_rand_free(random);
    book_free(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_that_occurs_nowhere_is_corrected),
        cmocka_unit_test(correct_short_and_unlike_words_are_left_alone),
        cmocka_unit_test(an_inflection_is_right_if_it_is_well_formed),
        cmocka_unit_test(no_word_is_corrected_to_its_negation),
        cmocka_unit_test(a_name_is_never_taken_for_another),
        cmocka_unit_test(a_name_that_the_vocabulary_lacks_is_suggested),
        cmocka_unit_test(a_rare_word_is_kept_and_a_frequent_one_suggested),
        cmocka_unit_test(only_swapped_letters_of_an_abbreviation_are_corrected),
        cmocka_unit_test(judging_a_word_may_fail_at_any_look_up),
        cmocka_unit_test(
            a_word_of_the_dictionary_gets_suggestions_but_no_correction),
        cmocka_unit_test(a_dictionary_has_the_words_of_its_lines),
        cmocka_unit_test(without_a_dictionary_there_is_none),
        cmocka_unit_test(exactly_the_words_within_the_distance_are_similar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
