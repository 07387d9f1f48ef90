/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * columns.h: the values of a slot in memory, a small number for each document,
 * so that filters, facet counts and orders are a table look-up for each
 * document instead of a read from disk. A column belongs to a revision and does
 * not change.
 */
#ifndef ENGINE_MATCH_COLUMNS_H
#define ENGINE_MATCH_COLUMNS_H

#include "engine/query/plan.h"

/* Values that differ in letter case or accents alone are one. Codes are in the
 * order of the values' folded text; 0 is the empty value. */
struct column {
    const uint32_t *codes; /* by document number */
    size_t n_documents;    /* codes there are: the last document number + 1 */
    const char *const *values; /* by code, as first met */
    const char *const *keys;   /* by code, folded */
    size_t n_codes;
};

static inline uint32_t
column_code(const struct column *column, uint32_t id)
{
    return id < column->n_documents ? column->codes[id] : 0;
}

/* The revision's column of the slot, or of the first length bytes of its values
 * (0: whole); read when it is first asked for. */
const struct column *
snapshot_column(const struct snapshot *snapshot, unsigned slot, size_t length);

/* By code, whether a document of that value passes. A value that is not there
 * as it is written may be there with other marks or blanks, or with "and" for
 * "&".
 */
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

/* Near-duplicates: documents of the same group have nearly the same text; 0 is
 * like no other. By document number. */
const uint32_t *snapshot_groups(const struct snapshot *snapshot, size_t *n);

/* The documents that many reports print, see fe_lexicon_set_repeated(): a set,
 * a bit by document number. */
const uint64_t *snapshot_boilerplate(const struct snapshot *snapshot);

/* The number of the document that has this exact term, 0 if none has; and all
 * that have it, rising. */
uint32_t snapshot_document(const struct snapshot *snapshot, const char *term);
struct numbers {
    uint32_t *at;
    size_t n;
};
struct numbers snapshot_documents_of(const struct snapshot *snapshot,
                                     const char *term);

/* The first term of a document that begins with the prefix; NULL if none does.
 */
const char *
snapshot_term(const struct snapshot *snapshot, uint32_t id, const char *prefix);

/* The terms of a document, in byte order. */
struct document_term {
    const char *text;
    uint32_t times;
    uint32_t documents;
};
struct document_terms {
    struct document_term *at;
    size_t n;
};
struct document_terms snapshot_terms(const struct snapshot *snapshot,
                                     uint32_t id);

/* The data of a document; it has a NUL after its len bytes. */
const char *
snapshot_data(const struct snapshot *snapshot, uint32_t id, size_t *len);

uint64_t snapshot_revision_number(const struct snapshot *snapshot);

/* A name of the index that no other has, nor this one after a rebuild:
 * revisions then start again. */
const char *snapshot_identity(const struct snapshot *snapshot);

#endif
