/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * arena.h: the memory of one request, which is freed all at once, and how a
 * request fails.
 *
 * Whatever a request allocates lives until arena_reset(); nothing is freed by
 * itself, and a request cannot use more than the size of its arena. What cannot
 * live in an arena (a locked list, a GLib table) is registered with
 * arena_own(), and arena_reset() releases it, in reverse order.
 *
 * Every function of the engine that takes an arena may fail: it then does not
 * return, but ends the innermost arena_try() that it runs under. So whatever
 * such a function must release, it registers with arena_own().
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

/* An arena of at most `most` bytes. Running out of memory ends the program, as
 * in GLib. */
struct arena *arena_new(size_t most);
void arena_free(struct arena *arena); /* NULL is allowed */

/* Release everything that was allocated or registered. Part of the memory is
 * kept for the next request. */
void arena_reset(struct arena *arena);

/* Free what was allocated since the mark, but do not release what was
 * registered. */
struct arena_mark {
    struct arena_block *block;
    char *at;
    size_t used;
};
struct arena_mark arena_mark(const struct arena *arena);
void arena_rewind(struct arena *arena, const struct arena_mark *mark);

/* From now on arena_step() fails at this point, with FE_TIMED_OUT or
 * FE_CANCELLED; NULL: never. Copied, and kept by arena_reset(). */
void arena_stop_at(struct arena *arena, const struct fe_stop *stop);

const struct fe_stop *arena_stop(const struct arena *arena);

/* Begin what takes no time from the request; then move its deadline by how long
 * that took. */
int64_t arena_pause(void);
void arena_resume(struct arena *arena, int64_t paused);

/* The beginning of every arena. */
struct arena_steps {
    size_t left; /* until the clock and the flag are looked at */
};
void arena_look(struct arena *arena);

/* Call this in each loop whose length depends on the query, the index or its
 * vocabulary; n is how many steps have been made since the last call. A step
 * takes about 100 ns at most. */
static inline void
arena_step(struct arena *arena, size_t n)
{
    struct arena_steps *steps = (struct arena_steps *)arena;

    if (n < steps->left)
        steps->left -= n;
    else
        arena_look(arena);
}

/* Run body(data). False with *failure if it failed. Calls may be nested; a
 * failure ends the innermost one. */
bool arena_try(struct arena *arena,
               void (*body)(void *data),
               void *data,
               struct fe_error *failure);

/* Fail: end the innermost arena_try(). */
_Noreturn void arena_fail(struct arena *arena,
                          enum fe_status status,
                          size_t offset,
                          const char *format,
                          ...) __attribute__((format(printf, 4, 5)));

/* The same, with what an inner arena_try() or a library reported. */
_Noreturn void arena_fail_as(struct arena *arena,
                             const struct fe_error *failure);

/* Zeroed memory, aligned for any type; not NULL even for 0 bytes. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_array(struct arena *arena, size_t n, size_t size);

/* Copies, each with a NUL at its end. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t len);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Call release(thing) at arena_reset() or arena_free(). */
void arena_own(struct arena *arena, void *thing, void (*release)(void *thing));

/* A growing array in an arena. After ARRAY(struct term) terms = {0},
 * array_add(arena, &terms) returns a pointer to a new element at its end, which
 * is zeroed, and valid until the next one is added. The value of array_push()
 * must not refer to the array. */
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
