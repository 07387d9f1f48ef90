/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * answer.h: a line from a client -> a line for it, or, of an export, many. No
 * sockets and no loop: answer_work() makes a line and runs on any thread, with
 * a reader lent to it; all else runs on the loop's.
 */
#ifndef DAEMON_ANSWER_H
#define DAEMON_ANSWER_H

#include "messages/facts.h"

#include "findings/engine.h"

#include <stdbool.h>
#include <stddef.h>

/* One request on its way. It owns everything that its work touches. */
struct answer;

/* Take a request. Never NULL but for want of memory. */
struct answer *answer_begin(const char *line, size_t len);

/* The greeting, which nobody asks for. */
struct answer *answer_greeting(void);

/* The answer to a request that is too long to be taken. */
struct answer *answer_too_long(void);

/* The answer to a connection that is one too many. */
struct answer *answer_busy(void);

/* Whether its next line needs the index: if not, answer_work() is quick and
 * wants no reader. */
bool answer_needs_reader(const struct answer *answer);

void answer_work(struct answer *answer,
                 struct fe_reader *reader,
                 const struct facts *facts);

/* What is wrong with the index or with us, for the log, once the work is done;
 * NULL where nothing is. Borrowed. */
const char *answer_trouble(const struct answer *answer);

/* The line that the work made, its newline included; free() it, for GLib's
 * memory is malloc()'s. NULL for want of memory. */
char *answer_line(struct answer *answer, size_t *len);

/* Whether another line follows: then, once this one is written, the work is to
 * be done again. */
bool answer_has_more(const struct answer *answer);

/* Give up what is to follow: the next line is the last, and says that the
 * daemon is shutting down. It needs no reader. */
void answer_stop(struct answer *answer);

/* Free an answer, whether or not somebody waits for it. */
void answer_free(struct answer *answer);

#endif
