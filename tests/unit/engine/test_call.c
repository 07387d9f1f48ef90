/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Calls and answers as bytes: they come back as they were written, and no bytes
 * at all do harm.
 */
#include "support.h"

#include "engine/store/call.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 8, SIZE = 64 };

/* Room for an answer. */
struct room {
    uint32_t ids[ROOM], numbers[ROOM];
    size_t ends[ROOM];
    char strings[SIZE];
};

static struct call_answer
answer_in(struct room *room)
{
    return (struct call_answer){
        .ids = room->ids,
        .numbers = room->numbers,
        .strings = {room->strings, sizeof room->strings, room->ends}};
}

static struct call
sample(enum call_op op)
{
    static const uint32_t ids[] = {3, 7, 4000000000};
    static const char *const texts[] = {"run/000001/00000002", "", "votes/dft"};
    const bool has_ids = op == CALL_VALUES_OF;
    const bool has_texts = op == CALL_METADATA_OF;

    return (struct call){.op = op,
                         .text = "Kterm",
                         .from_text = op == CALL_KEYS ? "from" : NULL,
                         .slot = 900,
                         .from = 70000,
                         .ids = ids,
                         .n_ids = has_ids ? 3 : 0,
                         .texts = texts,
                         .n_texts = has_texts ? 3 : 0,
                         .room = has_ids || has_texts ? 3 : ROOM,
                         .size = SIZE,
                         .wants_numbers = op == CALL_POSTINGS};
}

static void
fill(struct call_answer *answer, char *bytes)
{
    static const char strings[] = "one\0two";

    answer->info = (struct call_info){
        {1234567890123, 7, 9, 124.5, "11111111-2222-3333-4444-555555555555"},
        1790000000};
    for (uint32_t i = 0; i < 3; i++) {
        answer->ids[i] = 1000 * i + 70005;
        answer->numbers[i] = 300 - i;
        answer->strings.ends[i] = 3 * i + 1;
    }
    memcpy(answer->strings.bytes, strings, sizeof strings);
    answer->n = 3;
    answer->is_end = true;
    answer->count = 77;
    answer->bytes = bytes;
    answer->len = strlen(bytes);
}

static void
calls_come_back_as_they_were_written(void **state)
{
    (void)state;
    for (int op = 0; op < CALL_OPS; op++) {
        const struct call written = sample((enum call_op)op);
        GByteArray *bytes = g_byte_array_new();
        struct call read;
        void *arrays;
        call_write(&written, bytes);
        assert_true(call_read(bytes->data, bytes->len, &read, &arrays));
        assert_int_equal(read.op, written.op);
        assert_string_equal(read.text, written.text);
        assert_int_equal(read.from_text != NULL, written.from_text != NULL);
        assert_int_equal(read.slot, written.slot);
        assert_int_equal(read.from, written.from);
        assert_int_equal(read.room, written.room);
        assert_int_equal(read.size, written.size);
        assert_int_equal(read.wants_numbers, written.wants_numbers);
        assert_int_equal(read.n_ids, written.n_ids);
        for (size_t i = 0; i < read.n_ids; i++)
            assert_int_equal(read.ids[i], written.ids[i]);
        assert_int_equal(read.n_texts, written.n_texts);
        for (size_t i = 0; i < read.n_texts; i++)
            assert_string_equal(read.texts[i], written.texts[i]);
        g_free(arrays);
        g_byte_array_unref(bytes);
    }
}

static void
answers_come_back_as_they_were_written(void **state)
{
    char bytes[] = "the data";

    (void)state;
    for (int op = 0; op < CALL_OPS; op++) {
        const struct call call = sample((enum call_op)op);
        struct room rooms[2] = {0};
        struct call_answer written = answer_in(&rooms[0]);
        struct call_answer read = answer_in(&rooms[1]);
        struct xc_error err;
        enum xc_status status;
        GByteArray *out = g_byte_array_new();
        fill(&written, bytes);
        call_write_answer(&call, XC_OK, &written, NULL, out);
        assert_true(
            call_read_answer(&call, out->data, out->len, &status, &read, &err));
        assert_int_equal(status, XC_OK);
        assert_int_equal(read.n, 3);
        assert_true(read.is_end);
        if (op == CALL_INFO) {
            assert_memory_equal(&read.info.index.uuid, &written.info.index.uuid,
                                XC_UUID_SIZE);
            assert_true(read.info.index.revision == 1234567890123);
            assert_true(read.info.index.average_length == 124.5);
            assert_int_equal(read.info.written, written.info.written);
        }
        if (op == CALL_FREQUENCY)
            assert_int_equal(read.count, 77);
        if (op == CALL_POSTINGS)
            assert_memory_equal(rooms[0].numbers, rooms[1].numbers,
                                3 * sizeof *rooms[0].numbers);
        if (op == CALL_VALUES || op == CALL_LENGTHS)
            assert_memory_equal(rooms[0].ids, rooms[1].ids,
                                3 * sizeof *rooms[0].ids);
        if (op == CALL_KEYS || op == CALL_VALUES || op == CALL_VALUES_OF ||
            op == CALL_TERM || op == CALL_METADATA_OF) {
            assert_memory_equal(rooms[0].strings, rooms[1].strings, 7);
            assert_memory_equal(rooms[0].ends, rooms[1].ends,
                                3 * sizeof *rooms[0].ends);
        }
        if (op == CALL_METADATA)
            assert_string_equal(read.bytes, bytes);
        free(read.bytes);
        g_byte_array_unref(out);
    }
}

static void
errors_come_back_as_they_were_written(void **state)
{
    const struct call call = sample(CALL_METADATA);
    const struct xc_error written = {XC_NOT_FOUND, 5, "no document 9"};
    struct room room;
    struct call_answer answer = answer_in(&room);
    struct xc_error err;
    enum xc_status status;
    GByteArray *out = g_byte_array_new();

    (void)state;
    call_write_answer(&call, written.status, &answer, &written, out);
    assert_true(
        call_read_answer(&call, out->data, out->len, &status, &answer, &err));
    assert_int_equal(status, XC_NOT_FOUND);
    assert_int_equal(err.system, 5);
    assert_string_equal(err.message, written.message);
    assert_null(answer.bytes);
    g_byte_array_unref(out);
}

static bool
is_read(const struct call *call, const struct call_answer *written)
{
    struct room room;
    struct call_answer read = answer_in(&room);
    struct xc_error err;
    enum xc_status status;
    GByteArray *out = g_byte_array_new();

    call_write_answer(call, XC_OK, written, NULL, out);
    const bool is_good =
        call_read_answer(call, out->data, out->len, &status, &read, &err);
    free(read.bytes);
    g_byte_array_unref(out);
    return is_good;
}

/* Who asks goes on after the last element, which would have no end. */
static void
a_list_that_does_not_get_on_is_refused(void **state)
{
    static const enum call_op lists[] = {CALL_POSTINGS, CALL_LENGTHS,
                                         CALL_VALUES};
    static const enum call_op names[] = {CALL_KEYS, CALL_TERM};
    /* If none fits, they are asked for again, with more room. */
    static const enum call_op values[] = {CALL_VALUES, CALL_VALUES_OF,
                                          CALL_METADATA_OF};
    char bytes[] = "the data";

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct call call = sample(lists[i]);
        struct room room = {0};
        struct call_answer answer = answer_in(&room);
        fill(&answer, bytes);
        assert_true(is_read(&call, &answer));
        call.from = room.ids[0] + 1;
        assert_false(is_read(&call, &answer));
        call.from = 0;
        room.ids[2] = room.ids[1];
        assert_false(is_read(&call, &answer));
        room.ids[0] = 0;
        answer.n = 1;
        assert_false(is_read(&call, &answer));
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct call call = sample(names[i]);
        struct room room = {0};
        struct call_answer answer = answer_in(&room);
        answer.is_end = true;
        assert_true(is_read(&call, &answer));
        answer.is_end = false;
        assert_false(is_read(&call, &answer));
    }
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const struct call call = sample(values[i]);
        struct room room = {0};
        const struct call_answer answer = answer_in(&room);
        assert_true(is_read(&call, &answer));
    }
}

static void
numbers_that_no_index_has_are_refused(void **state)
{
    const struct call call = sample(CALL_INFO);
    struct room room = {0};
    struct call_answer answer = answer_in(&room);
    char bytes[] = "the data";

    (void)state;
    fill(&answer, bytes);
    assert_true(is_read(&call, &answer));
    answer.info.index.average_length = (double)NAN;
    assert_false(is_read(&call, &answer));
    answer.info.index.average_length = -1;
    assert_false(is_read(&call, &answer));
    answer.info.index.average_length = 1;
    answer.info.index.documents = answer.info.index.last_id + 1;
    assert_false(is_read(&call, &answer));
}

/* Bytes in exactly as much memory, so that reading beyond them is noticed. */
static void
read_both(const guint8 *bytes, size_t len)
{
    guint8 *copy = g_memdup2(bytes, len);

    for (int op = 0; op < CALL_OPS; op++) {
        const struct call asked = sample((enum call_op)op);
        struct room room;
        struct call_answer answer = answer_in(&room);
        struct xc_error err;
        enum xc_status status;
        call_read_answer(&asked, copy, len, &status, &answer, &err);
        free(answer.bytes);
    }
    struct call call;
    void *arrays;
    call_read(copy, len, &call, &arrays);
    g_free(arrays);
    g_free(copy);
}

static void
changed_and_cut_bytes_do_no_harm(void **state)
{
    char bytes[] = "the data";

    (void)state;
    srand(5);
    for (int op = 0; op < CALL_OPS; op++) {
        const struct call call = sample((enum call_op)op);
        struct room room = {0};
        struct call_answer answer = answer_in(&room);
        GByteArray *out = g_byte_array_new();
        fill(&answer, bytes);
        call_write_answer(&call, XC_OK, &answer, NULL, out);
        call_write(&call, out);
        for (guint len = 0; len < out->len; len++)
            read_both(out->data, len);
        for (int i = 0; i < 2000; i++) {
            const guint at = (guint)rand() % out->len;
            const guint8 before = out->data[at];
            out->data[at] = (guint8)rand();
            read_both(out->data, out->len);
            if (i % 3)
                out->data[at] = before;
        }
        g_byte_array_unref(out);
    }
}

static void
a_call_that_asks_for_too_much_is_refused(void **state)
{
    struct call call = sample(CALL_VALUES);
    GByteArray *bytes = g_byte_array_new();
    void *arrays;

    (void)state;
    call.room = CALL_ROOM_MAX + 1;
    call_write(&call, bytes);
    assert_false(call_read(bytes->data, bytes->len, &call, &arrays));
    g_free(arrays);
    g_byte_array_set_size(bytes, 0);
    call = sample(CALL_VALUES);
    call.size = CALL_SIZE_MAX + 1;
    call_write(&call, bytes);
    assert_false(call_read(bytes->data, bytes->len, &call, &arrays));
    g_free(arrays);
    g_byte_array_unref(bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_come_back_as_they_were_written),
        cmocka_unit_test(answers_come_back_as_they_were_written),
        cmocka_unit_test(errors_come_back_as_they_were_written),
        cmocka_unit_test(a_list_that_does_not_get_on_is_refused),
        cmocka_unit_test(numbers_that_no_index_has_are_refused),
        cmocka_unit_test(changed_and_cut_bytes_do_no_harm),
        cmocka_unit_test(a_call_that_asks_for_too_much_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
