/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Scans of typeset pages, read with tesseract. Without it, these tests are
 * skipped.
 */
#include "read_paper.h"
#include "paper_lines.h"
#include "scanned.h"

#include "lines/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char source[] = ILACS_FOOT
    "= Inspection of Northmere local authority childrens services\n"
    "Inspection dates: 11 to 22 September 2023\n"
    "== What needs to improve?\n"
    "- The speed at which boats are mended after a storm.\n"
    "- The state of the nets, and who looks after them in the winter months "
    "when nobody goes out to sea.\n"
    "== " HELP ": inadequate\n"
    "1. Help comes late, and those who wait for it are not told why. Most of "
    "them have waited since the spring for somebody to come to the house.\n"
    "2. Doors are locked. Letters that children wrote to the council were not "
    "answered, and some of them had not been opened when we came.\n"
    "== " CARE ": good\n"
    "3. Homes are warm. Children told us that they are listened to, and that "
    "they know whom to ask when they are worried about something.\n";

static struct report
read_scan(const char *bytes_source, double degrees)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";
    size_t len;
    char *bytes = scanned(bytes_source, degrees, &len);

    if (!reading_bytes("2020/some paper.pdf", bytes, len, &reports, reason))
        fail_msg("refused: %s", reason);
    const struct report report = reports.list[0];
    free(reports.list);
    free(bytes);
    return report;
}

/* Check that the texts are the same but for blanks, of which tesseract
 * overlooks a few. */
static void
assert_same_letters(const char *a, const char *b)
{
    const char *const texts[] = {a, b};

    for (; *a || *b; a++, b++) {
        a += strspn(a, " ");
        b += strspn(b, " ");
        if (*a != *b)
            fail_msg("\"%s\" is not \"%s\"", texts[0], texts[1]);
        if (!*a)
            return;
    }
}

static void
assert_same(const struct report *scan, const struct report *report)
{
    assert_string_equal(scan->id, report->id);
    assert_int_equal(scan->n_paragraphs, report->n_paragraphs);
    for (size_t i = 0; i < report->n_paragraphs; i++) {
        const struct paragraph *p = &scan->paragraphs[i];
        const struct paragraph *wanted = &report->paragraphs[i];
        const struct section *section = &report->sections[wanted->section];
        assert_string_equal(p->id, wanted->id);
        assert_same_letters(p->text, wanted->text);
        assert_string_equal(p->grade, wanted->grade);
        assert_string_equal(scan->sections[p->section].kind, section->kind);
        assert_string_equal(scan->sections[p->section].heading,
                            section->heading);
    }
}

/* Also if it was laid on the scanner askew. */
static void
a_scan_is_read_like_the_report(void **state)
{
    struct report report = read_paper(source);

    (void)state;
    scanned_need_ocr();
    for (int degrees = 0; degrees <= 1; degrees++) {
        struct report scan = read_scan(source, degrees);
        assert_same(&scan, &report);
        assert_int_equal(scan.recognised_pages, 1);
        assert_int_equal(scan.unread_pages, 0);
        report_fini(&scan);
    }
    report_fini(&report);
}

static void
add_text(struct paper *paper, const char *words)
{
    paper_page(paper);
    for (int i = 0; i < 8; i++)
        paper_text(paper, 60, 80 + 20 * i, PAPER_PLAIN, 12, words);
}

static void
only_the_pages_that_need_it_are_recognised(void **state)
{
    static const char before[] = "The harbour has two schools, and a clinic.";
    static const char after[] = "The ferry is late, and so are the letters.";
    struct paper *paper = paper_new();
    size_t len;

    (void)state;
    scanned_need_ocr();
    char *pdf = typeset("Families come to the harbour for work in the spring, "
                        "and many stay until the boats are laid up.\n",
                        &len);
    add_text(paper, before);
    scanned_add(paper, pdf, len, 0);
    add_text(paper, after);
    struct lines lines = paper_lines(paper);
    assert_int_equal(lines.recognised_pages, 1);
    assert_int_equal(lines.n_remarks, 1);
    assert_has(lines.remarks[0].text, "read by OCR");
    assert_has(lines.remarks[0].text, ": page 2");
    assert_memory_equal(lines.list[0].text, before, strlen(before));
    for (size_t i = 1; i < lines.count; i++)
        assert_true(lines.list[i].page >= lines.list[i - 1].page);
    const struct line *second = lines.list;
    while (second->page < 2)
        second++;
    assert_memory_equal(second->text, "Families come", 13);
    assert_memory_equal(lines.list[lines.count - 1].text, after, strlen(after));
    lines_fini(&lines);
    free(pdf);
}

static void
columns_and_bold_type_of_a_scan_are_seen(void **state)
{
    static const char *const left[] = {
        "Families come to the port for", "work in the spring, and many",
        "of them stay until the boats",  "are laid up. Workers know all",
        "of them by name, and visit",    "them at home before they are",
        "asked to. In the winter the",   "ferry is often two days late."};
    static const char *const right[] = {
        "The council has known this for", "years now. It bought one boat",
        "that goes to the islands on",    "every Tuesday, if the weather",
        "allows it. Nobody has asked",    "the children on the islands",
        "what they think of the boat,",   "or whether they like to sail."};
    struct paper *paper = paper_new(), *scan = paper_new();
    size_t len;

    (void)state;
    scanned_need_ocr();
    paper_page(paper);
    paper_text(paper, 60, 60, PAPER_BOLD, 11, "What we found in the port");
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        const double y = 90 + 14 * (double)i;
        paper_text(paper, 60, y, PAPER_PLAIN, 11, left[i]);
        paper_text(paper, 300, y, PAPER_PLAIN, 11, right[i]);
    }
    char *pdf = paper_bytes(paper, &len);
    scanned_add(scan, pdf, len, 0);
    struct lines lines = paper_lines(scan);
    assert_int_equal(lines.count, 17);
    assert_true(lines.list[0].is_bold);
    for (size_t i = 0; i < 8; i++) {
        assert_false(lines.list[1 + i].is_bold);
        assert_memory_equal(lines.list[1 + i].text, left[i], strlen(left[i]));
        assert_memory_equal(lines.list[9 + i].text, right[i], strlen(right[i]));
        assert_float_equal(lines.list[1 + i].size, 11, 1);
        assert_float_equal(lines.list[1 + i].left, 60, 2);
    }
    lines_fini(&lines);
    free(pdf);
    paper_free(paper);
}

/* A page that was laid on the scanner sideways, or upside down. */
static void
a_scan_may_lie_on_any_side(void **state)
{
    static const char words[] =
        "== What the inspectors found in the harbour town\n"
        "Families come to the harbour for work in the spring, and many of them "
        "stay until the boats are laid up. Workers know most of them by name, "
        "and visit them at home before they are asked to. In the winter the "
        "ferry is late, letters are later, and those who live on the islands "
        "are seen less often than they should be.\n"
        "The council has known this for years. It bought one boat, which goes "
        "to the islands on every Tuesday, if the weather allows it. Nobody has "
        "asked the children on the islands what they think of the boat.\n";

    (void)state;
    scanned_need_ocr();
    for (int degrees = 90; degrees < 360; degrees += 90) {
        struct paper *paper = paper_new();
        size_t len;
        char *pdf = typeset(words, &len);
        scanned_add(paper, pdf, len, degrees);
        struct lines lines = paper_lines(paper);
        assert_memory_equal(lines.list[0].text, "What the inspectors found",
                            25);
        assert_memory_equal(lines.list[1].text, "Families come to", 16);
        lines_fini(&lines);
        free(pdf);
    }
}

/* The page has the size that is written there; the limit of the image is that
 * of the memory. */
static void
a_page_of_any_size_is_drawn_within_limits(void **state)
{
    /* As long as "595 842". */
    static const char *const sizes[] = {"9999999", "9 99999", "99999 9",
                                        "0     0", ".01 .01"};
    struct paper *paper = paper_new();
    size_t len;

    (void)state;
    scanned_need_ocr();
    paper_page(paper);
    paper_box(paper, 60, 60, 200, 200);
    char *bytes = paper_bytes(paper, &len);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct lines lines;
        char reason[REASON_SIZE] = "";
        char *copy = malloc(len), *at;
        assert_non_null(copy);
        memcpy(copy, bytes, len);
        at = strstr(copy, "MediaBox [0 0 ");
        assert_non_null(at);
        memcpy(at + strlen("MediaBox [0 0 "), sizes[i], strlen(sizes[i]));
        assert_false(pdf_read(copy, len, &lines, reason));
        assert_true(*reason);
        free(copy);
    }
    free(bytes);
    paper_free(paper);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_is_read_like_the_report),
        cmocka_unit_test(only_the_pages_that_need_it_are_recognised),
        cmocka_unit_test(columns_and_bold_type_of_a_scan_are_seen),
        cmocka_unit_test(a_scan_may_lie_on_any_side),
        cmocka_unit_test(a_page_of_any_size_is_drawn_within_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
