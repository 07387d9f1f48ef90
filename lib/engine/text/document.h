/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * document.h: a document as a caller gives it -> what the index stores of it.
 *
 * Words, whose postings are kept in runs (store/runs.h):
 *   words of its own texts     as often as they occur, times the weight
 *   words of a field's texts   with the field's prefix
 *   compounds                  with their hyphens
 *   adjacent words             pairs of stems; common words are skipped. Their
 *                              number and that of its own words is the length
 *                              of the document
 *   denied words               the stem, marked
 *
 * Terms, which Xapian keeps:
 *   exact terms                as they are
 *   LENGTH_TERM                with the length as its frequency, so that Xapian
 *                              knows the lengths of documents
 *
 * Values:
 *   SIGNATURE_SLOT             the signature of its own texts
 *   STREAM_SLOT                all words in their order
 *   DATA_SLOT                  the data, packed. Xapian has another place for
 *                              data, but would try to compress it once more,
 *                              for a sixth of the cost of a build
 *   the caller's slots         as they are; several values of a slot with a NUL
 *                              between them
 */
#ifndef ENGINE_TEXT_DOCUMENT_H
#define ENGINE_TEXT_DOCUMENT_H

#include "engine/base/arena.h"
#include "engine/store/inverter.h"
#include "engine/text/dictionary.h"
#include "engine/text/packed.h"
#include "engine/text/stem.h"
#include "findings/engine.h"
#include "xapian-capi.h"

/* No word, and no term of a caller, has this letter. */
#define LENGTH_TERM "#"

struct prepared_document {
    struct xc_document stored; /* what Xapian keeps of it */
    /* Its words, in any order. A word may come several times: how often it is
     * there adds up. One that is there 0 times is not part of the length, and
     * counts as there once. */
    const struct inverter_word *words;
    size_t n_words;
    const char *too_long; /* of these, if any: its term would be longer than
                             FE_TERM_MAX, and is not to be made */
    size_t size;   /* bytes of the texts and of the data that it was made of */
    size_t packed; /* bytes of the data, packed */
};

/* The term of one of the words, with a NUL; returns its length. */
size_t document_term(const struct inverter_word *word,
                     char term[FE_TERM_MAX + 1]);

/* Adds new words to the dictionary. The result and all that it refers to live
 * in the arena. */
struct prepared_document document_prepare(struct arena *arena,
                                          struct dictionary *dictionary,
                                          struct stemmer *stemmer,
                                          struct packer *packer,
                                          const struct fe_document *document);

#endif
