/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What peer.c needs to know of an engine. Each file beside it defines one peer.
 * A peer that fails says why on stderr and exits with 2. Strings are those of
 * bench/generate, so they need no escaping.
 */
#ifndef PEER_H
#define PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define WORDS_MAX 8

struct record {
    const char *id; /* of its report and its number */
    const char *authority, *service_area, *grade, *date, *text;
};

enum operation {
    ALL,
    ANY,
    PHRASE,
    PREFIX, /* of one word */
};

struct query {
    enum operation operation;
    const char *words[WORDS_MAX]; /* in small letters */
    size_t word_count;
    const char *authority; /* a filter, or NULL */
};

/* What is asked for: the exact number of matches; the ids of the best ten;
 * these and the exact counts of all matches by authority, service area and
 * grade. */
enum wanted { COUNT, TOP, FACETS };

struct peer {
    /* Makes ready what is not a part of building; may be NULL. */
    void (*prepare)(const char *folder);
    void (*create)(const char *folder);
    void (*add)(const struct record *record);
    void (*finish)(void); /* everything is on disk, and nothing runs */
    /* Makes the index smaller, if there is a way; may be NULL. */
    void (*compact)(const char *folder);
    void (*open)(const char *folder);
    /* Returns the number of matches for COUNT, otherwise that of hits. */
    size_t (*search)(const struct query *query, enum wanted wanted);
    void (*close)(void); /* may be NULL */
    /* The process that searches; NULL if it is this one. */
    pid_t (*server)(void);
};

extern const struct peer peer;

/* For peers. */

/* "folder/name"; the caller frees it. */
char *path_in(const char *folder, const char *name);
/* The words with separator between them; the caller frees it. */
char *joined(const struct query *query, const char *separator);
/* Starts a program that ends with this one, at the latest; its output goes to
 * folder/log. As root it runs as user, unless that is NULL, who then owns the
 * folder. */
pid_t started(const char *folder, const char *user, char *const arguments[]);
/* Waits for its end; anything but success is fatal. */
void wait_for(pid_t pid, const char *what);
/* Like printf(), and exits. */
#ifdef __cplusplus
[[noreturn]]
#else
_Noreturn
#endif
void
fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

#ifdef __cplusplus
}
#endif

#endif
