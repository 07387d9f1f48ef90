/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is read from the text of a report: sections, kinds, letters, and names
 * of paragraphs.
 */
#include "read_text.h"

#include "base/memory.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fails unless the text is refused with a reason that contains these words. */
static void
assert_refused(const char *name, const char *text, const char *why)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "", *bytes = memory_strdup(text);

    assert_false(reading_bytes(name, bytes, strlen(bytes), &reports, reason));
    free(bytes);
    if (!strstr(reason, why))
        fail_msg("\"%s\" is not of %s", reason, why);
    assert_int_equal(reports.count, 0);
}

static void
a_part_gives_its_sections_their_area(void **state)
{
    struct report report = read_report(
        COVER "About this inspection\n\n1. Plans were read.\n\n" SAFEGUARDING
              "Overall effectiveness\n\n2. Help comes.\n\n"
              "Partnership working\n\n3. Schools help.\n\n" LOOKED_AFTER
              "Overall effectiveness\n\n4. Homes are warm.\n\n"
              "Partnership working\n\n5. Clinics help.\n");

    (void)state;
    assert_string_equal(section_of(&report, "1")->area, "general");
    assert_string_equal(section_of(&report, "2")->area, "safeguarding");
    assert_string_equal(section_of(&report, "3")->area, "safeguarding");
    assert_string_equal(section_of(&report, "4")->area,
                        "looked-after-children");
    assert_string_equal(section_of(&report, "5")->area,
                        "looked-after-children");
    assert_string_equal(section_of(&report, "5")->heading,
                        "Partnership working");
    report_fini(&report);
}

static void
a_heading_says_what_kind_its_paragraphs_are(void **state)
{
    struct report report =
        read_report(COVER "About this inspection\n\n1. Plans were read.\n\n"
                          "Service information\n\n2. A port.\n\n" SAFEGUARDING
                          "Areas for improvement\n\n3. Plan sooner.\n\n"
                          "Partnership working\n\n4. Schools help.\n\n"
                          "Children with disabilities\n\n5. A club helps.\n");

    (void)state;
    assert_string_equal(section_of(&report, "1")->kind, "context");
    assert_string_equal(section_of(&report, "2")->kind, "context");
    assert_string_equal(section_of(&report, "3")->kind, "recommendation");
    assert_string_equal(section_of(&report, "4")->kind, "finding");
    assert_string_equal(section_of(&report, "5")->kind, "finding");
    assert_string_equal(section_of(&report, "5")->heading,
                        "Children with disabilities");
    report_fini(&report);
}

static void
a_recommendation_has_the_deadline_of_its_heading(void **state)
{
    struct report report = read_report(
        COVER SAFEGUARDING
        "Areas for improvement\n\n1. Needed are these.\n\nImmediately:\n\n"
        "- Plan sooner\n- Visit sooner\n\nWithin 3 months\n\n- Write it up\n\n"
        "Within six months:\n\n- Look again\n\n"
        "Partnership working\n\n2. Schools help.\n");
    static const char *const deadlines[] = {"immediately", "immediately",
                                            "three-months", "six-months"};

    (void)state;
    assert_null(paragraph_of(&report, "1")->deadline);
    for (int i = 0; i < 4; i++) {
        const char id[] = {'1', '.', (char)('1' + i), '\0'};
        assert_string_equal(paragraph_of(&report, id)->deadline, deadlines[i]);
        assert_string_equal(section_of(&report, id)->kind, "recommendation");
    }
    assert_null(paragraph_of(&report, "2")->deadline);
    report_fini(&report);
}

static void
a_letters_theme_is_its_area(void **state)
{
    static const struct {
        const char *theme;
        const char *area;
    } cases[] = {
        {"arrangements at the front door", "safeguarding"},
        {"help for children in need and child protection", "safeguarding"},
        {"children in care and care leavers", "looked-after-children"},
        {"planning for permanence", "looked-after-children"},
        {"support for care leavers", "care-leavers"},
        {"how the council plans its work", "general"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512] = LETTER "Inspectors came on 24 October 2018 to see ";
        strcat(strcat(text, cases[i].theme), ".\n\nFindings\n\n- It works.\n");
        struct report report = read_report(text);
        assert_string_equal(section_of(&report, "p2")->area, cases[i].area);
        report_fini(&report);
    }
}

static void
a_letter_is_read_from_its_title_to_its_close(void **state)
{
    struct report report = read_report(
        "9 December 2018\n\nMaud Ellerington, who leads the services\n\n"
        "Dear Maud Ellerington\n\n" LETTER
        "Inspectors came on 24 October 2018.\n\nOverview\n\nPlans are good.\n"
        "\nWhat needs to improve in this area of social work practice?\n\n"
        "- Plans for some.\n- Visits.\n\nFindings\n\n- It works.\n\n"
        "Yours sincerely\n\nIdris Penhallow\n\nCopied to all.\n");
    static const char *const kinds[] = {"context", "finding", "recommendation",
                                        "recommendation", "finding"};

    (void)state;
    assert_string_equal(report.framework, "focused-visit");
    assert_string_equal(report.id, "elmcastle-2018-10-24");
    assert_int_equal(report.n_paragraphs, 5);
    for (size_t i = 0; i < report.n_paragraphs; i++) {
        const struct paragraph *p = &report.paragraphs[i];
        assert_string_equal(report.sections[p->section].kind, kinds[i]);
    }
    assert_grade(&report, "p3", "ungraded", "none");
    assert_grade(&report, "p5", "ungraded", "none");
    /* Bullets without a paragraph number are counted within their heading. */
    assert_int_equal(paragraph_of(&report, "p3")->item, 1);
    assert_int_equal(paragraph_of(&report, "p4")->item, 2);
    assert_int_equal(paragraph_of(&report, "p5")->item, 1);
    report_fini(&report);
}

static void
a_list_belongs_to_the_sentence_before_it(void **state)
{
    struct report report = read_report(
        "The port\n\n1. Plans are made.\n- early\n\nThe council should:\n"
        "- keep them\n- share them\n\n2. They were read.\n- late\n");
    static const char *const ids[] = {"1", "1.1", "p3", "p4", "p5", "2", "2.1"};

    (void)state;
    assert_int_equal(report.n_paragraphs, 7);
    for (size_t i = 0; i < 7; i++)
        assert_string_equal(report.paragraphs[i].id, ids[i]);
    assert_int_equal(report.paragraphs[3].item, 1);
    assert_int_equal(report.paragraphs[4].item, 2);
    assert_int_equal(report.paragraphs[4].number, 0);
    report_fini(&report);
}

static void
a_paragraph_is_named_by_number_and_item(void **state)
{
    struct report report =
        read_report(COVER "About this inspection\n\n1. Sources were:\n"
                          "- talks\n- files\n2. They were read.\n\n"
                          "Service information\n\n- a port\n\n3. A town.\n");
    static const char *const ids[] = {"1", "1.1", "1.2", "2", "p5", "3"};

    (void)state;
    assert_int_equal(report.n_paragraphs, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(report.paragraphs[i].id, ids[i]);
    assert_int_equal(report.paragraphs[2].number, 1);
    assert_int_equal(report.paragraphs[2].item, 2);
    assert_int_equal(report.paragraphs[4].number, 0);
    assert_int_equal(report.paragraphs[4].item, 1);
    report_fini(&report);
}

static void
a_repeated_number_is_named_by_its_place(void **state)
{
    struct report report =
        read_report(COVER "About this inspection\n\n1. One.\n2. Two.\n\n"
                          "Service information\n\n1. Again.\n2. Again.\n"
                          "3. Three.\n");
    static const char *const ids[] = {"1", "2", "p3", "p4", "3"};

    (void)state;
    assert_int_equal(report.n_paragraphs, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(report.paragraphs[i].id, ids[i]);
    assert_int_equal(report.paragraphs[2].number, 1);
    report_fini(&report);
}

static void
no_two_paragraphs_have_the_same_name(void **state)
{
    struct report report =
        read_report(COVER "About this inspection\n\n1. Sources:\n- talks\n\n"
                          "Service information\n\n1. Teams:\n- one\n- two\n\n"
                          "2. More:\n- three\n");

    (void)state;
    assert_int_equal(report.n_paragraphs, 7);
    for (size_t i = 0; i < report.n_paragraphs; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(report.paragraphs[i].id,
                                    report.paragraphs[k].id);
    report_fini(&report);
}

static void
a_report_is_named_by_authority_and_date(void **state)
{
    struct report report =
        read_report(COVER "About this inspection\n\n1. A.\n");

    (void)state;
    assert_string_equal(report.id, "northmere-2010-02-19");
    assert_string_equal(report.framework, "slac");
    assert_string_equal(report.source, "2010/some report.txt");
    report_fini(&report);

    report = read_report(REPORT "Thorn & Hare's Fell Council\n\n"
                                "About this inspection\n\n1. A.\n");
    assert_string_equal(report.id, "thorn-and-hares-fell");
    report_fini(&report);
}

static void
a_report_is_recognised_by_its_title_or_first_sentence(void **state)
{
    static const struct {
        const char *text;
        const char *framework;
    } cases[] = {
        {"Inspection of safeguarding and looked after children's services",
         "slac"},
        {"Inspection of looked after children\xe2\x80\x99s services", "lac"},
        {"Reinspection of services for children in need of help and protection",
         "sif"},
        {"Area SEND full inspection: Northmere Local Area Partnership", "send"},
        {"Area SEND monitoring inspection of Northmere", "send"},
        {"Joint local area SEND inspection in Northmere", "other"},
        {"Dear all\n\nMulti-agency work in Northmere\n\nThis letter is about "
         "the joint targeted area inspection (JTAI) of Northmere.",
         "jtai"},
        {"Dear all\n\nMulti-agency work in Northmere\n\nThey did a joint "
         "inspection of the multi-agency response to neglect.",
         "jtai"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[512];
        snprintf(text, sizeof text,
                 "Northmere Council\n\n%s\n\nRecommendations\n\n1. Mend "
                 "boats.\n",
                 cases[i].text);
        struct report report = read_report(text);
        if (strcmp(report.framework, cases[i].framework) != 0)
            fail_msg("\"%s\" is not %s", cases[i].text, report.framework);
        report_fini(&report);
    }
}

static void
the_title_of_a_letter_follows_its_greeting(void **state)
{
    struct text letter = {0};
    struct report report;

    (void)state;
    text_add_string(&letter, "14 December 2018\n\n");
    for (int i = 0; i < 70; i++)
        text_add_string(&letter, "A Director, Northmere Council\n");
    text_add_string(&letter, "\nDear local partnership\n\n"
                             "Joint targeted area inspection of Northmere\n\n"
                             "Inspectors came on 20 November 2018.\n\n"
                             "Headline findings\n\nBoats are mended.\n");
    report = read_report(letter.bytes);
    assert_string_equal(report.framework, "jtai");
    assert_string_equal(report.inspected_to, "2018-11-20");
    report_fini(&report);
    free(letter.bytes);
}

static void
a_report_of_no_known_framework_is_read_too(void **state)
{
    struct report report =
        read_report("Youth work in the north of the county was looked at by "
                    "two visitors.\n\nRecommendations\n\n- Open in the "
                    "evening.\n");

    (void)state;
    assert_string_equal(report.framework, "other");
    assert_null(report.authority);
    assert_int_equal(report.n_paragraphs, 2);
    assert_string_equal(section_of(&report, "p1")->kind, "finding");
    assert_string_equal(section_of(&report, "p2")->kind, "recommendation");
    assert_string_equal(section_of(&report, "p2")->area, "general");
    report_fini(&report);
}

static void
a_text_without_paragraphs_is_not_a_report(void **state)
{
    static const char *const texts[] = {
        COVER,
        COVER "About this inspection\n\nService information\n",
        LETTER,
        "Northmere\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_refused("x.txt", texts[i], "no paragraph");
}

static void
what_is_not_text_is_refused(void **state)
{
    (void)state;
    assert_refused("x.pdf", "%PDF-1.4", "damaged PDF");
    assert_refused("x.pdf", "<!DOCTYPE html><p>gone", "a web page");
    assert_refused("x.pdf", "Northmere\n\nIt is text.",
                   "is text; rename it to .txt");
    assert_refused("x.txt", "\xff\xfeN", "UTF-16");
}

static void
marks_alone_are_not_a_report(void **state)
{
    static const char *const texts[] = {"---\n", "| | |\n", "-\n",
                                        "\xe2\x80\xa2\n\n\xe2\x80\xa2\n"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_refused("x.txt", texts[i], "no ");
}

static void
a_visit_is_about_what_its_sentence_says_and_not_what_it_leaves_out(void **state)
{
    struct report report = read_report(
        LETTER
        "This letter names a panel on child protection.\n\n"
        "Inspectors looked at young people over 14 but not care leavers, "
        "and at all children in care.\n\nFindings\n\n- It works.\n");

    (void)state;
    assert_string_equal(section_of(&report, "p1")->area,
                        "looked-after-children");
    report_fini(&report);
}

static void
in_a_framework_that_is_not_known_each_heading_opens_a_section(void **state)
{
    struct report report =
        read_report("A report on the harbour school\n\n"
                    "What needs to improve\n\n- Records of visits.\n\n"
                    "Life at the school\n\n1. Pupils like to come here.\n");

    (void)state;
    assert_string_equal(report.framework, "other");
    assert_string_equal(section_of(&report, "p1")->kind, "recommendation");
    assert_string_equal(section_of(&report, "1")->kind, "finding");
    report_fini(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_gives_its_sections_their_area),
        cmocka_unit_test(a_heading_says_what_kind_its_paragraphs_are),
        cmocka_unit_test(a_recommendation_has_the_deadline_of_its_heading),
        cmocka_unit_test(a_letters_theme_is_its_area),
        cmocka_unit_test(
            a_visit_is_about_what_its_sentence_says_and_not_what_it_leaves_out),
        cmocka_unit_test(
            in_a_framework_that_is_not_known_each_heading_opens_a_section),
        cmocka_unit_test(a_letter_is_read_from_its_title_to_its_close),
        cmocka_unit_test(a_list_belongs_to_the_sentence_before_it),
        cmocka_unit_test(a_paragraph_is_named_by_number_and_item),
        cmocka_unit_test(a_repeated_number_is_named_by_its_place),
        cmocka_unit_test(no_two_paragraphs_have_the_same_name),
        cmocka_unit_test(a_report_is_named_by_authority_and_date),
        cmocka_unit_test(a_report_is_recognised_by_its_title_or_first_sentence),
        cmocka_unit_test(the_title_of_a_letter_follows_its_greeting),
        cmocka_unit_test(a_report_of_no_known_framework_is_read_too),
        cmocka_unit_test(a_text_without_paragraphs_is_not_a_report),
        cmocka_unit_test(what_is_not_text_is_refused),
        cmocka_unit_test(marks_alone_are_not_a_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
