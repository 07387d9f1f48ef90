/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "engine/base/arena.h"

#include <string.h>
#include <unistd.h>

static void
memory_is_zeroed_and_lives_until_the_reset(void **state)
{
    struct arena *arena = arena_new(64 << 20);
    unsigned char *blocks[100];

    (void)state;
    for (size_t i = 0; i < 100; i++) {
        blocks[i] = arena_alloc(arena, 1000 * (i + 1));
        for (size_t k = 0; k < 1000 * (i + 1); k++)
            assert_int_equal(blocks[i][k], 0);
        memset(blocks[i], (int)i, 1000 * (i + 1));
    }
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(blocks[i][1000 * i], i);
    arena_reset(arena);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(*(char *)arena_alloc(arena, 1000 * (i + 1)), 0);
    arena_free(arena);
}

static void
add_one(void *counter)
{
    ++*(int *)counter;
}

struct attempt {
    struct arena *arena;
    int *released;
    size_t size;
};

static void
allocate(void *data)
{
    const struct attempt *attempt = data;

    arena_own(attempt->arena, attempt->released, add_one);
    arena_alloc(attempt->arena, attempt->size);
}

static void
what_needs_more_than_the_limit_fails_and_releases_what_it_owns(void **state)
{
    int released = 0;
    struct arena *arena = arena_new(1 << 20);
    struct attempt attempt = {arena, &released, 1 << 21};
    struct fe_error failure;

    (void)state;
    assert_false(arena_try(arena, allocate, &attempt, &failure));
    assert_int_equal(failure.status, FE_NO_MEMORY);
    assert_non_null(strstr(failure.message, "memory"));
    arena_reset(arena);
    assert_int_equal(released, 1);
    attempt.size = 1 << 19;
    assert_true(arena_try(arena, allocate, &attempt, &failure));
    assert_int_equal(failure.status, FE_OK);
    arena_free(arena);
    assert_int_equal(released, 2);
}

static void
fail_inside(void *data)
{
    struct arena *arena = data;

    arena_fail(arena, FE_BAD_QUERY, 7, "it is %s", "wrong");
}

static void
fail_outside(void *data)
{
    struct arena *arena = data;
    struct fe_error failure;

    assert_false(arena_try(arena, fail_inside, arena, &failure));
    assert_int_equal(failure.offset, 7);
    arena_fail(arena, FE_STALE, 8, "%s", failure.message);
}

static void
a_failure_ends_the_innermost_attempt(void **state)
{
    struct arena *arena = arena_new(1 << 20);
    struct fe_error failure;

    (void)state;
    assert_false(arena_try(arena, fail_outside, arena, &failure));
    assert_int_equal(failure.status, FE_STALE);
    assert_int_equal(failure.offset, 8);
    assert_string_equal(failure.message, "it is wrong");
    arena_free(arena);
}

static void
step(void *arena)
{
    arena_step(arena, 1);
}

/* More steps than are made between two readings of the clock. */
static void
make_many_steps(void *arena)
{
    for (unsigned i = 0; i < 1u << 20; i++)
        arena_step(arena, 1);
}

static enum fe_status
status_of(struct arena *arena, void (*body)(void *arena))
{
    struct fe_error failure;

    return arena_try(arena, body, arena, &failure) ? FE_OK : failure.status;
}

static void
steps_end_at_a_deadline_or_when_cancelled(void **state)
{
    struct arena *arena = arena_new(1 << 20);
    atomic_bool is_cancelled = true;

    (void)state;
    assert_int_equal(status_of(arena, step), FE_OK);
    arena_stop_at(arena, &(struct fe_stop){.deadline = 1});
    assert_int_equal(status_of(arena, step), FE_TIMED_OUT);
    arena_stop_at(arena, &(struct fe_stop){.deadline = INT64_MAX});
    assert_int_equal(status_of(arena, make_many_steps), FE_OK);
    arena_stop_at(arena, &(struct fe_stop){.is_cancelled = &is_cancelled});
    assert_int_equal(status_of(arena, step), FE_CANCELLED);
    arena_reset(arena);
    assert_int_equal(status_of(arena, step), FE_CANCELLED);
    is_cancelled = false;
    arena_reset(arena);
    assert_int_equal(status_of(arena, step), FE_OK);
    is_cancelled = true;
    assert_int_equal(status_of(arena, make_many_steps), FE_CANCELLED);
    arena_stop_at(arena, NULL);
    assert_int_equal(status_of(arena, make_many_steps), FE_OK);
    arena_free(arena);
}

static void
a_deadline_moves_by_what_does_not_count(void **state)
{
    enum { MS = 1000000 };
    struct arena *arena = arena_new(1 << 20);
    const int64_t deadline = arena_pause() + 2000 * (int64_t)MS;

    (void)state;
    arena_stop_at(arena, &(struct fe_stop){.deadline = deadline});
    const int64_t paused = arena_pause();
    usleep(50000);
    arena_resume(arena, paused);
    assert_true(arena_stop(arena)->deadline >= deadline + 50 * (int64_t)MS);
    assert_int_equal(status_of(arena, step), FE_OK);
    arena_stop_at(arena, &(struct fe_stop){.deadline = INT64_MAX});
    arena_resume(arena, paused);
    assert_int_equal(arena_stop(arena)->deadline, INT64_MAX);
    arena_stop_at(arena, NULL);
    arena_resume(arena, paused);
    assert_int_equal(arena_stop(arena)->deadline, 0);
    arena_free(arena);
}

static void
fail_at_length(void *data)
{
    struct arena *arena = data;
    char text[400];

    for (size_t i = 0; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    text[sizeof text - 2] = '\0';
    arena_fail(arena, FE_FAILED, 0, "x%s", text);
}

static void
a_long_message_is_cut_between_characters(void **state)
{
    struct arena *arena = arena_new(1 << 20);
    struct fe_error failure;

    (void)state;
    arena_try(arena, fail_at_length, arena, &failure);
    assert_int_equal(strlen(failure.message) % 2, 1);
    assert_true(strlen(failure.message) > 250);
    arena_free(arena);
}

static void
arrays_and_strings_grow(void **state)
{
    struct arena *arena = arena_new(64 << 20);
    ARRAY(size_t) numbers = {0};
    struct string string = {0};

    (void)state;
    for (size_t i = 0; i < 10000; i++) {
        array_push(arena, &numbers, i * i);
        string_addf(arena, &string, "%zu,", i % 10);
    }
    assert_int_equal(numbers.n, 10000);
    for (size_t i = 0; i < 10000; i++)
        assert_int_equal(numbers.at[i], i * i);
    assert_int_equal(string.len, 20000);
    assert_int_equal(strlen(string.at), 20000);
    assert_memory_equal(string.at + 19990, "5,6,7,8,9,", 10);
    arena_free(arena);
}

static void
what_was_allocated_since_a_mark_is_given_back(void **state)
{
    struct arena *arena = arena_new(1 << 20);
    char *kept = arena_strdup(arena, "kept");
    const struct arena_mark mark = arena_mark(arena);

    (void)state;
    /* A hundred times as much as the arena has room for. */
    for (size_t i = 0; i < 200; i++) {
        memset(arena_alloc(arena, 1 << 19), 1, 1 << 19);
        arena_rewind(arena, &mark);
    }
    assert_string_equal(kept, "kept");
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_lives_until_the_reset),
        cmocka_unit_test(
            what_needs_more_than_the_limit_fails_and_releases_what_it_owns),
        cmocka_unit_test(a_failure_ends_the_innermost_attempt),
        cmocka_unit_test(steps_end_at_a_deadline_or_when_cancelled),
        cmocka_unit_test(a_deadline_moves_by_what_does_not_count),
        cmocka_unit_test(a_long_message_is_cut_between_characters),
        cmocka_unit_test(arrays_and_strings_grow),
        cmocka_unit_test(what_was_allocated_since_a_mark_is_given_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
