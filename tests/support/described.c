/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "described.h"
#include "support.h"

#include "engine/match/columns.h"
#include "engine/match/revision.h"

#include <stdlib.h>
#include <string.h>

enum { REPORT = 1, DATE, KIND };

const char *
described_text(char text[DESCRIBED_TEXT_SIZE])
{
    static const char *const words[] = {
        "case",      "recording", "plans",   "planning", "well-being",
        "wellbeing", "children",  "child",   "the",      "of",
        "care",      "leavers",   "leaver",  "not",      "timely",
        "quality",   "is",        "audited", "audit",    "supervision"};
    const int n = 3 + rand() % 30;

    *text = '\0';
    for (int i = 0; i < n; i++)
        sprintf(text + strlen(text), "%s%s ",
                words[rand() % (int)(sizeof words / sizeof *words)],
                rand() % 40 == 0 ? "s" : "");
    return text;
}

const char *
described_kind(void)
{
    /* Some values differ only in letter case. */
    static const char *const kinds[] = {"Good", "good",      "Poor",    "",
                                        "Fair", "good|Poor", "Poor|Bad"};

    return kinds[rand() % 7];
}

const char *
described_date(void)
{
    static const char *const dates[] = {
        "2000-01-01", "2003-01-01", "2007-01-01", "2012-01-01", "2014-01-01"};

    return dates[rand() % 5];
}

void
described_add(struct fe_writer *writer,
              const struct described_document *document)
{
    const char *text = document->text;
    char term[32];
    const char *terms[] = {term};
    const struct fe_text texts[] = {
        {.text = text, .text_len = strlen(text), .weight = 1},
        {.prefix = "XS", .text = "Case planning", .text_len = 13, .weight = 1}};
    char **kinds = g_strsplit(document->kind, "|", 2); /* one or two */
    const struct fe_value values[] = {
        {REPORT, document->report},
        {DATE, document->date},
        {KIND, kinds[0] ? kinds[0] : ""},
        {KIND, kinds[0] && kinds[1] ? kinds[1] : ""}};
    const struct fe_document added = {.data = text,
                                      .data_len = strlen(text),
                                      .texts = texts,
                                      .n_texts = 2,
                                      .terms = terms,
                                      .n_terms = 1,
                                      .values = values,
                                      .n_values = 4};

    snprintf(term, sizeof term, "XR:%s", document->report);
    assert_int_equal(fe_writer_add(writer, &added, NULL), FE_OK);
    g_strfreev(kinds);
}

void
described_list(const struct snapshot *snapshot,
               struct string *out,
               const struct pattern *pattern)
{
    const struct posting_list list =
        postings_unpack(snapshot->arena, list_of(snapshot, pattern));

    pattern_name(snapshot->arena, out, pattern);
    for (size_t i = 0; i < list.n; i++)
        string_addf(snapshot->arena, out, " %u*%u", list.ids[i], list.times[i]);
    string_add(snapshot->arena, out, "\n");
}

struct pattern
words_pattern(const struct snapshot *snapshot, const char *word)
{
    const struct words words = words_of_stem(
        snapshot, "", stem_of(snapshot->stemmer, snapshot->arena, word));
    struct pattern pattern = {
        .kind = PATTERN_WORDS,
        .prefix = "",
        .n_words = words.n,
        .words = arena_array(snapshot->arena, words.n, sizeof *pattern.words)};

    for (size_t i = 0; i < words.n; i++)
        pattern.words[i] = words.at[i].text;
    return pattern;
}

static void
describe_lists(const struct snapshot *snapshot, struct string *out)
{
    struct pattern parts[] = {words_pattern(snapshot, "case"),
                              words_pattern(snapshot, "recording"),
                              words_pattern(snapshot, "care")};
    const struct pattern patterns[] = {
        parts[0],
        parts[2],
        {.kind = PATTERN_PHRASE, .prefix = "", .parts = parts, .n_parts = 2},
        {.kind = PATTERN_EITHER, .prefix = "", .parts = parts, .n_parts = 3},
        {.kind = PATTERN_NEAR,
         .prefix = "",
         .parts = parts + 1,
         .n_parts = 2,
         .distance = 4}};

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        described_list(snapshot, out, &patterns[i]);
}

static void
describe_column(const struct snapshot *snapshot,
                struct string *out,
                unsigned slot,
                size_t length)
{
    const struct column *column = snapshot_column(snapshot, slot, length);

    string_addf(snapshot->arena, out, "column %u, %zu of %zu values:", slot,
                length, column->n_codes);
    for (uint32_t id = 0; id < column->n_documents; id++) {
        const uint32_t code = column_code(column, id);
        FOR_EACH_VALUE (value, column, code)
            string_addf(snapshot->arena, out, " %s(%s)", column->values[*value],
                        column->keys[*value]);
        string_add(snapshot->arena, out, ";");
    }
    string_add(snapshot->arena, out, "\n");
}

void
describe_snapshot(const struct snapshot *snapshot, void *data)
{
    struct description *description = data;
    struct arena *arena = snapshot->arena;
    const struct revision *revision = snapshot->revision;
    struct string *out = &description->text;
    size_t n;

    *out = (struct string){0};
    string_addf(arena, out, "%u documents to %u, average %.9g\n",
                revision->documents, revision->state.last_id,
                revision->average_length);
    for (uint32_t id = 1; id <= revision->state.last_id; id++)
        string_addf(arena, out, " %d:%u:%.9g", is_in_set(revision->alive, id),
                    revision->lengths[id], (double)revision->factors[id]);
    describe_column(snapshot, out, REPORT, 0);
    describe_column(snapshot, out, DATE, 4);
    describe_column(snapshot, out, KIND, 0);
    const uint32_t *groups = snapshot_groups(snapshot, &n);
    /* Groups may be numbered differently, so each is named by its first
     * document. */
    for (uint32_t id = 1; id < n; id++) {
        uint32_t first = 1;
        while (groups[first] != groups[id])
            first++;
        string_addf(arena, out, " %u", groups[id] > 0 ? first : 0);
    }
    describe_lists(snapshot, out);
    string_addf(arena, out, "of plan: %u, of leaver: %u, in XS: %u\n",
                words_documents(snapshot, "", "plans"),
                words_documents(snapshot, "", "leavers"),
                words_documents(snapshot, "XS", "planning"));
}
