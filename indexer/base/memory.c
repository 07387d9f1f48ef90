/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/memory.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
memory_run_out(void)
{
    fputs(
        "findings-index: out of memory; nothing already indexed is lost: end "
        "other programs, or raise the limit (ulimit -v), and run this again\n",
        stderr);
    /* Do not run exit handlers, which may need memory too. */
    _exit(MEMORY_STATUS);
}

/* A message that GLib would print: its own, that of another library or of the
 * engine. It is NULL if there was no memory for it. */
static void
end_without_memory(const gchar *domain,
                   GLogLevelFlags level,
                   const gchar *message,
                   gpointer data)
{
    const bool is_fatal = (level & G_LOG_LEVEL_ERROR) != 0;

    if (!message || (is_fatal && (strstr(message, "memory") ||
                                  strstr(message, "failed to allocate"))))
        memory_run_out();
    g_log_default_handler(domain, level, message, data);
}

static void *
allocate(size_t size)
{
    return memory_resize(NULL, size);
}

void
memory_guard(void)
{
    /* Unlike a handler for one domain, this takes no memory itself. */
    g_log_set_default_handler(end_without_memory, NULL);
    json_set_alloc_funcs(allocate, free);
}

void *
memory_need(void *allocated)
{
    if (!allocated)
        memory_run_out();
    return allocated;
}

void *
memory_resize(void *old, size_t size)
{
    return memory_need(realloc(old, size ? size : 1));
}

char *
memory_strndup(const char *bytes, size_t len)
{
    char *copy = memory_resize(NULL, len + 1);
    if (len > 0)
        memcpy(copy, bytes, len);
    copy[len] = '\0';
    return copy;
}

char *
memory_strdup(const char *string)
{
    return memory_strndup(string, strlen(string));
}

void *
memory_grow(void *array, size_t count, size_t element_size)
{
    if (count > 0 && (count & (count - 1)) != 0)
        return array;
    return memory_resize(array, (count ? 2 * count : 1) * element_size);
}
