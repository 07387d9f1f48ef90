/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* close_range(), execvpe() */
#include "ask/start.h"
#include "ask/program.h"
#include "print/print.h"

#include "findings/confine.h"
#include "findings/settings.h"
#include "findings/users.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    PATIENCE_MS = 60000, /* for a daemon that another client starts */
    STARTING_MS = 60000, /* for one that this client starts */
    NAP_MS = 4,          /* between attempts to connect */
    AGAIN_MS = 50,       /* until the other daemon may have ended */
    AGAIN_MOST_MS = 800, /* the same after some attempts */
    CUTS_MAX = 5,        /* before a closed connection is believed */
    HELD = 3,            /* what findingsd exits with if there is another */
    NO_PROGRAM = 127
};

static int64_t
now_ms(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void
nap(void)
{
    const struct timespec time = {.tv_nsec = NAP_MS * 1000000L};

    nanosleep(&time, NULL);
}

/* Whether the socket is ours to make: its folder belongs to the user, and no
 * other user's daemon is wanted there. */
static bool
is_ours(const char *socket, const char *owner)
{
    const char *slash = strrchr(socket, '/');
    struct findings_user named;
    struct stat st;
    char folder[PATH_MAX];

    if (owner && (!findings_user_find(owner, &named) || named.uid != geteuid()))
        return false;
    snprintf(folder, sizeof folder, "%.*s",
             slash ? (int)(slash - socket) + 1 : 1, slash ? socket : ".");
    return stat(folder, &st) == 0 && st.st_uid == geteuid();
}

/* Whether the user wants one to be started. Who names a socket for this one
 * question has a certain daemon in mind. */
static bool
is_wanted(const struct options *options)
{
    const char *never = getenv("FINDINGS_NO_START");

    return !options_have(options, OPTION_NO_START) &&
           !options_have(options, OPTION_SOCKET) && (!never || !*never);
}

/* Whether something is at the place of the index: the daemon will say whether
 * it is one. */
static bool
has_index(const char *db)
{
    DIR *folder = opendir(db);
    const struct dirent *entry;
    bool is_empty = true;

    if (!folder)
        return errno != ENOENT;
    while (is_empty && (entry = readdir(folder)))
        is_empty =
            strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    closedir(folder);
    return !is_empty;
}

/* Whether the daemon needs to know this variable of the environment. The others
 * are for this program alone: what systemd passes, and secrets, which a daemon
 * should not keep. */
static bool
is_kept(const char *variable)
{
    static const char *const kept[] = {
        "HOME=",
        "LANG=",
        "LC_",
        "LOGNAME=",
        "PATH=",
        "TMPDIR=",
        "TZ=",
        "USER=",
        "FINDINGS_",
        "XDG_CONFIG_HOME=",
        "XDG_DATA_HOME=",
        "XDG_RUNTIME_DIR=",
        "XDG_STATE_HOME=",
    };
    static const char *const of_tests[] = {
        "ASAN_OPTIONS=", "LSAN_OPTIONS=", "TSAN_OPTIONS=", "UBSAN_OPTIONS=",
        "G_SLICE="};

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strncmp(variable, kept[i], strlen(kept[i])) == 0)
            return true;
    for (size_t i = 0; i < sizeof of_tests / sizeof *of_tests; i++)
        if (FINDINGS_IS_SANITIZED &&
            strncmp(variable, of_tests[i], strlen(of_tests[i])) == 0)
            return true;
    return false;
}

/* Leave those variables alone in the environment. */
static void
reduce_environment(void)
{
    char **out = environ;

    for (char **in = environ; *in; in++)
        if (is_kept(*in))
            *out++ = *in;
    *out = NULL;
}

/* Become the daemon, which writes its messages to this descriptor. */
static void __attribute__((noreturn))
become_daemon(const char *db, const char *socket, int messages)
{
    char path[PATH_MAX];
    const char *program =
        program_beside("findingsd", path) ? path : "findingsd";
    const char *const argv[] = {
        program,       "--detach",
        "--db",        db,
        "--socket",    socket,
        "--idle-exit", findings_setting(FINDINGS_KEY_IDLE_EXIT),
        NULL};
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    sigset_t none;

    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    dup2(messages, STDERR_FILENO);
    /* Nor what our own parent has left open. */
    close_range(STDERR_FILENO + 1, ~0U, 0);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    reduce_environment();
    execvp(program, (char *const *)argv);
    _exit(NO_PROGRAM);
}

/* Read messages until the daemon has closed its end. False if that takes too
 * long. */
static bool
read_messages(int messages, char *text, size_t size)
{
    const int64_t until = now_ms() + STARTING_MS;
    struct pollfd polled = {.fd = messages, .events = POLLIN};
    char rest[512] = {0}; /* what the text has no room for */
    size_t len = 0;

    for (int64_t left; (left = until - now_ms()) > 0;) {
        const bool is_full = len + 1 >= size;
        if (poll(&polled, 1, (int)left) <= 0)
            continue;
        const ssize_t n = read(messages, is_full ? rest : text + len,
                               is_full ? sizeof rest : size - 1 - len);
        if (n > 0 && !is_full)
            len += (size_t)n;
        if (n == 0 || (n < 0 && errno != EINTR)) {
            text[len] = '\0';
            return true;
        }
    }
    return false;
}

/* Say why the daemon could not start, in the last of its own messages. */
static void
explain_failure(char *messages, int status, char *reason)
{
    static const char name[] = "findingsd: ";
    size_t len = strlen(messages);

    while (len > 0 && messages[len - 1] == '\n')
        messages[--len] = '\0';
    const char *last = strrchr(messages, '\n');
    last = last ? last + 1 : messages;
    if (strncmp(last, name, strlen(name)) == 0)
        last += strlen(name);
    if (status == NO_PROGRAM)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot start a daemon: findingsd is neither beside findings "
                 "nor on PATH; install it");
    else
        snprintf(reason, FINDINGS_REASON_SIZE, "cannot start a daemon: %.400s",
                 *last ? last : "findingsd ended without a message; run it");
}

/* Run the daemon until it is in the background or has failed. Returns its exit
 * status, with a reason if it is neither 0 nor HELD; -1, after a reason, if it
 * has none. */
static int
run_daemon(const char *db, const char *socket, char *reason)
{
    char messages[4096] = "";
    int ends[2], status = 0;

    const pid_t pid = pipe2(ends, O_CLOEXEC) < 0 ? -1 : fork();
    if (pid < 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot start a daemon: %s; try again", strerror(errno));
        return -1;
    }
    if (pid == 0)
        become_daemon(db, socket, ends[1]);
    close(ends[1]);
    const bool is_over = read_messages(ends[0], messages, sizeof messages);
    close(ends[0]);
    if (!is_over) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "the daemon did not start within %d seconds; try again, or "
                 "start it yourself with: findingsd",
                 STARTING_MS / 1000);
        return -1;
    }
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (status != 0 && status != HELD)
        explain_failure(messages, status, reason);
    return status;
}

/* Start a daemon, unless another has been found and may still be there. False
 * with a reason if it cannot be started. */
static bool
start_or_wait(struct start *start, const char *socket, char *reason)
{
    char db[PATH_MAX];

    if (now_ms() < start->again) {
        nap();
        return true;
    }
    if (!findings_default_db(db, sizeof db, reason))
        return false;
    if (!has_index(db)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "no index at \"%.300s\"; create one with: findings-index "
                 "FOLDER",
                 db);
        return false;
    }
    const int status = run_daemon(db, socket, reason);
    if (status == HELD) {
        /* Another is starting, or ending: in that case it leaves the socket to
         * the next in a moment. */
        start->wait_ms = start->wait_ms == 0 ? AGAIN_MS : 2 * start->wait_ms;
        if (start->wait_ms > AGAIN_MOST_MS)
            start->wait_ms = AGAIN_MOST_MS;
        start->again = now_ms() + start->wait_ms;
    }
    return status == 0 || status == HELD;
}

bool
start_daemon(struct start *start,
             const struct options *options,
             const struct connection *connection,
             const char *owner,
             char reason[FINDINGS_REASON_SIZE])
{
    const char *socket = connection->address.sun_path;

    if (connection->failure == CONNECTION_FAILED || !is_wanted(options) ||
        !is_ours(socket, owner))
        return false;
    if (start->until == 0)
        start->until = now_ms() + PATIENCE_MS;
    if (now_ms() > start->until)
        return false;
    if (connection->failure == CONNECTION_ABSENT)
        return start_or_wait(start, socket, reason);
    /* It may be ending, and then there is no other yet. */
    nap();
    return ++start->cuts < CUTS_MAX;
}

void
start_check_index(const struct options *options,
                  const struct connection *connection,
                  const char *owner)
{
    const char *chosen = findings_setting(FINDINGS_KEY_DB);
    static bool is_said;
    struct stat a, b;

    if (is_said || !chosen || !*connection->db || !is_wanted(options) ||
        !is_ours(connection->address.sun_path, owner) || stat(chosen, &a) < 0 ||
        stat(connection->db, &b) < 0 ||
        (a.st_dev == b.st_dev && a.st_ino == b.st_ino))
        return;
    is_said = true;
    print_failure("the daemon answers from \"%s\", not from \"%s\"; end it "
                  "with: pkill -U %lu findingsd",
                  connection->db, chosen, (unsigned long)geteuid());
}
