/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * How queries become plans; plans.h says how plans are written.
 */
#include "plans.h"

#include <string.h>

static void
bare_words_are_ideas_and_neighbours_are_pairs(void **state)
{
    static const struct plans_case claims[] = {
        {"worker", "any([worker/workers])", NULL},
        {"Assessments of a child",
         "any([assess/assessment/assessments~caf] [child/children]) "
         "pair:\"assessments child\"",
         "assessments child"},
        {"children children", "any([child/childrenx2])", "children"},
        {"recognise", "any([recognise/recognize])", NULL},
        {"face-to-face", "any(['face to face' part:face])", "\"face to face\""},
        {"not timely plans",
         "any([timely not:=! timely] [plan/plans not:=! plan]) pair:\"timely "
         "plans\"",
         "timely plans"},
        {"R & D", "any(['- - -' part:- part:-])", "\"r and d\""},
        {"get plans", "any([-?] [plan/plans])", NULL},
        {"get really", "any([-] [-])", NULL},
        {"of the", "any([of] [-])", NULL},
        {"child child worker",
         "any([child/childrenx2] [worker/workers]) pair:\"child worker\"",
         "child worker"},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
terms_are_expanded_by_their_concepts(void **state)
{
    static const struct plans_case claims[] = {
        {"social worker caseload",
         "any([social] [worker/workers] "
         "[caseload/caseloads~delay/delayed;drift]) pair:\"social worker\" "
         "pair:\"worker caseload\"",
         NULL},
        {"caseloads", "any([caseload/caseloads~delay/delayed;drift])", NULL},
        {"case loads",
         "any([case/cases+-&caseload/caseloads~delay/delayed;drift])", NULL},
        {"high number of cases",
         "any([high+-+case/cases^caseload/caseloads~delay/delayed;drift])",
         "high number cases"},
        {"overworked", "any([-=caseload/caseloads~delay/delayed;drift])", NULL},
        {"drift", "any([drift=delay/delayed~caseload/caseloads])", NULL},
        {"visits", "any([visit/visits])", NULL},
        {"contact", "any([contact~assess/assessment/assessments])", NULL},
        {"assessment", "any([assess/assessment/assessments~caf])", NULL},
        {"contact assessment",
         "any([contact~assess/assessment/assessments] "
         "[assess/assessment/assessments~caf]) pair:\"contact assessment\"",
         NULL},
        {"how long", "any([long] [~delay/delayed;drift?])", "long"},
        {"how long are visits",
         "any([long] [visit/visits] [~delay/delayed;drift?]) pair:\"long "
         "visits\"",
         "long visits"},
        {"send", "any([send=send;{special educational needs}<autism])", NULL},
        {"SEND", "any([send=send;{special educational needs}<autism])", "send"},
        {"ICT", "any([-={computer centre/centres}])", "ict"},
        {"out of hours", "any(['out of hours'])", "\"out of hours\""},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
words_are_read_alike_however_they_are_joined(void **state)
{
    static const struct plans_case claims[] = {
        {"well being", "any([wellbeing&'- being'])", "wellbeing"},
        {"well-being", "any([wellbeing&'- being'])", "wellbeing"},
        {"foster-carer", "any([foster] [carer/carers]) pair:\"foster carer\"",
         "foster carer"},
        {"fostercarer", "any([foster] [carer/carers]) pair:\"foster carer\"",
         "foster carer"},
        {"foster carer", "any([foster] [carer/carers]) pair:\"foster carer\"",
         NULL},
        {"\"foster carer\"", "any(['foster carer/carers'])", NULL},
        {"casework", "any([-&'case/cases work'])", NULL},
        {"care plan", "any([care] [plan/plans]) pair:\"care plan\"", NULL},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
names_mean_values(void **state)
{
    static const struct plans_case claims[] = {
        {"IOM", "any([-@Isle of Man!])", "iom"},
        {"iom", "any([-])", NULL},
        {"Hull", "any([hull@Hull!])", "hull"},
        {"Hull or Leeds", "any(one([hull@Hull!] [-@Leeds!]))", "hull leeds"},
        {"timely Hull plans",
         "any([timely] [hull@Hull!] [plan/plans]) pair:\"timely hull\" "
         "pair:\"hull plans\"",
         "timely hull plans"},
        {"2014-15", "any([-+-@2014@2015])", "2014 15"},
        {"good", "any([good])", NULL},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
operators_make_the_tree(void **state)
{
    static const struct plans_case claims[] = {
        {"=plans", "any([plans])", NULL},
        {"plan*", "any([plan/plans])", NULL},
        {"\"social worker\" visits",
         "any(['social worker/workers'] [visit/visits])", NULL},
        {"care NEAR/3 plan", "any([<care near plan/plans>])", NULL},
        {"care NEAR/3 (plan OR visit)",
         "all([<care near plan/plans;visit/visits>])", NULL},
        {"+care plan", "prefer(all([care]) any([plan/plans]))", NULL},
        {"-care plan", "without(any([plan/plans]) care)", NULL},
        {"-Hull plan", "without(any([plan/plans]) any(hull authority:Hull))",
         "-hull plan"},
        {"-fostercarer plan",
         "without(any([plan/plans]) -;'foster carer/carers')", NULL},
        {"care -send",
         "without(any([care]) send;send;{special educational needs})", NULL},
        {"+grade:good plan", "all(all(grade:good) any([plan/plans]))", NULL},
        {"grade:weak,good plan",
         "all(all(grade:inadequate,good) any([plan/plans]))", NULL},
        {"authority:Hull", "all(authority:Hull)", NULL},
        {"year:2010..2013 care", "all(all(year:2010..2013) any([care]))", NULL},
        {"title:plan care", "all(all(-) any([care]))", NULL},
        {"title:\"care plan\"", "all('- -')", NULL},
        {"care AND plan", "all(all([care]) all([plan/plans]))", NULL},
        {"care OR plan delay",
         "any(all([care]) all([plan/plans] [delay/delayed=drift]) pair:\"plan "
         "delay\")",
         NULL},
        {"care NOT (plan delay)",
         "without(all([care]) all(all(plan/plans delay/delayed;drift)))", NULL},
        {"(care plan) (care plan)",
         "any(any([care] [plan/plans]) pair:\"care plan\")", NULL},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
}

static void
a_literal_query_means_its_words(void **state)
{
    static const struct plans_case claims[] = {
        {"overworked Hull", "any([-] [hull])", "overworked hull"},
        {"care -fostercarer", "without(any([care]) -;'foster carer/carers')",
         NULL},
        {"R&D well-being",
         "any(['- - -' part:- part:-] [wellbeing;'- being' part:-])",
         "\"r and d\" \"well being\""},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, true);
}

static void
all_words_may_be_required(void **state)
{
    static const struct plans_case claims[] = {
        {"care plan caseloads",
         "all([care] [plan/plans] [caseload/caseloads]) pair:\"care plan\" "
         "pair:\"plan caseloads\"",
         NULL},
        {"face-to-face", "all(['face to face'])", "\"face to face\""},
        {"Hull Leeds", "all([hull@Hull!] [-@Leeds!])", "hull leeds"},
    };

    (void)state;
    ASSERT_PLANS(claims, FE_MATCH_ALL, false);
}

static void
without_a_lexicon_there_are_only_words(void **state)
{
    static const struct plans_case claims[] = {
        {"well-being Hull",
         "any([wellbeing&'- being'] [hull]) pair:\"wellbeing hull\"",
         "wellbeing hull"},
        {"caseloads fostercarer",
         "any([caseload/caseloads] [foster] [carer/carers]) pair:\"caseloads "
         "foster\" pair:\"foster carer\"",
         "caseloads foster carer"},
        {"SEND ICT", "any([send] [-={computer centre/centres}])", "send ict"},
    };

    (void)state;
    plans_world->without_lexicon = true;
    ASSERT_PLANS(claims, FE_MATCH_AUTO, false);
    plans_world->without_lexicon = false;
}

/* The query must have one correction, of this word, which is applied or only
 * suggested. */
static void
assert_correction(const char *query,
                  const char *plan,
                  const char *word,
                  bool is_applied,
                  bool is_literal)
{
    const struct plans_request made =
        plans_make(query, FE_MATCH_AUTO, is_literal);

    assert_string_equal(made.plan, plan);
    assert_int_equal(made.planned.n_corrections, 1);
    const struct correction *correction = &made.planned.corrections[0];
    assert_int_equal(correction->length, strlen(word));
    assert_memory_equal(query + correction->offset, word, strlen(word));
    assert_int_equal(correction->is_applied, is_applied);
    arena_reset(plans_world->arena);
}

static void
misspelt_words_are_corrected_or_given_suggestions(void **state)
{
    (void)state;
    assert_correction("asessment of care",
                      "any([assess/assessment/assessments~caf] [care]) "
                      "pair:\"assessment care\"",
                      "asessment", true, false);
    assert_correction("socail work",
                      "any([social] [work]) pair:\"social work\"", "socail",
                      true, false);
    assert_correction("care -socail", "without(any([care]) -)", "socail", false,
                      false);
    assert_correction("timly", "any([-])", "timly", false, false);
    assert_correction("\"asessment plan\"",
                      "any(['assess/assessment/assessments plan/plans'])",
                      "asessment", true, false);
    assert_correction("socail work", "any([-] [work])", "socail", false, true);
    /* Words with the same stem are found anyway. */
    assert_int_equal(
        plans_make("planned", FE_MATCH_AUTO, false).planned.n_corrections, 0);
    arena_reset(plans_world->arena);
}

static void
corrections_are_in_the_order_of_the_query(void **state)
{
    const struct plans_request made =
        plans_make("(timly plan) asessment", FE_MATCH_AUTO, false);

    (void)state;
    assert_int_equal(made.planned.n_corrections, 2);
    assert_int_equal(made.planned.corrections[0].offset, 1);
    assert_int_equal(made.planned.corrections[1].offset, 13);
    arena_reset(plans_world->arena);
}

static void
an_idea_has_its_place_in_the_query(void **state)
{
    const struct plans_request made =
        plans_make("well being and case  loads", FE_MATCH_AUTO, false);
    const struct idea *ideas = made.planned.ideas;

    (void)state;
    assert_int_equal(made.planned.n_ideas, 2);
    assert_int_equal(ideas[0].offset, 0);
    assert_int_equal(ideas[0].length, 10);
    assert_int_equal(ideas[1].offset, 15);
    assert_int_equal(ideas[1].length, 11);
    arena_reset(plans_world->arena);
}

static void
a_prefix_of_many_words_is_cut_to_the_most_frequent(void **state)
{
    struct plans_request made;

    (void)state;
    plans_world->n_many = FE_FORMS_MAX + 1;
    made = plans_make("many*", FE_MATCH_AUTO, false);
    assert_true(made.planned.terms[0].is_cut);
    assert_int_equal(made.planned.terms[0].pattern.n_words, FE_FORMS_MAX);
    assert_string_equal(made.planned.terms[0].pattern.words[0], "many200");
    arena_reset(plans_world->arena);
    plans_world->n_many = FE_FORMS_MAX;
    made = plans_make("many*", FE_MATCH_AUTO, false);
    assert_false(made.planned.terms[0].is_cut);
    assert_string_equal(made.planned.terms[0].pattern.words[0], "many0");
    arena_reset(plans_world->arena);
    plans_world->n_many = 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bare_words_are_ideas_and_neighbours_are_pairs),
        cmocka_unit_test(terms_are_expanded_by_their_concepts),
        cmocka_unit_test(words_are_read_alike_however_they_are_joined),
        cmocka_unit_test(names_mean_values),
        cmocka_unit_test(operators_make_the_tree),
        cmocka_unit_test(a_literal_query_means_its_words),
        cmocka_unit_test(all_words_may_be_required),
        cmocka_unit_test(without_a_lexicon_there_are_only_words),
        cmocka_unit_test(misspelt_words_are_corrected_or_given_suggestions),
        cmocka_unit_test(corrections_are_in_the_order_of_the_query),
        cmocka_unit_test(an_idea_has_its_place_in_the_query),
        cmocka_unit_test(a_prefix_of_many_words_is_cut_to_the_most_frequent),
    };
    return cmocka_run_group_tests(tests, plans_set_up, plans_tear_down);
}
