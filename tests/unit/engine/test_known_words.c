/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a lexicon says about its words, and a reader that gets others.
 */
#include "support.h"
#include "texts.h"

#include "findings/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char shipped[] = "# a comment\n"
                              "staff turnover = turnover of staff\n"
                              "    wordings: changes of social worker\n"
                              "    said: churn\n"
                              "    asked: why do they leave\n"
                              "    hints: resign\n"
                              "    related: vacancies\n"
                              "\n"
                              "vacancies = vacant posts\n"
                              "SEND = special educational needs\n";
static const char own[] = "turnover of staff = staff who quit\n"
                          "drift ~ delay, lack of progress\n";

static struct fe_lexicon *
made_of(const char *const *names, const char *const *texts)
{
    struct fe_lexicon *lexicon;

    assert_int_equal(fe_lexicon_new(&lexicon, NULL), FE_OK);
    for (size_t i = 0; names[i]; i++)
        assert_int_equal(fe_lexicon_add_words(lexicon, names[i], texts[i],
                                              strlen(texts[i]), NULL),
                         FE_OK);
    assert_int_equal(fe_lexicon_finish(lexicon, NULL), FE_OK);
    return lexicon;
}

static int
set_up(void **state)
{
    static const char *const names[] = {"shipped", "own", "none", NULL};
    static const char *const texts[] = {shipped, own, "# nothing\n"};

    *state = made_of(names, texts);
    return 0;
}

static int
tear_down(void **state)
{
    fe_lexicon_free(*state);
    return 0;
}

/* The names of the concepts that the words find, separated by '|'. */
static void
assert_found(const struct fe_lexicon *lexicon,
             const char *words,
             const char *expected)
{
    size_t numbers[16];
    char found[256] = "";

    const size_t n = fe_lexicon_find(lexicon, words, strlen(words), numbers);
    assert_true(n <= fe_lexicon_n_concepts(lexicon));
    for (size_t i = 0; i < n; i++) {
        strcat(found, i ? "|" : "");
        strcat(found, fe_lexicon_concept(lexicon, numbers[i])->terms[0].text);
    }
    if (strcmp(found, expected) != 0)
        fail_msg("\"%s\" finds %s, not %s", words, found, expected);
}

static void
a_concept_has_terms_relatives_and_places(void **state)
{
    static const struct fe_concept_term terms[] = {
        {"staff turnover", FE_ROLE_NAME},
        {"turnover of staff", FE_ROLE_NAME},
        {"staff who quit", FE_ROLE_NAME},
        {"changes of social worker", FE_ROLE_WORDING},
        {"churn", FE_ROLE_SAID},
        {"resign", FE_ROLE_HINT},
        {"why do they leave", FE_ROLE_ASKED}};
    const struct fe_concept *concept = fe_lexicon_concept(*state, 0);

    assert_int_equal(fe_lexicon_n_concepts(*state), 4);
    assert_int_equal(concept->n_terms, sizeof terms / sizeof *terms);
    for (size_t i = 0; i < concept->n_terms; i++) {
        assert_string_equal(concept->terms[i].text, terms[i].text);
        assert_int_equal(concept->terms[i].role, terms[i].role);
    }
    assert_int_equal(concept->n_relatives[FE_RELATION_RELATED], 1);
    assert_int_equal(concept->relatives[FE_RELATION_RELATED][0], 1);
    assert_int_equal(concept->n_relatives[FE_RELATION_BROADER], 0);
    assert_int_equal(concept->n_places, 2);
    assert_string_equal(concept->places[0].source, "shipped");
    assert_int_equal(concept->places[0].line, 2);
    assert_string_equal(concept->places[1].source, "own");
    assert_int_equal(concept->places[1].line, 1);
    assert_false(concept->is_one_way);
    assert_true(fe_lexicon_concept(*state, 3)->is_one_way);
}

static void
sources_have_numbers_of_entries(void **state)
{
    static const char *const names[] = {"shipped", "own", "none"};
    static const size_t entries[] = {3, 2, 0};
    size_t n;

    assert_int_equal(fe_lexicon_n_sources(*state), 3);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(fe_lexicon_source(*state, i, &n), names[i]);
        assert_int_equal(n, entries[i]);
    }
}

static void
concepts_are_found_by_any_form_of_a_word(void **state)
{
    assert_found(*state, "vacancy", "vacancies");
    assert_found(*state, "Quitting", "staff turnover");
    assert_found(*state, "resigned", "staff turnover");
    assert_found(*state, "leaving", "staff turnover"); /* it is asked */
    assert_found(*state, "send", "SEND");
    assert_found(*state, "delays", "delay"); /* to which one way leads */
    assert_found(*state, "drift", "delay");
    assert_found(*state, "special needs", "SEND");
    assert_found(*state, "needs staff", "");
    assert_found(*state, "unicorn", "");
    assert_found(*state, "", "");
    assert_found(*state, " -- ", "");
}

static void
more_words_than_a_term_has_find_nothing(void **state)
{
    char words[64 * 1024];

    for (size_t i = 0; i < sizeof words - 1; i++)
        words[i] = "staff "[i % 6];
    words[sizeof words - 1] = '\0';
    assert_found(*state, words, "");
}

static void
a_lexicon_without_words_knows_none(void **state)
{
    static const char *const none[] = {NULL};
    struct fe_lexicon *lexicon = made_of(none, none);

    (void)state;
    assert_int_equal(fe_lexicon_n_concepts(lexicon), 0);
    assert_int_equal(fe_lexicon_n_sources(lexicon), 0);
    assert_found(lexicon, "staff", "");
    fe_lexicon_free(lexicon);
}

static void
finds(struct texts *tx, const char *query, const char *expected)
{
    const struct fe_request request = texts_request(query);
    char *letters = texts_sorted(texts_ask(tx, &request));

    assert_string_equal(letters, expected);
    free(letters);
}

static void
a_reader_uses_the_words_that_it_is_given(void **state)
{
    static const char *const texts[] = {"the cat", "the feline", "the kitten",
                                        NULL};
    static const char *const names[] = {"words", NULL};
    static const char *const first[] = {"cat = feline"};
    static const char *const second[] = {"cat = kitten"};
    struct texts *tx = *state;

    texts_words(tx, first[0]);
    texts_add_all(tx, texts);
    finds(tx, "cat", "12");
    struct fe_lexicon *other = made_of(names, second);
    fe_reader_use(tx->reader, other);
    finds(tx, "cat", "13");
    fe_reader_use(tx->reader, tx->lexicon);
    fe_lexicon_free(other);
    finds(tx, "cat", "12");
    /* What is kept of a commit does not depend on the words. */
    texts_add_all(tx, texts);
    finds(tx, "cat", "1245");
}

static void
an_index_says_when_it_was_written(void **state)
{
    static const char *const texts[] = {"the cat", NULL};
    const time_t now = time(NULL);
    struct texts *tx = *state;
    struct fe_info info;

    texts_add_all(tx, texts);
    assert_int_equal(fe_reader_info(tx->reader, &info, NULL), FE_OK);
    assert_in_range(info.written, now - 1, now + 60);
    assert_int_equal(info.documents, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_concept_has_terms_relatives_and_places),
        cmocka_unit_test(sources_have_numbers_of_entries),
        cmocka_unit_test(concepts_are_found_by_any_form_of_a_word),
        cmocka_unit_test(more_words_than_a_term_has_find_nothing),
        cmocka_unit_test(a_lexicon_without_words_knows_none),
    };
    const struct CMUnitTest readers[] = {
        WITH_TEXTS(a_reader_uses_the_words_that_it_is_given),
        WITH_TEXTS(an_index_says_when_it_was_written),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down) +
           cmocka_run_group_tests(readers, NULL, NULL);
}
