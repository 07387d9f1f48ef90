// SPDX-License-Identifier: GPL-2.0-or-later
#include "query.h"

#include "analysis.h"
#include "boundary.h"

#include <algorithm>
#include <cstring>
#include <vector>

namespace
{

using Xapian::Query;
using xc::BadQuery;

constexpr unsigned depth_max = 32;

// A part of the query, and how it reads.
struct Part {
    Query query;
    std::string text;
};

// The length of the blank that text begins with, 0 where none. What is pasted
// from a document may have Unicode's.
std::size_t
space_length(std::string_view text)
{
    if (text.empty())
        return 0;
    if (std::strchr(" \t\n\r\f\v", text[0]))
        return text[0] ? 1 : 0;
    const std::string_view two = text.substr(0, 2), three = text.substr(0, 3);
    if (two == "\xc2\xa0")
        return 2;
    return three == "\xe3\x80\x80" || three == "\xe2\x80\xaf" ||
                   (three.size() == 3 && two == "\xe2\x80" &&
                    static_cast<unsigned char>(three[2]) <= 0x8a)
               ? 3
               : 0;
}

// The length of the quotation mark that text begins with, 0 where none.
std::size_t
quote_length(std::string_view text)
{
    if (text.substr(0, 1) == "\"")
        return 1;
    const std::string_view mark = text.substr(0, 3);
    return mark == "\xe2\x80\x9c" || mark == "\xe2\x80\x9d" ? 3 : 0;
}

class Parser
{
  public:
    Parser(std::string_view query_text,
           xc_match match,
           const Xapian::Stem &stemmer)
        : text(query_text), stem(stemmer), all_words(match == XC_MATCH_ALL)
    {
        if (match == XC_MATCH_AUTO && has_operators())
            all_words = true;
    }

    xc::ParsedQuery parse()
    {
        Part whole = either(0);
        if (at < text.size())
            throw BadQuery{at, "this bracket closes none that is open"};
        return {whole.query, whole.text, terms, alternatives};
    }

  private:
    void skip_space()
    {
        while (const std::size_t n = space_length(text.substr(at)))
            at += n;
    }

    // The word at the place, up to a blank, quotation mark or bracket.
    std::string_view chunk() const
    {
        std::size_t end = at;
        while (end < text.size() && text[end] != '(' && text[end] != ')' &&
               space_length(text.substr(end)) == 0 &&
               quote_length(text.substr(end)) == 0)
            end++;
        return text.substr(at, end - at);
    }

    static bool is_operator(std::string_view word)
    {
        return word == "AND" || word == "OR" || word == "NOT";
    }

    // Past a quotation's end, or the text's where it has none.
    void skip_quotation(std::size_t mark)
    {
        at += mark;
        while (at < text.size() && quote_length(text.substr(at)) == 0)
            at++;
        at += quote_length(text.substr(at));
    }

    bool has_operators()
    {
        bool found = false;
        while (at < text.size() && !found) {
            const std::string_view word = chunk();
            found = is_operator(word);
            if (const std::size_t mark = quote_length(text.substr(at)))
                skip_quotation(mark);
            else
                at += word.empty() ? 1 : word.size();
        }
        at = 0;
        return found;
    }

    // Step over the operator if it is next.
    bool accept(std::string_view word)
    {
        skip_space();
        if (chunk() != word)
            return false;
        at += word.size();
        return true;
    }

    Part either(unsigned depth)
    {
        if (depth > depth_max)
            throw BadQuery{at, "brackets are nested too deeply"};
        Part left = both(depth);
        while (accept("OR")) {
            Part right = both(depth);
            left = {Query(Query::OP_OR, left.query, right.query),
                    left.text + " OR " + right.text};
        }
        return left;
    }

    Part both(unsigned depth)
    {
        Part left = bag(depth);
        for (;;) {
            const bool has_and = accept("AND");
            if (accept("NOT")) {
                excluding++;
                Part right = bag(depth);
                excluding--;
                left = {Query(Query::OP_AND_NOT, left.query, right.query),
                        left.text + " NOT " + right.text};
            } else if (has_and) {
                Part right = bag(depth);
                left = {Query(Query::OP_AND, left.query, right.query),
                        left.text + " AND " + right.text};
            } else {
                return left;
            }
        }
    }

    // One bag's items, sorted by what they ask for.
    struct Bag {
        std::vector<Query> words;  // say what it is about
        std::vector<Query> common; // stopwords
        std::vector<Query> required;
        std::vector<Query> excluded;
        std::string text;
        std::string common_text;
        std::set<std::string> common_terms;
        std::set<std::string> said;
    };

    static void append(std::string &text, const std::string &more)
    {
        if (!text.empty())
            text += ' ';
        text += more;
    }

    Part bag(unsigned depth)
    {
        Bag items;
        skip_space();
        const std::size_t start = at;
        for (;;) {
            skip_space();
            if (at == text.size() || text[at] == ')' || is_operator(chunk()))
                break;
            item(items, depth);
        }
        if (items.words.empty() && items.required.empty()) {
            items.words = items.common;
            terms.insert(items.common_terms.begin(), items.common_terms.end());
            items.text = items.common_text +
                         (items.text.empty() ? "" : " " + items.text);
        }
        if (items.words.empty() && items.required.empty())
            throw BadQuery{start < text.size() ? start : text.size(),
                           missing(items, start)};
        return combine(items);
    }

    std::string missing(const Bag &items, std::size_t start) const
    {
        if (!items.excluded.empty())
            return "it says only what to leave out; add a word to look for";
        const std::string_view rest = text.substr(std::min(at, text.size()));
        if (start == 0 && rest.empty())
            return "it has no word to search for";
        return "a word is missing here";
    }

    Part combine(const Bag &items)
    {
        Query query;
        if (!items.words.empty()) {
            query = Query(all_words ? Query::OP_AND : Query::OP_OR,
                          items.words.begin(), items.words.end());
            if (items.words.size() + items.required.size() > 1 && !all_words &&
                !excluding)
                alternatives = true;
        }
        if (!items.required.empty()) {
            Query required(Query::OP_AND, items.required.begin(),
                           items.required.end());
            query = items.words.empty()
                        ? required
                        : Query(all_words ? Query::OP_AND : Query::OP_AND_MAYBE,
                                required, query);
        }
        if (!items.excluded.empty())
            query = Query(Query::OP_AND_NOT, query,
                          Query(Query::OP_OR, items.excluded.begin(),
                                items.excluded.end()));
        return {query, items.text};
    }

    void item(Bag &items, unsigned depth)
    {
        char sign = 0;
        const std::string_view rest = text.substr(at + 1);
        if ((text[at] == '+' || text[at] == '-') && !rest.empty() &&
            rest[0] != ')' && space_length(rest) == 0)
            sign = text[at++];
        if (sign == '-')
            excluding++;
        std::string common_term;
        Part part = primary(depth, common_term);
        if (sign == '-')
            excluding--;

        if (part.query.empty())
            return; // signs without a word in them, such as a dash
        const std::string spoken =
            (sign ? std::string(1, sign) : "") + part.text;
        if (!items.said.insert(spoken).second)
            return; // said twice is not twice as much
        if (sign == '-')
            items.excluded.push_back(part.query);
        else if (sign == '+')
            items.required.push_back(part.query);
        else if (common_term.empty())
            items.words.push_back(part.query);
        else
            items.common.push_back(part.query);
        if (sign || common_term.empty()) {
            append(items.text, spoken);
        } else {
            append(items.common_text, part.text);
            items.common_terms.insert(common_term);
        }
    }

    // A bare word that is common is named in common_term.
    Part primary(unsigned depth, std::string &common_term)
    {
        if (text[at] == '(') {
            const std::size_t open = at++;
            Part inner = either(depth + 1);
            if (at == text.size())
                throw BadQuery{open, "this bracket is not closed"};
            at++;
            return {inner.query, "(" + inner.text + ")"};
        }
        if (const std::size_t mark = quote_length(text.substr(at)))
            return quoted(mark);
        const std::string_view word = chunk();
        if (word.empty()) // a lone sign before a closing bracket
            throw BadQuery{at, "a word is missing here"};
        at += word.size();
        const std::vector<xc::Token> tokens = xc::tokens_of(word);
        if (tokens.size() == 1 && xc::is_stopword(tokens[0].word))
            common_term = xc::stem_term(stem, tokens[0].word);
        return phrase(tokens, false);
    }

    Part quoted(std::size_t mark)
    {
        const std::size_t open = at;
        skip_quotation(mark);
        const std::string_view whole = text.substr(open, at - open);
        const std::size_t end =
            whole.size() > mark && whole.back() == '"' ? 1 : 3;
        if (whole.size() < mark + end ||
            quote_length(whole.substr(whole.size() - end)) != end)
            throw BadQuery{open, "this quotation is not closed"};
        const std::vector<xc::Token> tokens =
            xc::tokens_of(whole.substr(mark, whole.size() - mark - end));
        if (tokens.empty())
            throw BadQuery{open, "this quotation has no word in it"};
        return phrase(tokens, true);
    }

    // One word, or words that must follow one another. Hyphenated words are
    // found written as one, too.
    Part phrase(const std::vector<xc::Token> &tokens, bool in_quotes)
    {
        std::vector<Query> words;
        Query compound;
        std::string spoken;
        for (const xc::Token &token : tokens) {
            const std::string term = xc::stem_term(stem, token.word);
            if (!excluding && !xc::is_stopword(token.word))
                terms.insert(term);
            if (token.is_compound) {
                compound = Query(term);
                continue;
            }
            words.emplace_back(term);
            append(spoken, token.word);
        }
        if (words.empty())
            return {};
        if (words.size() == 1)
            return {words[0], in_quotes ? '"' + spoken + '"' : spoken};
        Query query(Query::OP_PHRASE, words.begin(), words.end(),
                    static_cast<Xapian::termcount>(words.size()));
        // Only where the compound is all there is of it.
        if (tokens.back().is_compound && words.size() + 1 == tokens.size() &&
            tokens.back().start == tokens.front().start)
            query = Query(Query::OP_MAX, query, compound);
        return {query, '"' + spoken + '"'};
    }

    std::string_view text;
    const Xapian::Stem &stem;
    bool all_words;
    std::size_t at = 0;
    unsigned excluding = 0;
    bool alternatives = false;
    std::set<std::string> terms;
};

} // namespace

namespace xc
{

bool
is_blank(std::string_view text)
{
    while (const std::size_t n = space_length(text))
        text.remove_prefix(n);
    return text.empty();
}

ParsedQuery
parse_query(std::string_view text, xc_match match, const Xapian::Stem &stem)
{
    return Parser(text, match, stem).parse();
}

} // namespace xc
