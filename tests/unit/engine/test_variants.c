/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * American and British spellings.
 */
#include "support.h"

#include "engine/text/variants.h"

#include <string.h>

static bool
gives(const char *word, const char *other)
{
    char variants[VARIANTS_MAX][VARIANT_SIZE];
    const size_t n = variants_of(word, strlen(word), variants, VARIANTS_MAX);

    assert_true(n < VARIANTS_MAX);
    for (size_t i = 0; i < n; i++)
        if (strcmp(variants[i], other) == 0)
            return true;
    return false;
}

static void
either_spelling_gives_the_other(void **state)
{
    static const char *const pairs[][2] = {
        {"fetal", "foetal"},
        {"fetus", "foetus"},
        {"pediatric", "paediatric"},
        {"pediatrician", "paediatrician"},
        {"encyclopedia", "encyclopaedia"},
        {"orthopedic", "orthopaedic"},
        {"anesthetic", "anaesthetic"},
        {"anemia", "anaemia"},
        {"leukemia", "leukaemia"},
        {"hyperglycemic", "hyperglycaemic"},
        {"diarrhea", "diarrhoea"},
        {"esophagus", "oesophagus"},
        {"gynecologist", "gynaecologist"},
        {"color", "colour"},
        {"colors", "colours"},
        {"coloring", "colouring"},
        {"favorable", "favourable"},
        {"favorite", "favourite"},
        {"behavior", "behaviour"},
        {"behavioral", "behavioural"},
        {"labor", "labour"},
        {"neighborhood", "neighbourhood"},
        {"odors", "odours"},
        {"center", "centre"},
        {"centers", "centres"},
        {"centered", "centred"},
        {"centering", "centring"},
        {"kilometers", "kilometres"},
        {"theater", "theatre"},
        {"defense", "defence"},
        {"defenses", "defences"},
        {"offense", "offence"},
        {"license", "licence"},
        {"licensing", "licencing"},
        {"counselor", "counsellor"},
        {"councilors", "councillors"},
        {"counseling", "counselling"},
        {"traveled", "travelled"},
        {"modeling", "modelling"},
        {"fueled", "fuelled"},
        {"dialing", "dialling"},
        {"jeweler", "jeweller"},
        {"marvelous", "marvellous"},
        {"enroll", "enrol"},
        {"enrollment", "enrolment"},
        {"fulfills", "fulfils"},
        {"fulfillment", "fulfilment"},
        {"installments", "instalments"},
        {"skillful", "skilful"},
        {"judgment", "judgement"},
        {"judgmental", "judgemental"},
        {"acknowledgments", "acknowledgements"},
        {"likable", "likeable"},
        {"aging", "ageing"},
        {"gray", "grey"},
        {"catalog", "catalogue"},
        {"cataloged", "catalogued"},
        {"dialogs", "dialogues"},
        {"skeptical", "sceptical"},
        {"moldy", "mouldy"},
        {"moms", "mums"},
        {"airplane", "aeroplane"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (size_t k = 0; k < 2; k++)
            if (!gives(pairs[i][k], pairs[i][1 - k]))
                fail_msg("%s does not give %s", pairs[i][k], pairs[i][1 - k]);
}

/* A search with spelling variants would take one word for the other. */
static void
words_that_differ_in_meaning_are_not_variants(void **state)
{
    static const char *const pairs[][2] = {
        {"for", "four"},       {"forth", "fourth"},   {"morning", "mourning"},
        {"course", "corse"},   {"filing", "filling"}, {"filed", "filled"},
        {"timber", "timbre"},  {"check", "cheque"},   {"story", "storey"},
        {"tire", "tyre"},      {"tor", "tour"},       {"her", "hre"},
        {"sense", "sence"},    {"piling", "pilling"}, {"wiling", "willing"},
        {"failed", "failled"}, {"able", "eable"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (size_t k = 0; k < 2; k++)
            if (gives(pairs[i][k], pairs[i][1 - k]))
                fail_msg("%s gives %s", pairs[i][k], pairs[i][1 - k]);
}

static void
a_word_never_gives_itself_nor_another_twice(void **state)
{
    static const char *const words[] = {"color",  "colour", "centre", "hemo",
                                        "travel", "ll",     "l",      "e",
                                        "anemia", "-",      "=",      "our"};
    char variants[VARIANTS_MAX][VARIANT_SIZE];

    (void)state;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        const size_t n =
            variants_of(words[w], strlen(words[w]), variants, VARIANTS_MAX);
        for (size_t i = 0; i < n; i++) {
            assert_string_not_equal(variants[i], words[w]);
            for (size_t k = 0; k < i; k++)
                assert_string_not_equal(variants[i], variants[k]);
        }
    }
}

static void
no_more_are_given_than_there_is_room_for(void **state)
{
    char variants[2][VARIANT_SIZE] = {"", "kept"};
    char word[200];

    (void)state;
    assert_int_equal(variants_of("anemia", 6, variants, 0), 0);
    assert_int_equal(variants_of("anemia", 6, variants, 1), 1);
    assert_string_equal(variants[1], "kept");
    assert_int_equal(variants_of("", 0, variants, 1), 0);
    for (size_t len = 1; len < sizeof word; len++) {
        memset(word, 'x', sizeof word);
        memcpy(word, "hemo", 4);
        const size_t n = variants_of(word, len, variants, 1);
        assert_true(n <= 1 && strlen(variants[0]) < VARIANT_SIZE);
        assert_string_equal(variants[1], "kept");
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(either_spelling_gives_the_other),
        cmocka_unit_test(words_that_differ_in_meaning_are_not_variants),
        cmocka_unit_test(a_word_never_gives_itself_nor_another_twice),
        cmocka_unit_test(no_more_are_given_than_there_is_room_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
