/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A path is absolute and therefore never taken for an option.
 */
#define _GNU_SOURCE /* strcasestr() */
#include "commands/viewer.h"
#include "print/print.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORDS_MAX = 32 };

/* Viewers that open a PDF at a page, and how they are told: the option, with
 * the number after it. */
static const struct known {
    const char *name; /* also in the name of its desktop file */
    const char *option;
} known[] = {
    {"evince", "--page-index="},
    {"okular", "--page="},
    {"zathura", "--page="},
};

enum { N_KNOWN = sizeof known / sizeof *known };

static const char *
set_variable(const char *name)
{
    const char *value = getenv(name);
    return value && *value ? value : NULL;
}

bool
viewer_has_screen(void)
{
    return set_variable("DISPLAY") || set_variable("WAYLAND_DISPLAY");
}

bool
viewer_has_display(void)
{
    return viewer_has_screen() || set_variable("FINDINGS_VIEWER");
}

static bool
is_installed(const char *program)
{
    const char *folders = getenv("PATH");

    while (folders && *folders) {
        char path[PATH_MAX];
        const int len = (int)strcspn(folders, ":");
        const int n =
            snprintf(path, sizeof path, "%.*s/%s", len, folders, program);
        if (n < (int)sizeof path && access(path, X_OK) == 0)
            return true;
        folders += len + (folders[len] == ':');
    }
    return false;
}

/* In a child: become the program. If that fails, send the errno. */
static void
become(const char *const *argv, int report)
{
    execvp(argv[0], (char *const *)argv);
    const int error = errno;
    if (write(report, &error, sizeof error) < 0)
        _exit(126);
    _exit(127);
}

/* Leave the terminal alone: a viewer goes on when it is closed, and its
 * messages are not for it. */
static void
leave_terminal(void)
{
    const int null = open("/dev/null", O_RDWR | O_CLOEXEC);

    setsid();
    for (int fd = 0; null >= 0 && fd <= STDERR_FILENO; fd++)
        dup2(null, fd);
}

/* Start the program, which is argv[0], with its output in out unless that is
 * -1. Returns its process, or -1 with errno. */
static pid_t
start(const char *const *argv, bool is_detached, int out)
{
    int report[2], error = 0;

    if (pipe2(report, O_CLOEXEC) < 0)
        return -1;
    fflush(stdout);
    const pid_t pid = fork();
    if (pid == 0) {
        if (is_detached)
            leave_terminal();
        if (out >= 0)
            dup2(out, STDOUT_FILENO);
        become(argv, report[1]);
    }
    if (pid < 0)
        error = errno;
    close(report[1]);
    if (pid > 0 && read(report[0], &error, sizeof error) < 0)
        error = errno;
    close(report[0]);
    if (error == 0)
        return pid;
    if (pid > 0)
        waitpid(pid, NULL, 0);
    errno = error;
    return -1;
}

static bool
fail_start(const char *program)
{
    return print_failure("cannot start the viewer \"%s\": %s; choose another "
                         "with FINDINGS_VIEWER",
                         program, strerror(errno));
}

static bool
wait_for(pid_t pid, const char *program)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return true;
    return print_failure("the viewer \"%s\" failed (status %d); check it, or "
                         "choose another with FINDINGS_VIEWER",
                         program, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
}

/* Add a word of FINDINGS_VIEWER, with the path and the page in their places.
 * Sets *has_path if it has the path. Returns the end of the text. */
static char *
add_word(char *to,
         char *end,
         const char *word,
         size_t len,
         const char *path,
         const char *page,
         bool *has_path)
{
    for (size_t i = 0; i < len && to < end; i++) {
        const char *value = NULL;
        if (word[i] == '%' && i + 1 < len) {
            value = word[i + 1] == 'f'   ? path
                    : word[i + 1] == 'p' ? page
                    : word[i + 1] == '%' ? "%"
                                         : NULL;
            *has_path |= word[i + 1] == 'f';
        }
        if (value) {
            to += snprintf(to, (size_t)(end - to), "%s", value);
            i++;
        } else {
            *to++ = word[i];
        }
    }
    if (to < end)
        *to++ = '\0';
    return to;
}

/* Run the command that a person has chosen: words separated by blanks, in which
 * %f is the path, which is otherwise added at the end, and %p the page. */
static bool
open_chosen(const char *command, const char *path, size_t page)
{
    static const char blanks[] = " \t";
    char bytes[4 * PATH_MAX], number[32];
    const char *argv[WORDS_MAX + 2] = {NULL};
    char *to = bytes;
    char *const end = bytes + sizeof bytes;
    bool has_path = false;
    size_t n = 0, len;

    snprintf(number, sizeof number, "%zu", page > 0 ? page : 1);
    for (const char *p = command + strspn(command, blanks); *p;
         p += len + strspn(p + len, blanks)) {
        len = strcspn(p, blanks);
        if (n < WORDS_MAX)
            argv[n++] = to;
        to = add_word(to, end, p, len, path, number, &has_path);
        if (to >= end || n == WORDS_MAX)
            return print_failure("FINDINGS_VIEWER is too long; put the command "
                                 "into a script, and set it to that");
    }
    if (n == 0)
        return print_failure("FINDINGS_VIEWER has no command; set it to one, "
                             "as in: evince -i %%p %%f");
    if (!has_path)
        argv[n++] = path;
    const pid_t pid = start(argv, false, -1);
    return pid < 0 ? fail_start(argv[0]) : wait_for(pid, argv[0]);
}

/* The name of the desktop file of the program that opens PDFs; "" if it cannot
 * be found out. */
static void
default_viewer(char *name, size_t size)
{
    const char *const argv[] = {"xdg-mime", "query", "default",
                                "application/pdf", NULL};
    int ends[2];
    size_t len = 0;
    ssize_t n;

    *name = '\0';
    if (!is_installed(argv[0]) || pipe2(ends, O_CLOEXEC) < 0)
        return;
    const pid_t pid = start(argv, true, ends[1]);
    close(ends[1]);
    while (pid > 0 && len + 1 < size &&
           ((n = read(ends[0], name + len, size - len - 1)) > 0 ||
            (n < 0 && errno == EINTR)))
        len += n > 0 ? (size_t)n : 0;
    name[len] = '\0';
    close(ends[0]);
    if (pid > 0)
        waitpid(pid, NULL, 0);
}

/* The known viewer to use: the one that opens PDFs here or, if nothing is said
 * about that, the first that is installed; NULL if neither is known. */
static const struct known *
find_known(void)
{
    char name[256];

    default_viewer(name, sizeof name);
    for (size_t i = 0; i < N_KNOWN; i++)
        if (is_installed(known[i].name) &&
            (!*name || strcasestr(name, known[i].name)))
            return &known[i];
    return NULL;
}

static bool
is_pdf(const char *path)
{
    const size_t len = strlen(path);
    return len >= 4 && strcasecmp(path + len - 4, ".pdf") == 0;
}

bool
viewer_open(const char *path, size_t page)
{
    const char *chosen = set_variable("FINDINGS_VIEWER");
    const struct known *viewer = NULL;
    char option[64];
    const char *argv[4] = {"xdg-open", path, NULL, NULL};

    if (chosen)
        return open_chosen(chosen, path, page);
    if (is_pdf(path))
        viewer = find_known();
    if (viewer) {
        snprintf(option, sizeof option, "%s%zu", viewer->option,
                 page > 0 ? page : 1);
        argv[0] = viewer->name;
        argv[1] = option;
        argv[2] = path;
    } else if (!is_installed(argv[0])) {
        return print_failure("no program is installed to open \"%s\"; install "
                             "xdg-utils, or set FINDINGS_VIEWER to a command",
                             path);
    }
    return start(argv, true, -1) > 0 || fail_start(argv[0]);
}

bool
viewer_open_address(const char *address)
{
    const char *const argv[] = {"xdg-open", address, NULL};

    if (!is_installed(argv[0]))
        return print_failure("xdg-open is not installed; install xdg-utils, or "
                             "open \"%s\" in a browser",
                             address);
    return start(argv, true, -1) > 0 ||
           print_failure("cannot run xdg-open: %s; open \"%s\" in a browser",
                         strerror(errno), address);
}
