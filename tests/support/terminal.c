/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terminal.h"

#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Add what the terminal shows to the text, without '\r'. False at its end. */
static bool
add_shown(int fd, char **text, size_t *len)
{
    char bytes[4096];
    const ssize_t n = read(fd, bytes, sizeof bytes);

    if (n <= 0)
        return false; /* the last program that had it open has ended */
    *text = realloc(*text, *len + (size_t)n + 1);
    assert_non_null(*text);
    for (ssize_t i = 0; i < n; i++)
        if (bytes[i] != '\r')
            (*text)[(*len)++] = bytes[i];
    (*text)[*len] = '\0';
    return true;
}

static char *
watch(int fd, const char *keys)
{
    enum { PATIENCE_MS = 50 };
    struct pollfd polled = {.fd = fd, .events = POLLIN};
    char *text = strdup("");
    size_t len = 0;
    bool is_open = true;

    while (is_open) {
        const int n = poll(&polled, 1, keys ? PATIENCE_MS : -1);
        if (n > 0)
            is_open = add_shown(fd, &text, &len);
        else if (keys && write(fd, keys, strlen(keys)) < 0)
            is_open = false;
    }
    return text;
}

struct test_run
terminal_run(const struct terminal *terminal,
             const char *name,
             const char *const *args)
{
    const struct winsize size = {.ws_row = terminal->rows,
                                 .ws_col = terminal->columns};
    char *path = test_program_path(name);
    const char *argv[64] = {path}, *term = getenv("TERM");
    int fd;

    for (size_t n = 1; args[n - 1]; n++) {
        assert_true(n + 1 < sizeof argv / sizeof *argv);
        argv[n] = args[n - 1];
    }
    fflush(NULL);
    const pid_t pid = forkpty(&fd, NULL, NULL, &size);
    assert_true(pid >= 0);
    if (pid == 0) {
        if (!term || strcmp(term, "dumb") != 0)
            setenv("TERM", "xterm", 1);
        execv(path, (char *const *)argv);
        _exit(127);
    }
    struct test_run run = {.out = watch(fd, terminal->keys), .err = strdup("")};
    close(fd);
    run.status = test_wait(pid);
    free(path);
    return run;
}

void
terminal_strip(char *text)
{
    char *to = text;

    for (const char *p = text; *p;) {
        if (p[0] == '\033' && p[1] == '[')
            p += strcspn(p, "m") + 1;
        else
            *to++ = *p++;
    }
    *to = '\0';
}
