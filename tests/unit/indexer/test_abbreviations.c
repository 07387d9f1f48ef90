/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "base/text.h"
#include "index/abbreviations.h"
#include "index/brackets.h"

#include <stdlib.h>
#include <string.h>

/* A text, and the pairs that it explains, as "A = b; C = d". */
struct example {
    const char *text;
    const char *pairs;
};

static char *
pairs_of(const struct abbreviations *found)
{
    struct text out = {0};

    text_add_string(&out, "");
    for (size_t i = 0; i < found->count; i++) {
        text_add_string(&out, i > 0 ? "; " : "");
        text_add_string(&out, found->list[i].letters);
        text_add_string(&out, " = ");
        text_add_string(&out, found->list[i].meaning);
    }
    return out.bytes;
}

static void
assert_pairs(const char *text, const char *expected)
{
    struct abbreviations found = {0};

    brackets_read(text, &found);
    char *pairs = pairs_of(&found);
    if (strcmp(pairs, expected) != 0)
        print_error("%s\n", text);
    assert_string_equal(pairs, expected);
    free(pairs);
    abbreviations_fini(&found);
}

static void
assert_examples(const struct example *example)
{
    for (; example->text; example++)
        assert_pairs(example->text, example->pairs);
}

static void
initials_are_explained_before_a_bracket_or_in_it(void **state)
{
    static const struct example examples[] = {
        {"Use of the family help plan (FHP) grows.", "FHP = family help plan"},
        {"The FHP (family help plan) is used.", "FHP = family help plan"},
        {"The ‘FHP’ (‘family help plan’) is used.", "FHP = family help plan"},
        {"An Early Years Link Officer (EYLO) visits.",
         "EYLO = early years link officer"},
        {"a family help plan ( FHP ), then a night care team (NCT)",
         "FHP = family help plan; NCT = night care team"},
        {"the family help plan (“FHP”)", "FHP = family help plan"},
        {"Officers, nurses and the family help plan (FHP)",
         "FHP = family help plan"},
        {"Families use the family\nhelp plan (FHP).", "FHP = family help plan"},
        {"the Écoles Learning Trust (ELT)", ""},
        {"the Learning Éducation Trust (LT)", ""},
        {"the night café (NC)", "NC = night café"},
        {NULL, NULL},
    };

    (void)state;
    assert_examples(examples);
}

static void
small_words_may_be_given_a_letter_or_not(void **state)
{
    static const struct example examples[] = {
        {"the head of early years (HEY)", "HEY = head of early years"},
        {"the head of early years (HoEY)", "HoEY = head of early years"},
        {"a plan for the home (PftH)", "PftH = plan for the home"},
        {"boys in the park (BITP)", "BITP = boys in the park"},
        {"boys in the park (BP)", "BP = boys in the park"},
        {"clubs, sport and music (CSM)", "CSM = clubs sport and music"},
        {"clubs & sport (C&S) and clubs and music (C&M)",
         "C&S = clubs and sport; C&M = clubs and music"},
        {"a place at the table (ATT), a part by the team (BTT)", ""},
        /* No meaning begins with such a word. */
        {"the night team (TNT)", ""},
        {"reports and night team (ANT)", ""},
        {NULL, NULL},
    };

    (void)state;
    assert_examples(examples);
}

static void
parts_after_a_hyphen_are_words_that_may_be_skipped(void **state)
{
    static const struct example examples[] = {
        {"the cross-border night team (CBNT)",
         "CBNT = cross-border night team"},
        {"the cross-border night team (CNT)", "CNT = cross-border night team"},
        {"the cross‑border night team (CBNT)",
         "CBNT = cross-border night team"},
        {"play and/or drama grants (PDG)", "PDG = play and/or drama grants"},
        {"pre-school play plan (SPP)", ""},
        {"one cross-border (CB) case", ""},
        {NULL, NULL},
    };

    (void)state;
    assert_examples(examples);
}

static void
plurals_are_kept_in_the_singular(void **state)
{
    static const struct example examples[] = {
        {"Family help plans (FHPs) are used.", "FHP = family help plan"},
        {"FHPs (family help plans) are used.", "FHP = family help plan"},
        {"the family help plan’s (FHP’s) pages", "FHP = family help plan"},
        {"Family help plan's (FHP's) are", "FHP = family help plan"},
        {"night care agencies (NCAs)", "NCA = night care agency"},
        {"home visit addresses (HVAs)", "HVA = home visit address"},
        {"family help officers’ (FHOs’) visits", "FHO = family help officer"},
        /* The letters have no plural -s, so the plural may be part of a name.
         */
        {"family help services (FHS)", "FHS = family help services"},
        {"a state of support (SoS)", "SoS = state of support"},
        {"places in schools (PIs)", "PIs = places in schools"},
        {NULL, NULL},
    };

    (void)state;
    assert_examples(examples);
}

static void
small_letters_continue_a_word(void **state)
{
    static const struct example examples[] = {
        {"the children’s home team (ChHT)", "ChHT = children's home team"},
        {"the coastal night team (CoNT)", "CoNT = coastal night team"},
        {"the coastal night team (CONT)", ""},
        {NULL, NULL},
    };

    (void)state;
    assert_examples(examples);
}

static void
what_only_looks_like_an_explanation_is_ignored(void **state)
{
    static const struct example examples[] = {
        {"the night care service (NCT)", ""},
        {"the night team’s care plan (NCP)", ""},
        {"a family support plan (FHP)", ""},
        {"the family help plan group (FHP)", ""},
        {"a plan (AP) and a team (T)", ""},
        {"Family help plans. Night teams (FHPNT)", ""},
        {"Family help; plans (FHP)", ""},
        {"in 2 family 3 help plans (FHP)", ""},
        {"the family help plan (fhp)", ""},
        {"the family help plan (Fhp)", ""},
        {"year group four (YG4)", ""},
        {"part one, issue two (II)", ""},
        {"inspected, visited (IV)", ""},
        {"the family help plan (see FHP)", ""},
        {"the family help plan (FHP", ""},
        {"the family help plan FHP)", ""},
        {"the FHP (our family help plan)", ""},
        {"the FHP (family help plan, which is new)", ""},
        {"FHP (2019 family help plan)", ""},
        {"a b c d e f g h i (ABCDEFGHI)", ""},
        {"()", ""},
        {"(", ""},
        {"(())(FHP)()", ""},
        {"", ""},
        {NULL, NULL},
    };

    (void)state;
    assert_examples(examples);
}

static void
a_pair_is_found_once_however_it_is_written(void **state)
{
    (void)state;
    assert_pairs("the cross-border team (CBT); cross border teams (CBT); Cross "
                 "Border Team (CbT); the children’s buddy team (CBT)",
                 "CBT = cross-border team; CBT = children's buddy team");
}

static void
long_texts_are_read_to_their_end(void **state)
{
    struct text text = {0};

    (void)state;
    for (int i = 0; i < 1000; i++)
        text_add_string(&text, "and so they went on ");
    text_add_string(&text, "to the family help plan (FHP)");
    for (int i = 0; i < 1000; i++)
        text_add_string(&text, " (and a b a b a b a b (CBABAB)");
    assert_pairs(text.bytes, "FHP = family help plan");
    free(text.bytes);
}

static void
a_report_explains_no_more_than_can_be_kept(void **state)
{
    struct abbreviations found = {0};
    char meaning[32];

    (void)state;
    for (int i = 0; i < ABBREVIATIONS_MAX + 10; i++) {
        snprintf(meaning, sizeof meaning, "family help %dth", i);
        abbreviations_add(&found, "FHP", meaning);
    }
    assert_int_equal(found.count, ABBREVIATIONS_MAX);
    abbreviations_fini(&found);
}

static void
letters_that_are_a_word_of_the_report_are_ignored(void **state)
{
    struct paragraph paragraphs[] = {
        {.text = (char *)"Rest at inland nurseries (RAIN) has begun, as has "
                         "care and rest time (CART), the family aid money "
                         "(FAM), food for all (FFA), sport to end play "
                         "(STEP) and rides out at dawn (ROAD)."},
        {.text = (char *)"Come rain; a cart-load. Famous, fam1; FFA."},
    };
    const struct report report = {.paragraphs = paragraphs, .n_paragraphs = 2};
    struct abbreviations found = {0};

    (void)state;
    abbreviations_read(&report, &found);
    char *pairs = pairs_of(&found);
    assert_string_equal(pairs, "FAM = family aid money; FFA = food for all");
    free(pairs);
    abbreviations_fini(&found);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initials_are_explained_before_a_bracket_or_in_it),
        cmocka_unit_test(small_words_may_be_given_a_letter_or_not),
        cmocka_unit_test(parts_after_a_hyphen_are_words_that_may_be_skipped),
        cmocka_unit_test(plurals_are_kept_in_the_singular),
        cmocka_unit_test(small_letters_continue_a_word),
        cmocka_unit_test(what_only_looks_like_an_explanation_is_ignored),
        cmocka_unit_test(a_pair_is_found_once_however_it_is_written),
        cmocka_unit_test(long_texts_are_read_to_their_end),
        cmocka_unit_test(a_report_explains_no_more_than_can_be_kept),
        cmocka_unit_test(letters_that_are_a_word_of_the_report_are_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
