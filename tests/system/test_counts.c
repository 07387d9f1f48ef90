/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Totals and facets are exact: equal to a plain count over the dump of the
 * sample reports, whatever the filters.
 */
#include "oracle.h"

#include <stdlib.h>

static void
counts_are_those_of_a_plain_count(void **state)
{
    static const char *const queries[] = {
        "case recording",        "children",
        "supervision AND staff", "health assessments of looked after children",
        "\"young carers\"",      NULL};
    char *corpus = test_source("corpus");
    json_t *dump = oracle_dump(corpus);

    oracle_check(*state, dump, queries);
    json_decref(dump);
    free(corpus);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_are_those_of_a_plain_count),
    };
    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
