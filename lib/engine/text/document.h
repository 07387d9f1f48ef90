/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * document.h: a document as a caller gives it -> what the index stores of it.
 *
 *   words of its own texts     terms, as often as they occur, times the weight
 *   words of a field's texts   the prefix and the word; they add nothing to the
 *                              document's length, which is its own text's
 *   compounds                  with their hyphens, likewise
 *   neighbours                 pairs of stems, common words passed over
 *   denied words               the stem
 *   exact terms                as they are
 *   SIGNATURE_SLOT             the signature of its own texts
 *   STREAM_SLOT                the words in their order
 *   its data                   packed
 */
#ifndef ENGINE_TEXT_DOCUMENT_H
#define ENGINE_TEXT_DOCUMENT_H

#include "engine/base/arena.h"
#include "engine/text/dictionary.h"
#include "engine/text/packed.h"
#include "engine/text/stem.h"
#include "findings/engine.h"
#include "xapian-capi.h"

/* New words are added to the dictionary. What it returns is the arena's. */
struct xc_document document_prepare(struct arena *arena,
                                    struct dictionary *dictionary,
                                    struct stemmer *stemmer,
                                    struct packer *packer,
                                    const struct fe_document *document);

#endif
