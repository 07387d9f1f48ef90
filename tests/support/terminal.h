/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * terminal.h: runs one of our programs as a person does, at a terminal.
 */
#ifndef TESTS_TERMINAL_H
#define TESTS_TERMINAL_H

#include "support.h"

/* The size of a terminal, and the keys that are pressed, again and again, while
 * the program runs; NULL for none. */
struct terminal {
    unsigned short rows, columns;
    const char *keys;
};

/* Runs the program with the arguments, NULL-terminated, at such a terminal and
 * waits for it. All that it prints is in `out`, with '\n' at the end of a line;
 * `err` is "". The status is -1 if a signal ended it. TERM is "xterm" unless
 * the environment says "dumb". */
struct test_run terminal_run(const struct terminal *terminal,
                             const char *name,
                             const char *const *args);

/* Removes the escapes for colours from the text. */
void terminal_strip(char *text);

#endif
