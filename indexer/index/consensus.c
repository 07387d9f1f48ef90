/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Only counts are kept; meanings are worked out when they are asked for. Those
 * that differ only in hyphens, plurals or apostrophes are counted together, and
 * returned as most reports write them.
 */
#include "index/consensus.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct votes {
    size_t reports;    /* how many explain the letters */
    GHashTable *forms; /* meaning as written -> how many reports have it */
};

/* A meaning, in all the ways it is written. */
struct meaning {
    char *fold;
    const char *form; /* as most reports write it */
    size_t form_reports;
    size_t reports;
};

static void
votes_free(void *data)
{
    struct votes *votes = data;

    g_hash_table_destroy(votes->forms);
    free(votes);
}

static void
abbreviations_free(void *data)
{
    abbreviations_fini(data);
    free(data);
}

static void
start(struct consensus *consensus)
{
    consensus->reports = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                               abbreviations_free);
    consensus->votes =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, votes_free);
    consensus->changed =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static struct votes *
votes_of(struct consensus *consensus, const char *letters)
{
    struct votes *votes = g_hash_table_lookup(consensus->votes, letters);

    if (!votes) {
        votes = memory_resize(NULL, sizeof *votes);
        *votes = (struct votes){
            0, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
        g_hash_table_insert(consensus->votes, g_strdup(letters), votes);
    }
    return votes;
}

/* Count one report more or less. */
static void
count_form(struct votes *votes, const char *form, bool is_more)
{
    const size_t was =
        GPOINTER_TO_SIZE(g_hash_table_lookup(votes->forms, form));
    const size_t is = is_more ? was + 1 : was - 1;

    if (is > 0)
        g_hash_table_insert(votes->forms, g_strdup(form), GSIZE_TO_POINTER(is));
    else
        g_hash_table_remove(votes->forms, form);
}

/* A key that is the same for meanings that are counted together. */
static char *
key_of(const char *letters, const char *meaning)
{
    char *fold = abbreviation_fold(meaning);
    char *key = g_strconcat(letters, "\n", fold, NULL);

    free(fold);
    return key;
}

/* Add or remove the votes of one report: one for each meaning, however many
 * ways the report writes it. */
static void
count(struct consensus *consensus, const struct abbreviations *of, bool is_more)
{
    GHashTable *met =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t i = 0; i < of->count; i++) {
        char *letters = g_ascii_strdown(of->list[i].letters, -1);
        struct votes *votes = votes_of(consensus, letters);
        if (g_hash_table_add(met, key_of(letters, of->list[i].meaning)))
            count_form(votes, of->list[i].meaning, is_more);
        g_hash_table_add(consensus->changed, g_strdup(letters));
        if (g_hash_table_add(met, letters))
            votes->reports += is_more ? 1 : (size_t)-1;
    }
    g_hash_table_destroy(met);
}

void
consensus_set(struct consensus *consensus,
              const char *report,
              struct abbreviations *abbreviations)
{
    if (!consensus->reports)
        start(consensus);
    const struct abbreviations *had =
        g_hash_table_lookup(consensus->reports, report);
    if (had)
        count(consensus, had, false);
    g_hash_table_remove(consensus->reports, report);
    count(consensus, abbreviations, true);
    if (abbreviations->count > 0) {
        struct abbreviations *has = memory_resize(NULL, sizeof *has);
        *has = *abbreviations;
        *abbreviations = (struct abbreviations){0};
        g_hash_table_insert(consensus->reports, g_strdup(report), has);
    }
    abbreviations_fini(abbreviations);
}

/* Whether this form is preferred to the meaning's present one: it is more
 * frequent, or else shorter, or else first in the alphabet. */
static bool
is_preferred(const char *form, size_t reports, const struct meaning *to)
{
    if (!to->form || reports != to->form_reports)
        return !to->form || reports > to->form_reports;
    const size_t len = strlen(form), other = strlen(to->form);
    return len != other ? len < other : strcmp(form, to->form) < 0;
}

static void
add_form(GHashTable *meanings, const char *form, size_t reports)
{
    char *fold = abbreviation_fold(form);
    struct meaning *meaning = g_hash_table_lookup(meanings, fold);

    if (!meaning) {
        meaning = memory_resize(NULL, sizeof *meaning);
        *meaning = (struct meaning){.fold = fold};
        g_hash_table_insert(meanings, fold, meaning);
    } else {
        free(fold);
    }
    meaning->reports += reports;
    if (is_preferred(form, reports, meaning)) {
        meaning->form = form;
        meaning->form_reports = reports;
    }
}

static void
meaning_free(void *data)
{
    struct meaning *meaning = data;

    free(meaning->fold);
    free(meaning);
}

/* Whether a large enough share of the reports that explain the letters have
 * this meaning. */
static bool
is_agreed(const struct meaning *meaning, const struct votes *votes)
{
    return meaning->reports * CONSENSUS_OUT_OF >=
           votes->reports * CONSENSUS_SHARE;
}

/* The agreed meaning; NULL if there is none, or more than one, which is
 * possible because one report may explain both. */
static const struct meaning *
agreed(GHashTable *meanings, const struct votes *votes)
{
    const struct meaning *found = NULL;
    GHashTableIter iter;
    void *meaning;

    g_hash_table_iter_init(&iter, meanings);
    while (g_hash_table_iter_next(&iter, NULL, &meaning)) {
        if (!is_agreed(meaning, votes))
            continue;
        if (found)
            return NULL;
        found = meaning;
    }
    return found;
}

char *
consensus_meaning(const struct consensus *consensus, const char *letters)
{
    const struct votes *votes =
        consensus->votes ? g_hash_table_lookup(consensus->votes, letters)
                         : NULL;
    GHashTableIter iter;
    void *form, *reports;

    if (!votes)
        return memory_strdup("");
    GHashTable *meanings =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, meaning_free);
    g_hash_table_iter_init(&iter, votes->forms);
    while (g_hash_table_iter_next(&iter, &form, &reports))
        add_form(meanings, form, GPOINTER_TO_SIZE(reports));
    const struct meaning *meaning = agreed(meanings, votes);
    char *text = memory_strdup(meaning ? meaning->form : "");
    g_hash_table_destroy(meanings);
    return text;
}

char **
consensus_changes(struct consensus *consensus)
{
    if (!consensus->changed)
        return g_new0(char *, 1);
    char **changes =
        (char **)g_hash_table_get_keys_as_array(consensus->changed, NULL);
    g_hash_table_steal_all(consensus->changed);
    return changes;
}

void
consensus_fini(struct consensus *consensus)
{
    if (consensus->reports) {
        g_hash_table_destroy(consensus->reports);
        g_hash_table_destroy(consensus->votes);
        g_hash_table_destroy(consensus->changed);
    }
    *consensus = (struct consensus){0};
}
