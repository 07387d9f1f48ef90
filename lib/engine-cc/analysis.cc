// SPDX-License-Identifier: GPL-2.0-or-later
#include "analysis.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace
{

// A longer word is cut: terms have a limit, and no word comes near it.
constexpr std::size_t word_max = 64;

// U+02BC, by which some write children's, is a letter to Unicode.
bool
is_apostrophe(unsigned c)
{
    return c == '\'' || c == '`' || c == 0xb4 || (c >= 0x2b9 && c <= 0x2bd) ||
           (c >= 0x2018 && c <= 0x201b && c != 0x201a) || c == 0x2032;
}

bool
is_word(unsigned c)
{
    return Xapian::Unicode::is_wordchar(c) && !is_apostrophe(c);
}

bool
is_digit(unsigned c)
{
    return Xapian::Unicode::get_category(c) ==
           Xapian::Unicode::DECIMAL_DIGIT_NUMBER;
}

bool
is_letter(unsigned c)
{
    return is_word(c) && !is_digit(c) && c != '_';
}

bool
is_capital(unsigned c)
{
    return Xapian::Unicode::get_category(c) ==
           Xapian::Unicode::UPPERCASE_LETTER;
}

bool
is_hyphen(unsigned c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

bool
is_invisible(unsigned c)
{
    return c == 0x00ad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 ||
           c == 0xfeff || (c >= 0x0300 && c <= 0x036f); // accents on their own
}

// What letters with an accent are without it, in order from the first one; '*'
// stands for the letter itself, '1' to '5' for those of two.
struct Letters {
    unsigned first;
    std::string_view bases;
};
constexpr Letters accented[] = {
    {0xc0, // to U+017F
     "aaaaaa1ceeeeiiii*nooooo*ouuuuy*2aaaaaa1ceeeeiiii*nooooo*ouuuuy*y"
     "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii33jjkk*lllllll"
     "lllnnnnnn4**oooooo55rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
    {0x1cd, // to U+0233
     "aaiioouuuuuuuuuu*aaaa****ggkkoooo**j***gg**nnaa****aaaaeeeeiiiioooo"
     "rrrruuuusstt**hh******aaeeooooooooyy"},
    {0x1e00, // to U+1EF9
     "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmm"
     "nnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
     "wwwwwwwwwwxxxxyyzzzzzzhtwy******aaaaaaaaaaaaaaaaaaaaaaaa"
     "eeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy"},
};
constexpr const char *doubles[] = {"ae", "ss", "ij", "n", "oe"};

// '*' where it has none.
char
base_of(unsigned c)
{
    if (c < accented[0].first)
        return '*';
    for (const Letters &letters : accented)
        if (c >= letters.first && c < letters.first + letters.bases.size())
            return letters.bases[c - letters.first];
    return '*';
}

// The letter in lower case and without an accent.
void
append_folded(std::string &text, unsigned c)
{
    constexpr unsigned ligatures = 0xfb00;
    static const char *const parts[] = {"ff", "fi", "fl", "ffi", "ffl"};
    const char base = base_of(c);
    if (base != '*') {
        if (base >= '1' && base <= '5')
            text += doubles[base - '1'];
        else
            text += base;
    } else if (c >= ligatures && c < ligatures + 5) {
        text += parts[c - ligatures];
    } else {
        Xapian::Unicode::append_utf8(text, Xapian::Unicode::tolower(c));
    }
}

// ASCII for its fullwidth twin.
unsigned
narrow(unsigned c)
{
    return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + '!' : c;
}

// A walk over the characters of a text that skips the invisible ones.
class Cursor
{
  public:
    explicit Cursor(std::string_view text)
        : begin(text.data()), it(text.data(), text.size())
    {
        skip();
    }

    bool at_end() const { return it == Xapian::Utf8Iterator(); }
    unsigned operator*() const { return narrow(*it); }
    std::size_t offset() const
    {
        return static_cast<std::size_t>(it.raw() - begin);
    }
    // Just behind the current character.
    std::size_t offset_after() const
    {
        Xapian::Utf8Iterator next = it;
        const std::size_t left = it.left();
        ++next;
        return offset() + left -
               (next == Xapian::Utf8Iterator() ? 0 : next.left());
    }
    void step()
    {
        ++it;
        skip();
    }
    unsigned peek() const
    {
        Cursor ahead = *this;
        ahead.step();
        return ahead.at_end() ? 0 : *ahead;
    }

  private:
    void skip()
    {
        while (!at_end() && is_invisible(*it))
            ++it;
    }
    const char *begin;
    Xapian::Utf8Iterator it;
};

// What stands between two word characters and belongs to the word; 0 where
// it does not. Text is the character to put for it.
bool
joins(unsigned before, unsigned c, unsigned after, std::string &text)
{
    if (!is_word(after))
        return false;
    const bool digits = is_digit(before) && is_digit(after);
    if (is_apostrophe(c) && !digits)
        text = "'";
    else if (c == '.' && digits)
        text = ".";
    else if (c == ',' && digits)
        text.clear();
    else
        return false;
    return true;
}

// A part of an abbreviation: one letter, or a few that begin with a capital
// one. How many letters; 0 where it is none. End is where the last one ends.
std::size_t
read_part(Cursor &at, std::string &word, std::size_t &end)
{
    constexpr std::size_t letters_max = 3;
    const bool is_big = !at.at_end() && is_capital(*at);
    std::size_t letters = 0;
    for (; !at.at_end() && is_word(*at); letters++) {
        if (letters == letters_max || !is_letter(*at) ||
            (letters > 0 && !is_big))
            return 0;
        append_folded(word, *at);
        end = at.offset_after();
        at.step();
    }
    return letters;
}

// An abbreviation with a full stop behind each part, but perhaps the last:
// U.K., e.g., M.P.s. Of several letters are parts of degrees only, which have
// all their stops and a single letter: Ph.D., not "so.It".
bool
read_abbreviation(Cursor &at, xc::Token &token)
{
    Cursor ahead = at;
    std::string word;
    std::size_t parts = 0, end = 0;
    bool is_stopped = true, has_single = false, has_long = false;
    while (is_stopped) {
        Cursor part = ahead;
        std::string longer = word;
        std::size_t part_end = 0;
        const std::size_t letters = read_part(part, longer, part_end);
        if (letters == 0)
            break;
        end = part_end;
        parts++;
        has_single |= letters == 1;
        has_long |= letters > 1;
        word = std::move(longer);
        is_stopped = !part.at_end() && *part == '.';
        if (is_stopped) {
            end = part.offset_after();
            part.step();
        }
        ahead = part;
    }
    const bool is_degree =
        has_single && is_stopped && (ahead.at_end() || !is_word(*ahead));
    if (parts < 2 || (has_long && !is_degree))
        return false;
    token.word = word;
    token.end = end;
    at = ahead;
    return true;
}

// An ampersand, or several, is the word that it is read as.
void
read_ampersand(Cursor &at, xc::Token &token)
{
    token.word = "and";
    while (!at.at_end() && *at == '&') {
        token.end = at.offset_after();
        at.step();
    }
}

xc::Token
read_word(Cursor &at, Xapian::termpos place)
{
    xc::Token token{{}, at.offset(), 0, place, false};
    unsigned before = 0;
    std::string joint;
    if (*at == '&') {
        read_ampersand(at, token);
        return token;
    }
    if (read_abbreviation(at, token)) {
        if (at.at_end() || !is_apostrophe(*at))
            return token;
        before = 'a'; // U.K.'s
    }
    while (!at.at_end()) {
        const unsigned c = *at;
        if (is_word(c)) {
            if (token.word.size() < word_max)
                append_folded(token.word, c);
        } else if (before && joins(before, c, at.peek(), joint)) {
            if (token.word.size() < word_max)
                token.word += joint;
        } else {
            break;
        }
        before = c;
        token.end = at.offset_after();
        at.step();
    }
    return token;
}

// The function words of English, sorted.
constexpr std::array stopwords = {
    "a",       "about",   "above",  "after",   "again",  "against", "all",
    "also",    "am",      "an",     "and",     "any",    "are",     "aren't",
    "as",      "at",      "be",     "because", "been",   "before",  "being",
    "below",   "between", "both",   "but",     "by",     "can",     "cannot",
    "could",   "did",     "didn't", "do",      "does",   "doesn't", "doing",
    "don't",   "down",    "during", "each",    "ever",   "few",     "for",
    "from",    "further", "had",    "has",     "hasn't", "have",    "haven't",
    "having",  "he",      "her",    "here",    "hers",   "him",     "his",
    "how",     "i",       "if",     "in",      "into",   "is",      "isn't",
    "it",      "it's",    "its",    "itself",  "me",     "more",    "most",
    "my",      "no",      "nor",    "not",     "of",     "off",     "on",
    "once",    "only",    "or",     "other",   "our",    "ours",    "out",
    "over",    "own",     "same",   "shall",   "she",    "should",  "so",
    "some",    "such",    "than",   "that",    "the",    "their",   "theirs",
    "them",    "then",    "there",  "these",   "they",   "this",    "those",
    "through", "to",      "too",    "under",   "until",  "up",      "upon",
    "us",      "very",    "was",    "wasn't",  "we",     "were",    "weren't",
    "what",    "when",    "where",  "which",   "while",  "who",     "whom",
    "why",     "will",    "with",   "would",   "you",    "your",    "yours",
};

} // namespace

namespace xc
{

std::vector<Token>
tokens_of(std::string_view text)
{
    std::vector<Token> tokens;
    Xapian::termpos place = 0;
    std::string compound; // words joined so far by hyphens
    std::size_t compound_start = 0;
    Xapian::termpos compound_place = 0;
    std::size_t compound_words = 0;

    Cursor at(text);
    while (!at.at_end()) {
        if (!is_word(*at) && *at != '&') {
            at.step();
            continue;
        }
        Token token = read_word(at, ++place);
        if (compound_words++ == 0) {
            compound_start = token.start;
            compound_place = place;
        }
        compound += (compound.empty() ? "" : "-") + token.word;
        const std::size_t end = token.end;
        tokens.push_back(std::move(token));

        if (!at.at_end() && is_hyphen(*at) && is_word(at.peek())) {
            at.step();
            continue;
        }
        if (compound_words > 1 && compound.size() <= word_max)
            tokens.push_back(
                {compound, compound_start, end, compound_place, true});
        compound.clear();
        compound_words = 0;
    }
    return tokens;
}

std::string
folded(std::string_view text)
{
    std::string out;
    for (Cursor at(text); !at.at_end(); at.step())
        append_folded(out, *at);
    return out;
}

std::string
joined(const std::string &compound)
{
    std::string word;
    for (const char c : compound)
        if (c != '-')
            word += c;
    return word;
}

std::string
pair_term(const std::string &stem, const std::string &other)
{
    const bool in_order = stem < other;
    return pair_mark + (in_order ? stem : other) + ' ' +
           (in_order ? other : stem);
}

bool
is_stopword(const std::string &word)
{
    return std::binary_search(
        stopwords.begin(), stopwords.end(), word.c_str(),
        [](const char *a, const char *b) { return std::strcmp(a, b) < 0; });
}

} // namespace xc
