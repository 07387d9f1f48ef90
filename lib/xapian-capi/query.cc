// SPDX-License-Identifier: GPL-2.0-or-later
#include "query.h"

#include "boundary.h"
#include "vocabulary.h"

#include <algorithm>
#include <cstring>

namespace
{

using xc::BadQuery;
using xc::Piece;

constexpr unsigned depth_max = 32;
constexpr unsigned near_default = 10, near_max = 1000;

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

std::string
upper(std::string_view text)
{
    std::string out(text);
    for (char &c : out)
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
    return out;
}

struct Lexeme {
    enum Kind { OPEN, CLOSE, ITEM, OPERATOR, END };
    Kind kind;
    std::size_t offset;
    std::size_t length;
    char sign;        // of an item or what stands in brackets
    std::string name; // of an operator, in capitals
    unsigned distance;
    bool is_capital;
    Piece item;
};

// Text -> lexemes.
class Lexer
{
  public:
    Lexer(std::string_view query, const xc_lexicon *words)
        : text(query), lexicon(words)
    {
    }

    std::vector<Lexeme> lexemes()
    {
        std::vector<Lexeme> list;
        for (;;) {
            skip_space();
            list.push_back(lexeme());
            if (list.back().kind == Lexeme::END)
                return list;
            list.back().length = at - list.back().offset;
            if (list.back().kind == Lexeme::ITEM)
                list.back().item.length = at - list.back().item.offset;
        }
    }

  private:
    std::string_view rest() const { return text.substr(at); }

    void skip_space()
    {
        while (const std::size_t n = space_length(rest()))
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

    Lexeme lexeme()
    {
        Lexeme lexeme{Lexeme::END, at, 0, 0, "", 0, false, {}};
        if (at == text.size())
            return lexeme;
        if (read_operator(lexeme))
            return lexeme;
        const std::string_view behind = text.substr(at + 1);
        if ((text[at] == '+' || text[at] == '-') && !behind.empty() &&
            behind[0] != ')' && space_length(behind) == 0)
            lexeme.sign = text[at++];
        if (text[at] == '(' || text[at] == ')') {
            lexeme.kind = text[at] == '(' ? Lexeme::OPEN : Lexeme::CLOSE;
            at++;
            return lexeme;
        }
        lexeme.kind = Lexeme::ITEM;
        lexeme.item.offset = at;
        read_item(lexeme.item);
        lexeme.item.sign = lexeme.sign;
        return lexeme;
    }

    bool read_operator(Lexeme &lexeme)
    {
        const std::string_view word = chunk();
        std::string name = upper(word);
        unsigned distance = near_default;
        const std::size_t slash = name.find('/');
        if (slash != name.npos && name.substr(0, slash) == "NEAR") {
            distance = distance_of(name.substr(slash + 1));
            name.resize(slash);
        } else if (name == "NEAR" && word != "NEAR") {
            return false; // a word
        }
        if (name != "AND" && name != "OR" && name != "NOT" && name != "NEAR")
            return false;
        lexeme.kind = Lexeme::OPERATOR;
        lexeme.is_capital = word.substr(0, name.size()) == name;
        lexeme.name = name;
        lexeme.distance = distance;
        at += word.size();
        return true;
    }

    unsigned distance_of(const std::string &digits) const
    {
        unsigned long n = 0;
        for (const char c : digits)
            n = c >= '0' && c <= '9' && n <= near_max
                    ? n * 10 + static_cast<unsigned long>(c - '0')
                    : near_max + 1;
        if (digits.empty() || n < 1 || n > near_max)
            throw BadQuery{at, "NEAR takes a number of words, as in NEAR/5"};
        return static_cast<unsigned>(n);
    }

    void read_item(Piece &item)
    {
        if (accept_exact(item) || !read_field(item))
            read_text(item);
    }

    bool accept_exact(Piece &item)
    {
        item.is_exact = at + 1 < text.size() && text[at] == '=' &&
                        space_length(text.substr(at + 1)) == 0;
        at += item.is_exact;
        return item.is_exact;
    }

    // A word or a phrase.
    void read_text(Piece &item)
    {
        if (const std::size_t mark = quote_length(rest())) {
            item.kind = Piece::PHRASE;
            item.text_start = at + mark - item.offset;
            const std::string_view phrase = quoted();
            item.tokens = xc::tokens_of(phrase);
            if (item.tokens.empty())
                throw BadQuery{item.offset, "this quotation has no word in it"};
            check_stars(item, phrase);
            return;
        }
        item.kind = Piece::WORD;
        const std::string_view word = chunk();
        item.text_start = at - item.offset;
        at += word.size();
        item.tokens = xc::tokens_of(word);
        // Alone, or behind a sign that is no letter, a star says nothing.
        if (!has_star(item, word))
            return;
        item.is_prefix = true;
        if (xc::distance(item.tokens.back().word, "", XC_STEM_MIN) <
            XC_STEM_MIN)
            throw BadQuery{item.offset, "give at least " +
                                            std::to_string(XC_STEM_MIN) +
                                            " letters before the *"};
    }

    // An accent on its own, say: the end of a token is that of its letters.
    static bool is_unseen(std::string_view marks)
    {
        return xc::folded(marks).empty();
    }

    // Whether a star stands just behind the last word.
    static bool has_star(const Piece &item, std::string_view word)
    {
        if (word.empty() || word.back() != '*' || item.tokens.empty())
            return false;
        const std::size_t end = item.tokens.back().end;
        return is_unseen(word.substr(end, word.size() - 1 - end));
    }

    static void check_stars(const Piece &item, std::string_view phrase)
    {
        for (const xc::Token &token : item.tokens)
            if (phrase.substr(token.end, 1) == "*")
                throw BadQuery{item.offset + item.text_start + token.end,
                               "a * stands behind single words, not within "
                               "quotation marks"};
    }

    // What stands between quotation marks, which are stepped over.
    std::string_view quoted()
    {
        const std::size_t open = at;
        at += quote_length(rest());
        const std::size_t start = at;
        while (at < text.size() && quote_length(rest()) == 0)
            at++;
        if (at == text.size())
            throw BadQuery{open, "this quotation is not closed"};
        const std::string_view inside = text.substr(start, at - start);
        at += quote_length(rest());
        return inside;
    }

    bool read_field(Piece &item)
    {
        const std::string_view word = chunk();
        const std::size_t colon = word.find(':');
        if (!lexicon || colon == word.npos || colon == 0)
            return false;
        const std::string_view name = word.substr(0, colon);
        const xc::Field *field = find_field(name);
        if (!field) {
            check_name(name, word.substr(colon + 1));
            return false;
        }
        at += colon + 1;
        item.field = field;
        if (field->kind == XC_FIELD_TEXT) {
            const std::size_t word_start = at;
            accept_exact(item);
            read_text(item);
            if (item.tokens.empty())
                throw BadQuery{word_start, "a word is missing here, as in " +
                                               field->name + ":recording"};
            return true;
        }
        read_values(item);
        return true;
    }

    void read_values(Piece &item)
    {
        const std::size_t value = at, mark = quote_length(rest());
        item.kind = Piece::VALUES;
        item.is_exact = mark > 0; // no list, no range
        item.text_start = at + mark - item.offset;
        item.text = mark ? quoted() : chunk();
        at += mark ? 0 : item.text.size();
        if (item.text.empty())
            throw BadQuery{value, "a value is missing here, as in " +
                                      item.field->name + ":" +
                                      example(*item.field)};
    }

    static std::string example(const xc::Field &field)
    {
        return !field.words.empty()            ? field.words[0].word
               : field.kind == XC_FIELD_DATE   ? "2010..2013"
               : field.kind == XC_FIELD_NUMBER ? "47"
                                               : "\"a name\"";
    }

    // A field's name, with hyphens or underscores, in any letters.
    const xc::Field *find_field(std::string_view name) const
    {
        std::string wanted;
        for (const char c : name)
            wanted += c == '-'               ? '_'
                      : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a')
                                             : c;
        return lexicon->field(wanted);
    }

    // Text may have a colon in it; but what is nearly a field was meant as one.
    void check_name(std::string_view name, std::string_view value) const
    {
        for (const xc::Field &field : lexicon->fields)
            if (!value.empty() && name.size() > 3 &&
                xc::distance(name, field.name, 1) == 1)
                throw BadQuery{at, "there is no field \"" + std::string(name) +
                                       "\"; did you mean " + field.name + ":?"};
    }

    std::string_view text;
    const xc_lexicon *lexicon;
    std::size_t at = 0;
};

class Parser
{
  public:
    Parser(std::vector<Lexeme> list,
           const xc_lexicon *words,
           const Xapian::Stem &stemmer)
        : lexemes(std::move(list)), lexicon(words), stem(stemmer)
    {
        keep_terms();
        decide();
    }

    xc::Asked parse()
    {
        Piece whole = either(0);
        if (peek().kind == Lexeme::CLOSE)
            throw BadQuery{peek().offset,
                           "this bracket closes none that is open"};
        return {std::move(whole), has_operators};
    }

  private:
    static void make_word(Lexeme &l)
    {
        l.kind = Lexeme::ITEM;
        l.item.kind = Piece::WORD;
        l.item.offset = l.offset;
        l.item.length = l.length;
        l.item.tokens = xc::tokens_of(l.name);
    }

    static bool is_plain(const Lexeme &l)
    {
        return l.kind == Lexeme::ITEM && l.item.kind == Piece::WORD &&
               !l.sign && !l.item.is_exact && !l.item.is_prefix &&
               !l.item.field && l.item.tokens.size() == 1;
    }

    // "Equality and diversity" is one thing where the lexicon knows it.
    void keep_terms()
    {
        for (std::size_t i = 1; lexicon && i + 1 < lexemes.size(); i++) {
            Lexeme &l = lexemes[i];
            if (l.kind != Lexeme::OPERATOR || l.is_capital ||
                l.name == "NEAR" || !is_plain(lexemes[i - 1]) ||
                !is_plain(lexemes[i + 1]))
                continue;
            const xc::Phrase term{lexemes[i - 1].item.tokens[0].word,
                                  xc::folded(l.name),
                                  lexemes[i + 1].item.tokens[0].word};
            if (lexicon->thesaurus.find(xc::key_of(term, stem)))
                make_word(l);
        }
    }

    // Whether "and", "or", "not" in small letters are operators; where not,
    // make words of them.
    void decide()
    {
        bool has_capital = false, has_small = false;
        for (const Lexeme &l : lexemes) {
            if (l.kind != Lexeme::OPERATOR || l.name == "NEAR")
                continue;
            (l.is_capital ? has_capital : has_small) = true;
        }
        std::size_t i = 0;
        has_operators = has_capital || (has_small && alternates(i));
        if (has_operators)
            return;
        for (Lexeme &l : lexemes) {
            if (l.kind == Lexeme::OPERATOR && l.name != "NEAR")
                make_word(l);
        }
    }

    // Whether from there to the bracket's end operators stand between single
    // items, in brackets too.
    bool alternates(std::size_t &i) const
    {
        for (bool wants_item = true;; i++) {
            const Lexeme &l = lexemes[i];
            if (l.kind == Lexeme::END || l.kind == Lexeme::CLOSE)
                return !wants_item;
            if (l.kind == Lexeme::OPERATOR) {
                // "a and not b"
                if (wants_item &&
                    !(l.name == "NOT" && i > 0 && lexemes[i - 1].name == "AND"))
                    return false;
                wants_item = true;
            } else {
                if (!wants_item)
                    return false;
                wants_item = false;
                if (l.kind == Lexeme::OPEN && !alternates(++i))
                    return false;
                if (lexemes[i].kind == Lexeme::END)
                    return true; // not closed, as will be said
            }
        }
    }

    const Lexeme &peek() const { return lexemes[at]; }

    // Step over the operator if it is next.
    bool accept(const char *name)
    {
        if (peek().kind != Lexeme::OPERATOR || peek().name != name)
            return false;
        at++;
        return true;
    }

    static Piece joined(Piece::Kind kind, Piece left, Piece right)
    {
        Piece whole;
        whole.kind = kind;
        whole.offset = left.offset;
        whole.length = right.offset + right.length - left.offset;
        whole.parts.push_back(std::move(left));
        whole.parts.push_back(std::move(right));
        return whole;
    }

    Piece either(unsigned depth)
    {
        if (depth > depth_max)
            throw BadQuery{peek().offset, "brackets are nested too deeply"};
        Piece left = both(depth);
        while (accept("OR"))
            left = joined(Piece::OR, std::move(left), both(depth));
        return left;
    }

    Piece both(unsigned depth)
    {
        Piece left = bag(depth);
        for (;;) {
            const bool has_and = accept("AND");
            if (accept("NOT"))
                left = joined(Piece::NOT, std::move(left), bag(depth));
            else if (has_and)
                left = joined(Piece::AND, std::move(left), bag(depth));
            else
                return left;
        }
    }

    Piece bag(unsigned depth)
    {
        Piece bag;
        const bool is_first = at == 0;
        bag.offset = peek().offset;
        while (peek().kind == Lexeme::ITEM || peek().kind == Lexeme::OPEN) {
            Piece part = near(depth);
            bag.length = part.offset + part.length - bag.offset;
            // Signs without a word in them, such as a dash, say nothing.
            if (part.kind != Piece::WORD || !part.tokens.empty())
                bag.parts.push_back(std::move(part));
        }
        if (bag.parts.empty())
            throw BadQuery{bag.offset, is_first && peek().kind == Lexeme::END
                                           ? "it has no word to search for"
                                           : "a word is missing here"};
        const auto is_left_out = [](const Piece &p) { return p.sign == '-'; };
        if (std::all_of(bag.parts.begin(), bag.parts.end(), is_left_out))
            throw BadQuery{bag.offset, "it says only what to leave out; add a "
                                       "word to look for"};
        return bag;
    }

    Piece near(unsigned depth)
    {
        Piece left = item(depth);
        while (peek().kind == Lexeme::OPERATOR && peek().name == "NEAR") {
            const unsigned distance = peek().distance;
            const std::size_t place = lexemes[at++].offset;
            if (peek().kind != Lexeme::ITEM && peek().kind != Lexeme::OPEN)
                throw BadQuery{place, "a word is missing behind NEAR"};
            const char sign = left.sign;
            Piece right = item(depth);
            if (right.sign)
                refuse_near(right);
            left = joined(Piece::NEAR, std::move(left), std::move(right));
            for (const Piece &part : left.parts)
                check_near(part);
            left.sign = sign;
            left.distance = distance;
        }
        return left;
    }

    // What stands beside NEAR must have a place of its own in the text.
    static void check_near(const Piece &part)
    {
        const bool is_word = part.kind == Piece::WORD && !part.tokens.empty();
        if (part.kind == Piece::GROUP) {
            check_alternatives(part.parts[0]);
            return;
        }
        if ((!is_word && part.kind != Piece::PHRASE &&
             part.kind != Piece::NEAR) ||
            part.field)
            refuse_near(part);
    }

    [[noreturn]] static void refuse_near(const Piece &part)
    {
        throw BadQuery{part.offset, "NEAR stands between words, phrases or "
                                    "alternatives of them in brackets"};
    }

    static void check_alternatives(const Piece &part)
    {
        if (part.kind == Piece::OR || part.kind == Piece::BAG) {
            for (const Piece &p : part.parts) {
                if (p.sign)
                    refuse_near(p);
                check_alternatives(p);
            }
            return;
        }
        check_near(part);
    }

    Piece item(unsigned depth)
    {
        const Lexeme &first = lexemes[at++];
        if (first.kind == Lexeme::ITEM)
            return first.item;
        Piece group;
        group.kind = Piece::GROUP;
        group.offset = first.offset;
        group.sign = first.sign;
        if (peek().kind == Lexeme::END)
            throw BadQuery{first.offset, "this bracket is not closed"};
        group.parts.push_back(either(depth + 1));
        if (peek().kind != Lexeme::CLOSE)
            throw BadQuery{first.offset, "this bracket is not closed"};
        group.length = peek().offset + 1 - first.offset;
        at++;
        return group;
    }

    std::vector<Lexeme> lexemes;
    const xc_lexicon *lexicon;
    const Xapian::Stem &stem;
    std::size_t at = 0;
    bool has_operators = false;
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

Asked
parse_query(std::string_view text,
            const xc_lexicon *lexicon,
            const Xapian::Stem &stem)
{
    return Parser(Lexer(text, lexicon).lexemes(), lexicon, stem).parse();
}

} // namespace xc
