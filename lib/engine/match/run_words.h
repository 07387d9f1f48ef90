/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * run_words.h: the words of the index and their postings, as its runs have them
 * (store/runs.h), over all runs and without documents that are gone.
 */
#ifndef ENGINE_MATCH_RUN_WORDS_H
#define ENGINE_MATCH_RUN_WORDS_H

#include "engine/match/postings.h"
#include "engine/match/snapshot.h"

/* Read the list of runs of the revision, and the directories of those that the
 * revision before (or NULL) does not have. */
void runs_load(const struct snapshot *snapshot,
               struct revision *revision,
               const struct revision *before);

/* These words will be asked for next: have other machines send what is needed
 * for that, all at once. Where the list of the words is given from a document
 * number on, what is before is not needed. */
void run_expect(const struct snapshot *snapshot,
                const struct phrase *words,
                uint32_t from);

/* Every posting of a word, from a document number on. */
struct posting_list
run_postings(const struct snapshot *snapshot, const char *word, uint32_t from);

/* How many documents have it. */
uint32_t run_documents(const struct snapshot *snapshot, const char *word);

/* Call visit() for each word that begins with the prefix, in byte order, with
 * the number of its documents. */
void
run_each_word(const struct snapshot *snapshot,
              const char *prefix,
              void (*visit)(void *data, const char *word, uint32_t documents),
              void *data);

#endif
