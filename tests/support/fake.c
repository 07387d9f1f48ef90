/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

pid_t
fake_daemon(const char *path, const char *greeting, const char *lines)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char byte = 0;

    assert_true(strlen(path) < sizeof address.sun_path);
    strcpy(address.sun_path, path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 1), 0);
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid > 0) {
        close(fd);
        return pid;
    }
    const int client = accept(fd, NULL, NULL);
    send(client, greeting, strlen(greeting), MSG_NOSIGNAL);
    while (byte != '\n' && recv(client, &byte, 1, 0) == 1)
        ;
    send(client, lines, strlen(lines), MSG_NOSIGNAL);
    _exit(0);
}

struct test_run
fake_ask(const struct test_world *world,
         const char *lines,
         const char *a,
         const char *b)
{
    char *path = test_path(world->folder, "fake");
    const char *args[] = {"--socket", path, a, b, NULL};
    const pid_t pid = fake_daemon(path, FAKE_GREETING, lines);
    struct test_run r = test_program("findings", args);

    test_wait(pid);
    unlink(path);
    free(path);
    return r;
}
