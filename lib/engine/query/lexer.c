/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/lexer.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

enum {
    NEAR_DEFAULT = 10, /* words, if none are given */
    NEAR_MAX = 1000
};

/* A part of the query. */
struct slice {
    const char *at;
    size_t len;
};

struct lexer {
    struct arena *arena;
    struct slice text;
    size_t at; /* the next byte to read */
    const struct fe_lexicon *lexicon;
    struct slice last_word; /* the item just before; empty if there is none */
    /* The last call of closing_single() and its result, which applies to every
     * place between. */
    size_t closing_from, closing_at;
};

#define FAIL(lexer, offset, ...)                                               \
    arena_fail((lexer)->arena, FE_BAD_QUERY, (offset), __VA_ARGS__)

/* Slices. */

static struct slice
part_of(struct slice text, size_t start, size_t len)
{
    return (struct slice){text.at + start, len};
}

/* The text without its first bytes. */
static struct slice
skip(struct slice text, size_t start)
{
    return part_of(text, start, text.len - start);
}

static bool
begins_with(struct slice text, const char *start)
{
    const size_t n = strlen(start);

    return text.len >= n && memcmp(text.at, start, n) == 0;
}

static bool
is_text(struct slice text, const char *other)
{
    return text.len == strlen(other) && begins_with(text, other);
}

/* The first place of the byte; SIZE_MAX if there is none. */
static size_t
find(struct slice text, char byte)
{
    const char *place = text.len > 0 ? memchr(text.at, byte, text.len) : NULL;

    return place ? (size_t)(place - text.at) : SIZE_MAX;
}

/* Blanks and marks. */

/* The length of the blank that the text begins with; 0 if it begins with none.
 * Text pasted from a document may have Unicode blanks. */
static size_t
space_length(struct slice text)
{
    if (text.len == 0 || text.at[0] == '\0')
        return 0;
    if (strchr(" \t\n\r\f\v", text.at[0]))
        return 1;
    if (begins_with(text, "\xc2\xa0"))
        return 2;
    return begins_with(text, "\xe3\x80\x80") ||
                   begins_with(text, "\xe2\x80\xaf") ||
                   (begins_with(text, "\xe2\x80") && text.len > 2 &&
                    (unsigned char)text.at[2] <= 0x8a)
               ? 3
               : 0;
}

static size_t
spaces_length(struct slice text)
{
    size_t n = 0;

    for (size_t length; (length = space_length(skip(text, n))) > 0;)
        n += length;
    return n;
}

bool
query_is_blank(const char *text, size_t len)
{
    /* A request without a query has NULL, from which nothing can be counted. */
    return len == 0 || spaces_length((struct slice){text, len}) == len;
}

/* The length of the mark that the text begins with; 0 if it begins with none.
 */
static size_t
mark_length(struct slice text, const char *const *marks)
{
    for (; *marks; marks++)
        if (begins_with(text, *marks))
            return strlen(*marks);
    return 0;
}

/* The length of the quotation mark that the text begins with, in any form. */
static size_t
quote_length(struct slice text)
{
    static const char *const quotes[] = {
        "\"",           "\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x9e",
        "\xe2\x80\x9f", "\xc2\xab",     "\xc2\xbb",     NULL};

    return mark_length(text, quotes);
}

/* The length of the plus or minus that the text begins with. A dash directly
 * before a word is a minus: programs turn a typed minus into a dash. */
static size_t
sign_length(struct slice text)
{
    static const char *const signs[] = {"+",
                                        "-",
                                        "\xe2\x80\x90",
                                        "\xe2\x80\x91",
                                        "\xe2\x80\x92",
                                        "\xe2\x80\x93",
                                        "\xe2\x88\x92",
                                        NULL};

    return mark_length(text, signs);
}

#define EM_DASH "\xe2\x80\x94"
#define SINGLE_OPEN "\xe2\x80\x98"
#define SINGLE_CLOSE "\xe2\x80\x99"

/* Whether the tokeniser ignores the text: an accent on its own, say. */
static bool
is_invisible(const struct lexer *lexer, struct slice marks)
{
    return *folded(lexer->arena, marks.at, marks.len) == '\0';
}

/* Whether the text begins with a letter or digit. */
static bool
begins_word(const struct lexer *lexer, struct slice text)
{
    enum { ENOUGH = 16 }; /* bytes: only accents can come before the letter */
    const struct slice start = part_of(text, 0, MIN(text.len, ENOUGH));

    if (text.len == 0)
        return false;
    if (g_ascii_isalnum(text.at[0]))
        return true;
    const struct tokens tokens = tokens_of(lexer->arena, start.at, start.len);
    return tokens.n > 0 &&
           is_invisible(lexer, part_of(start, 0, tokens.at[0].start));
}

/* The lexer. */

static struct slice
rest(const struct lexer *lexer)
{
    return skip(lexer->text, lexer->at);
}

/* The text from here up to a blank, quotation mark or bracket. */
static struct slice
chunk(const struct lexer *lexer)
{
    const struct slice text = rest(lexer);
    size_t n = 0;

    while (n < text.len && text.at[n] != '(' && text.at[n] != ')' &&
           space_length(skip(text, n)) == 0 && quote_length(skip(text, n)) == 0)
        n++;
    return part_of(text, 0, n);
}

/* Whether something is written directly after what was read. */
static bool
is_attached(struct slice after)
{
    return after.len > 0 && after.at[0] != ')' && space_length(after) == 0;
}

/* The field of that name, in any case, with hyphens or underscores; or NULL. */
static const struct field *
find_field(const struct lexer *lexer, struct slice name)
{
    if (!lexer->lexicon)
        return NULL;
    char *wanted = arena_strndup(lexer->arena, name.at, name.len);
    for (size_t i = 0; i < name.len; i++)
        wanted[i] = wanted[i] == '-' ? '_' : g_ascii_tolower(wanted[i]);
    return lexicon_field(lexer->lexicon, wanted, name.len);
}

static const char *
example_of(const struct field *field)
{
    if (field->words && field->words->word)
        return field->words->word;
    switch (field->kind) {
    case FE_FIELD_DATE:
        return "2010..2013";
    case FE_FIELD_NUMBER:
        return "47";
    case FE_FIELD_TEXT:
        return "recording";
    case FE_FIELD_VALUE:
        break;
    }
    return "\"a name\"";
}

/* Quotations. */

/* The first place, from `from`, of a single closing quote with no letter after
 * it; SIZE_MAX if there is none. */
static size_t
closing_single(struct lexer *lexer, size_t from)
{
    const size_t n = strlen(SINGLE_CLOSE);

    if (from >= lexer->closing_from && from <= lexer->closing_at)
        return lexer->closing_at;
    lexer->closing_from = from;
    lexer->closing_at = SIZE_MAX;
    for (size_t i = from; i + n <= lexer->text.len; i++)
        if (begins_with(skip(lexer->text, i), SINGLE_CLOSE) &&
            !begins_word(lexer, skip(lexer->text, i + n))) {
            lexer->closing_at = i;
            break;
        }
    return lexer->closing_at;
}

/* The length of the mark that opens a quotation here; 0 if there is none. A
 * single quote must be closed later, as it may also be an apostrophe. */
static size_t
opening_quote(struct lexer *lexer)
{
    const size_t single = strlen(SINGLE_OPEN);
    const size_t n = quote_length(rest(lexer));

    if (n > 0)
        return n;
    return begins_with(rest(lexer), SINGLE_OPEN) &&
                   closing_single(lexer, lexer->at + single) != SIZE_MAX
               ? single
               : 0;
}

/* Read a quotation. Returns the text between its marks. */
static struct slice
read_quotation(struct lexer *lexer)
{
    const bool is_single = begins_with(rest(lexer), SINGLE_OPEN);
    const size_t open = lexer->at;
    const size_t start = open + opening_quote(lexer);
    size_t end = start;

    if (is_single)
        end = closing_single(lexer, start);
    else
        while (end < lexer->text.len &&
               quote_length(skip(lexer->text, end)) == 0)
            end++;
    if (end == lexer->text.len)
        FAIL(lexer, open, "this quotation is not closed");
    lexer->at = end + (is_single ? strlen(SINGLE_CLOSE)
                                 : quote_length(skip(lexer->text, end)));
    return part_of(lexer->text, start, end - start);
}

/* Words. */

static _Noreturn void
refuse_equals(const struct lexer *lexer, struct slice before, size_t place)
{
    const struct field *field = find_field(lexer, before);

    if (field)
        FAIL(lexer, place, "= does not select by a field; write %s:%s",
             field->name, example_of(field));
    FAIL(lexer, place,
         "= may only be directly before a word or a quotation, as in "
         "=recording");
}

/* Refuse marks that are operators in other programs; nobody writes them as
 * punctuation. */
static void
check_marks(const struct lexer *lexer, struct slice word)
{
    static const char marks[] = "=~^[]{}<>";
    size_t i = 0;

    while (i < word.len && !memchr(marks, word.at[i], sizeof marks - 1))
        i++;
    if (i == word.len)
        return;
    const size_t place = lexer->at + i;
    switch (word.at[i]) {
    case '=':
        refuse_equals(lexer, part_of(word, 0, i), place);
    case '~':
        FAIL(lexer, place,
             "~ is not an operator; misspelt and related words are found "
             "without it");
    case '^':
        FAIL(lexer, place,
             "^ is not an operator; rarer words already count for more");
    case '<':
    case '>':
        FAIL(lexer, place,
             "%c is not an operator; write a range as in number:5.. or "
             "date:..2012",
             word.at[i]);
    default:
        FAIL(lexer, place,
             "%c is not an operator; use ( ) to group, and name:from..to for a "
             "range",
             word.at[i]);
    }
}

/* Refuse a question mark within a word. At the end of a question it is fine. */
static void
check_question(const struct lexer *lexer, struct slice word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.at[i] == '?' && begins_word(lexer, skip(word, i + 1)))
            FAIL(lexer, lexer->at + i,
                 "? does not stand for a letter; use * at the end of a word, "
                 "as in safeguard*");
}

/* The last token that is not a compound; or NULL. */
static const struct token *
last_word_of(const struct tokens *tokens)
{
    size_t n = tokens->n;

    while (n > 0 && tokens->at[n - 1].is_compound)
        n--;
    return n > 0 ? &tokens->at[n - 1] : NULL;
}

/* A star directly follows the last word; only punctuation may come after it. */
static void
read_star(const struct lexer *lexer,
          struct syntax *item,
          struct slice word,
          size_t star)
{
    const struct token *last = last_word_of(&item->tokens);

    if (!last || last->end > star ||
        !is_invisible(lexer, part_of(word, last->end, star - last->end)) ||
        find(skip(word, star + 1), '*') != SIZE_MAX)
        FAIL(lexer, lexer->at + star,
             "* may only follow a word, as in safeguard*");
    item->is_prefix = true;
    /* cppcheck-suppress nullPointerRedundantCheck; FAIL() does not return */
    if (g_utf8_strlen(last->word, -1) < FE_STEM_MIN)
        FAIL(lexer, item->offset, "give at least %d letters before the *",
             FE_STEM_MIN);
}

static void
read_word(struct lexer *lexer, struct syntax *item)
{
    const struct slice word = chunk(lexer);
    const size_t star = find(word, '*');

    item->kind = SYNTAX_WORD;
    item->text_start = lexer->at - item->offset;
    item->tokens = tokens_of(lexer->arena, word.at, word.len);
    check_marks(lexer, word);
    check_question(lexer, word);
    if (star != SIZE_MAX)
        read_star(lexer, item, word, star);
    lexer->at += word.len;
}

static void
read_phrase(struct lexer *lexer, struct syntax *item)
{
    item->kind = SYNTAX_PHRASE;
    item->text_start = lexer->at + opening_quote(lexer) - item->offset;
    const struct slice phrase = read_quotation(lexer);
    const size_t star = find(phrase, '*');
    item->tokens = tokens_of(lexer->arena, phrase.at, phrase.len);
    if (star != SIZE_MAX)
        FAIL(lexer, item->offset + item->text_start + star,
             "* may follow a single word but cannot appear inside quotes");
    if (item->tokens.n == 0)
        FAIL(lexer, item->offset, "this quotation has no word in it");
}

static void
read_text(struct lexer *lexer, struct syntax *item)
{
    if (opening_quote(lexer) > 0)
        read_phrase(lexer, item);
    else
        read_word(lexer, item);
}

static void
accept_exact(struct lexer *lexer, struct syntax *item)
{
    if (!begins_with(rest(lexer), "="))
        return;
    const size_t equals = lexer->at++;
    const struct slice word = chunk(lexer);
    const size_t colon = find(word, ':');
    if (colon != SIZE_MAX && find_field(lexer, part_of(word, 0, colon)))
        FAIL(lexer, equals, "= cannot be before a field");
    if (opening_quote(lexer) == 0 && !begins_word(lexer, word))
        FAIL(lexer, equals,
             "= may only be directly before a word or a quotation, as in "
             "=recording");
    item->is_exact = true;
}

/* Fields. */

/* Refuse "grade : good" and "grade :good". */
static void
check_blank_before_colon(const struct lexer *lexer)
{
    const struct field *field = begins_with(rest(lexer), ":")
                                    ? find_field(lexer, lexer->last_word)
                                    : NULL;

    if (field)
        FAIL(lexer, lexer->at,
             "a field has no blanks around its colon; write %s:%s", field->name,
             example_of(field));
}

static bool
is_like_a_name(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!g_ascii_isalpha(text.at[i]) && text.at[i] != '_' &&
            text.at[i] != '-')
            return false;
    return true;
}

/* Refuse an unknown field. A name with a colon after it, and text after that
 * without a blank, is meant as a field; but not 10:30 or http://. */
static void
check_name(const struct lexer *lexer, struct slice name, struct slice after)
{
    enum {
        QUOTED = 40,    /* bytes of the name that are quoted */
        SIMILAR_MIN = 4 /* bytes: shorter names are like too many others */
    };
    const size_t n = lexer->lexicon ? lexicon_n_fields(lexer->lexicon) : 0;
    struct string names = {0};

    if (n == 0 || !is_attached(after) || after.at[0] == '/' ||
        !is_like_a_name(name))
        return;
    const char *typed = arena_strndup(lexer->arena, name.at, name.len);
    for (size_t i = 0; i < n; i++) {
        const struct field *field = lexicon_field_at(lexer->lexicon, i);
        if (name.len >= SIMILAR_MIN && distance(typed, field->name, 1) == 1)
            FAIL(lexer, lexer->at,
                 "there is no field \"%s\"; did you mean %s:?", typed,
                 field->name);
        string_addf(lexer->arena, &names, "%s%s", i > 0 ? ", " : "",
                    field->name);
    }
    FAIL(lexer, lexer->at,
         "there is no field \"%.*s\"; the fields are %s; put quotes around "
         "text with a colon",
         QUOTED, typed, names.at);
}

static void
read_values(struct lexer *lexer, struct syntax *item)
{
    const size_t value = lexer->at, mark = opening_quote(lexer);
    struct slice text = chunk(lexer);

    item->kind = SYNTAX_VALUES;
    item->text_start = value + mark - item->offset;
    if (mark > 0)
        text = read_quotation(lexer);
    else
        lexer->at += text.len;
    item->text = arena_strndup(lexer->arena, text.at, text.len);
    const size_t star = find(text, '*');
    if (star != SIZE_MAX)
        FAIL(lexer, item->offset + item->text_start + star,
             "* cannot be in a value; write the whole value");
    if (text.len == 0)
        FAIL(lexer, value, "a value is missing here, as in %s:%s",
             item->field->name, example_of(item->field));
    /* What is after it would be searched for in the text. */
    if (mark > 0 && begins_with(rest(lexer), ","))
        FAIL(lexer, lexer->at,
             "a comma cannot be after quotes; put all values within them, as "
             "in %s:\"one, other\"",
             item->field->name);
}

static void
read_field_text(struct lexer *lexer, struct syntax *item)
{
    const size_t start = lexer->at;

    accept_exact(lexer, item);
    read_text(lexer, item);
    if (item->tokens.n == 0)
        FAIL(lexer, start, "a word is missing here, as in %s:recording",
             item->field->name);
}

/* Read the name of a field, and its value or text; false if there is no field
 * here. */
static bool
read_field(struct lexer *lexer, struct syntax *item)
{
    const struct slice word = chunk(lexer);
    const size_t colon = find(word, ':');

    if (colon == SIZE_MAX || colon == 0)
        return false;
    const struct slice name = part_of(word, 0, colon);
    const struct field *field = find_field(lexer, name);
    if (!field) {
        check_name(lexer, name, skip(rest(lexer), colon + 1));
        return false;
    }
    lexer->at += colon + 1;
    item->field = field;
    if (begins_with(rest(lexer), "("))
        FAIL(lexer, lexer->at, "brackets cannot be after %s:; write %s:%s",
             field->name, field->name,
             field->kind == FE_FIELD_TEXT ? "before each of the words"
                                          : "one,other for alternatives");
    if (field->kind == FE_FIELD_TEXT)
        read_field_text(lexer, item);
    else
        read_values(lexer, item);
    return true;
}

static void
read_item(struct lexer *lexer, struct syntax *item)
{
    check_blank_before_colon(lexer);
    accept_exact(lexer, item);
    if (item->is_exact || !read_field(lexer, item))
        read_text(lexer, item);
}

/* Operators. */

static unsigned
distance_of(const struct lexer *lexer, struct slice digits)
{
    unsigned n = 0;

    for (size_t i = 0; i < digits.len; i++)
        n = g_ascii_isdigit(digits.at[i]) && n <= NEAR_MAX
                ? n * 10 + (unsigned)g_ascii_digit_value(digits.at[i])
                : NEAR_MAX + 1;
    if (n < 1 || n > NEAR_MAX)
        FAIL(lexer, lexer->at,
             "NEAR takes a number of words from 1 to %d, as in NEAR/5",
             NEAR_MAX);
    return n;
}

static void
read_near(struct lexer *lexer, struct lexeme *lexeme, struct slice word)
{
    const size_t name = strlen("NEAR");
    const bool has_slash = word.len > name;

    lexeme->kind = LEXEME_NEAR;
    lexeme->distance =
        has_slash ? distance_of(lexer, skip(word, name + 1)) : NEAR_DEFAULT;
    lexer->at += word.len;
    const size_t next = lexer->at + spaces_length(rest(lexer));
    if (!has_slash && begins_with(skip(lexer->text, next), "/"))
        FAIL(lexer, next,
             "write the distance directly after NEAR, as in NEAR/5");
}

/* Whether it is NEAR and a number, in whatever case, with or without a slash.
 */
static bool
is_almost_near(struct slice word)
{
    const size_t name = strlen("NEAR");

    if (word.len < name || g_ascii_strncasecmp(word.at, "NEAR", name) != 0)
        return false;
    struct slice digits = skip(word, name);
    if (begins_with(digits, "/"))
        digits = skip(digits, 1);
    for (size_t i = 0; i < digits.len; i++)
        if (!g_ascii_isdigit(digits.at[i]))
            return false;
    return digits.len > 0;
}

/* Refuse what is nearly an operator, or is one in other programs. */
static void
check_operator(const struct lexer *lexer, struct slice word)
{
    if (is_text(word, "AND/OR") || is_text(word, "OR/AND"))
        FAIL(lexer, lexer->at,
             "%.*s is not an operator; use OR for either or both",
             (int)word.len, word.at);
    if (is_almost_near(word))
        FAIL(lexer, lexer->at,
             "NEAR is written in capitals with a slash before the distance, as "
             "in NEAR/5");
    for (size_t i = 0; i + 1 < word.len; i++)
        if (begins_with(skip(word, i), "&&"))
            FAIL(lexer, lexer->at + i, "&& is not an operator; use AND");
    const size_t bar = find(word, '|');
    if (bar != SIZE_MAX)
        FAIL(lexer, lexer->at + bar, "%s is not an operator; use OR",
             begins_with(skip(word, bar), "||") ? "||" : "|");
}

static bool
read_operator(struct lexer *lexer, struct lexeme *lexeme)
{
    const struct slice word = chunk(lexer);

    if (is_text(word, "NEAR") || begins_with(word, "NEAR/")) {
        read_near(lexer, lexeme, word);
        return true;
    }
    check_operator(lexer, word);
    if (is_text(word, "AND"))
        lexeme->kind = LEXEME_AND;
    else if (is_text(word, "OR"))
        lexeme->kind = LEXEME_OR;
    else if (is_text(word, "NOT"))
        lexeme->kind = LEXEME_NOT;
    else
        return false;
    lexer->at += word.len;
    return true;
}

/* A sign comes directly before its item; a dash between blanks is punctuation.
 */
static char
read_sign(struct lexer *lexer)
{
    const bool is_plus = begins_with(rest(lexer), "+");
    size_t end = lexer->at, count = 0;

    for (size_t n; (n = sign_length(skip(lexer->text, end))) > 0; count++)
        end += n;
    if (count == 0 || !is_attached(skip(lexer->text, end)))
        return 0;
    if (count > 1)
        FAIL(lexer, lexer->at,
             "a word takes one sign, + or -; remove the others");
    lexer->at = end;
    return is_plus ? '+' : '-';
}

/* Refuse what other programs accept before a word. */
static void
check_start(const struct lexer *lexer)
{
    const struct slice here = rest(lexer), after = skip(here, 1);

    if (begins_with(here, EM_DASH) &&
        begins_word(lexer, skip(here, strlen(EM_DASH))))
        FAIL(lexer, lexer->at,
             "a long dash before a word is not an operator; use a minus sign, "
             "or a blank after the dash");
    if (here.at[0] == '!' && (begins_with(after, "(") || quote_length(after) ||
                              begins_word(lexer, after)))
        FAIL(lexer, lexer->at,
             "! is not an operator; use a minus sign before the word, or NOT");
}

static void
read_lexeme(struct lexer *lexer, struct lexeme *lexeme)
{
    lexeme->offset = lexer->at;
    if (lexer->at == lexer->text.len) {
        lexeme->kind = LEXEME_END;
        return;
    }
    if (read_operator(lexer, lexeme)) {
        lexer->last_word.len = 0;
        return;
    }
    lexeme->sign = read_sign(lexer);
    check_start(lexer);
    const char first = lexer->text.at[lexer->at];
    if (first == '(' || first == ')') {
        lexeme->kind = first == '(' ? LEXEME_OPEN : LEXEME_CLOSE;
        lexer->last_word.len = 0;
        lexer->at++;
        return;
    }
    lexeme->kind = LEXEME_ITEM;
    lexeme->item.offset = lexer->at;
    read_item(lexer, &lexeme->item);
    lexeme->item.length = lexer->at - lexeme->item.offset;
    lexeme->item.sign = lexeme->sign;
    lexer->last_word =
        part_of(lexer->text, lexeme->offset, lexer->at - lexeme->offset);
}

const struct lexeme *
lexemes_of(struct arena *arena,
           const char *text,
           size_t len,
           const struct fe_lexicon *lexicon)
{
    struct lexer lexer = {.arena = arena,
                          .text = {text, len},
                          .lexicon = lexicon,
                          .closing_from = SIZE_MAX};
    ARRAY(struct lexeme) lexemes = {0};
    struct lexeme *last;

    do {
        lexer.at += spaces_length(rest(&lexer));
        last = array_add(arena, &lexemes);
        read_lexeme(&lexer, last);
    } while (last->kind != LEXEME_END);
    return lexemes.at;
}
