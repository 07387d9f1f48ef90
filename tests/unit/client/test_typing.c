/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A line that is being typed, divided into words.
 */
#include "completion/line.h"
#include "support.h"

#include <stdlib.h>
#include <string.h>

/* Words are written with '|' between them. */
static const struct {
    const char *text, *words;
    size_t begun;
    char quote;
} lines[] = {
    {"findings ", "findings|", 0, 0},
    {"findings", "findings", 0, 0},
    {"", "", 0, 0},
    {"  findings  show   a", "findings|show|a", 0, 0},
    {"findings West\\ Cal", "findings|West Cal", 0, 0},
    {"findings \"West Cal", "findings|West Cal", 0, '"'},
    {"findings 'West Cal", "findings|West Cal", 0, '\''},
    {"findings \"West Calder\" no", "findings|West Calder|no", 0, 0},
    {"findings --grade=in", "findings|--grade=in", 8, 0},
    {"findings --grade\\=in", "findings|--grade=in", 0, 0},
    {"findings \"--grade=in", "findings|--grade=in", 0, '"'},
    {"findings a:b:c", "findings|a:b:c", 4, 0},
    {"findings authority:\"Wes", "findings|authority:Wes", 10, '"'},
    {"findings \"a\"b", "findings|ab", 1, 0},
    {"findings '\\n' \"\\\"\\n\" \\", "findings|\\n|\"\\n|\\", 0, 0},
    {"findings ''", "findings|", 0, 0},
};

static void
a_line_is_divided_as_a_shell_divides_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct line line = {0};
        char words[256] = "";
        assert_true(line_read(&line, lines[i].text, "=:"));
        for (size_t w = 0; w < line.n; w++) {
            strcat(words, w > 0 ? "|" : "");
            strcat(words, line.words[w]);
        }
        assert_string_equal(words, lines[i].words);
        assert_int_equal(line.begun, lines[i].begun);
        assert_int_equal(line.quote, lines[i].quote);
        line_fini(&line);
    }
}

static void
a_word_is_not_broken_where_bash_is_told_not_to(void **state)
{
    struct line line = {0};

    (void)state;
    assert_true(line_read(&line, "findings grade:in", " ="));
    assert_int_equal(line.begun, 0);
    line_fini(&line);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_divided_as_a_shell_divides_it),
        cmocka_unit_test(a_word_is_not_broken_where_bash_is_told_not_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
