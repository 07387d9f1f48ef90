/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/commits.h"

#include <glib.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

/* A number that no other commit has. */
static uint64_t
new_number(void)
{
    uint64_t number;
    struct timespec now;

    if (getrandom(&number, sizeof number, 0) == (ssize_t)sizeof number)
        return number;
    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec << 32 ^ (uint64_t)now.tv_nsec ^
           (uint64_t)getpid() << 48;
}

char *
commits_add(const char *list)
{
    const size_t most = (size_t)(COMMITS_KEPT - 1) * (COMMIT_SIZE - 1);

    return g_strdup_printf("%016" PRIx64 "%.*s", new_number(), (int)most, list);
}

char *
commits_now(void)
{
    return g_strdup_printf("%" PRId64, (int64_t)time(NULL));
}

int64_t
commits_time(const char *kept)
{
    gint64 seconds = 0;

    g_ascii_string_to_signed(kept, 10, 0, INT64_MAX, &seconds, NULL);
    return seconds;
}

bool
commits_own_key(const char *key)
{
    return strcmp(key, COMMITS_KEY) == 0 || strcmp(key, COMMITTED_KEY) == 0;
}

void
commits_newest(const char *list, char out[COMMIT_SIZE])
{
    snprintf(out, COMMIT_SIZE, "%s", list);
}

bool
commits_contain(const char *list, const char *name)
{
    const size_t size = COMMIT_SIZE - 1, len = strlen(list);

    for (size_t at = 0; at + size <= len; at += size)
        if (strncmp(list + at, name, size) == 0)
            return true;
    return false;
}
