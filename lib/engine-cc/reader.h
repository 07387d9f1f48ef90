// SPDX-License-Identifier: GPL-2.0-or-later
//
// An open index, and what is kept of it in memory. A reader sees the last
// commit: it reopens before each call (0.05 ms where nothing changed), and
// where the writer commits twice in the middle of one, the whole call is done
// again.
#ifndef XC_READER_H
#define XC_READER_H

#include "boundary.h"
#include "columns.h"
#include "lexicon.h"
#include "likeness.h"
#include "matching.h"
#include "stemmer.h"
#include "vocabulary.h"

#include "engine/query/names.h"
#include "engine/query/spelling.h"

#include <xapian.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct xc_reader {
    explicit xc_reader(const char *where);

    // See the last commit.
    void refresh();
    // Open what is in the folder by now.
    void reopen();

    void use(const xc_lexicon *other);

    // What is kept is made when it is first asked for, and worth what the
    // revision is.
    const xc::Column &column(unsigned slot, std::size_t length);
    const xc::Vocabulary &vocabulary(const std::string &prefix);
    const names *value_names(); // nullptr where there is no lexicon
    const spelling *spelling_of(const std::string &prefix);
    const xc::Thesaurus &learnt();
    const xc::Likeness &likeness();
    // ranking::length_factor() of the texts, by docid.
    const std::vector<float> &factors();
    // By docid, whether many reports print it; see xc_lexicon_set_repeated().
    const std::vector<bool> &boilerplate();

    xc::Known known; // documents of words and phrases

    std::string path;
    Xapian::Database db;
    Xapian::Stem stem;
    std::string uuid; // changes where the index is built anew
    Xapian::rev revision;
    std::string expected_key;
    std::string expected_value;
    bool is_other = false; // not of the version that is expected
    const xc_lexicon *lexicon = nullptr;

    void check_version();

  private:
    void look_anew();
    void forget_lexicon();

    std::map<std::pair<unsigned, std::size_t>, std::unique_ptr<xc::Column>>
        columns;
    std::map<std::string, std::unique_ptr<xc::Vocabulary>> vocabularies;
    struct SpellingFree {
        void operator()(spelling *s) const { spelling_free(s); }
    };
    std::map<std::string, std::unique_ptr<spelling, SpellingFree>> spellings;
    struct NamesFree {
        void operator()(names *n) const { names_free(n); }
    };
    std::unique_ptr<names, NamesFree> known_names;
    std::unique_ptr<xc::Thesaurus> thesaurus;
    std::unique_ptr<xc::Likeness> alike;
    std::vector<float> length_factors;
    std::unique_ptr<std::vector<bool>> repeated;
};

namespace xc
{

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
                throw OtherVersion{};
            body();
            return;
        } catch (const Xapian::DatabaseModifiedError &) {
            if (attempt == attempts)
                throw;
        } catch (const Xapian::DatabaseError &) {
            // The folder may hold another index by now.
            if (attempt > 1)
                throw;
            reader.reopen();
        }
    }
}

} // namespace xc

#endif
