/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Walking through a report whose paragraphs are loaded as they are needed.
 */
#include "reading.h"

#include "print/member.h"

#include "support.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

enum { PARAGRAPHS = 1500, WIDTH = 40, HEIGHT = 20 };

static json_t *
paragraph(int i)
{
    json_t *record = json_pack("{s:s, s:s}", "report", "r", "text",
                               "A paragraph of the report, which takes two "
                               "lines or so.");
    json_object_set_new(record, "id", json_sprintf("r/%d", i));
    json_object_set_new(record, "section", json_sprintf("Section %d", i / 10));
    return record;
}

static int
number_of(const char *id)
{
    return (int)strtol(id + 2, NULL, 10);
}

static json_t *
paragraphs(int from, int to)
{
    json_t *list = json_array();

    for (int i = from < 0 ? 0 : from; i < to && i < PARAGRAPHS; i++)
        json_array_append_new(list, paragraph(i));
    return list;
}

/* Answers all that is asked, as the daemon would. Returns how often. */
static int
answer_all(struct reading *reading)
{
    json_t *params;
    int n = 0;

    for (; (params = reading_ask(reading)); n++) {
        const int i = number_of(member_text(params, "id"));
        const int before = (int)member_count(params, "before");
        const int after = (int)member_count(params, "after");
        json_t *result =
            json_pack("{s:o, s:o}", "before", paragraphs(i - before, i),
                      "after", paragraphs(i + 1, i + 1 + after));
        assert_null(reading_ask(reading)); /* one at a time */
        reading_take(reading, result);
        json_decref(result);
        json_decref(params);
        assert_true(json_array_size(reading->paragraphs) <= READING_MAX);
        assert_true(reading->current < json_array_size(reading->paragraphs));
        assert_true(reading->top < reading_rows(reading));
    }
    return n;
}

static void
open_at(struct reading *reading, int i)
{
    json_t *record = paragraph(i);

    *reading = (struct reading){0};
    reading_resize(reading, WIDTH, HEIGHT);
    reading_open(reading, record);
    json_decref(record);
    answer_all(reading);
}

/* What the query finds: every step-th paragraph from first on, up to last. */
static void
find(struct reading *reading, int first, int last, int step)
{
    json_t *hits = json_array();

    for (int i = first; i <= last; i += step) {
        json_t *hit = paragraph(i);
        json_object_set_new(hit, "snippet",
                            json_string(member_text(hit, "text")));
        json_object_set_new(hit, "highlights", json_pack("[[i, i]]", 2, 11));
        json_array_append_new(hits, hit);
    }
    json_t *result = json_pack("{s:o}", "hits", hits);
    reading_take_found(reading, result);
    json_decref(result);
}

static void
type(struct reading *reading, const char *letters)
{
    for (; *letters; letters++) {
        const struct press key = {PRESS_TEXT, {*letters}};
        assert_true(reading_press(reading, &key));
        answer_all(reading);
    }
}

static int
current(const struct reading *reading)
{
    return number_of(member_text(reading_record(reading), "id"));
}

/* Whether the whole of the current paragraph is on the screen. */
static bool
is_in_sight(const struct reading *reading)
{
    const struct reading_block *block = &reading->blocks[reading->current];

    return block->first >= reading->top &&
           block->first + block->rows <= reading->top + reading->height + 1;
}

static void
a_paragraph_is_shown_among_its_neighbours(void **state)
{
    struct reading reading;

    (void)state;
    open_at(&reading, 700);
    assert_int_equal(current(&reading), 700);
    assert_true(is_in_sight(&reading));
    /* Something of the paragraph before it can be seen. */
    assert_true(reading.top < reading.blocks[reading.current].first);
    reading_close(&reading);
    assert_false(reading_is_open(&reading));
    assert_null(reading_ask(&reading));
}

static void
lines_and_pages_scroll(void **state)
{
    struct reading reading;

    (void)state;
    open_at(&reading, 700);
    const size_t row = reading.top;
    type(&reading, "jjj");
    assert_int_equal(reading.top, row + 3);
    type(&reading, "kk");
    assert_int_equal(reading.top, row + 1);
    type(&reading, "  ");
    assert_int_equal(reading.top, row + 1 + 2 * (HEIGHT - 1));
    type(&reading, "b");
    assert_true(current(&reading) > 700);
    type(&reading, "bbbbbbbb");
    assert_true(current(&reading) < 700);
    reading_close(&reading);
}

static void
the_ends_of_the_report_are_reached_and_memory_is_bounded(void **state)
{
    struct reading reading;

    (void)state;
    open_at(&reading, 700);
    type(&reading, "G");
    assert_int_equal(current(&reading), PARAGRAPHS - 1);
    assert_true(is_in_sight(&reading));
    type(&reading, "j ");
    assert_int_equal(current(&reading), PARAGRAPHS - 1);
    type(&reading, "g");
    assert_int_equal(current(&reading), 0);
    assert_int_equal(reading.top, 0);
    type(&reading, "kb");
    assert_int_equal(current(&reading), 0);
    for (int i = 0; i < 3000; i++)
        type(&reading, " ");
    assert_int_equal(current(&reading), PARAGRAPHS - 1);
    reading_close(&reading);
}

static void
found_paragraphs_are_reached_however_far_they_are(void **state)
{
    struct reading reading;
    bool is_found;

    (void)state;
    open_at(&reading, 700);
    type(&reading, "n"); /* waits until it is known */
    assert_int_equal(current(&reading), 700);
    find(&reading, 300, 1300, 100);
    answer_all(&reading);
    assert_int_equal(current(&reading), 800);
    assert_true(is_in_sight(&reading));
    reading_highlights(&reading, reading.current, &is_found);
    assert_true(is_found);
    reading_highlights(&reading, reading.current + 1, &is_found);
    assert_false(is_found);
    type(&reading, "nnnnn");
    assert_int_equal(current(&reading), 1300);
    assert_false(reading.is_missed);
    type(&reading, "n");
    assert_int_equal(current(&reading), 1300);
    assert_true(reading.is_missed);
    type(&reading, "NN");
    assert_int_equal(current(&reading), 1100);
    assert_false(reading.is_missed);
    type(&reading, "]");
    assert_int_equal(current(&reading), 1101);
    type(&reading, "[[");
    assert_int_equal(current(&reading), 1099);
    reading_close(&reading);
}

static void
another_size_keeps_the_paragraph_in_sight(void **state)
{
    struct reading reading;

    (void)state;
    open_at(&reading, 700);
    for (size_t width = 10; width < 120; width += 7) {
        reading_resize(&reading, width, width / 2 + 4);
        answer_all(&reading);
        assert_int_equal(current(&reading), 700);
        const struct reading_block *block = &reading.blocks[reading.current];
        assert_true(block->first < reading.top + reading.height);
        assert_true(block->first + block->rows > reading.top);
    }
    reading_close(&reading);
}

static void
a_failure_is_not_asked_again(void **state)
{
    struct reading reading = {0};
    json_t *record = paragraph(700);

    (void)state;
    reading_resize(&reading, WIDTH, HEIGHT);
    reading_open(&reading, record);
    for (int i = 0; i < 2; i++) {
        json_t *params = reading_ask(&reading);
        assert_non_null(params);
        json_decref(params);
        reading_fail(&reading);
    }
    assert_null(reading_ask(&reading));
    const struct press key = {PRESS_TEXT, "G"};
    assert_true(reading_press(&reading, &key));
    assert_int_equal(current(&reading), 700);
    json_decref(record);
    reading_close(&reading);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_paragraph_is_shown_among_its_neighbours),
        cmocka_unit_test(lines_and_pages_scroll),
        cmocka_unit_test(
            the_ends_of_the_report_are_reached_and_memory_is_bounded),
        cmocka_unit_test(found_paragraphs_are_reached_however_far_they_are),
        cmocka_unit_test(another_size_keeps_the_paragraph_in_sight),
        cmocka_unit_test(a_failure_is_not_asked_again),
    };
    setlocale(LC_CTYPE, "C.UTF-8");
    return cmocka_run_group_tests(tests, NULL, NULL);
}
