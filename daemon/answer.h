/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * answer.h: turns a client's line into its answer, one line or, for an export,
 * many. It uses neither sockets nor the loop: answer_work() makes a line and
 * may run on any thread, with a reader lent to it; everything else runs on the
 * loop's thread.
 *
 * Out of memory, the daemon ends, as the engine does (engine.h): everything in
 * daemon/ is allocated by GLib, which aborts, and main.c makes jansson do the
 * same, so nothing is checked by hand. Only a request that needs more memory
 * than the engine gives it (FE_NO_MEMORY) fails alone.
 */
#ifndef DAEMON_ANSWER_H
#define DAEMON_ANSWER_H

#include "messages/facts.h"

#include "findings/engine.h"

#include <stdbool.h>
#include <stddef.h>

/* A request and the answer that is made for it. It owns all that the worker
 * touches. */
struct answer;

/* Read a request; the line is copied. The answer to an invalid request is an
 * error. This and the next three return an answer that the caller frees with
 * answer_free(). */
struct answer *answer_begin(const char *line, size_t len);

/* The greeting, sent without being asked for. */
struct answer *answer_greeting(void);

/* The error that answers a request that is too long. */
struct answer *answer_too_long(void);

/* The error that answers a connection when too many are open. */
struct answer *answer_busy(void);

/* Whether making the next line needs the index. If not, answer_work() is quick
 * and is given no reader. */
bool answer_needs_reader(const struct answer *answer);

/* Make the next line. The reader and the facts are used only during the call.
 */
void answer_work(struct answer *answer,
                 struct fe_reader *reader,
                 const struct facts *facts);

/* After answer_work(): what is wrong with the index or the daemon, for the log;
 * borrowed. NULL if nothing is. */
const char *answer_trouble(const struct answer *answer);

/* The line that answer_work() made, with its newline. The caller frees it with
 * free(). */
char *answer_line(struct answer *answer, size_t *len);

/* Whether another line follows: call answer_work() again once this one has been
 * written. */
bool answer_has_more(const struct answer *answer);

/* Give up the lines that would follow. The next line is the last; it needs no
 * reader and says that the daemon is shutting down. */
void answer_stop(struct answer *answer);

/* Free an answer, finished or not; NULL is fine. */
void answer_free(struct answer *answer);

#endif
