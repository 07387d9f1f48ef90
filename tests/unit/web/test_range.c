/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * file.h: which bytes of a file a browser gets.
 */
#include "support.h"

#include "server/file.h"

static void
ranges_are_read(void **state)
{
    static const struct {
        const char *header;
        size_t size;
        enum file_range range;
        size_t start, len;
    } cases[] = {
        {NULL, 10, FILE_WHOLE, 0, 10},
        {"bytes=0-9", 10, FILE_RANGE, 0, 10},
        {"bytes=2-4", 10, FILE_RANGE, 2, 3},
        {"Bytes=9-9", 10, FILE_RANGE, 9, 1},
        {"bytes=4-", 10, FILE_RANGE, 4, 6},
        {"bytes=4-99", 10, FILE_RANGE, 4, 6},
        {"bytes=-3", 10, FILE_RANGE, 7, 3},
        {"bytes=-99", 10, FILE_RANGE, 0, 10},
        {"bytes=-0", 10, FILE_BEYOND, 0, 10},
        {"bytes=10-", 10, FILE_BEYOND, 0, 10},
        {"bytes=10-12", 10, FILE_BEYOND, 0, 10},
        {"bytes=0-", 0, FILE_BEYOND, 0, 0},
        {"bytes=-1", 0, FILE_BEYOND, 0, 0},
        /* What is not a range, or several, is not served. */
        {"bytes=", 10, FILE_WHOLE, 0, 10},
        {"bytes=-", 10, FILE_WHOLE, 0, 10},
        {"bytes=4-2", 10, FILE_WHOLE, 0, 10},
        {"bytes=1-2,4-5", 10, FILE_WHOLE, 0, 10},
        {"bytes=+1-2", 10, FILE_WHOLE, 0, 10},
        {"bytes=1--2", 10, FILE_WHOLE, 0, 10},
        {"lines=1-2", 10, FILE_WHOLE, 0, 10},
        {"bytes=18446744073709551616-", 10, FILE_BEYOND, 0, 10},
        {"bytes=1-18446744073709551616", 10, FILE_RANGE, 1, 9},
        {"bytes=18446744073709551616-5", 10, FILE_WHOLE, 0, 10},
        {"", 10, FILE_WHOLE, 0, 10},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t start = 77, len = 77;
        const enum file_range range =
            file_range(cases[i].header, cases[i].size, &start, &len);
        if (range != cases[i].range || start != cases[i].start ||
            len != cases[i].len)
            fail_msg("\"%s\" of %zu: %d, %zu + %zu",
                     cases[i].header ? cases[i].header : "", cases[i].size,
                     (int)range, start, len);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranges_are_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
