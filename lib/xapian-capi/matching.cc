// SPDX-License-Identifier: GPL-2.0-or-later
#include "matching.h"

#include "boundary.h"
#include "ranking.h"

#include <time.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace
{

using xc::Match;
using xc::Posting;

// No two spots have the same.
std::string
name_of(const xc::Spot &spot)
{
    std::string name(1, "wpne"[spot.kind]);
    if (spot.kind == xc::Spot::NEAR)
        name += std::to_string(spot.distance);
    name += spot.prefix + '(';
    for (const std::string &word : spot.words)
        name += word + ' ';
    for (const xc::Spot &part : spot.parts)
        name += name_of(part);
    return name + ')';
}

// Of work by this thread, however busy the machine is.
double
thread_seconds()
{
    timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

// Fold each group of equals of an ordered list into one by add(into, other).
template <typename T, typename Add>
void
fold(std::vector<T> &list, Add &&add)
{
    std::size_t n = 0;
    for (std::size_t i = 0; i < list.size(); i++) {
        if (n > 0 && list[n - 1].id == list[i].id)
            add(list[n - 1], list[i]);
        else
            list[n++] = list[i];
    }
    list.resize(n);
}

// Lists in order of docid, one behind the other -> one list in order, what is
// in several folded.
template <typename T, typename Add>
std::vector<T>
merged(std::vector<std::vector<T>> lists, Add &&add)
{
    if (lists.empty())
        return {};
    while (lists.size() > 1) {
        std::vector<std::vector<T>> next;
        for (std::size_t i = 0; i + 1 < lists.size(); i += 2) {
            std::vector<T> both(lists[i].size() + lists[i + 1].size());
            std::merge(lists[i].begin(), lists[i].end(), lists[i + 1].begin(),
                       lists[i + 1].end(), both.begin(),
                       [](const T &a, const T &b) { return a.id < b.id; });
            fold(both, add);
            next.push_back(std::move(both));
        }
        if (lists.size() % 2)
            next.push_back(std::move(lists.back()));
        lists = std::move(next);
    }
    return std::move(lists[0]);
}

void
add_match(Match &into, const Match &other)
{
    into.score += other.score;
    into.held += other.held;
    into.is_found |= other.is_found;
}

// Those of the first list that the second has as well.
std::vector<Match>
common(const std::vector<Match> &a, const std::vector<Match> &b)
{
    std::vector<Match> both;
    auto j = b.begin();
    for (const Match &m : a) {
        while (j != b.end() && j->id < m.id)
            ++j;
        if (j == b.end())
            break;
        if (j->id == m.id && m.is_found && j->is_found) {
            both.push_back(m);
            add_match(both.back(), *j);
        }
    }
    return both;
}

// Those that are in each of the lists.
std::vector<Posting>
in_all(std::vector<std::vector<Posting>> lists)
{
    std::sort(lists.begin(), lists.end(),
              [](const auto &a, const auto &b) { return a.size() < b.size(); });
    std::vector<Posting> list;
    for (const Posting &candidate : lists[0]) {
        const auto has = [&](const std::vector<Posting> &other) {
            return std::binary_search(
                other.begin(), other.end(), candidate,
                [](const Posting &a, const Posting &b) { return a.id < b.id; });
        };
        if (std::all_of(lists.begin() + 1, lists.end(), has))
            list.push_back(candidate);
    }
    return list;
}

// The first list, with what the second adds to it; or without those that the
// second has.
std::vector<Match>
preferred(std::vector<Match> a, const std::vector<Match> &b)
{
    auto j = b.begin();
    for (Match &m : a) {
        while (j != b.end() && j->id < m.id)
            ++j;
        if (j != b.end() && j->id == m.id) {
            m.score += j->score;
            m.held += j->held;
        }
    }
    return a;
}

std::vector<Match>
without(const std::vector<Match> &a, const std::vector<Match> &b)
{
    std::vector<Match> left;
    auto j = b.begin();
    for (const Match &m : a) {
        while (j != b.end() && j->id < m.id)
            ++j;
        if (j == b.end() || j->id != m.id || !j->is_found)
            left.push_back(m);
    }
    return left;
}

} // namespace

namespace xc
{

const std::vector<Posting> *
Known::find(const std::string &key) const
{
    const auto it = lists.find(key);
    return it == lists.end() ? nullptr : &it->second;
}

void
Known::keep(const std::string &key, const std::vector<Posting> &list)
{
    constexpr std::size_t entry = 128; // about what an empty one takes
    const std::size_t more = entry + key.size() + list.size() * sizeof list[0];
    if (more > bytes_max)
        return;
    if (bytes + more > bytes_max)
        clear();
    if (lists.emplace(key, list).second)
        bytes += more;
}

void
Known::clear()
{
    lists.clear();
    bytes = 0;
}

Matcher::Matcher(const Stock &from, std::vector<Term> &list)
    : stock(from), terms(list), started(thread_seconds()), weighed(list.size())
{
    for (std::size_t i = 0; i < terms.size(); i++)
        weigh(i);
    for (const Term &term : terms)
        if (term.origin == XC_PAIR && term.documents > 0)
            weigh_pair(term);
}

std::vector<Posting>
Matcher::of_words(const Spot &spot) const
{
    std::vector<std::vector<Posting>> lists;
    for (const std::string &word : spot.words) {
        const std::string term = spot.prefix + word;
        std::vector<Posting> list;
        list.reserve(stock.db.get_termfreq(term));
        const auto end = stock.db.postlist_end(term);
        for (auto it = stock.db.postlist_begin(term); it != end; ++it) {
            if (*it >= stock.lengths.size())
                throw Xapian::DatabaseCorruptError("a word of no document");
            list.push_back(
                {*it, static_cast<float>(std::max(it.get_wdf(), 1u)), 0});
        }
        lists.push_back(std::move(list));
    }
    return merged(std::move(lists), [](Posting &into, const Posting &other) {
        into.times += other.times;
    });
}

// To ask for the places of a term that is not there costs as much as to read
// those of one that is.
bool
Matcher::holds(const std::string &term, Xapian::docid id) const
{
    const auto [it, is_new] = holders.try_emplace(term);
    if (is_new)
        it->second.assign(stock.db.postlist_begin(term),
                          stock.db.postlist_end(term));
    return std::binary_search(it->second.begin(), it->second.end(), id);
}

std::vector<Stretch>
Matcher::places_in(const Spot &spot, Xapian::docid id) const
{
    return places(spot, [&](const std::string &prefix, const std::string &word,
                            std::vector<Xapian::termpos> &list) {
        const std::string term = prefix + word;
        if (!holds(term, id))
            return;
        const auto end = stock.db.positionlist_end(id, term);
        for (auto it = stock.db.positionlist_begin(id, term); it != end; ++it)
            list.push_back(*it);
    });
}

// Rows of NEAR between common words may have more places than can be looked at.
void
Matcher::check_patience() const
{
    if (thread_seconds() - started > XC_PATIENCE)
        throw BadQuery{0, "it takes more than " + std::to_string(XC_PATIENCE) +
                              " seconds to look at; ask for less, such as "
                              "fewer or rarer words beside NEAR"};
}

// The terms that a text has wherever the phrase stands in it: of its words, but
// for common ones, each with the next.
std::vector<std::string>
Matcher::pairs_of(const Spot &phrase) const
{
    std::vector<std::string> list;
    std::string before;
    for (const Spot &part : phrase.parts) {
        if (part.kind != Spot::WORDS || !part.prefix.empty() ||
            part.words.empty())
            return {};
        const bool is_common = is_stopword(part.words[0]);
        const std::string stem = stock.stem(part.words[0]);
        // The beginning of words is that of many stems; and "being" is common,
        // "beings" is not.
        for (const std::string &word : part.words)
            if (is_stopword(word) != is_common || stock.stem(word) != stem)
                return {};
        if (is_common)
            continue;
        if (!before.empty())
            list.push_back(pair_term(before, stem));
        before = stem;
    }
    return list;
}

// Those that may have it: where NEAR follows NEAR, places are looked for once,
// for the whole.
std::vector<Posting>
Matcher::candidates(const Spot &spot) const
{
    if (spot.kind != Spot::NEAR && spot.kind != Spot::EITHER)
        return of_spot(spot);
    std::vector<std::vector<Posting>> lists;
    for (const Spot &part : spot.parts)
        lists.push_back(candidates(part));
    return spot.kind == Spot::NEAR
               ? in_all(std::move(lists))
               : merged(std::move(lists), [](Posting &, const Posting &) {});
}

// Those that have all the parts, and have them where they are to be. A pair of
// its words is rarer than they are, and its documents need no look at places
// that cannot match.
std::vector<Posting>
Matcher::of_phrase(const Spot &spot) const
{
    std::vector<std::vector<Posting>> lists;
    std::set<std::string> met; // what a phrase repeats is looked up once
    if (spot.kind == Spot::PHRASE)
        for (const std::string &pair : pairs_of(spot)) {
            if (!met.insert(pair).second)
                continue;
            Spot words;
            words.words.push_back(pair);
            lists.push_back(of_words(words));
        }
    const bool has_pairs = !lists.empty();
    for (const Spot &part : spot.parts)
        if ((!has_pairs || part.kind != Spot::WORDS) &&
            met.insert(name_of(part)).second)
            lists.push_back(candidates(part));
    std::vector<Posting> list;
    for (const Posting &candidate : in_all(std::move(lists))) {
        check_patience();
        const std::size_t times = places_in(spot, candidate.id).size();
        if (times > 0)
            list.push_back({candidate.id, static_cast<float>(times), 0});
    }
    return list;
}

std::vector<Posting>
Matcher::of_spot(const Spot &spot) const
{
    const std::string key = name_of(spot);
    if (const std::vector<Posting> *list = stock.known.find(key))
        return *list;
    std::vector<Posting> list;
    if (spot.kind == Spot::WORDS) {
        list = of_words(spot);
    } else if (spot.kind != Spot::EITHER) {
        list = of_phrase(spot);
    } else {
        std::vector<std::vector<Posting>> lists;
        for (const Spot &part : spot.parts)
            lists.push_back(of_spot(part));
        list =
            merged(std::move(lists), [](Posting &into, const Posting &other) {
                into.times += other.times;
            });
    }
    stock.known.keep(key, list);
    return list;
}

// A word in a heading counts a little where the text is about the query.
void
Matcher::add_headings(const Spot &spot, std::vector<Posting> &list) const
{
    std::vector<std::vector<Posting>> lists{std::move(list)};
    for (const Field *field : stock.headings) {
        Spot there = spot;
        there.prefix = field->prefix;
        lists.push_back(of_words(there));
        for (Posting &p : lists.back())
            p = {p.id, 0, static_cast<float>(field->weight)};
    }
    list = merged(std::move(lists), [](Posting &into, const Posting &other) {
        into.times += other.times;
        into.headings = std::max(into.headings, other.headings);
    });
}

Matcher::Postings
Matcher::postings_of(const Term &term)
{
    const bool in_headings = term.in_headings && term.spot.kind == Spot::WORDS;
    Postings &known = listed[(in_headings ? "+" : "") + name_of(term.spot)];
    if (!known) {
        std::vector<Posting> list = of_spot(term.spot);
        if (in_headings)
            add_headings(term.spot, list);
        known = std::make_shared<const std::vector<Posting>>(std::move(list));
    }
    return known;
}

void
Matcher::weigh(std::size_t index)
{
    Term &term = terms[index];
    Weighed &w = weighed[index];
    w.list = postings_of(term);
    term.documents = 0;
    for (const Posting &p : *w.list) {
        term.documents += p.times > 0;
        w.occurrences += p.times;
    }
    const double n = stock.db.get_doccount();
    term.rarity = std::log(
        1 + n / std::max<double>(static_cast<double>(term.documents), 1));
    w.held = term.times * term.rarity;
    w.inverse = ranking::inverse_expectation(n, w.occurrences);
    w.factor = term.times * (term.origin == XC_TYPED  ? 1
                             : term.origin == XC_NEAR ? ranking::near_share
                             : term.origin == XC_PART ? ranking::part_share
                             : term.origin == XC_PAIR ? ranking::pair_share
                                                      : ranking::same_share);
}

// Words that mostly stand together tell, together, hardly more than one of them
// does: each holds its part of that.
void
Matcher::weigh_pair(const Term &pair)
{
    const double apart = terms[pair.of].rarity + terms[pair.with].rarity;
    const double together = std::min(1.0, pair.rarity / apart);
    for (const std::size_t t : {pair.of, pair.with})
        weighed[t].held = std::min(weighed[t].held,
                                   terms[t].times * terms[t].rarity * together);
}

double
Matcher::score(const Weighed &w, const Posting &p) const
{
    const double documents = std::max<double>(
        static_cast<double>(
            terms[static_cast<std::size_t>(&w - weighed.data())].documents),
        1);
    return w.factor * ranking::ineb2(p.times + p.headings, stock.lengths[p.id],
                                     stock.average_length, w.occurrences,
                                     documents, w.inverse);
}

std::vector<Match>
Matcher::of_term(std::size_t index, double held) const
{
    const Weighed &w = weighed[index];
    std::vector<Match> list;
    list.reserve(w.list->size());
    for (const Posting &p : *w.list)
        list.push_back(
            {p.id, score(w, p), p.times > 0 ? held : 0, p.times > 0});
    return list;
}

// Where several words are one term, each by itself says less.
double
Matcher::part_of(const Plan &plan) const
{
    return plan.same != none && plan.typed.size() > 1 ? ranking::unit_share : 1;
}

// A concept weighs what its typed words weigh together; or, where the index
// hardly has these and what is near stands for them, what that weighs. What was
// added holds, at most, the whole.
std::vector<Match>
Matcher::of_concept(const Plan &plan)
{
    const auto better = [](Match &into, const Match &other) {
        into.score = std::max(into.score, other.score);
        into.held = std::max(into.held, other.held);
        into.is_found |= other.is_found;
    };
    double sum = 0;
    std::size_t least = none; // documents of a typed term
    for (const std::size_t t : plan.typed) {
        least = std::min(least, terms[t].documents);
        if (terms[t].documents > 0)
            sum += weighed[t].held;
    }
    const bool has_same = plan.same != none && terms[plan.same].documents > 0;
    if (has_same)
        least = terms[plan.same].documents;
    const bool stands_in = // what is near for what was typed
        plan.near != none &&
        ranking::stands_in(static_cast<double>(terms[plan.near].documents),
                           static_cast<double>(least),
                           static_cast<double>(stock.db.get_doccount()));
    const double whole = stands_in  ? weighed[plan.near].held
                         : has_same ? std::max(sum, weighed[plan.same].held)
                                    : sum;
    // What they hold together is no more than the whole.
    const double part = part_of(plan);
    const double held = sum > whole ? part * whole / sum : part;
    std::vector<std::vector<Match>> lists;
    for (const std::size_t t : plan.typed) {
        lists.push_back(of_term(t, held * weighed[t].held));
        for (Match &m : lists.back())
            m.score *= part;
    }
    std::vector<Match> found;
    if (plan.needs_all) {
        found = std::move(lists[0]);
        for (std::size_t i = 1; i < lists.size(); i++)
            found = common(found, lists[i]);
    } else {
        found = merged(std::move(lists), add_match);
    }
    if (plan.same != none)
        found = merged<Match>({std::move(found), of_term(plan.same, whole)},
                              better);
    if (!plan.apart.empty()) {
        // What the query finds is the better for having them.
        std::vector<std::vector<Match>> parts;
        for (const std::size_t t : plan.apart)
            parts.push_back(of_term(t, 0));
        std::vector<Match> words = merged(std::move(parts), add_match);
        for (Match &m : words)
            m.is_found = false;
        found = merged<Match>({std::move(found), std::move(words)}, better);
    }
    if (plan.near != none) {
        if (stands_in)
            weighed[plan.near].factor =
                terms[plan.near].times * ranking::stand_in_share;
        // What is everywhere says little for a word that is not.
        const double near = std::min(whole, terms[plan.near].rarity) *
                            (stands_in ? 1 : ranking::near_held);
        found = merged<Match>({std::move(found), of_term(plan.near, near)},
                              [](Match &into, const Match &other) {
                                  into.score += other.score;
                                  into.held = std::max(into.held, other.held);
                                  into.is_found |= other.is_found;
                              });
    }
    return found;
}

// Words that are typed side by side tell more where they stand so: of words
// that are always together, less than each by itself.
std::vector<Match>
Matcher::with_pairs(const Plan &plan, std::vector<Match> list)
{
    for (const Plan::Pair &pair : plan.pairs) {
        const double more =
            std::max(0.0, terms[pair.term].rarity - terms[pair.first].rarity -
                              terms[pair.second].rarity);
        list = preferred(std::move(list), of_term(pair.term, more));
    }
    return list;
}

std::vector<Match>
Matcher::found(const Plan &plan)
{
    std::vector<Match> list;
    std::vector<std::vector<Match>> lists;
    switch (plan.kind) {
    case Plan::CONCEPT:
        return of_concept(plan);
    case Plan::PLACE:
        for (const Posting &p : of_spot(plan.spot))
            list.push_back({p.id, 0, 0, true});
        return list;
    case Plan::VALUES:
        for (const Xapian::docid id : stock.documents(plan))
            list.push_back({id, 0, 0, true});
        return list;
    case Plan::ALL:
        list = found(plan.parts[0]);
        for (std::size_t i = 1; i < plan.parts.size(); i++)
            list = common(list, found(plan.parts[i]));
        return with_pairs(plan, std::move(list));
    case Plan::ANY:
        for (const Plan &part : plan.parts)
            lists.push_back(found(part));
        return with_pairs(plan, merged(std::move(lists), add_match));
    case Plan::PREFER:
        return preferred(found(plan.parts[0]), found(plan.parts[1]));
    case Plan::WITHOUT:
        return without(found(plan.parts[0]), found(plan.parts[1]));
    }
    return list;
}

Matcher::Share
Matcher::share(std::size_t index, Xapian::docid id) const
{
    const Weighed &w = weighed[index];
    const auto it = std::lower_bound(
        w.list->begin(), w.list->end(), id,
        [](const Posting &p, Xapian::docid wanted) { return p.id < wanted; });
    if (it == w.list->end() || it->id != id)
        return {0, 0, Presence::NONE};
    return {it->times, score(w, *it),
            it->times > 0 ? Presence::FOUND : Presence::HEADING};
}

// As of_concept() adds up, of one document: of what excludes each other, what
// is less gave nothing.
Matcher::Presence
Matcher::share_out_concept(const Plan &plan,
                           Xapian::docid id,
                           std::vector<Share> &list) const
{
    const auto sum = [&](const std::vector<std::size_t> &some) {
        double total = 0;
        for (const std::size_t t : some)
            total += list[t].score;
        return total;
    };
    const auto clear = [&](const std::vector<std::size_t> &some) {
        for (const std::size_t t : some)
            list[t].score = 0;
    };
    Presence presence = Presence::NONE, least = Presence::FOUND;
    for (const std::size_t t : plan.typed) {
        list[t] = share(t, id);
        list[t].score *= part_of(plan);
        presence = std::max(presence, list[t].presence);
        least = std::min(least, list[t].presence);
    }
    if (plan.needs_all && plan.typed.size() > 1 && least != Presence::FOUND) {
        presence = Presence::NONE;
        clear(plan.typed);
    }
    std::vector<std::size_t> best = plan.typed;
    const auto rival = [&](std::vector<std::size_t> other, Presence most) {
        for (const std::size_t t : other) {
            list[t] = share(t, id);
            presence = std::max(presence, std::min(most, list[t].presence));
        }
        const bool is_better = sum(other) > sum(best);
        clear(is_better ? best : other);
        if (is_better)
            best = std::move(other);
    };
    if (plan.same != none)
        rival({plan.same}, Presence::FOUND);
    if (!plan.apart.empty())
        rival(plan.apart, Presence::HEADING);
    if (plan.near != none) {
        list[plan.near] = share(plan.near, id);
        presence = std::max(presence, list[plan.near].presence);
    }
    return presence;
}

Matcher::Presence
Matcher::share_out_parts(const Plan &plan,
                         Xapian::docid id,
                         std::vector<Share> &list) const
{
    std::vector<Presence> parts;
    for (const Plan &part : plan.parts)
        parts.push_back(share_out(part, id, list));
    if (parts.empty())
        return Presence::NONE;
    if (plan.kind == Plan::ANY)
        return *std::max_element(parts.begin(), parts.end());
    if (plan.kind == Plan::WITHOUT)
        return parts[1] == Presence::FOUND ? Presence::NONE : parts[0];
    if (plan.kind == Plan::PREFER || parts.size() == 1)
        return parts[0];
    return *std::min_element(parts.begin(), parts.end()) == Presence::FOUND
               ? Presence::FOUND
               : Presence::NONE;
}

void
Matcher::take_back(const Plan &plan, std::vector<Share> &list) const
{
    for (const auto &terms_of : {plan.typed, plan.apart})
        for (const std::size_t t : terms_of)
            list[t] = {};
    for (const std::size_t t : {plan.same, plan.near})
        if (t != none)
            list[t] = {};
    for (const Plan::Pair &pair : plan.pairs)
        list[pair.term] = {};
    for (const Plan &part : plan.parts)
        take_back(part, list);
}

// As found() adds up. What does not find the document gave it nothing.
Matcher::Presence
Matcher::share_out(const Plan &plan,
                   Xapian::docid id,
                   std::vector<Share> &list) const
{
    Presence presence = Presence::NONE;
    switch (plan.kind) {
    case Plan::CONCEPT:
        presence = share_out_concept(plan, id, list);
        break;
    case Plan::PLACE:
        return places_in(plan.spot, id).empty() ? Presence::NONE
                                                : Presence::FOUND;
    case Plan::VALUES: {
        const std::vector<Xapian::docid> all = stock.documents(plan);
        return std::binary_search(all.begin(), all.end(), id) ? Presence::FOUND
                                                              : Presence::NONE;
    }
    case Plan::ALL:
    case Plan::ANY:
    case Plan::PREFER:
    case Plan::WITHOUT:
        presence = share_out_parts(plan, id, list);
        break;
    }
    if (presence == Presence::NONE)
        take_back(plan, list);
    else
        for (const Plan::Pair &pair : plan.pairs)
            list[pair.term] = share(pair.term, id);
    return presence;
}

std::vector<Matcher::Share>
Matcher::shares(const Plan &plan, Xapian::docid id) const
{
    std::vector<Share> list(terms.size());
    share_out(plan, id, list);
    return list;
}

} // namespace xc
