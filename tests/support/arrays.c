/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "arrays.h"

#include "engine/base/status.h"
#include "engine/match/columns.h"
#include "engine/match/matching.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct fe_reader {
    struct arrays *arrays;
    struct arena *arena;
};

static uint32_t seed = 1;

unsigned
arrays_drawn(unsigned below)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % below;
}

void
arrays_draw(struct arrays *arrays, size_t n)
{
    /* Some queries find nearly everything, others hardly anything. */
    const unsigned found = 1 + arrays_drawn(100);
    const unsigned counted = arrays_drawn(101);
    const unsigned scores = arrays_drawn(2) ? 5 : 100000;

    *arrays = (struct arrays){.n = n};
    arrays->documents = g_new0(struct array_document, n);
    for (size_t id = 1; id < n; id++) {
        struct array_document *document = &arrays->documents[id];
        document->is_there = arrays_drawn(20) > 0;
        document->is_found = document->is_there && arrays_drawn(100) < found;
        document->is_counted =
            document->is_found && arrays_drawn(100) < counted;
        document->score = arrays_drawn(scores) / 7.0;
        document->bound = nextafterf(
            (float)(document->score * (1 + arrays_drawn(3) / 10.0)), INFINITY);
        document->group = arrays_drawn(3) ? 0 : 1 + arrays_drawn(200);
        document->is_boilerplate = arrays_drawn(8) == 0;
        for (unsigned slot = 1; slot < ARRAYS_SLOTS; slot++)
            document->codes[slot] =
                document->is_there ? arrays_drawn(1 + 7 * slot) : 0;
    }
}

void
arrays_clear(struct arrays *arrays)
{
    g_free(arrays->documents);
    *arrays = (struct arrays){0};
}

struct fe_reader *
arrays_open(struct arrays *arrays)
{
    struct fe_reader *reader = g_new0(struct fe_reader, 1);

    reader->arrays = arrays;
    reader->arena = arena_new((size_t)1 << 30);
    return reader;
}

void
arrays_close(struct fe_reader *reader)
{
    arena_free(reader->arena);
    g_free(reader);
}

const char *
arrays_value(uint32_t code)
{
    static char values[ARRAYS_CODES][4];

    if (code > 0)
        snprintf(values[code], sizeof values[code], "%03u", code % 1000);
    return values[code];
}

static struct arrays *
arrays_of(const struct snapshot *snapshot)
{
    return (struct arrays *)(void *)snapshot->revision;
}

struct running {
    struct snapshot snapshot;
    void (*body)(const struct snapshot *snapshot, void *data);
    void *data;
};

static void
run(void *data)
{
    struct running *running = data;

    running->body(&running->snapshot, running->data);
}

enum fe_status
reader_run(struct fe_reader *reader,
           void (*body)(const struct snapshot *snapshot, void *data),
           void *data,
           struct fe_error *err)
{
    struct running running = {
        {.arena = reader->arena, .revision = (void *)reader->arrays},
        body,
        data};
    struct fe_error failure;

    arena_reset(reader->arena);
    if (arena_try(reader->arena, run, &running, &failure))
        return FE_OK;
    return status_report(&failure, err);
}

/* Only columns of whole values are needed here: length is 0. */
const struct column *
snapshot_column(const struct snapshot *snapshot, unsigned slot, size_t length)
{
    const struct arrays *arrays = arrays_of(snapshot);
    struct arena *arena = snapshot->arena;
    struct column *column = arena_alloc(arena, sizeof *column);
    uint32_t *codes = arena_array(arena, arrays->n, sizeof *codes);
    const char **values = arena_array(arena, ARRAYS_CODES, sizeof *values);

    g_assert(slot > 0 && slot < ARRAYS_SLOTS && length == 0);
    for (size_t id = 1; id < arrays->n; id++)
        codes[id] = arrays->documents[id].codes[slot];
    for (uint32_t code = 0; code < ARRAYS_CODES; code++)
        values[code] = arrays_value(code);
    size_t *ends = arena_array(arena, ARRAYS_CODES, sizeof *ends);
    uint32_t *members = arena_array(arena, ARRAYS_CODES, sizeof *members);
    for (uint32_t code = 0; code < ARRAYS_CODES; code++) {
        members[code] = code;
        ends[code] = code + 1;
    }
    *column = (struct column){.codes = codes,
                              .n_documents = arrays->n,
                              .values = values,
                              .keys = values,
                              .n_values = ARRAYS_CODES,
                              .n_codes = ARRAYS_CODES,
                              .ends = ends,
                              .members = members};
    return column;
}

const uint32_t *
snapshot_groups(const struct snapshot *snapshot, size_t *n)
{
    const struct arrays *arrays = arrays_of(snapshot);
    uint32_t *groups = arena_array(snapshot->arena, arrays->n, sizeof *groups);

    *n = arrays->n;
    for (size_t id = 1; id < arrays->n; id++)
        groups[id] = arrays->documents[id].group;
    return groups;
}

const uint64_t *
snapshot_boilerplate(const struct snapshot *snapshot)
{
    const struct arrays *arrays = arrays_of(snapshot);
    uint64_t *set =
        arena_array(snapshot->arena, arrays->n / 64 + 1, sizeof *set);

    for (size_t id = 1; id < arrays->n; id++)
        set[id / 64] |= (uint64_t)arrays->documents[id].is_boilerplate
                        << id % 64;
    return set;
}

uint64_t
snapshot_revision_number(const struct snapshot *snapshot)
{
    return arrays_of(snapshot)->revision;
}

const char *
snapshot_identity(const struct snapshot *snapshot)
{
    (void)snapshot;
    return "arrays";
}

/* Nothing is on another machine. */
void
snapshot_expect(const struct snapshot *snapshot, const uint32_t *ids, size_t n)
{
    (void)snapshot;
    (void)ids;
    (void)n;
}

/* The data of a document is its number. */
const char *
snapshot_data(const struct snapshot *snapshot, uint32_t id, size_t *len)
{
    const char *data = arena_printf(snapshot->arena, "%u", (unsigned)id);

    *len = strlen(data);
    return data;
}

bool
query_is_blank(const char *text, size_t len)
{
    (void)text;
    return len == 0;
}

struct parsed
parse_query(struct arena *arena,
            const char *text,
            size_t len,
            const struct fe_lexicon *lexicon)
{
    (void)arena, (void)text, (void)len, (void)lexicon;
    return (struct parsed){.has_operators = false};
}

struct planned
make_plan(const struct snapshot *snapshot,
          const struct parsed *parsed,
          const char *text,
          size_t len,
          enum fe_match match,
          bool is_literal)
{
    (void)snapshot, (void)parsed, (void)match, (void)is_literal;
    return (struct planned){.text = arena_strndup(snapshot->arena, text, len)};
}

/* The values are figures, which have no other form. */
char *
folded(struct arena *arena, const char *text, size_t len)
{
    return arena_strndup(arena, text, len);
}

struct tokens
tokens_of(struct arena *arena, const char *text, size_t len)
{
    (void)arena, (void)text, (void)len;
    return (struct tokens){0};
}

struct matching {
    struct arrays *arrays;
    bool is_all;
    uint32_t next, first;
    uint64_t found[WINDOW_WORDS], counted[WINDOW_WORDS];
    float bounds[WINDOW];
};

static struct matching *
new_matching(const struct snapshot *snapshot, bool is_all)
{
    struct matching *matching = arena_alloc(snapshot->arena, sizeof *matching);

    matching->arrays = arrays_of(snapshot);
    matching->is_all = is_all;
    return matching;
}

struct matching *
matching_new(const struct snapshot *snapshot,
             struct planned *planned,
             enum fe_match match)
{
    (void)planned, (void)match;
    return new_matching(snapshot, false);
}

struct matching *
matching_of_all(const struct snapshot *snapshot)
{
    return new_matching(snapshot, true);
}

void
matching_rewind(struct matching *matching)
{
    matching->next = 0;
}

static bool
fill_window(struct matching *matching)
{
    bool has_any = false;

    memset(matching->found, 0, sizeof matching->found);
    memset(matching->counted, 0, sizeof matching->counted);
    for (uint32_t i = 0; i < WINDOW; i++) {
        if (matching->first + i >= matching->arrays->n)
            break;
        const struct array_document *document =
            &matching->arrays->documents[matching->first + i];
        const uint64_t bit = (uint64_t)1 << i % 64;
        if (!document->is_there || !(document->is_found || matching->is_all))
            continue;
        has_any = true;
        matching->found[i / 64] |= bit;
        matching->bounds[i] = document->bound;
        if (document->is_counted || matching->is_all)
            matching->counted[i / 64] |= bit;
    }
    return has_any;
}

bool
matching_next(struct matching *matching, struct window *window)
{
    while (matching->next < matching->arrays->n) {
        matching->first = matching->next;
        matching->next += WINDOW;
        if (!fill_window(matching))
            continue;
        *window = (struct window){matching->first, matching->found,
                                  matching->counted, NULL};
        return true;
    }
    return false;
}

void
matching_score(struct matching *matching,
               const uint64_t mask[WINDOW_WORDS],
               double scores[WINDOW])
{
    g_assert(!matching->is_all);
    FOR_EACH_BIT (i, mask) {
        g_assert(matching->found[i / 64] >> i % 64 & 1);
        scores[i] = matching->arrays->documents[matching->first + i].score;
        matching->arrays->n_scored++;
    }
}

const float *
matching_bounds(struct matching *matching)
{
    g_assert(!matching->is_all);
    return matching->bounds;
}

void
matching_explain(struct matching *matching,
                 struct explained *documents,
                 size_t n)
{
    (void)matching, (void)documents, (void)n;
}

struct ties
snapshot_ties(const struct snapshot *snapshot)
{
    (void)snapshot;
    return (struct ties){NULL, NULL};
}
