/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * reply.h: what a browser gets: a whole body, a file, or a stream that is made
 * while it is sent. The headers that every reply has are added by server.c.
 */
#ifndef WEB_SERVER_REPLY_H
#define WEB_SERVER_REPLY_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* A stream: fill() appends the next piece to out, which is empty, and returns
 * false after the last, or, with *has_failed, when the rest cannot be made: the
 * browser then sees that the reply is cut off. end() frees what the
 * stream needs; it is called once, whatever happens. */
struct stream {
    bool (*fill)(void *data, GString *out, bool *has_failed);
    void (*end)(void *data);
    void *data;
};

struct reply {
    unsigned status;   /* of HTTP; 200 at first */
    const char *type;  /* static; of the content */
    GString *body;     /* unless it is a file, static bytes or a stream */
    const void *bytes; /* of the program itself; NULL if it is not that */
    size_t n_bytes;
    int file; /* a descriptor that the reply owns (file.h); -1: none */
    size_t file_start, file_size; /* of what is sent of it */
    char *range;          /* owned; which part that is, or NULL: the whole */
    struct stream stream; /* fill is NULL if it is none */
    const char *policy;   /* static; the Content-Security-Policy in place of the
                             usual one, or NULL */
    char *download;       /* owned; the name to save it under, or NULL */
    bool is_shown;        /* in the browser, and only saved under that name if
                             somebody wants to */
    char *location;       /* owned; where to go instead, or NULL */
    char *cookie;         /* owned; to be set, or NULL */
    const char *etag;     /* static; the version of what is shown, in quotation
                             marks: the browser keeps it, and asks each time
                             whether it is still this one; or NULL */
    bool is_kept;         /* the browser may keep it for a day */
    bool is_incomplete;   /* parts of the index are left out of it */
    gssize notices; /* where in the body what is to be seen first can be put; -1
                       at first: nowhere */
    unsigned retry_s; /* when to ask again, in seconds; 0: not said */
    bool is_last;     /* the connection is closed after it */
};

void reply_init(struct reply *reply);
void reply_fini(struct reply *reply);

/* The types of content that pages have. */
extern const char reply_html[], reply_json[], reply_svg[], reply_csv[],
    reply_text[];

/* Go to this address instead; copies it. */
void reply_redirect(struct reply *reply, const char *location);

#endif
