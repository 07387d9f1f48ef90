/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * say.h: messages for a person, made safe to print (findings/visible.h).
 */
#ifndef INDEXER_SAY_H
#define INDEXER_SAY_H

#include <stdarg.h>
#include <stdio.h>

/* Print a message on standard error: one line, after the program's name. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_args(const char *format, va_list args)
    __attribute__((format(printf, 1, 0)));

/* Print a further line of the last message, indented. */
void say_more(const char *line);

#endif
