/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *
memory_resize(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory) {
        fputs("findings-index: out of memory\n", stderr);
        exit(2);
    }
    return memory;
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
