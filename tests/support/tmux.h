/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * tmux.h: a program in a terminal, by tmux: keys are pressed as a person
 * would, and what is on the screen is waited for.
 */
#ifndef TESTS_TMUX_H
#define TESTS_TMUX_H

#include "support.h"

struct terminal {
    char *folder;
    char *server; /* the socket of a tmux of its own */
};

/* Whether there is a tmux. */
bool terminal_is_there(void);

/* Open a terminal of this size and run the command of a shell in it, whose
 * process id is then in the file pid of the terminal's folder. After it, the
 * screen shows "status=" and its exit status, below the line "before", which
 * was there first. */
void terminal_open(struct terminal *terminal,
                   int columns,
                   int rows,
                   const char *command);
/* Does nothing if it has been closed. */
void terminal_close(struct terminal *terminal);

/* Press keys by their names ("Enter", "C-u", "Down"), up to the first NULL; or
 * type a text. */
void terminal_press(const struct terminal *terminal,
                    const char *a,
                    const char *b,
                    const char *c);
void terminal_type(const struct terminal *terminal, const char *text);
void terminal_resize(const struct terminal *terminal, int columns, int rows);

/* What is on the screen; with its escapes, if they are wanted. The caller frees
 * it. */
char *terminal_screen(const struct terminal *terminal, bool has_escapes);

/* Wait until the text is on the screen, or no longer; fails with the screen if
 * that does not happen. */
void terminal_wait(const struct terminal *terminal, const char *text);
void terminal_wait_gone(const struct terminal *terminal, const char *text);

/* The output of a command of tmux; the caller frees it. */
char *terminal_tmux(const struct terminal *terminal,
                    const char *a,
                    const char *b,
                    const char *c);

pid_t terminal_pid(const struct terminal *terminal);

#endif
