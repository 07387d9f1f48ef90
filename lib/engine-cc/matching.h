// SPDX-License-Identifier: GPL-2.0-or-later
//
// A plan -> every document that it finds, with its score. All of them, since
// totals and counts are exact; the index serves lists of documents and places,
// and what is done with them is done here. So an idea may be many words, a
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
#include <list>
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

// In order of docid.
using Postings = std::shared_ptr<const std::vector<Posting>>;

// How many documents contain an idea, and how often.
struct Tally {
    std::size_t documents = 0;
    double occurrences = 0;
};

// The documents that hold a spot or contain an idea, as they were found before
// in this revision: looking for phrases is most of a query's work, and one query
// is much like the one before it. Of lists what was used longest ago makes
// room; of tallies all do where there are too many.
class Known
{
  public:
    Postings find(const std::string &key);
    void keep(const std::string &key, Postings list);
    const Tally *find_tally(const std::string &key) const;
    void keep_tally(const std::string &key, Tally tally);
    void clear();

  private:
    static constexpr std::size_t bytes_max = 64'000'000;
    static constexpr std::size_t tallies_max = 4096;

    struct Entry {
        std::string key;
        Postings list;
    };
    static std::size_t size_of(const Entry &entry);

    std::list<Entry> entries; // the last used first
    std::unordered_map<std::string, std::list<Entry>::iterator> places;
    std::size_t bytes = 0;
    std::unordered_map<std::string, Tally> tallies;
};

struct Match {
    Xapian::docid id;
    std::uint8_t needed; // ideas contained that must be
    bool is_found;       // else only a heading of it has something of the query
    bool is_whole;       // contains the idea, or what operators ask for
    bool is_counted;
    double score;
    double held; // of the query's weight
};

// What an index is made of, for matching. Borrowed.
struct Stock {
    const Xapian::Database &db;
    const Xapian::Stem &stem;
    const std::vector<float> &factors; // ranking::length_factor(), by docid
    float average_factor = 0;          // of a text of average length
    std::vector<const Field *> headings = {}; // that count
    Known &known;
    // Which documents have the values that the part of a plan asks for.
    std::function<std::vector<Xapian::docid>(const Plan &values)> documents = {};
};

class Matcher
{
  public:
    // Gives terms and ideas their numbers of documents and weights.
    Matcher(const Stock &from, Understood &query);

    // In order of docid.
    std::vector<Match> matches(const Plan &plan) const
    {
        return found(plan, nullptr);
    }

    // What a document can hold at most, and how many ideas that is of, and how
    // many of them must be there.
    struct Whole {
        double weight = 0;
        unsigned ideas = 0;
        unsigned needed = 0;
    };
    Whole whole(const Plan &plan) const;

    // What each term gave to a document's score; they add up to it.
    struct Share {
        double times = 0; // in its text
        double score = 0;
    };
    std::vector<Share> shares(const Plan &plan, Xapian::docid id) const;

  private:
    struct Weighing {
        double occurrences = 0; // in all texts
        double documents = 0;
        double inverse = 0; // of how expected it is
    };
    struct Weighed {
        Postings list;
        Weighing weighing;
    };
    // Of an idea: where a list of documents comes from, and what it counts.
    struct Source {
        enum Role { TYPED, OTHER, NEAR, APART, NEGATED, VALUE };
        Role role;
        std::size_t term;
        double share; // of an occurrence
    };
    struct Sources {
        std::vector<Source> list;
        Weighing weighing; // of the idea as one
        double rarity = 0; // of its typed words together
    };
    // A document of which is told what each term gave.
    struct Only {
        Xapian::docid id;
        std::vector<Share> shares;
    };

    std::vector<Posting> of_words(const Spot &spot) const;
    std::vector<Posting> of_loose(const Spot &spot) const;
    std::vector<Posting> of_phrase(const Spot &spot) const;
    Postings of_spot(const Spot &spot) const;
    void check_patience() const;
    std::vector<Posting> candidates(const Spot &spot) const;
    bool holds(const std::string &term, Xapian::docid id) const;
    std::vector<std::string> pairs_of(const Spot &phrase) const;
    Postings with_headings(const Spot &spot, const Postings &list) const;
    std::vector<Stretch> places_in(const Spot &spot, Xapian::docid id) const;

    void weigh(std::size_t term);
    void find_sources(std::size_t idea);
    void weigh_idea(std::size_t idea);
    Tally tally(const Sources &sources) const;
    Postings documents_of(const Named &named) const;
    Postings documents_of(Idea &idea) const;
    double score(const Weighing &weighing,
                 double times,
                 Xapian::docid id) const;
    template <typename Visit>
    void walk(const Sources &sources, Xapian::docid only, Visit &&visit) const;
    bool is_whole(const Sources &sources,
                  const Posting *const *at,
                  double &times) const;
    Match judge(std::size_t idea,
                Xapian::docid id,
                const Posting *const *at,
                Only *only) const;

    std::vector<Match> found(const Plan &plan, Only *only) const;
    std::vector<Match> combined(const Plan &plan, Only *only) const;
    std::vector<Match> of_idea(std::size_t idea, Only *only) const;
    void add_pair(std::size_t term, std::vector<Match> &list, Only *only) const;
    std::vector<Match> summed(std::vector<std::vector<Match>> lists) const;

    const Stock &stock;
    std::vector<Term> &terms;
    std::vector<Idea> &ideas;
    double started; // by the thread's clock
    std::vector<Weighed> weighed;
    std::vector<Sources> sources;
    // Documents by term, of those whose places were asked for.
    mutable std::unordered_map<std::string, std::vector<Xapian::docid>> holders;
};

} // namespace xc

#endif
