// SPDX-License-Identifier: GPL-2.0-or-later
#include "reader.h"

#include "ranking.h"

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

void
xc_reader::use(const xc_lexicon *other)
{
    lexicon = other;
    forget_lexicon();
}

// What is made by what the lexicon says.
void
xc_reader::forget_lexicon()
{
    spellings.clear();
    known_names.reset();
    repeated.reset();
    known.clear();
}

// After the index has changed.
void
xc_reader::look_anew()
{
    forget_lexicon();
    columns.clear();
    vocabularies.clear();
    thesaurus.reset();
    alike.reset();
    length_factors.clear();
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

const names *
xc_reader::value_names()
{
    if (known_names || !lexicon)
        return known_names.get();
    std::unique_ptr<names, NamesFree> made(names_new());
    const auto flags = [](const xc::Field &field) {
        return field.naming == XC_NAMES_PLACE ? unsigned{NAMES_PLACE} : 0u;
    };
    for (unsigned f = 0; f < lexicon->fields.size(); f++) {
        const xc::Field &field = lexicon->fields[f];
        if (field.naming == XC_NAMES_NOTHING || !field.words.empty() ||
            field.kind != XC_FIELD_VALUE)
            continue;
        const xc::Column &values = column(field.slot, field.length);
        for (xc::Column::Code c = 1; c < values.n_codes(); c++)
            names_add(made.get(), f, values.value(c).c_str(),
                      values.value(c).c_str(), flags(field));
    }
    for (const xc_lexicon::Name &name : lexicon->names)
        names_add(made.get(), static_cast<unsigned>(name.field),
                  name.value.c_str(), name.name.c_str(),
                  flags(lexicon->fields[name.field]) |
                      (name.in_capitals ? unsigned{NAMES_CAPITALS} : 0u));
    for (const std::string &part : lexicon->not_names)
        names_exclude(made.get(), part.c_str());
    names_finish(made.get());
    known_names = std::move(made);
    return known_names.get();
}

const spelling *
xc_reader::spelling_of(const std::string &prefix)
{
    auto &kept = spellings[prefix];
    if (kept)
        return kept.get();
    std::unique_ptr<spelling, SpellingFree> made(spelling_new());
    for (const xc::Vocabulary::Word &word : vocabulary(prefix).all())
        spelling_add(made.get(), word.text.c_str(), word.documents);
    names_each each;
    for (std::size_t i = 0; lexicon && names_at(value_names(), i, &each); i++)
        if (each.values[0].flags & NAMES_PLACE)
            for (const std::string &word : xc::phrase_of(each.name))
                spelling_protect(made.get(), word.c_str());
    spelling_finish(made.get(), lexicon ? lexicon->dictionary : nullptr);
    kept = std::move(made);
    return kept.get();
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
        std::vector<xc::Phrase> names;
        const auto add = [&](xc::Phrase name) {
            if (!name.empty() && name.size() <= XC_TERM_WORDS)
                names.push_back(std::move(name));
        };
        xc::Phrase word = xc::phrase_of((*it).substr(prefix.size()));
        if (word.size() == 1)
            word[0].insert(0, 1, '='); // it is an abbreviation
        add(std::move(word));
        std::istringstream lines(db.get_metadata(*it));
        for (std::string line; std::getline(lines, line);)
            add(xc::phrase_of(line));
        xc::Concept concept_;
        concept_.names = names;
        const std::size_t place = made->add(std::move(concept_));
        for (const xc::Phrase &name : names)
            made->enter(name, {place, THESAURUS_NAME}, stem);
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

const std::vector<float> &
xc_reader::factors()
{
    if (!length_factors.empty())
        return length_factors;
    const double average = std::max(db.get_avlength(), 1.0);
    std::vector<float> made(db.get_lastdocid() + 1);
    for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it) {
        if (*it >= made.size())
            throw Xapian::DatabaseCorruptError("a document behind the last");
        made[*it] = static_cast<float>(
            xc::ranking::length_factor(it.get_doclength(), average));
    }
    length_factors = std::move(made);
    return length_factors;
}

const std::vector<bool> &
xc_reader::boilerplate()
{
    if (repeated)
        return *repeated;
    auto made = std::make_unique<std::vector<bool>>(db.get_lastdocid() + 1);
    if (lexicon && lexicon->repeated_slot != XC_NO_SLOT)
        *made = xc::find_boilerplate(likeness(),
                                     column(lexicon->repeated_slot, 0),
                                     column(lexicon->repeated_within, 0));
    repeated = std::move(made);
    return *repeated;
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
    reader->use(lexicon);
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
