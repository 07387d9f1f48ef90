/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * described.h: documents made by chance, and all that an index in memory has of
 * them, as text: two indexes with the same documents have the same.
 */
#ifndef TESTS_DESCRIBED_H
#define TESTS_DESCRIBED_H

#include "engine/match/lists.h"
#include "engine/match/snapshot.h"

#include "findings/engine.h"

/* The exact term of a document is "XR:" and its report. The kind is one value,
 * or two with a '|' between. */
struct described_document {
    const char *report, *kind, *date, *text;
};

void described_add(struct fe_writer *writer,
                   const struct described_document *document);

/* By chance (rand()); kinds and dates are constant strings. */
enum { DESCRIBED_TEXT_SIZE = 1024 };
const char *described_text(char text[DESCRIBED_TEXT_SIZE]);
const char *described_kind(void);
const char *described_date(void);

struct description {
    struct string text; /* in the arena of the reader */
};

/* For reader_run(): describe the index into data, a struct description. */
void describe_snapshot(const struct snapshot *snapshot, void *data);

/* Append the documents of a pattern. */
void described_list(const struct snapshot *snapshot,
                    struct string *out,
                    const struct pattern *pattern);

/* The forms of a word that the index has. */
struct pattern words_pattern(const struct snapshot *snapshot, const char *word);

#endif
