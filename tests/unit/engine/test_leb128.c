/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "engine/base/leb128.h"

static void
numbers_are_read_as_they_were_written(void **state)
{
    static const struct {
        uint32_t number;
        size_t bytes;
    } cases[] = {{0, 1},         {1, 1},          {0x7f, 1},      {0x80, 2},
                 {0x3fff, 2},    {0x4000, 3},     {0x1fffff, 3},  {0x200000, 4},
                 {0xfffffff, 4}, {0x10000000, 5}, {UINT32_MAX, 5}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned char bytes[LEB128_MAX];
        const size_t n = leb128_put(bytes, cases[i].number);
        const unsigned char *at = bytes;
        uint32_t number;
        assert_int_equal(n, cases[i].bytes);
        assert_true(leb128_take(&at, bytes + n, &number));
        assert_int_equal(number, cases[i].number);
        assert_ptr_equal(at, bytes + n);
        at = bytes;
        assert_false(leb128_take(&at, bytes + n - 1, &number));
        assert_ptr_equal(at, bytes + n - 1);
    }
}

static void
a_number_that_does_not_end_is_abandoned_after_five_bytes(void **state)
{
    static const unsigned char bytes[] = {0x80, 0x80, 0x80, 0x80, 0x80, 0x01};
    const unsigned char *at = bytes;
    uint32_t number;

    (void)state;
    assert_false(leb128_take(&at, bytes + sizeof bytes, &number));
    assert_int_equal(number, 0);
    assert_ptr_equal(at, bytes + LEB128_MAX);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_they_were_written),
        cmocka_unit_test(
            a_number_that_does_not_end_is_abandoned_after_five_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
