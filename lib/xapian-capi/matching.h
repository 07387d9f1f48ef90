// SPDX-License-Identifier: GPL-2.0-or-later
//
// A plan -> every document that it finds, with its score. All of them, since
// totals and counts are exact; the index serves lists of documents and places,
// and what is done with them is done here. So a term may be many words, a
// phrase weighs as what it is rather than as the sum of its words, and what a
// document holds of the query is known beside its score. docs/ranking.md has
// the formulas, and what each is worth.
#ifndef XC_MATCHING_H
#define XC_MATCHING_H

#include "places.h"
#include "plan.h"

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace xc
{

// A document that holds a term.
struct Posting {
    Xapian::docid id;
    float times;    // in its text
    float headings; // weight of the headings that hold it
};

// The documents that hold a spot, as they were found before in this revision:
// looking for phrases is most of a query's work, and one query is much like the
// one before it.
class Known
{
  public:
    const std::vector<Posting> *find(const std::string &key) const;
    void keep(const std::string &key, const std::vector<Posting> &list);
    void clear();

  private:
    static constexpr std::size_t bytes_max = 24'000'000;

    std::unordered_map<std::string, std::vector<Posting>> lists;
    std::size_t bytes = 0;
};

struct Match {
    Xapian::docid id;
    double score;
    double held;   // of the query's weight
    bool is_found; // else only a heading of it has something of the query
};

// What an index is made of, for matching. Borrowed.
struct Stock {
    const Xapian::Database &db;
    const Xapian::Stem &stem;
    const std::vector<std::uint32_t> &lengths; // of the texts, by docid
    double average_length;
    std::vector<const Field *> headings; // that count
    Known &known;
    // Which documents have the values that the part of a plan asks for.
    std::function<std::vector<Xapian::docid>(const Plan &values)> documents;
};

class Matcher
{
  public:
    // Gives the terms their numbers of documents.
    Matcher(const Stock &from, std::vector<Term> &list);

    // In order of docid. To be asked for once: what stands in is made to count
    // for more.
    std::vector<Match> matches(const Plan &plan) { return found(plan); }

    // What of a document there is in a list of matches: nothing, something of
    // its headings only, or that it is found.
    enum class Presence { NONE, HEADING, FOUND };

    // What each term gave to a document's score; they add up to it.
    struct Share {
        double times = 0; // in its text
        double score = 0;
        Presence presence = Presence::NONE;
    };
    std::vector<Share> shares(const Plan &plan, Xapian::docid id) const;

  private:
    using Postings = std::shared_ptr<const std::vector<Posting>>;
    struct Weighed {
        Postings list;
        double occurrences = 0; // in all texts
        double inverse = 0;     // of how expected it is
        double factor = 1;      // by what the term is
        double held = 0;        // what a document that has it holds
    };

    std::vector<Posting> of_spot(const Spot &spot) const;
    std::vector<Posting> of_words(const Spot &spot) const;
    std::vector<Posting> of_phrase(const Spot &spot) const;
    void check_patience() const;
    std::vector<Posting> candidates(const Spot &spot) const;
    bool holds(const std::string &term, Xapian::docid id) const;
    std::vector<std::string> pairs_of(const Spot &phrase) const;
    void add_headings(const Spot &spot, std::vector<Posting> &list) const;
    Postings postings_of(const Term &term);
    void weigh(std::size_t term);
    void weigh_pair(const Term &pair);
    double score(const Weighed &weighed, const Posting &posting) const;
    std::vector<Stretch> places_in(const Spot &spot, Xapian::docid id) const;

    Share share(std::size_t term, Xapian::docid id) const;
    Presence share_out(const Plan &plan,
                       Xapian::docid id,
                       std::vector<Share> &list) const;
    Presence share_out_concept(const Plan &plan,
                               Xapian::docid id,
                               std::vector<Share> &list) const;
    Presence share_out_parts(const Plan &plan,
                             Xapian::docid id,
                             std::vector<Share> &list) const;
    void take_back(const Plan &plan, std::vector<Share> &list) const;
    double part_of(const Plan &plan) const;

    std::vector<Match> found(const Plan &plan);
    std::vector<Match> of_term(std::size_t term, double held) const;
    std::vector<Match> of_concept(const Plan &plan);
    std::vector<Match> with_pairs(const Plan &plan, std::vector<Match> list);

    const Stock &stock;
    std::vector<Term> &terms;
    double started; // by the thread's clock
    std::vector<Weighed> weighed;
    std::unordered_map<std::string, Postings> listed; // terms may be the same
    // Documents by term, of those whose places were asked for.
    mutable std::unordered_map<std::string, std::vector<Xapian::docid>> holders;
};

} // namespace xc

#endif
