/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "base/memory.h"
#include "blocks/broken.h"
#include "base/english.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINES_MAX = 8 };

/* "over", "all", "under" and "standing" are words that are also halves. Words
 * with other characters than letters are in no order. */
static const char list[] = "Marlingford\nall\nall's\ncoordination\n"
                           "extracurricular\nover\noverall\noverlooked\n"
                           "prevention\nprot\303\251g\303\251\nproper\n"
                           "standing\nstanding's\nthresholds\nunder\n"
                           "understanding\nunderstanding's\n";

static char path[] = "/tmp/findings-english-XXXXXX";
static struct english *english;

static int
write_list(void **state)
{
    const int fd = mkstemp(path);

    (void)state;
    if (fd < 0 || write(fd, list, sizeof list - 1) != sizeof list - 1)
        return -1;
    close(fd);
    english = english_read(path);
    return english ? 0 : -1;
}

static int
remove_list(void **state)
{
    (void)state;
    english_free(english);
    return unlink(path);
}

/* Split the text into lines, which point into it. */
static struct lines
lines_of(char *text, bool has_type)
{
    struct lines lines = {
        .bytes = text, .len = strlen(text), .has_type = has_type};

    lines.list = memory_resize(NULL, LINES_MAX * sizeof *lines.list);
    memset(lines.list, 0, LINES_MAX * sizeof *lines.list);
    for (char *p = text; *p && lines.count < LINES_MAX;) {
        const size_t len = strcspn(p, "\n");
        lines.list[lines.count++] = (struct line){.text = p, .len = len};
        p += len + (p[len] == '\n');
    }
    return lines;
}

/* Whether the word broken between the first two lines of a PDF, or of a text,
 * is joined. */
static bool
is_joined(const struct english *words, bool has_type, const char *text)
{
    char *bytes = memory_strdup(text);
    struct lines lines = lines_of(bytes, has_type);
    struct vocabulary v = {.lines = &lines, .english = words};
    const struct line *l = lines.list;
    const bool is_one =
        broken_at_hyphen(&v, l->text, l->len, l[1].text, l[1].len);

    vocabulary_fini(&v);
    free(lines.list);
    free(bytes);
    return is_one;
}

static void
assert_read(const char *text, bool joined)
{
    if (is_joined(english, true, text) != joined)
        fail_msg("\"%s\" is %s", text, joined ? "not joined" : "joined");
}

static void
a_word_with_half_that_is_none_is_joined(void **state)
{
    (void)state;
    assert_read("the thres-\nholds are high", true);
    assert_read("Thres-\nholds are high", true);
    assert_read("in Marling-\nford.", true);
    assert_read("its pre-\nvention of harm", true);
}

static void
what_may_be_a_compound_keeps_its_hyphen(void **state)
{
    (void)state;
    assert_read("the over-\nall picture", false);
    assert_read("a long-\nterm plan", false);
    assert_read("of extra-\ncurricular work", false);
    assert_read("the thres-\nHolds are high", false);
    assert_read("the thres-\n", false);
}

static void
a_file_that_breaks_words_broke_this_one_too(void **state)
{
    (void)state;
    assert_read("the over-\nall picture of thres-\nholds", true);
    assert_read("the co-\nordination of thres-\nholds", true);
    assert_read("a long-\nterm plan for thres-\nholds", false);
    assert_read("an all-over-\nall plan for thres-\nholds", false);
}

static void
a_compound_of_the_file_keeps_its_hyphen(void **state)
{
    (void)state;
    assert_read("the over-\nall picture of thres-\nholds\nis over-all", false);
    assert_read("the thres-\nholds are\nthres-holds", false);
    assert_read("in front-\nline work\nof the frontline", true);
    assert_read("in front-\nline work\nof the frontline or front-line", false);
}

static void
an_ending_that_is_a_word_keeps_its_hyphen(void **state)
{
    (void)state;
    assert_read("their infor-\nmation", true);
    assert_read("an under-\nstanding", false);
    assert_read("their tran-\nsitions", false);
}

static void
without_a_list_the_file_alone_decides(void **state)
{
    (void)state;
    assert_false(is_joined(NULL, true, "the thres-\nholds"));
    assert_true(is_joined(NULL, true, "the thres-\nholds\nand thresholds"));
    assert_null(english_read("/nosuch/words"));
    assert_false(english_has(NULL, "all", 3));
}

static void
a_text_joins_unless_both_halves_are_words(void **state)
{
    (void)state;
    assert_true(is_joined(english, false, "the strengthe-\nning"));
    assert_true(is_joined(english, false, "the over-\nall picture"));
    assert_false(is_joined(english, false, "an under-\nall picture"));
    assert_false(is_joined(english, false, "over all the over-\nall"));
}

/* The list is searched by halving: each word may be the one in the middle. */
static void
every_word_of_letters_is_found(void **state)
{
    (void)state;
    for (const char *word = list; *word;) {
        const size_t len = strcspn(word, "\n");
        const size_t letters = strspn(word, "abcdefghijklmnopqrstuvwxyzM");
        assert_int_equal(english_has(english, word, len), letters == len);
        word += len + 1;
    }
}

static void
the_list_has_words_in_either_case_but_no_parts(void **state)
{
    (void)state;
    assert_true(english_has(english, "Over", 4));
    assert_true(english_has(english, "overlooked", 10));
    assert_true(english_has(english, "overlooked", 4));
    assert_true(english_has(english, "Marlingford", 11));
    assert_false(english_has(english, "marlingford", 11));
    assert_false(english_has(english, "overl", 5));
    assert_false(english_has(english, "overlookeds", 11));
    assert_false(english_has(english, "aardvark", 8));
    assert_false(english_has(english, "zebra", 5));
    assert_false(english_has(english, "s", 1));
    assert_false(english_has(english, "", 0));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_with_half_that_is_none_is_joined),
        cmocka_unit_test(what_may_be_a_compound_keeps_its_hyphen),
        cmocka_unit_test(a_file_that_breaks_words_broke_this_one_too),
        cmocka_unit_test(a_compound_of_the_file_keeps_its_hyphen),
        cmocka_unit_test(an_ending_that_is_a_word_keeps_its_hyphen),
        cmocka_unit_test(without_a_list_the_file_alone_decides),
        cmocka_unit_test(a_text_joins_unless_both_halves_are_words),
        cmocka_unit_test(every_word_of_letters_is_found),
        cmocka_unit_test(the_list_has_words_in_either_case_but_no_parts),
    };
    return cmocka_run_group_tests(tests, write_list, remove_list);
}
