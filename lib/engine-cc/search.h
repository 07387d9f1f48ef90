// SPDX-License-Identifier: GPL-2.0-or-later
//
// One search, step by step: what the query finds, what passes the filters, in
// which order. What answers with documents, tables or lists is made of these.
#ifndef XC_SEARCH_H
#define XC_SEARCH_H

#include "hits.h"
#include "matching.h"
#include "reader.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace xc
{

class Search
{
  public:
    Search(xc_reader &in, const xc_request &asked);
    // For a query that was made otherwise.
    Search(xc_reader &in, const xc_request &asked, Understood query);

    // Everything that the query finds, filters or not, in order of docid: what
    // is counted, and what only matches in part.
    std::vector<Match> matches();

    // Of the list, in its order, what passes all filters. For each that passes
    // all but those on one slot, missed is told that slot.
    std::vector<Match> passing(
        std::vector<Match> list,
        const std::function<void(const Match &, unsigned slot)> &missed) const;
    std::vector<Match> passing(std::vector<Match> list) const;

    // In the order asked for, as far as last; what is counted comes first.
    void order(std::vector<Match> &list, std::size_t last) const;
    std::function<bool(const Match &, const Match &)> before() const;

    // The query as it was understood, for those who ask; how much was found.
    void tell(xc_hits &hits) const;
    void count(xc_hits &hits, const std::vector<Match> &list) const;
    void explain(xc_hits::Hit &hit, Xapian::docid id) const;

  private:
    void understand();
    bool stand_together(const std::string &first, const std::string &second);
    void mark_counted(std::vector<Match> &list) const;
    std::vector<Xapian::docid> documents_of(const Plan &values);
    void find_missing(const Plan &plan, xc_hits &hits) const;

    xc_reader &reader;
    const xc_request &request;
    std::string_view text;
    bool is_blank;
    Understood understood;
    Stock stock;
    std::unique_ptr<Matcher> matcher;
};

// Those of the list that are counted.
std::vector<Match> counted(std::vector<Match> list);

// The document's data, its score.
xc_hits::Hit hit_of(const xc_reader &reader, const Match &match);

} // namespace xc

#endif
