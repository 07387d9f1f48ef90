/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A line that is being typed, divided into words; and the options that
 * completion knows, which are those of --help.
 */
#include "completion/known.h"
#include "completion/line.h"
#include "commands.h"

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

/* How many options begin a line of the help, with their values; each must be
 * known to completion. */
static size_t
check_help(const char *help, const struct known_option *known, size_t n)
{
    size_t found = 0;

    for (const char *p = help; (p = strstr(p, "\n  --")); found++) {
        p += 3;
        const size_t len = strcspn(p, " ,\n");
        const bool takes_value = p[len] == ' ' && p[len + 1] != ' ';
        size_t i = 0;
        while (i < n && (strlen(known[i].spelling) != len ||
                         strncmp(known[i].spelling, p, len) != 0))
            i++;
        if (i == n || takes_value != (known[i].values != NULL))
            fail_msg("client/completion/known.c does not know %.*s as in the "
                     "help",
                     (int)len, p);
    }
    return found;
}

static void
the_options_of_the_other_programs_are_those_of_their_help(void **state)
{
    static const char *const programs[] = {"findings-index", "findings-web",
                                           "findingsd"};

    (void)state;
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        static const char *const args[] = {"--help", NULL};
        struct known_option known[KNOWN_MAX];
        const size_t n = known_options(programs[i], NULL, known);
        struct test_run run = test_program(programs[i], args);
        assert_int_equal(check_help(run.out, known, n), n);
        test_run_free(&run);
    }
}

static void
the_options_of_a_command_are_those_that_it_accepts(void **state)
{
    (void)state;
    for (const struct command *const *p = commands_all; *p; p++) {
        struct known_option known[KNOWN_MAX];
        const size_t n = known_options("findings", *p, known);
        bool has_grade = false;
        uint64_t options = 0;
        for (size_t i = 0; i < n; i++) {
            has_grade |= strcmp(known[i].spelling, "--grade") == 0;
            for (int id = 0; id < OPTIONS; id++) {
                char name[32];
                options_spelling((enum option_id)id, name);
                if (strcmp(name, known[i].spelling) == 0)
                    options |= OPTION_BIT(id);
            }
        }
        assert_true(options ==
                    ((*p)->options | OPTIONS_OF_ALL | OPTION_BIT(OPTION_HELP) |
                     OPTION_BIT(OPTION_VERSION)));
        assert_int_equal(has_grade, command_has_filter(*p, "grade"));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_divided_as_a_shell_divides_it),
        cmocka_unit_test(a_word_is_not_broken_where_bash_is_told_not_to),
        cmocka_unit_test(
            the_options_of_the_other_programs_are_those_of_their_help),
        cmocka_unit_test(the_options_of_a_command_are_those_that_it_accepts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
