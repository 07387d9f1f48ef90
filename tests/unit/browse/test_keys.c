/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The keys of findings -i, and the table of them in findings(1).
 */
#include "keys.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The manual has a row for each: the keys, a tab, and what they do. */
static void
the_manual_lists_each_key_in_the_words_of_the_screen(void **state)
{
    char *path = test_source("docs/man/findings.1");
    char *page = test_read(path, NULL);

    (void)state;
    assert_non_null(page);
    for (size_t i = 0; i < keys_n_rows; i++) {
        char row[256];
        snprintf(row, sizeof row, "\n%s\t%s\n", keys_rows[i].keys,
                 keys_rows[i].effect);
        /* The formatter needs an escape for a minus sign. */
        char *plain = malloc(2 * strlen(row) + 1), *to = plain;
        assert_non_null(plain);
        for (const char *p = row; *p; p++) {
            if (*p == '-')
                *to++ = '\\';
            *to++ = *p;
        }
        *to = '\0';
        assert_has(page, plain);
        free(plain);
    }
    free(page);
    free(path);
}

static void
each_place_has_a_name_and_keys(void **state)
{
    (void)state;
    for (unsigned place = 0; place < KEYS_PLACES; place++) {
        bool has_keys = false;
        for (size_t i = 0; i < keys_n_rows; i++)
            has_keys |=
                (keys_rows[i].places & 1u << place) && keys_rows[i].in_short;
        assert_non_null(keys_place_names[place]);
        assert_true(has_keys);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_manual_lists_each_key_in_the_words_of_the_screen),
        cmocka_unit_test(each_place_has_a_name_and_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
