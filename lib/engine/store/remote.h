/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * remote.h: a connection to a shard that another findingsd serves (serving.c).
 * Both sides send frames: four bytes with the length, the lowest first, then so
 * many bytes. The first frame of each is SHARD_HELLO, or from the side that
 * serves, the reason why it cannot. Then calls (call.h) are answered in the
 * order in which they come.
 *
 * Times are those of g_get_monotonic_time(), in microseconds. A function that
 * fails says why, for a person; the connection is then of no use.
 */
#ifndef ENGINE_STORE_REMOTE_H
#define ENGINE_STORE_REMOTE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHARD_HELLO "findings shard 2"

enum {
    FRAME_HEAD = 4,
    FRAME_MAX = 1 << 28, /* bytes of an answer */
    REMOTE_WHY = 160
};

struct remote;

/* Connect to the socket and exchange greetings, until the deadline. NULL if
 * that fails. */
struct remote *
remote_open(const char *path, int64_t deadline, char why[REMOTE_WHY]);
void remote_close(struct remote *remote); /* NULL is allowed */

/* To wait with poll() until there is something to receive. */
int remote_descriptor(const struct remote *remote);

/* Whether a function failed because the other side has closed the connection,
 * as it does when it exits: there may be another one by now. */
bool remote_is_closed(const struct remote *remote);

/* Send the bytes as a frame. */
bool remote_send(struct remote *remote,
                 const GByteArray *bytes,
                 int64_t deadline,
                 char why[REMOTE_WHY]);

/* The next answer is not wanted any more: remote_receive() passes over it. */
void remote_disown(struct remote *remote);

/* How many of those are still to come. */
size_t remote_owed(const struct remote *remote);

/* Since when the answer that comes next has been waited for: since it was asked
 * for, or the one before it was taken. */
int64_t remote_since(const struct remote *remote);

/* Take what has arrived, without waiting. *frame is the next answer, borrowed
 * until the next call, or NULL if it has not arrived yet. */
bool remote_receive(struct remote *remote,
                    const GByteArray **frame,
                    char why[REMOTE_WHY]);

/* For both sides: put the head in front of a frame that begins with FRAME_HEAD
 * other bytes; and the length that a head says. */
void frame_finish(GByteArray *frame);
uint32_t frame_length(const unsigned char head[FRAME_HEAD]);

#endif
