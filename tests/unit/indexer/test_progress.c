/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "run/progress.h"

#include <string.h>

static void
assert_line(size_t all,
            size_t done,
            size_t paragraphs,
            int64_t elapsed_ms,
            const char *expected)
{
    const struct progress progress = {.what = "reading", .all = all};
    char line[PROGRESS_SIZE];

    progress_line(&progress, done, paragraphs, elapsed_ms, line);
    assert_string_equal(line, expected);
}

static void
the_line_says_how_much_how_fast_and_how_long(void **state)
{
    (void)state;
    assert_line(200, 0, 0, 0, "reading: 0/200 files");
    assert_line(200, 0, 0, 5000, "reading: 0/200 files");
    assert_line(200, 10, 500, 4000,
                "reading: 10/200 files, 500 paragraphs, 2.5 files/s, 1:16 "
                "left");
    assert_line(9000, 3000, 0, 10000,
                "reading: 3000/9000 files, 300 files/s, 0:20 left");
    assert_line(200, 200, 9, 1000,
                "reading: 200/200 files, 9 paragraphs, 200 files/s, 0:00 left");
}

static void
the_line_counts_the_pages_that_are_recognised(void **state)
{
    const struct progress progress = {
        .what = "reading", .all = 9, .step = 4, .steps = 17};
    char line[PROGRESS_SIZE];

    (void)state;
    progress_line(&progress, 3, 20, 60000, line);
    assert_string_equal(line,
                        "reading: 3/9 files, 20 paragraphs, OCR: page 5/17");
}

static void
a_long_line_is_cut_off(void **state)
{
    const struct progress progress = {.what = "reading", .all = SIZE_MAX};
    char line[PROGRESS_SIZE];

    (void)state;
    progress_line(&progress, 1, SIZE_MAX, 1000000000, line);
    assert_int_equal(strlen(line), PROGRESS_SIZE - 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_line_says_how_much_how_fast_and_how_long),
        cmocka_unit_test(the_line_counts_the_pages_that_are_recognised),
        cmocka_unit_test(a_long_line_is_cut_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
