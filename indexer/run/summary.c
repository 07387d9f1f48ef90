/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/summary.h"
#include "base/say.h"

#include "findings/visible.h"

#include <glib.h>

void
summary_say_copies(const struct copies *copies)
{
    if (copies->count == 0)
        return;
    char *line = copies_summary(copies);
    say("%s", line);
    g_free(line);
}

static void
say_left_out(const struct sources *sources)
{
    char *line = sources_left_out(sources);

    if (line)
        say("%s", line);
    g_free(line);
}

/* Say that there was nothing to read, which a person may not have meant. */
static void
say_empty(const struct sources *sources)
{
    if (sources->n_folders > 0 && sources->count == 0 &&
        sources->n_refused == 0 && sources->n_left_out == 0 &&
        sources->input == 0)
        say("there are no files in %s; name the folder or the files that "
            "have the reports",
            sources->folders[0]);
}

static void
say_taken(const struct ingest_taken *taken)
{
    if (taken->count == 1)
        say("%s has the report of %s, which no longer exists, and replaces it",
            taken->to, taken->from);
    else if (taken->count > 1)
        say("%zu reports replace those of files that no longer exist, such as "
            "%s that of %s",
            taken->count, taken->to, taken->from);
}

static void
say_gone(size_t gone, const char *db)
{
    char word[FINDINGS_SHELL_SIZE];

    if (gone > 0)
        say("%zu indexed file%s no longer exist%s; remove %s with: "
            "findings-index --db %s --prune",
            gone, gone == 1 ? "" : "s", gone == 1 ? "s" : "",
            gone == 1 ? "it" : "them", findings_shell_word(db, "DIR", word));
}

void
summary_say(const struct summary *s, struct history *history)
{
    const struct totals *totals = s->totals;
    const struct history none = {0};
    const struct history *before = history ? history : &none;
    const bool is_first = before->n_runs == 0;

    if (is_first)
        say("reports indexed: %zu, paragraphs: %zu, files refused: %zu, "
            "unchanged: %zu, moved: %zu; reports dropped: %zu; in %s",
            totals->reports, totals->paragraphs, totals->refused,
            totals->unchanged, totals->moved, s->dropped, s->db);
    if (is_first || totals->recognised > 0)
        totals_say_ocr(totals);
    if (is_first || s->copies->count != before->copies)
        summary_say_copies(s->copies);
    if (!history)
        say_empty(s->sources); /* a folder that is followed may fill */
    if (is_first || s->sources->n_left_out != before->left_out)
        say_left_out(s->sources);
    say_taken(s->taken);
    if (is_first || s->gone != before->gone)
        say_gone(s->gone, s->db);
    if (!history)
        return;
    history->n_runs++;
    history->copies = s->copies->count;
    history->left_out = s->sources->n_left_out;
    history->gone = s->gone;
}
