/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/runs.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

bool
runs_own_key(const char *key)
{
    return strcmp(key, RUNS_KEY) == 0 ||
           strncmp(key, RUN_KEYS, strlen(RUN_KEYS)) == 0;
}

void
runs_directory_key(const struct run *run, char key[RUN_KEY_SIZE])
{
    snprintf(key, RUN_KEY_SIZE, RUN_KEYS "%06u", run->number);
}

void
runs_page_key(const struct run *run, uint32_t page, char key[RUN_KEY_SIZE])
{
    snprintf(key, RUN_KEY_SIZE, RUN_KEYS "%06u/%08" PRIu32, run->number, page);
}

static void
unref_run(void *run)
{
    run_unref(run);
}

/* Read a line of decimal numbers, each after a space but the first; false if it
 * is not one. Moves *at past it. */
static bool
take_line(const char **at, uint64_t *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *end;
        if (!g_ascii_isdigit(**at))
            return false;
        numbers[i] = g_ascii_strtoull(*at, &end, 10);
        if (*end != (i + 1 < n ? ' ' : '\n'))
            return false;
        *at = end + 1;
    }
    return true;
}

/* The run of the next line; NULL if that is damaged. */
static struct run *
take_run(const char **at)
{
    enum { NUMBER, FIRST, LAST, PAGES, DEAD, SIZE, N_NUMBERS };
    uint64_t numbers[N_NUMBERS];

    if (!take_line(at, numbers, N_NUMBERS))
        return NULL;
    for (int i = NUMBER; i < SIZE; i++)
        if (numbers[i] > UINT32_MAX)
            return NULL;
    struct run *run = run_new();
    run->number = (unsigned)numbers[NUMBER];
    run->first_id = (uint32_t)numbers[FIRST];
    run->last_id = (uint32_t)numbers[LAST];
    run->n_pages = (uint32_t)numbers[PAGES];
    run->dead = (uint32_t)numbers[DEAD];
    run->size = numbers[SIZE];
    return run;
}

GPtrArray *
runs_parse(const char *list)
{
    GPtrArray *runs = g_ptr_array_new_with_free_func(unref_run);
    uint32_t last_id = 0;

    while (*list) {
        struct run *run = take_run(&list);
        if (run)
            g_ptr_array_add(runs, run);
        if (!run || run->first_id <= last_id || run->last_id < run->first_id) {
            g_ptr_array_unref(runs);
            return NULL;
        }
        last_id = run->last_id;
    }
    return runs;
}
