/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * document.h: a document as a caller gives it -> what the index stores of it.
 *
 * Terms:
 *   words of its own texts     as often as they occur, times the weight; their
 *                              number is the length of the document
 *   words of a field's texts   with the field's prefix and a frequency of 0, so
 *                              that they do not add to the document's length
 *   compounds                  with their hyphens and a frequency of 0
 *   adjacent words             pairs of stems; common words are skipped
 *   denied words               the stem, marked, with a frequency of 0
 *   exact terms                as they are
 *
 * Values:
 *   SIGNATURE_SLOT             the signature of its own texts
 *   STREAM_SLOT                all words in their order
 *   the caller's slots         as they are; several values of a slot with a NUL
 *                              between them
 *
 * Data: packed.
 */
#ifndef ENGINE_TEXT_DOCUMENT_H
#define ENGINE_TEXT_DOCUMENT_H

#include "engine/base/arena.h"
#include "engine/text/dictionary.h"
#include "engine/text/packed.h"
#include "engine/text/stem.h"
#include "findings/engine.h"
#include "xapian-capi.h"

/* Adds new words to the dictionary. The result lives in the arena. */
struct xc_document document_prepare(struct arena *arena,
                                    struct dictionary *dictionary,
                                    struct stemmer *stemmer,
                                    struct packer *packer,
                                    const struct fe_document *document);

#endif
