/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * answers.h: fourteen paragraphs of three reports, for tests of how requests
 * are answered.
 */
#ifndef TESTS_ANSWERS_H
#define TESTS_ANSWERS_H

#include "questions.h"

#include "findings/wire.h"

/* The first four; the others are alike, of a report on Hull. */
enum { ANSWERS_ALIKE = 10 };
extern const char *const answers_records[4];

/* Opens questions about these paragraphs. */
int answers_set_up(void **state);

#define WITH_ANSWERS(test)                                                     \
    cmocka_unit_test_setup_teardown(test, answers_set_up, questions_teardown)

#endif
