/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Packed data is unpacked unchanged; damaged data is refused.
 */
#include "support.h"

#include "engine/text/packed.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
    struct arena *arena;
    struct packer *packer;
};

static int
set_up(void **state)
{
    static struct fixture fx;

    fx = (struct fixture){arena_new(16 << 20), packer_new()};
    *state = &fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    packer_free(fx->packer);
    arena_free(fx->arena);
    return 0;
}

static void
comes_back(struct fixture *fx, const char *bytes, size_t len)
{
    const struct string packed = pack(fx->packer, fx->arena, bytes, len);
    const struct string back =
        unpack(fx->packer, fx->arena, packed.at, packed.len);

    assert_int_equal(back.len, len);
    if (len > 0)
        assert_memory_equal(back.at, bytes, len);
    assert_int_equal(back.at[len], '\0');
}

static void
any_bytes_come_back_unchanged(void **state)
{
    struct fixture *fx = *state;
    char *bytes = malloc(1 << 20);

    assert_non_null(bytes);
    comes_back(fx, "", 0);
    comes_back(fx, NULL, 0);
    comes_back(fx, "a\0b\xff\n", 5);
    srand(5);
    for (int i = 0; i < 1 << 20; i++)
        bytes[i] = (char)(rand() % (i < 1 << 19 ? 256 : 3));
    for (size_t len = 1; len <= 1 << 20; len *= 2)
        comes_back(fx, bytes, len);
    free(bytes);
}

static void
text_takes_less_room(void **state)
{
    static const char text[] =
        "Inspectors found that case recording was timely. Inspectors found "
        "that supervision was timely, and that case recording was of use.";
    struct fixture *fx = *state;

    assert_true(pack(fx->packer, fx->arena, text, strlen(text)).len <
                strlen(text));
}

struct damaged {
    struct fixture *fx;
    const char *bytes;
    size_t len;
    struct string read;
};

static void
unpack_damaged(void *data)
{
    struct damaged *damaged = data;

    damaged->read = unpack(damaged->fx->packer, damaged->fx->arena,
                           damaged->bytes, damaged->len);
}

static bool
is_refused(struct fixture *fx, const char *bytes, size_t len)
{
    struct damaged damaged = {fx, bytes, len, {0}};
    struct fe_error failure;

    return !arena_try(fx->arena, unpack_damaged, &damaged, &failure) &&
           failure.status == FE_CORRUPT && *failure.message != '\0';
}

static void
what_is_not_packed_data_is_refused(void **state)
{
    static const char record[] = "{\"id\":\"r1-p1\",\"text\":\"Care plans.\"}";
    struct fixture *fx = *state;
    const struct string packed =
        pack(fx->packer, fx->arena, record, strlen(record));

    assert_true(is_refused(fx, record, strlen(record)));
    for (size_t len = 1; len < packed.len; len++)
        assert_true(is_refused(fx, packed.at, len));
    /* Whichever byte is changed, another text is never read. */
    for (size_t i = 0; i < packed.len; i++)
        for (int byte = 0; byte < 256; byte++) {
            const struct arena_mark mark = arena_mark(fx->arena);
            char *changed = arena_strndup(fx->arena, packed.at, packed.len);
            struct damaged damaged = {fx, changed, packed.len, {0}};
            struct fe_error failure;
            changed[i] = (char)byte;
            if (arena_try(fx->arena, unpack_damaged, &damaged, &failure))
                assert_string_equal(damaged.read.at, record);
            arena_rewind(fx->arena, &mark);
        }
    comes_back(fx, record, strlen(record));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(any_bytes_come_back_unchanged, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(text_takes_less_room, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_packed_data_is_refused,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
