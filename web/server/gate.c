/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/gate.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

void
gate_init(struct gate *gate, unsigned port)
{
    *gate = (struct gate){.names = g_ptr_array_new_with_free_func(g_free),
                          .port = port};
}

void
gate_fini(struct gate *gate)
{
    g_ptr_array_free(gate->names, TRUE);
    g_free(gate->token_digest);
    g_free(gate->cookie_name);
    g_free(gate->cookie);
}

/* Where the port of a name begins, with its colon; NULL if it has none. */
static const char *
port_of(const char *name)
{
    const char *bracket = strrchr(name, ']');

    return strchr(bracket ? bracket : name, ':');
}

void
gate_add_name(struct gate *gate, const char *name)
{
    const bool has_port = port_of(name);

    if (has_port || gate->is_behind_proxy || gate->port == 80)
        g_ptr_array_add(gate->names, g_strdup(name));
    if (!has_port)
        g_ptr_array_add(gate->names,
                        g_strdup_printf("%s:%u", name, gate->port));
}

/* Tokens are compared by their digests, in a time that does not depend on where
 * they differ. */
static char *
digest_of(const char *token, const char *purpose)
{
    return g_compute_hmac_for_string(G_CHECKSUM_SHA256, (const guchar *)token,
                                     strlen(token), purpose, -1);
}

static bool
is_same(const char *a, const char *b, size_t b_len)
{
    const size_t len = strlen(a);
    unsigned char difference = b_len != len;

    for (size_t i = 0; i < len; i++)
        difference |= (unsigned char)(a[i] ^ (i < b_len ? b[i] : 0));
    return difference == 0;
}

void
gate_set_token(struct gate *gate, const char *token)
{
    gate->token_digest = digest_of(token, "token");
    /* Cookies are sent to every port, so each server has one of its own; and
     * whoever reads it has not the token. */
    gate->cookie_name = g_strdup_printf("findings-%u", gate->port);
    gate->cookie = digest_of(token, gate->cookie_name);
}

/* Whether the text is an address, 127.0.0.1 or [::1], with this port. A name
 * can be made to lead here; an address cannot. */
static bool
is_address(const char *host, unsigned port)
{
    const char *colon = port_of(host);
    char address[64], digits[8];
    unsigned char bytes[16];
    const size_t len = colon ? (size_t)(colon - host) : strlen(host);

    g_snprintf(digits, sizeof digits, ":%u", port);
    if (len >= sizeof address ||
        (colon ? strcmp(colon, digits) != 0 : port != 80))
        return false;
    memcpy(address, host, len);
    address[len] = '\0';
    if (*address == '[' && len > 2 && address[len - 1] == ']') {
        address[len - 1] = '\0';
        return inet_pton(AF_INET6, address + 1, bytes) == 1;
    }
    return inet_pton(AF_INET, address, bytes) == 1;
}

static bool
is_own_host(const struct gate *gate, const char *host)
{
    for (guint i = 0; i < gate->names->len; i++)
        if (strcasecmp(g_ptr_array_index(gate->names, i), host) == 0)
            return true;
    return gate->takes_addresses && is_address(host, gate->port);
}

static bool
is_own_origin(const struct gate *gate, const struct gate_asked *asked)
{
    const char *host = NULL;

    if (strncmp(asked->origin, "http://", 7) == 0)
        host = asked->origin + 7;
    else if (gate->is_behind_proxy &&
             strncmp(asked->origin, "https://", 8) == 0)
        host = asked->origin + 8;
    return host && strcasecmp(host, asked->host) == 0;
}

/* Whether somebody goes to the page, by a link or the address: no other page
 * can see what is answered. */
static bool
is_visit(const struct gate_asked *asked)
{
    return strcmp(asked->method, "GET") == 0 && asked->mode &&
           strcmp(asked->mode, "navigate") == 0 && asked->dest &&
           strcmp(asked->dest, "document") == 0;
}

static bool
is_ours(const struct gate *gate, const struct gate_asked *asked)
{
    /* Another port of this computer is the same site, but is not ours. */
    const bool is_from_page = asked->site && strcmp(asked->site, "none") != 0;
    const bool is_from_ours =
        asked->site && strcmp(asked->site, "same-origin") == 0;

    if (asked->origin && !is_own_origin(gate, asked))
        return false;
    if (strcmp(asked->method, "POST") == 0)
        return is_from_ours || (asked->origin && !asked->site);
    return !is_from_page || is_from_ours || is_visit(asked);
}

/* Whether one of the cookies is ours. */
static bool
has_cookie(const struct gate *gate, const char *cookies)
{
    const size_t name_len = strlen(gate->cookie_name);
    bool is_there = false;

    for (const char *p = cookies; *p;) {
        p += strspn(p, "; \t");
        const size_t len = strcspn(p, ";");
        if (len > name_len && p[name_len] == '=' &&
            strncmp(p, gate->cookie_name, name_len) == 0 &&
            is_same(gate->cookie, p + name_len + 1, len - name_len - 1))
            is_there = true;
        p += len;
    }
    return is_there;
}

static bool
is_token(const struct gate *gate, const char *token)
{
    if (strlen(token) > GATE_TOKEN_MAX)
        return false;
    char *digest = digest_of(token, "token");
    const bool is_right = is_same(gate->token_digest, digest, strlen(digest));
    g_free(digest);
    return is_right;
}

static bool
has_token(const struct gate *gate, const struct gate_asked *asked)
{
    static const char bearer[] = "Bearer ";
    const size_t len = sizeof bearer - 1;

    if (asked->authorization &&
        g_ascii_strncasecmp(asked->authorization, bearer, len) == 0 &&
        is_token(gate, asked->authorization + len))
        return true;
    return asked->cookie && has_cookie(gate, asked->cookie);
}

static bool
refuse(struct gate_refusal *refusal, unsigned status, const char *message)
{
    *refusal = (struct gate_refusal){status, message};
    return false;
}

bool
gate_admits(const struct gate *gate,
            const struct gate_asked *asked,
            bool *brings_token,
            struct gate_refusal *refusal)
{
    *brings_token = false;
    if (!asked->host || !is_own_host(gate, asked->host))
        return refuse(refusal, 421,
                      "The address names another server than this one; use the "
                      "address that findings-web printed, or give it this name "
                      "with --host.");
    if (!is_ours(gate, asked))
        return refuse(refusal, 403,
                      "Another web page asked for this, or it cannot be seen "
                      "that our own did; go to the address itself.");
    if (!gate->token_digest)
        return true;
    if (asked->token && strcmp(asked->method, "GET") == 0 &&
        is_token(gate, asked->token)) {
        *brings_token = true;
        return true;
    }
    return has_token(gate, asked) ||
           refuse(refusal, 401,
                  "This page needs a token; open the address that you were "
                  "given, which ends with ?token=... If you came by a link of "
                  "another page, open the address itself.");
}

char *
gate_cookie(const struct gate *gate)
{
    return g_strdup_printf("%s=%s; Path=/; HttpOnly; SameSite=Strict%s",
                           gate->cookie_name, gate->cookie,
                           gate->is_behind_proxy ? "; Secure" : "");
}

char *
gate_without_token(const char *address)
{
    static const char name[] = "token";
    const size_t path_len = strcspn(address, "?");
    GString *out = g_string_new_len(address, (gssize)path_len);
    const char *p = address + path_len;

    while (*p) {
        const size_t len = strcspn(p + 1, "&");
        const size_t name_len = strcspn(p + 1, "&=");
        char *decoded = g_uri_unescape_segment(p + 1, p + 1 + name_len, NULL);
        if (!decoded || strcmp(decoded, name) != 0) {
            g_string_append_c(out, strchr(out->str, '?') ? '&' : '?');
            g_string_append_len(out, p + 1, (gssize)len);
        }
        g_free(decoded);
        p += 1 + len;
    }
    return g_string_free(out, FALSE);
}
