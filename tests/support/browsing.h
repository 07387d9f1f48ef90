/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * browsing.h: findings-web over corpus/, asked as a browser would ask it.
 */
#ifndef TESTS_BROWSING_H
#define TESTS_BROWSING_H

#include "support.h"

struct browsing {
    struct test_world world;
    pid_t web;
    unsigned port;
    bool is_six; /* it listens at ::1 */
};

/* Group fixtures: *state is a struct browsing over corpus/. */
int browsing_open(void **state);
/* Stops both programs, which must exit cleanly. */
int browsing_close(void **state);

/* Starts findings-web with these options, up to the first NULL, for the daemon
 * of the world: on any port, unless they have --listen. */
void browsing_start(struct browsing *f, const char *const *options);
/* Sends SIGTERM and returns the exit status. */
int browsing_stop(struct browsing *f);

struct page {
    int status;    /* of HTTP; 0 if there was no reply */
    char *headers; /* each line ends with "\r\n" */
    char *body;    /* NUL-terminated */
    size_t len;    /* of the body */
    bool is_whole; /* false if it came in chunks, and not the last of them */
};

/* Gets the address, such as "/?q=case". */
struct page browsing_get(const struct browsing *f, const char *address);
/* Sends these bytes and reads until the end; the reply to the first request
 * if there are several. */
struct page
browsing_send(const struct browsing *f, const char *bytes, size_t len);
/* Sends a request of this line, "GET /", and these headers, each of which ends
 * with "\r\n". Host is not among them by itself. */
struct page
browsing_ask(const struct browsing *f, const char *line, const char *headers);
/* Sends a request with this body, as a form of our own page would. */
struct page browsing_post(const struct browsing *f,
                          const char *address,
                          const char *headers,
                          const char *body);
void page_free(struct page *page);

/* The value of the header, which is a part of page->headers up to "\r\n"; fails
 * if it is not there. The caller frees it. */
char *page_header(const struct page *page, const char *name);

/* A connection; -1 if refused. */
int browsing_connect(const struct browsing *f);

#endif
