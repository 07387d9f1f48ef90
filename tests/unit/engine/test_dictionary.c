/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "engine/text/dictionary.h"

#include <glib.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static struct stemmer *stemmer;

static int
open_stemmer(void **state)
{
    (void)state;
    stemmer = stemmer_new();
    return 0;
}

static int
close_stemmer(void **state)
{
    (void)state;
    stemmer_free(stemmer);
    return 0;
}

/* All words with the stem, separated by blanks. */
static char *
family(const struct dictionary *dictionary, uint32_t number)
{
    GString *words = g_string_new(NULL);

    for (; number > 0; number = dictionary_next(dictionary, number))
        g_string_append_printf(words, "%s%s", words->len > 0 ? " " : "",
                               dictionary_word(dictionary, number));
    return g_string_free(words, FALSE);
}

static void
has_family(const struct dictionary *dictionary,
           uint32_t first,
           const char *expected)
{
    char *words = family(dictionary, first);

    assert_string_equal(words, expected);
    g_free(words);
}

static void
words_are_numbered_as_they_come_and_found_by_their_stems(void **state)
{
    struct dictionary *d = dictionary_new();

    (void)state;
    assert_int_equal(dictionary_size(d), 0);
    assert_int_equal(dictionary_find(d, "plan"), 0);
    assert_int_equal(dictionary_add(d, "plan", stemmer), 1);
    assert_int_equal(dictionary_add(d, "care", stemmer), 2);
    assert_int_equal(dictionary_add(d, "plans", stemmer), 3);
    assert_int_equal(dictionary_add(d, "planning", stemmer), 4);
    assert_int_equal(dictionary_add(d, "plan", stemmer), 1);
    assert_int_equal(dictionary_size(d), 4);
    assert_int_equal(dictionary_find(d, "plans"), 3);
    assert_string_equal(dictionary_word(d, 4), "planning");
    assert_string_equal(dictionary_stem(d, 4), "plan");
    has_family(d, dictionary_of_stem(d, "plan"), "plan plans planning");
    has_family(d, dictionary_of_stem(d, "nothing"), "");
    dictionary_free(d);
}

static void
compounds_have_the_stem_of_the_joined_word_and_a_list_of_their_own(void **state)
{
    struct dictionary *d = dictionary_new();

    (void)state;
    dictionary_add(d, "wellbeing", stemmer);
    dictionary_add(d, "well-being", stemmer);
    dictionary_add(d, "wellb-eing", stemmer);
    const char *stem = dictionary_stem(d, 1);
    has_family(d, dictionary_of_stem(d, stem), "wellbeing");
    has_family(d, dictionary_compound_of_stem(d, stem),
               "well-being wellb-eing");
    dictionary_free(d);
}

/* Adds words of different lengths; some share a stem, some have a hyphen. */
static void
add_many(struct dictionary *dictionary, unsigned from, unsigned to)
{
    static const char *const endings[] = {"", "s", "ing", "ed", "-x"};

    for (unsigned i = from; i < to; i++) {
        char word[64];
        snprintf(word, sizeof word, "w%uord%s", i / 5, endings[i % 5]);
        dictionary_add(dictionary, word, stemmer);
    }
}

static void
load_all(struct dictionary *to,
         const struct dictionary *from,
         struct stemmer *own)
{
    for (unsigned chunk = 0; chunk * DICTIONARY_CHUNK < dictionary_size(from);
         chunk++) {
        size_t len;
        char *value = dictionary_save(from, chunk, &len);
        assert_true(dictionary_load(to, chunk, value, len, own));
        g_free(value);
    }
}

static void
are_equal(const struct dictionary *a, const struct dictionary *b)
{
    assert_int_equal(dictionary_size(a), dictionary_size(b));
    for (uint32_t i = 1; i <= dictionary_size(a); i++) {
        assert_string_equal(dictionary_word(a, i), dictionary_word(b, i));
        assert_string_equal(dictionary_stem(a, i), dictionary_stem(b, i));
        assert_int_equal(dictionary_next(a, i), dictionary_next(b, i));
        assert_int_equal(dictionary_find(b, dictionary_word(a, i)), i);
    }
}

static void
what_is_saved_is_loaded_again_and_grows_with_what_is_saved_later(void **state)
{
    struct dictionary *d = dictionary_new(), *other = dictionary_new();
    struct dictionary *own = dictionary_new();

    (void)state;
    for (unsigned n = 0; n < 3 * DICTIONARY_CHUNK; n += 1500) {
        add_many(d, n, n + 1500);
        load_all(other, d, NULL); /* the old words again, and the new ones */
        are_equal(d, other);
    }
    /* The rules are the same, so stems that are computed again equal those that
     * were saved. */
    load_all(own, d, stemmer);
    are_equal(d, own);
    dictionary_free(own);
    dictionary_free(other);
    dictionary_free(d);
}

/* The words of each stem, however often somebody asked for them. */
static void
words_added_to_a_loaded_dictionary_join_their_families(void **state)
{
    struct dictionary *d = dictionary_new(), *other = dictionary_new();
    struct dictionary *last = dictionary_new();

    (void)state;
    dictionary_add(d, "plan", stemmer);
    dictionary_add(d, "cared", stemmer);
    dictionary_add(d, "well-being", stemmer);
    load_all(other, d, NULL);
    /* Nobody has asked yet for the words of a stem. */
    assert_int_equal(dictionary_add(other, "plans", stemmer), 4);
    assert_int_equal(dictionary_add(other, "cares", stemmer), 5);
    assert_int_equal(dictionary_add(other, "plans", stemmer), 4);
    assert_string_equal(dictionary_stem(other, 4), "plan");
    assert_string_equal(dictionary_stem(other, 5), dictionary_stem(d, 2));
    load_all(last, other, NULL);
    are_equal(other, last);
    has_family(last, dictionary_of_stem(last, "plan"), "plan plans");
    has_family(last, dictionary_of_stem(last, "care"), "cared cares");
    has_family(last, dictionary_compound_of_stem(last, dictionary_stem(d, 3)),
               "well-being");
    /* And now they have. */
    dictionary_add(last, "planned", stemmer);
    dictionary_add(last, "caring", stemmer);
    dictionary_add(last, "wellbe-ing", stemmer);
    has_family(last, dictionary_of_stem(last, "plan"), "plan plans planned");
    load_all(d, last, NULL); /* the words that it lacks */
    are_equal(last, d);
    has_family(d, dictionary_of_stem(d, "care"), "cared cares caring");
    has_family(d, dictionary_compound_of_stem(d, dictionary_stem(d, 3)),
               "well-being wellbe-ing");
    dictionary_free(last);
    dictionary_free(other);
    dictionary_free(d);
}

static void
a_damaged_chunk_is_refused_or_harmless(void **state)
{
    struct dictionary *d = dictionary_new();
    size_t len, refused = 0;

    (void)state;
    add_many(d, 0, 400);
    char *value = dictionary_save(d, 0, &len);
    srand(5);
    for (int i = 0; i < 4000; i++) {
        struct dictionary *other = dictionary_new();
        /* A block of exactly this size, so that reading past it is caught. */
        const size_t n = i % 4 == 0 ? (size_t)rand() % len : len;
        char *damaged = g_memdup2(value, n + 1);
        for (int k = rand() % 4; k >= 0 && n > 0; k--)
            damaged[(size_t)rand() % n] = (char)rand();
        char *exact = malloc(n > 0 ? n : 1);
        memcpy(exact, damaged, n);
        refused += !dictionary_load(other, 0, exact, n, NULL);
        for (uint32_t w = 1; w <= dictionary_size(other); w++)
            assert_int_equal(dictionary_find(other, dictionary_word(other, w)),
                             w);
        free(exact);
        g_free(damaged);
        dictionary_free(other);
    }
    assert_true(refused > 1000);
    assert_false(dictionary_load(d, 7, value, len, NULL)); /* out of order */
    g_free(value);
    dictionary_free(d);
}

static void *
read_words(void *data)
{
    const struct dictionary *dictionary = data;
    size_t read = 0;

    while (dictionary_size(dictionary) < 20000) {
        const uint32_t n = dictionary_size(dictionary);
        for (uint32_t i = n > 50 ? n - 50 : 1; i <= n && n > 0; i++)
            read += dictionary_find(dictionary,
                                    dictionary_word(dictionary, i)) == i;
    }
    return GSIZE_TO_POINTER(read);
}

static void
threads_read_while_one_adds(void **state)
{
    struct dictionary *d = dictionary_new();
    pthread_t threads[2];

    (void)state;
    for (int i = 0; i < 2; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, read_words, d), 0);
    add_many(d, 0, 20000);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    dictionary_free(d);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            words_are_numbered_as_they_come_and_found_by_their_stems),
        cmocka_unit_test(
            compounds_have_the_stem_of_the_joined_word_and_a_list_of_their_own),
        cmocka_unit_test(
            what_is_saved_is_loaded_again_and_grows_with_what_is_saved_later),
        cmocka_unit_test(
            words_added_to_a_loaded_dictionary_join_their_families),
        cmocka_unit_test(a_damaged_chunk_is_refused_or_harmless),
        cmocka_unit_test(threads_read_while_one_adds),
    };

    return cmocka_run_group_tests(tests, open_stemmer, close_stemmer);
}
