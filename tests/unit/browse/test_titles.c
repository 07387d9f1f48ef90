/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The one-line texts of findings -i.
 */
#include "titles.h"

#include "support.h"

#include <stdlib.h>

static const char record[] =
    "{\"id\": \"northmere-2010-02-19/23\", \"authority\": \"Northmere\", "
    "\"inspected_to\": \"2010-02-19\", \"date\": \"2010-02-19\", \"title\": "
    "\"An inspection\", \"chapter\": \"Services\", \"section\": \"Quality\", "
    "\"number\": 23, \"kind\": \"recommendation\", \"deadline\": "
    "\"immediately\", \"grade\": \"inadequate\", \"grade_source\": \"stated\", "
    "\"also\": {\"paragraphs\": 3, \"reports\": 2}}";

static void
expect(char *title, const char *wanted)
{
    assert_string_equal(title, wanted);
    g_free(title);
}

static void
a_record_is_named_for_each_place(void **state)
{
    json_t *object = json_loads(record, 0, NULL);

    (void)state;
    expect(titles_hit(object), "inadequate | Northmere, 2010-02-19, paragraph "
                               "23 | recommendation, immediately");
    expect(titles_place(object), "[northmere-2010-02-19/23] and 3 alike | "
                                 "Services > Quality");
    expect(titles_paragraph(object),
           "paragraph 23 | inadequate (stated) | recommendation, immediately | "
           "[northmere-2010-02-19/23]");
    expect(titles_report(object), "Northmere, 2010-02-19, An inspection");
    json_decref(object);
    object = json_loads("{\"id\": \"r/1\", \"source\": \"a.txt\", \"grade\": "
                        "\"ungraded\", \"grade_source\": \"none\"}",
                        0, NULL);
    expect(titles_hit(object), "ungraded | a.txt");
    expect(titles_place(object), "[r/1]");
    expect(titles_paragraph(object), "ungraded | [r/1]");
    json_decref(object);
}

static void
totals_say_what_is_counted(void **state)
{
    static const struct {
        int total, reports, shown, ranked;
        const char *wanted;
    } cases[] = {
        {0, 0, 0, 0, "0 paragraphs"},
        {1, 1, 1, 1, "1 paragraph in 1 report"},
        {1234, 9, 1000, 1000, "1,234 paragraphs in 9 reports"},
        {25, 9, 25, 26, "25 paragraphs in 9 reports; 1 more matches in part"},
        {0, 0, 0, 605, "No paragraph contains all of it; 605 match in part"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *result =
            json_pack("{s:i, s:{s:i}, s:i, s:i}", "total", cases[i].total,
                      "totals", "reports", cases[i].reports, "shown",
                      cases[i].shown, "ranked", cases[i].ranked);
        expect(titles_totals(result), cases[i].wanted);
        json_decref(result);
    }
    expect(titles_totals(NULL), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_is_named_for_each_place),
        cmocka_unit_test(totals_say_what_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
