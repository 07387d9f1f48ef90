/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "findings/wire.h"

#include <stdlib.h>
#include <string.h>

static void
a_line_comes_out_however_its_bytes_arrive(void **state)
{
    struct findings_frames frames = {.max = 16};
    static const char bytes[] = "one\n\ntwo\n";
    static const char *const lines[] = {"one", "", "two"};
    size_t found = 0, len;
    char *line;

    (void)state;
    for (size_t i = 0; bytes[i]; i++) {
        assert_int_equal(findings_frames_feed(&frames, &bytes[i], 1),
                         FINDINGS_FRAME_NONE);
        while (findings_frames_next(&frames, &line, &len) ==
               FINDINGS_FRAME_LINE) {
            assert_true(found < 3);
            assert_string_equal(line, lines[found]);
            assert_int_equal(len, strlen(lines[found]));
            found++;
        }
    }
    assert_int_equal(found, 3);
    findings_frames_fini(&frames);
}

static void
several_lines_of_one_read_come_out_one_by_one(void **state)
{
    struct findings_frames frames = {.max = 16};
    size_t len;
    char *line;

    (void)state;
    findings_frames_feed(&frames, "a\nb\nc", 5);
    assert_int_equal(findings_frames_next(&frames, &line, &len),
                     FINDINGS_FRAME_LINE);
    assert_string_equal(line, "a");
    assert_int_equal(findings_frames_next(&frames, &line, &len),
                     FINDINGS_FRAME_LINE);
    assert_string_equal(line, "b");
    assert_int_equal(findings_frames_next(&frames, &line, &len),
                     FINDINGS_FRAME_NONE);
    findings_frames_feed(&frames, "d\n", 2);
    assert_int_equal(findings_frames_next(&frames, &line, &len),
                     FINDINGS_FRAME_LINE);
    assert_string_equal(line, "cd");
    findings_frames_fini(&frames);
}

static void
a_line_at_the_limit_passes(void **state)
{
    struct findings_frames frames = {.max = 8};
    size_t len;
    char *line;

    (void)state;
    findings_frames_feed(&frames, "1234567\n", 8);
    assert_int_equal(findings_frames_next(&frames, &line, &len),
                     FINDINGS_FRAME_LINE);
    assert_int_equal(len, 7);
    findings_frames_fini(&frames);
}

static void
after_a_line_one_byte_past_the_limit_nothing_is_accepted(void **state)
{
    struct findings_frames frames = {.max = 8};
    size_t len;
    char *line;

    (void)state;
    findings_frames_feed(&frames, "12345678\n", 9);
    assert_int_equal(findings_frames_next(&frames, &line, &len),
                     FINDINGS_FRAME_TOO_LONG);
    findings_frames_feed(&frames, "x\n", 2);
    assert_int_equal(findings_frames_next(&frames, &line, &len),
                     FINDINGS_FRAME_TOO_LONG);
    findings_frames_fini(&frames);
}

static void
a_line_that_never_ends_is_too_long(void **state)
{
    struct findings_frames frames = {.max = 8};
    size_t len;
    char *line;

    (void)state;
    findings_frames_feed(&frames, "1234567", 7);
    assert_int_equal(findings_frames_next(&frames, &line, &len),
                     FINDINGS_FRAME_NONE);
    findings_frames_feed(&frames, "8", 1);
    assert_int_equal(findings_frames_next(&frames, &line, &len),
                     FINDINGS_FRAME_TOO_LONG);
    findings_frames_fini(&frames);
}

static void
only_what_is_exact_and_without_a_fraction_is_whole(void **state)
{
    long long whole = 7;

    (void)state;
    assert_true(findings_whole(4.0, &whole));
    assert_int_equal(whole, 4);
    assert_true(findings_whole(-0.0, &whole));
    assert_int_equal(whole, 0);
    assert_true(findings_whole(-9007199254740992.0, &whole));
    assert_true(whole == -9007199254740992);
    assert_false(findings_whole(4.5, &whole));
    assert_false(findings_whole(1e16, &whole));
    assert_false(findings_whole(-1e300, &whole));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_comes_out_however_its_bytes_arrive),
        cmocka_unit_test(several_lines_of_one_read_come_out_one_by_one),
        cmocka_unit_test(a_line_at_the_limit_passes),
        cmocka_unit_test(
            after_a_line_one_byte_past_the_limit_nothing_is_accepted),
        cmocka_unit_test(a_line_that_never_ends_is_too_long),
        cmocka_unit_test(only_what_is_exact_and_without_a_fraction_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
