/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "background.h"
#include "log.h"

#include "findings/detach.h"
#include "findings/places.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOG_MAX = 1 << 20 }; /* bytes; a longer one is put aside */

/* A log may be a device or a pipe as well, which must not hold the daemon up or
 * become its terminal. */
static int
open_log(const char *path)
{
    return open(
        path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
        0600);
}

/* Put a long log aside, in place of the one that was put aside before. If that
 * fails, it goes on growing. */
static int
renew(int log, const char *path)
{
    char old[PATH_MAX];
    struct stat st;

    if (fstat(log, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size <= LOG_MAX)
        return log;
    const int n = snprintf(old, sizeof old, "%s.1", path);
    if (n < 0 || n >= PATH_MAX || rename(path, old) < 0)
        return log;
    const int fresh = open_log(path);
    if (fresh < 0)
        return log;
    close(log);
    return fresh;
}

bool
background_open_log(struct background *background,
                    const char *path,
                    char *reason)
{
    char place[PATH_MAX];

    if (!path) {
        if (!findings_state_folder(place, sizeof place - 16, reason))
            return false;
        strcat(place, "/findingsd.log");
        path = place;
    }
    background->log = open_log(path);
    if (background->log < 0) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "cannot open the log \"%.200s\": %s; choose another file with "
                 "--log",
                 path, strerror(errno));
        return false;
    }
    background->log = renew(background->log, path);
    return true;
}

bool
background_enter(struct background *background, char *reason)
{
    return findings_detach_begin("findingsd", &background->parent, reason);
}

void
background_leave(struct background *background)
{
    /* It keeps no folder in use. All paths are absolute by now. */
    if (background->parent > 0 && !findings_detach_leave())
        log_at(LEVEL_ERROR, "cannot leave the folder and the terminal: %s",
               strerror(errno));
    if (background->log > 0) {
        dup2(background->log, STDERR_FILENO);
        close(background->log);
        background->log = 0;
    }
}

void
background_ready(struct background *background)
{
    if (background->parent == 0)
        return;
    /* It may have been interrupted. */
    if (!findings_detach_end(background->parent, ""))
        log_at(LEVEL_WARNING, "whoever started findingsd did not wait for it");
    background->parent = 0;
}
