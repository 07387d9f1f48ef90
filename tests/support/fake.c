/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

/* Take a request, and leave it in a file. */
static void
take_request(int client, const char *path)
{
    char request[4096], asked[4096];
    size_t len = 0;

    while (len < sizeof request && recv(client, request + len, 1, 0) == 1 &&
           request[len++] != '\n')
        ;
    snprintf(asked, sizeof asked, "%s.asked", path);
    test_write(asked, request, len);
}

static void __attribute__((noreturn))
serve(int fd, const char *path, const struct fake *fake)
{
    static const char greeting[] =
        "{\"product\": \"findings\", \"protocol\": 1}\n";
    const int client = accept(fd, NULL, NULL);
    char byte;

    send(client, greeting, strlen(greeting), MSG_NOSIGNAL);
    take_request(client, path);
    do {
        send(client, fake->lines, strlen(fake->lines), MSG_NOSIGNAL);
        test_nap();
    } while (fake->is_repeated);
    shutdown(client, SHUT_WR);
    _exit(recv(client, &byte, 1, 0) > 0);
}

pid_t
fake_start(const char *path, const struct fake *fake)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    assert_true(strlen(path) < sizeof address.sun_path);
    strcpy(address.sun_path, path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    /* A socket belongs to the user who listens on it. */
    const uid_t user = geteuid();
    assert_int_equal(seteuid(fake->user ? fake->user : user), 0);
    assert_int_equal(listen(fd, 1), 0);
    assert_int_equal(seteuid(user), 0);
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        serve(fd, path, fake);
    close(fd);
    return pid;
}

struct test_run
fake_ask(const struct test_world *world,
         const char *lines,
         const char *a,
         const char *b)
{
    char *path = test_path(world->folder, "fake");
    const char *args[] = {"--socket", path, "--text", a, b, NULL};
    const pid_t pid = fake_start(path, &(struct fake){.lines = lines});
    struct test_run r = test_program("findings", args);

    test_wait(pid);
    unlink(path);
    free(path);
    return r;
}
