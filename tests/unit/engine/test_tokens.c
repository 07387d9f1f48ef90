/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * How a text is tokenised: words, compounds, abbreviations; which words are
 * common, which are negated; and the signature of a text.
 */
#include "support.h"

#include "engine/text/negation.h"
#include "engine/text/signature.h"
#include "engine/text/tokens.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
set_up(void **state)
{
    *state = arena_new(256 << 20);
    return 0;
}

static int
tear_down(void **state)
{
    arena_free(*state);
    return 0;
}

static struct tokens
read_text(struct arena *arena, const char *text)
{
    return tokens_of(arena, text, strlen(text));
}

/* Fails unless the text has these words, separated by blanks, with compounds in
 * brackets. */
static void
reads(void **state, const char *text, const char *expected)
{
    const struct tokens tokens = read_text(*state, text);
    struct string words = {0};

    string_add(*state, &words, "");
    for (size_t i = 0; i < tokens.n; i++)
        string_addf(*state, &words,
                    tokens.at[i].is_compound ? "%s[%s]" : "%s%s",
                    i > 0 ? " " : "", tokens.at[i].word);
    assert_string_equal(words.at, expected);
}

static void
words_are_folded(void **state)
{
    reads(state, "", "");
    reads(state, " ,.- ", "");
    reads(state, "The School's OWN view", "the school's own view");
    reads(state, "caf\u00e9 cafe\u0301 C\u00c6sar Stra\u00dfe",
          "cafe cafe caesar strasse");
    reads(state, "\uff21\uff22c of\ufb01ce", "abc office");
    reads(state, "co\u00adop zero\u200bwidth", "coop zerowidth");
    reads(state, "\u0391\u0392 \u0416", "\u03b1\u03b2 \u0436");
    reads(state, "\u2163 snake_case", "\u2173 snake_case");
}

static void
bytes_that_are_not_utf8_are_latin1(void **state)
{
    reads(state, "caf\xe9 na\xefve", "cafe naive");
    reads(state, "\xc3", "a");
    reads(state, "a\xe2\x80z", "aa z");
}

static void
marks_within_words_belong_to_them(void **state)
{
    reads(state, "children\u2019s children's' 'quoted' o`clock",
          "children's children's quoted o'clock");
    reads(state, "2.1 63,300 1.a 1, 2. 5'6", "2.1 63300 1 a 1 2 5 6");
    reads(state, "a&b & c&&d", "a and b and c and d");
}

static void
abbreviations_are_one_word(void **state)
{
    reads(state, "the U.K. and U.K.'s, e.g. M.P.s", "the uk and uk's eg mps");
    reads(state, "a Ph.D. in it. so.It was", "a phd in it so it was");
    reads(state, "Ph.D.x A.1 A.B", "ph dx a 1 ab");
}

static void
compounds_follow_their_words(void **state)
{
    reads(state, "multi-agency", "multi agency [multi-agency]");
    reads(state, "well\u2010to-do -a- b", "well to do [well-to-do] a b");
    reads(state, "2.1-3,000 a--b", "2.1 3000 [2.1-3000] a b");
}

static void
no_word_is_longer_than_a_term_may_be(void **state)
{
    char text[4 * 400 + 1], word[65];
    struct tokens tokens;

    memset(text, 'a', 400);
    text[400] = '\0';
    memset(word, 'a', 64);
    word[64] = '\0';
    reads(state, text, word);
    for (size_t i = 0; i < 400; i++)
        memcpy(text + 2 * i, "a.", 3);
    reads(state, text, word);
    for (size_t i = 0; i < 400; i++)
        memcpy(text + 4 * i, "abc-", 5);
    tokens = read_text(*state, text);
    assert_int_equal(tokens.n, 400);
    assert_false(tokens.at[399].is_compound);
}

static void
tokens_say_where_they_are(void **state)
{
    const struct tokens tokens = read_text(*state, " Ill- lit, so-called U.K.");

    assert_int_equal(tokens.n, 6);
    assert_int_equal(tokens.at[0].start, 1);
    assert_int_equal(tokens.at[0].end, 4);
    assert_int_equal(tokens.at[0].place, 1);
    assert_string_equal(tokens.at[4].word, "so-called");
    assert_int_equal(tokens.at[4].start, 11);
    assert_int_equal(tokens.at[4].end, 20);
    assert_int_equal(tokens.at[4].place, 3);
    assert_int_equal(tokens.at[5].place, 5);
    assert_int_equal(tokens.at[5].end, 25);
}

static void
long_texts_have_all_their_words(void **state)
{
    enum { WORDS = 200000 };
    char *text = arena_alloc(*state, 2 * WORDS + 1);
    struct tokens tokens;

    for (size_t i = 0; i < WORDS; i++)
        memcpy(text + 2 * i, "x ", 2);
    tokens = tokens_of(*state, text, 2 * WORDS);
    assert_int_equal(tokens.n, WORDS);
    for (size_t i = 0; i < WORDS; i++)
        assert_string_equal(tokens.at[i].word, "x");
    memset(text, '&', 2 * WORDS);
    for (size_t i = 0; i < WORDS; i++)
        text[2 * i] = (char)0xc6; /* one byte that becomes two letters */
    tokens = tokens_of(*state, text, 2 * WORDS);
    assert_int_equal(tokens.n, 2 * WORDS);
    assert_string_equal(tokens.at[2 * WORDS - 2].word, "ae");
    assert_string_equal(tokens.at[2 * WORDS - 1].word, "and");
}

static void
phrases_have_no_compounds(void **state)
{
    const char *text = "A so-called \"plan\"";
    const struct phrase phrase = phrase_of(*state, text, strlen(text));

    assert_int_equal(phrase.n, 4);
    assert_string_equal(phrase.words[2], "called");
    assert_string_equal(phrase.words[3], "plan");
    assert_int_equal(phrase_of(*state, NULL, 0).n, 0);
}

static void
texts_are_folded_whole(void **state)
{
    assert_string_equal(folded(*state, "\xc3\x89t\xc3\xa9 & CO.", 11),
                        "ete & co.");
    assert_string_equal(folded(*state, "\xe2\x92\xb6\xf0", 4),
                        "\xe2\x93\x90\xc3\xb0");
    assert_string_equal(folded(*state, "", 0), "");
}

static void
pairs_have_no_order(void **state)
{
    assert_string_equal(pair_term(*state, "plan", "care"), "=care plan");
    assert_string_equal(pair_term(*state, "care", "plan"), "=care plan");
    assert_string_equal(pair_term(*state, "a", "a"), "=a a");
    assert_string_equal(joined(*state, "well-to-do"), "welltodo");
    assert_string_equal(negated_term(*state, "time"), "=! time");
}

static void
common_words_are_known(void **state)
{
    (void)state;
    assert_true(is_stopword("a"));
    assert_true(is_stopword("weren't"));
    assert_true(is_stopword("yours"));
    assert_false(is_stopword(""));
    assert_false(is_stopword("plan"));
    assert_false(is_stopword("yourself"));
    assert_true(is_negation("absence"));
    assert_true(is_negation("without"));
    assert_true(is_negation("couldn't"));
    assert_true(is_negation("failures"));
    assert_false(is_negation("failuresx"));
    assert_false(is_negation("n't"));
    assert_false(is_negation("note"));
}

/* Fails unless these words are negated, each followed by a blank. */
static void
denies(void **state, const char *text, const char *expected)
{
    const struct tokens tokens = read_text(*state, text);
    const struct denied denied = denied_words(*state, &tokens, text);
    struct string words = {0};

    string_add(*state, &words, "");
    for (size_t i = 0; i < denied.n; i++)
        string_addf(*state, &words, "%s ", denied.at[i]->word);
    assert_string_equal(words.at, expected);
}

static void
negations_deny_what_follows_in_their_clause(void **state)
{
    denies(state, "Assessments are not always timely.", "always timely ");
    denies(state, "They did not. Plans are good", "");
    denies(state, "no plan: good", "plan ");
    denies(state, "not one two three four five six",
           "one two three four five ");
    denies(state, "not well-planned work", "well planned work ");
    denies(state, "timely plans", "");
}

static unsigned
agreement(void **state, const char *text, const char *other)
{
    const struct tokens tokens = read_text(*state, text);
    const struct tokens others = read_text(*state, other);
    char a[SIGNATURE_SIZE], b[SIGNATURE_SIZE];

    assert_true(signature_of(&tokens, a));
    assert_true(signature_of(&others, b));
    return signature_agreement(a, b);
}

static void
similar_texts_have_similar_signatures(void **state)
{
    const char *text = "inspectors found that the plans of the children were "
                       "reviewed by managers each month";
    const struct tokens few = read_text(*state, "only seven words are in this "
                                                "text-");
    char signature[SIGNATURE_SIZE];

    assert_false(signature_of(&few, signature));
    assert_int_equal(agreement(state, text, text), SIGNATURE_HASHES);
    assert_int_equal(
        agreement(state, text,
                  "Inspectors found, that the plans of the CHILDREN were "
                  "reviewed by managers each month."),
        SIGNATURE_HASHES);
    assert_in_range(
        agreement(state, text,
                  "inspectors found that the plans of the children were "
                  "reviewed by managers each week"),
        8, 15);
    assert_in_range(agreement(state, text,
                              "one two three four five six seven eight nine "
                              "ten eleven twelve"),
                    0, 2);
}

static void
signatures_do_not_change(void **state)
{
    /* Existing indexes contain this signature. */
    static const char expected[] =
        "c959c9c93e3f8a232bdb3c012f260c9ca57ab8768b35e55faaa5d0ce9502edcb";
    const struct tokens tokens =
        read_text(*state, "a b c d e f g h i j k well-known");
    char signature[SIGNATURE_SIZE], hex[2 * SIGNATURE_SIZE + 1];

    assert_true(signature_of(&tokens, signature));
    for (size_t i = 0; i < SIGNATURE_SIZE; i++)
        snprintf(hex + 2 * i, 3, "%02x", (unsigned char)signature[i]);
    assert_string_equal(hex, expected);
}

static void
distances_are_counted_in_letters(void **state)
{
    char a[301], b[301];

    (void)state;
    assert_int_equal(distance("plan", "plan", 2), 0);
    assert_int_equal(distance("plan", "plna", 2), 1);
    assert_int_equal(distance("plan", "pan", 2), 1);
    assert_int_equal(distance("plan", "plain", 2), 1);
    assert_int_equal(distance("plan", "clay", 2), 2);
    assert_int_equal(distance("plan", "other", 2), 3);
    assert_int_equal(distance("", "abc", 3), 3);
    assert_int_equal(distance("", "", 0), 0);
    assert_int_equal(distance("\xc4\x85", "\xc5\xbc", 2), 1);
    memset(a, 'a', 300);
    memset(b, 'b', 300);
    a[300] = b[300] = '\0';
    assert_int_equal(distance(a, b, 400), 300);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_folded),
        cmocka_unit_test(bytes_that_are_not_utf8_are_latin1),
        cmocka_unit_test(marks_within_words_belong_to_them),
        cmocka_unit_test(abbreviations_are_one_word),
        cmocka_unit_test(compounds_follow_their_words),
        cmocka_unit_test(no_word_is_longer_than_a_term_may_be),
        cmocka_unit_test(tokens_say_where_they_are),
        cmocka_unit_test(long_texts_have_all_their_words),
        cmocka_unit_test(phrases_have_no_compounds),
        cmocka_unit_test(texts_are_folded_whole),
        cmocka_unit_test(pairs_have_no_order),
        cmocka_unit_test(common_words_are_known),
        cmocka_unit_test(negations_deny_what_follows_in_their_clause),
        cmocka_unit_test(similar_texts_have_similar_signatures),
        cmocka_unit_test(signatures_do_not_change),
        cmocka_unit_test(distances_are_counted_in_letters),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
