// SPDX-License-Identifier: GPL-2.0-or-later
//
// A straightforward loop with Xapian: TermGenerator with stemming and
// positions, three boolean terms, four values, and the text as data, with
// defaults.
#include "peer.h"
#include <cstdio>
#include <exception>
#include <string>
#include <vector>
#include <xapian.h>

namespace
{

enum slot { AUTHORITY, SERVICE_AREA, GRADE, DATE };
constexpr char prefixes[] = {'A', 'B', 'G'}; // of the boolean terms

Xapian::WritableDatabase writer;
Xapian::TermGenerator generator;
Xapian::Database reader;
Xapian::Stem stem("en");

// Xapian's errors are not standard exceptions.
template <typename Function>
auto
guarded(Function function) -> decltype(function())
{
    try {
        return function();
    } catch (const Xapian::Error &error) {
        fail("Xapian: %s", error.get_description().c_str());
    } catch (const std::exception &error) {
        fail("Xapian: %s", error.what());
    }
}

void
create(const char *folder)
{
    guarded([&] {
        writer =
            Xapian::WritableDatabase(folder, Xapian::DB_CREATE_OR_OVERWRITE);
        generator.set_stemmer(stem);
    });
}

void
add(const record *paragraph)
{
    guarded([&] {
        const char *fields[] = {paragraph->authority, paragraph->service_area,
                                paragraph->grade};
        Xapian::Document document;
        generator.set_document(document);
        generator.index_text(paragraph->text);
        for (unsigned slot = AUTHORITY; slot <= GRADE; slot++) {
            document.add_boolean_term(prefixes[slot] +
                                      std::string(fields[slot]));
            document.add_value(slot, fields[slot]);
        }
        document.add_value(DATE, paragraph->date);
        document.set_data(std::string(paragraph->id) + '\n' + paragraph->text);
        writer.add_document(document);
    });
}

void
finish()
{
    guarded([] {
        writer.commit();
        writer.close();
    });
}

void
compact(const char *folder)
{
    const std::string smaller = std::string(folder) + ".compact";

    guarded([&] { Xapian::Database(folder).compact(smaller); });
    for (const char *table : {"docdata", "position", "postlist", "termlist"}) {
        const std::string name = std::string("/") + table + ".glass";
        rename((smaller + name).c_str(), (folder + name).c_str());
    }
    rename((smaller + "/iamglass").c_str(),
           (std::string(folder) + "/iamglass").c_str());
    remove((smaller + "/flintlock").c_str());
    remove(smaller.c_str());
}

void
open(const char *folder)
{
    guarded([&] { reader = Xapian::Database(folder); });
}

Xapian::Query
understood(const query *asked)
{
    std::vector<Xapian::Query> parts;

    for (size_t i = 0; i < asked->word_count; i++) {
        const std::string word = asked->words[i];
        if (asked->operation == PREFIX)
            parts.emplace_back(Xapian::Query::OP_WILDCARD, word);
        else
            // Only the words as they are written have positions.
            parts.emplace_back(asked->operation == PHRASE ? word
                                                          : 'Z' + stem(word));
    }
    Xapian::Query whole(asked->operation == PHRASE ? Xapian::Query::OP_PHRASE
                        : asked->operation == ANY  ? Xapian::Query::OP_OR
                                                   : Xapian::Query::OP_AND,
                        parts.begin(), parts.end());
    if (asked->authority)
        whole = Xapian::Query(
            Xapian::Query::OP_FILTER, whole,
            Xapian::Query(prefixes[AUTHORITY] + std::string(asked->authority)));
    return whole;
}

size_t
search(const query *asked, wanted wish)
{
    return guarded([&]() -> size_t {
        Xapian::Enquire enquire(reader);
        enquire.set_query(understood(asked));
        if (wish == COUNT)
            return enquire.get_mset(0, 0, reader.get_doccount())
                .get_matches_estimated();
        Xapian::ValueCountMatchSpy spies[] = {
            Xapian::ValueCountMatchSpy(AUTHORITY),
            Xapian::ValueCountMatchSpy(SERVICE_AREA),
            Xapian::ValueCountMatchSpy(GRADE)};
        if (wish == FACETS)
            for (auto &spy : spies)
                enquire.add_matchspy(&spy);
        const Xapian::MSet hits =
            enquire.get_mset(0, 10, wish == FACETS ? reader.get_doccount() : 0);
        size_t found = 0;
        for (auto hit = hits.begin(); hit != hits.end(); ++hit)
            found += !hit.get_document().get_data().empty();
        return found;
    });
}

} // namespace

const struct peer peer = {nullptr, create, add,     finish, compact,
                          open,    search, nullptr, nullptr};
