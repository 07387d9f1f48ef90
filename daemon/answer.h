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

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* A request and the answer that is made for it. It owns all that the worker
 * touches. */
struct answer;

/* Read a request; the line is copied. The answer to an invalid request is an
 * error. This and the next two return an answer that the caller frees with
 * answer_free(). */
struct answer *answer_begin(const char *line, size_t len);

/* The greeting, sent without being asked for. */
struct answer *answer_greeting(void);

/* Errors that are not asked for, with the id null: the first line of a
 * connection when too many are open; the last line of one that is about to be
 * closed. The limits are those of the facts. */
enum answer_unasked {
    ANSWER_BUSY,     /* too many connections are open */
    ANSWER_TOO_LONG, /* the request is */
    ANSWER_TOO_SLOW, /* a request took too long to arrive */
    ANSWER_IDLE,     /* nothing was asked for a long time */
    ANSWER_DISPLACED /* the same, and another client needs the connection */
};
struct answer *answer_unasked(enum answer_unasked why,
                              const struct limit *limits);

/* Whether only the user who runs the daemon, and root, may ask for it. */
bool answer_is_restricted(const struct answer *answer);

/* Make the answer an error for those who may not. */
void answer_refuse(struct answer *answer);

/* Whether making the next line needs the index. If not, answer_work() is quick
 * and is given no reader. */
bool answer_needs_reader(const struct answer *answer);

/* Whether the next line does not take long, whatever is asked for. */
bool answer_is_quick(const struct answer *answer);

/* The id of the request that this one cancels, borrowed; NULL if it cancels
 * none. answer_found() says that it is pending. */
const json_t *answer_target(const struct answer *answer);
void answer_found(struct answer *answer);
bool answer_has_id(const struct answer *answer, const json_t *id);

/* The next line must be made within the request's timeout, from now. */
void answer_start_clock(struct answer *answer);

/* Give up the answer: its next line is an error, and the last. It may be with
 * a worker, which notices soon. */
void answer_cancel(struct answer *answer);

/* The length of the request in bytes; 0 if nobody asked. */
size_t answer_size(const struct answer *answer);

/* Whether the answer was cancelled or its time is up, so that its next line
 * needs no reader. */
bool answer_is_over(const struct answer *answer);

/* Make the next line. The reader and the facts are used only during the call.
 */
void answer_work(struct answer *answer,
                 struct fe_reader *reader,
                 const struct facts *facts);

/* After answer_work(): what is wrong with the index or the daemon, for the log;
 * borrowed. NULL if nothing is. */
const char *answer_trouble(const struct answer *answer);

/* After answer_work(): the words that it has read, which the caller takes; NULL
 * if it has read none. *trouble is what is wrong with them, borrowed, or NULL.
 */
struct words *answer_take_words(struct answer *answer, const char **trouble);

/* After answer_work(): whether a commit of the index could be read, at least in
 * part. */
bool answer_has_commit(const struct answer *answer);

/* Count how long the answer waited for a worker and was worked on, in seconds.
 */
void answer_spend(struct answer *answer, double waited, double worked);

/* What the request has taken so far, and how it ended; borrowed. Call it when
 * no worker has the answer. */
const struct request_report *answer_report(const struct answer *answer);

/* The line that answer_work() made, with its newline, or an error if it was
 * cancelled meanwhile. The caller frees it with free(). */
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
