// SPDX-License-Identifier: GPL-2.0-or-later
#include "lexicon.h"

#include "analysis.h"
#include "boundary.h"
#include "stemmer.h"

#include <algorithm>

namespace
{

std::string_view
trimmed(std::string_view text)
{
    const char *const blanks = " \t\r\v\f";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// The next piece of a text up to a separator, which is stepped over.
std::string_view
next(std::string_view &text, char separator)
{
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
}

// The terms of a list; each must have a word.
std::vector<xc::Phrase>
terms_of(std::string_view list, char separator, std::size_t line)
{
    std::vector<xc::Phrase> terms;
    for (bool more = true; more;) {
        more = list.find(separator) != std::string_view::npos;
        terms.push_back(xc::term_of(next(list, separator)));
        if (terms.back().empty())
            throw xc::BadQuery{line, "a term is missing; write \"a = b\" for "
                                     "the same, \"a ~ b, c\" for what is near"};
        if (terms.back().size() > XC_TERM_WORDS)
            throw xc::BadQuery{line, "a term has more than " +
                                         std::to_string(XC_TERM_WORDS) +
                                         " words"};
    }
    return terms;
}

void
read_line(xc_lexicon &lexicon,
          std::string_view line,
          std::size_t number,
          const Xapian::Stem &stem)
{
    if (const std::size_t near = line.find('~'); near != line.npos) {
        if (line.find('=') != line.npos)
            throw xc::BadQuery{number, "both '=' and '~' stand in it; make two "
                                       "lines of it"};
        if (line.find('~', near + 1) != line.npos)
            throw xc::BadQuery{number, "'~' stands in it twice"};
        const std::vector<xc::Phrase> others =
            terms_of(line.substr(near + 1), ',', number);
        for (const xc::Phrase &term :
             terms_of(line.substr(0, near), ',', number))
            lexicon.thesaurus.add_near(term, others, stem);
        return;
    }
    const std::vector<xc::Phrase> terms = terms_of(line, '=', number);
    if (terms.size() < 2)
        throw xc::BadQuery{number, "neither '=' nor '~' stands in it"};
    lexicon.thesaurus.add_same(terms, stem);
}

void
add_unique(std::vector<xc::Phrase> &list, const xc::Phrase &term)
{
    if (std::find(list.begin(), list.end(), term) == list.end())
        list.push_back(term);
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

Relatives &
Thesaurus::entry(const Phrase &term, const Xapian::Stem &stem)
{
    most_words = std::max(most_words, term.size());
    return entries[key_of(term, stem)];
}

void
Thesaurus::add_same(const std::vector<Phrase> &terms, const Xapian::Stem &stem)
{
    for (const Phrase &term : terms) {
        Relatives &relatives = entry(term, stem);
        for (const Phrase &other : terms)
            if (key_of(other, stem) != key_of(term, stem))
                add_unique(relatives.same, other);
    }
}

void
Thesaurus::add_near(const Phrase &term,
                    const std::vector<Phrase> &others,
                    const Xapian::Stem &stem)
{
    Relatives &relatives = entry(term, stem);
    for (const Phrase &other : others)
        add_unique(relatives.near, other);
}

const Relatives *
Thesaurus::find(const std::string &key) const
{
    const auto it = entries.find(key);
    return it == entries.end() ? nullptr : &it->second;
}

} // namespace xc

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
        xc::Field copy{field->name,   field->kind,
                       field->slot,   field->prefix ? field->prefix : "",
                       field->weight, {}};
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
                     const char *text,
                     size_t text_len,
                     xc_error *err)
{
    XC_REQUIRE(lexicon && (text || text_len == 0));
    return xc::guarded(err, [&] {
        const Xapian::Stem stem = xc::english_stemmer();
        std::string_view rest(text, text_len);
        for (std::size_t number = 1; !rest.empty(); number++) {
            std::string_view line = next(rest, '\n');
            line = trimmed(next(line, '#'));
            if (!line.empty())
                read_line(*lexicon, line, number, stem);
        }
    });
}
