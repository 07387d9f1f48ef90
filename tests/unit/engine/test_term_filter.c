/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "engine/text/term_filter.h"

#include <stdio.h>
#include <string.h>

static void
what_was_added_may_be_there_and_hardly_anything_else(void **state)
{
    enum { TERMS = 200000, MOST_WRONG = TERMS / 1000 };
    struct term_filter *filter = term_filter_new();
    unsigned wrong = 0;
    char term[32];

    (void)state;
    for (unsigned i = 0; i < TERMS; i++) {
        snprintf(term, sizeof term, "Q:report-%u/p%u", i / 80, i % 80);
        term_filter_add(filter, term, strlen(term));
    }
    for (unsigned i = 0; i < TERMS; i++) {
        snprintf(term, sizeof term, "Q:report-%u/p%u", i / 80, i % 80);
        assert_true(term_filter_may_have(filter, term, strlen(term)));
        snprintf(term, sizeof term, "Q:other-%u/p%u", i / 80, i % 80);
        wrong += term_filter_may_have(filter, term, strlen(term));
    }
    assert_true(wrong < MOST_WRONG);
    term_filter_free(filter);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_added_may_be_there_and_hardly_anything_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
