/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/arena.h"

#include <glib.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    BLOCK = 256 * 1024,          /* bytes of an ordinary block */
    KEPT_MAX = 16 * 1024 * 1024, /* bytes kept for the next request */
    STEPS = 16384,               /* between two readings of the clock */
    ALIGNMENT = 16
};

struct arena_block {
    struct arena_block *next;
    size_t size; /* bytes at data */
    _Alignas(ALIGNMENT) char data[];
};

struct owned {
    struct owned *next;
    void *thing;
    void (*release)(void *thing);
};

struct attempt {
    struct attempt *outer;
    jmp_buf escape;
    struct fe_error *failure;
};

struct arena {
    struct arena_steps steps; /* first: see arena_step() */
    struct fe_stop stop;
    struct arena_block *blocks; /* in use, the newest first */
    struct arena_block *kept;   /* free */
    size_t kept_size;
    char *at, *end; /* free bytes of the newest block */
    size_t used, most;
    struct owned *owned;
    struct attempt *attempt;
};

struct arena *
arena_new(size_t most)
{
    struct arena *arena = g_new0(struct arena, 1);

    arena->most = most;
    return arena;
}

static void
free_blocks(struct arena_block *block)
{
    while (block) {
        struct arena_block *next = block->next;
        g_free(block);
        block = next;
    }
}

static void
release_owned(struct arena *arena)
{
    while (arena->owned) {
        struct owned *owned = arena->owned;
        arena->owned = owned->next;
        owned->release(owned->thing);
        g_free(owned);
    }
}

void
arena_free(struct arena *arena)
{
    if (!arena)
        return;
    release_owned(arena);
    free_blocks(arena->blocks);
    free_blocks(arena->kept);
    g_free(arena);
}

/* Keep the newest block for later, unless too much is kept already. */
static void
give_back(struct arena *arena)
{
    struct arena_block *block = arena->blocks;

    arena->blocks = block->next;
    if (arena->kept_size + block->size > KEPT_MAX) {
        g_free(block);
        return;
    }
    block->next = arena->kept;
    arena->kept = block;
    arena->kept_size += block->size;
}

void
arena_reset(struct arena *arena)
{
    release_owned(arena);
    while (arena->blocks)
        give_back(arena);
    arena->at = arena->end = NULL;
    arena->used = 0;
    arena->steps.left = 0;
}

struct arena_mark
arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->blocks, arena->at, arena->used};
}

void
arena_rewind(struct arena *arena, const struct arena_mark *mark)
{
    while (arena->blocks != mark->block)
        give_back(arena);
    arena->at = mark->at;
    arena->end = mark->block ? mark->block->data + mark->block->size : NULL;
    arena->used = mark->used;
}

void
arena_stop_at(struct arena *arena, const struct fe_stop *stop)
{
    arena->stop = stop ? *stop : (struct fe_stop){0};
    arena->steps.left = 0;
}

const struct fe_stop *
arena_stop(const struct arena *arena)
{
    return &arena->stop;
}

static int64_t
monotonic_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int64_t
arena_pause(void)
{
    return monotonic_now();
}

void
arena_resume(struct arena *arena, int64_t paused)
{
    const int64_t took = monotonic_now() - paused;

    if (arena->stop.deadline > 0 && arena->stop.deadline < INT64_MAX - took)
        arena->stop.deadline += took;
}

void
arena_look(struct arena *arena)
{
    const struct fe_stop *stop = &arena->stop;

    arena->steps.left = stop->deadline || stop->is_cancelled ? STEPS : SIZE_MAX;
    if (stop->is_cancelled &&
        atomic_load_explicit(stop->is_cancelled, memory_order_relaxed))
        arena_fail(arena, FE_CANCELLED, 0, "the request was cancelled");
    if (stop->deadline && monotonic_now() >= stop->deadline)
        arena_fail(arena, FE_TIMED_OUT, 0,
                   "the request took too long; use fewer or rarer words, or "
                   "allow more time");
}

bool
arena_try(struct arena *arena,
          void (*body)(void *data),
          void *data,
          struct fe_error *failure)
{
    struct attempt attempt = {.outer = arena->attempt, .failure = failure};

    *failure = (struct fe_error){0};
    arena->attempt = &attempt;
    if (setjmp(attempt.escape) == 0)
        body(data);
    arena->attempt = attempt.outer;
    return failure->status == FE_OK;
}

/* End the message within its size, and not within a character. */
static void
cut_message(char *message, size_t size)
{
    const char *end;

    message[size - 1] = '\0';
    if (!g_utf8_validate(message, -1, &end))
        message[end - message] = '\0';
}

void
arena_fail(struct arena *arena,
           enum fe_status status,
           size_t offset,
           const char *format,
           ...)
{
    struct attempt *attempt = arena->attempt;
    va_list arguments;

    g_assert(attempt);
    attempt->failure->status = status;
    attempt->failure->offset = offset;
    va_start(arguments, format);
    vsnprintf(attempt->failure->message, sizeof attempt->failure->message,
              format, arguments);
    va_end(arguments);
    cut_message(attempt->failure->message, sizeof attempt->failure->message);
    longjmp(attempt->escape, 1);
}

void
arena_fail_as(struct arena *arena, const struct fe_error *failure)
{
    g_assert(arena->attempt);
    *arena->attempt->failure = *failure;
    longjmp(arena->attempt->escape, 1);
}

/* Make a block with room for at least this size the newest. */
static void
add_block(struct arena *arena, size_t size)
{
    struct arena_block **link = &arena->kept;
    struct arena_block *block;

    while (*link && (*link)->size < size)
        link = &(*link)->next;
    block = *link;
    if (block) {
        *link = block->next;
        arena->kept_size -= block->size;
    } else {
        const size_t wanted = MAX(size, (size_t)BLOCK);
        block = g_malloc(sizeof *block + wanted);
        block->size = wanted;
    }
    block->next = arena->blocks;
    arena->blocks = block;
    arena->at = block->data;
    arena->end = block->data + block->size;
}

/* Memory that is not zeroed. */
static void *
take(struct arena *arena, size_t size)
{
    size = (MAX(size, (size_t)1) + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (size > arena->most - arena->used)
        arena_fail(arena, FE_NO_MEMORY, 0,
                   "the request needs too much memory; use fewer or rarer "
                   "words");
    if (size > (size_t)(arena->end - arena->at))
        add_block(arena, size);
    void *memory = arena->at;
    arena->at += size;
    arena->used += size;
    return memory;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
    return memset(take(arena, size), 0, size);
}

/* More than there can be if there is no such number. */
static size_t
bytes_of(size_t n, size_t size)
{
    return n > SIZE_MAX / size ? SIZE_MAX / 2 : n * size;
}

void *
arena_array(struct arena *arena, size_t n, size_t size)
{
    return arena_alloc(arena, bytes_of(n, size));
}

char *
arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

char *
arena_strndup(struct arena *arena, const char *text, size_t len)
{
    char *copy = take(arena, len + 1);

    if (len > 0)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

G_GNUC_PRINTF(2, 0)
static char *
vprint(struct arena *arena, const char *format, va_list arguments, int *len)
{
    va_list again;

    va_copy(again, arguments);
    *len = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = take(arena, (size_t)*len + 1);
    vsnprintf(text, (size_t)*len + 1, format, arguments);
    return text;
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    int len;

    va_start(arguments, format);
    char *text = vprint(arena, format, arguments, &len);
    va_end(arguments);
    return text;
}

void
arena_own(struct arena *arena, void *thing, void (*release)(void *thing))
{
    /* Allocated outside the arena, so that this cannot fail. */
    struct owned *owned = g_new(struct owned, 1);

    owned->next = arena->owned;
    owned->thing = thing;
    owned->release = release;
    arena->owned = owned;
}

void
array_grow(struct arena *arena, void **at, size_t n, size_t *room, size_t size)
{
    const size_t more = *room > 0 ? 2 * *room : 8;
    char *grown = take(arena, bytes_of(more, size));

    if (n > 0)
        memcpy(grown, *at, n * size);
    memset(grown + n * size, 0, (more - n) * size);
    *at = grown;
    *room = more;
}

void
string_addn(struct arena *arena,
            struct string *string,
            const char *more,
            size_t len)
{
    if (string->len + len + 1 > string->room) {
        const size_t room = 2 * (string->len + len + 1);
        char *grown = take(arena, room);
        if (string->len > 0)
            memcpy(grown, string->at, string->len);
        string->at = grown;
        string->room = room;
    }
    if (len > 0)
        memcpy(string->at + string->len, more, len);
    string->len += len;
    string->at[string->len] = '\0';
}

void
string_add(struct arena *arena, struct string *string, const char *more)
{
    string_addn(arena, string, more, strlen(more));
}

void
string_addf(struct arena *arena, struct string *string, const char *format, ...)
{
    va_list arguments;
    int len;

    va_start(arguments, format);
    const char *more = vprint(arena, format, arguments, &len);
    va_end(arguments);
    string_addn(arena, string, more, (size_t)len);
}
