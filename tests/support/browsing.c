/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "browsing.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PATIENCE = 1000 };

void
browsing_start(struct browsing *f, const char *const *options)
{
    const char *args[24] = {"--socket", f->world.socket, "--port", "0"};
    char *out = test_path(f->world.folder, "web.out");
    char *err = test_path(f->world.folder, "web.err");
    size_t n = 4;

    for (size_t i = 0; options[i]; i++)
        if (strcmp(options[i], "--listen") == 0)
            n = 2; /* it says the port */
    for (; *options; options++)
        args[n++] = *options;
    args[n] = NULL;
    f->port = 0;
    unlink(out); /* of another one that runs */
    f->web = test_start("findings-web", args, out, err);
    for (int i = 0; f->port == 0 && i < PATIENCE; i++) {
        char *said = test_read(out, &(size_t){0});
        const char *port = said ? strstr(said, "://") : NULL;
        if (port && strchr(said, '\n'))
            f->port = (unsigned)atoi(strrchr(port + 3, ':') + 1);
        free(said);
        test_nap();
    }
    assert_int_not_equal(f->port, 0);
    free(out);
    free(err);
}

int
browsing_stop(struct browsing *f)
{
    kill(f->web, SIGTERM);
    return test_wait(f->web);
}

int
browsing_open(void **state)
{
    static const char *const none[] = {NULL};
    struct browsing *f = calloc(1, sizeof *f);
    char *corpus = test_source("corpus");

    test_world_open(&f->world, corpus);
    free(corpus);
    browsing_start(f, none);
    *state = f;
    return 0;
}

int
browsing_close(void **state)
{
    struct browsing *f = *state;

    assert_int_equal(browsing_stop(f), 0);
    test_world_close(&f->world);
    free(f);
    return 0;
}

int
browsing_connect(const struct browsing *f)
{
    const struct sockaddr_in four = {.sin_family = AF_INET,
                                     .sin_port = htons((in_port_t)f->port),
                                     .sin_addr = {htonl(INADDR_LOOPBACK)}};
    const struct sockaddr_in6 six = {.sin6_family = AF_INET6,
                                     .sin6_port = htons((in_port_t)f->port),
                                     .sin6_addr = in6addr_loopback};
    const int fd =
        socket(f->is_six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    if (connect(fd,
                f->is_six ? (const struct sockaddr *)&six
                          : (const struct sockaddr *)&four,
                f->is_six ? sizeof six : sizeof four) == 0)
        return fd;
    close(fd);
    return -1;
}

/* Without the chunks in which a body of unknown length is sent. */
static void
unchunk(struct page *page)
{
    char *out = page->body;
    const char *p = page->body, *end = page->body + page->len;

    page->is_whole = false;
    while (p < end && !page->is_whole) {
        char *rest;
        const size_t n = strtoul(p, &rest, 16);
        if (rest + 2 > end || n > (size_t)(end - rest - 2))
            break;
        page->is_whole = n == 0 && rest > p;
        memmove(out, rest + 2, n);
        out += n;
        p = rest + 2 + n + 2;
    }
    page->len = (size_t)(out - page->body);
    *out = '\0';
}

struct page
browsing_send(const struct browsing *f, const char *bytes, size_t len)
{
    struct page page = {0};
    const int fd = browsing_connect(f);
    size_t n = 0, size = 1 << 16;
    char *all = malloc(size + 1);
    ssize_t got;

    assert_true(fd >= 0);
    /* It may have been refused before it was read. */
    while (len > 0 && (got = send(fd, bytes, len, MSG_NOSIGNAL)) > 0) {
        bytes += got;
        len -= (size_t)got;
    }
    while ((got = recv(fd, all + n, size - n, 0)) > 0) {
        n += (size_t)got;
        if (n == size)
            all = realloc(all, (size *= 2) + 1);
    }
    close(fd);
    all[n] = '\0';
    char *body = strstr(all, "\r\n\r\n");
    page.headers = all;
    if (!body || sscanf(all, "HTTP/1.%*d %d", &page.status) != 1) {
        page.body = calloc(1, 1);
        return page;
    }
    body += 4;
    page.len = n - (size_t)(body - all);
    page.body = malloc(page.len + 1);
    memcpy(page.body, body, page.len + 1);
    body[-2] = '\0';
    page.is_whole = true;
    if (strstr(all, "Transfer-Encoding: chunked"))
        unchunk(&page);
    return page;
}

struct page
browsing_get(const struct browsing *f, const char *address)
{
    char request[16384];
    const int n = snprintf(request, sizeof request,
                           "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                           "Connection: close\r\n\r\n",
                           address, f->port);

    assert_true(n > 0 && n < (int)sizeof request);
    return browsing_send(f, request, (size_t)n);
}

struct page
browsing_ask(const struct browsing *f, const char *line, const char *headers)
{
    char request[65536];
    const int n =
        snprintf(request, sizeof request,
                 "%s HTTP/1.1\r\n%sConnection: close\r\n\r\n", line, headers);

    assert_true(n > 0 && n < (int)sizeof request);
    return browsing_send(f, request, (size_t)n);
}

struct page
browsing_post(const struct browsing *f,
              const char *address,
              const char *headers,
              const char *body)
{
    const size_t size = strlen(body) + strlen(headers) + 512;
    char *request = malloc(size);
    const int n =
        snprintf(request, size,
                 "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                 "Origin: http://127.0.0.1:%u\r\n"
                 "Content-Length: %zu\r\n%sConnection: close\r\n\r\n"
                 "%s",
                 address, f->port, f->port, strlen(body), headers, body);
    struct page page = browsing_send(f, request, (size_t)n);

    free(request);
    return page;
}

void
page_free(struct page *page)
{
    free(page->headers);
    free(page->body);
}

char *
page_header(const struct page *page, const char *name)
{
    const size_t len = strlen(name);

    for (const char *p = page->headers; p; p = strstr(p, "\r\n")) {
        p += strncmp(p, "\r\n", 2) == 0 ? 2 : 0;
        if (strncasecmp(p, name, len) == 0 && p[len] == ':')
            return strndup(p + len + 2, strcspn(p + len + 2, "\r"));
        if (!*p)
            break;
    }
    fail_msg("there is no header %s in\n%s", name, page->headers);
    return NULL;
}
