/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Help and the manual agree: every line of help is in findings(1) in the same
 * words.
 */
#include "commands.h"

#include "findings/schema.h"
#include "support.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The letters and digits of a text in small letters; nothing else is compared.
 * The caller frees it. */
static char *
letters(const char *text)
{
    char *out = calloc(1, strlen(text) + 1);
    size_t n = 0;

    assert_non_null(out);
    for (; *text; text++)
        if (isalnum((unsigned char)*text))
            out[n++] = (char)tolower((unsigned char)*text);
    return out;
}

/* Overwrites with blanks what only concerns the formatter: escapes for fonts
 * and characters, and the names of macros. */
static void
blank_formatting(char *page)
{
    for (char *p = page; *p; p++) {
        const bool is_line = p == page || p[-1] == '\n';
        size_t n = 0;
        if (is_line && *p == '.')
            n = strcspn(p, " \n");
        else if (*p == '\\' && (p[1] == 'f' || p[1] == '('))
            n = p[1] == 'f' ? 3 : 4;
        memset(p, ' ', n);
    }
}

static int
open_manual(void **state)
{
    char *path = test_source("docs/man/findings.1");
    char *page = test_read(path, NULL);

    assert_non_null(page);
    blank_formatting(page);
    *state = letters(page);
    free(page);
    free(path);
    return 0;
}

static int
close_manual(void **state)
{
    free(*state);
    return 0;
}

static void
manual_has(const char *manual, const char *text)
{
    char *wanted = text ? letters(text) : NULL;

    if (wanted && !strstr(manual, wanted))
        fail_msg("docs/man/findings.1 does not say: %s", text);
    free(wanted);
}

static void
the_manual_describes_each_command_in_the_words_of_its_help(void **state)
{
    for (const struct command *const *p = commands_all; *p; p++) {
        manual_has(*state, (*p)->summary);
        manual_has(*state, (*p)->help);
    }
}

static void
the_manual_describes_each_option_in_the_words_of_its_help(void **state)
{
    for (int id = 0; id < OPTIONS; id++)
        manual_has(*state, options_rows[id].help);
}

static void
the_manual_describes_each_filter_in_the_words_of_its_help(void **state)
{
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        if (field->option && !findings_words(field))
            manual_has(*state, field->help);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_manual_describes_each_command_in_the_words_of_its_help),
        cmocka_unit_test(
            the_manual_describes_each_option_in_the_words_of_its_help),
        cmocka_unit_test(
            the_manual_describes_each_filter_in_the_words_of_its_help),
    };
    return cmocka_run_group_tests(tests, open_manual, close_manual);
}
