// SPDX-License-Identifier: GPL-2.0-or-later
#include "relatives.h"

#include <algorithm>
#include <string_view>

namespace
{

// The shortest part of a word that is parted, in bytes.
constexpr std::size_t part_min = 3;

void
add_same(xc::Added &added, const xc::Phrase &phrase, xc_origin origin)
{
    for (const auto &[known, how] : added.same)
        if (known == phrase)
            return;
    added.same.emplace_back(phrase, origin);
}

void
add_near(xc::Added &added, const xc::Relatives &relatives)
{
    for (const xc::Phrase &phrase : relatives.near)
        if (std::find(added.near.begin(), added.near.end(), phrase) ==
            added.near.end())
            added.near.push_back(phrase);
}

// The word without the sign of many, or of what is somebody's.
std::string
singular(const std::string &word)
{
    for (const std::string_view ending : {"'s", "s"})
        if (word.size() > ending.size() &&
            word.compare(word.size() - ending.size(), ending.size(), ending) ==
                0)
            return word.substr(0, word.size() - ending.size());
    return word;
}

// One of the words may be an abbreviation of the thesaurus.
const xc::Relatives *
relatives_in(const xc::Thesaurus &thesaurus,
             const xc::Phrase &words,
             const Xapian::Stem &stem)
{
    if (const xc::Relatives *r = thesaurus.find(xc::key_of(words, stem)))
        return r;
    for (std::size_t i = 0; i < words.size(); i++) {
        for (const std::string &form : {words[i], singular(words[i])}) {
            xc::Phrase term = words;
            term[i] = '=' + form;
            if (const xc::Relatives *r = thesaurus.find(xc::key_of(term, stem)))
                return r;
        }
    }
    return nullptr;
}

} // namespace

namespace xc
{

const Relatives *
Kinship::lexical(const Phrase &words) const
{
    return source.lexicon
               ? relatives_in(source.lexicon->thesaurus, words, source.stem)
               : nullptr;
}

// What the lexicon knows is not for the index to say.
const Relatives *
Kinship::learnt(const Phrase &words) const
{
    const Relatives *known = lexical(words);
    return source.learnt && !(known && !known->same.empty())
               ? relatives_in(*source.learnt, words, source.stem)
               : nullptr;
}

bool
Kinship::is_there(const std::string &word) const
{
    return !source.vocabulary("").of_stem(source.stem(word)).empty();
}

std::size_t
Kinship::longest() const
{
    std::size_t n = 2; // words that may be written as one
    if (source.lexicon)
        n = std::max(n, source.lexicon->thesaurus.longest());
    if (source.learnt)
        n = std::max(n, source.learnt->longest());
    return n;
}

Added
Kinship::of(const Phrase &words, bool with_near) const
{
    Added added;
    if (words.size() > longest())
        return added;
    for (const Relatives *r : {lexical(words), learnt(words)}) {
        if (!r)
            continue;
        for (const Phrase &phrase : r->same)
            add_same(added, phrase, XC_SAME);
        if (with_near)
            add_near(added, *r);
    }
    // What is near the one is near the other.
    for (std::size_t i = 0; with_near && i < added.same.size(); i++)
        if (const Relatives *r = lexical(added.same[i].first))
            add_near(added, *r);
    add_joined(words, added);
    return added;
}

// The same words, written as one or apart.
void
Kinship::add_joined(const Phrase &words, Added &added) const
{
    if (words.size() == 2 && !is_stopword(words[0]) && !is_stopword(words[1]) &&
        is_there(words[0] + words[1]))
        add_same(added, {words[0] + words[1]}, XC_JOINED);
    if (words.size() != 1)
        return;
    // A word that is not there may be two that are: "casework".
    Phrase parts;
    if (added.empty() && !is_there(words[0]))
        parts = parted(words[0]);
    if (parts.empty())
        parts = source.vocabulary("").parts_of(source.stem(words[0]));
    if (!parts.empty())
        add_same(added, parts, XC_JOINED);
}

// The two words of the index, of all that make up this one, that are the most
// frequent.
Phrase
Kinship::parted(const std::string &word) const
{
    const Vocabulary &vocabulary = source.vocabulary("");
    Xapian::doccount most = 0;
    Phrase best;
    for (std::size_t i = part_min; i + part_min <= word.size(); i++) {
        const auto *left = vocabulary.find(word.substr(0, i));
        const auto *right = vocabulary.find(word.substr(i));
        if (!left || !right)
            continue;
        const Xapian::doccount n = std::min(left->documents, right->documents);
        if (n > most) {
            most = n;
            best = {left->text, right->text};
        }
    }
    return best;
}

} // namespace xc
