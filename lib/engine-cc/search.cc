// SPDX-License-Identifier: GPL-2.0-or-later
#include "search.h"

#include "boundary.h"
#include "ranking.h"

#include <algorithm>
#include <map>
#include <set>

namespace
{

using xc::Match;

// Counts a facet: documents, or the different values of a slot.
class Counter
{
  public:
    Counter(xc_reader &reader, const xc_facet &facet, unsigned count_slot)
        : asked(facet), column(reader.column(facet.slot, facet.length)),
          counts(column.n_codes())
    {
        if (count_slot != XC_NO_SLOT) {
            units = &reader.column(count_slot, 0);
            last.resize(column.n_codes());
        }
    }

    void add(Xapian::docid id)
    {
        const xc::Column::Code code = column.code(id);
        if (!units) {
            counts[code]++;
            return;
        }
        const xc::Column::Code unit = units->code(id);
        // Most documents follow one of the same unit.
        if (unit == 0 || last[code] == unit)
            return;
        last[code] = unit;
        seen.push_back(std::uint64_t{code} << 32 | unit);
    }

    xc_hits::Facet result()
    {
        std::sort(seen.begin(), seen.end());
        seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
        for (const std::uint64_t pair : seen)
            counts[pair >> 32]++;
        std::vector<xc::Column::Code> codes;
        for (xc::Column::Code c = 1; c < counts.size(); c++)
            if (counts[c] > 0)
                codes.push_back(c);
        // Codes are in the order of their values, and the sort is stable.
        std::stable_sort(codes.begin(), codes.end(),
                         [&](auto a, auto b) { return counts[a] > counts[b]; });
        xc_hits::Facet facet{asked, {}};
        for (const xc::Column::Code c : codes)
            facet.counts.add(column.value(c), counts[c]);
        return facet;
    }

    unsigned slot() const { return asked.slot; }

  private:
    xc_facet asked;
    const xc::Column &column;
    std::vector<std::size_t> counts;
    const xc::Column *units = nullptr;
    std::vector<xc::Column::Code> last; // unit met, by code
    std::vector<std::uint64_t> seen;    // code and unit
};

std::size_t
distinct(const std::vector<Match> &list, const xc::Column &column)
{
    std::vector<bool> seen(column.n_codes());
    std::size_t n = 0;
    for (const Match &m : list) {
        const xc::Column::Code code = column.code(m.id);
        n += m.is_counted && code != 0 && !seen[code];
        seen[code] = seen[code] || m.is_counted;
    }
    return n;
}

// Documents found that are nearly the same.
struct Alike {
    std::size_t documents = 0;
    std::set<xc::Column::Code> values;
    Match first;
};

// The groups of what is alike, each by its documents' likeness and the values
// that they share.
class Groups
{
  public:
    Groups(xc_reader &reader, const xc_request &request)
        : likeness(reader.likeness()),
          values(reader.column(request.alike_slot, 0))
    {
        for (std::size_t i = 0; i < request.n_alike_by; i++)
            shared.push_back(&reader.column(request.alike_by[i], 0));
    }

    // Keep of each group what comes first.
    void
    collapse(std::vector<Match> &list,
             const std::function<bool(const Match &, const Match &)> &before)
    {
        for (const Match &m : list) {
            if (!likeness.group(m.id))
                continue;
            Alike &alike = groups[key(m.id)];
            if (alike.documents++ == 0 || before(m, alike.first))
                alike.first = m;
            alike.values.insert(values.code(m.id));
        }
        const auto is_hidden = [&](const Match &m) {
            const Alike *alike = find(m.id);
            return alike && alike->first.id != m.id;
        };
        list.erase(std::remove_if(list.begin(), list.end(), is_hidden),
                   list.end());
    }

    // nullptr where it is like no other.
    const Alike *find(Xapian::docid id) const
    {
        const auto it =
            likeness.group(id) ? groups.find(key(id)) : groups.end();
        return it == groups.end() ? nullptr : &it->second;
    }

  private:
    std::vector<xc::Column::Code> key(Xapian::docid id) const
    {
        std::vector<xc::Column::Code> key{likeness.group(id)};
        for (const xc::Column *column : shared)
            key.push_back(column->code(id));
        return key;
    }

    const xc::Likeness &likeness;
    const xc::Column &values;
    std::vector<const xc::Column *> shared;
    std::map<std::vector<xc::Column::Code>, Alike> groups;
};

} // namespace

namespace xc
{

Search::Search(xc_reader &in, const xc_request &asked)
    : reader(in), request(asked), text(asked.query, asked.query_len),
      is_blank(xc::is_blank(text)),
      stock{in.db, in.stem, in.factors(), 0, {}, in.known, {}}
{
    stock.average_factor = static_cast<float>(ranking::length_factor(1, 1));
    stock.documents = [this](const Plan &plan) { return documents_of(plan); };
    if (reader.lexicon)
        for (const Field &field : reader.lexicon->fields)
            if (field.kind == XC_FIELD_TEXT && field.weight > 0)
                stock.headings.push_back(&field);
    if (text.size() > XC_QUERY_MAX)
        throw BadQuery{XC_QUERY_MAX, "it is longer than " +
                                         std::to_string(XC_QUERY_MAX) +
                                         " bytes"};
    if (!is_blank)
        understand();
}

Search::Search(xc_reader &in, const xc_request &asked, Understood query)
    : Search(in, asked)
{
    is_blank = false;
    understood = std::move(query);
    matcher = std::make_unique<Matcher>(stock, understood);
}

void
Search::understand()
{
    const PlanSource source{
        reader.stem, reader.lexicon, &reader.learnt(),
        [this](const std::string &prefix) -> const Vocabulary & {
            return reader.vocabulary(prefix);
        },
        [this](const std::string &prefix) { return reader.spelling_of(prefix); },
        [this](const Field &field, const std::string &value) {
            return reader.column(field.slot, 0).has(value);
        },
        [this](const Field &field) {
            // Of a list of values one is what says nothing.
            const std::size_t least = field.words.empty() ? 1 : 2;
            return reader.column(field.slot, 0).n_codes() > least;
        },
        [this](const std::string &first, const std::string &second) {
            return stand_together(first, second);
        },
        reader.value_names(), text, reader.db.get_doccount()};
    understood =
        make_plan(parse_query(text, reader.lexicon), request.match,
                  request.is_literal, source);
    matcher = std::make_unique<Matcher>(stock, understood);
}

bool
Search::stand_together(const std::string &first, const std::string &second)
{
    const std::string pair = pair_term(reader.stem(first), reader.stem(second));
    const Xapian::Database &db = reader.db;
    for (auto it = db.postlist_begin(pair); it != db.postlist_end(pair); ++it) {
        const std::set<Xapian::termpos> places(
            db.positionlist_begin(*it, second),
            db.positionlist_end(*it, second));
        for (auto p = db.positionlist_begin(*it, first);
             p != db.positionlist_end(*it, first); ++p)
            if (places.count(*p + 1))
                return true;
    }
    return false;
}

// Values of fields that may be anything: those of others were looked at.
void
Search::find_missing(const Plan &plan, xc_hits &hits) const
{
    if (plan.kind == Plan::VALUES && plan.field->kind == XC_FIELD_VALUE &&
        plan.field->words.empty())
        for (const std::string &value : plan.values)
            if (!reader.column(plan.field->slot, 0).has(value))
                hits.missing.emplace_back(plan.field->slot, value);
    for (const Plan &part : plan.parts)
        find_missing(part, hits);
}

std::vector<Xapian::docid>
Search::documents_of(const Plan &plan)
{
    const Column &column = reader.column(plan.field->slot, 0);
    const std::vector<bool> passes = column.passing(plan);
    std::vector<Xapian::docid> list;
    for (Xapian::docid id = 1; id < stock.factors.size(); id++)
        if (passes[column.code(id)])
            list.push_back(id);
    return list;
}

// What is counted holds enough of the query: see xc_reader_search().
void
Search::mark_counted(std::vector<Match> &list) const
{
    const bool has_least =
        request.match == XC_MATCH_AUTO && understood.has_alternatives;
    const Matcher::Whole whole =
        has_least ? matcher->whole(understood.plan) : Matcher::Whole();
    // The sums add up in another order from document to document.
    const double least =
        ranking::auto_share(whole.ideas) * whole.weight - 1e-9;
    for (Match &m : list)
        m.is_counted =
            !has_least || (m.held >= least && m.needed >= whole.needed);
}

std::vector<Match>
Search::matches()
{
    std::vector<Match> list;
    if (is_blank) {
        list.reserve(reader.db.get_doccount());
        for (auto it = reader.db.postlist_begin("");
             it != reader.db.postlist_end(""); ++it)
            list.push_back({*it, 0, true, true, true, 0, 0});
        return list;
    }
    list = matcher->matches(understood.plan);
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const Match &m) { return !m.is_found; }),
               list.end());
    mark_counted(list);
    const std::vector<bool> &boilerplate = reader.boilerplate();
    for (Match &m : list)
        if (boilerplate[m.id])
            m.score *= ranking::boilerplate_share;
    return list;
}

std::vector<Match>
Search::passing(
    std::vector<Match> list,
    const std::function<void(const Match &, unsigned slot)> &missed) const
{
    struct Sieve {
        unsigned slot;
        const Column *column;
        std::vector<bool> passes;
    };
    std::vector<Sieve> sieves;
    for (std::size_t i = 0; i < request.n_filters; i++) {
        const xc_filter &filter = request.filters[i];
        const Column &column = reader.column(filter.slot, filter.length);
        sieves.push_back({filter.slot, &column, column.passing(filter)});
    }
    if (sieves.empty())
        return list;
    std::vector<Match> kept;
    for (const Match &m : list) {
        const Sieve *failed = nullptr;
        bool is_out = false;
        for (const Sieve &sieve : sieves) {
            if (sieve.passes[sieve.column->code(m.id)])
                continue;
            is_out |= failed && failed->slot != sieve.slot;
            failed = &sieve;
        }
        if (!failed)
            kept.push_back(m);
        else if (!is_out && missed)
            missed(m, failed->slot);
    }
    return kept;
}

std::vector<Match>
Search::passing(std::vector<Match> list) const
{
    return passing(std::move(list), nullptr);
}

std::function<bool(const Match &, const Match &)>
Search::before() const
{
    // Where nothing is asked for there is nothing to be relevant to.
    const xc_order order = request.order != XC_ORDER_DEFAULT ? request.order
                           : is_blank                        ? XC_ORDER_FALLING
                                      : XC_ORDER_RELEVANCE;
    const Column *column = order == XC_ORDER_RELEVANCE
                               ? nullptr
                               : &reader.column(request.order_slot, 0);
    return [order, column](const Match &a, const Match &b) {
        if (a.is_counted != b.is_counted)
            return a.is_counted;
        if (column) {
            const auto x = column->code(a.id), y = column->code(b.id);
            if (x != y)
                return order == XC_ORDER_FALLING ? x > y : x < y;
        }
        if (a.score != b.score)
            return a.score > b.score;
        return a.id < b.id;
    };
}

void
Search::order(std::vector<Match> &list, std::size_t last) const
{
    const auto end =
        list.begin() + static_cast<std::ptrdiff_t>(std::min(last, list.size()));
    std::partial_sort(list.begin(), end, list.end(), before());
}

void
Search::tell(xc_hits &hits) const
{
    hits.revision = reader.revision;
    hits.query = understood.text;
    for (std::size_t i = 0; i < request.n_filters; i++) {
        const xc_filter &filter = request.filters[i];
        for (std::size_t v = 0; v < filter.n_values; v++)
            if (!reader.column(filter.slot, filter.length)
                     .has(filter.values[v]))
                hits.missing.emplace_back(filter.slot, filter.values[v]);
    }
    find_missing(understood.plan, hits);
    hits.terms = understood.terms;
    hits.tell_ideas(understood.ideas);
    for (const Term &term : understood.terms) {
        std::string forms;
        for (const std::string &word : term.spot.words)
            if (term.origin != XC_PAIR && term.origin != XC_NEGATED)
                forms += (forms.empty() ? "" : " ") + word;
        hits.forms.push_back(forms);
    }
    std::size_t copied = 0;
    for (const Correction &c : understood.corrections) {
        hits.corrections.push_back({c.offset, c.length, {}, c.is_put});
        for (const Vocabulary::Word &word : c.words)
            hits.corrections.back().words.add(word.text, word.documents);
        if (!c.is_put || c.offset < copied)
            continue;
        hits.corrected += text.substr(copied, c.offset - copied);
        hits.corrected += c.words[0].text;
        copied = c.offset + c.length;
    }
    if (copied > 0)
        hits.corrected += text.substr(copied);
}

void
Search::count(xc_hits &hits, const std::vector<Match> &list) const
{
    hits.total = static_cast<std::size_t>(
        std::count_if(list.begin(), list.end(),
                      [](const Match &m) { return m.is_counted; }));
    hits.shown = hits.total;
    hits.ranked = list.size();
    for (std::size_t i = 0; i < request.n_total_slots; i++)
        hits.totals.push_back(
            distinct(list, reader.column(request.total_slots[i], 0)));
}

void
Search::explain(xc_hits::Hit &hit, Xapian::docid id) const
{
    if (!matcher)
        return;
    const double factor =
        reader.boilerplate()[id] ? ranking::boilerplate_share : 1;
    hit.is_boilerplate = reader.boilerplate()[id];
    for (const Matcher::Share &share : matcher->shares(understood.plan, id))
        hit.shares.push_back({share.times, factor * share.score});
}

std::vector<Match>
counted(std::vector<Match> list)
{
    list.erase(std::remove_if(list.begin(), list.end(),
                              [](const Match &m) { return !m.is_counted; }),
               list.end());
    return list;
}

xc_hits::Hit
hit_of(const xc_reader &reader, const Match &match)
{
    xc_hits::Hit hit;
    hit.data = reader.db.get_document(match.id).get_data();
    hit.score = match.score;
    hit.is_counted = match.is_counted;
    return hit;
}

} // namespace xc

namespace
{

std::unique_ptr<xc_hits>
run(xc_reader &reader, const xc_request &request)
{
    auto hits = std::make_unique<xc_hits>();
    xc::Search search(reader, request);

    std::vector<Counter> counters;
    for (std::size_t i = 0; i < request.n_facets; i++)
        counters.emplace_back(reader, request.facets[i], request.count_slot);
    std::vector<Match> list =
        search.passing(search.matches(), [&](const Match &m, unsigned slot) {
            for (Counter &counter : counters)
                if (m.is_counted && counter.slot() == slot)
                    counter.add(m.id);
        });
    for (Counter &counter : counters) {
        for (const Match &m : list)
            if (m.is_counted)
                counter.add(m.id);
        hits->facets.push_back(counter.result());
    }
    search.tell(*hits);
    search.count(*hits, list);

    std::unique_ptr<Groups> groups;
    if (request.alike_slot != XC_NO_SLOT) {
        groups = std::make_unique<Groups>(reader, request);
        groups->collapse(list, search.before());
        hits->shown = static_cast<std::size_t>(
            std::count_if(list.begin(), list.end(),
                          [](const Match &m) { return m.is_counted; }));
    }
    hits->ranked = list.size();
    const std::size_t first = std::min(request.offset, list.size());
    const std::size_t last =
        first + std::min(request.limit, list.size() - first);
    search.order(list, last);
    for (std::size_t i = first; i < last; i++) {
        xc_hits::Hit hit = xc::hit_of(reader, list[i]);
        if (const Alike *alike = groups ? groups->find(list[i].id) : nullptr) {
            hit.alike = alike->documents - 1;
            hit.alike_values = alike->values.size() - 1;
        }
        if (request.is_explained)
            search.explain(hit, list[i].id);
        hits->page.push_back(std::move(hit));
    }
    return hits;
}

} // namespace

xc_status
xc_reader_search(xc_reader *reader,
                 const xc_request *request,
                 xc_hits **out,
                 xc_error *err)
{
    XC_REQUIRE(reader && request && out);
    *out = nullptr;
    return xc::guarded(err, [&] {
        xc::with_fresh_view(*reader,
                            [&] { *out = run(*reader, *request).release(); });
    });
}

struct xc_scroll {
    std::vector<Match> list;
    std::size_t next = 0;
    std::uint64_t revision;
    std::string uuid;
    xc_hits told; // how the query was understood
};

xc_status
xc_scroll_open(xc_reader *reader,
               const xc_request *request,
               xc_scroll **out,
               xc_error *err)
{
    XC_REQUIRE(reader && request && out);
    *out = nullptr;
    return xc::guarded(err, [&] {
        xc::with_fresh_view(*reader, [&] {
            auto scroll = std::make_unique<xc_scroll>();
            xc::Search search(*reader, *request);
            scroll->list = search.passing(xc::counted(search.matches()));
            search.order(scroll->list, scroll->list.size());
            scroll->revision = reader->revision;
            scroll->uuid = reader->uuid;
            search.tell(scroll->told);
            *out = scroll.release();
        });
    });
}

xc_status
xc_scroll_next(xc_scroll *scroll,
               xc_reader *reader,
               size_t limit,
               xc_hits **out,
               xc_error *err)
{
    XC_REQUIRE(scroll && reader && out);
    *out = nullptr;
    return xc::guarded(err, [&] {
        xc::with_fresh_view(*reader, [&] {
            if (reader->revision != scroll->revision ||
                reader->uuid != scroll->uuid)
                throw xc::HasChanged{};
            auto hits = std::make_unique<xc_hits>(scroll->told);
            hits->total = hits->shown = hits->ranked = scroll->list.size();
            const std::size_t end =
                scroll->next +
                std::min(limit, scroll->list.size() - scroll->next);
            for (std::size_t i = scroll->next; i < end; i++)
                hits->page.push_back(xc::hit_of(*reader, scroll->list[i]));
            scroll->next = end;
            *out = hits.release();
        });
    });
}

void
xc_scroll_close(xc_scroll *scroll)
{
    delete scroll;
}
