/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * memory.h: memory for a batch program. When there is no more, the program says
 * so and exits: nothing here returns NULL. The caller frees what it is given.
 */
#ifndef INDEXER_MEMORY_H
#define INDEXER_MEMORY_H

#include <stddef.h>

/* The memory at old, or new memory where old is NULL, with another size. */
void *memory_resize(void *old, size_t size);

/* A copy of the bytes, or of the string, that ends in NUL. */
char *memory_strndup(const char *bytes, size_t len);
char *memory_strdup(const char *string);

/* Room for one more in an array of count elements: the array, grown where
 * count is zero or a power of two. Zero the new element yourself. */
void *memory_grow(void *array, size_t count, size_t element_size);

#endif
