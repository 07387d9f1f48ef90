/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* pipe2() */
#include "ask/program.h"
#include "ask/running.h"
#include "commands/command.h"
#include "commands/viewer.h"
#include "print/print.h"

#include "findings/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HELD = 3 }; /* what findings-web exits with if another runs */

/* In a child: become findings-web, in the background, which writes its address
 * to this descriptor. */
static void __attribute__((noreturn))
become_server(const struct options *options, int out)
{
    static const enum option_id passed[] = {OPTION_SOCKET, OPTION_OWNER};
    static const char name[] = "findings-web";
    char path[PATH_MAX];
    const char *argv[10] = {program_beside(name, path) ? path : name,
                            "--detach", "--idle-exit", "30"};
    char names[sizeof passed / sizeof *passed][32];
    int n = 4;

    for (size_t i = 0; i < sizeof passed / sizeof *passed; i++)
        if (options_have(options, passed[i])) {
            argv[n++] = options_spelling(passed[i], names[i]);
            argv[n++] = options->values[passed[i]];
        }
    if (options_have(options, OPTION_NO_START))
        argv[n++] = "--no-start";
    dup2(out, STDOUT_FILENO);
    execvp(argv[0], (char *const *)argv);
    print_failure("cannot run findings-web: %s; install findings again",
                  strerror(errno));
    _exit(EXIT_ERROR);
}

/* Start it, and read its address once it answers. Returns its exit status: 0,
 * HELD, or another after a message. */
static int
start_server(const struct options *options, char address[RUNNING_ADDRESS_SIZE])
{
    int ends[2], status = 0;
    size_t len = 0;
    ssize_t n;

    fflush(stdout);
    const pid_t pid = pipe2(ends, O_CLOEXEC) < 0 ? -1 : fork();
    if (pid < 0) {
        print_failure("cannot start findings-web: %s; try again",
                      strerror(errno));
        return EXIT_ERROR;
    }
    if (pid == 0)
        become_server(options, ends[1]);
    close(ends[1]);
    while (len < RUNNING_ADDRESS_SIZE - 1 &&
           ((n = read(ends[0], address + len, RUNNING_ADDRESS_SIZE - 1 - len)) >
                0 ||
            (n < 0 && errno == EINTR)))
        len += n > 0 ? (size_t)n : 0;
    close(ends[0]);
    address[len] = '\0';
    address[strcspn(address, "\n")] = '\0';
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_ERROR;
}

/* Have the service manager of this user do something, without a word. Whether
 * it did. */
static bool
manage(const char *what, const char *unit)
{
    int status = -1;
    const pid_t pid = fork();

    if (pid == 0) {
        const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
            dup2(nothing, fd);
        execlp("systemctl", "systemctl", "--user", what, unit, (char *)NULL);
        _exit(EXIT_ERROR);
    }
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Let systemd start the page, if it would when a browser connects: it holds the
 * usual port then, and there is to be one page. It is that of the usual daemon.
 * Whether it runs. */
static bool
start_unit(const struct options *options)
{
    return !options_have(options, OPTION_SOCKET) &&
           !options_have(options, OPTION_OWNER) &&
           manage("is-active", "findings-web.socket") &&
           manage("start", "findings-web.service");
}

/* The address of the page, which is started unless it runs. */
static bool
find_server(const struct options *options, char address[RUNNING_ADDRESS_SIZE])
{
    char path[PATH_MAX], reason[FINDINGS_REASON_SIZE];
    int status;

    if (!running_place(options, path, reason))
        return print_failure("%s", reason);
    if (running_address(path, address) ||
        (start_unit(options) && running_address(path, address)))
        return true;
    status = start_server(options, address);
    if (status == HELD)
        return running_address(path, address) ||
               print_failure("findings-web is starting or ending; try again");
    return status == 0;
}

/* Append our own text. */
static void
put(FILE *out, const char *text)
{
    while (*text)
        putc(*text++, out);
}

/* Append "?NAME=VALUE", or "&..." if the address has arguments. */
static void
put_argument(FILE *out, bool *is_first, const char *name, const char *value)
{
    putc(*is_first ? '?' : '&', out);
    put(out, name);
    putc('=', out);
    *is_first = false;
    for (const unsigned char *p = (const unsigned char *)value; *p; p++)
        if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
            (*p >= '0' && *p <= '9') || strchr("-._~", *p))
            putc(*p, out);
        else if (*p == ' ')
            putc('+', out);
        else
            fprintf(out, "%%%02X", *p);
}

/* The address of the search; the caller frees it. */
static char *
address_of_search(const struct options *options,
                  const char *server,
                  const char *query)
{
    static const enum option_id passed[] = {
        OPTION_FROM, OPTION_TO, OPTION_MATCH, OPTION_EXACT, OPTION_SORT};
    const json_t *value;
    json_t *values;
    const char *field;
    bool is_first = true;
    char *address = NULL;
    size_t size, i;
    FILE *out = open_memstream(&address, &size);

    if (!out)
        return NULL;
    put(out, server);
    if (*query)
        put_argument(out, &is_first, "q", query);
    json_object_foreach(json_object_get(options->params, "filters"), field,
                        values)
    {
        json_array_foreach(values, i, value)
        {
            put_argument(out, &is_first, findings_field(field)->option,
                         json_string_value(value));
        }
    }
    for (i = 0; i < sizeof passed / sizeof *passed; i++)
        if (options_have(options, passed[i]))
            put_argument(out, &is_first, options_rows[passed[i]].name,
                         options_rows[passed[i]].kind == OPTION_FLAG
                             ? "true"
                             : options->values[passed[i]]);
    fclose(out);
    return address;
}

static bool
show(const struct options *options, const char *address)
{
    if (!options_have(options, OPTION_PRINT)) {
        if (viewer_has_screen())
            return viewer_open_address(address);
        print_failure("there is no display to open it on, so here is its "
                      "address (DISPLAY and WAYLAND_DISPLAY are not set)");
    }
    print_data(address, stdout);
    putchar('\n');
    return true;
}

static int
run(struct options *options)
{
    const char *query = command_set_query(options, 0);
    char server[RUNNING_ADDRESS_SIZE];
    bool is_shown = false;

    if (!query || !find_server(options, server))
        return EXIT_ERROR;
    char *address = address_of_search(options, server, query);
    if (address)
        is_shown = show(options, address);
    free(address);
    return is_shown ? EXIT_FOUND : EXIT_ERROR;
}

const struct command cmd_web = {
    .name = "web",
    .arguments = "[WORD...]",
    .most = -1,
    .options = COMMAND_DATES | COMMAND_MATCHING | OPTION_BIT(OPTION_SORT) |
               OPTION_BIT(OPTION_PRINT),
    .filters = "*",
    .takes_lists = true,
    .saved_to = 1,
    .summary = "open the page for browsers, at a search for the words",
    .help = "It starts findings-web, which ends when unused for 30 minutes.",
    .run = run,
};
