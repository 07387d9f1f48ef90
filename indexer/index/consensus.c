/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Only counts are kept; meanings are worked out when they are asked for.
 */
#include "index/consensus.h"
#include "base/memory.h"

#include "findings/engine.h"

#include <stdlib.h>
#include <string.h>

struct votes {
    size_t reports;    /* how many explain the letters */
    GHashTable *forms; /* meaning as written -> how many reports have it */
};

static void
votes_free(void *data)
{
    struct votes *votes = data;

    g_hash_table_destroy(votes->forms);
    free(votes);
}

static void
start(struct consensus *consensus)
{
    consensus->votes =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, votes_free);
    consensus->changed =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* Read what consensus_votes() has written. */
static void
parse(struct votes *votes, const char *text)
{
    char **lines = g_strsplit(text, "\n", -1), *end;

    for (char **line = lines; *line; line++) {
        const size_t n = (size_t)g_ascii_strtoull(*line, &end, 10);
        if (line == lines)
            votes->reports = n;
        else if (n > 0 && *end == ' ')
            g_hash_table_insert(votes->forms, g_strdup(end + 1),
                                GSIZE_TO_POINTER(n));
    }
    g_strfreev(lines);
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
        char *text = consensus->read_votes
                         ? consensus->read_votes(consensus->data, letters)
                         : NULL;
        if (text)
            parse(votes, text);
        free(text);
    }
    return votes;
}

static size_t
one_more_or_less(size_t n, bool is_more)
{
    return is_more ? n + 1 : n > 0 ? n - 1 : 0;
}

/* Count one report more or less. */
static void
count_form(struct votes *votes, const char *form, bool is_more)
{
    const size_t was =
        GPOINTER_TO_SIZE(g_hash_table_lookup(votes->forms, form));
    const size_t is = one_more_or_less(was, is_more);

    if (is > 0)
        g_hash_table_insert(votes->forms, g_strdup(form), GSIZE_TO_POINTER(is));
    else
        g_hash_table_remove(votes->forms, form);
}

/* A key that is the same for meanings that are counted together. */
static char *
key_of(const char *letters, const char *meaning)
{
    char *fold = fe_meaning_fold(meaning);
    char *key = g_strconcat(letters, "\n", fold, NULL);

    g_free(fold);
    return key;
}

/* Add or remove the votes of one report: one for each meaning, however many
 * ways the report writes it. */
static void
count(struct consensus *consensus, const struct abbreviations *of, bool is_more)
{
    GHashTable *met =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    if (!consensus->votes)
        start(consensus);
    for (size_t i = 0; i < of->count; i++) {
        char *letters = g_ascii_strdown(of->list[i].letters, -1);
        struct votes *votes = votes_of(consensus, letters);
        if (g_hash_table_add(met, key_of(letters, of->list[i].meaning)))
            count_form(votes, of->list[i].meaning, is_more);
        g_hash_table_add(consensus->changed, g_strdup(letters));
        if (g_hash_table_add(met, letters))
            votes->reports = one_more_or_less(votes->reports, is_more);
    }
    g_hash_table_destroy(met);
}

void
consensus_add(struct consensus *consensus,
              const struct abbreviations *abbreviations)
{
    count(consensus, abbreviations, true);
}

void
consensus_remove(struct consensus *consensus,
                 const struct abbreviations *abbreviations)
{
    count(consensus, abbreviations, false);
}

char *
consensus_votes(const struct consensus *consensus, const char *letters)
{
    const struct votes *votes =
        consensus->votes ? g_hash_table_lookup(consensus->votes, letters)
                         : NULL;
    GString *out = g_string_new(NULL);

    if (votes && votes->reports > 0) {
        GList *forms = g_list_sort(g_hash_table_get_keys(votes->forms),
                                   (GCompareFunc)strcmp);
        g_string_append_printf(out, "%zu", votes->reports);
        for (const GList *form = forms; form; form = form->next)
            g_string_append_printf(
                out, "\n%zu %s",
                GPOINTER_TO_SIZE(g_hash_table_lookup(votes->forms, form->data)),
                (const char *)form->data);
        g_list_free(forms);
    }
    return g_string_free(out, FALSE);
}

char *
consensus_meaning(const struct consensus *consensus, const char *letters)
{
    char *votes = consensus_votes(consensus, letters);
    char *meaning = fe_votes_meaning((const char *const *)&votes, 1);

    g_free(votes);
    return meaning;
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
    if (consensus->votes) {
        g_hash_table_destroy(consensus->votes);
        g_hash_table_destroy(consensus->changed);
    }
    *consensus = (struct consensus){0};
}
