/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "rescue.h"

#include <curses.h>
#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

static const int faults[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
enum { FAULTS = sizeof faults / sizeof *faults };

/* What the handler needs: it may call hardly anything. */
static struct sigaction before[FAULTS];
static struct termios settings;
static bool has_settings;
/* The end of the other screen, a visible cursor, pasted text not marked. */
static char escapes[256];

static void
restore(int id)
{
    ssize_t n = write(STDOUT_FILENO, escapes, strlen(escapes));

    (void)n; /* nothing can be done about it */
    if (has_settings)
        tcsetattr(STDIN_FILENO, TCSANOW, &settings);
    for (int i = 0; i < FAULTS; i++)
        if (faults[i] == id)
            sigaction(id, &before[i], NULL);
    raise(id); /* when this returns */
}

void
rescue_remember(void)
{
    has_settings = tcgetattr(STDIN_FILENO, &settings) == 0;
}

static void
add_escape(const char *name)
{
    char code[32];

    g_strlcpy(code, name, sizeof code);
    const char *escape = tigetstr(code);
    if (escape && escape != (const char *)-1)
        g_strlcat(escapes, escape, sizeof escapes);
}

void
rescue_begin(void)
{
    struct sigaction action = {.sa_handler = restore};

    add_escape("sgr0");
    add_escape("rmkx");
    add_escape("cnorm");
    add_escape("rmcup");
    g_strlcat(escapes, "\033[?2004l", sizeof escapes);
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < FAULTS; i++)
        sigaction(faults[i], &action, &before[i]);
}
