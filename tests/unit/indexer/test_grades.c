/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "terms/frameworks.h"
#include "terms/grades.h"

#include <string.h>

#define COUNT(cases) (sizeof cases / sizeof *cases)

#define RI "requires-improvement"

struct printed {
    const char *text;
    const char *grade;
    const char *before; /* the text before the grade */
};

static void
assert_printed(const struct printed *c, enum grade_style style)
{
    size_t before = 1000;
    const char *grade = grade_at_end(frameworks_common_grades(), c->text,
                                     strlen(c->text), style, &before);

    if (!grade)
        fail_msg("no grade in \"%s\"", c->text);
    assert_string_equal(grade, c->grade);
    if (before != strlen(c->before))
        fail_msg("\"%s\": %zu bytes before the grade, not \"%s\"", c->text,
                 before, c->before);
    assert_memory_equal(c->text, c->before, before);
}

static void
assert_not_printed(const char *text, enum grade_style style)
{
    size_t before = 0;
    const char *grade = grade_at_end(frameworks_common_grades(), text,
                                     strlen(text), style, &before);

    if (grade)
        fail_msg("\"%s\" ends with no grade, not %s", text, grade);
}

static void
a_numbered_grade_may_be_all_of_the_text(void **state)
{
    static const struct printed cases[] = {
        {"Grade 1 (outstanding)", "outstanding", ""},
        {"Grade 2 (good)", "good", ""},
        {"Grade 3 (adequate)", "adequate", ""},
        {"Grade 3 (Adequate)", "adequate", ""},
        {"Grade 4 (inadequate)", "inadequate", ""},
        {"Grade 3 Adequate", "adequate", ""},
        {"GRADE 4 INADEQUATE", "inadequate", ""},
        {"Grade 2: good", "good", ""},
        {"Grade 2  ( good )", "good", ""},
        {"Grade 2 (good).", "good", ""},
        {"**Grade 2 (good)**", "good", ""},
        {"**Grade 2** (good)", "good", ""},
        {"Inadequate Grade 4", "inadequate", ""},
        {"Good (Grade 2)", "good", ""},
        {"Grade 3 (requires improvement)", RI, ""},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_printed(&cases[i], GRADE_NUMBERED);
        assert_printed(&cases[i], GRADE_BARE);
    }
}

static void
a_grade_ends_its_heading(void **state)
{
    static const struct printed cases[] = {
        {"Staying safe Grade 3 (adequate)", "adequate", "Staying safe"},
        {"Staying safe**Grade 3 (adequate)**", "adequate", "Staying safe"},
        {"Staying safe **Grade 3 (adequate)**", "adequate", "Staying safe"},
        {"**Staying safe** Grade 2 (good)", "good", "**Staying safe"},
        {"Staying safeGrade 2 (good)", "good", "Staying safe"},
        {"Staying safe: Grade 2 (good)", "good", "Staying safe"},
        {"Children are safe. Grade 2 (good)", "good", "Children are safe."},
        {"Value for money Inadequate Grade 4", "inadequate", "Value for money"},
        {"Being good Grade 4 (inadequate)", "inadequate", "Being good"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_printed(&cases[i], GRADE_NUMBERED);
}

static void
a_bare_word_is_a_grade_in_a_table(void **state)
{
    static const struct printed cases[] = {
        {"Outstanding", "outstanding", ""},
        {"good", "good", ""},
        {"ADEQUATE", "adequate", ""},
        {"Inadequate", "inadequate", ""},
        {"**Good**", "good", ""},
        {"Requires improvement", RI, ""},
        {"Requires Improvement", RI, ""},
        {"Require improvement", RI, ""},
        {"Requires improvement to be good", RI, ""},
        {"Staying safe Inadequate", "inadequate", "Staying safe"},
        {"Staying safe: Good", "good", "Staying safe"},
        {"Leadership requires improvement to be good", RI, "Leadership"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_printed(&cases[i], GRADE_BARE);
        assert_not_printed(cases[i].text, GRADE_NUMBERED);
    }
}

static void
words_that_are_not_a_grade_are_rejected_in_either_style(void **state)
{
    static const char *const texts[] = {
        "",
        "Grade",
        "Grade 3",
        "Staying safe",
        "Goods",
        "A public good thing",
        "Feelgood",
        "Adequately",
        "Good (Grade 2) A service that goes further",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++) {
        assert_not_printed(texts[i], GRADE_NUMBERED);
        assert_not_printed(texts[i], GRADE_BARE);
    }
}

static void
prose_that_ends_with_a_grades_word_has_no_numbered_grade(void **state)
{
    static const char *const texts[] = {
        "Arrangements to keep children safe are good.",
        "In 2 schools of 4, teaching was good.",
        "Support requires improvement to be good.",
        "Grade 5 (good)",
        "Grade (good)",
        "Key Stage 2 good",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_not_printed(texts[i], GRADE_NUMBERED);
}

static void
no_byte_is_read_past_the_length(void **state)
{
    size_t before;

    (void)state;
    assert_null(grade_at_end(frameworks_common_grades(), "Grade 2 (good)", 7,
                             GRADE_BARE, &before));
    assert_null(grade_at_end(frameworks_common_grades(), "inadequate", 0,
                             GRADE_BARE, &before));
    assert_false(
        grade_explained(frameworks_common_grades(), "Good (Grade 2) A", 12));
}

static void
a_scale_explains_its_grades(void **state)
{
    static const char *const explained[] = {
        "Good (Grade 2) A service that goes further",
        "Outstanding (Grade 1)    Far more than is asked",
        "INADEQUATE (GRADE 4) Less than is asked",
        "| Adequate (Grade 3) | As much as is asked |",
        "| **Good (Grade 2)** | More than is asked |",
        "Good  (Grade 2)",
    };
    static const char *const others[] = {
        "",
        "|",
        "Good",
        "Good arrangements are in place",
        "Grade 2 (good)",
        "Goods (Grade 2)",
        "The good (Grade 2)",
        "Staying safe (Grade 2)",
    };

    (void)state;
    for (size_t i = 0; i < COUNT(explained); i++)
        assert_true(grade_explained(frameworks_common_grades(), explained[i],
                                    strlen(explained[i])));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(grade_explained(frameworks_common_grades(), others[i],
                                     strlen(others[i])));
}

static void
the_first_sentence_ends_where_the_second_begins(void **state)
{
    static const struct {
        const char *sentence;
        const char *rest;
    } cases[] = {
        {"", ""},
        {"Plans are made", ""},
        {"Plans are made.", ""},
        {"Plans are made.", " They are kept."},
        {"Are plans made?", " They are."},
        {"It costs 2.5 million.", " That is much."},
        {"Some boards, e.g. in health, meet.", " Others do not."},
        {"It works.", " \"Plans are made,\" she said."},
        {"She said \"it works.", "\" Plans are made."},
        {"A board meets (it is new.", ") It is small."},
        {"Of 12 plans, 4 were late.", " 12 were not."},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[128] = "";
        strcat(strcat(text, cases[i].sentence), cases[i].rest);
        assert_int_equal(grade_first_sentence(text), strlen(cases[i].sentence));
    }
}

static void
a_typographic_mark_may_close_the_first_sentence(void **state)
{
    static const char sentence[] = "One said, \xe2\x80\x98they listen.";
    static const char text[] =
        "One said, \xe2\x80\x98they listen.\xe2\x80\x99 Plans are good.";
    size_t subject;

    (void)state;
    assert_int_equal(grade_first_sentence(text), strlen(sentence));
    assert_null(grade_stated(frameworks_common_grades(), text, &subject));
}

struct stated {
    const char *text;
    const char *grade;
    const char *subject;
};

static void
assert_stated(const struct stated *c)
{
    size_t subject = 1000;
    const char *grade =
        grade_stated(frameworks_common_grades(), c->text, &subject);

    if (!grade)
        fail_msg("\"%s\" states %s", c->text, c->grade);
    assert_string_equal(grade, c->grade);
    while (subject > 0 && subject <= strlen(c->text) &&
           c->text[subject - 1] == ' ')
        subject--;
    if (subject != strlen(c->subject))
        fail_msg("\"%s\": the subject has %zu bytes", c->text, subject);
    assert_memory_equal(c->text, c->subject, subject);
}

static void
assert_nothing_stated(const char *const *texts)
{
    for (; *texts; texts++) {
        size_t subject;
        const char *grade =
            grade_stated(frameworks_common_grades(), *texts, &subject);
        if (grade)
            fail_msg("\"%s\" does not state %s", *texts, grade);
    }
}

static void
a_sentence_states_its_grade(void **state)
{
    static const struct stated cases[] = {
        {"Case recording is inadequate.", "inadequate", "Case recording"},
        {"Case recording is inadequate", "inadequate", "Case recording"},
        {"Partnerships are good. They last.", "good", "Partnerships"},
        {"Value for money remains adequate.", "adequate", "Value for money"},
        {"Services are outstanding overall.", "outstanding", "Services"},
        {"Overall, the quality of planning is now good.", "good",
         "Overall, the quality of planning"},
        {"The quality of provision is, overall, adequate.", "adequate",
         "The quality of provision"},
        {"Planning and review are good and improving.", "good",
         "Planning and review"},
        {"Leadership is adequate, though new.", "adequate", "Leadership"},
        {"Leadership is adequate with a firm plan.", "adequate", "Leadership"},
        {"Recording is good but slow.", "good", "Recording"},
        {"Recording is inadequate because files are lost.", "inadequate",
         "Recording"},
        {"Safeguarding is judged to be good.", "good", "Safeguarding"},
        {"Planning is consistently good across the teams.", "good", "Planning"},
        {"Children\xe2\x80\x99s health is good; visits are kept.", "good",
         "Children\xe2\x80\x99s health"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_stated(&cases[i]);
}

static void
a_subject_may_contain_verbs_of_its_own(void **state)
{
    static const struct stated cases[] = {
        {"The work to see that children are safe is good.", "good",
         "The work to see that children are safe"},
        {"Services for those who are looked after are adequate.", "adequate",
         "Services for those who are looked after"},
        {"Outcomes are much improved, are now good and set to rise.", "good",
         "Outcomes are much improved,"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_stated(&cases[i]);
}

static void
a_dash_or_a_bracket_may_follow_the_grade(void **state)
{
    static const struct stated cases[] = {
        {"Planning is good - better than before.", "good", "Planning"},
        {"Planning is good \xe2\x80\x93 better than before.", "good",
         "Planning"},
        {"Planning is adequate (see below).", "adequate", "Planning"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_stated(&cases[i]);
}

static void
requiring_improvement_is_a_grade(void **state)
{
    static const struct stated cases[] = {
        {"Case recording requires improvement.", RI, "Case recording"},
        {"Care plans require improvement.", RI, "Care plans"},
        {"Leadership requires improvement to be good.", RI, "Leadership"},
        {"Leadership Requires Improvement.", RI, "Leadership"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_stated(&cases[i]);
}

static void
a_heading_may_say_its_grade_as_a_sentence_does(void **state)
{
    static const struct printed cases[] = {
        {"Help and protection is good", "good", "Help and protection"},
        {"Services are inadequate because:", "inadequate", "Services"},
        {"Adoption: outstanding", "outstanding", "Adoption"},
        {"Leaders' impact is: Outstanding", "outstanding", "Leaders' impact"},
        {"The judgement for adoption is that it is good", "good",
         "The judgement for adoption"},
        {"Services for care leavers require improvement to be good.", RI,
         "Services for care leavers"},
    };
    size_t before;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *text = cases[i].text;
        const char *grade = grade_of_heading(frameworks_common_grades(), text,
                                             strlen(text), GRADE_BARE, &before);
        assert_string_equal(grade ? grade : "none", cases[i].grade);
        assert_int_equal(before, strlen(cases[i].before));
        assert_null(grade_of_heading(frameworks_common_grades(), text,
                                     strlen(text), GRADE_NUMBERED, &before));
    }
}

static void
a_word_that_describes_a_noun_states_nothing(void **state)
{
    static const char *const texts[] = {
        "",
        "Good",
        "There are good arrangements for transport.",
        "There is adequate evidence of change.",
        "A good range of placements is offered.",
        "Good progress is made by most.",
        "This is good practice.",
        "Files are generally good quality.",
        "The council is a good employer.",
        "Visits are adequately recorded.",
        "It is good that visits are kept.",
        NULL};

    (void)state;
    assert_nothing_stated(texts);
}

static void
a_negated_word_states_nothing(void **state)
{
    static const char *const texts[] = {
        "Recording is not yet good.",           "Recording is not adequate.",
        "Recording is no longer inadequate.",   "Recording is far from good.",
        "Recording is improving but not good.", NULL};

    (void)state;
    assert_nothing_stated(texts);
}

static void
a_negated_subject_states_nothing(void **state)
{
    static const char *const texts[] = {
        "None of the three homes is inadequate.",
        "No home in the town is inadequate.", "Not all of the plans are good.",
        "Neither of the homes is good.", NULL};

    (void)state;
    assert_nothing_stated(texts);
}

static void
improvement_that_is_not_required_is_not_a_grade(void **state)
{
    static const char *const texts[] = {
        "The new centre does not require improvement.",
        "Areas that require improvement are known to leaders.",
        "Audits find practice which requires improvement.",
        "One home is outstanding, four are good.",
        "Plans require improvement in many areas.",
        "Services were judged to require improvement.",
        NULL};

    (void)state;
    assert_nothing_stated(texts);
}

static void
what_others_or_earlier_inspections_judged_states_nothing(void **state)
{
    static const char *const texts[] = {
        "Two homes have been judged good.",
        "The fostering service was judged to be good.",
        "In 2008 recording was inadequate.",
        "The nursery was good when it was seen.", NULL};

    (void)state;
    assert_nothing_stated(texts);
}

static void
what_people_said_states_nothing(void **state)
{
    static const char *const texts[] = {
        "Parents told inspectors that the nursery is good.",
        "Young people said their rooms are adequate.", NULL};

    (void)state;
    assert_nothing_stated(texts);
}

static void
a_clause_beside_the_main_one_states_nothing(void **state)
{
    static const char *const texts[] = {
        "Although supervision is good, files are thin.",
        "While care is good, health lags behind.",
        "Where practice is good, it is shared.",
        "If recording is adequate, plans follow.",
        "However good it is, support ends early.",
        "Supervision, which is good, takes place monthly.",
        "Staff see care that is good and care that fails.",
        "Files are thin, but supervision is good.",
        "Much is to be done before services are good.",
        "Leaders know the areas that still require improvement.",
        "Managers act to ensure that services are good.",
        "The council is aware that plans require improvement.",
        "The panel works well and some areas are good, but few.",
        "The chair considers that reviews are good.",
        NULL};

    (void)state;
    assert_nothing_stated(texts);
}

static void
a_word_that_is_only_a_bound_states_nothing(void **state)
{
    static const char *const texts[] = {
        "Provision is at least adequate.", "Most provision is good or better.",
        "Teaching is good or outstanding in six schools.", NULL};

    (void)state;
    assert_nothing_stated(texts);
}

static void
only_the_first_sentence_states(void **state)
{
    static const char *const texts[] = {
        "Visits are kept. Recording is inadequate.",
        "Recording is slow! It is adequate.", NULL};

    (void)state;
    assert_nothing_stated(texts);
}

static void
a_sentence_of_a_thousand_words_is_read_safely(void **state)
{
    char text[8000] = "";
    size_t subject;

    (void)state;
    for (size_t i = 0; i < 1000; i++)
        memcpy(text + 5 * i, "plan ", 6);
    memcpy(text + 5000, "is good.", 9);
    (void)grade_stated(frameworks_common_grades(), text, &subject);
    assert_int_equal(grade_first_sentence(text), 5008);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_numbered_grade_may_be_all_of_the_text),
        cmocka_unit_test(a_grade_ends_its_heading),
        cmocka_unit_test(a_bare_word_is_a_grade_in_a_table),
        cmocka_unit_test(
            words_that_are_not_a_grade_are_rejected_in_either_style),
        cmocka_unit_test(
            prose_that_ends_with_a_grades_word_has_no_numbered_grade),
        cmocka_unit_test(no_byte_is_read_past_the_length),
        cmocka_unit_test(a_scale_explains_its_grades),
        cmocka_unit_test(the_first_sentence_ends_where_the_second_begins),
        cmocka_unit_test(a_typographic_mark_may_close_the_first_sentence),
        cmocka_unit_test(a_sentence_states_its_grade),
        cmocka_unit_test(a_subject_may_contain_verbs_of_its_own),
        cmocka_unit_test(a_dash_or_a_bracket_may_follow_the_grade),
        cmocka_unit_test(requiring_improvement_is_a_grade),
        cmocka_unit_test(a_heading_may_say_its_grade_as_a_sentence_does),
        cmocka_unit_test(a_word_that_describes_a_noun_states_nothing),
        cmocka_unit_test(a_negated_word_states_nothing),
        cmocka_unit_test(a_negated_subject_states_nothing),
        cmocka_unit_test(improvement_that_is_not_required_is_not_a_grade),
        cmocka_unit_test(
            what_others_or_earlier_inspections_judged_states_nothing),
        cmocka_unit_test(what_people_said_states_nothing),
        cmocka_unit_test(a_clause_beside_the_main_one_states_nothing),
        cmocka_unit_test(a_word_that_is_only_a_bound_states_nothing),
        cmocka_unit_test(only_the_first_sentence_states),
        cmocka_unit_test(a_sentence_of_a_thousand_words_is_read_safely),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
