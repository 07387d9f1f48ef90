/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the index stores of a document.
 */
#include "support.h"

#include "engine/text/document.h"
#include "engine/text/signature.h"
#include "engine/text/stream.h"

#include <string.h>

struct fixture {
    struct arena *arena;
    struct stemmer *stemmer;
    struct packer *packer;
    struct dictionary *dictionary;
};

static int
set_up(void **state)
{
    static struct fixture fx;

    fx = (struct fixture){arena_new(64 << 20), stemmer_new(), packer_new(),
                          dictionary_new()};
    *state = &fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    dictionary_free(fx->dictionary);
    stemmer_free(fx->stemmer);
    packer_free(fx->packer);
    arena_free(fx->arena);
    return 0;
}

static struct prepared_document
prepare(struct fixture *fx, const struct fe_text *texts, size_t n)
{
    const char *const terms[] = {"Q:7"};
    const struct fe_value values[] = {{2, "good"}, {3, ""}};
    const struct fe_document document = {.data = "d",
                                         .data_len = 1,
                                         .texts = texts,
                                         .n_texts = n,
                                         .terms = terms,
                                         .n_terms = 1,
                                         .values = values,
                                         .n_values = 2};

    return document_prepare(fx->arena, fx->dictionary, fx->stemmer, fx->packer,
                            &document);
}

/* The sum of a term's frequencies; -1 if it is not among the terms. */
static int
sum_of(const struct xc_term *terms, size_t n, const char *text)
{
    int sum = -1;

    for (size_t i = 0; i < n; i++)
        if (terms[i].len == strlen(text) &&
            memcmp(terms[i].text, text, strlen(text)) == 0)
            sum = (sum < 0 ? 0 : sum) + (int)terms[i].frequency;
    return sum;
}

static int
frequency(const struct prepared_document *document, const char *word)
{
    char term[FE_TERM_MAX + 1];
    int sum = -1;

    for (size_t i = 0; i < document->n_words; i++) {
        document_term(&document->words[i], term);
        if (strcmp(term, word) == 0)
            sum = (sum < 0 ? 0 : sum) + (int)document->words[i].times;
    }
    return sum;
}

static int
exact_frequency(const struct prepared_document *document, const char *term)
{
    return sum_of(document->stored.terms, document->stored.n_terms, term);
}

static const struct xc_value *
value_of(const struct prepared_document *document, unsigned slot)
{
    const struct xc_document *stored = &document->stored;

    for (size_t i = 0; i < stored->n_values; i++)
        if (stored->values[i].slot == slot)
            return &stored->values[i];
    return NULL;
}

/* "word@place " for each word with the prefix. */
static const char *
words_at(struct fixture *fx,
         const struct prepared_document *document,
         const char *prefix)
{
    const struct xc_value *value = value_of(document, STREAM_SLOT);
    struct string out = {0};
    struct stream stream;
    uint32_t number;

    string_add(fx->arena, &out, "");
    if (!stream_open(&stream, value->bytes, value->len, prefix))
        return "none";
    while ((number = stream_next(&stream)) > 0)
        string_addf(fx->arena, &out, "%s@%u ",
                    dictionary_word(fx->dictionary, number), stream.place);
    return out.at;
}

#define TEXT(of, words, times)                                                 \
    {                                                                          \
        .prefix = (of), .text = (words), .text_len = strlen(words),            \
        .weight = (times)                                                      \
    }

static void
words_count_by_their_weight_and_fields_add_nothing_to_the_length(void **state)
{
    struct fixture *fx = *state;
    const struct fe_text texts[] = {TEXT(NULL, "Case plans, case files", 1),
                                    TEXT("", "Plans", 3),
                                    TEXT("XS", "Case planning", 1)};
    const struct prepared_document document = prepare(fx, texts, 3);

    assert_int_equal(frequency(&document, "case"), 2);
    assert_int_equal(frequency(&document, "plans"), 4);
    assert_int_equal(frequency(&document, "XScase"), 0);
    assert_int_equal(frequency(&document, "XSplanning"), 0);
    assert_int_equal(frequency(&document, "planning"), -1);
    assert_int_equal(exact_frequency(&document, "Q:7"), 0);
    assert_int_equal(frequency(&document, "Q:7"), -1);
    /* Four and three words, and three and no pairs. */
    assert_int_equal(exact_frequency(&document, LENGTH_TERM), 4 + 3 + 3);
}

static void
neighbours_compounds_and_denied_words_are_terms(void **state)
{
    struct fixture *fx = *state;
    const struct fe_text texts[] = {
        TEXT(NULL, "Reviews of the multi-agency plan are not delayed.", 1)};
    const struct prepared_document document = prepare(fx, texts, 1);

    assert_int_equal(frequency(&document, "multi-agency"), 0);
    assert_int_equal(frequency(&document, "multi"), 1);
    /* Pairs skip the common words between them, and have no order. */
    assert_int_equal(frequency(&document, "=multi review"), 1);
    assert_int_equal(frequency(&document, "=agenc multi"), 1);
    assert_int_equal(frequency(&document, "=! delay"), 0);
    assert_int_equal(frequency(&document, "=! plan"), -1);
}

static void
a_stream_has_the_words_of_each_prefix_in_their_order(void **state)
{
    struct fixture *fx = *state;
    const struct fe_text texts[] = {
        TEXT(NULL, "Well-being, case by case", 1), TEXT("XS", "Care plans", 1),
        TEXT(NULL, "", 1), TEXT(NULL, "More", 1), TEXT("XS", "Staff", 1)};
    const struct prepared_document document = prepare(fx, texts, 5);

    assert_string_equal(words_at(fx, &document, ""),
                        "well@1 being@2 case@3 by@4 case@5 more@106 ");
    assert_string_equal(words_at(fx, &document, "XS"),
                        "care@1 plans@2 staff@103 ");
    assert_string_equal(words_at(fx, &document, "X"), "none");
}

static void
values_are_stored_unless_they_are_empty(void **state)
{
    struct fixture *fx = *state;
    const struct fe_text texts[] = {TEXT(NULL, "Case", 1)};
    const struct prepared_document document = prepare(fx, texts, 1);

    assert_int_equal(value_of(&document, 2)->len, 4);
    assert_null(value_of(&document, 3));
    /* Too few words to tell it from other texts. */
    assert_null(value_of(&document, SIGNATURE_SLOT));
}

static void
texts_that_differ_by_a_word_have_nearly_the_same_signature(void **state)
{
    struct fixture *fx = *state;
    static const char *const words[] = {
        "the council should ensure that all assessments of children are "
        "completed on time and that managers sign each of them off within a "
        "week of the visit to the home of the child and of her family",
        "the council must ensure that all assessments of children are "
        "completed on time and that managers sign each of them off within a "
        "week of the visit to the home of the child and of her family",
        "fostering panels meet each month and give advice that is clear and "
        "well founded so that carers know what is expected of them and what "
        "help there is for them at night and at the weekend as well"};
    char signatures[3][SIGNATURE_SIZE];

    for (size_t i = 0; i < 3; i++) {
        const struct fe_text text = TEXT(NULL, words[i], 1);
        const struct prepared_document document = prepare(fx, &text, 1);
        memcpy(signatures[i], value_of(&document, SIGNATURE_SLOT)->bytes,
               SIGNATURE_SIZE);
    }
    assert_true(signature_agreement(signatures[0], signatures[1]) > 8);
    assert_true(signature_agreement(signatures[0], signatures[2]) < 3);
}

static void
what_is_not_a_stream_is_an_empty_one(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
    } cases[] = {{"", 0},         {"\x05", 1},           {"\0\x7f\x01", 3},
                 {"\xff\xff", 2}, {"\0\xff\xff\xff", 4}, {"\x02XS", 3}};
    struct stream stream;

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(stream_open(&stream, cases[i].bytes, cases[i].len, ""));
        assert_int_equal(stream_next(&stream), 0);
    }
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH(words_count_by_their_weight_and_fields_add_nothing_to_the_length),
        WITH(neighbours_compounds_and_denied_words_are_terms),
        WITH(a_stream_has_the_words_of_each_prefix_in_their_order),
        WITH(values_are_stored_unless_they_are_empty),
        WITH(texts_that_differ_by_a_word_have_nearly_the_same_signature),
        cmocka_unit_test(what_is_not_a_stream_is_an_empty_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
