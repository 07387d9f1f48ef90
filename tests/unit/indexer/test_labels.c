/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What headings say of the paragraphs below them: that something works well or
 * does not, and what comes first.
 */
#include "read_paper.h"

#include "base/words.h"
#include "terms/polarity.h"

#include <stdlib.h>
#include <string.h>

#define JTAI_COVER                                                             \
    "6 April 2018\nDear partners\n"                                            \
    "= Joint targeted area inspection of the multi-agency response to "        \
    "neglect in Northmere\n"                                                   \
    "Between 5 and 9 February 2018, inspectors visited Northmere.\n"
#define VISIT_COVER                                                            \
    "6 April 2018\nDear Ms Quill\n"                                            \
    "= Focused visit to Northmere " CHILDREN " services\n"                     \
    "This letter is about a visit on 5 and 6 February 2018.\n" TYPESET_FILLER

static const char *
polarity_of(const struct report *report, const char *words)
{
    return report->sections[paragraph_that_begins(report, words)->section]
        .polarity;
}

static void
assert_polarity(const struct report *report,
                const char *words,
                const char *polarity)
{
    const char *is = polarity_of(report, words);

    if (!is != !polarity || (is && strcmp(is, polarity) != 0))
        fail_msg("\"%s\" has the polarity %s", words, is ? is : "none");
}

static void
a_heading_says_whether_it_works_well(void **state)
{
    static const struct {
        const char *heading, *polarity;
    } cases[] = {
        {"Strengths", "strength"},
        {"What is working well?", "strength"},
        {"The board\xe2\x80\x99s strengths", "strength"},
        {"What is the partnership doing that is effective?", "strength"},
        {"Practice study: highly effective practice", "strength"},
        {"Areas for improvement", "weakness"},
        {"Case study: area(s) for improvement", "weakness"},
        {"What needs to improve?", "weakness"},
        {"What does the partnership need to do better?", "weakness"},
        {"What is not working well", "weakness"},
        {"Area for priority action", "weakness"},
        {"This council is not yet good because", "weakness"},
        /* Both, or neither. */
        {"Key strengths and weaknesses", NULL},
        {"Strengths and areas for improvement", NULL},
        {"Capacity for improvement", NULL},
        {"Quality of practice", NULL},
        {"Ineffective practice", NULL},
        {"Recommendations", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *words = words_plain(cases[i].heading, strlen(cases[i].heading));
        const char *is = polarity_of_heading(words);
        if (!is != !cases[i].polarity ||
            (is && strcmp(is, cases[i].polarity) != 0))
            fail_msg("\"%s\" says %s", cases[i].heading, is ? is : "nothing");
        free(words);
    }
}

static void
areas_for_improvement_of_a_jtai_are_weaknesses_found(void **state)
{
    struct report report = read_paper(
        JTAI_COVER
        "=== Key strengths\n- Boats are well kept.\n"
        "- Nets are dry.\n"
        "=== Areas for improvement\n"
        "=== The harbour\n- Sails are torn.\n- Oars are lost.\n"
        "=== Leadership of the port\nThe port is led by many people.\n"
        "They meet each month in the hall.\n"
        "=== Next steps\nA statement is to be written.\n");

    (void)state;
    ASSERT_PLACED(&report, {"Boats are", "safeguarding", "finding", NULL},
                  {"Sails are", "safeguarding", "finding", NULL},
                  {"The port is", "safeguarding", "finding", NULL},
                  {"A statement", "safeguarding", "context", NULL});
    assert_polarity(&report, "Boats are", "strength");
    assert_polarity(&report, "Sails are", "weakness");
    /* Prose leaves the list, whatever the heading above it said. */
    assert_polarity(&report, "The port is", NULL);
    assert_polarity(&report, "A statement", NULL);
    report_fini(&report);
}

static void
what_needs_to_improve_is_a_recommendation_and_a_weakness(void **state)
{
    struct report report = read_paper(
        VISIT_COVER
        "=== Main findings\nBoats are well kept.\n"
        "=== What needs to improve in this area of social work practice?\n"
        "- The speed at which nets are mended.\n");

    (void)state;
    ASSERT_PLACED(&report, {"Boats are", "general", "finding", NULL},
                  {"The speed", "general", "recommendation", NULL});
    assert_polarity(&report, "Boats are", NULL);
    assert_polarity(&report, "The speed", "weakness");
    report_fini(&report);
}

static void
what_is_context_has_no_polarity(void **state)
{
    struct report report = read_paper(
        VISIT_COVER "=== Areas for priority action\n"
                    "There are no areas for priority action.\n"
                    "=== Areas for improvement\n- The state of the nets.\n");

    (void)state;
    assert_polarity(&report, "There are no", NULL);
    assert_polarity(&report, "The state", "weakness");
    report_fini(&report);
}

static void
assert_deadline(const struct report *report,
                const char *words,
                const char *deadline)
{
    const char *is = paragraph_that_begins(report, words)->deadline;

    if (!is != !deadline || (is && strcmp(is, deadline) != 0))
        fail_msg("\"%s\" has the deadline %s", words, is ? is : "none");
}

static void
priority_actions_come_before_all_else(void **state)
{
    struct report report = read_paper(
        VISIT_COVER
        "=== Areas for priority action\n"
        "- The council should mend its boats.\n"
        "=== The harbour\n- The council should dry its nets.\n"
        "=== What needs to improve in this area of social work practice?\n"
        "- The state of the oars.\n"
        "=== Findings\nSails are torn.\n");

    (void)state;
    ASSERT_PLACED(
        &report, {"The council should mend", "general", "recommendation", NULL},
        {"The council should dry", "general", "recommendation", NULL},
        {"The state of", "general", "recommendation", NULL},
        {"Sails are", "general", "finding", NULL});
    assert_deadline(&report, "The council should mend", "priority");
    assert_deadline(&report, "The council should dry", "priority");
    assert_deadline(&report, "The state of", NULL);
    assert_deadline(&report, "Sails are", NULL);
    report_fini(&report);
}

static void
that_there_are_none_has_no_deadline(void **state)
{
    struct report report =
        read_paper(VISIT_COVER "=== Area for priority action\n"
                               "There are no areas for priority action.\n");

    (void)state;
    ASSERT_PLACED(&report, {"There are no", "general", "context", NULL});
    assert_deadline(&report, "There are no", NULL);
    report_fini(&report);
}

static void
a_statement_of_action_is_about_what_comes_first(void **state)
{
    struct report report = read_paper(
        "= Joint local area SEND inspection in Northmere\n" TYPESET_FILLER
        "== Areas for development\n- Boats are late.\n"
        "== The inspection raises significant concerns\n"
        "The local area is required to submit a written statement of action "
        "that explains how it will tackle the following areas of weakness:\n"
        "- the state of the nets\n- the lack of oars.\n"
        "Sails are better kept than they were.\n");

    (void)state;
    assert_deadline(&report, "The local area", NULL);
    assert_deadline(&report, "the state of", "priority");
    assert_deadline(&report, "the lack of", "priority");
    assert_polarity(&report, "the lack of", "weakness");
    assert_deadline(&report, "Sails are", NULL);
    assert_polarity(&report, "Sails are", NULL);
    assert_polarity(&report, "Boats are", "weakness");
    ASSERT_PLACED(&report, {"the state of", "general", "recommendation", NULL},
                  {"Sails are", "general", "finding", NULL});
    report_fini(&report);
}

static void
what_came_of_a_statement_of_action_is_not_a_priority(void **state)
{
    struct report report = read_paper(
        "= Joint area SEND revisit in Northmere\n" TYPESET_FILLER
        "The area has made progress with its written statement of action in "
        "these respects:\n"
        "- the nets are mended\n- the oars are counted.\n"
        "Leaders must mend two more boats before the summer.\n");

    (void)state;
    assert_deadline(&report, "the nets are", NULL);
    assert_polarity(&report, "the nets are", NULL);
    ASSERT_PLACED(&report, {"the nets are", "general", "finding", NULL});
    report_fini(&report);
}

static void
assert_headings(const struct report *report,
                const char *words,
                const char *chapter,
                const char *heading)
{
    const struct section *section =
        &report->sections[paragraph_that_begins(report, words)->section];

    assert_string_equal(section->heading, heading);
    if (!section->chapter != !chapter ||
        (chapter && strcmp(section->chapter, chapter) != 0))
        fail_msg("\"%s\" is in the chapter %s", words,
                 section->chapter ? section->chapter : "NULL");
}

static void
a_chapter_is_the_heading_above(void **state)
{
    static const char help[] =
        "The experiences and progress of children who need help and protection";
    static const char board[] = "The Local Safeguarding Children Board";
    struct report report =
        read_paper(SIF_COVER SIF_TABLE SIF_ROWS SIF_BODY
                   "=== Executive summary\nIt has met often.\n"
                   "=== Recommendations\n1. Meet more often.\n"
                   "=== The quay\n2. Meet on the quay.\n"
                   "=== Inspection findings\n7. It looks at boats.\n"
                   "=== Nets\n8. It looks at nets.\n"
                   "== What the inspection judgements mean\n"
                   "=== The LSCB\nA good board meets often.\n");

    (void)state;
    assert_headings(&report, "Help comes, but late.", help, "Summary");
    assert_headings(&report, "Doors are", help, "Inspection findings");
    assert_headings(&report, "Leaders listen.", NULL,
                    "Leadership, management and governance");
    assert_headings(&report, "It meets.", NULL, board);
    assert_headings(&report, "It has met", board, "Executive summary");
    assert_headings(&report, "Meet more", board, "Recommendations");
    assert_headings(&report, "Meet on", "Recommendations", "The quay");
    assert_headings(&report, "It looks at boats.", board,
                    "Inspection findings");
    /* The heading between them says nothing itself. */
    assert_headings(&report, "It looks at nets.", board, "Nets");
    assert_headings(&report, "A good board",
                    "What the inspection judgements mean", "The LSCB");
    report_fini(&report);
}

static void
prose_after_a_list_is_in_no_chapter_of_it(void **state)
{
    struct report report = read_paper(
        JTAI_COVER
        "=== What needs to improve?\n- The state of the nets.\n"
        "=== The harbour\nThe harbour is deep.\nThe harbour is wide.\n"
        "=== The lighthouse\nThe lighthouse is lit.\n");

    (void)state;
    assert_headings(&report, "The state of", NULL, "What needs to improve?");
    assert_headings(&report, "The harbour is", NULL, "The harbour");
    assert_headings(&report, "The lighthouse", NULL, "The lighthouse");
    assert_polarity(&report, "The lighthouse", NULL);
    ASSERT_PLACED(&report, {"The lighthouse", "safeguarding", "finding", NULL});
    report_fini(&report);
}

static void
what_the_form_says_around_grades_is_context(void **state)
{
    struct report report = read_paper(
        SIF_COVER
        ".cells 388\n"
        "| _The overall judgement is that " CHILDREN " services are_ | "
        "_Inadequate_\n"
        "Boats are lost, and nobody looks for them.\n"
        "The judgements on areas of the service that contribute to overall "
        "effectiveness are:\n" SIF_ROWS SIF_BODY);

    (void)state;
    ASSERT_PLACED(&report,
                  {"Boats are lost", "general", "finding", "inadequate"},
                  {"The judgements on", "general", "context", "inadequate"});
    assert_string_equal(
        paragraph_that_begins(&report, "The judgements on")->grade, "ungraded");
    report_fini(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_says_whether_it_works_well),
        cmocka_unit_test(areas_for_improvement_of_a_jtai_are_weaknesses_found),
        cmocka_unit_test(
            what_needs_to_improve_is_a_recommendation_and_a_weakness),
        cmocka_unit_test(what_is_context_has_no_polarity),
        cmocka_unit_test(priority_actions_come_before_all_else),
        cmocka_unit_test(that_there_are_none_has_no_deadline),
        cmocka_unit_test(a_chapter_is_the_heading_above),
        cmocka_unit_test(prose_after_a_list_is_in_no_chapter_of_it),
        cmocka_unit_test(what_the_form_says_around_grades_is_context),
        cmocka_unit_test(a_statement_of_action_is_about_what_comes_first),
        cmocka_unit_test(what_came_of_a_statement_of_action_is_not_a_priority),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
