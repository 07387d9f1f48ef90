/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "base/memory.h"

#include "reading.h"

#include <stdlib.h>
#include <string.h>

#define COVER                                                                  \
    "Inspection of safeguarding and looked after children services\n\n"        \
    "Northmere City Council\n\n"                                               \
    "Inspection dates: 8 - 19 February 2010\n\n"                               \
    "The inspection outcomes: Safeguarding services\n\n"
#define RECORD "\nRecord of main findings\n\n"

/* The oddities of a report with this text, one to a line; the caller frees
 * them. */
static char *
oddities_of(const char *text)
{
    struct report_list reports;
    struct text all = {0};
    char reason[REASON_SIZE] = "", *bytes = memory_strdup(text);

    if (!reading_bytes("a report.txt", bytes, strlen(bytes), &reports, reason))
        fail_msg("refused: %s", reason);
    free(bytes);
    text_add_string(&all, "");
    for (size_t i = 0; i < reports.list[0].n_oddities; i++) {
        const struct oddity *oddity = &reports.list[0].oddities[i];
        assert_int_equal(oddity->page, 0);
        text_add_string(&all, oddity->text);
        text_add(&all, "\n", 1);
    }
    report_list_fini(&reports);
    return all.bytes;
}

static void
assert_odd(const char *text, const char *expected)
{
    char *found = oddities_of(text);

    assert_string_equal(found, expected);
    free(found);
}

static void
what_fits_together_is_not_odd(void **state)
{
    (void)state;
    assert_odd(COVER "Quality of provision\n\nGrade 3 (adequate)\n\n"
                     "1. Plans are made.\n\n2. Plans are kept.\n" RECORD
                     "Overall effectiveness\n\nAdequate\n\n"
                     "Quality of provision\n\nAdequate\n",
               "");
}

static void
numbers_out_of_sequence_are_odd(void **state)
{
    (void)state;
    assert_odd(COVER "Quality of provision\n\n"
                     "1. Plans are made.\n\n2. Plans are kept.\n\n"
                     "4. Plans are good enough.\n",
               "paragraph 4 follows paragraph 2\n");
    assert_odd(COVER "Quality of provision\n\n2. Plans are made.\n",
               "the first paragraph is numbered 2\n");
}

static void
a_list_that_begins_again_at_one_is_not_odd(void **state)
{
    (void)state;
    assert_odd(COVER "Quality of provision\n\n1. Plans are made.\n\n"
                     "2. Plans are kept.\n\nAreas for improvement\n\n"
                     "1. Make plans.\n\n2. Keep them.\n\n"
                     "Leadership and management\n\n3. Leaders plan.\n",
               "");
}

static void
a_heading_graded_differently_from_the_record_is_odd(void **state)
{
    (void)state;
    assert_odd(COVER "Quality of provision\n\nGrade 2 (good)\n\n"
                     "1. Plans are made.\n" RECORD
                     "Overall effectiveness\n\nAdequate\n\n"
                     "Quality of provision\n\nAdequate\n",
               "the heading \"Quality of provision\" is graded good, but the "
               "record has adequate for \"Quality of provision\"\n");
}

static void
a_sentence_that_states_another_grade_than_the_record_is_odd(void **state)
{
    (void)state;
    assert_odd(COVER "Quality of provision\n\nGrade 3 (adequate)\n\n"
                     "1. Partnership working is good. Partners meet.\n" RECORD
                     "Overall effectiveness\n\nAdequate\n\n"
                     "Partnership working\n\nAdequate\n",
               "\"Partnership working is good.\" states good, "
               "but the record has adequate for \"Partnership working\"\n");
}

static void
what_could_not_be_determined_is_odd(void **state)
{
    (void)state;
    assert_odd("Some notes\n\nVisits are short, and they are late.\n",
               "the kind of inspection was not recognised; it is read as "
               "\"other\"\n"
               "the authority was not recognised\n"
               "no date of inspection or publication was found\n");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_together_is_not_odd),
        cmocka_unit_test(numbers_out_of_sequence_are_odd),
        cmocka_unit_test(a_list_that_begins_again_at_one_is_not_odd),
        cmocka_unit_test(a_heading_graded_differently_from_the_record_is_odd),
        cmocka_unit_test(
            a_sentence_that_states_another_grade_than_the_record_is_odd),
        cmocka_unit_test(what_could_not_be_determined_is_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
