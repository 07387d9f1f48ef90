/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * columns.h: the values of a slot in memory, as a small number (code) for each
 * document, so that filters, facet counts and sort orders cost a table look-up
 * for each document instead of a read from disk. A column belongs to a revision
 * and does not change.
 *
 * Also reads single documents.
 */
#ifndef ENGINE_MATCH_COLUMNS_H
#define ENGINE_MATCH_COLUMNS_H

#include "engine/query/plan.h"

/* Values that differ only in letter case or accents have one code. Codes of
 * values are in the order of the folded values; 0 is the empty value. The codes
 * after them are lists: each stands for a combination of values that some
 * documents have together. */
struct column {
    const uint32_t *codes; /* by document number */
    size_t n_documents;    /* how many codes: the last document number + 1 */
    const char *const *values; /* by code, in one spelling */
    const char *const *keys;   /* by code, folded */
    size_t n_values;           /* of codes that are values */
    size_t n_codes;            /* with the lists */
    const size_t *ends;        /* by code: where its members end */
    const uint32_t *members;   /* codes of values: of a list, or of itself */
};

static inline uint32_t
column_code(const struct column *column, uint32_t id)
{
    return id < column->n_documents ? column->codes[id] : 0;
}

/* Each value that a code stands for; "value" is a pointer to its code. */
#define FOR_EACH_VALUE(value, column, code)                                    \
    for (const uint32_t *value =                                               \
             (column)->members + ((code) > 0 ? (column)->ends[(code)-1] : 0);  \
         value < (column)->members + (column)->ends[code]; value++)

/* The column of the slot, or of the first length bytes of its values (0: of
 * whole values). It is read when it is first needed. */
const struct column *
snapshot_column(const struct snapshot *snapshot, unsigned slot, size_t length);

/* By code, whether a document with that value, or one of those values, passes.
 * If no value is written as the filter has it, values that differ only in
 * punctuation and blanks, or in "and" for "&", are taken. */
const bool *column_filter(struct arena *arena,
                          const struct column *column,
                          const struct fe_filter *filter);
const bool *column_select(struct arena *arena,
                          const struct column *column,
                          const struct plan *plan); /* PLAN_VALUES */

bool column_has(struct arena *arena,
                const struct column *column,
                const char *value,
                size_t len);

/* The columns that decide between equal hits: see fe_lexicon_set_ties(). */
struct ties {
    const struct column *falling, *rising; /* or NULL */
};
struct ties snapshot_ties(const struct snapshot *snapshot);

/* Lower comes first. */
static inline uint64_t
tie_of(const struct ties *ties, uint32_t id)
{
    const uint32_t falling =
        ties->falling ? UINT32_MAX - column_code(ties->falling, id) : 0;
    const uint32_t rising = ties->rising ? column_code(ties->rising, id) : 0;

    return (uint64_t)falling << 32 | rising;
}

/* By document number, the group of near-duplicates that a document belongs to;
 * 0 if it has none. */
const uint32_t *snapshot_groups(const struct snapshot *snapshot, size_t *n);

/* The documents that many reports print alike (see fe_lexicon_set_repeated()),
 * as a set with a bit for each document number. */
const uint64_t *snapshot_boilerplate(const struct snapshot *snapshot);

/* The number of the first document that has exactly this term, 0 if none has;
 * and the numbers of all that have it, rising. */
uint32_t snapshot_document(const struct snapshot *snapshot, const char *term);
struct numbers {
    uint32_t *at;
    size_t n;
};
struct numbers snapshot_documents_of(const struct snapshot *snapshot,
                                     const char *term);

/* The first term of a document that begins with the prefix; NULL if there is
 * none. */
const char *
snapshot_term(const struct snapshot *snapshot, uint32_t id, const char *prefix);

/* The words of a document's own texts and the pairs of neighbouring ones, as
 * the index has them, in byte order, each with how often it is there. */
struct document_word {
    const char *text;
    uint32_t times;
};
struct document_words {
    struct document_word *at;
    size_t n;
};
struct document_words snapshot_words(const struct snapshot *snapshot,
                                     uint32_t id);

/* The data of these documents will be read next: fetch it at once if it is on
 * other machines. */
void
snapshot_expect(const struct snapshot *snapshot, const uint32_t *ids, size_t n);

/* The data of a document, with a NUL after its len bytes. */
const char *
snapshot_data(const struct snapshot *snapshot, uint32_t id, size_t *len);

uint64_t snapshot_revision_number(const struct snapshot *snapshot);

/* The identity of the index, which no other index has. Rebuilding the index
 * gives it a new one, and its revision numbers begin again. */
const char *snapshot_identity(const struct snapshot *snapshot);

#endif
