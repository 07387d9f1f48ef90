/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "lines/hocr.h"

#include <glib.h>
#include <string.h>

#define BEGIN                                                                  \
    "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body>"                      \
    "<div class='ocr_page' title='bbox 0 0 900 900'><p class='ocr_par'>"
#define END "</p></div></body></html>"
#define WORD(box, text)                                                        \
    "<span class='ocrx_word' title='bbox " box "; x_wconf 90'>" text "</span>"

static void
words_have_the_places_of_their_lines(void **state)
{
    static const char bytes[] = BEGIN
        "<span class='ocr_header' title=\"bbox 10 20 200 60; baseline 0.01 -8;"
        " x_size 38; x_descenders 9; x_ascenders 8\">" WORD("10 20 90 60",
                                                            "The ")
            WORD("100 22 200 60",
                 "<em>boat&#39;s</em>") "</span><span class='ocr_line' "
                                        "title='bbox 300 0 320 90; textangle "
                                        "90'>" WORD("300 0 320 90",
                                                    "Harbour") "</span>" END;
    struct hocr hocr;

    (void)state;
    assert_true(hocr_read(bytes, strlen(bytes), &hocr));
    assert_int_equal(hocr.n_lines, 2);
    assert_int_equal(hocr.n_words, 3);
    assert_string_equal(hocr.words[0].text, "The");
    assert_string_equal(hocr.words[1].text, "boat's");
    assert_int_equal(hocr.words[1].line, 0);
    assert_float_equal(hocr.words[1].left, 100, 0.01);
    assert_float_equal(hocr.lines[0].size, 38, 0.01);
    assert_float_equal(hocr.lines[0].below, 9, 0.01);
    /* The baseline is 8 above the box at its left edge. */
    assert_float_equal(hocr.lines[0].base + 0.01 * 10, 52, 0.01);
    assert_int_equal(hocr.words[2].line, 1);
    assert_int_equal(hocr.lines[1].angle, 90);
    hocr_fini(&hocr);
}

static void
what_has_no_place_is_left_out(void **state)
{
    static const char bytes[] = BEGIN WORD(
        "1 2 3 4",
        "before") "<span class='ocr_line' title='bbox 1 "
                  "2'>" WORD("1 2 3 4",
                             "x") "</span><span class='ocr_line' "
                                  "title='bbox 1 2 30 4'>" WORD("1 2", "y")
                                      WORD("1 2 3 4", "  ")
                                          WORD("5 2 9 4", "z") "</span>" END;
    struct hocr hocr;

    (void)state;
    assert_true(hocr_read(bytes, strlen(bytes), &hocr));
    assert_int_equal(hocr.n_words, 1);
    assert_string_equal(hocr.words[0].text, "z");
    hocr_fini(&hocr);
}

static void
numbers_that_no_image_has_are_no_places(void **state)
{
    static const char *const boxes[] = {
        "1 nan 90 40",           "1 2 inf 40",         "1 2 90 1e300",
        "1 2 90 40; x_size nan", "1 2 90 2",           "1 2 90 40; x_size -8",
        "1 -9e9 90 4e9",         "1 2 90 40; x_size 0"};
    struct hocr hocr;

    (void)state;
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        char *bytes = g_strdup_printf(
            BEGIN "<span class='ocr_line' title='bbox 1 2 90 40'>" WORD(
                "1 2 90 40", "kept") "</span><span class='ocr_line' "
                                     "title='bbox %s'>" WORD("1 2 90 40",
                                                             "x") "</span>" END,
            boxes[i]);
        assert_true(hocr_read(bytes, strlen(bytes), &hocr));
        assert_int_equal(hocr.n_lines, strstr(boxes[i], "x_size nan") ? 2 : 1);
        assert_int_equal(hocr.n_words, hocr.n_lines);
        hocr_fini(&hocr);
        g_free(bytes);
    }
}

static void
what_is_not_hocr_is_refused(void **state)
{
    struct hocr hocr;

    (void)state;
    assert_false(hocr_read("no", 2, &hocr));
    assert_int_equal(hocr.n_words, 0);
    assert_true(hocr_read("<a/>", 4, &hocr));
    assert_int_equal(hocr.n_words, 0);
    hocr_fini(&hocr);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_the_places_of_their_lines),
        cmocka_unit_test(what_has_no_place_is_left_out),
        cmocka_unit_test(numbers_that_no_image_has_are_no_places),
        cmocka_unit_test(what_is_not_hocr_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
