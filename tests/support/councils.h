/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * councils.h: four reports on three councils, for tests of what methods answer.
 * Counts that tests expect were made by hand from this table of the words that
 * paragraphs contain:
 *
 *                                              recording  supervision  health
 *     leeds-2010  1  safeguarding, inadequate      x           x
 *                 2  safeguarding, good
 *                 3  looked-after, adequate                              x
 *     leeds-2013  1  safeguarding, good            x           x
 *                 2  leadership, recommendation                          x
 *     hull-2013   1  safeguarding, adequate        x
 *                 2  adoption, outstanding
 *     ynys-2012   1  looked-after, adequate
 *                 5  general, recommendation
 *
 * All but the first report end with the same boilerplate.
 */
#ifndef TESTS_COUNCILS_H
#define TESTS_COUNCILS_H

#include "questions.h"

#include "findings/wire.h"

/* Opens questions about these reports. */
int councils_set_up(void **state);

#define WITH_COUNCILS(test)                                                    \
    cmocka_unit_test_setup_teardown(test, councils_set_up, questions_teardown)

#endif
