/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tmux.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Generous: under a sanitizer, on a busy machine, all takes long. */
enum { PATIENCE_S = 30 };

/* Runs tmux with the arguments, NULL-terminated; returns its output. */
static char *
run(const struct terminal *terminal, const char *const *args)
{
    const char *argv[24] = {"tmux", "-u",        "-S", terminal->server,
                            "-f",   "/dev/null", NULL};
    size_t n = 6, len = 0;
    int ends[2];

    for (; *args; args++) {
        assert_true(n + 1 < sizeof argv / sizeof *argv);
        argv[n++] = *args;
    }
    assert_int_equal(pipe(ends), 0);
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        unsetenv("TMUX");
        setenv("LC_ALL", "C.UTF-8", 1);
        setenv("SHELL", "/bin/sh", 1);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    close(ends[1]);
    char *out = calloc(1, 1);
    char bytes[4096];
    ssize_t got;
    while ((got = read(ends[0], bytes, sizeof bytes)) > 0) {
        out = realloc(out, len + (size_t)got + 1);
        assert_non_null(out);
        memcpy(out + len, bytes, (size_t)got);
        len += (size_t)got;
        out[len] = '\0';
    }
    close(ends[0]);
    const int status = test_wait(pid);
    if (status != 0)
        fail_msg("tmux %s: exit status %d", argv[6], status);
    return out;
}

bool
terminal_is_there(void)
{
    return system("tmux -V >/dev/null 2>&1") == 0; /* NOLINT: no input */
}

void
terminal_open(struct terminal *terminal,
              int columns,
              int rows,
              const char *command)
{
    char width[16], height[16], line[4096];

    terminal->folder = test_folder();
    terminal->server = test_path(terminal->folder, "tmux");
    snprintf(width, sizeof width, "%d", columns);
    snprintf(height, sizeof height, "%d", rows);
    assert_true((size_t)snprintf(line, sizeof line,
                                 "echo before; sh -c 'echo $$ >%s/pid; "
                                 "exec %s'; echo status=$?; exec cat",
                                 terminal->folder, command) < sizeof line);
    const char *args[] = {"new-session", "-d",   "-x", width,
                          "-y",          height, line, NULL};
    free(run(terminal, args));
}

void
terminal_close(struct terminal *terminal)
{
    const char *args[] = {"kill-server", NULL};

    if (!terminal->server)
        return;
    free(run(terminal, args));
    free(terminal->server);
    terminal->server = NULL;
    test_folder_remove(terminal->folder);
}

char *
terminal_tmux(const struct terminal *terminal,
              const char *a,
              const char *b,
              const char *c)
{
    const char *args[] = {a, b, c, NULL};
    return run(terminal, args);
}

void
terminal_press(const struct terminal *terminal,
               const char *a,
               const char *b,
               const char *c)
{
    const char *args[] = {"send-keys", a, b, c, NULL};
    free(run(terminal, args));
}

void
terminal_type(const struct terminal *terminal, const char *text)
{
    const char *args[] = {"send-keys", "-l", "--", text, NULL};
    free(run(terminal, args));
}

void
terminal_resize(const struct terminal *terminal, int columns, int rows)
{
    char width[16], height[16];
    const char *args[] = {"resize-window", "-x", width, "-y", height, NULL};

    snprintf(width, sizeof width, "%d", columns);
    snprintf(height, sizeof height, "%d", rows);
    free(run(terminal, args));
}

char *
terminal_screen(const struct terminal *terminal, bool has_escapes)
{
    return terminal_tmux(terminal, "capture-pane", has_escapes ? "-ep" : "-p",
                         NULL);
}

static void
wait_for(const struct terminal *terminal, const char *text, bool is_wanted)
{
    const time_t end = time(NULL) + PATIENCE_S;

    for (;;) {
        char *screen = terminal_screen(terminal, false);
        const bool is_there = strstr(screen, text) != NULL;
        if (is_there != is_wanted && time(NULL) > end)
            fail_msg("\"%s\" is %s the screen:\n%s", text,
                     is_wanted ? "not on" : "still on", screen);
        free(screen);
        if (is_there == is_wanted)
            return;
        test_nap();
    }
}

void
terminal_wait(const struct terminal *terminal, const char *text)
{
    wait_for(terminal, text, true);
}

void
terminal_wait_gone(const struct terminal *terminal, const char *text)
{
    wait_for(terminal, text, false);
}

pid_t
terminal_pid(const struct terminal *terminal)
{
    char *path = test_path(terminal->folder, "pid");
    char *text = test_read(path, NULL);
    const pid_t pid = text ? (pid_t)strtol(text, NULL, 10) : 0;

    free(text);
    free(path);
    assert_true(pid > 0);
    return pid;
}
