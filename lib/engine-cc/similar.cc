// SPDX-License-Identifier: GPL-2.0-or-later
//
// One document: with its neighbours, and what is about the same.
#include "search.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace
{

using xc::Match;

// What a document is told by: so many of its words, and of its pairs of words
// that stand side by side.
constexpr std::size_t words_max = 25, pairs_max = 15;

// Words in fewer documents than this part of the index, or in more than the
// other, say little of what a document is about.
constexpr double rarest = 1.0 / 3000, commonest = 1.0 / 5;
constexpr double small = 10; // documents, which are not too many in any index

// What another document must hold of them, of what the likest holds.
constexpr double share_min = 0.4;

Xapian::docid
document_of(const xc_reader &reader, const char *term)
{
    const auto it = reader.db.postlist_begin(term);
    if (it == reader.db.postlist_end(term))
        throw xc::NoDocument{};
    return *it;
}

std::unique_ptr<xc_hits>
neighbours(const xc_reader &reader,
           const char *term,
           const char *group,
           std::size_t before,
           std::size_t after)
{
    const Xapian::docid id = document_of(reader, term);
    std::vector<Xapian::docid> row{id};
    if (group) {
        const std::string prefix = std::string(group) + ":";
        auto it = reader.db.termlist_begin(id);
        it.skip_to(prefix);
        if (it != reader.db.termlist_end(id) &&
            (*it).compare(0, prefix.size(), prefix) == 0)
            row.assign(reader.db.postlist_begin(*it),
                       reader.db.postlist_end(*it));
    }
    const std::size_t place = static_cast<std::size_t>(
        std::find(row.begin(), row.end(), id) - row.begin());
    auto hits = std::make_unique<xc_hits>();
    const std::size_t first = place - std::min(place, before);
    const std::size_t last =
        place + 1 + std::min(row.size() - place - 1, after);
    hits->revision = reader.revision;
    hits->total = hits->shown = last - first;
    hits->origin = place - first;
    for (std::size_t i = first; i < last; i++)
        hits->page.push_back(xc::hit_of(reader, {row[i], 0, true, true, true, 0, 0}));
    return hits;
}

struct Candidate {
    double worth; // how often it is here, how rare elsewhere
    xc::Term term;
};

// The best of the candidates become terms of the query.
void
take_best(std::vector<Candidate> &candidates,
          std::size_t most,
          xc::Understood &query)
{
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate &a, const Candidate &b) {
                         return a.worth > b.worth;
                     });
    for (std::size_t i = 0; i < candidates.size() && i < most; i++) {
        const std::size_t place = query.terms.size();
        xc::Plan one;
        one.kind = xc::Plan::IDEA;
        one.idea = query.ideas.size();
        query.ideas.emplace_back();
        query.ideas.back().typed.push_back(place);
        query.plan.parts.push_back(std::move(one));
        query.terms.push_back(std::move(candidates[i].term));
        query.terms.back().of = place;
        if (query.terms.back().text[0] != xc::pair_mark)
            query.text +=
                (query.text.empty() ? "" : " ") + query.terms.back().text;
    }
}

// The document's most distinctive words and pairs, as a query.
xc::Understood
distinctive(xc_reader &reader, Xapian::docid id)
{
    struct Stem {
        double times = 0;
        std::string word; // its commonest form here
        double most = 0;
    };
    const double n = reader.db.get_doccount();
    const auto worth = [n](double times, double documents) {
        const bool tells = documents >= std::max(2.0, n * rarest) &&
                           documents <= std::max(small, n * commonest);
        return tells ? std::log(1 + times) * std::log(1 + n / documents) : 0;
    };
    std::map<std::string, Stem> stems;
    std::vector<Candidate> words, pairs;
    for (auto it = reader.db.termlist_begin(id);
         it != reader.db.termlist_end(id); ++it) {
        const std::string word = *it;
        if (word[0] == xc::pair_mark) {
            xc::Spot spot;
            spot.words.push_back(word);
            const double w = worth(1, it.get_termfreq());
            if (w > 0)
                pairs.push_back(
                    {w,
                     {word, XC_TYPED, 0, std::move(spot), false, false}});
            continue;
        }
        if (xc::is_field_term(word) || it.get_wdf() == 0 ||
            xc::is_stopword(word) || word.size() < 3 ||
            (word[0] >= '0' && word[0] <= '9'))
            continue;
        Stem &stem = stems[reader.stem(word)];
        stem.times += it.get_wdf();
        if (it.get_wdf() > stem.most) {
            stem.most = it.get_wdf();
            stem.word = word;
        }
    }
    const xc::PlanSource source{
        reader.stem, nullptr, nullptr,
        [&](const std::string &prefix) -> const xc::Vocabulary & {
            return reader.vocabulary(prefix);
        },
        nullptr, {}, {}, {}, nullptr, {}, reader.db.get_doccount()};
    for (const auto &[key, stem] : stems) {
        double documents = 0;
        for (const xc::Vocabulary::Word *w : reader.vocabulary("").of_stem(key))
            documents = std::max<double>(documents, w->documents);
        const double w = worth(stem.times, documents);
        if (w > 0)
            words.push_back(
                {w,
                 {stem.word, XC_TYPED, 0, xc::spot_of({stem.word}, source),
                  false, false}});
    }
    xc::Understood query;
    query.plan.kind = xc::Plan::ANY;
    take_best(words, words_max, query);
    take_best(pairs, pairs_max, query);
    return query;
}

std::unique_ptr<xc_hits>
similar(xc_reader &reader,
        const char *term,
        unsigned apart_slot,
        const xc_request &asked)
{
    const Xapian::docid id = document_of(reader, term);
    xc_request request = asked;
    request.query = "";
    request.query_len = 0;
    request.order = XC_ORDER_RELEVANCE;
    auto hits = std::make_unique<xc_hits>();
    xc::Search search(reader, request, distinctive(reader, id));
    std::vector<Match> list = search.matches();
    const std::uint32_t group = reader.likeness().group(id);
    const auto is_itself = [&](const Match &m) {
        return m.id == id || (group && reader.likeness().group(m.id) == group);
    };
    list.erase(std::remove_if(list.begin(), list.end(), is_itself), list.end());
    double most = 0;
    for (const Match &m : list)
        most = std::max(most, m.held);
    list.erase(std::remove_if(
                   list.begin(), list.end(),
                   [&](const Match &m) { return m.held < share_min * most; }),
               list.end());
    list = search.passing(std::move(list));
    const xc::Column *apart =
        apart_slot == XC_NO_SLOT ? nullptr : &reader.column(apart_slot, 0);
    const auto is_near = [&](const Match &m) {
        return apart && apart->code(m.id) == apart->code(id);
    };
    const auto before = search.before();
    std::sort(list.begin(), list.end(), [&](const Match &a, const Match &b) {
        if (is_near(a) != is_near(b))
            return is_near(b);
        return before(a, b);
    });
    search.tell(*hits);
    hits->total = hits->shown = list.size();
    const std::size_t first = std::min(request.offset, list.size());
    const std::size_t last =
        first + std::min(request.limit, list.size() - first);
    for (std::size_t i = first; i < last; i++)
        hits->page.push_back(xc::hit_of(reader, list[i]));
    return hits;
}

} // namespace

xc_status
xc_reader_get(xc_reader *reader,
              const char *term,
              const char *group,
              size_t before,
              size_t after,
              xc_hits **out,
              xc_error *err)
{
    XC_REQUIRE(reader && term && *term && out);
    *out = nullptr;
    return xc::guarded(err, [&] {
        xc::with_fresh_view(*reader, [&] {
            *out = neighbours(*reader, term, group, before, after).release();
        });
    });
}

xc_status
xc_reader_similar(xc_reader *reader,
                  const char *term,
                  unsigned apart_slot,
                  const xc_request *request,
                  xc_hits **out,
                  xc_error *err)
{
    XC_REQUIRE(reader && term && *term && request && out);
    *out = nullptr;
    return xc::guarded(err, [&] {
        xc::with_fresh_view(*reader, [&] {
            *out = similar(*reader, term, apart_slot, *request).release();
        });
    });
}
