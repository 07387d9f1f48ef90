// SPDX-License-Identifier: GPL-2.0-or-later
//
// Words -> query. Our own parser rather than Xapian's: that one takes capital
// letters for a wish not to stem, stems quoted phrases by half, and accepts
// an open quotation. Here what cannot be understood is an error with its
// place.
//
//   query  = either
//   either = both { OR both }
//   both   = bag { (AND [NOT] | NOT) bag }
//   bag    = item { item }
//   item   = [+ | -] ( word | "phrase" | ( either ) )
//
// The words of a bag are alternatives or all required, as the match asks; under
// XC_MATCH_AUTO, where the query has operators of its own, all required.
#ifndef XC_QUERY_H
#define XC_QUERY_H

#include "xapian-capi.h"

#include <xapian.h>

#include <set>
#include <string>
#include <string_view>

namespace xc
{

struct ParsedQuery {
    Xapian::Query query;
    std::string text;            // as understood
    std::set<std::string> terms; // looked for (not those excluded)
    bool has_alternatives;       // a document may hold a part of it only
};

// Whether there is nothing in it but blanks.
bool is_blank(std::string_view text);

// Throws BadQuery. The text must not be blank.
ParsedQuery
parse_query(std::string_view text, xc_match match, const Xapian::Stem &stem);

} // namespace xc

#endif
