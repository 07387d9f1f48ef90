// SPDX-License-Identifier: GPL-2.0-or-later
//
// The stemming of engine/text/stem.h, as Xapian sees it: one StemImplementation,
// used for indexing, queries and snippets alike. One per handle: a stemmer
// has state and belongs to one thread at a time.
#ifndef XC_STEMMER_H
#define XC_STEMMER_H

#include <xapian.h>

namespace xc
{

Xapian::Stem english_stemmer();

} // namespace xc

#endif
