/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

static void
plain_words_are_for_comparing(void **state)
{
    static const struct {
        const char *text;
        const char *words;
    } cases[] = {
        {"", ""},
        {" \t--- ...", ""},
        {"Staying safe", "staying safe"},
        {"  STAYING,   safe: ", "staying safe"},
        {"Children's services", "childrens services"},
        {"Children\xe2\x80\x99s services", "childrens services"},
        {"well-being", "well being"},
        {"well\xe2\x80\x93"
         "being",
         "well being"},
        {"| Staying safe | 12 |", "staying safe 12"},
        {"staying\xc2\xa0safe", "staying safe"},
        {"2009/10", "2009 10"},
        {"Ynys F\xc3\xb4r", "ynys f\xc3\xb4r"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *words = words_plain(cases[i].text, strlen(cases[i].text));
        assert_string_equal(words, cases[i].words);
        free(words);
    }
}

static void
plain_words_read_no_further_than_their_length(void **state)
{
    (void)state;
    char *words = words_plain("staying safe", 7);
    assert_string_equal(words, "staying");
    free(words);
}

static void
only_whole_words_are_contained(void **state)
{
    static const char words[] = "case planning review and recording";

    (void)state;
    assert_true(words_contain(words, "case"));
    assert_true(words_contain(words, "review"));
    assert_true(words_contain(words, "recording"));
    assert_true(words_contain(words, "planning review"));
    assert_true(words_contain(words, words));
    assert_false(words_contain(words, "plan"));
    assert_false(words_contain(words, "record"));
    assert_false(words_contain(words, "view"));
    assert_false(words_contain(words, "planning recording"));
    assert_false(words_contain("", "case"));
    assert_true(words_contain("planning plan", "plan"));
}

static void
words_begin_and_end_with_whole_words(void **state)
{
    static const char words[] = "case planning review";

    (void)state;
    assert_true(words_begin(words, "case"));
    assert_true(words_begin(words, "case planning"));
    assert_true(words_begin(words, words));
    assert_false(words_begin(words, "case plan"));
    assert_false(words_begin(words, "planning"));
    assert_false(words_begin("case", words));
}

static void
assert_trimmed(const char *text, const char *wanted)
{
    size_t len = strlen(text);

    utf8_trim(&text, &len);
    assert_int_equal(len, strlen(wanted));
    assert_memory_equal(text, wanted, len);
}

static void
trim_takes_blanks_from_both_ends_only(void **state)
{
    (void)state;
    assert_trimmed("", "");
    assert_trimmed("plan", "plan");
    assert_trimmed(" \t\r\n\f plan of care \v\n", "plan of care");
    assert_trimmed("\xc2\xa0 \xc2\xa0plan\xc2\xa0of\xc2\xa0", "plan\xc2\xa0of");
    assert_trimmed(" \xc2\xa0 ", "");
    /* The last byte of another character is not a blank. */
    assert_trimmed("caf\xc3\xa0", "caf\xc3\xa0");
}

static void
trim_takes_the_blanks_of_unicode_too(void **state)
{
    (void)state;
    assert_trimmed("\xe2\x80\x83plan\xe2\x80\x89", "plan");
    assert_trimmed("\xe2\x80\xaf\xe2\x80\x87plan", "plan");
}

struct bytes {
    const char *bytes;
    size_t len;
    size_t fault;
};

/* On the heap, so that reading past the end is caught. */
static void
assert_fault(const struct bytes *c)
{
    char *copy = malloc(c->len ? c->len : 1);

    assert_non_null(copy);
    memcpy(copy, c->bytes, c->len);
    assert_int_equal(utf8_fault(copy, c->len), c->fault);
    free(copy);
}

static void
well_formed_text_has_no_fault(void **state)
{
    static const struct bytes cases[] = {
        {"", 0, 0},
        {"a plan", 6, 6},
        {"a\0b", 3, 3},
        {"\xc2\x80\xdf\xbf", 4, 4},
        {"\xe0\xa0\x80\xe2\x80\x93", 6, 6},
        {"\xed\x9f\xbf\xee\x80\x80", 6, 6},    /* around the surrogates */
        {"\xf0\x90\x80\x80", 4, 4},            /* U+10000 */
        {"\xf4\x8f\xbf\xbf", 4, 4},            /* U+10FFFF */
        {"\xef\x81\xae \xef\xbf\xbd x", 9, 9}, /* a private bullet, U+FFFD */
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_fault(&cases[i]);
}

static void
a_fault_is_where_the_bad_character_begins(void **state)
{
    static const struct bytes cases[] = {
        {"ab\x80", 3, 2},            /* a continuation byte alone */
        {"a\xff", 2, 1},             /* never in UTF-8 */
        {"caf\xe9 au", 7, 3},        /* Latin-1 */
        {"\xe2\x28\xa1", 3, 0},      /* not a continuation byte */
        {"\xc2\xa0\xe2\x80x", 5, 2}, /* the second character is cut off */
        {"\xc0\xaf", 2, 0},          /* overlong, two bytes */
        {"\xc1\xbf", 2, 0},
        {"a\xe0\x9f\xbf", 4, 1},     /* overlong, three bytes */
        {"a\xf0\x8f\xbf\xbf", 5, 1}, /* overlong, four bytes */
        {"\xed\xa0\x80", 3, 0},      /* the first surrogate */
        {"\xed\xbf\xbf", 3, 0},      /* the last surrogate */
        {"\xf4\x90\x80\x80", 4, 0},  /* U+110000 */
        {"\xf5\x80\x80\x80", 4, 0},
        {"\xf8\x88\x80\x80\x80", 5, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_fault(&cases[i]);
}

static void
a_character_cut_off_at_the_end_is_a_fault(void **state)
{
    static const struct bytes cases[] = {
        {"a\xc2", 2, 1},
        {"a\xe2\x80", 3, 1},
        {"a\xe2", 2, 1},
        {"a\xf0\x9f\x98", 4, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_fault(&cases[i]);
}

static void
a_character_has_its_length_and_code(void **state)
{
    static const struct {
        const char *bytes;
        size_t len;
        unsigned code;
    } cases[] = {
        {"a", 1, 'a'},
        {"\xc2\xad", 2, 0xad},
        {"\xe2\x80\x93", 3, 0x2013},
        {"\xef\x81\xae", 3, 0xf06e},
        {"\xf0\x9f\x98\x80", 4, 0x1f600},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned code = 0;
        assert_int_equal(
            utf8_char(cases[i].bytes, strlen(cases[i].bytes), &code),
            cases[i].len);
        assert_int_equal(code, cases[i].code);
    }
}

static void
assembled_text_ends_in_nul(void **state)
{
    struct text text = {0};

    (void)state;
    text_add(&text, "", 0);
    assert_string_equal(text.bytes, "");
    text_add_string(&text, "plan");
    text_add(&text, "ning and", 4);
    assert_string_equal(text.bytes, "planning");
    assert_int_equal(text.len, 8);
    text_add(&text, "\0x", 2);
    assert_int_equal(text.len, 10);
    assert_memory_equal(text.bytes, "planning\0x", 11);
    free(text.bytes);
}

static void
text_grows_in_small_and_in_large_steps(void **state)
{
    struct text text = {0};
    char much[3000];

    (void)state;
    for (size_t i = 0; i < 1000; i++)
        text_add(&text, &"ab"[i % 2], 1);
    memset(much, 'c', sizeof much);
    text_add(&text, much, sizeof much);
    assert_int_equal(text.len, 4000);
    assert_int_equal(strlen(text.bytes), 4000);
    assert_int_equal(strspn(text.bytes, "ab"), 1000);
    assert_memory_equal(text.bytes + 1000, much, sizeof much);
    free(text.bytes);
}

static void
a_grown_array_keeps_what_it_had(void **state)
{
    size_t *array = NULL, count = 0;

    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        array = memory_grow(array, count, sizeof *array);
        array[count++] = i;
    }
    for (size_t i = 0; i < count; i++)
        assert_int_equal(array[i], i);
    free(array);
}

static void
a_copy_may_be_of_a_part_or_of_nothing(void **state)
{
    (void)state;
    char *part = memory_strndup("planning", 4), *none = memory_strndup(NULL, 0),
         *all = memory_strdup("planning");
    assert_string_equal(part, "plan");
    assert_string_equal(none, "");
    assert_string_equal(all, "planning");
    free(part);
    free(none);
    free(all);
}

static void
words_are_found_in_any_letter_case(void **state)
{
    static const char text[] = "Boats on the River";

    (void)state;
    assert_ptr_equal(text_find(text, "ON the"), text + 6);
    assert_ptr_equal(text_find(text, "river"), text + 13);
    assert_null(text_find(text, "rivers"));
    assert_null(text_find("", "a"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found_in_any_letter_case),
        cmocka_unit_test(plain_words_are_for_comparing),
        cmocka_unit_test(plain_words_read_no_further_than_their_length),
        cmocka_unit_test(only_whole_words_are_contained),
        cmocka_unit_test(words_begin_and_end_with_whole_words),
        cmocka_unit_test(trim_takes_blanks_from_both_ends_only),
        cmocka_unit_test(trim_takes_the_blanks_of_unicode_too),
        cmocka_unit_test(well_formed_text_has_no_fault),
        cmocka_unit_test(a_fault_is_where_the_bad_character_begins),
        cmocka_unit_test(a_character_cut_off_at_the_end_is_a_fault),
        cmocka_unit_test(a_character_has_its_length_and_code),
        cmocka_unit_test(assembled_text_ends_in_nul),
        cmocka_unit_test(text_grows_in_small_and_in_large_steps),
        cmocka_unit_test(a_grown_array_keeps_what_it_had),
        cmocka_unit_test(a_copy_may_be_of_a_part_or_of_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
