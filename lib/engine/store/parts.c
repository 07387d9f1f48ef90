/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/parts.h"

#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

enum {
    /* Microseconds. */
    RETRY_FIRST = 1000000,
    RETRY_MOST = 32000000,
    STEADY = 60000000 /* after so long it may fail again as if for the first
                         time */
};

struct place {
    char *path;
    bool is_away;
    int64_t since;    /* seconds since 1970 */
    int64_t retry_at; /* as g_get_monotonic_time() */
    int64_t pause;    /* until the time after */
    int64_t found_at; /* when it was away last */
    int64_t written;
    char why[REMOTE_WHY];
};

struct part {
    struct place *places;
    size_t n;
};

struct parts {
    struct part *list;
    size_t n;
    unsigned answer_ms;
    pthread_mutex_t lock; /* guards what places say but their paths */
};

struct parts *
parts_new(const struct fe_shard *shards, size_t n, unsigned answer_ms)
{
    struct parts *parts = g_new0(struct parts, 1);

    parts->n = n;
    parts->answer_ms = answer_ms;
    parts->list = g_new0(struct part, n);
    for (size_t i = 0; i < n; i++) {
        struct part *part = &parts->list[i];
        part->n = shards[i].n_places;
        part->places = g_new0(struct place, part->n);
        for (size_t p = 0; p < part->n; p++)
            part->places[p].path = g_strdup(shards[i].places[p]);
    }
    pthread_mutex_init(&parts->lock, NULL);
    return parts;
}

void
parts_free(struct parts *parts)
{
    if (!parts)
        return;
    for (size_t i = 0; i < parts->n; i++) {
        for (size_t p = 0; p < parts->list[i].n; p++)
            g_free(parts->list[i].places[p].path);
        g_free(parts->list[i].places);
    }
    g_free(parts->list);
    pthread_mutex_destroy(&parts->lock);
    g_free(parts);
}

size_t
parts_count(const struct parts *parts)
{
    return parts->n;
}

size_t
parts_places(const struct parts *parts, size_t part)
{
    return parts->list[part].n;
}

const char *
parts_path(const struct parts *parts, size_t part, size_t place)
{
    return parts->list[part].places[place].path;
}

unsigned
parts_answer_ms(const struct parts *parts)
{
    return parts->answer_ms;
}

bool
parts_is_remote(const struct parts *parts, size_t part, size_t place)
{
    const char *path = parts_path(parts, part, place);
    struct stat st;

    return g_str_has_suffix(path, ".sock") ||
           (stat(path, &st) == 0 && S_ISSOCK(st.st_mode));
}

bool
parts_may_be_missing(const struct parts *parts, size_t part)
{
    return parts_places(parts, part) > 1 || parts_is_remote(parts, part, 0);
}

size_t
parts_choice(struct parts *parts, size_t part, size_t from)
{
    const struct part *of = &parts->list[part];

    pthread_mutex_lock(&parts->lock);
    while (from < of->n && of->places[from].is_away)
        from++;
    pthread_mutex_unlock(&parts->lock);
    return from;
}

/* Its other places are needed now: try those that are away at once. */
static void
hurry(struct part *part, int64_t now)
{
    for (size_t i = 0; i < part->n; i++)
        part->places[i].retry_at = MIN(part->places[i].retry_at, now);
}

void
parts_lose(struct parts *parts, size_t part, size_t place, const char *why)
{
    struct place *lost = &parts->list[part].places[place];

    pthread_mutex_lock(&parts->lock);
    const int64_t now = g_get_monotonic_time();
    if (!lost->is_away) {
        hurry(&parts->list[part], now);
        lost->is_away = true;
        lost->since = g_get_real_time() / G_USEC_PER_SEC;
        if (lost->pause == 0 || now - lost->found_at > STEADY)
            lost->pause = RETRY_FIRST;
        lost->retry_at = now + lost->pause;
    }
    g_strlcpy(lost->why, why, sizeof lost->why);
    pthread_mutex_unlock(&parts->lock);
}

void
parts_find(struct parts *parts, size_t part, size_t place, int64_t written)
{
    struct place *found = &parts->list[part].places[place];

    pthread_mutex_lock(&parts->lock);
    if (found->is_away)
        found->found_at = g_get_monotonic_time();
    found->is_away = false;
    found->written = written;
    pthread_mutex_unlock(&parts->lock);
}

/* Whether the place is due; then it is put off. */
static bool
take_due(struct place *place, int64_t now)
{
    if (!place->is_away || now < place->retry_at)
        return false;
    place->pause = MIN(2 * place->pause, RETRY_MOST);
    place->retry_at = now + place->pause;
    return true;
}

bool
parts_due(struct parts *parts, size_t *part, size_t *place)
{
    const int64_t now = g_get_monotonic_time();
    bool is_due = false;

    pthread_mutex_lock(&parts->lock);
    for (*part = 0; *part < parts->n; (*part)++) {
        const struct part *of = &parts->list[*part];
        for (*place = 0; *place < of->n && !is_due; (*place)++)
            is_due = take_due(&of->places[*place], now);
        if (is_due)
            break;
    }
    pthread_mutex_unlock(&parts->lock);
    *place -= is_due;
    return is_due;
}

bool
parts_is_due(struct parts *parts, size_t part, size_t place)
{
    pthread_mutex_lock(&parts->lock);
    const bool is_due =
        take_due(&parts->list[part].places[place], g_get_monotonic_time());
    pthread_mutex_unlock(&parts->lock);
    return is_due;
}

void
parts_state(struct parts *parts,
            size_t part,
            size_t place,
            struct fe_location *out)
{
    const struct place *of = &parts->list[part].places[place];

    *out = (struct fe_location){.shard = part, .place = place};
    pthread_mutex_lock(&parts->lock);
    out->is_away = of->is_away;
    out->since = of->since;
    out->written = of->written;
    g_strlcpy(out->why, of->why, sizeof out->why);
    pthread_mutex_unlock(&parts->lock);
}
