/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * memory.h: memory for a batch program. If it runs out, the program says so and
 * exits: nothing here returns NULL. The caller frees what it is given.
 */
#ifndef INDEXER_MEMORY_H
#define INDEXER_MEMORY_H

#include <stddef.h>

/* Say so and exit. */
enum { MEMORY_STATUS = 2 };
void memory_run_out(void) __attribute__((noreturn));

/* Make GLib and jansson end the program in the same way. Call it first. */
void memory_guard(void);

/* What was allocated elsewhere: if it is NULL, memory has run out. */
void *memory_need(void *allocated);

/* Resize the memory at old, or allocate it if old is NULL. */
void *memory_resize(void *old, size_t size);

/* A copy of the bytes, or of the string, terminated by NUL. */
char *memory_strndup(const char *bytes, size_t len);
char *memory_strdup(const char *string);

/* Make room for one more element in an array of count elements. Returns the
 * array, which grows when count is zero or a power of two. The new element is
 * not zeroed. */
void *memory_grow(void *array, size_t count, size_t element_size);

#endif
