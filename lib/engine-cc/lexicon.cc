// SPDX-License-Identifier: GPL-2.0-or-later
#include "lexicon.h"

#include "analysis.h"
#include "boundary.h"
#include "stemmer.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace
{

// The next piece of a text up to a separator, which is stepped over.
std::string_view
next(std::string_view &text, char separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
}

// What a thesaurus' file says of a concept, by the words that terms are made of.
void
take_concept(xc::Thesaurus &thesaurus,
             const thesaurus_concept &from,
             const Xapian::Stem &stem)
{
    xc::Concept concept_;
    const auto relatives = [&](thesaurus_relation relation) {
        const std::size_t *first = from.relatives[relation];
        return std::vector<std::size_t>(first,
                                        first + from.n_relatives[relation]);
    };
    concept_.narrower = relatives(THESAURUS_NARROWER);
    concept_.related = relatives(THESAURUS_RELATED);
    std::vector<xc::Phrase> terms;
    for (std::size_t i = 0; i < from.n_terms; i++) {
        terms.push_back(xc::term_of(from.terms[i].text));
        if (from.terms[i].role == THESAURUS_NAME)
            concept_.names.push_back(terms.back());
        else if (from.terms[i].role == THESAURUS_WORDING)
            concept_.wordings.push_back(terms.back());
    }
    const std::size_t place = thesaurus.add(std::move(concept_));
    for (std::size_t i = 0; i < from.n_terms; i++)
        if (!from.is_one_way || from.terms[i].role != THESAURUS_NAME)
            thesaurus.enter(terms[i], {place, from.terms[i].role}, stem);
}

void
throw_words_error(const thesaurus_error &error)
{
    throw xc::BadQuery{error.line, error.message};
}

} // namespace

namespace xc
{

Phrase
phrase_of(std::string_view text)
{
    Phrase words;
    for (Token &token : tokens_of(text))
        if (!token.is_compound)
            words.push_back(std::move(token.word));
    return words;
}

Phrase
term_of(std::string_view text)
{
    Phrase words;
    for (Token &token : tokens_of(text)) {
        if (token.is_compound)
            continue;
        const std::string_view typed =
            text.substr(token.start, token.end - token.start);
        const auto capitals =
            std::count_if(typed.begin(), typed.end(),
                          [](char c) { return c >= 'A' && c <= 'Z'; });
        if (capitals < 2) {
            words.push_back(std::move(token.word));
            continue;
        }
        if (typed.back() == 's') // of many
            token.word.pop_back();
        words.push_back('=' + token.word);
    }
    return words;
}

std::vector<std::string>
forms_of(const std::string &abbreviation)
{
    const std::string word = abbreviation.substr(1);
    return {word, word + "s", word + "'s"};
}

std::string
key_of(const Phrase &term, const Xapian::Stem &stem)
{
    std::string key;
    for (const std::string &word : term)
        key += (key.empty() ? "" : " ") + (word[0] == '=' ? word : stem(word));
    return key;
}

std::string
content_key(const Phrase &term, const Xapian::Stem &stem)
{
    Phrase content;
    for (const std::string &word : term)
        if (!is_filler(word))
            content.push_back(word);
    const bool has_content =
        content.size() > 1 && !is_stopword(content[0]) &&
        !is_stopword(content.back());
    return has_content ? key_of(content, stem) : std::string();
}

bool
is_filler(const std::string &word)
{
    // In order. Not "same", "no" or "over": those change what is meant.
    static constexpr std::array fillers = {
        "a",    "an",   "and",  "are",   "as",   "at",   "be",    "been",
        "being", "by",  "do",   "does",  "for",  "from", "had",   "has",
        "have", "her",  "his",  "in",    "into", "is",   "it",    "its",
        "my",   "of",   "our",  "that",  "the",  "their", "them", "these",
        "they", "this", "those", "to",   "was",  "were", "who",   "with",
        "your",
    };
    return std::binary_search(fillers.begin(), fillers.end(), word.c_str(),
                              [](const char *a, const char *b) {
                                  return std::strcmp(a, b) < 0;
                              });
}

std::size_t
Thesaurus::add(Concept concept_)
{
    concepts.push_back(std::move(concept_));
    return concepts.size() - 1;
}

void
Thesaurus::enter(const Phrase &term, Sense sense, const Xapian::Stem &stem)
{
    const auto insert = [&](std::vector<Sense> &list) {
        for (Sense &known : list) {
            if (known.concept_ == sense.concept_) {
                known.role = std::min(known.role, sense.role);
                return;
            }
        }
        list.push_back(sense);
    };
    if (term.empty())
        return;
    most_words = std::max(most_words, term.size());
    words.insert(term.begin(), term.end());
    insert(terms[key_of(term, stem)]);
    const std::string content = content_key(term, stem);
    if (!content.empty() && sense.role != THESAURUS_ASKED)
        insert(contents[content]);
}

const std::vector<Sense> *
Thesaurus::find(const std::string &key) const
{
    const auto it = terms.find(key);
    return it == terms.end() ? nullptr : &it->second;
}

const std::vector<Sense> *
Thesaurus::find_content(const std::string &key) const
{
    const auto it = contents.find(key);
    return it == contents.end() ? nullptr : &it->second;
}

} // namespace xc

xc_lexicon::~xc_lexicon()
{
    thesaurus_free(files);
    spelling_dictionary_close(dictionary);
}

const xc::Field *
xc_lexicon::field(std::string_view name) const
{
    for (const xc::Field &f : fields)
        if (f.name == name)
            return &f;
    return nullptr;
}

xc_status
xc_lexicon_new(xc_lexicon **out, xc_error *err)
{
    XC_REQUIRE(out);
    *out = nullptr;
    return xc::guarded(err, [&] { *out = new xc_lexicon; });
}

void
xc_lexicon_free(xc_lexicon *lexicon)
{
    delete lexicon;
}

xc_status
xc_lexicon_add_field(xc_lexicon *lexicon, const xc_field *field, xc_error *err)
{
    XC_REQUIRE(lexicon && field && field->name && *field->name);
    XC_REQUIRE(field->kind != XC_FIELD_TEXT ||
               (field->prefix && *field->prefix));
    return xc::guarded(err, [&] {
        xc::Field copy{field->name,
                       field->kind,
                       field->slot,
                       field->length,
                       field->prefix ? field->prefix : "",
                       field->weight,
                       {},
                       field->naming};
        for (const xc_word *w = field->words; w && w->word; w++) {
            copy.words.push_back({w->word, {}});
            for (std::string_view also(w->also ? w->also : ""); !also.empty();)
                copy.words.back().also.emplace_back(next(also, '|'));
        }
        lexicon->fields.push_back(std::move(copy));
    });
}

xc_status
xc_lexicon_add_words(xc_lexicon *lexicon,
                     const char *source,
                     const char *text,
                     size_t text_len,
                     xc_error *err)
{
    XC_REQUIRE(lexicon && source && (text || text_len == 0));
    return xc::guarded(err, [&] {
        thesaurus_error error;
        if (!lexicon->files)
            lexicon->files = thesaurus_new();
        if (!thesaurus_add(lexicon->files, source, text, text_len, &error))
            throw_words_error(error);
    });
}

xc_status
xc_lexicon_add_light_words(xc_lexicon *lexicon,
                           const char *text,
                           size_t text_len,
                           xc_error *err)
{
    XC_REQUIRE(lexicon && (text || text_len == 0));
    return xc::guarded(err, [&] {
        const Xapian::Stem stem = xc::english_stemmer();
        std::string_view rest(text, text_len);
        while (!rest.empty()) {
            std::string_view line = next(rest, '\n');
            for (const std::string &word : xc::phrase_of(next(line, '#')))
                lexicon->light_stems.insert(stem(word));
        }
    });
}

xc_status
xc_lexicon_add_name(xc_lexicon *lexicon,
                    const char *field,
                    const char *value,
                    const char *name,
                    bool in_capitals,
                    xc_error *err)
{
    XC_REQUIRE(lexicon && field && value && name);
    return xc::guarded(err, [&] {
        const xc::Field *f = lexicon->field(field);
        XC_REQUIRE(f);
        lexicon->names.push_back(
            {static_cast<std::size_t>(f - lexicon->fields.data()), value, name,
             in_capitals});
    });
}

xc_status
xc_lexicon_exclude_name(xc_lexicon *lexicon, const char *part, xc_error *err)
{
    XC_REQUIRE(lexicon && part);
    return xc::guarded(err, [&] { lexicon->not_names.emplace_back(part); });
}

bool
xc_lexicon_use_dictionary(xc_lexicon *lexicon, const char *path)
{
    XC_REQUIRE(lexicon && path);
    spelling_dictionary *dictionary = spelling_dictionary_open(path);
    if (!dictionary)
        return false;
    spelling_dictionary_close(lexicon->dictionary);
    lexicon->dictionary = dictionary;
    return true;
}

xc_status
xc_lexicon_finish(xc_lexicon *lexicon, xc_error *err)
{
    XC_REQUIRE(lexicon);
    return xc::guarded(err, [&] {
        const Xapian::Stem stem = xc::english_stemmer();
        thesaurus_error error;
        if (!lexicon->files)
            return;
        if (!thesaurus_finish(lexicon->files, &error))
            throw xc::BadQuery{error.line, std::string(error.source) +
                                               ", line " +
                                               std::to_string(error.line) +
                                               ": " + error.message};
        for (std::size_t i = 0; i < thesaurus_size(lexicon->files); i++)
            take_concept(lexicon->thesaurus,
                         *thesaurus_at(lexicon->files, i), stem);
        thesaurus_free(lexicon->files);
        lexicon->files = nullptr;
    });
}

void
xc_lexicon_set_repeated(xc_lexicon *lexicon, unsigned slot, unsigned within)
{
    XC_REQUIRE(lexicon);
    lexicon->repeated_slot = slot;
    lexicon->repeated_within = within;
}
