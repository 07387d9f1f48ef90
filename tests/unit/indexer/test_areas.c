/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Sections about children in care and care leavers, and which of them each
 * paragraph is about.
 */
#include "read_paper.h"

#include "records/record.h"
#include "terms/areas.h"

#include <stdlib.h>
#include <string.h>

#define IN_CARE "looked-after-children"
#define LEFT "care-leavers"
#define BOTH "The experiences and progress of children in care and care leavers"

static void
a_heading_may_name_two_areas(void **state)
{
    static const struct {
        const char *heading, *area, *second;
    } cases[] = {
        {"children in care and care leavers", IN_CARE, LEFT},
        {"children in care and care leavers", LEFT, IN_CARE},
        {"outcomes for looked after children and care leavers", IN_CARE, LEFT},
        {"children in care", IN_CARE, NULL},
        {"care leavers", LEFT, NULL},
        /* Neither is what the section is about. */
        {"children in care and care leavers", "general", NULL},
        {"children who need help and protection", "safeguarding", NULL},
        {"", "general", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *second = areas_second(cases[i].heading, cases[i].area);
        if (!second != !cases[i].second ||
            (second && strcmp(second, cases[i].second) != 0))
            fail_msg("\"%s\" names %s besides %s", cases[i].heading,
                     second ? second : "nothing", cases[i].area);
    }
}

static void
a_paragraph_is_about_whom_it_names(void **state)
{
    static const struct {
        const char *text, *first, *second;
    } cases[] = {
        {"Children are visited often.", IN_CARE, NULL},
        {"Most looked-after young people like school.", IN_CARE, NULL},
        {"Care leavers live where they like.", LEFT, NULL},
        {"Personal advisers stay in touch.", LEFT, NULL},
        {"Children in care and care leavers were asked.", IN_CARE, LEFT},
        {"Too few young people sail.", IN_CARE, LEFT},
        /* What is done counts only where nobody is named. */
        {"Foster carers are well trained.", IN_CARE, NULL},
        {"Care leavers stay with their foster carers.", LEFT, NULL},
        /* Whole words. */
        {"Childcare leaves them time.", IN_CARE, LEFT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *out[AREAS_OF_SECTION] = {NULL};
        const char *const areas[AREAS_OF_SECTION] = {IN_CARE, LEFT};
        const size_t n = areas_of_text(cases[i].text, areas, out);
        assert_int_equal(n, cases[i].second ? 2 : 1);
        if (strcmp(out[0], cases[i].first) != 0)
            fail_msg("%s: %s", cases[i].text, out[0]);
        if (n == 2)
            assert_string_equal(out[1], cases[i].second);
    }
}

static void
a_paragraph_of_a_section_about_one_area_is_about_that(void **state)
{
    const char *const areas[AREAS_OF_SECTION] = {IN_CARE, NULL};
    const char *out[AREAS_OF_SECTION] = {NULL};

    (void)state;
    assert_int_equal(areas_of_text("Care leavers are asked.", areas, out), 1);
    assert_string_equal(out[0], IN_CARE);
}

/* The service areas that the record of the paragraph with this number has, as
 * JSON; the caller frees it. */
static char *
areas_in_record(const struct report *report, int number)
{
    for (size_t i = 0; i < report->n_paragraphs; i++) {
        if (report->paragraphs[i].number != number)
            continue;
        char *line = record_paragraph_line(report, i);
        json_t *record = json_loads(line, 0, NULL);
        char *areas = json_dumps(json_object_get(record, "service_area"),
                                 JSON_ENCODE_ANY | JSON_COMPACT);
        json_decref(record);
        free(line);
        return areas;
    }
    fail_msg("no paragraph %d", number);
    return NULL;
}

static void
a_joint_section_is_filed_under_each_area_it_is_about(void **state)
{
    static const char *const expected[] = {
        "\"looked-after-children\"", "\"care-leavers\"",
        "[\"looked-after-children\",\"care-leavers\"]", "\"care-leavers\"",
        "\"leadership\""};
    struct report report =
        read_paper(ILACS_FOOT ILACS_COVER
                   "| _Judgement_ | _Grade_\n"
                   "| " BOTH " | Good\n"
                   "| Overall effectiveness | Good\n" TYPESET_FILLER "== " BOTH
                   ": good\n1. Children are visited.\n"
                   "2. Flats are found for care leavers.\n"
                   "3. Children like their rooms, and so do care leavers.\n"
                   "=== Boats\n4. A boat is given to each care leaver.\n"
                   "== " IMPACT ": good\n5. Care leavers are listened to.\n");

    (void)state;
    for (int n = 1; n <= 5; n++) {
        char *areas = areas_in_record(&report, n);
        assert_string_equal(areas, expected[n - 1]);
        free(areas);
    }
    /* The judgement is the one of the section, whomever it is about. */
    for (size_t i = 0; i < report.n_paragraphs; i++)
        if (report.paragraphs[i].number > 0)
            assert_string_equal(report.paragraphs[i].grade, "good");
    report_fini(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_may_name_two_areas),
        cmocka_unit_test(a_paragraph_is_about_whom_it_names),
        cmocka_unit_test(a_paragraph_of_a_section_about_one_area_is_about_that),
        cmocka_unit_test(a_joint_section_is_filed_under_each_area_it_is_about),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
