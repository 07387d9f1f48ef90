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

// A mark that a person may write in several ways, and its length in bytes.
struct Mark {
    std::string_view bytes;
    char meaning;
};

constexpr Mark quotes[] = {
    {"\"", '"'},           {"\xe2\x80\x9c", '"'}, {"\xe2\x80\x9d", '"'},
    {"\xe2\x80\x9e", '"'}, {"\xe2\x80\x9f", '"'}, {"\xc2\xab", '"'},
    {"\xc2\xbb", '"'},
};

// Directly before a word, a dash of these is a minus: what is typed as one may
// have been made a dash by the program it was typed in.
constexpr Mark signs[] = {
    {"+", '+'},
    {"-", '-'},
    {"\xe2\x80\x90", '-'},
    {"\xe2\x80\x91", '-'},
    {"\xe2\x80\x92", '-'},
    {"\xe2\x80\x93", '-'},
    {"\xe2\x88\x92", '-'},
};

constexpr std::string_view em_dash = "\xe2\x80\x94";
constexpr std::string_view single_open = "\xe2\x80\x98";
constexpr std::string_view single_close = "\xe2\x80\x99";

bool
begins_with(std::string_view text, std::string_view start)
{
    return text.substr(0, start.size()) == start;
}

// The mark that text begins with; nullptr where it begins with none.
template <std::size_t n>
const Mark *
mark_at(const Mark (&marks)[n], std::string_view text)
{
    for (const Mark &mark : marks)
        if (begins_with(text, mark.bytes))
            return &mark;
    return nullptr;
}

std::size_t
quote_length(std::string_view text)
{
    const Mark *mark = mark_at(quotes, text);
    return mark ? mark->bytes.size() : 0;
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

// An accent on its own, say.
bool
is_unseen(std::string_view marks)
{
    return xc::folded(marks).empty();
}

// Whether the text begins with a letter or digit.
bool
begins_word(std::string_view text)
{
    const std::string_view start = text.substr(0, 16);
    const std::vector<xc::Token> tokens = xc::tokens_of(start);
    return !tokens.empty() && is_unseen(start.substr(0, tokens[0].start));
}

struct Lexeme {
    enum Kind { OPEN, CLOSE, ITEM, OPERATOR, END };
    Kind kind;
    std::size_t offset;
    std::size_t length;
    char sign;        // of an item or what is in brackets
    std::string name; // of an operator
    unsigned distance;
    Piece item;
};

// Text -> lexemes. What looks like an operator and is not one is an error:
// as text it would find something else than what was meant.
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

    // Whether something is written directly after what was read.
    bool is_attached(std::string_view behind) const
    {
        return !behind.empty() && behind[0] != ')' && space_length(behind) == 0;
    }

    Lexeme lexeme()
    {
        Lexeme lexeme{Lexeme::END, at, 0, 0, "", 0, {}};
        if (at == text.size() || read_operator(lexeme)) {
            last_word = {};
            return lexeme;
        }
        lexeme.sign = read_sign();
        check_start();
        if (text[at] == '(' || text[at] == ')') {
            lexeme.kind = text[at] == '(' ? Lexeme::OPEN : Lexeme::CLOSE;
            last_word = {};
            at++;
            return lexeme;
        }
        lexeme.kind = Lexeme::ITEM;
        lexeme.item.offset = at;
        read_item(lexeme.item);
        lexeme.item.sign = lexeme.sign;
        last_word = text.substr(lexeme.offset, at - lexeme.offset);
        return lexeme;
    }

    // A sign directly before what it belongs to; a dash between blanks is
    // punctuation.
    char read_sign()
    {
        const Mark *const sign = mark_at(signs, rest());
        if (!sign)
            return 0;
        std::size_t end = at + sign->bytes.size(), count = 1;
        for (const Mark *m; (m = mark_at(signs, text.substr(end))); count++)
            end += m->bytes.size();
        if (!is_attached(text.substr(end)))
            return 0;
        if (count > 1)
            throw BadQuery{at, "a word takes one sign, + or -; remove the "
                               "others"};
        at = end;
        return sign->meaning;
    }

    // What others write before words.
    void check_start() const
    {
        const std::string_view behind = rest().substr(1);
        if (begins_with(rest(), em_dash) &&
            begins_word(rest().substr(em_dash.size())))
            throw BadQuery{at, "a long dash before a word is not an operator; "
                               "use a minus sign, or a blank after the dash"};
        if (text[at] == '!' && !behind.empty() &&
            (behind[0] == '(' || quote_length(behind) || begins_word(behind)))
            throw BadQuery{at, "! is not an operator; use a minus sign before "
                               "the word, or NOT"};
    }

    bool read_operator(Lexeme &lexeme)
    {
        const std::string_view word = chunk();
        const std::size_t slash = std::min(word.find('/'), word.size());
        const std::string_view name = word.substr(0, slash);
        if (name == "NEAR") {
            read_near(lexeme, word, name);
            return true;
        }
        check_operator(word);
        if (word != "AND" && word != "OR" && word != "NOT")
            return false;
        lexeme.kind = Lexeme::OPERATOR;
        lexeme.name = word;
        at += word.size();
        return true;
    }

    void read_near(Lexeme &lexeme, std::string_view word, std::string_view name)
    {
        lexeme.kind = Lexeme::OPERATOR;
        lexeme.name = name;
        lexeme.distance = name.size() == word.size()
                              ? near_default
                              : distance_of(word.substr(name.size() + 1));
        at += word.size();
        std::size_t next = at;
        while (const std::size_t n = space_length(text.substr(next)))
            next += n;
        if (name.size() == word.size() && text.substr(next, 1) == "/")
            throw BadQuery{next, "write the distance directly after NEAR, as "
                                 "in NEAR/5"};
    }

    // What is nearly an operator, or one elsewhere.
    void check_operator(std::string_view word) const
    {
        constexpr std::size_t near = 4; // letters
        if (word == "AND/OR" || word == "OR/AND")
            throw BadQuery{at, std::string(word) + " is not an operator; use "
                                                   "OR for either or both"};
        const std::string_view digits = word.substr(std::min(
            word.size(), begins_with(upper(word), "NEAR/") ? near + 1 : near));
        if (begins_with(upper(word), "NEAR") && !digits.empty() &&
            digits.find_first_not_of("0123456789") == digits.npos)
            throw BadQuery{at,
                           "NEAR is written in capitals with a slash before "
                           "the distance, as in NEAR/5"};
        const std::size_t both = word.find("&&"), bar = word.find('|');
        if (both != word.npos)
            throw BadQuery{at + both, "&& is not an operator; use AND"};
        if (bar != word.npos)
            throw BadQuery{at + bar,
                           (word.substr(bar, 2) == "||" ? "||" : "|") +
                               std::string(" is not an operator; use "
                                           "OR")};
    }

    unsigned distance_of(std::string_view digits) const
    {
        unsigned long n = 0;
        for (const char c : digits)
            n = c >= '0' && c <= '9' && n <= near_max
                    ? n * 10 + static_cast<unsigned long>(c - '0')
                    : near_max + 1;
        if (digits.empty() || n < 1 || n > near_max)
            throw BadQuery{at, "NEAR takes a number of words from 1 to " +
                                   std::to_string(near_max) + ", as in NEAR/5"};
        return static_cast<unsigned>(n);
    }

    void read_item(Piece &item)
    {
        check_blank_before_colon();
        accept_exact(item);
        if (item.is_exact || !read_field(item))
            read_text(item);
    }

    void accept_exact(Piece &item)
    {
        if (text.substr(at, 1) != "=")
            return;
        const std::size_t equals = at++;
        const std::string_view word = chunk();
        const std::size_t colon = word.find(':');
        if (colon != word.npos && find_field(word.substr(0, colon)))
            throw BadQuery{equals, "= cannot be before a field"};
        if (opening_quote() == 0 && !begins_word(word))
            throw BadQuery{equals, "= may only be directly before a word or a "
                                   "quotation, as in =recording"};
        item.is_exact = true;
    }

    // A word or a phrase.
    void read_text(Piece &item)
    {
        if (const std::size_t mark = opening_quote()) {
            item.kind = Piece::PHRASE;
            item.text_start = at + mark - item.offset;
            const std::string_view phrase = quoted();
            item.tokens = xc::tokens_of(phrase);
            if (const std::size_t star = phrase.find('*'); star != phrase.npos)
                throw BadQuery{item.offset + item.text_start + star,
                               "* may follow a single word but cannot appear "
                               "inside quotes"};
            if (item.tokens.empty())
                throw BadQuery{item.offset, "this quotation has no word in it"};
            return;
        }
        item.kind = Piece::WORD;
        const std::string_view word = chunk();
        item.text_start = at - item.offset;
        item.tokens = xc::tokens_of(word);
        check_marks(word);
        check_question(word);
        if (word == "&") {
            item.tokens = xc::tokens_of("and");
            item.tokens[0].end = word.size();
        }
        const std::size_t star = word.find('*');
        if (star != word.npos)
            read_star(item, word, star);
        at += word.size();
    }

    // Marks that are operators elsewhere; as punctuation nobody writes them.
    void check_marks(std::string_view word) const
    {
        const std::size_t place = word.find_first_of("=~^[]{}<>");
        if (place == word.npos)
            return;
        const std::string mark(1, word[place]);
        switch (word[place]) {
        case '=':
            if (const xc::Field *field = find_field(word.substr(0, place)))
                throw BadQuery{at + place, "= does not select by a field; "
                                           "write " +
                                               field->name + ":" +
                                               example(*field)};
            throw BadQuery{at + place, "= may only be directly before a word "
                                       "or a quotation, as in =recording"};
        case '~':
            throw BadQuery{at + place, "~ is not an operator; misspelt and "
                                       "related words are found without it"};
        case '^':
            throw BadQuery{at + place, "^ is not an operator; words weigh by "
                                       "how rare they are"};
        case '<':
        case '>':
            throw BadQuery{at + place, mark + " is not an operator; write a "
                                              "range as in number:5.. or "
                                              "date:..2012"};
        default:
            throw BadQuery{at + place, mark + " is not an operator; use ( ) to "
                                              "group, and name:from..to for a "
                                              "range"};
        }
    }

    // The question mark of a question ends a word.
    void check_question(std::string_view word) const
    {
        for (std::size_t i = word.find('?'); i != word.npos;
             i = word.find('?', i + 1))
            if (begins_word(word.substr(i + 1)))
                throw BadQuery{at + i, "? does not stand for a letter; use * "
                                       "at the end of a word, as in "
                                       "safeguard*"};
    }

    // Only punctuation may come after the star of a word.
    void read_star(Piece &item, std::string_view word, std::size_t star) const
    {
        const std::size_t end =
            item.tokens.empty() ? word.npos : item.tokens.back().end;
        if (end > star || !is_unseen(word.substr(end, star - end)) ||
            word.find('*', star + 1) != word.npos)
            throw BadQuery{at + star,
                           "* may only follow a word, as in safeguard*"};
        item.is_prefix = true;
        if (xc::distance(item.tokens.back().word, "", XC_STEM_MIN) <
            XC_STEM_MIN)
            throw BadQuery{item.offset, "give at least " +
                                            std::to_string(XC_STEM_MIN) +
                                            " letters before the *"};
    }

    // The length of the mark that opens a quotation here, 0 where none does.
    // An apostrophe looks like a single mark: a pair around words is needed.
    std::size_t opening_quote() const
    {
        if (const std::size_t n = quote_length(rest()))
            return n;
        return begins_with(rest(), single_open) &&
                       closing_single(at + single_open.size()) != text.npos
                   ? single_open.size()
                   : 0;
    }

    // Where the first single mark is that ends a word.
    std::size_t closing_single(std::size_t from) const
    {
        for (std::size_t i = text.find(single_close, from); i != text.npos;
             i = text.find(single_close, i + 1)) {
            const std::string_view behind =
                text.substr(i + single_close.size());
            if (!begins_word(behind))
                return i;
        }
        return text.npos;
    }

    // What is between quotation marks, which are stepped over.
    std::string_view quoted()
    {
        const std::size_t open = at;
        const bool is_single = begins_with(rest(), single_open);
        at += opening_quote();
        const std::size_t start = at;
        if (is_single)
            at = closing_single(start);
        else
            while (at < text.size() && quote_length(rest()) == 0)
                at++;
        if (at == text.size())
            throw BadQuery{open, "this quotation is not closed"};
        const std::string_view inside = text.substr(start, at - start);
        at += is_single ? single_close.size() : quote_length(rest());
        return inside;
    }

    bool read_field(Piece &item)
    {
        const std::string_view word = chunk();
        const std::size_t colon = word.find(':');
        if (colon == word.npos || colon == 0)
            return false;
        const std::string_view name = word.substr(0, colon);
        const xc::Field *field = find_field(name);
        if (!field) {
            check_name(name, text.substr(at + colon + 1));
            return false;
        }
        at += colon + 1;
        item.field = field;
        if (text.substr(at, 1) == "(")
            throw BadQuery{at, "brackets cannot be after " + field->name +
                                   ":; write " + field->name + ":" +
                                   (field->kind == XC_FIELD_TEXT
                                        ? "before each of the words"
                                        : "one,other for alternatives")};
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
        const std::size_t value = at, mark = opening_quote();
        item.kind = Piece::VALUES;
        item.text_start = at + mark - item.offset;
        item.text = mark ? quoted() : chunk();
        at += mark ? 0 : item.text.size();
        if (const std::size_t star = item.text.find('*');
            star != item.text.npos)
            throw BadQuery{item.offset + item.text_start + star,
                           "* cannot be in a value; write the whole value"};
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
               : field.kind == XC_FIELD_TEXT   ? "recording"
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
        return lexicon ? lexicon->field(wanted) : nullptr;
    }

    // "grade : good" and "grade :good".
    void check_blank_before_colon() const
    {
        const xc::Field *field =
            text[at] == ':' ? find_field(last_word) : nullptr;
        if (field)
            throw BadQuery{at,
                           "a field has no blanks around its colon; write " +
                               field->name + ":" + example(*field)};
    }

    // A name directly before a colon and something directly after it is meant
    // as a field, but not 10:30 or http://.
    void check_name(std::string_view name, std::string_view behind) const
    {
        const auto is_letter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                   c == '_' || c == '-';
        };
        if (!lexicon || lexicon->fields.empty() || !is_attached(behind) ||
            behind[0] == '/' ||
            !std::all_of(name.begin(), name.end(), is_letter))
            return;
        std::string names;
        for (const xc::Field &field : lexicon->fields) {
            if (name.size() > 3 && xc::distance(name, field.name, 1) == 1)
                throw BadQuery{at, "there is no field \"" + std::string(name) +
                                       "\"; did you mean " + field.name + ":?"};
            names += (names.empty() ? "" : ", ") + field.name;
        }
        throw BadQuery{at, "there is no field \"" +
                               std::string(xc::cut(name, 40)) +
                               "\"; the fields are " + names +
                               "; put quotes around text with a colon"};
    }

    std::string_view text;
    const xc_lexicon *lexicon;
    std::size_t at = 0;
    std::string_view last_word; // the item before; empty where none is
};

class Parser
{
  public:
    explicit Parser(std::vector<Lexeme> list) : lexemes(std::move(list)) {}

    xc::Asked parse()
    {
        Piece whole = either(0);
        if (peek().kind == Lexeme::CLOSE)
            throw BadQuery{peek().offset,
                           "this bracket closes none that is open"};
        const bool has_operators =
            std::any_of(lexemes.begin(), lexemes.end(), [](const Lexeme &l) {
                return l.kind == Lexeme::OPERATOR && l.name != "NEAR";
            });
        return {std::move(whole), has_operators};
    }

  private:
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

    static bool is_left_out(const Piece &part) { return part.sign == '-'; }

    // Whether the bag only says what to leave out, which is nothing by itself.
    static bool only_leaves_out(const Piece &bag)
    {
        return std::all_of(bag.parts.begin(), bag.parts.end(), is_left_out);
    }

    Piece either(unsigned depth)
    {
        if (depth > depth_max)
            throw BadQuery{peek().offset, "brackets are nested too deeply"};
        Piece left = both(depth, accepts_or());
        while (accept("OR"))
            left = joined(Piece::OR, std::move(left), both(depth, true));
        return left;
    }

    // Whether an OR is ahead before the bracket closes; only a message depends
    // on it.
    bool accepts_or() const
    {
        int open = 0;
        for (std::size_t i = at; lexemes[i].kind != Lexeme::END; i++) {
            open += lexemes[i].kind == Lexeme::OPEN;
            if (lexemes[i].kind == Lexeme::CLOSE && open-- == 0)
                return false;
            if (open == 0 && lexemes[i].kind == Lexeme::OPERATOR &&
                lexemes[i].name == "OR")
                return true;
        }
        return false;
    }

    // What AND and NOT join. "-a" takes away from all of it, wherever it is:
    // "case AND -plan" is "case NOT plan".
    Piece both(unsigned depth, bool is_alternative)
    {
        std::vector<Piece> wanted, unwanted;
        const std::size_t start = peek().offset;
        for (bool is_first = true;; is_first = false) {
            const bool has_and = !is_first && accept("AND");
            const std::size_t place = peek().offset;
            const bool has_not = accept("NOT");
            if (!is_first && !has_and && !has_not)
                break;
            Piece part = bag(depth);
            if (has_not && only_leaves_out(part))
                throw BadQuery{place, "NOT and - both leave out; use one of "
                                      "them"};
            if (has_not) {
                unwanted.push_back(std::move(part));
            } else if (only_leaves_out(part)) {
                for (Piece &p : part.parts) {
                    p.sign = 0;
                    unwanted.push_back(bag_of(std::move(p)));
                }
            } else {
                wanted.push_back(std::move(part));
            }
        }
        if (wanted.empty())
            throw BadQuery{start,
                           is_alternative
                               ? "beside OR this says only what to leave out, "
                                 "which is almost everything; add a word to "
                                 "look for"
                               : "it says only what to leave out; add a word "
                                 "to look for"};
        Piece left = std::move(wanted[0]);
        for (std::size_t i = 1; i < wanted.size(); i++)
            left = joined(Piece::AND, std::move(left), std::move(wanted[i]));
        for (Piece &part : unwanted)
            left = joined(Piece::NOT, std::move(left), std::move(part));
        return left;
    }

    static Piece bag_of(Piece part)
    {
        Piece bag;
        bag.offset = part.offset;
        bag.length = part.length;
        bag.parts.push_back(std::move(part));
        return bag;
    }

    Piece bag(unsigned depth)
    {
        Piece bag;
        bag.offset = peek().offset;
        while (peek().kind == Lexeme::ITEM || peek().kind == Lexeme::OPEN) {
            Piece part = near(depth);
            bag.length = part.offset + part.length - bag.offset;
            // Signs without a word in them, such as a dash, say nothing.
            if (part.kind != Piece::WORD || !part.tokens.empty())
                bag.parts.push_back(std::move(part));
        }
        if (bag.parts.empty())
            throw BadQuery{bag.offset, missing_word()};
        return bag;
    }

    // What is missing where a bag has come to its end without a word.
    std::string missing_word() const
    {
        std::size_t last = at;
        while (last > 0 && lexemes[last - 1].kind == Lexeme::ITEM)
            last--;
        if (last > 0 && lexemes[last - 1].kind == Lexeme::OPERATOR)
            return "a word is missing after " + lexemes[last - 1].name;
        if (peek().kind == Lexeme::OPERATOR)
            return "a word is missing before " + peek().name;
        if (peek().kind == Lexeme::END)
            return "it has no word to search for";
        return "a word is missing here";
    }

    Piece near(unsigned depth)
    {
        Piece left = item(depth);
        while (peek().kind == Lexeme::OPERATOR && peek().name == "NEAR") {
            const unsigned distance = peek().distance;
            const std::size_t place = lexemes[at++].offset;
            if (peek().kind != Lexeme::ITEM && peek().kind != Lexeme::OPEN)
                throw BadQuery{place, "a word is missing after NEAR"};
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

    // What is beside NEAR must have a place of its own in the text.
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
        throw BadQuery{part.offset, "NEAR joins words, phrases or alternatives "
                                    "of them in brackets"};
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
    std::size_t at = 0;
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
parse_query(std::string_view text, const xc_lexicon *lexicon)
{
    return Parser(Lexer(text, lexicon).lexemes()).parse();
}

} // namespace xc
