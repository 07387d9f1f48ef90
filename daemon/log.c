/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log.h"
#include "messages/facts.h"

#include "findings/visible.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const struct {
    const char *name;
    int priority; /* as in syslog(3) */
} levels[LEVELS] = {
    [LEVEL_ERROR] = {"error", 3},   [LEVEL_WARNING] = {"warning", 4},
    [LEVEL_NOTICE] = {"notice", 5}, [LEVEL_INFO] = {"info", 6},
    [LEVEL_DEBUG] = {"debug", 7},
};

static enum log_level most = LEVEL_NOTICE;
static bool is_open;

void
log_open(enum log_level level)
{
    most = level;
    is_open = true;
}

bool
log_level_named(const char *name, enum log_level *level)
{
    for (int i = 0; i < LEVELS; i++) {
        if (strcmp(levels[i].name, name) != 0)
            continue;
        *level = (enum log_level)i;
        return true;
    }
    return false;
}

bool
log_has(enum log_level level)
{
    return level <= most;
}

/* Whether this is the stream that systemd connected to the journal, and not
 * one to which it was redirected later. */
static bool
is_journal(const struct stat *st)
{
    const char *stream = getenv("JOURNAL_STREAM");
    char own[64];

    snprintf(own, sizeof own, "%llu:%llu", (unsigned long long)st->st_dev,
             (unsigned long long)st->st_ino);
    return stream && strcmp(stream, own) == 0;
}

/* What comes before the message. It is found out for each line, because
 * standard error may be redirected while the program runs. */
static void
write_lead(enum log_level level, char *lead, size_t size)
{
    char now[FACTS_TIME_SIZE];
    struct stat st;

    snprintf(lead, size, "findingsd");
    if (!is_open || fstat(STDERR_FILENO, &st) < 0)
        return;
    if (S_ISREG(st.st_mode))
        snprintf(lead, size, "%s findingsd", facts_time(time(NULL), now));
    else if (is_journal(&st))
        snprintf(lead, size, "<%d>findingsd", levels[level].priority);
}

__attribute__((format(printf, 2, 0))) static void
write_line(enum log_level level, const char *format, va_list args)
{
    char lead[64];

    if (!log_has(level))
        return;
    write_lead(level, lead, sizeof lead);
    findings_message(lead, format, args);
}

void
log_at(enum log_level level, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line(level, format, args);
    va_end(args);
}

void
log_line(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line(LEVEL_NOTICE, format, args);
    va_end(args);
}
