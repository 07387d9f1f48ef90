/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * arena.h: the memory of one request, freed at once, and the way out of it.
 *
 * Whatever a request allocates lives until arena_reset(); nothing is freed one
 * by one, and the arena's size is the request's limit. What cannot live in it
 * (a locked list, a table of GLib's) is registered with arena_own() and
 * released by arena_reset(), last first.
 *
 * Every function of the engine that takes an arena may fail: it then does not
 * return, but ends the arena_try() that it runs under. Nothing that such a
 * function holds may need releasing except by arena_own().
 *
 * An arena is used by one thread at a time.
 */
#ifndef ENGINE_BASE_ARENA_H
#define ENGINE_BASE_ARENA_H

#include "findings/engine.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* An arena that holds at most `most` bytes. Running out of memory ends the
 * program, as in GLib. */
struct arena *arena_new(size_t most);
void arena_free(struct arena *arena); /* NULL is allowed */

/* Release all that was allocated and registered; a part of the memory is kept
 * for the next request. */
void arena_reset(struct arena *arena);

/* Give back what was allocated since the mark, but nothing that was registered.
 */
struct arena_mark {
    struct arena_block *block;
    char *at;
    size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, const struct arena_mark *mark);

/* Processor time of this thread since arena_reset(), in seconds, however busy
 * the machine is. */
double arena_seconds(const struct arena *arena);

/* Run body(data); false with *failure if it failed. It may be nested: the
 * innermost one is ended. */
bool arena_try(struct arena *arena,
               void (*body)(void *data),
               void *data,
               struct fe_error *failure);

/* End the arena_try() with this failure. */
_Noreturn void arena_fail(struct arena *arena,
                          enum fe_status status,
                          size_t offset,
                          const char *format,
                          ...) __attribute__((format(printf, 4, 5)));

/* Zeroed memory, aligned for any type; of 0 bytes, too, it is not NULL. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t n, size_t size);

/* Copies, each with a NUL at its end. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Call release(thing) at arena_reset() or arena_free(). */
void arena_own(struct arena *arena, void *thing, void (*release)(void *thing));

/* A growing array in an arena: ARRAY(struct term) terms = {0}; and
 * array_add(arena, &terms) is a pointer to a new zeroed element at its end,
 * valid until the next one is added. The value of array_push() may not refer to
 * the array. */
#define ARRAY(type)                                                            \
    struct {                                                                   \
        type *at;                                                              \
        size_t n, room;                                                        \
    }
#define array_add(arena, array)                                                \
    ((array)->n < (array)->room                                                \
         ? (void)0                                                             \
         : array_grow((arena), (void **)&(array)->at, (array)->n,              \
                      &(array)->room, sizeof *(array)->at),                    \
     &(array)->at[(array)->n++])
#define array_push(arena, array, value) (*array_add(arena, array) = (value))

void
array_grow(struct arena *arena, void **at, size_t n, size_t *room, size_t size);

/* A growing text in an arena; at is never NULL after a call. */
struct string {
    char *at;
    size_t len, room;
};
void string_add(struct arena *arena, struct string *string, const char *more);
void string_addn(struct arena *arena,
                 struct string *string,
                 const char *more,
                 size_t len);
void
string_addf(struct arena *arena, struct string *string, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
