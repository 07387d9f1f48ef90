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
    std::string name(1, "wplne"[spot.kind]);
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
    into.needed = static_cast<std::uint8_t>(into.needed + other.needed);
    into.is_found |= other.is_found;
    into.is_whole |= other.is_whole;
}

// Those that contain what both lists are of.
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
        if (j->id == m.id && m.is_whole && j->is_whole) {
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

// The first list, with what the second adds to it.
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
            m.needed = static_cast<std::uint8_t>(m.needed + j->needed);
        }
    }
    return a;
}

// Without those that contain what the second list is of.
std::vector<Match>
without(const std::vector<Match> &a, const std::vector<Match> &b)
{
    std::vector<Match> left;
    auto j = b.begin();
    for (const Match &m : a) {
        while (j != b.end() && j->id < m.id)
            ++j;
        if (j == b.end() || j->id != m.id || !j->is_whole)
            left.push_back(m);
    }
    return left;
}

} // namespace

namespace xc
{

std::size_t
Known::size_of(const Entry &entry)
{
    constexpr std::size_t empty = 256; // about what an empty one takes
    return empty + 2 * entry.key.size() +
           entry.list->size() * sizeof(Posting);
}

Postings
Known::find(const std::string &key)
{
    const auto it = places.find(key);
    if (it == places.end())
        return nullptr;
    entries.splice(entries.begin(), entries, it->second);
    return it->second->list;
}

void
Known::keep(const std::string &key, Postings list)
{
    Entry entry{key, std::move(list)};
    const std::size_t more = size_of(entry);
    if (more > bytes_max || places.count(key))
        return;
    while (bytes + more > bytes_max) {
        bytes -= size_of(entries.back());
        places.erase(entries.back().key);
        entries.pop_back();
    }
    entries.push_front(std::move(entry));
    places.emplace(key, entries.begin());
    bytes += more;
}

const Tally *
Known::find_tally(const std::string &key) const
{
    const auto it = tallies.find(key);
    return it == tallies.end() ? nullptr : &it->second;
}

void
Known::keep_tally(const std::string &key, Tally tally)
{
    if (tallies.size() == tallies_max)
        tallies.clear();
    tallies.emplace(key, tally);
}

void
Known::clear()
{
    tallies.clear();
    places.clear();
    entries.clear();
    bytes = 0;
}

Matcher::Matcher(const Stock &from, Understood &query)
    : stock(from), terms(query.terms), ideas(query.ideas),
      started(thread_seconds()), weighed(terms.size()), sources(ideas.size())
{
    for (std::size_t i = 0; i < ideas.size(); i++)
        if (ideas[i].value != none)
            weighed[ideas[i].value].list = documents_of(ideas[i]);
    for (std::size_t i = 0; i < terms.size(); i++)
        weigh(i);
    for (std::size_t i = 0; i < ideas.size(); i++) {
        find_sources(i);
        weigh_idea(i);
    }
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
            if (*it >= stock.factors.size())
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
        return *of_spot(spot);
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

// Those that have each pair of neighbours, which is near enough to having the
// whole.
std::vector<Posting>
Matcher::of_loose(const Spot &spot) const
{
    std::vector<std::vector<Posting>> lists;
    for (const std::string &pair : spot.pairs) {
        Spot words;
        words.words.push_back(pair);
        lists.push_back(of_words(words));
    }
    return in_all(std::move(lists));
}

Postings
Matcher::of_spot(const Spot &spot) const
{
    const std::string key = name_of(spot);
    if (Postings list = stock.known.find(key))
        return list;
    std::vector<Posting> list;
    switch (spot.kind) {
    case Spot::WORDS:
        list = of_words(spot);
        break;
    case Spot::LOOSE:
        list = of_loose(spot);
        break;
    case Spot::PHRASE:
    case Spot::NEAR:
        list = of_phrase(spot);
        break;
    case Spot::EITHER:
        std::vector<std::vector<Posting>> lists;
        for (const Spot &part : spot.parts)
            lists.push_back(*of_spot(part));
        list =
            merged(std::move(lists), [](Posting &into, const Posting &other) {
                into.times += other.times;
            });
        break;
    }
    auto kept = std::make_shared<const std::vector<Posting>>(std::move(list));
    stock.known.keep(key, kept);
    return kept;
}

// A word in a heading counts a little where the text is about the query.
Postings
Matcher::with_headings(const Spot &spot, const Postings &list) const
{
    const std::string key = '+' + name_of(spot);
    if (Postings kept = stock.known.find(key))
        return kept;
    std::vector<std::vector<Posting>> lists{*list};
    for (const Field *field : stock.headings) {
        Spot there = spot;
        there.prefix = field->prefix;
        lists.push_back(of_words(there));
        for (Posting &p : lists.back())
            p = {p.id, 0, static_cast<float>(field->weight)};
    }
    auto all = std::make_shared<const std::vector<Posting>>(
        merged(std::move(lists), [](Posting &into, const Posting &other) {
            into.times += other.times;
            into.headings = std::max(into.headings, other.headings);
        }));
    stock.known.keep(key, all);
    return all;
}

void
Matcher::weigh(std::size_t index)
{
    Term &term = terms[index];
    Weighed &w = weighed[index];
    if (!w.list) {
        w.list = of_spot(term.spot);
        if (term.in_headings && term.spot.kind == Spot::WORDS)
            w.list = with_headings(term.spot, w.list);
    }
    term.documents = 0;
    for (const Posting &p : *w.list) {
        term.documents += p.times > 0;
        w.weighing.occurrences += p.times;
    }
    const double n = stock.db.get_doccount();
    w.weighing.documents =
        std::max<double>(static_cast<double>(term.documents), 1);
    term.rarity = std::log(1 + n / w.weighing.documents);
    w.weighing.inverse =
        ranking::inverse_expectation(n, w.weighing.occurrences);
}

Postings
Matcher::documents_of(const Named &named) const
{
    const std::string key = 'v' + named.field->name + ':' + named.value;
    if (Postings kept = stock.known.find(key))
        return kept;
    Plan values;
    values.kind = Plan::VALUES;
    values.field = named.field;
    values.values.push_back(named.value);
    std::vector<Posting> list;
    for (const Xapian::docid id : stock.documents(values))
        list.push_back({id, 1, 0});
    auto made = std::make_shared<const std::vector<Posting>>(std::move(list));
    stock.known.keep(key, made);
    return made;
}

Postings
Matcher::documents_of(Idea &idea) const
{
    std::vector<std::vector<Posting>> lists;
    for (Named &named : idea.values) {
        const Postings list = documents_of(named);
        named.documents = list->size();
        if (idea.values.size() == 1)
            return list;
        lists.push_back(*list);
    }
    return std::make_shared<const std::vector<Posting>>(
        merged(std::move(lists), [](Posting &, const Posting &) {}));
}

void
Matcher::find_sources(std::size_t index)
{
    const Idea &idea = ideas[index];
    Sources &s = sources[index];
    const auto add = [&](Source::Role role, std::size_t term, double share) {
        s.list.push_back({role, term, share});
    };
    for (const std::size_t t : idea.typed) {
        add(Source::TYPED, t, 1);
        s.rarity += terms[t].rarity;
    }
    // Who types a word that documents use means it before its synonyms.
    const bool is_used =
        idea.typed.size() == 1 &&
        static_cast<double>(terms[idea.typed[0]].documents) >=
            std::max(ranking::used_least,
                     ranking::used_part * stock.db.get_doccount());
    const double other = is_used ? ranking::beside_used : 1;
    for (const std::size_t t : idea.others)
        add(Source::OTHER, t,
            terms[t].origin == XC_JOINED ? 1
            : terms[t].origin == XC_WORDING
                ? other * ranking::wording_share
            : terms[t].origin == XC_NARROWER
                ? other * ranking::narrower_share
                : other * ranking::same_share);
    for (const std::size_t t : idea.apart)
        add(Source::APART, t, ranking::part_share);
    for (const std::size_t t : idea.negated)
        add(Source::NEGATED, t, ranking::negated_share);
    if (idea.near != none)
        add(Source::NEAR, idea.near,
            idea.typed.empty() ? ranking::frame_share : ranking::near_share);
    if (idea.value != none)
        add(Source::VALUE, idea.value, 1);
}

// Call visit(id, at) for each document that any of the sources has, or for one
// alone; at[i] is what the source i has of it, or nullptr.
template <typename Visit>
void
Matcher::walk(const Sources &s, Xapian::docid only, Visit &&visit) const
{
    const std::size_t n = s.list.size();
    std::vector<const Posting *> next(n), end(n), at(n);
    for (std::size_t i = 0; i < n; i++) {
        const std::vector<Posting> &list = *weighed[s.list[i].term].list;
        next[i] = list.data();
        end[i] = list.data() + list.size();
        if (only)
            next[i] = std::lower_bound(
                next[i], end[i], only,
                [](const Posting &p, Xapian::docid id) { return p.id < id; });
    }
    for (;;) {
        Xapian::docid id = only;
        if (!only) {
            id = ~Xapian::docid{0};
            for (std::size_t i = 0; i < n; i++)
                if (next[i] != end[i])
                    id = std::min(id, next[i]->id);
            if (id == ~Xapian::docid{0})
                return;
        }
        bool has_any = false;
        for (std::size_t i = 0; i < n; i++) {
            const bool has = next[i] != end[i] && next[i]->id == id;
            at[i] = has ? next[i]++ : nullptr;
            has_any |= has;
        }
        if (has_any)
            visit(id, at.data());
        if (only)
            return;
    }
}

// Whether a document contains the idea: one of its names, all of its words, or
// its value. Times are those of the idea as one.
bool
Matcher::is_whole(const Sources &s,
                  const Posting *const *at,
                  double &times) const
{
    std::size_t n_typed = 0, has_typed = 0;
    bool has_value = false;
    double typed = 0;
    times = 0;
    for (std::size_t i = 0; i < s.list.size(); i++) {
        const Source &source = s.list[i];
        n_typed += source.role == Source::TYPED;
        if (!at[i])
            continue;
        if (source.role == Source::TYPED) {
            has_typed += at[i]->times > 0;
            typed = at[i]->times;
        } else if (source.role == Source::OTHER) {
            times += source.share * at[i]->times;
        } else if (source.role == Source::VALUE) {
            has_value = true;
        }
    }
    if (n_typed == 1)
        times += typed;
    return times > 0 || (n_typed > 0 && has_typed == n_typed) || has_value;
}

Tally
Matcher::tally(const Sources &s) const
{
    std::string key(1, 'i');
    std::size_t n_typed = 0, n_others = 0;
    for (const Source &source : s.list) {
        const Term &term = terms[source.term];
        n_typed += source.role == Source::TYPED;
        n_others += source.role == Source::OTHER || source.role == Source::VALUE;
        if (source.role == Source::TYPED || source.role == Source::OTHER)
            key += std::to_string(source.share) + name_of(term.spot);
        else if (source.role == Source::VALUE)
            key += 'v' + term.text;
        key += ' ';
    }
    if (n_typed + n_others == 0)
        return {};
    // One word and nothing beside it: that has been counted.
    if (n_typed == 1 && n_others == 0) {
        const std::size_t term = s.list[0].term;
        return {terms[term].documents, weighed[term].weighing.occurrences};
    }
    if (const Tally *known = stock.known.find_tally(key))
        return *known;
    Tally tally;
    walk(s, 0, [&](Xapian::docid, const Posting *const *at) {
        double times;
        if (!is_whole(s, at, times))
            return;
        tally.documents++;
        tally.occurrences += std::max(times, 1.0);
    });
    stock.known.keep_tally(key, tally);
    return tally;
}

void
Matcher::weigh_idea(std::size_t index)
{
    Idea &idea = ideas[index];
    Sources &s = sources[index];
    const Tally found = tally(s);
    idea.documents = found.documents;
    s.weighing.occurrences = found.occurrences;
    const double n = stock.db.get_doccount();
    s.weighing.documents =
        std::max<double>(static_cast<double>(idea.documents), 1);
    s.weighing.inverse =
        ranking::inverse_expectation(n, s.weighing.occurrences);
    idea.weight = idea.is_light
                      ? 0
                      : idea.times * ranking::idea_weight(
                                         n, static_cast<double>(idea.documents));
}

double
Matcher::score(const Weighing &w, double times, Xapian::docid id) const
{
    return ranking::ineb2(times, stock.factors[id], w.occurrences, w.documents,
                          w.inverse);
}

// What a document has of an idea: by its text, as the idea with its words or as
// the parts of a hyphened one, or by its value. What is related and what is
// denied is added.
Match
Matcher::judge(std::size_t index,
               Xapian::docid id,
               const Posting *const *at,
               Only *only) const
{
    const Idea &idea = ideas[index];
    const Sources &s = sources[index];
    const bool is_single = idea.typed.size() == 1;
    double times, headings = 0, words = 0, parts = 0, value = 0, more = 0, near = 0;
    double rarity = 0;
    bool has_word = false, has_near = false;
    Match m{id, 0, false, is_whole(s, at, times), false, 0, 0};
    // What a source gives where it counts by itself.
    const auto alone = [&](std::size_t i) {
        return idea.times * s.list[i].share *
               score(weighed[s.list[i].term].weighing,
                     at[i]->times + at[i]->headings, id);
    };
    for (std::size_t i = 0; i < s.list.size(); i++) {
        if (!at[i])
            continue;
        switch (s.list[i].role) {
        case Source::TYPED:
            has_word |= at[i]->times > 0;
            if (is_single) {
                headings = at[i]->headings;
                break;
            }
            words += alone(i);
            if (at[i]->times > 0)
                rarity += terms[s.list[i].term].rarity;
            break;
        case Source::OTHER:
            break;
        case Source::NEAR:
            has_near = true;
            near = alone(i);
            break;
        case Source::NEGATED:
            more += alone(i);
            break;
        case Source::APART:
            parts += alone(i);
            break;
        case Source::VALUE:
            value = idea.times *
                    ranking::ineb2(idea.is_needed ? ranking::needed_times : 1,
                                   stock.average_factor, s.weighing.occurrences,
                                   s.weighing.documents, s.weighing.inverse);
            break;
        }
    }
    const double unit =
        times + headings > 0
            ? idea.times * score(s.weighing, times + headings, id)
            : 0;
    words *= ranking::unit_share;
    // Who names a value wants what is of it before what mentions it. One of a
    // list (a grade, an area) is the more meant where the text says it, too.
    const bool is_both = value > 0 && idea.is_listed;
    const bool is_mention =
        idea.is_needed && value == 0 && !weighed[idea.value].list->empty();
    const double mention =
        is_mention || is_both ? ranking::mention_share : 1;
    const bool is_apart = parts > unit + words;
    const double text = mention * (is_apart ? parts : unit + words);
    const bool has_text = is_both || text > value;
    const double best = (has_text ? text : 0) +
                        (is_both || !has_text ? value : 0);
    // Beside the thing itself what is related says less.
    if (best > 0)
        near *= ranking::near_beside;
    more += near;
    m.score = best + more;
    m.is_found = m.is_whole || has_word || has_near;
    m.needed = idea.is_needed && m.is_whole;
    if (m.is_whole)
        m.held = idea.weight;
    else
        m.held = idea.weight *
                 std::max(has_near ? ranking::near_held : 0,
                          s.rarity > 0
                              ? ranking::part_held * rarity / s.rarity
                              : 0);
    if (!only)
        return m;
    for (std::size_t i = 0; i < s.list.size(); i++) {
        if (!at[i])
            continue;
        Share &share = only->shares[s.list[i].term];
        const Source::Role role = s.list[i].role;
        share.times = at[i]->times;
        if (role == Source::NEAR)
            share.score = near;
        else if (role == Source::NEGATED)
            share.score = alone(i);
        else if (role == Source::VALUE)
            share.score = is_both || !has_text ? value : 0;
        else if (!has_text || is_apart != (role == Source::APART))
            share.score = 0;
        else if (is_apart)
            share.score = mention * alone(i);
        else if (role == Source::TYPED && !is_single)
            share.score = mention * ranking::unit_share * alone(i);
        else
            share.score =
                mention * unit *
                (s.list[i].share * at[i]->times + at[i]->headings) /
                (times + headings);
    }
    return m;
}

std::vector<Match>
Matcher::of_idea(std::size_t idea, Only *only) const
{
    std::vector<Match> list;
    std::size_t most = 0;
    for (const Source &source : sources[idea].list)
        most = std::max(most, weighed[source.term].list->size());
    if (!only)
        list.reserve(most);
    walk(sources[idea], only ? only->id : 0,
         [&](Xapian::docid id, const Posting *const *at) {
             list.push_back(judge(idea, id, at, only));
         });
    return list;
}

// Words that are typed side by side tell more where they stand so.
void
Matcher::add_pair(std::size_t term, std::vector<Match> &list, Only *only) const
{
    const Weighed &w = weighed[term];
    auto p = w.list->begin();
    for (Match &m : list) {
        p = std::lower_bound(p, w.list->end(), m.id,
                             [](const Posting &posting, Xapian::docid id) {
                                 return posting.id < id;
                             });
        if (p == w.list->end())
            return;
        if (p->id != m.id)
            continue;
        const double more =
            ranking::pair_share * score(w.weighing, p->times, m.id);
        m.score += more;
        if (only)
            only->shares[term] = {p->times, more};
    }
}

// What several lists have, added up. Where they are long, by a row of all
// documents; else by merging.
std::vector<Match>
Matcher::summed(std::vector<std::vector<Match>> lists) const
{
    std::size_t total = 0;
    for (const auto &list : lists)
        total += list.size();
    if (lists.size() < 3 || total < stock.factors.size() / 4)
        return merged(std::move(lists), add_match);
    std::vector<Match> row(stock.factors.size());
    for (const auto &list : lists) {
        for (const Match &m : list) {
            row[m.id].id = m.id;
            add_match(row[m.id], m);
        }
    }
    row.erase(std::remove_if(row.begin(), row.end(),
                             [](const Match &m) { return m.id == 0; }),
              row.end());
    return row;
}

std::vector<Match>
Matcher::combined(const Plan &plan, Only *only) const
{
    std::vector<Match> list;
    std::vector<std::vector<Match>> lists;
    switch (plan.kind) {
    case Plan::IDEA:
        return of_idea(plan.idea, only);
    case Plan::PLACE:
        for (const Posting &p : *of_spot(plan.spot))
            if (!only || p.id == only->id)
                list.push_back({p.id, 0, true, true, false, 0, 0});
        return list;
    case Plan::VALUES:
        for (const Xapian::docid id : stock.documents(plan))
            if (!only || id == only->id)
                list.push_back({id, 0, true, true, false, 0, 0});
        return list;
    case Plan::ALL:
        list = found(plan.parts[0], only);
        for (std::size_t i = 1; i < plan.parts.size(); i++)
            list = common(list, found(plan.parts[i], only));
        list.erase(std::remove_if(list.begin(), list.end(),
                                  [](const Match &m) { return !m.is_whole; }),
                   list.end());
        return list;
    case Plan::ANY:
        for (const Plan &part : plan.parts)
            lists.push_back(found(part, only));
        return summed(std::move(lists));
    case Plan::ONE_OF:
        for (const Plan &part : plan.parts)
            lists.push_back(found(part, only));
        list = merged(std::move(lists), add_match);
        // One of them is as good as all.
        for (Match &m : list) {
            m.needed = m.needed > 0;
            m.held = m.needed ? whole(plan).weight : 0;
        }
        return list;
    case Plan::PREFER:
        list = found(plan.parts[0], only);
        return list.empty() ? list
                            : preferred(std::move(list),
                                        found(plan.parts[1], only));
    case Plan::WITHOUT:
        return without(found(plan.parts[0], only),
                       found(plan.parts[1], nullptr));
    }
    return list;
}

// What does not find a document gave it nothing.
std::vector<Match>
Matcher::found(const Plan &plan, Only *only) const
{
    const std::vector<Share> before =
        only ? only->shares : std::vector<Share>();
    std::vector<Match> list = combined(plan, only);
    if (only && list.empty())
        only->shares = before;
    for (const std::size_t pair : plan.pairs)
        add_pair(pair, list, only);
    return list;
}

Matcher::Whole
Matcher::whole(const Plan &plan) const
{
    Whole sum;
    if (plan.kind == Plan::IDEA) {
        const Idea &idea = ideas[plan.idea];
        return {idea.weight, idea.weight > 0, idea.is_needed};
    }
    const std::size_t n = plan.kind == Plan::WITHOUT ? 1 : plan.parts.size();
    for (std::size_t i = 0; i < n; i++) {
        const Whole part = whole(plan.parts[i]);
        if (plan.kind == Plan::ONE_OF) {
            sum.weight = std::max(sum.weight, part.weight);
            sum.ideas = std::max(sum.ideas, part.ideas);
            sum.needed = std::max(sum.needed, part.needed);
            continue;
        }
        sum.weight += part.weight;
        sum.ideas += part.ideas;
        sum.needed += part.needed;
    }
    return sum;
}

std::vector<Matcher::Share>
Matcher::shares(const Plan &plan, Xapian::docid id) const
{
    Only only{id, std::vector<Share>(terms.size())};
    found(plan, &only);
    return std::move(only.shares);
}

} // namespace xc
