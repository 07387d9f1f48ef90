/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "base/english.h"
#include "lines/pdf.h"
#include "paper_lines.h"

#include <stdlib.h>
#include <string.h>

static const double left = 71, size = 11, leading = 14;

/* Put lines of text with a letter before the first ones, which are indented,
 * and return the lines that were read. */
static struct lines
read_page(const char *letter, size_t n_beside, const char *const *text)
{
    struct paper *paper = paper_new();
    const double cap = leading * 1.3 * (double)n_beside;
    const double indent = paper_width(PAPER_PLAIN, cap, letter, strlen(letter));
    double y = 200;

    paper_page(paper);
    paper_text(paper, left, y - leading, PAPER_PLAIN, size, "Before it.");
    paper_text(paper, left, y + leading * (double)(n_beside - 1), PAPER_PLAIN,
               cap, letter);
    for (size_t i = 0; text[i]; i++, y += leading)
        paper_text(paper, i < n_beside ? left + indent + 4 : left, y,
                   PAPER_PLAIN, size, text[i]);
    return paper_lines(paper);
}

static void
assert_first(const char *letter,
             size_t n_beside,
             const char *line,
             const char *wanted)
{
    const char *const text[] = {
        line,
        "in the winter, when the boats are laid up and the nets are dry,",
        "and in the spring, when the families come to the harbour for work,",
        "which the board has known for longer than the school has been open.",
        "It has bought a boat, and mends that one before it mends the others.",
        NULL};
    struct lines lines = read_page(letter, n_beside, text);

    assert_int_equal(lines.count, 6);
    assert_int_equal(lines.list[1].len, strlen(wanted));
    assert_memory_equal(lines.list[1].text, wanted, strlen(wanted));
    for (size_t i = 1; i < 6; i++)
        if (lines.list[i].left > left + 2)
            fail_msg("line %zu begins at %g", i, lines.list[i].left);
    lines_fini(&lines);
}

static void
a_drop_cap_belongs_to_its_word(void **state)
{
    (void)state;
    assert_first("T", 2, "he council mends its boats",
                 "The council mends its boats");
    assert_first("T", 3, "he council mends its boats",
                 "The council mends its boats");
    assert_first("T", 2, "HE COUNCIL mends its boats",
                 "THE COUNCIL mends its boats");
}

static void
a_drop_cap_may_be_a_word(void **state)
{
    (void)state;
    if (!english_installed())
        skip();
    assert_first("A", 2, "council mends its boats",
                 "A council mends its boats");
    assert_first("A", 2, "ll councils mend their boats",
                 "All councils mend their boats");
    assert_first("I", 2, "mend the boats of others",
                 "I mend the boats of others");
    assert_first("I", 2, "n the harbour boats are mended",
                 "In the harbour boats are mended");
}

static void
a_letter_by_itself_is_not_a_drop_cap(void **state)
{
    const char *const text[] = {
        "he council mends its boats, and those of the school and the clinic,",
        "in the winter, when the boats are laid up and the nets are dry,",
        "and in the spring, when the families come to the harbour for work,",
        "which the board has known for longer than the school has been open.",
        "It has bought a boat, and mends that one before it mends the others.",
        NULL};
    struct lines small = read_page("t", 2, text),
                 two = read_page("TS", 2, text);

    (void)state;
    for (size_t i = 0; i < small.count; i++)
        assert_true(memcmp(small.list[i].text, "the", 3) != 0);
    for (size_t i = 0; i < two.count; i++)
        assert_true(memcmp(two.list[i].text, "TShe", 4) != 0);
    lines_fini(&small);
    lines_fini(&two);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drop_cap_belongs_to_its_word),
        cmocka_unit_test(a_drop_cap_may_be_a_word),
        cmocka_unit_test(a_letter_by_itself_is_not_a_drop_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
