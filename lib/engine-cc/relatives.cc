// SPDX-License-Identifier: GPL-2.0-or-later
#include "relatives.h"

#include <algorithm>
#include <string_view>

namespace
{

using xc::Phrase;

// "The Royal Borough of Kensington and Chelsea Council", say.
constexpr std::size_t name_words_max = 10;

// The shortest part of a word that is parted, in bytes.
constexpr std::size_t part_min = 3;

void
add_unique(std::vector<Phrase> &list, const Phrase &phrase)
{
    if (!phrase.empty() &&
        std::find(list.begin(), list.end(), phrase) == list.end())
        list.push_back(phrase);
}

void
add_all(std::vector<Phrase> &list, const std::vector<Phrase> &more)
{
    for (const Phrase &phrase : more)
        add_unique(list, phrase);
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

// The words as they are, with one that may be two as those, and with those of
// them as abbreviations that may be.
std::vector<Phrase>
readings(const xc::Thesaurus &thesaurus,
         const Phrase &words,
         const xc::PlanSource &source)
{
    std::vector<Phrase> list{words};
    for (std::size_t i = 0; i < words.size(); i++) {
        const Phrase parts =
            source.vocabulary("").parts_of(source.stem(words[i]));
        if (parts.empty())
            continue;
        Phrase term(words.begin(),
                    words.begin() + static_cast<std::ptrdiff_t>(i));
        term.insert(term.end(), parts.begin(), parts.end());
        term.insert(term.end(),
                    words.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                    words.end());
        list.push_back(std::move(term));
    }
    for (std::size_t i = 0; i < words.size(); i++) {
        for (const std::string &form : {words[i], singular(words[i])}) {
            Phrase term = words;
            term[i] = '=' + form;
            if (thesaurus.has_word(term[i]))
                list.push_back(std::move(term));
        }
    }
    return list;
}

// Whether the one stands in the other, by their stems with a blank around.
bool
stands_in(const std::string &part, const std::string &whole)
{
    return whole.find(part) != std::string::npos;
}

} // namespace

namespace xc
{

void
Kinship::add_sense(const Thesaurus &thesaurus, Sense sense, Added &added) const
{
    const Concept &concept_ = thesaurus.concept_at(sense.concept_);
    added.is_concept |= sense.role != THESAURUS_HINT;
    added.is_named |=
        sense.role == THESAURUS_NAME || sense.role == THESAURUS_WORDING;
    switch (sense.role) {
    case THESAURUS_NAME:
    case THESAURUS_SAID:
        add_all(added.same, concept_.names);
        add_all(added.wordings, concept_.wordings);
        break;
    case THESAURUS_WORDING:
        add_all(added.wordings, concept_.names);
        add_all(added.wordings, concept_.wordings);
        break;
    case THESAURUS_HINT:
    case THESAURUS_ASKED:
        add_all(added.near, concept_.names);
        add_all(added.near, concept_.wordings);
        return;
    }
    for (const std::size_t n : concept_.narrower)
        add_all(added.narrower, thesaurus.concept_at(n).names);
    for (const std::size_t n : concept_.related)
        add_all(added.near, thesaurus.concept_at(n).names);
}

std::vector<Sense>
Kinship::senses_of(const Thesaurus &thesaurus, const Phrase &words) const
{
    std::vector<Sense> found;
    for (const Phrase &reading : readings(thesaurus, words, source)) {
        const std::vector<Sense> *senses =
            thesaurus.find(key_of(reading, source.stem));
        if (!senses && !is_filler(reading.front()) &&
            !is_filler(reading.back()))
            senses =
                thesaurus.find_content(content_key(reading, source.stem));
        if (senses)
            found.insert(found.end(), senses->begin(), senses->end());
    }
    return found;
}

// What is the name of something means that, and only hints at what else it is
// used for: "police notifications" are not the police.
void
Kinship::add_senses(const Thesaurus &thesaurus,
                    const Phrase &words,
                    Added &added) const
{
    const std::vector<Sense> senses = senses_of(thesaurus, words);
    const bool is_name =
        std::any_of(senses.begin(), senses.end(), [](const Sense &s) {
            return s.role == THESAURUS_NAME;
        });
    const bool is_own = !is_everyday(words);
    for (Sense sense : senses) {
        const bool is_name_of_other =
            is_name && (sense.role == THESAURUS_WORDING ||
                        sense.role == THESAURUS_SAID);
        if (is_name_of_other || (sense.role == THESAURUS_SAID && is_own))
            sense.role = THESAURUS_HINT;
        if (sense.role != THESAURUS_ASKED)
            add_sense(thesaurus, sense, added);
    }
}

// A word that the documents use a lot is one of their own, and means what it
// says: it only hints at what people also mean by it ("visits", of contact with
// parents).
bool
Kinship::is_everyday(const Phrase &words) const
{
    constexpr std::size_t few = 10;
    constexpr double rare = 1.0 / 200;
    if (words.size() > 1)
        return true;
    const double documents = documents_of(words[0]);
    return documents <= few ||
           documents <= rare * static_cast<double>(source.documents);
}

// Of a word that there is plenty of, other ways to say it help the order only.
bool
Kinship::is_plentiful(const std::string &word) const
{
    constexpr double plenty = 1.0 / 100;
    return documents_of(word) > plenty * static_cast<double>(source.documents);
}

double
Kinship::documents_of(const std::string &word) const
{
    double documents = 0;
    for (const Vocabulary::Word *form :
         source.vocabulary("").of_stem(source.stem(word)))
        documents += form->documents;
    return documents;
}

bool
Kinship::is_there(const std::string &word) const
{
    return !source.vocabulary("").of_stem(source.stem(word)).empty();
}

bool
Kinship::is_light(const std::string &word) const
{
    return source.lexicon &&
           source.lexicon->light_stems.count(source.stem(word)) > 0;
}

bool
Kinship::is_written(const std::string &word) const
{
    if (source.vocabulary("").find(word))
        return true;
    for (const std::string &form : {word, singular(word)})
        if (source.lexicon && (source.lexicon->thesaurus.has_word(form) ||
                               source.lexicon->thesaurus.has_word('=' + form)))
            return true;
    return false;
}

std::size_t
Kinship::longest() const
{
    std::size_t n = 2; // words that may be written as one
    if (source.lexicon)
        n = std::max({n, source.lexicon->thesaurus.longest(), name_words_max});
    if (source.learnt)
        n = std::max(n, source.learnt->longest());
    return n;
}

Added
Kinship::of(const Phrase &words) const
{
    Added added;
    if (words.empty() || words.size() > longest())
        return added;
    if (source.lexicon)
        add_senses(source.lexicon->thesaurus, words, added);
    // What the lexicon knows is not for the index to say.
    if (source.learnt && added.same.empty())
        add_senses(*source.learnt, words, added);
    if (words.size() == 1 && is_plentiful(words[0])) {
        add_all(added.near, added.wordings);
        add_all(added.near, added.narrower);
        added.wordings.clear();
        added.narrower.clear();
    }
    // A name may be an abbreviation that only the index explains, or one that
    // the index writes otherwise.
    add_joined(words, added);
    add_values(words, added);
    remove_longer(words, added);
    return added;
}

// Where a phrase stands, a part of it does, and would be counted twice: of each
// list only those are kept that contain none of it nor of the stronger ones.
void
Kinship::remove_longer(const Phrase &words, Added &added) const
{
    const auto key = [&](const Phrase &phrase) {
        return ' ' + key_of(phrase, source.stem) + ' ';
    };
    std::vector<std::string> kept{key(words)};
    for (std::vector<Phrase> *list :
         {&added.joined, &added.same, &added.wordings, &added.narrower,
          &added.near}) {
        std::vector<std::pair<std::string, const Phrase *>> keyed;
        for (const Phrase &phrase : *list)
            keyed.emplace_back(key(phrase), &phrase);
        std::vector<Phrase> left;
        const std::size_t n_stronger = kept.size();
        for (std::size_t i = 0; i < keyed.size(); i++) {
            const std::string &own = keyed[i].first;
            const auto contains = [&](const std::string &other) {
                return stands_in(other, own);
            };
            const bool is_longer =
                std::any_of(kept.begin(),
                            kept.begin() +
                                static_cast<std::ptrdiff_t>(n_stronger),
                            contains) ||
                std::any_of(keyed.begin(), keyed.end(), [&](const auto &other) {
                    return other.first != own && stands_in(other.first, own);
                });
            const bool is_known = std::find(kept.begin(), kept.end(), own) !=
                                  kept.end();
            if (is_longer || is_known)
                continue;
            left.push_back(*keyed[i].second);
            kept.push_back(own);
        }
        *list = std::move(left);
    }
}

Added
Kinship::asked(const Phrase &words) const
{
    Added added;
    const std::vector<Sense> *senses =
        source.lexicon
            ? source.lexicon->thesaurus.find(key_of(words, source.stem))
            : nullptr;
    if (!senses)
        return added;
    for (const Sense &sense : *senses)
        if (sense.role == THESAURUS_ASKED)
            add_sense(source.lexicon->thesaurus, sense, added);
    return added;
}

// Not where documents do not differ by it: "reading" is no place to those that
// are of none.
bool
Kinship::is_namable(const Field &field) const
{
    return field.naming != XC_NAMES_NOTHING &&
           (!source.has_any || source.has_any(field));
}

// A name stands for the values that have it, whether or not the index does.
void
Kinship::add_values(const Phrase &words, Added &added) const
{
    if (!source.value_names)
        return;
    std::vector<const char *> list;
    for (const std::string &word : words)
        list.push_back(word.c_str());
    names_found found;
    if (names_find(source.value_names, list.data(), list.size(), 0, &found) &&
        found.n_words == list.size())
        for (std::size_t i = 0; i < found.n_values; i++) {
            const names_value &value = found.values[i];
            const Field &field = source.lexicon->fields[value.field];
            if (is_namable(field))
                added.values.push_back({&field, value.value,
                                        (value.flags & NAMES_CAPITALS) != 0,
                                        0});
        }
    names_years years;
    const bool is_year = words[0][0] >= '0' && words[0][0] <= '9' &&
                         names_find_years(list.data(), list.size(), 0, &years) &&
                         years.n_words == list.size();
    for (const Field &field : source.lexicon->fields)
        if (is_year && field.kind == XC_FIELD_DATE && is_namable(field))
            for (unsigned year = years.first; year <= years.last; year++)
                added.values.push_back(
                    {&field, std::to_string(year), false, 0});
}

// The same words, written as one or apart.
void
Kinship::add_joined(const Phrase &words, Added &added) const
{
    if (words.size() == 2 && !is_stopword(words[0]) && !is_stopword(words[1]) &&
        is_there(words[0] + words[1]))
        add_unique(added.joined, {words[0] + words[1]});
    if (words.size() != 1)
        return;
    // A word that is not there may be two that are: "casework".
    Phrase parts;
    if (!added.is_concept && !is_there(words[0]))
        parts = parted(words[0]);
    if (parts.empty())
        parts = source.vocabulary("").parts_of(source.stem(words[0]));
    add_unique(added.joined, parts);
}

// The two words of the index, of all that make up this one and stand side by
// side somewhere, that are the most frequent: "casework", but not "Shefield".
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
        if (n > most && source.has_pair &&
            source.has_pair(left->text, right->text)) {
            most = n;
            best = {left->text, right->text};
        }
    }
    return best;
}

} // namespace xc
