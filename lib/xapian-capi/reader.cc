// SPDX-License-Identifier: GPL-2.0-or-later
#include "reader.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sstream>

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

xc_reader::xc_reader(const char *where)
    : path(where), db(open_index(path)), stem(xc::english_stemmer()),
      uuid(db.get_uuid()), revision(db.get_revision())
{
}

void
xc_reader::refresh()
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

void
xc_reader::reopen()
{
    db = open_index(path);
    look_anew();
}

// After the index has changed.
void
xc_reader::look_anew()
{
    columns.clear();
    vocabularies.clear();
    thesaurus.reset();
    alike.reset();
    text_lengths.clear();
    known.clear();
    check_version();
    // Last: what could not be looked at counts as not seen.
    revision = db.get_revision();
    uuid = db.get_uuid();
}

void
xc_reader::check_version()
{
    is_other = !expected_key.empty() && db.get_doccount() > 0 &&
               db.get_metadata(expected_key) != expected_value;
}

const xc::Column &
xc_reader::column(unsigned slot, std::size_t length)
{
    std::unique_ptr<xc::Column> &column = columns[{slot, length}];
    if (!column)
        column = std::make_unique<xc::Column>(db, slot, length);
    return *column;
}

const xc::Vocabulary &
xc_reader::vocabulary(const std::string &prefix)
{
    std::unique_ptr<xc::Vocabulary> &vocabulary = vocabularies[prefix];
    if (!vocabulary)
        vocabulary = std::make_unique<xc::Vocabulary>(db, stem, prefix);
    return *vocabulary;
}

const xc::Thesaurus &
xc_reader::learnt()
{
    if (thesaurus)
        return *thesaurus;
    auto made = std::make_unique<xc::Thesaurus>();
    const std::string prefix = XC_EQUAL_KEY;
    for (auto it = db.metadata_keys_begin(prefix);
         it != db.metadata_keys_end(prefix); ++it) {
        xc::Phrase word = xc::phrase_of((*it).substr(prefix.size()));
        if (word.size() == 1)
            word[0].insert(0, 1, '='); // it is an abbreviation
        std::istringstream lines(db.get_metadata(*it));
        for (std::string line; !word.empty() && std::getline(lines, line);) {
            const xc::Phrase meaning = xc::phrase_of(line);
            if (!meaning.empty() &&
                std::max(word.size(), meaning.size()) <= XC_TERM_WORDS)
                made->add_same({word, meaning}, stem);
        }
    }
    thesaurus = std::move(made);
    return *thesaurus;
}

const xc::Likeness &
xc_reader::likeness()
{
    if (!alike)
        alike = std::make_unique<xc::Likeness>(db);
    return *alike;
}

const std::vector<std::uint32_t> &
xc_reader::lengths()
{
    if (!text_lengths.empty())
        return text_lengths;
    std::vector<std::uint32_t> made(db.get_lastdocid() + 1);
    for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it) {
        if (*it >= made.size())
            throw Xapian::DatabaseCorruptError("a document behind the last");
        made[*it] = it.get_doclength();
    }
    text_lengths = std::move(made);
    return text_lengths;
}

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

void
xc_reader_use(xc_reader *reader, const xc_lexicon *lexicon)
{
    XC_REQUIRE(reader);
    reader->lexicon = lexicon;
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
        xc::with_fresh_view(*reader, [] {});
    });
}

xc_status
xc_reader_info(xc_reader *reader, xc_info *out, xc_error *err)
{
    XC_REQUIRE(reader && out);
    *out = {};
    return xc::guarded(err, [&] {
        xc::with_fresh_view(*reader, [&] {
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
        xc::with_fresh_view(*reader,
                            [&] { value = reader->db.get_metadata(key); });
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
        xc::with_fresh_view(*reader, [&] {
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
