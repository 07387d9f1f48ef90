/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/waiting.h"
#include "base/memory.h"
#include "index/ids.h"
#include "records/table.h"

#include "findings/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
add_path(GHashTable **set, const char *path)
{
    if (!*set)
        *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_hash_table_add(*set, g_strdup(path));
}

static bool
has_path(GHashTable *set, const char *path)
{
    return set && g_hash_table_contains(set, path);
}

void
waiting_expect(struct waiting *waiting, const char *path)
{
    add_path(&waiting->pending, path);
}

void
waiting_expect_no_more(struct waiting *waiting, const char *path)
{
    if (waiting->pending)
        g_hash_table_remove(waiting->pending, path);
}

static bool
is_pending(const char *path, void *data)
{
    return has_path(((const struct waiting *)data)->pending, path);
}

static bool
is_not_pending(const char *path, void *data)
{
    return !is_pending(path, data);
}

bool
waiting_must(struct waiting *waiting,
             struct ingest *ingest,
             const struct report_list *reports,
             const char *path)
{
    const struct ids_excuse excuse = {is_not_pending, waiting};
    bool must = has_path(waiting->awaited, path);
    struct ids_rival rival;

    if (!waiting->pending || g_hash_table_size(waiting->pending) == 0)
        return false;
    for (size_t i = 0; i < reports->count; i++) {
        const struct report *r = &reports->list[i];
        rival.path = registry_awaited(ingest_registry(ingest), r, path,
                                      is_pending, waiting, NULL);
        if (!rival.path && !ids_find_rival(ingest, r, path, &excuse, &rival))
            continue;
        add_path(&waiting->awaited, rival.path);
        must = true;
    }
    return must;
}

void
waiting_add(struct waiting *waiting,
            const struct source *source,
            struct transfer *outcome)
{
    waiting->list =
        memory_grow(waiting->list, waiting->count, sizeof *waiting->list);
    struct waiter *waiter = &waiting->list[waiting->count++];
    *waiter = (struct waiter){.source = source, .outcome = *outcome};
    *outcome = (struct transfer){0};
    /* Others may want what it has. */
    add_path(&waiting->pending, source->path);
}

/* What those that wait will have: an id -> its waiter. */
struct claims {
    GHashTable *reports;
    GHashTable *paragraphs;
};

/* Whether another waiter has claimed the id; else claim it, if told to. */
static bool
is_claimed(GHashTable *claims,
           char *key,
           struct waiter *waiter,
           bool claim,
           const char **path)
{
    const struct waiter *other = g_hash_table_lookup(claims, key);

    if (claim)
        g_hash_table_insert(claims, g_strdup(key), waiter);
    free(key);
    if (!other || other == waiter)
        return false;
    *path = other->source->path;
    return true;
}

/* Go through the ids of the waiter. True if one is claimed. */
static bool
go_through(const struct claims *claims,
           struct waiter *waiter,
           bool claim,
           struct ids_rival *out)
{
    const struct report_list *reports = &waiter->outcome.reports;

    for (size_t i = 0; i < reports->count; i++) {
        const struct report *r = &reports->list[i];
        bool has_whole = false;
        for (size_t p = 0; p < r->n_paragraphs; p++) {
            if (!r->paragraphs[p].is_id_whole)
                continue;
            has_whole = true;
            *out = (struct ids_rival){.id = r->paragraphs[p].id,
                                      .is_paragraph = true};
            if (is_claimed(claims->paragraphs, table_key(out->id), waiter,
                           claim, &out->path))
                return true;
        }
        *out = (struct ids_rival){.id = r->id};
        if (has_whole &&
            is_claimed(claims->reports, memory_need(findings_value_key(r->id)),
                       waiter, claim, &out->path))
            return true;
    }
    return false;
}

/* Files whose ids will be free. */
static bool
leaves_ids(const char *path, void *data)
{
    const struct waiting *waiting = data;

    for (size_t i = 0; i < waiting->count; i++)
        if (strcmp(waiting->list[i].source->path, path) == 0)
            return !waiting->list[i].is_refused;
    return false;
}

/* Files for which others wait, and which could not be read: what is in the
 * index of them stays. */
static bool
keeps_ids(const char *path, void *data)
{
    return has_path(((const struct waiting *)data)->awaited, path) &&
           !leaves_ids(path, data);
}

/* Whether the file may be put though such a file keeps its ids: not if it has a
 * report of that with nearly the same words, which would then be in the index
 * twice, and get another id for good. False with a reason. */
static bool
may_be_named(struct waiting *waiting,
             const struct ingest *ingest,
             struct waiter *waiter)
{
    const struct report_list *reports = &waiter->outcome.reports;

    for (size_t i = 0; i < reports->count; i++) {
        bool is_like;
        const char *path = registry_awaited(
            ingest_registry(ingest), &reports->list[i], waiter->source->path,
            keeps_ids, waiting, &is_like);
        if (!path || !is_like)
            continue;
        snprintf(waiter->reason, sizeof waiter->reason,
                 "its report %.60s is in the index from %.100s, which could "
                 "not be read; make that readable, or remove it",
                 reports->list[i].id, path);
        return false;
    }
    return true;
}

static bool
find_rival(struct waiting *waiting,
           struct ingest *ingest,
           const struct claims *claims,
           struct waiter *waiter,
           struct ids_rival *rival)
{
    const struct ids_excuse excuse = {leaves_ids, waiting};
    const struct report_list *reports = &waiter->outcome.reports;

    for (size_t i = 0; i < reports->count; i++)
        if (ids_find_rival(ingest, &reports->list[i], waiter->source->path,
                           &excuse, rival))
            return true;
    return go_through(claims, waiter, false, rival);
}

/* Refuse those that have rivals. True if there are any: what these keep may be
 * what others want. */
static bool
refuse_some(struct waiting *waiting, struct ingest *ingest)
{
    const struct claims claims = {
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    struct ids_rival rival;
    bool has_refused = false;

    for (size_t i = 0; i < waiting->count; i++) {
        struct waiter *waiter = &waiting->list[i];
        if (waiter->is_refused)
            continue;
        if (find_rival(waiting, ingest, &claims, waiter, &rival)) {
            ids_blame(&rival, waiter->reason);
            waiter->is_refused = true;
        } else if (!may_be_named(waiting, ingest, waiter)) {
            waiter->is_refused = true;
        } else {
            go_through(&claims, waiter, true, &rival);
        }
        has_refused |= waiter->is_refused;
    }
    g_hash_table_destroy(claims.reports);
    g_hash_table_destroy(claims.paragraphs);
    return has_refused;
}

void
waiting_settle(struct waiting *waiting, struct ingest *ingest)
{
    while (refuse_some(waiting, ingest))
        ;
    for (size_t i = 0; i < waiting->count; i++)
        if (!waiting->list[i].is_refused)
            ingest_release(ingest, waiting->list[i].source->path);
}

void
waiting_fini(struct waiting *waiting)
{
    for (size_t i = 0; i < waiting->count; i++)
        transfer_fini(&waiting->list[i].outcome);
    free(waiting->list);
    if (waiting->pending)
        g_hash_table_destroy(waiting->pending);
    if (waiting->awaited)
        g_hash_table_destroy(waiting->awaited);
    *waiting = (struct waiting){0};
}
