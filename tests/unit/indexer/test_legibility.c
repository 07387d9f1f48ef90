/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "paper_lines.h"

#include "lines/legibility.h"
#include "lines/pdf.h"
#include "scanned.h"
#include "typeset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char source[] =
    "= A town with a harbour\n"
    "The port has two schools and a clinic. Families come to the harbour for "
    "work in the spring, and many of them stay until the boats are laid up. In "
    "the winter the ferry is late, and so are the letters.\n";

/* Adds a page of a report to the paper. */
static void
add_text(struct paper *paper)
{
    paper_page(paper);
    for (int i = 0; i < 10; i++)
        paper_text(paper, 60, 80 + 20 * i, PAPER_PLAIN, 12,
                   "The port has two schools, and families come to it.");
}

/* Check that the paper is read, with this remark or, if NULL, without any.
 * Frees the paper. */
static void
assert_read(struct paper *paper, const char *remark, unsigned unread)
{
    struct lines lines = paper_lines(paper);

    assert_int_equal(lines.n_remarks, remark ? 1 : 0);
    if (remark) {
        assert_has(lines.remarks[0].text, remark);
        assert_true(lines.remarks[0].is_damage);
    }
    assert_int_equal(lines.unread_pages, unread);
    lines_fini(&lines);
}

static void
add_scan(struct paper *paper)
{
    size_t len;
    char *pdf = typeset(source, &len);

    scanned_add(paper, pdf, len, 0);
    free(pdf);
}

static void
a_scan_is_refused_even_with_stamps_on_it(void **state)
{
    struct paper *paper = paper_new();

    (void)state;
    add_scan(paper);
    add_scan(paper);
    paper_text(paper, 300, 820, PAPER_PLAIN, 9, "Received on 2 May 2011");
    assert_paper_refused(paper, "pages are images; read them with --ocr");
}

static void
a_page_that_is_an_image_is_named(void **state)
{
    struct paper *paper = paper_new();

    (void)state;
    add_text(paper);
    add_scan(paper);
    add_text(paper);
    assert_read(paper, "1 of 3 pages is an image; read it with --ocr: page 2",
                1);
}

/* A photograph is not one shade of paper. */
static void
a_photograph_is_no_text(void **state)
{
    enum { SIDE = 64 };
    unsigned char bytes[SIDE * SIDE];
    struct paper *paper = paper_new();

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = i / SIDE % 8 < 5 ? 0 : 255;
    add_text(paper);
    paper_page(paper);
    paper_image(paper, bytes, SIDE, SIDE, 0);
    assert_read(paper, NULL, 0);
}

static void
an_empty_page_is_no_image(void **state)
{
    unsigned char white = 255;
    struct paper *paper = paper_new();

    (void)state;
    add_text(paper);
    paper_page(paper);
    paper_image(paper, &white, 1, 1, 0);
    paper_page(paper);
    assert_read(paper, NULL, 0);
}

/* What a font without a character map gives are the numbers of its glyphs. */
static void
fonts_without_a_character_map_are_named(void **state)
{
    struct paper *paper = paper_new();

    (void)state;
    for (int page = 0; page < 3; page++) {
        if (page == 1)
            add_text(paper);
        else
            paper_page(paper);
        for (int i = 0; page != 1 && i < 20; i++)
            paper_text(paper, 60, 80 + 20 * i, PAPER_SYMBOLS, 12,
                       "nnnnnn nnnn nnnnnnn nnn nnnnnn nnnn nnnnnnn");
    }
    assert_read(paper,
                "2 of 3 pages have fonts that do not say which letters they "
                "show; read them with --ocr: pages 1 and 3",
                2);
}

static void
letters_drawn_as_shapes_are_named(void **state)
{
    struct paper *paper = paper_new();

    (void)state;
    add_text(paper);
    paper_page(paper);
    for (int y = 0; y < 30; y++)
        for (int x = 0; x < 40; x++)
            paper_box(paper, 60 + 12 * x, 60 + 24 * y, 7, 9);
    assert_read(paper, "1 of 2 pages has letters that are drawn as shapes", 1);
}

static void
too_little_text_is_no_scan(void **state)
{
    struct paper *paper = paper_new();

    (void)state;
    paper_page(paper);
    paper_text(paper, 60, 80, PAPER_PLAIN, 12, "Nobody came.");
    assert_paper_refused(paper, "it contains too little text for a report (10 "
                                "letters); check that it is complete");
}

static void
pages_are_listed_as_ranges(void **state)
{
    static const enum legibility pages[] = {SCANNED, LEGIBLE, SCANNED, UNMAPPED,
                                            DRAWN,   LEGIBLE, SCANNED, LEGIBLE};
    char *list = legibility_list(pages, 8, legibility_is_lost);
    char cause[REASON_SIZE];

    (void)state;
    assert_string_equal(list, "pages 1, 3 to 5 and 7");
    assert_true(legibility_cause(pages, 8, cause));
    assert_string_equal(cause, "3 of 8 pages are images; read them with --ocr");
    assert_false(legibility_cause(pages + 1, 1, cause));
    free(list);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_is_refused_even_with_stamps_on_it),
        cmocka_unit_test(a_page_that_is_an_image_is_named),
        cmocka_unit_test(a_photograph_is_no_text),
        cmocka_unit_test(an_empty_page_is_no_image),
        cmocka_unit_test(fonts_without_a_character_map_are_named),
        cmocka_unit_test(letters_drawn_as_shapes_are_named),
        cmocka_unit_test(too_little_text_is_no_scan),
        cmocka_unit_test(pages_are_listed_as_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
