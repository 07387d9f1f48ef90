/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/words.h"
#include "messages/facts.h"

#include <glib.h>
#include <time.h>

struct words *
words_new(struct fe_lexicon *lexicon,
          size_t n_shipped,
          double begun,
          bool is_reread)
{
    struct words *words = g_new(struct words, 1);

    *words = (struct words){.references = 1,
                            .lexicon = lexicon,
                            .n_shipped = n_shipped,
                            .read_at = (int64_t)time(NULL),
                            .begun = begun,
                            .is_reread = is_reread};
    return words;
}

struct words *
words_ref(struct words *words)
{
    if (words)
        words->references++;
    return words;
}

void
words_unref(struct words *words)
{
    if (!words || --words->references > 0)
        return;
    fe_lexicon_free(words->lexicon);
    g_free(words);
}

json_t *
words_json(const struct words *words)
{
    const size_t n = fe_lexicon_n_sources(words->lexicon);
    char read_at[FACTS_TIME_SIZE];
    json_t *files = json_array();

    for (size_t i = 0; i < n; i++) {
        size_t n_entries;
        const char *name = fe_lexicon_source(words->lexicon, i, &n_entries);
        json_array_append_new(files, json_pack("{s:o, s:I, s:b}", "file",
                                               facts_path_json(name), "entries",
                                               (json_int_t)n_entries, "shipped",
                                               i < words->n_shipped));
    }
    return json_pack("{s:s, s:b, s:o}", "read",
                     facts_time(words->read_at, read_at), "reloaded",
                     words->is_reread, "files", files);
}

size_t
words_own_entries(const struct words *words)
{
    const size_t n = fe_lexicon_n_sources(words->lexicon);
    size_t total = 0, n_entries;

    for (size_t i = words->n_shipped; i < n; i++) {
        fe_lexicon_source(words->lexicon, i, &n_entries);
        total += n_entries;
    }
    return total;
}
