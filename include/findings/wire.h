/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * wire.h: what the daemon and its clients must agree on: the version, limits
 * and error codes of the protocol, which numbers are whole, and how a stream of
 * bytes is divided into lines. It has nothing to do with sockets or JSON;
 * docs/protocol.md describes the messages.
 */
#ifndef FINDINGS_WIRE_H
#define FINDINGS_WIRE_H

#include <stdbool.h>
#include <stddef.h>

/* Raise it when a message changes so that a peer of the previous version would
 * misread it, but not when something is merely added. */
#define FINDINGS_PROTOCOL 1

/* Limits of the protocol. Those that a client can run into are announced in the
 * greeting; daemon/messages/limits.c lists these, with those that are the
 * daemon's own. */
#define FINDINGS_REQUEST_MAX 65536    /* bytes of a request with its newline */
#define FINDINGS_IN_FLIGHT_MAX 8      /* requests of one connection at a time */
#define FINDINGS_TIMEOUT_DEFAULT 5000 /* ms; for a request that names none */
#define FINDINGS_TIMEOUT_MAX 30000    /* ms */
#define FINDINGS_LIMIT_DEFAULT 10     /* hits */
#define FINDINGS_LIMIT_MAX 1000
#define FINDINGS_SNIPPET_DEFAULT 300 /* characters */
#define FINDINGS_SNIPPET_MAX 100000
#define FINDINGS_NEIGHBOURS_MAX 50 /* paragraphs before and after another */
#define FINDINGS_SUGGESTIONS_DEFAULT 5
#define FINDINGS_SUGGESTIONS_MAX 50
#define FINDINGS_WORDS_DEFAULT 50 /* concepts */
#define FINDINGS_PART_MAX 200     /* records in a line of an export */
#define FINDINGS_CELLS_MAX 200000 /* of a matrix */

/* Error codes: JSON-RPC's own, then ours. */
enum findings_code {
    FINDINGS_PARSE_ERROR = -32700,     /* not JSON; the id is null */
    FINDINGS_INVALID_REQUEST = -32600, /* JSON, but not a request */
    FINDINGS_NO_METHOD = -32601,
    FINDINGS_BAD_PARAMS = -32602, /* data.param says which */
    FINDINGS_INTERNAL = -32603,
    FINDINGS_BAD_QUERY = -32001, /* data.offset: byte of the query */
    FINDINGS_NOT_FOUND = -32002, /* no paragraph or report with that id */
    FINDINGS_NO_INDEX = -32003,  /* missing, damaged or of another version */
    FINDINGS_BUSY = -32004,      /* cannot be served now; try again */
    FINDINGS_TOO_LONG = -32005,  /* the request; the daemon then disconnects */
    FINDINGS_CHANGED = -32006,   /* the index changed during an export; repeat
                                    the request */
    FINDINGS_TIMED_OUT = -32007, /* the request took longer than its timeout */
    FINDINGS_CANCELLED = -32008, /* by the method "cancel" */
    FINDINGS_CLOSED = -32009,    /* the connection was idle, or a line took too
                                    long; the daemon then disconnects */
    FINDINGS_FORBIDDEN = -32010, /* only for the user who runs the daemon */
    FINDINGS_BAD_WORDS = -32011  /* a file of words cannot be read again; the
                                    words from before remain in force */
};

/* Whether a number that is written with a fraction is whole: R and pandas write
 * 4 as 4.0. False as well if it is too large to be exact. */
bool findings_whole(double number, long long *whole);

/* Divides bytes into lines, however the bytes arrive. Initialise it to zero
 * except for max, the longest line allowed with its newline, and release it
 * with findings_frames_fini(). After a line that is too long,
 * findings_frames_next() always fails, as it is unknown where the next one
 * begins. */
struct findings_frames {
    size_t max;
    char *bytes;
    size_t start; /* of the first line that has not been returned */
    size_t len;
    size_t size;
    size_t scanned; /* no newline from start up to here */
};

enum findings_frame {
    FINDINGS_FRAME_NONE, /* feed more */
    FINDINGS_FRAME_LINE,
    FINDINGS_FRAME_TOO_LONG,
    FINDINGS_FRAME_NO_MEMORY
};

/* Add bytes. FINDINGS_FRAME_NONE on success. */
enum findings_frame findings_frames_feed(struct findings_frames *frames,
                                         const char *bytes,
                                         size_t len);

/* Get the next whole line, with a NUL in place of its newline. Borrowed until
 * the next call. */
enum findings_frame
findings_frames_next(struct findings_frames *frames, char **line, size_t *len);

void findings_frames_fini(struct findings_frames *frames);

#endif
