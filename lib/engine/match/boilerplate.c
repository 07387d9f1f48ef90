/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Boilerplate: text that many of the reports of a framework print nearly alike.
 * The report and the framework of a document are values of two slots.
 */
#include "engine/match/columns.h"
#include "engine/match/revision.h"

#include <stdlib.h>

/* Document numbers in the order of their groups, without those that have no
 * group; returns how many. n is the size of groups. */
static size_t
sort_by_group(struct arena *arena,
              const uint32_t *groups,
              size_t n,
              uint32_t *sorted)
{
    size_t n_groups = 0;

    for (size_t id = 1; id < n; id++)
        n_groups = MAX(n_groups, groups[id]);
    size_t *starts = arena_array(arena, n_groups + 2, sizeof *starts);
    for (size_t id = 1; id < n; id++)
        starts[groups[id] + 1]++;
    starts[1] = 0;
    for (size_t g = 1; g <= n_groups; g++)
        starts[g + 1] += starts[g];
    const size_t grouped = starts[n_groups + 1];
    for (size_t id = 1; id < n; id++)
        if (groups[id] > 0)
            sorted[starts[groups[id]]++] = (uint32_t)id;
    return grouped;
}

struct repeated {
    const struct snapshot *snapshot;
    const struct column *reports;
    const struct column *frameworks;
    const uint32_t *n_reports; /* by code of the framework */
    uint64_t *found;
};

/* A document, with its framework and report. */
struct printed {
    uint32_t framework, report, id;
};

static int
compare_printed(const void *a, const void *b)
{
    const struct printed *x = a, *y = b;

    if (x->framework != y->framework)
        return x->framework < y->framework ? -1 : 1;
    return x->report < y->report ? -1 : x->report > y->report;
}

/* Mark the documents of a group that enough reports of their framework have. */
static void
judge_group(const struct repeated *repeated, const uint32_t *ids, size_t n)
{
    /* What two or three councils borrow from each other is not boilerplate. */
    const size_t reports_min = 5;
    const double share_min = 0.1; /* of the framework's reports */
    struct printed *list =
        arena_array(repeated->snapshot->arena, n, sizeof *list);

    if (n < reports_min)
        return;
    for (size_t i = 0; i < n; i++)
        list[i] =
            (struct printed){column_code(repeated->frameworks, ids[i]),
                             column_code(repeated->reports, ids[i]), ids[i]};
    qsort(list, n, sizeof *list, compare_printed);
    for (size_t i = 0, end; i < n; i = end) {
        size_t reports = 0;
        for (end = i; end < n && list[end].framework == list[i].framework;
             end++)
            reports += end == i || list[end].report != list[end - 1].report;
        const double least =
            share_min * (double)repeated->n_reports[list[i].framework];
        for (size_t k = i; k < end; k++)
            if (reports >= reports_min && (double)reports >= least)
                add_to_set(repeated->found, list[k].id);
    }
}

/* The number of reports of each framework, by code. */
static uint32_t *
count_reports(const struct snapshot *snapshot,
              const struct column *reports,
              const struct column *frameworks)
{
    uint32_t *counts =
        arena_array(snapshot->arena, frameworks->n_codes, sizeof *counts);
    const size_t bits = frameworks->n_codes * reports->n_codes;
    uint64_t *seen = arena_array(snapshot->arena, bits / 64 + 1, sizeof *seen);

    for (uint32_t id = 1; id <= snapshot->revision->state.last_id; id++) {
        const uint32_t framework = column_code(frameworks, id);
        const size_t bit =
            framework * reports->n_codes + column_code(reports, id);
        if (seen[bit / 64] >> bit % 64 & 1)
            continue;
        seen[bit / 64] |= (uint64_t)1 << bit % 64;
        counts[framework]++;
    }
    return counts;
}

static void
find_boilerplate(const struct snapshot *snapshot, uint64_t *found)
{
    const struct fe_lexicon *lexicon = snapshot->lexicon;
    struct repeated repeated = {
        .snapshot = snapshot,
        .reports = snapshot_column(snapshot, lexicon_repeated_slot(lexicon), 0),
        .frameworks =
            snapshot_column(snapshot, lexicon_repeated_within(lexicon), 0)};
    size_t n;
    const uint32_t *groups = snapshot_groups(snapshot, &n);
    uint32_t *sorted = arena_array(snapshot->arena, n, sizeof *sorted);

    repeated.found = found;
    repeated.n_reports =
        count_reports(snapshot, repeated.reports, repeated.frameworks);
    n = sort_by_group(snapshot->arena, groups, n, sorted);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && groups[sorted[end]] == groups[sorted[i]];)
            end++;
        judge_group(&repeated, sorted + i, end - i);
    }
}

static void
make_boilerplate(const struct snapshot *snapshot, void *data)
{
    struct revision *revision = snapshot->revision;
    uint64_t *found;

    (void)data;
    if (revision->boilerplate)
        return;
    found = arena_array(snapshot->arena, revision_set_words(revision),
                        sizeof *found);
    if (snapshot->lexicon &&
        lexicon_repeated_slot(snapshot->lexicon) != FE_NO_SLOT)
        find_boilerplate(snapshot, found);
    revision->boilerplate =
        g_memdup2(found, revision_set_words(revision) * sizeof *found);
}

const uint64_t *
snapshot_boilerplate(const struct snapshot *snapshot)
{
    if (!revision_has(snapshot->revision, &snapshot->revision->boilerplate))
        revision_make(snapshot, make_boilerplate, NULL);
    return snapshot->revision->boilerplate;
}
