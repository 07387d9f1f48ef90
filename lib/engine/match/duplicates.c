/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Near-duplicates, found by comparing the signatures of documents. A signature
 * has several bands. Two documents are compared only if they have the same
 * value in a band, and are near-duplicates if enough of their hashes agree.
 * Each document is compared with the first document that has the same band
 * value, band by band, and joins the group of the first that it agrees with.
 * Documents are taken in the order of what they are, oldest first (see
 * fe_lexicon_set_ties()), so that the groups do not depend on the order in
 * which they were added.
 *
 * Bands are sorted, so that equal values are side by side. A document that is
 * added later looks up its bands first in what was sorted, then among those
 * added before it. One that is removed leaves its group, if no other has been
 * compared with it. If one that is added should have been taken before a
 * document that it is compared with, or others may have been compared with one
 * that is removed, all documents are grouped again.
 */
#include "engine/match/columns.h"
#include "engine/match/revision.h"
#include "engine/text/signature.h"
#include "engine/text/stream.h"

#include <stdlib.h>
#include <string.h>

enum {
    BANDS = 4,
    BAND_SIZE = SIGNATURE_SIZE / BANDS, /* in bytes */
    AGREE_MIN = 11                      /* equal hashes of near-duplicates */
};

/* Documents that were sorted together, shared by all revisions that add to
 * them. An entry is a document that has a signature. For each band, order has
 * the entries ordered by the value of the band, then by number. Where a value
 * begins in order, holders has its holder: the number + 1 of the entry that
 * others with the value are compared with (0: none yet). */
struct sorted {
    int references;
    uint32_t *ids;
    char (*signatures)[SIGNATURE_SIZE];
    size_t n, room;
    uint32_t *order[BANDS];
    uint32_t *holders[BANDS];
};

/* An entry that was added later. Its number follows those of the sorted entries
 * and of the ones added before it. */
struct added {
    uint32_t id;
    uint64_t place; /* lower is taken first; of this revision */
    char signature[SIGNATURE_SIZE];
    bool holds[BANDS]; /* by band, whether it is the holder of its value */
};

struct duplicates {
    uint32_t *groups; /* by document number; 0: none */
    uint32_t n_groups;
    uint32_t last_id;
    const uint64_t *alive; /* of the revision */
    struct sorted *sorted;
    size_t n_dead; /* of the sorted entries, at most */
    GArray *added; /* struct added */
    bool is_complete;
};

static void
sorted_unref(struct sorted *sorted)
{
    if (!sorted || !g_atomic_int_dec_and_test(&sorted->references))
        return;
    for (unsigned b = 0; b < BANDS; b++) {
        g_free(sorted->order[b]);
        g_free(sorted->holders[b]);
    }
    g_free(sorted->signatures);
    g_free(sorted->ids);
    g_free(sorted);
}

void
duplicates_free(struct duplicates *duplicates)
{
    if (!duplicates)
        return;
    sorted_unref(duplicates->sorted);
    g_array_unref(duplicates->added);
    g_free(duplicates->groups);
    g_free(duplicates);
}

static const struct added *
added_at(const struct duplicates *duplicates, size_t i)
{
    return &g_array_index(duplicates->added, struct added, i);
}

static const char *
signature_at(const struct duplicates *duplicates, size_t entry)
{
    const size_t n = duplicates->sorted->n;

    return entry < n ? duplicates->sorted->signatures[entry]
                     : added_at(duplicates, entry - n)->signature;
}

static uint32_t
id_at(const struct duplicates *duplicates, size_t entry)
{
    const size_t n = duplicates->sorted->n;

    return entry < n ? duplicates->sorted->ids[entry]
                     : added_at(duplicates, entry - n)->id;
}

static uint64_t
band_of(const char *signature, unsigned band)
{
    uint64_t value;

    memcpy(&value, signature + (size_t)band * BAND_SIZE, sizeof value);
    return value;
}

/* Put the entry into the group of the first one if the two are near-duplicates;
 * returns whether they are. */
static bool
join(struct duplicates *duplicates, size_t first, size_t entry)
{
    uint32_t *group = &duplicates->groups[id_at(duplicates, first)];

    if (signature_agreement(signature_at(duplicates, first),
                            signature_at(duplicates, entry)) < AGREE_MIN)
        return false;
    if (*group == 0)
        *group = ++duplicates->n_groups;
    duplicates->groups[id_at(duplicates, entry)] = *group;
    return true;
}

/* Grouping all documents. */

struct band {
    uint64_t value;
    uint32_t entry;
};

/* Radix sort by value, eleven bits at a time, lowest first. Entries with the
 * same value keep their order. Frees the array, and returns another. */
static struct band *
sort_by_value(struct band *from, size_t n)
{
    enum { BITS = 11, BUCKETS = 1 << BITS };
    struct band *to = g_new(struct band, n);
    size_t *starts = g_new(size_t, BUCKETS);

    for (unsigned shift = 0; shift < 64; shift += BITS) {
        memset(starts, 0, BUCKETS * sizeof *starts);
        for (size_t i = 0; i < n; i++)
            starts[from[i].value >> shift & (BUCKETS - 1)]++;
        for (size_t b = 0, at = 0; b < BUCKETS; b++) {
            const size_t count = starts[b];
            starts[b] = at;
            at += count;
        }
        for (size_t i = 0; i < n; i++)
            to[starts[from[i].value >> shift & (BUCKETS - 1)]++] = from[i];
        struct band *other = from;
        from = to;
        to = other;
    }
    g_free(to);
    g_free(starts);
    return from;
}

/* Sort the entries by a band. Returns, by entry, where in the order the first
 * entry with the same value is; the caller frees it. */
static uint32_t *
sort_band(struct sorted *sorted, unsigned b)
{
    struct band *bands = g_new(struct band, sorted->n);
    uint32_t *firsts = g_new(uint32_t, sorted->n);

    for (size_t i = 0; i < sorted->n; i++)
        bands[i] =
            (struct band){band_of(sorted->signatures[i], b), (uint32_t)i};
    bands = sort_by_value(bands, sorted->n);
    sorted->order[b] = g_new(uint32_t, sorted->n);
    sorted->holders[b] = g_new0(uint32_t, sorted->n);
    for (size_t i = 0, first = 0; i < sorted->n; i++) {
        if (bands[i].value != bands[first].value)
            first = i;
        sorted->order[b][i] = bands[i].entry;
        firsts[bands[i].entry] = (uint32_t)first;
    }
    g_free(bands);
    return firsts;
}

/* Oldest first: then those that are added are mostly the last. */
static uint64_t
place_of(const struct ties *ties, uint32_t id)
{
    return tie_of(ties, id) ^ (uint64_t)UINT32_MAX << 32;
}

static int
by_place(const void *left, const void *right)
{
    const struct added *a = left, *b = right;

    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

static void
sort_by_place(const struct ties *ties, struct added *entries, size_t n)
{
    for (size_t i = 0; i < n; i++)
        entries[i].place = place_of(ties, entries[i].id);
    if (n > 1)
        qsort(entries, n, sizeof *entries, by_place);
}

static void
sort_entries(const struct ties *ties, struct sorted *sorted)
{
    struct added *entries = g_new0(struct added, sorted->n);

    for (size_t i = 0; i < sorted->n; i++) {
        entries[i].id = sorted->ids[i];
        memcpy(entries[i].signature, sorted->signatures[i], SIGNATURE_SIZE);
    }
    sort_by_place(ties, entries, sorted->n);
    for (size_t i = 0; i < sorted->n; i++) {
        sorted->ids[i] = entries[i].id;
        memcpy(sorted->signatures[i], entries[i].signature, SIGNATURE_SIZE);
    }
    g_free(entries);
}

static void
group_all(struct duplicates *duplicates, const struct ties *ties)
{
    struct sorted *sorted = duplicates->sorted;
    uint32_t *firsts[BANDS];

    sort_entries(ties, sorted);
    for (unsigned b = 0; b < BANDS; b++)
        firsts[b] = sort_band(sorted, b);
    for (size_t i = 0; i < sorted->n; i++)
        for (unsigned b = 0; b < BANDS; b++) {
            uint32_t *holder = &sorted->holders[b][firsts[b][i]];
            if (*holder == 0)
                *holder = (uint32_t)i + 1;
            else if (join(duplicates, *holder - 1, i))
                break;
        }
    for (unsigned b = 0; b < BANDS; b++)
        g_free(firsts[b]);
}

/* Grouping documents that were added later, one by one. */

/* Whether the entry at a place of the band's order has the value. */
static bool
has_value(const struct sorted *sorted, unsigned b, size_t at, uint64_t value)
{
    return at < sorted->n &&
           band_of(sorted->signatures[sorted->order[b][at]], b) == value;
}

/* Where entries with this value of the band begin in its order, if there are
 * any. */
static size_t
find_value(const struct sorted *sorted, unsigned b, uint64_t value)
{
    size_t low = 0, high = sorted->n;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (band_of(sorted->signatures[sorted->order[b][middle]], b) < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Find the entry that others with this value of the band are compared with;
 * false if there is none. */
static bool
find_holder(const struct duplicates *duplicates,
            unsigned b,
            uint64_t value,
            size_t *entry)
{
    const struct sorted *sorted = duplicates->sorted;
    const size_t at = find_value(sorted, b, value);

    if (has_value(sorted, b, at, value) && sorted->holders[b][at] > 0) {
        *entry = sorted->holders[b][at] - 1;
        if (is_in_set(duplicates->alive, sorted->ids[*entry]))
            return true;
    }
    for (size_t i = 0; i < duplicates->added->len; i++) {
        const struct added *added = added_at(duplicates, i);
        if (added->holds[b] && band_of(added->signature, b) == value) {
            *entry = sorted->n + i;
            return true;
        }
    }
    return false;
}

/* False if the document should have been taken before another. */
static bool
group_added(struct duplicates *duplicates,
            const struct ties *ties,
            size_t number)
{
    struct added *added =
        &g_array_index(duplicates->added, struct added, number);
    const size_t entry = duplicates->sorted->n + number;

    for (unsigned b = 0; b < BANDS; b++) {
        size_t first;
        if (!find_holder(duplicates, b, band_of(added->signature, b), &first))
            added->holds[b] = true;
        else if (added->place < place_of(ties, id_at(duplicates, first)))
            return false;
        else if (join(duplicates, first, entry))
            return true;
    }
    return true;
}

/* Documents that are removed. */

/* Whether another entry that is there has this value of the band. */
static bool
is_shared(const struct duplicates *duplicates,
          unsigned b,
          uint64_t value,
          size_t entry)
{
    const struct sorted *sorted = duplicates->sorted;

    for (size_t i = find_value(sorted, b, value);
         has_value(sorted, b, i, value); i++)
        if (sorted->order[b][i] != entry &&
            is_in_set(duplicates->alive, sorted->ids[sorted->order[b][i]]))
            return true;
    for (size_t i = 0; i < duplicates->added->len; i++)
        if (sorted->n + i != entry &&
            band_of(added_at(duplicates, i)->signature, b) == value &&
            is_in_set(duplicates->alive, added_at(duplicates, i)->id))
            return true;
    return false;
}

static bool
is_holder(const struct duplicates *duplicates,
          unsigned b,
          uint64_t value,
          size_t entry)
{
    const struct sorted *sorted = duplicates->sorted;

    return entry < sorted->n
               ? sorted->holders[b][find_value(sorted, b, value)] == entry + 1
               : added_at(duplicates, entry - sorted->n)->holds[b];
}

/* Take a document that has been removed out of its group, which is noted. False
 * if others may have been compared with it. */
static bool
leave_group(struct duplicates *duplicates, size_t entry, GHashTable *left)
{
    uint32_t *group = &duplicates->groups[id_at(duplicates, entry)];

    for (unsigned b = 0; b < BANDS; b++) {
        const uint64_t value = band_of(signature_at(duplicates, entry), b);
        if (is_holder(duplicates, b, value, entry) &&
            is_shared(duplicates, b, value, entry))
            return false;
    }
    if (*group > 0)
        g_hash_table_add(left, GUINT_TO_POINTER(*group));
    *group = 0;
    return true;
}

/* Groups of one are none. */
static void
end_groups(struct duplicates *duplicates, GHashTable *left)
{
    uint32_t *members = g_new0(uint32_t, (size_t)duplicates->n_groups + 1);

    for (uint32_t id = 1; id <= duplicates->last_id; id++)
        members[duplicates->groups[id]]++;
    for (uint32_t id = 1; id <= duplicates->last_id; id++) {
        uint32_t *group = &duplicates->groups[id];
        if (members[*group] == 1 &&
            g_hash_table_contains(left, GUINT_TO_POINTER(*group)))
            *group = 0;
    }
    g_free(members);
}

/* Take out the documents that the revision before had and this one has not.
 * False if all have to be grouped again. */
static bool
leave_groups(struct duplicates *duplicates, const uint64_t *alive_before)
{
    const struct sorted *sorted = duplicates->sorted;
    const size_t n = sorted->n + duplicates->added->len;
    GHashTable *left = g_hash_table_new(g_direct_hash, g_direct_equal);
    bool is_good = true;

    for (size_t entry = 0; entry < n && is_good; entry++) {
        const uint32_t id = id_at(duplicates, entry);
        if (!is_in_set(alive_before, id) || is_in_set(duplicates->alive, id))
            continue;
        is_good = leave_group(duplicates, entry, left);
        duplicates->n_dead += entry < sorted->n;
    }
    if (is_good && g_hash_table_size(left) > 0)
        end_groups(duplicates, left);
    g_hash_table_destroy(left);
    return is_good;
}

/* Forget those among the added ones that are gone. */
static void
drop_dead(struct duplicates *duplicates)
{
    struct added *added = (struct added *)(void *)duplicates->added->data;
    guint kept = 0;

    for (guint i = 0; i < duplicates->added->len; i++)
        if (is_in_set(duplicates->alive, added[i].id))
            added[kept++] = added[i];
    g_array_set_size(duplicates->added, kept);
}

/* The near-duplicates of a revision. */

static void
check_signature(const struct snapshot *snapshot, size_t len)
{
    if (len != SIGNATURE_SIZE)
        arena_fail(snapshot->arena, FE_CORRUPT, 0,
                   "the signature of a document is damaged");
}

static void
take_sorted(void *data, uint32_t id, const char *bytes, size_t len)
{
    const struct snapshot *snapshot = data;
    struct sorted *sorted = snapshot->revision->duplicates->sorted;

    check_signature(snapshot, len);
    if (sorted->n == sorted->room) {
        sorted->room = MAX(1024, 2 * sorted->room);
        sorted->ids = g_renew(uint32_t, sorted->ids, sorted->room);
        sorted->signatures = g_realloc_n(sorted->signatures, sorted->room,
                                         sizeof *sorted->signatures);
    }
    sorted->ids[sorted->n] = id;
    memcpy(sorted->signatures[sorted->n++], bytes, len);
}

static void
take_added(void *data, uint32_t id, const char *bytes, size_t len)
{
    const struct snapshot *snapshot = data;
    struct added added = {.id = id};

    check_signature(snapshot, len);
    memcpy(added.signature, bytes, len);
    g_array_append_val(snapshot->revision->duplicates->added, added);
}

static struct duplicates *
new_duplicates(const struct revision *revision, struct sorted *sorted)
{
    struct duplicates *duplicates = g_new0(struct duplicates, 1);

    duplicates->last_id = revision->state.last_id;
    duplicates->alive = revision->alive;
    duplicates->groups = g_new0(uint32_t, (size_t)duplicates->last_id + 1);
    duplicates->sorted = sorted;
    duplicates->added = g_array_new(FALSE, FALSE, sizeof(struct added));
    return duplicates;
}

static void
make_duplicates(const struct snapshot *snapshot, void *data)
{
    struct revision *revision = snapshot->revision;
    struct sorted *sorted;

    (void)data;
    if (revision->duplicates && revision->duplicates->is_complete)
        return;
    duplicates_free(revision->duplicates);
    sorted = g_new0(struct sorted, 1);
    sorted->references = 1;
    revision->duplicates = new_duplicates(revision, sorted);
    store_each_value(snapshot, SIGNATURE_SLOT, 1, take_sorted,
                     (void *)snapshot);
    const struct ties ties = snapshot_ties(snapshot);
    group_all(revision->duplicates, &ties);
    revision->duplicates->is_complete = true;
}

/* Each document that is added or removed may be compared with all that were
 * added before. If there are too many, or one should have been taken before
 * others, all documents are grouped again when groups are next asked for; and
 * so they are if many of those that were sorted are gone. */
void
duplicates_extend(const struct snapshot *snapshot,
                  const struct revision *before)
{
    enum { CHANGED_MAX = 4096, DEAD_MAX = 65536 };
    const struct duplicates *old = before->duplicates;
    struct revision *revision = snapshot->revision;

    if (!old || !old->is_complete || old->n_dead > DEAD_MAX ||
        revision->n_removed > CHANGED_MAX ||
        old->added->len + (revision->state.last_id - old->last_id) >
            CHANGED_MAX)
        return;
    g_atomic_int_inc(&old->sorted->references);
    struct duplicates *duplicates = new_duplicates(revision, old->sorted);
    revision->duplicates = duplicates;
    duplicates->n_groups = old->n_groups;
    duplicates->n_dead = old->n_dead;
    memcpy(duplicates->groups, old->groups,
           ((size_t)old->last_id + 1) * sizeof *old->groups);
    g_array_append_vals(duplicates->added, old->added->data, old->added->len);
    if (revision->n_removed > 0) {
        if (!leave_groups(duplicates, before->alive))
            return;
        drop_dead(duplicates);
    }
    const size_t known = duplicates->added->len;
    store_each_value(snapshot, SIGNATURE_SLOT, old->last_id + 1, take_added,
                     (void *)snapshot);
    const size_t n = duplicates->added->len;
    const struct ties ties = snapshot_ties(snapshot);
    if (n > known)
        sort_by_place(&ties,
                      &g_array_index(duplicates->added, struct added, known),
                      n - known);
    for (size_t i = known; i < n; i++)
        if (!group_added(duplicates, &ties, i))
            return;
    duplicates->is_complete = true;
}

const uint32_t *
snapshot_groups(const struct snapshot *snapshot, size_t *n)
{
    revision_make(snapshot, make_duplicates, NULL);
    *n = (size_t)snapshot->revision->duplicates->last_id + 1;
    return snapshot->revision->duplicates->groups;
}
