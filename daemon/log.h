/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * log.h: the log, on standard error, one line per event. Any thread may write
 * to it. The words of a query are never in it: what people search for is
 * theirs.
 */
#ifndef DAEMON_LOG_H
#define DAEMON_LOG_H

#include <stdbool.h>
#include <stddef.h>

enum log_level {
    LEVEL_ERROR,   /* it cannot do what it is there for */
    LEVEL_WARNING, /* something is wrong, but it goes on */
    LEVEL_NOTICE,  /* what is rare and worth a line: starting, stopping */
    LEVEL_INFO,    /* each request */
    LEVEL_DEBUG,   /* each connection */
    LEVELS
};

/* From now on it is a log: lines of this level and of those before it are
 * written, with what log_at() says before them. Until then lines are messages
 * for whoever starts the program, up to LEVEL_NOTICE. Call it before threads
 * are started. */
void log_open(enum log_level level);

/* The level of this name, such as "warning". False if there is none. */
bool log_level_named(const char *name, enum log_level *level);

/* The names of all levels, separated by commas. */
#define LOG_LEVEL_NAMES "error, warning, notice, info, debug"

/* Whether lines of the level are logged. */
bool log_has(enum log_level level);

/* Log a line of the level. If standard error is the journal (JOURNAL_STREAM),
 * it begins with "<N>", its priority, as in sd-daemon(3); if it is a file, with
 * the time in UTC. */
void log_at(enum log_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same at LEVEL_NOTICE. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
