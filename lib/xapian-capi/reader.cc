// SPDX-License-Identifier: GPL-2.0-or-later
//
// The reading side. A search matches its query once, without the filters,
// and collects every match; filters, counts and order are then looked up in
// columns. So one pass gives exact totals and, for each facet, counts that
// leave out that facet's own filter.
//
// A reader sees the last commit: it reopens before each call (0.05 ms where
// nothing changed), and where the writer commits twice in the middle of one,
// the whole call is done again.
#include "boundary.h"
#include "columns.h"
#include "hits.h"
#include "query.h"
#include "stemmer.h"

#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

namespace
{

// Xapian would take a file for a list of indexes, and an empty one for an
// index without documents.
Xapian::Database
open_index(const std::string &path)
{
    if (access(path.c_str(), F_OK) == 0 && access((path + "/.").c_str(), F_OK))
        throw xc::NoIndex{path + " is a file, not an index"};
    return Xapian::Database(path);
}

} // namespace

struct xc_reader {
    explicit xc_reader(const char *where)
        : path(where), db(open_index(path)), stem(xc::english_stemmer()),
          uuid(db.get_uuid()), revision(db.get_revision())
    {
    }

    // See the last commit. A column is worth what its revision is.
    void refresh()
    {
        db.reopen();
        if (db.get_revision() == revision && db.get_uuid() == uuid)
            return;
        // Reopening looks at the revision alone, and an index that was built
        // anew may have the same one.
        if (db.get_uuid() != uuid)
            db = open_index(path);
        look_anew();
    }

    // After the index has changed.
    void look_anew()
    {
        columns.clear();
        check_version();
        // Last: what could not be looked at counts as not seen.
        revision = db.get_revision();
        uuid = db.get_uuid();
    }

    void check_version()
    {
        is_other = !expected_key.empty() && db.get_doccount() > 0 &&
                   db.get_metadata(expected_key) != expected_value;
    }

    const xc::Column &column(unsigned slot)
    {
        std::unique_ptr<xc::Column> &column = columns[slot];
        if (!column)
            column = std::make_unique<xc::Column>(db, slot);
        return *column;
    }

    std::string path;
    Xapian::Database db;
    Xapian::Stem stem;
    std::string uuid; // changes where the index is built anew
    Xapian::rev revision;
    std::map<unsigned, std::unique_ptr<xc::Column>> columns;
    std::string expected_key;
    std::string expected_value;
    bool is_other = false; // not of the version that is expected
};

namespace
{

constexpr double ineb2_c = 1.5;
constexpr int attempts = 4;

// Run the body on a fresh view of the index.
template <typename Body>
void
with_fresh_view(xc_reader &reader, Body &&body)
{
    for (int attempt = 1;; attempt++) {
        try {
            reader.refresh();
            if (reader.is_other)
                throw xc::OtherVersion{};
            body();
            return;
        } catch (const Xapian::DatabaseModifiedError &) {
            if (attempt == attempts)
                throw;
        } catch (const Xapian::DatabaseError &) {
            // The folder may hold another index by now.
            if (attempt > 1)
                throw;
            reader.db = open_index(reader.path);
            reader.look_anew();
        }
    }
}

struct Match {
    Xapian::docid id;
    double weight;
};

// Takes down every match of a query. Xapian calls it in order of docid.
class Collector : public Xapian::MatchSpy
{
  public:
    explicit Collector(std::vector<Match> &list) : matches(list) {}
    void operator()(const Xapian::Document &doc, double weight) override
    {
        matches.push_back({doc.get_docid(), weight});
    }

  private:
    std::vector<Match> &matches;
};

// Weighs a document by the words it holds, not by how it holds them: the sum
// of their inverse document frequencies.
class HeldWeight : public Xapian::Weight
{
  public:
    HeldWeight()
    {
        need_stat(COLLECTION_SIZE);
        need_stat(TERMFREQ);
    }
    HeldWeight *clone() const override { return new HeldWeight; }
    void init(double factor) override
    {
        const double n = get_collection_size();
        const double tf = std::max<double>(get_termfreq(), 1);
        idf = factor * std::log(1 + n / tf);
    }
    double get_sumpart(Xapian::termcount,
                       Xapian::termcount,
                       Xapian::termcount) const override
    {
        return idf;
    }
    double get_maxpart() const override { return idf; }
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override
    {
        return 0;
    }
    double get_maxextra() const override { return 0; }

  private:
    double idf = 0;
};

std::vector<Match>
collect(const Xapian::Database &db,
        const Xapian::Query &query,
        const Xapian::Weight &weight)
{
    std::vector<Match> matches;
    Collector collector(matches);
    Xapian::Enquire enquire(db);
    enquire.set_query(query);
    enquire.set_weighting_scheme(weight);
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    enquire.add_matchspy(&collector);
    // Without checkatleast, Xapian leaves out what cannot be in the top.
    enquire.get_mset(0, 1, db.get_doccount());
    return matches;
}

// Drop what holds too little of the query: see xc_reader_search().
void
cut_off(std::vector<Match> &matches, const std::vector<Match> &held)
{
    double best = 0;
    for (const Match &m : held)
        best = std::max(best, m.weight);
    // The sums add up in another order from document to document.
    const double least = XC_AUTO_SHARE * best - 1e-9;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < matches.size(); i++)
        if (held[i].weight >= least)
            matches[kept++] = matches[i];
    matches.resize(kept);
}

std::vector<Match>
every_document(const Xapian::Database &db)
{
    std::vector<Match> matches;
    matches.reserve(db.get_doccount());
    for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it)
        matches.push_back({*it, 0});
    return matches;
}

std::vector<Match>
match(xc_reader &reader, const xc_request &request, xc_hits &hits)
{
    const std::string_view text(request.query, request.query_len);
    if (text.size() > XC_QUERY_MAX)
        throw xc::BadQuery{XC_QUERY_MAX, "it is longer than " +
                                             std::to_string(XC_QUERY_MAX) +
                                             " bytes"};
    if (xc::is_blank(text)) {
        hits.is_everything = true;
        return every_document(reader.db);
    }

    const xc::ParsedQuery parsed =
        xc::parse_query(text, request.match, reader.stem);
    hits.query = parsed.text;
    const double documents = reader.db.get_doccount();
    for (const std::string &term : parsed.terms) {
        const double tf = std::max<double>(reader.db.get_termfreq(term), 1);
        hits.terms[term] = std::log(1 + documents / tf);
    }
    std::vector<Match> matches =
        collect(reader.db, parsed.query, Xapian::IneB2Weight(ineb2_c));
    if (request.match == XC_MATCH_AUTO && parsed.has_alternatives)
        cut_off(matches, collect(reader.db, parsed.query, HeldWeight()));
    return matches;
}

struct Sieve {
    unsigned slot;
    const xc::Column *column;
    std::vector<bool> passes;
};

struct Counter {
    const xc::Column *column;
    std::vector<std::size_t> counts;
};

// Filter the matches in place; count each facet as if its own filter were
// not there.
void
filter_and_count(std::vector<Match> &matches,
                 const std::vector<Sieve> &sieves,
                 std::vector<Counter> &counters,
                 const unsigned *facets)
{
    std::size_t kept = 0;
    for (const Match &m : matches) {
        const Sieve *failed = nullptr;
        std::size_t failures = 0;
        for (const Sieve &sieve : sieves) {
            if (!sieve.passes[sieve.column->code(m.id)]) {
                failed = &sieve;
                failures++;
            }
        }
        if (failures > 1)
            continue;
        for (std::size_t f = 0; f < counters.size(); f++)
            if (!failed || failed->slot == facets[f])
                counters[f].counts[counters[f].column->code(m.id)]++;
        if (!failed)
            matches[kept++] = m;
    }
    matches.resize(kept);
}

xc_hits::Facet
facet_of(unsigned slot, const Counter &counter)
{
    std::vector<std::size_t> codes;
    for (std::size_t c = 1; c < counter.counts.size(); c++)
        if (counter.counts[c] > 0)
            codes.push_back(c);
    // Codes are in the order of their values, and the sort is stable.
    std::stable_sort(codes.begin(), codes.end(), [&](auto a, auto b) {
        return counter.counts[a] > counter.counts[b];
    });
    xc_hits::Facet facet;
    facet.slot = slot;
    for (const std::size_t c : codes)
        facet.values.push_back(
            counter.column->value(static_cast<xc::Column::Code>(c)));
    for (std::size_t i = 0; i < codes.size(); i++)
        facet.counts.push_back(
            {facet.values[i].c_str(), counter.counts[codes[i]]});
    return facet;
}

// The matches from offset on, in order, limit of them.
std::vector<Match>
page_of(xc_reader &reader,
        const xc_request &request,
        xc_order order,
        std::vector<Match> &matches)
{
    const xc::Column *column = order == XC_ORDER_RELEVANCE
                                   ? nullptr
                                   : &reader.column(request.order_slot);
    const auto before = [&](const Match &a, const Match &b) {
        if (column) {
            const auto x = column->code(a.id), y = column->code(b.id);
            if (x != y)
                return order == XC_ORDER_FALLING ? x > y : x < y;
        }
        if (a.weight != b.weight)
            return a.weight > b.weight;
        return a.id < b.id;
    };
    const std::size_t first = std::min(request.offset, matches.size());
    const std::size_t last =
        first + std::min(request.limit, matches.size() - first);
    const auto begin = matches.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(last);
    std::partial_sort(begin, end, matches.end(), before);
    return {begin + static_cast<std::ptrdiff_t>(first), end};
}

std::unique_ptr<xc_hits>
search(xc_reader &reader, const xc_request &request)
{
    auto hits = std::make_unique<xc_hits>();
    hits->revision = reader.revision;
    std::vector<Match> matches = match(reader, request, *hits);

    std::vector<Sieve> sieves;
    for (std::size_t i = 0; i < request.n_filters; i++) {
        const xc_filter &filter = request.filters[i];
        const xc::Column &column = reader.column(filter.slot);
        sieves.push_back({filter.slot, &column, column.passing(filter)});
    }
    std::vector<Counter> counters;
    for (std::size_t i = 0; i < request.n_facets; i++) {
        const xc::Column &column = reader.column(request.facets[i]);
        counters.push_back(
            {&column, std::vector<std::size_t>(column.n_codes())});
    }
    filter_and_count(matches, sieves, counters, request.facets);

    hits->total = matches.size();
    for (std::size_t i = 0; i < counters.size(); i++)
        hits->facets.push_back(facet_of(request.facets[i], counters[i]));
    // Where nothing is asked for there is nothing to be relevant to.
    const xc_order order = request.order != XC_ORDER_DEFAULT ? request.order
                           : hits->is_everything             ? XC_ORDER_FALLING
                                                 : XC_ORDER_RELEVANCE;
    for (const Match &m : page_of(reader, request, order, matches))
        hits->page.push_back(
            {reader.db.get_document(m.id).get_data(), m.weight});
    return hits;
}

char *
copy_of(const std::string &text)
{
    char *copy = static_cast<char *>(std::malloc(text.size() + 1));
    if (!copy)
        throw std::bad_alloc();
    std::memcpy(copy, text.c_str(), text.size() + 1);
    return copy;
}

} // namespace

xc_status
xc_reader_open(const char *path, xc_reader **out, xc_error *err)
{
    XC_REQUIRE(path && out);
    *out = nullptr;
    return xc::guarded(err, [&] { *out = new xc_reader(path); });
}

void
xc_reader_close(xc_reader *reader)
{
    xc::guarded(nullptr, [&] { delete reader; });
}

xc_status
xc_reader_expect(xc_reader *reader,
                 const char *key,
                 const char *value,
                 xc_error *err)
{
    XC_REQUIRE(reader && key && *key && value);
    return xc::guarded(err, [&] {
        reader->expected_key = key;
        reader->expected_value = value;
        reader->check_version();
        with_fresh_view(*reader, [] {});
    });
}

xc_status
xc_reader_info(xc_reader *reader, xc_info *out, xc_error *err)
{
    XC_REQUIRE(reader && out);
    *out = {};
    return xc::guarded(err, [&] {
        with_fresh_view(*reader, [&] {
            *out = {reader->revision, reader->db.get_doccount()};
        });
    });
}

xc_status
xc_reader_metadata(xc_reader *reader,
                   const char *key,
                   char **out,
                   xc_error *err)
{
    XC_REQUIRE(reader && key && *key && out);
    *out = nullptr;
    return xc::guarded(err, [&] {
        std::string value;
        with_fresh_view(*reader, [&] { value = reader->db.get_metadata(key); });
        *out = copy_of(value);
    });
}

xc_status
xc_reader_metadata_keys(xc_reader *reader,
                        const char *prefix,
                        xc_keys *out,
                        xc_error *err)
{
    XC_REQUIRE(reader && prefix && out);
    *out = {};
    const xc_status status = xc::guarded(err, [&] {
        std::vector<std::string> keys;
        with_fresh_view(*reader, [&] {
            keys.assign(reader->db.metadata_keys_begin(prefix),
                        reader->db.metadata_keys_end(prefix));
        });
        if (keys.empty())
            return;
        out->keys =
            static_cast<char **>(std::calloc(keys.size(), sizeof *out->keys));
        if (!out->keys)
            throw std::bad_alloc();
        for (const std::string &key : keys) {
            out->keys[out->count] = copy_of(key);
            out->count++;
        }
    });
    if (status != XC_OK)
        xc_keys_free(out);
    return status;
}

void
xc_keys_free(xc_keys *keys)
{
    if (!keys)
        return;
    for (std::size_t i = 0; i < keys->count; i++)
        std::free(keys->keys[i]);
    std::free(keys->keys);
    *keys = {};
}

xc_status
xc_reader_search(xc_reader *reader,
                 const xc_request *request,
                 xc_hits **out,
                 xc_error *err)
{
    XC_REQUIRE(reader && request && out);
    *out = nullptr;
    return xc::guarded(err, [&] {
        with_fresh_view(*reader,
                        [&] { *out = search(*reader, *request).release(); });
    });
}

xc_status
xc_reader_get(xc_reader *reader, const char *term, xc_hits **out, xc_error *err)
{
    XC_REQUIRE(reader && term && *term && out);
    *out = nullptr;
    return xc::guarded(err, [&] {
        with_fresh_view(*reader, [&] {
            auto hits = std::make_unique<xc_hits>();
            hits->revision = reader->revision;
            const auto it = reader->db.postlist_begin(term);
            if (it == reader->db.postlist_end(term))
                throw xc::NoDocument{};
            hits->total = 1;
            hits->page.push_back({reader->db.get_document(*it).get_data(), 0});
            *out = hits.release();
        });
    });
}
