/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * asking.h: runs findings as a person would, against a daemon over corpus/, and
 * reads what a test needs from its answers.
 */
#ifndef TESTS_ASKING_H
#define TESTS_ASKING_H

#include "support.h"

/* Group setup: *state is what test_corpus_open() makes, and asking_run() asks
 * its daemon. The teardown is test_corpus_close(). */
int asking_open(void **state);

/* Runs findings with these arguments, up to the first NULL. What it prints is
 * for a person (--text) unless they ask for something else. */
struct test_run
asking_run(const char *a, const char *b, const char *c, const char *d);

/* Runs a command of a shell that asks the same daemon by the name findings, and
 * fails unless it prints something and succeeds. */
void asking_shell(const char *command);
/* The same with this text as its standard input. */
struct test_run
asking_fed(const char *input, const char *a, const char *b, const char *c);

/* A member; 0 or "" if there is none of that type. The text is borrowed. */
long asking_number(const json_t *object, const char *key);
const char *asking_text(const json_t *object, const char *key);

#endif
