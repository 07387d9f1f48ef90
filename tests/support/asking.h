/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * asking.h: findings as a person runs it, put to a daemon over corpus/, and
 * what a test reads in its answers.
 */
#ifndef TESTS_ASKING_H
#define TESTS_ASKING_H

#include "support.h"

/* Group setup: *state is that of test_corpus_open(), and asking_run() asks its
 * daemon. The teardown is test_corpus_close(). */
int asking_open(void **state);

/* Run findings with these arguments, the first NULL ending them. */
struct test_run
asking_run(const char *a, const char *b, const char *c, const char *d);

/* The part must be in the text. */
void asking_has(const char *text, const char *part);

/* A member; 0 or "" where there is none of that type. The text is borrowed. */
long asking_number(const json_t *object, const char *key);
const char *asking_text(const json_t *object, const char *key);

#endif
