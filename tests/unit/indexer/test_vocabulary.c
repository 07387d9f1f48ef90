/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "base/memory.h"
#include "blocks/vocabulary.h"

#include <stdlib.h>
#include <string.h>

/* Fails unless the vocabulary of the text has the word, or lacks it, as wanted.
 */
static void
assert_word(const char *text, const char *word, bool wanted)
{
    char *bytes = memory_strdup(text);
    const struct lines lines = {.bytes = bytes, .len = strlen(text)};
    struct vocabulary vocabulary = {.lines = &lines};

    if (vocabulary_has(&vocabulary, word, strlen(word)) != wanted)
        fail_msg("\"%s\" %s \"%s\"", text, wanted ? "lacks" : "has", word);
    vocabulary_fini(&vocabulary);
    free(bytes);
}

static void
a_word_is_found_whole_and_in_any_case(void **state)
{
    static const char text[] = "Assessments are late.\nLong-term plans\n";

    (void)state;
    assert_word(text, "assessments", true);
    assert_word(text, "LATE", true);
    assert_word(text, "long-term", true);
    assert_word(text, "plans", true);
    assert_word(text, "term", false);
    assert_word(text, "long", false);
    assert_word(text, "assessment", false);
    assert_word(text, "ssessments", false);
    assert_word(text, "planning", false);
    assert_word(text, "", false);
}

static void
half_of_a_broken_word_is_not_a_word(void **state)
{
    (void)state;
    assert_word("was over-\n looked", "looked", false);
    assert_word("was over-\n looked", "over", false);
    assert_word("was over -looked", "looked", false);
    assert_word("was over2looked", "looked", true);
}

static void
only_the_given_length_of_a_word_is_looked_up(void **state)
{
    char bytes[] = "All plans";
    const struct lines lines = {.bytes = bytes, .len = strlen(bytes)};
    struct vocabulary vocabulary = {.lines = &lines};

    (void)state;
    assert_true(vocabulary_has(&vocabulary, "plansx", 5));
    assert_false(vocabulary_has(&vocabulary, "plansx", 6));
    vocabulary_fini(&vocabulary);
}

static void
an_empty_text_has_no_words(void **state)
{
    (void)state;
    assert_word("", "a", false);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_is_found_whole_and_in_any_case),
        cmocka_unit_test(half_of_a_broken_word_is_not_a_word),
        cmocka_unit_test(only_the_given_length_of_a_word_is_looked_up),
        cmocka_unit_test(an_empty_text_has_no_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
