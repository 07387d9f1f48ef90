/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/facts.h"
#include "messages/failure.h"

#include <stdio.h>
#include <time.h>

json_t *
facts_path_json(const char *path)
{
    char text[512];

    snprintf(text, sizeof text, "%s", path);
    failure_make_valid(text);
    return json_string(text);
}

double
facts_clock(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

const char *
facts_time(int64_t seconds, char out[FACTS_TIME_SIZE])
{
    const time_t time = (time_t)seconds;
    struct tm parts;

    if (!gmtime_r(&time, &parts) ||
        strftime(out, FACTS_TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0)
        *out = '\0';
    return out;
}
