/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: what findings-web reads of a request by itself. The first line
 * is an address, those after it are the headers Host, Origin, Cookie,
 * Authorization and X-Forwarded-For. A refusal says why; whoever calls the
 * server by another name is refused, whatever else the request has; and the
 * address loses its token, and nothing else.
 */
#include "check.h"

#include "link/params.h"
#include "server/gate.h"
#include "server/listen.h"
#include "server/peer.h"
#include "server/request.h"

#include "findings/visible.h"

#include <string.h>

static const char token[] = "0123456789abcdefghijklmnopqrstuvwxyz";

/* The arguments of an address, as libmicrohttpd would read them. */
static struct request *
request_of(const char *address)
{
    struct request *request = request_new();
    const char *p = address + strcspn(address, "?");

    request->path = g_strndup(address, strcspn(address, "?"));
    while (*p) {
        const size_t len = strcspn(p + 1, "&");
        const size_t name_len = MIN(len, strcspn(p + 1, "="));
        const char *value = p + 1 + name_len + (name_len < len);
        char *name = g_strndup(p + 1, name_len);
        char *text = g_strndup(value, (size_t)(p + 1 + len - value));
        const bool fits = request_add(request, name, text);
        g_free(name);
        g_free(text);
        if (!fits)
            break;
        p += 1 + len;
    }
    return request;
}

static void
check_params(const char *address)
{
    char reason[FINDINGS_REASON_SIZE] = "";
    struct request *request = request_of(address);
    json_t *params = params_read(request, UINT64_MAX, reason);

    if (!params)
        check_reason(reason);
    json_decref(params);
    request_free(request);
}

/* Whether an argument has this name, without any encoding. */
static bool
has_argument(const char *address, const char *name)
{
    const size_t len = strlen(name);

    for (const char *p = address + strcspn(address, "?"); *p;
         p += 1 + strcspn(p + 1, "&"))
        if (strncmp(p + 1, name, len) == 0 && strchr("&=", p[1 + len]))
            return true;
    return false;
}

static void
check_address(const char *address)
{
    char *without = gate_without_token(address);
    char *again = gate_without_token(without);

    check(!has_argument(without, "token"), "the address keeps its token");
    check(strlen(without) <= strlen(address), "the address has grown");
    check(strcmp(without, again) == 0, "the address loses more");
    g_free(without);
    g_free(again);
}

static void
check_gate(const struct gate *gate, char *const *lines)
{
    static const char *const methods[] = {"GET", "HEAD", "POST"};

    for (size_t i = 0; i < G_N_ELEMENTS(methods); i++) {
        const struct gate_asked asked = {
            .method = methods[i],
            .host = lines[1],
            .origin = *lines[2] ? lines[2] : NULL,
            .cookie = lines[3],
            .authorization = lines[4],
        };
        struct gate_refusal refusal = {0};
        bool brings_token;
        const bool is_let_in =
            gate_admits(gate, &asked, &brings_token, &refusal);
        check(is_let_in || (refusal.status >= 400 && refusal.message),
              "a refusal without a reason");
        check(!is_let_in || g_ascii_strcasecmp(lines[1], "localhost:8737") == 0,
              "another name is let in");
        check(!is_let_in || !gate->token_digest || strstr(lines[4], token) ||
                  strstr(lines[3], gate->cookie),
              "who has no token is let in");
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { LINES = 6 };
    char reason[FINDINGS_REASON_SIZE] = "";
    char *text = g_strndup((const char *)data, size);
    char *lines[LINES];
    struct listening listening;
    struct gate gate;
    struct peer peer;
    char *rest = text;

    for (size_t i = 0; i < LINES; i++) {
        lines[i] = rest;
        rest += strcspn(rest, "\n");
        if (*rest)
            *rest++ = '\0';
    }
    /* What is not UTF-8 has been refused before. */
    if (findings_utf8_fault(lines[0], strlen(lines[0])) == strlen(lines[0])) {
        check_params(lines[0]);
        check_address(lines[0]);
    }
    gate_init(&gate, 8737);
    gate_add_name(&gate, "localhost");
    check_gate(&gate, lines);
    gate_set_token(&gate, token);
    check_gate(&gate, lines);
    gate_fini(&gate);
    peer_of_text(lines[5], &peer);
    if (!listening_read(&listening, lines[5], reason))
        check_reason(reason);
    g_free(text);
    return 0;
}
