/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "server/peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The connections of this network namespace, by IPv4 and by IPv6. */
static const char list_4[] = "/proc/self/net/tcp";
static const char list_6[] = "/proc/self/net/tcp6";

bool
peer_is_same(const struct peer *a, const struct peer *b)
{
    return a->is_local == b->is_local &&
           memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

/* An end of a connection as IPv6 writes it, where 127.0.0.1 is
 * ::ffff:127.0.0.1. */
struct end {
    struct in6_addr address;
    unsigned port;
};

static struct end
mapped(const unsigned char four[4], unsigned port)
{
    struct end end = {.port = port};

    end.address.s6_addr[10] = end.address.s6_addr[11] = 0xff;
    memcpy(end.address.s6_addr + 12, four, 4);
    return end;
}

static struct end
end_of(const struct sockaddr_storage *address)
{
    const struct sockaddr_in *four = (const void *)address;
    const struct sockaddr_in6 *six = (const void *)address;

    if (address->ss_family == AF_INET)
        return mapped((const unsigned char *)&four->sin_addr,
                      ntohs(four->sin_port));
    return (struct end){six->sin6_addr, ntohs(six->sin6_port)};
}

bool
peer_is_loopback(const struct sockaddr_storage *address)
{
    const struct end end = end_of(address);

    return IN6_IS_ADDR_V4MAPPED(&end.address)
               ? end.address.s6_addr[12] == 127
               : IN6_IS_ADDR_LOOPBACK(&end.address);
}

struct peer
peer_of_address(const struct sockaddr_storage *address)
{
    const struct end end = end_of(address);
    struct peer peer = {0};

    memcpy(peer.bytes, end.address.s6_addr,
           IN6_IS_ADDR_V4MAPPED(&end.address) ? 16 : 8);
    return peer;
}

bool
peer_of_text(const char *text, struct peer *out)
{
    struct sockaddr_storage address = {0};
    struct sockaddr_in *four = (void *)&address;
    struct sockaddr_in6 *six = (void *)&address;

    address.ss_family = AF_INET;
    if (inet_pton(AF_INET, text, &four->sin_addr) != 1) {
        address = (struct sockaddr_storage){.ss_family = AF_INET6};
        if (inet_pton(AF_INET6, text, &six->sin6_addr) != 1)
            return false;
    }
    *out = peer_of_address(&address);
    return true;
}

struct peer
peer_of_user(uid_t uid)
{
    struct peer peer = {.is_local = true};

    memcpy(peer.bytes, &uid, sizeof uid);
    return peer;
}

/* An address as the lists have it: words of 32 bits in the order of this
 * computer, in hexadecimal, of eight digits each. */
static bool
read_end(const char *text, bool is_six, struct end *out)
{
    const size_t n = is_six ? 4 : 1;
    uint32_t words[4];

    if (strspn(text, "0123456789ABCDEF") != 8 * n || text[8 * n] != ':')
        return false;
    for (size_t i = 0; i < n; i++) {
        char word[9];
        g_strlcpy(word, text + 8 * i, sizeof word);
        words[i] = (uint32_t)strtoul(word, NULL, 16);
    }
    const unsigned port = (unsigned)strtoul(text + 8 * n + 1, NULL, 16);
    if (is_six) {
        memcpy(&out->address, words, sizeof words);
        out->port = port;
    } else {
        *out = mapped((const unsigned char *)words, port);
    }
    return true;
}

static bool
is_end(const struct end *a, const struct end *b)
{
    return a->port == b->port &&
           memcmp(&a->address, &b->address, sizeof a->address) == 0;
}

/* The user of the connection from one end to the other, if this is its line. */
static bool
read_line(const char *line,
          bool is_six,
          const struct end *from,
          const struct end *to,
          uid_t *uid)
{
    /* Its number, both ends, state, queues, timer, retries, user, timeout,
     * inode. */
    enum { LOCAL = 1, REMOTE = 2, USER = 7, INODE = 9, WORDS = 10 };
    char copy[512], *rest = copy, *words[WORDS];
    size_t n = 0;
    struct end a, b;

    g_strlcpy(copy, line, sizeof copy);
    while (n < WORDS && (words[n] = strtok_r(rest, " \n", &rest)))
        n++;
    if (n < WORDS || !read_end(words[LOCAL], is_six, &a) ||
        !read_end(words[REMOTE], is_six, &b) || !is_end(&a, from) ||
        !is_end(&b, to))
        return false;
    *uid = (uid_t)strtoul(words[USER], NULL, 10);
    /* One that nobody has open is listed as root's. */
    return strtoul(words[INODE], NULL, 10) != 0;
}

static bool
look_up(const char *path,
        bool is_six,
        const struct end *from,
        const struct end *to,
        uid_t *uid)
{
    FILE *list = fopen(path, "re");
    char line[512];
    bool is_found = false;

    if (!list)
        return false;
    while (!is_found && fgets(line, sizeof line, list))
        is_found = read_line(line, is_six, from, to, uid);
    fclose(list);
    return is_found;
}

/* An end as the kernel answers, by its family. */
static struct end
end_in(unsigned char family, const __be32 address[4], __be16 port)
{
    struct end end = {.port = ntohs(port)};

    if (family == AF_INET)
        return mapped((const unsigned char *)address, end.port);
    memcpy(&end.address, address, sizeof end.address);
    return end;
}

/* Ask the kernel for this one connection, which takes a thousandth of reading
 * its lists. False also if it cannot be asked. */
static bool
ask_kernel(const struct end *from, const struct end *to, uid_t *uid)
{
    const bool is_four = IN6_IS_ADDR_V4MAPPED(&from->address);
    struct {
        struct nlmsghdr head;
        struct inet_diag_req_v2 wanted;
    } ask = {.head = {.nlmsg_len = sizeof ask,
                      .nlmsg_type = SOCK_DIAG_BY_FAMILY,
                      .nlmsg_flags = NLM_F_REQUEST},
             .wanted = {.sdiag_family = is_four ? AF_INET : AF_INET6,
                        .sdiag_protocol = IPPROTO_TCP,
                        .idiag_states = ~0U,
                        .id = {.idiag_sport = htons((in_port_t)from->port),
                               .idiag_dport = htons((in_port_t)to->port),
                               .idiag_cookie = {INET_DIAG_NOCOOKIE,
                                                INET_DIAG_NOCOOKIE}}}};
    struct {
        struct nlmsghdr head;
        struct inet_diag_msg found;
        char rest[512];
    } answer = {0};
    const size_t skipped = is_four ? 12 : 0, len = is_four ? 4 : 16;

    memcpy(ask.wanted.id.idiag_src, from->address.s6_addr + skipped, len);
    memcpy(ask.wanted.id.idiag_dst, to->address.s6_addr + skipped, len);
    const int kernel =
        socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (kernel < 0)
        return false;
    ssize_t n = send(kernel, &ask, sizeof ask, 0);
    if (n == (ssize_t)sizeof ask)
        n = recv(kernel, &answer, sizeof answer, MSG_DONTWAIT);
    close(kernel);
    if (n < (ssize_t)(sizeof answer.head + sizeof answer.found) ||
        answer.head.nlmsg_type != SOCK_DIAG_BY_FAMILY)
        return false;
    /* Without the connection, it answers with what listens there. */
    const struct inet_diag_sockid *id = &answer.found.id;
    const unsigned char family = answer.found.idiag_family;
    const struct end a = end_in(family, id->idiag_src, id->idiag_sport);
    const struct end b = end_in(family, id->idiag_dst, id->idiag_dport);
    *uid = answer.found.idiag_uid;
    return is_end(&a, from) && is_end(&b, to) && answer.found.idiag_inode != 0;
}

bool
peer_user(int fd, uid_t *uid)
{
    enum { ATTEMPTS = 3 }; /* the list may change while it is read */
    struct sockaddr_storage own, other;
    socklen_t own_len = sizeof own, other_len = sizeof other;

    if (getsockname(fd, (struct sockaddr *)&own, &own_len) < 0 ||
        getpeername(fd, (struct sockaddr *)&other, &other_len) < 0)
        return false;
    const struct end to = end_of(&own), from = end_of(&other);
    if (ask_kernel(&from, &to, uid))
        return true;
    for (int i = 0; i < ATTEMPTS; i++)
        if ((IN6_IS_ADDR_V4MAPPED(&from.address) &&
             look_up(list_4, false, &from, &to, uid)) ||
            look_up(list_6, true, &from, &to, uid))
            return true;
    return false;
}

bool
peer_users_are_known(char reason[FINDINGS_REASON_SIZE])
{
    FILE *list = fopen(list_4, "re");

    if (list) {
        fclose(list);
        return true;
    }
    snprintf(reason, FINDINGS_REASON_SIZE,
             "cannot find out which users of this computer ask, because \"%s\" "
             "cannot be read: %s; with --any-user all of them may",
             list_4, strerror(errno));
    return false;
}
