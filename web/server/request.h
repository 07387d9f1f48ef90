/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * request.h: what a browser asks for: the path and the arguments of an address,
 * and a body. All text of a request is valid UTF-8 without NUL; what is not is
 * refused before a page sees it (server.h).
 */
#ifndef WEB_SERVER_REQUEST_H
#define WEB_SERVER_REQUEST_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The longest address and body that are read, in bytes. */
enum { REQUEST_ADDRESS_MAX = 8192, REQUEST_BODY_MAX = 1024 * 1024 };

/* The most arguments of an address. */
enum { REQUEST_ARGUMENTS_MAX = 512 };

struct argument {
    char *name;
    char *value;
};

struct MHD_Connection;

struct request {
    struct MHD_Connection *connection; /* borrowed */
    const char *method;                /* "GET", "HEAD" or "POST" */
    char *address;                     /* as it was sent */
    char *path;                        /* decoded; begins with a slash */
    const char *rest;  /* of the path, after that of the route: "a-1/2" */
    GArray *arguments; /* of struct argument, in the order of the address */
    GString *body;
};

struct request *request_new(void);
void request_free(struct request *request);

/* Add an argument; copies both texts, with CRLF as a line feed. False if there
 * are too many. */
bool request_add(struct request *request, const char *name, const char *value);

/* The first value of the argument; NULL if it is missing or empty. Borrowed. */
const char *request_get(const struct request *request, const char *name);

/* Whether the argument has this value, perhaps among others. */
bool
request_has(const struct request *request, const char *name, const char *value);

/* The argument as a number from least to most; otherwise if it is missing or is
 * not one. */
unsigned request_number(const struct request *request,
                        const char *name,
                        unsigned least,
                        unsigned most,
                        unsigned otherwise);

/* The value of a header, of the first if there are several; NULL if it is
 * missing. Borrowed. */
const char *request_header(const struct request *request, const char *name);

#endif
