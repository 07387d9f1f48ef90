/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/follow.h"
#include "run/clock.h"
#include "run/interrupt.h"

#include "findings/trouble.h"

#include <errno.h>
#include <glib.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <time.h>
#include <unistd.h>

/* How long nothing must happen; and how long it may go on happening. */
enum { QUIET_MS = 1000, RESTLESS_MS = 30000 };

/* Not each time something is written: a file is read when it is closed. */
static const uint32_t events = IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO |
                               IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF |
                               IN_MOVE_SELF | IN_ONLYDIR;

struct follow {
    int fd;
    GHashTable *known; /* watch descriptors */
};

struct follow *
follow_new(char reason[REASON_SIZE])
{
    const int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    if (fd < 0) {
        snprintf(reason, REASON_SIZE,
                 "cannot follow folders: %s; the system allows only so many "
                 "programs to (fs.inotify.max_user_instances)",
                 strerror(errno));
        return NULL;
    }
    struct follow *follow = g_new(struct follow, 1);
    *follow = (struct follow){fd, g_hash_table_new(NULL, NULL)};
    return follow;
}

void
follow_free(struct follow *follow)
{
    if (!follow)
        return;
    close(follow->fd);
    g_hash_table_destroy(follow->known);
    g_free(follow);
}

bool
follow_add(struct follow *follow,
           const char *folder,
           bool *is_new,
           char reason[REASON_SIZE])
{
    const int watch = inotify_add_watch(follow->fd, folder, events);

    *is_new =
        watch >= 0 && g_hash_table_add(follow->known, GINT_TO_POINTER(watch));
    if (watch >= 0 || (errno != ENOSPC && !findings_lacks(errno)))
        return true;
    snprintf(reason, REASON_SIZE,
             "cannot follow \"%.200s\": %s; the system allows only so many "
             "folders (fs.inotify.max_user_watches)",
             folder, strerror(errno));
    return false;
}

/* Read what has happened. Whether any of it matters: also that so much happened
 * that some of it is not known (IN_Q_OVERFLOW). */
static bool
take_events(struct follow *follow)
{
    union {
        struct inotify_event event; /* for its alignment */
        char bytes[64 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    } buffer;
    bool matters = false;
    ssize_t n;

    while ((n = read(follow->fd, &buffer, sizeof buffer)) > 0) {
        for (const char *p = buffer.bytes; p < buffer.bytes + n;) {
            const struct inotify_event *event = (const void *)p;
            if (event->mask & IN_IGNORED)
                g_hash_table_remove(follow->known, GINT_TO_POINTER(event->wd));
            else
                matters |= event->len == 0 || event->name[0] != '.';
            p += sizeof *event + event->len;
        }
    }
    return matters;
}

/* Wait for events, with the signals that end it let through only while it
 * waits, so that none comes just before. False after a signal. */
static bool
wait_for(struct follow *follow, int ms, const sigset_t *let_through)
{
    const struct timespec limit = {ms / 1000, (long)(ms % 1000) * 1000000};
    fd_set fds;

    FD_ZERO(&fds);
    FD_SET(follow->fd, &fds);
    return pselect(follow->fd + 1, &fds, NULL, NULL, ms < 0 ? NULL : &limit,
                   let_through) >= 0;
}

/* Wait until something that matters has happened, for most_ms (-1: for ever).
 * False if nothing has, or after a signal. */
static bool
wait_until(struct follow *follow, int most_ms, const sigset_t *let_through)
{
    const int64_t end = clock_ms() + most_ms;

    while (!interrupt_signal()) {
        const int64_t left = end - clock_ms();
        if (most_ms >= 0 && left <= 0)
            return false;
        if (!wait_for(follow, most_ms < 0 ? -1 : (int)left, let_through))
            return false;
        if (take_events(follow))
            return true;
    }
    return false;
}

bool
follow_wait(struct follow *follow, int most_ms)
{
    sigset_t signals, let_through;

    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigprocmask(SIG_BLOCK, &signals, &let_through);
    const bool has_changed = wait_until(follow, most_ms, &let_through);
    const int64_t end = clock_ms() + RESTLESS_MS;
    while (has_changed && clock_ms() < end &&
           wait_until(follow, QUIET_MS, &let_through))
        ;
    sigprocmask(SIG_SETMASK, &let_through, NULL);
    return has_changed;
}
