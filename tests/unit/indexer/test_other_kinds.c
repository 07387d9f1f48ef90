/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Reports of kinds that are not known, which are read by how they are set.
 */
#include "read_paper.h"
#include "read_text.h"

#include <stdlib.h>
#include <string.h>

#define LIGHTHOUSE                                                             \
    "= Visit to the Heron lighthouse\nLight station 47\n"                      \
    "Harbour Road, Northmere\n.page\n"

static void
what_usually_closes_a_report_does_not_end_it(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE
        "== Introduction\n" TYPESET_FILLER
        "The Office for Standards in Education, Children's Services and "
        "Skills inspects what is for children.\n"
        "You may copy this report.\n"
        "=== Inspection team\nAda Quill\n.page\n"
        "== Main findings\nThe lamp is clean. It is seen from afar.\n");

    (void)state;
    const struct paragraph *p = paragraph_that_begins(&report, "The lamp is");
    assert_string_equal(report.sections[p->section].heading, "Main findings");
    assert_string_equal(report.sections[p->section].kind, "finding");
    p = paragraph_that_begins(&report, "The Office for Standards");
    assert_string_equal(report.sections[p->section].heading, "Introduction");
    assert_string_equal(report.sections[p->section].kind, "context");
    p = paragraph_that_begins(&report, "You may copy");
    assert_string_equal(report.sections[p->section].kind, "context");
    p = paragraph_that_begins(&report, "Ada Quill");
    assert_string_equal(report.sections[p->section].heading, "Inspection team");
    assert_string_equal(report.sections[p->section].kind, "context");
    report_fini(&report);
}

static void
a_cover_is_context_and_does_not_count(void **state)
{
    struct report report =
        read_paper(LIGHTHOUSE "== Foreword\nThe lamp is clean. It is seen from "
                              "afar.\n" TYPESET_FILLER);

    (void)state;
    const struct paragraph *p = paragraph_of(&report, "c1");
    assert_string_equal(p->text, "Light station 47");
    assert_string_equal(report.sections[p->section].kind, "context");
    assert_null(report.sections[p->section].heading);
    assert_string_equal(paragraph_of(&report, "c2")->text,
                        "Harbour Road, Northmere");
    p = paragraph_of(&report, "p1");
    assert_string_equal(report.sections[p->section].heading, "Foreword");
    assert_string_equal(report.sections[p->section].kind, "finding");
    report_fini(&report);
}

static void
a_title_above_the_first_sentence_is_not_a_section(void **state)
{
    struct report report =
        read_paper("= Visit to the Heron lighthouse\n"
                   "The lamp is clean. It is seen from afar.\n" TYPESET_FILLER);

    (void)state;
    const struct paragraph *p = paragraph_that_begins(&report, "The lamp is");
    assert_null(report.sections[p->section].heading);
    report_fini(&report);
}

static void
a_page_number_out_of_all_pages_is_not_text(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE
        "== Foreword\nThe lamp is clean.\n"
        ".at 50 30 Report on the lighthouse | 2 of 4\n" TYPESET_FILLER
        "It is seen from the\f sea and from the hills.\n"
        ".at 50 30 Report on the lighthouse | 3 of 4\n.page\n"
        ".at 50 30 Report on the lighthouse | 4 of 4\nIt is lit.\n");

    (void)state;
    for (size_t i = 0; i < report.n_paragraphs; i++)
        assert_null(strstr(report.paragraphs[i].text, "Report on"));
    report_fini(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_usually_closes_a_report_does_not_end_it),
        cmocka_unit_test(a_cover_is_context_and_does_not_count),
        cmocka_unit_test(a_title_above_the_first_sentence_is_not_a_section),
        cmocka_unit_test(a_page_number_out_of_all_pages_is_not_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
