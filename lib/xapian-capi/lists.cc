// SPDX-License-Identifier: GPL-2.0-or-later
//
// Lists in bulk. Each call opens a list, skips to `from` and fills the caller's
// arrays. Nothing is kept between calls, since opening a list costs little
// compared with reading thousands of elements.
#include "reader.h"

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace
{

std::string
text_of(const char *bytes, size_t len)
{
    return std::string(bytes, len);
}

void
check_document(uint32_t id)
{
    if (id == 0)
        throw Xapian::DocNotFoundError("no document has the number 0");
}

// A list begins at its first document anyway, and a list of several indexes
// cannot skip to 0.
template <typename Iterator>
void
skip_to(Iterator &it, const Iterator &end, uint32_t from)
{
    if (from > 1 && it != end)
        it.skip_to(from);
}

// Fills a caller's xc_strings, one string after another.
class StringFiller
{
  public:
    explicit StringFiller(const xc_strings &strings) : out(strings) {}

    // False if it does not fit.
    bool add(const std::string &text)
    {
        if (text.size() > out.size - used)
            return false;
        if (!text.empty())
            std::memcpy(out.bytes + used, text.data(), text.size());
        used += text.size();
        out.ends[n++] = used;
        return true;
    }

    // For what has room in any buffer that is not far too small.
    void needs_room(const std::string &text) const
    {
        if (n == 0 && text.size() > out.size)
            throw std::length_error("a string of " +
                                    std::to_string(text.size()) +
                                    " bytes has no room");
    }

    size_t count() const { return n; }

  private:
    const xc_strings &out;
    size_t used = 0;
    size_t n = 0;
};

bool
is_usable(const xc_strings *strings, size_t room)
{
    return strings && (strings->bytes || strings->size == 0) &&
           (strings->ends || room == 0);
}

// Fill in the strings of a list of terms with a prefix. beside(it, i) stores
// what goes with string i, such as its frequency. Returns whether the end of
// the list was reached.
template <typename Beside>
bool
fill_terms(Xapian::TermIterator it,
           const Xapian::TermIterator &end,
           const std::string &prefix,
           const std::string &from,
           StringFiller &filler,
           size_t room,
           Beside &&beside)
{
    if (it != end && from > prefix) // Xapian would go back, before the prefix
        it.skip_to(from);
    for (; it != end; ++it) {
        const size_t place = filler.count();
        filler.needs_room(*it);
        if (place == room || !filler.add(*it))
            return false;
        beside(it, place);
    }
    return true;
}

// Filters a query by document number: matches every number from the first one
// on, whether there is such a document or not.
class NumbersFrom : public Xapian::PostingSource
{
  public:
    explicit NumbersFrom(Xapian::docid from) : first(from) {}

    void init(const Xapian::Database &db) override
    {
        last = db.get_lastdocid();
        documents = db.get_doccount();
        at = 0;
    }
    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return documents; }
    Xapian::doccount get_termfreq_max() const override { return documents; }
    void next(double) override { at = std::max(at + 1, first); }
    void skip_to(Xapian::docid id, double) override
    {
        at = std::max({at, id, first});
    }
    bool at_end() const override { return at > last; }
    Xapian::docid get_docid() const override { return at; }
    std::string get_description() const override { return "NumbersFrom"; }

  private:
    const Xapian::docid first;
    Xapian::docid last = 0;
    Xapian::doccount documents = 0;
    Xapian::docid at = 0;
};

// Fill in the documents that the query matches, from `from` on, in the order of
// their numbers; returns how many.
size_t
fill_matches(xc_reader &reader,
             Xapian::Query query,
             uint32_t from,
             uint32_t *ids,
             size_t room)
{
    Xapian::Database &db = reader.view();
    NumbersFrom numbers(from);
    std::uint64_t most = room; // matches to ask Xapian for
    if (from > 1 && reader.is_simple())
        query = Xapian::Query(Xapian::Query::OP_FILTER, query,
                              Xapian::Query(&numbers));
    else if (from > 1) // a filter would see each index's own numbers
        most += from - 1;
    Xapian::Enquire enquire(db);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    most = std::min<std::uint64_t>(most, db.get_doccount());
    const Xapian::MSet found =
        enquire.get_mset(0, static_cast<Xapian::doccount>(most));
    size_t n = 0;
    const auto end = found.end();
    for (auto it = found.begin(); it != end && n < room; ++it)
        if (*it >= from)
            ids[n++] = *it;
    return n;
}

} // namespace

xc_status
xc_reader_postings(xc_reader *reader,
                   const char *term,
                   size_t len,
                   uint32_t from,
                   uint32_t *ids,
                   uint32_t *frequencies,
                   size_t room,
                   size_t *n,
                   xc_error *err)
{
    XC_REQUIRE(reader && (term || len == 0) && (ids || room == 0) && n);
    *n = 0;
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        const std::string text = text_of(term, len);
        const auto end = db.postlist_end(text);
        auto it = db.postlist_begin(text);
        skip_to(it, end, from);
        size_t filled = 0;
        for (; filled < room && it != end; ++it, filled++) {
            ids[filled] = *it;
            if (frequencies)
                frequencies[filled] = it.get_wdf();
        }
        *n = filled;
    });
}

xc_status
xc_reader_lengths(xc_reader *reader,
                  uint32_t from,
                  uint32_t *ids,
                  uint32_t *lengths,
                  size_t room,
                  size_t *n,
                  xc_error *err)
{
    XC_REQUIRE(reader && ((ids && lengths) || room == 0) && n);
    *n = 0;
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        const auto end = db.postlist_end("");
        auto it = db.postlist_begin("");
        skip_to(it, end, from);
        size_t filled = 0;
        for (; filled < room && it != end; ++it, filled++) {
            ids[filled] = *it;
            lengths[filled] = it.get_doclength();
        }
        *n = filled;
    });
}

xc_status
xc_reader_positions(xc_reader *reader,
                    uint32_t id,
                    const char *term,
                    size_t len,
                    uint32_t *positions,
                    size_t room,
                    size_t *n,
                    xc_error *err)
{
    XC_REQUIRE(reader && term && len > 0 && (positions || room == 0) && n);
    *n = 0;
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        const std::string text = text_of(term, len);
        check_document(id);
        const auto end = db.positionlist_end(id, text);
        size_t filled = 0;
        for (auto it = db.positionlist_begin(id, text);
             filled < room && it != end; ++it)
            positions[filled++] = *it;
        *n = filled;
    });
}

xc_status
xc_reader_phrase(xc_reader *reader,
                 const char *const *terms,
                 const size_t *lens,
                 size_t n_terms,
                 uint32_t from,
                 uint32_t *ids,
                 size_t room,
                 size_t *n,
                 xc_error *err)
{
    XC_REQUIRE(reader && ((terms && lens) || n_terms == 0) &&
               (ids || room == 0) && n);
    *n = 0;
    return capi::guarded(err, [&] {
        std::vector<std::string> words;
        for (size_t i = 0; i < n_terms; i++)
            words.push_back(text_of(terms[i], lens[i]));
        *n = fill_matches(
            *reader,
            Xapian::Query(Xapian::Query::OP_PHRASE, words.begin(), words.end(),
                          static_cast<Xapian::termcount>(n_terms)),
            from, ids, room);
    });
}

xc_status
xc_reader_values(xc_reader *reader,
                 unsigned slot,
                 uint32_t from,
                 uint32_t *ids,
                 xc_strings *values,
                 size_t room,
                 size_t *n,
                 bool *is_end,
                 xc_error *err)
{
    XC_REQUIRE(reader && is_usable(values, room) && (ids || room == 0) && n &&
               is_end);
    *n = 0;
    *is_end = false;
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        StringFiller filler(*values);
        const auto end = db.valuestream_end(slot);
        auto it = db.valuestream_begin(slot);
        skip_to(it, end, from);
        for (; it != end && filler.count() < room; ++it) {
            const size_t place = filler.count();
            if (!filler.add(*it))
                break;
            ids[place] = it.get_docid();
        }
        *n = filler.count();
        *is_end = it == end;
    });
}

// How many document numbers to step over one by one rather than skip. Xapian
// keeps values in chunks of 2 KB. Skipping out of a chunk searches the table
// again, even if the next chunk is wanted; stepping over the values between
// near documents costs less than half the reads.
constexpr Xapian::docid near = 32;

static void
move_to(Xapian::ValueIterator &it,
        const Xapian::ValueIterator &end,
        uint32_t id)
{
    if (it != end && id > near && it.get_docid() < id - near)
        it.skip_to(id);
    while (it != end && it.get_docid() < id)
        ++it;
}

xc_status
xc_reader_values_of(xc_reader *reader,
                    unsigned slot,
                    const uint32_t *ids,
                    size_t n_ids,
                    xc_strings *values,
                    size_t *n,
                    xc_error *err)
{
    XC_REQUIRE(reader && (ids || n_ids == 0) && is_usable(values, n_ids) && n);
    XC_REQUIRE(std::is_sorted(ids, ids + n_ids));
    *n = 0;
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        const std::string none;
        StringFiller filler(*values);
        if (n_ids == 1) {
            // One look-up, where a stream takes two.
            filler.add(db.get_document(ids[0], Xapian::DOC_ASSUME_VALID)
                           .get_value(slot));
            *n = filler.count();
            return;
        }
        const auto end = db.valuestream_end(slot);
        auto it = db.valuestream_begin(slot);
        bool has_room = true;
        for (size_t i = 0; i < n_ids && has_room; i++) {
            move_to(it, end, ids[i]);
            const bool is_there = it != end && it.get_docid() == ids[i];
            has_room = filler.add(is_there ? *it : none);
        }
        *n = filler.count();
    });
}

xc_status
xc_reader_terms(xc_reader *reader,
                const char *prefix,
                size_t prefix_len,
                const char *from,
                size_t from_len,
                xc_strings *terms,
                uint32_t *documents,
                size_t room,
                size_t *n,
                bool *is_end,
                xc_error *err)
{
    XC_REQUIRE(reader && (prefix || prefix_len == 0) &&
               (from || from_len == 0) && is_usable(terms, room) && n &&
               is_end);
    *n = 0;
    *is_end = false;
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        const std::string start = text_of(prefix, prefix_len);
        StringFiller filler(*terms);
        *is_end = fill_terms(db.allterms_begin(start), db.allterms_end(start),
                             start, text_of(from, from_len), filler, room,
                             [&](const Xapian::TermIterator &it, size_t i) {
                                 if (documents)
                                     documents[i] = it.get_termfreq();
                             });
        *n = filler.count();
    });
}

xc_status
xc_reader_document_terms(xc_reader *reader,
                         uint32_t id,
                         const char *from,
                         size_t from_len,
                         xc_strings *terms,
                         uint32_t *frequencies,
                         uint32_t *documents,
                         size_t room,
                         size_t *n,
                         bool *is_end,
                         xc_error *err)
{
    XC_REQUIRE(reader && (from || from_len == 0) && is_usable(terms, room) &&
               n && is_end);
    *n = 0;
    *is_end = false;
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        StringFiller filler(*terms);
        check_document(id);
        *is_end = fill_terms(db.termlist_begin(id), db.termlist_end(id), "",
                             text_of(from, from_len), filler, room,
                             [&](const Xapian::TermIterator &it, size_t i) {
                                 if (frequencies)
                                     frequencies[i] = it.get_wdf();
                                 if (documents)
                                     documents[i] = it.get_termfreq();
                             });
        *n = filler.count();
    });
}

xc_status
xc_reader_metadata_keys(xc_reader *reader,
                        const char *prefix,
                        size_t prefix_len,
                        const char *from,
                        size_t from_len,
                        xc_strings *keys,
                        size_t room,
                        size_t *n,
                        bool *is_end,
                        xc_error *err)
{
    XC_REQUIRE(reader && (prefix || prefix_len == 0) &&
               (from || from_len == 0) && is_usable(keys, room) && n && is_end);
    *n = 0;
    *is_end = false;
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        const std::string start = text_of(prefix, prefix_len);
        StringFiller filler(*keys);
        *is_end = fill_terms(db.metadata_keys_begin(start),
                             db.metadata_keys_end(start), start,
                             text_of(from, from_len), filler, room,
                             [](const Xapian::TermIterator &, size_t) {});
        *n = filler.count();
    });
}
