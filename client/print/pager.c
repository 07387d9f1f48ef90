/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/pager.h"
#include "print/print.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { WORDS_MAX = 32, NOT_RUN = 126 /* or 127, says a shell */ };

static const char *setting;
static bool is_forbidden;
static pid_t pager;         /* 0: none */
static const char *running; /* its command */

void
pager_set(const char *command)
{
    setting = command;
}

void
pager_forbid(void)
{
    is_forbidden = true;
}

/* If this is not installed, nothing is said. */
static const char by_default[] = "less -FRX";

static const char *
choose(void)
{
    const char *command = getenv("FINDINGS_PAGER");

    if (!command)
        command = getenv("PAGER");
    if (!command)
        command = setting;
    return command ? command : by_default;
}

/* Whether to print to the terminal itself. */
static bool
is_none(const char *command)
{
    const char *term = getenv("TERM");

    return is_forbidden || !*command || strcmp(command, "cat") == 0 ||
           !isatty(STDOUT_FILENO) || !term || strcmp(term, "dumb") == 0;
}

/* Split a command at blanks; give it to a shell if it may need one. The words
 * are in `copy`, which is changed. */
static void
split(char *copy, char *words[WORDS_MAX + 1])
{
    static const char special[] = "|&;<>()$`\\\"'*?[#~=%\n";
    static char shell[] = "sh", option[] = "-c";
    size_t n = 0;

    if (strpbrk(copy, special)) {
        words[n++] = shell;
        words[n++] = option;
        words[n++] = copy;
    } else {
        for (char *rest = copy, *word;
             n < WORDS_MAX && (word = strsep(&rest, " \t"));)
            if (*word)
                words[n++] = word;
    }
    words[n] = NULL;
}

/* Start the command with this standard input. Returns 0 or an error number. */
static int
spawn(const char *command, int input)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    char *words[WORDS_MAX + 1];
    sigset_t defaults;

    char *copy = strdup(command);

    if (!copy)
        return ENOMEM;
    split(copy, words);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    const int error = words[0] ? posix_spawnp(&pager, words[0], &actions,
                                              &attributes, words, environ)
                               : ENOENT;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    free(copy);
    return error;
}

/* Let less print colours and UTF-8, unless its own variables say how. */
static void
prepare_environment(void)
{
    setenv("LESS", "FRX", 0);
    setenv("LESSCHARSET", "utf-8", 0);
}

static void
fail(const char *command, int error)
{
    if (command != by_default || error != ENOENT)
        print_failure("cannot run the pager \"%s\": %s; set FINDINGS_PAGER to "
                      "another, or use --no-pager",
                      command, strerror(error));
    pager = 0;
}

void
pager_start(void)
{
    const char *command = choose();
    int ends[2];

    if (pager != 0 || is_none(command) || pipe(ends) != 0)
        return;
    /* The pager must not have the writing end, or it would wait for itself. */
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    prepare_environment();
    (void)print_style(stdout); /* while it is the terminal */
    const int error = spawn(command, ends[0]);
    if (error != 0) {
        fail(command, error);
    } else {
        running = command;
        dup2(ends[1], STDOUT_FILENO);
        /* It may be left before it has read all. Ctrl-C is for the pager: the
         * shell must not take the terminal back before it has ended. */
        signal(SIGPIPE, SIG_IGN);
        signal(SIGINT, SIG_IGN);
        signal(SIGQUIT, SIG_IGN);
    }
    close(ends[0]);
    close(ends[1]);
}

bool
pager_finish(void)
{
    int status = 0;

    if (pager == 0)
        return false;
    fclose(stdout);
    while (waitpid(pager, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status) && WEXITSTATUS(status) >= NOT_RUN &&
        WEXITSTATUS(status) <= NOT_RUN + 1)
        print_failure(
            "the pager \"%s\" could not be run; set FINDINGS_PAGER to "
            "another, or use --no-pager",
            running);
    return true;
}
