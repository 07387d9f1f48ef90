/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * understanding.h: a query from which a part is left out, or replaced.
 */
#include "support.h"

#include "page/understanding.h"

#include <string.h>

static void
assert_edited(const char *query,
              const char *part,
              const char *text,
              const char *wanted)
{
    const size_t offset = (size_t)(strstr(query, part) - query);
    char *edited = understanding_edited(query, offset, strlen(part), text);

    assert_string_equal(edited, wanted);
    g_free(edited);
}

static void
words_are_left_out_whole(void **state)
{
    (void)state;
    assert_edited("case recording 2015", "2015", "", "case recording");
    assert_edited("case recording 2015", "case recording", "", "2015");
    assert_edited("case recording", "case recording", "", "");
    assert_edited("  a  b  c ", "b", "", "a  c");
}

static void
signs_fields_and_quotation_marks_go_with_them(void **state)
{
    (void)state;
    assert_edited("+missing -school", "missing", "", "-school");
    assert_edited("a \"case files\" b", "\"case files\"", "", "a b");
    assert_edited("a section:\"case files\" b", "files", "", "a b");
}

static void
a_part_is_replaced_alone(void **state)
{
    (void)state;
    assert_edited("+supervison now", "supervison", "supervision",
                  "+supervision now");
    assert_edited("é supervison", "supervison", "x", "é x");
}

static void
places_that_are_not_in_the_query_do_no_harm(void **state)
{
    char *edited = understanding_edited("ab", 99, 99, "");

    (void)state;
    g_free(edited);
    edited = understanding_edited("", 0, 5, "");
    assert_string_equal(edited, "");
    g_free(edited);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_left_out_whole),
        cmocka_unit_test(signs_fields_and_quotation_marks_go_with_them),
        cmocka_unit_test(a_part_is_replaced_alone),
        cmocka_unit_test(places_that_are_not_in_the_query_do_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
