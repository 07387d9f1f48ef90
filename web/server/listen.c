/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/listen.h"
#include "server/peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

enum { USUAL_PORT = 8737 };

/* Say what the address is. */
static void
describe(struct listening *listening)
{
    const struct sockaddr_in *four = (const void *)&listening->address;
    const struct sockaddr_in6 *six = (const void *)&listening->address;
    char text[INET6_ADDRSTRLEN] = "";

    listening->is_local = peer_is_loopback(&listening->address);
    if (listening->address.ss_family == AF_INET) {
        inet_ntop(AF_INET, &four->sin_addr, text, sizeof text);
        snprintf(listening->host, sizeof listening->host, "%s", text);
        listening->port = ntohs(four->sin_port);
        listening->is_for_all = four->sin_addr.s_addr == htonl(INADDR_ANY);
    } else {
        inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
        snprintf(listening->host, sizeof listening->host, "[%s]", text);
        listening->port = ntohs(six->sin6_port);
        listening->is_for_all = IN6_IS_ADDR_UNSPECIFIED(&six->sin6_addr);
    }
}

static bool
set_address(struct listening *listening, const char *text, unsigned port)
{
    struct sockaddr_in *four = (void *)&listening->address;
    struct sockaddr_in6 *six = (void *)&listening->address;

    memset(listening, 0, sizeof *listening);
    listening->fd = -1;
    if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
        four->sin_family = AF_INET;
        four->sin_port = htons((in_port_t)port);
    } else if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1) {
        six->sin6_family = AF_INET6;
        six->sin6_port = htons((in_port_t)port);
    } else {
        return false;
    }
    describe(listening);
    return true;
}

void
listening_set(struct listening *listening, unsigned port)
{
    set_address(listening, "127.0.0.1", port);
}

bool
listening_read(struct listening *listening,
               const char *text,
               char reason[FINDINGS_REASON_SIZE])
{
    char address[INET6_ADDRSTRLEN + 1] = "";
    const char *bracket = *text == '[' ? strchr(text, ']') : NULL;
    const char *colon = bracket ? bracket + 1 : strchr(text, ':');
    guint64 port = USUAL_PORT;

    if (!bracket && colon && strchr(colon + 1, ':'))
        colon = NULL; /* an address of IPv6 alone */
    const char *from = bracket ? text + 1 : text;
    const size_t len = bracket ? (size_t)(bracket - from)
                       : colon ? (size_t)(colon - from)
                               : strlen(from);
    if (len < sizeof address)
        memcpy(address, from, len);
    if ((!colon || !*colon ||
         (*colon == ':' &&
          g_ascii_string_to_unsigned(colon + 1, 10, 0, 65535, &port, NULL))) &&
        set_address(listening, address, (unsigned)port))
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "--listen takes an address of this computer such as 192.0.2.1 or "
             "[::1]:8737, not \"%.200s\"",
             text);
    return false;
}

static bool
bind_to(struct listening *listening)
{
    const bool is_six = listening->address.ss_family == AF_INET6;
    socklen_t len =
        is_six ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    const int on = 1;

    listening->fd =
        socket(listening->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listening->fd >= 0 &&
        setsockopt(listening->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ==
            0 &&
        (!is_six || setsockopt(listening->fd, IPPROTO_IPV6, IPV6_V6ONLY, &on,
                               sizeof on) == 0) &&
        bind(listening->fd, (struct sockaddr *)&listening->address, len) == 0 &&
        listen(listening->fd, SOMAXCONN) == 0 &&
        getsockname(listening->fd, (struct sockaddr *)&listening->address,
                    &len) == 0) {
        describe(listening);
        return true;
    }
    const int error = errno;
    if (listening->fd >= 0)
        close(listening->fd);
    listening->fd = -1;
    errno = error;
    return false;
}

bool
listening_open(struct listening *listening,
               bool may_move,
               char reason[FINDINGS_REASON_SIZE])
{
    char host[sizeof listening->host];
    const unsigned port = listening->port;

    if (bind_to(listening))
        return true;
    const int error = errno;
    snprintf(host, sizeof host, "%s", listening->host);
    if (may_move && error == EADDRINUSE) {
        listening_set(listening, 0);
        if (bind_to(listening))
            return true;
    }
    snprintf(reason, FINDINGS_REASON_SIZE, "cannot listen at %s:%u: %s; %s",
             host, port, strerror(error),
             error == EADDRINUSE
                 ? "perhaps findings-web runs already, which findings web opens"
                   "; or choose another port with --port"
             : error == EACCES
                 ? "choose a port above 1023 with --port"
                 : "choose an address of this computer with --listen");
    return false;
}

bool
listening_take(struct listening *listening, char reason[FINDINGS_REASON_SIZE])
{
    const int n = sd_listen_fds(1);
    const int fd = SD_LISTEN_FDS_START;
    socklen_t len = sizeof listening->address;

    if (n == 0)
        return true;
    if (n < 0)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot use the socket that was passed: %s; check LISTEN_FDS",
                 strerror(-n));
    else if (n > 1)
        snprintf(
            reason, FINDINGS_REASON_SIZE,
            "%d sockets were passed, but findings-web listens on one; give "
            "its .socket unit one ListenStream=",
            n);
    else if ((sd_is_socket_inet(fd, AF_INET, SOCK_STREAM, 1, 0) <= 0 &&
              sd_is_socket_inet(fd, AF_INET6, SOCK_STREAM, 1, 0) <= 0) ||
             getsockname(fd, (struct sockaddr *)&listening->address, &len) < 0)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "what was passed is not a listening TCP socket; give the "
                 ".socket unit ListenStream= with an address and a port, and "
                 "Accept=no");
    else {
        listening->fd = fd;
        listening->was_passed = true;
        describe(listening);
        return true;
    }
    return false;
}
