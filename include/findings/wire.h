/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * wire.h: what the daemon and its clients agree on: the protocol's version,
 * limits and error codes, and lines out of a stream of bytes. No sockets and
 * no JSON here; docs/protocol.md describes the messages.
 */
#ifndef FINDINGS_WIRE_H
#define FINDINGS_WIRE_H

#include <stddef.h>

/* Raise it when a message changes so that a peer of the version before would
 * misread it; what is only added does not raise it. */
#define FINDINGS_PROTOCOL 1

#define FINDINGS_REQUEST_MAX 65536 /* bytes of a request, its newline too */
#define FINDINGS_IN_FLIGHT_MAX 8   /* requests of one connection at a time */
#define FINDINGS_LIMIT_DEFAULT 10  /* hits */
#define FINDINGS_LIMIT_MAX 1000
#define FINDINGS_SNIPPET_DEFAULT 300 /* characters */
#define FINDINGS_SNIPPET_MAX 100000
#define FINDINGS_NEIGHBOURS_MAX 50 /* paragraphs before and after one */
#define FINDINGS_SUGGESTIONS_DEFAULT 5
#define FINDINGS_SUGGESTIONS_MAX 50
#define FINDINGS_PART_MAX 200     /* records in a line of an export */
#define FINDINGS_CELLS_MAX 200000 /* of a matrix */

/* Error codes: JSON-RPC's own, then ours. */
enum findings_code {
    FINDINGS_PARSE_ERROR = -32700,     /* no JSON; the id is null */
    FINDINGS_INVALID_REQUEST = -32600, /* JSON, but no request */
    FINDINGS_NO_METHOD = -32601,
    FINDINGS_BAD_PARAMS = -32602, /* data.param says which */
    FINDINGS_INTERNAL = -32603,
    FINDINGS_BAD_QUERY = -32001, /* data.offset: byte of the query */
    FINDINGS_NOT_FOUND = -32002, /* no paragraph, report of that id */
    FINDINGS_NO_INDEX = -32003,  /* gone, damaged or of another version */
    FINDINGS_BUSY = -32004,      /* cannot be served now; try again */
    FINDINGS_TOO_LONG = -32005,  /* a longer request than allowed; we close */
    FINDINGS_CHANGED = -32006    /* the index, in mid-export; ask again */
};

/* Lines out of bytes, however the bytes arrive. Zero-initialise it with the
 * longest line allowed, its newline included; end it with
 * findings_frames_fini(). Once a line is too long it stays so: the stream
 * cannot be trusted to be in step any more. */
struct findings_frames {
    size_t max;
    char *bytes;
    size_t start; /* of what has not been handed out */
    size_t len;
    size_t size;
    size_t scanned; /* up to here there is no newline */
};

enum findings_frame {
    FINDINGS_FRAME_NONE, /* feed more */
    FINDINGS_FRAME_LINE,
    FINDINGS_FRAME_TOO_LONG,
    FINDINGS_FRAME_NO_MEMORY
};

/* Add bytes; FINDINGS_FRAME_NONE where they were taken. */
enum findings_frame findings_frames_feed(struct findings_frames *frames,
                                         const char *bytes,
                                         size_t len);

/* The next whole line, without its newline, ending in NUL; borrowed until the
 * next call. */
enum findings_frame
findings_frames_next(struct findings_frames *frames, char **line, size_t *len);

void findings_frames_fini(struct findings_frames *frames);

#endif
