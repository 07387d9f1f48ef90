/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "index/likeness.h"

#include <stdio.h>
#include <string.h>

/* Of a report with these two paragraphs. */
static struct likeness
likeness(const char *first, const char *second)
{
    struct paragraph paragraphs[] = {{.text = (char *)first},
                                     {.text = (char *)second}};
    const struct report report = {.paragraphs = paragraphs, .n_paragraphs = 2};
    struct likeness out;

    likeness_of(&report, &out);
    return out;
}

#define BOATS "Boats are kept in the long shed by the well-built quay."
#define NETS "Nets are mended in spring, and Ann's crew dries them in May."

static void
the_same_words_are_near_however_they_are_set(void **state)
{
    const struct likeness a = likeness(BOATS, NETS);
    const struct likeness b =
        likeness("BOATS are kept\nin the long shed by the wellbuilt quay",
                 "Nets are mended in spring and Ann\xe2\x80\x99s crew dries "
                 "them in May. 7");
    const struct likeness c = likeness(NETS, BOATS);

    (void)state;
    assert_true(likeness_is_near(&a, &a));
    assert_true(likeness_is_near(&a, &b));
    assert_true(likeness_is_near(&b, &c));
}

static void
other_words_are_not_near(void **state)
{
    const struct likeness none = {.count = 0};
    const struct likeness a = likeness(BOATS, NETS);
    /* The same words in another order, and half of a report. */
    const struct likeness b =
        likeness("Well-built boats by the quay are kept in the shed.",
                 "In May, Ann's crew mended nets and dries them in spring.");
    const struct likeness c = likeness(BOATS, "Oars are new this year, too.");

    (void)state;
    assert_false(likeness_is_near(&a, &b));
    assert_false(likeness_is_near(&a, &c));
    assert_false(likeness_is_near(&a, &none));
    assert_false(likeness_is_near(&none, &none));
}

/* More triples than a sketch has hashes: a share of them is estimated. */
static void
a_long_report_is_sampled(void **state)
{
    enum { WORDS = 3000 };
    char one[8 * WORDS] = "", most[8 * WORDS] = "", few[8 * WORDS] = "";
    size_t a = 0, b = 0, c = 0;

    (void)state;
    for (int i = 0; i < WORDS; i++) {
        a += (size_t)sprintf(one + a, "w%d ", i);
        b += (size_t)sprintf(most + b, i % 40 == 0 ? "x%d " : "w%d ", i);
        c += (size_t)sprintf(few + c, i % 3 == 0 ? "y%d " : "w%d ", i);
    }
    const struct likeness whole = likeness(one, ""), near = likeness(most, ""),
                          far = likeness(few, "");
    assert_int_equal(whole.count, LIKENESS_HASHES);
    assert_true(likeness_is_near(&whole, &near));
    assert_false(likeness_is_near(&whole, &far));
}

static void
it_is_read_back_as_it_was_written(void **state)
{
    const struct likeness a = likeness(BOATS, NETS);
    char text[LIKENESS_TEXT_SIZE];
    struct likeness b;

    (void)state;
    likeness_write(&a, text);
    assert_int_equal(strlen(text), 8 * a.count);
    likeness_read(text, &b);
    assert_int_equal(b.count, a.count);
    assert_memory_equal(b.least, a.least, a.count * sizeof *a.least);
    likeness_read("nonsense", &b);
    assert_int_equal(b.count, 0);
    likeness_read("", &b);
    assert_int_equal(b.count, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_words_are_near_however_they_are_set),
        cmocka_unit_test(other_words_are_not_near),
        cmocka_unit_test(a_long_report_is_sampled),
        cmocka_unit_test(it_is_read_back_as_it_was_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
