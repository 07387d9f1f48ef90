/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * gate.h: which requests are answered. A browser sends requests also for pages
 * of others, to any address that they name, and a name can be made to lead to
 * this computer (DNS rebinding). So a request has to call the server by one of
 * its own names, and must not come from a page that is not one of ours. Where
 * other computers can connect, it has to bring the token too.
 *
 * All texts come from outside. Nothing here allocates for a request but
 * gate_without_token().
 */
#ifndef WEB_SERVER_GATE_H
#define WEB_SERVER_GATE_H

#include <glib.h>
#include <stdbool.h>

enum { GATE_TOKEN_MIN = 32, GATE_TOKEN_MAX = 512 };

/* Constant while requests are answered. Initialise it with gate_init(). */
struct gate {
    GPtrArray *names;     /* "localhost:8737": what Host may be */
    bool takes_addresses; /* Host may also be any address with the port */
    bool is_behind_proxy; /* which may have spoken HTTPS, and on another port */
    unsigned port;
    char *token_digest; /* NULL: no token is wanted */
    char *cookie_name, *cookie;
};

void gate_init(struct gate *gate, unsigned port);
void gate_fini(struct gate *gate);

/* Host may be this name, "example.org" or "[::1]", with the port of the server,
 * or as it is if it has a port of its own or, behind a proxy or on port 80,
 * without one. Set is_behind_proxy first. */
void gate_add_name(struct gate *gate, const char *name);

/* From now on requests have to bring this token. */
void gate_set_token(struct gate *gate, const char *token);

/* What the gate looks at; NULL where the request has none. */
struct gate_asked {
    const char *method; /* "GET", "HEAD" or "POST" */
    const char *host;
    const char *origin;
    const char *site, *mode, *dest; /* Sec-Fetch-... */
    const char *authorization;
    const char *cookie;
    const char *token; /* an argument of the address */
};

struct gate_refusal {
    unsigned status;     /* of HTTP */
    const char *message; /* static: a sentence for a person */
};

/* Whether the request may be answered. *brings_token is then whether the
 * address has the token, so that the cookie is to be set in its place. */
bool gate_admits(const struct gate *gate,
                 const struct gate_asked *asked,
                 bool *brings_token,
                 struct gate_refusal *refusal);

/* "Set-Cookie" of a browser that brought the token; the caller frees it. */
char *gate_cookie(const struct gate *gate);

/* The address, as it was sent, without its arguments named token; the caller
 * frees it. */
char *gate_without_token(const char *address);

#endif
