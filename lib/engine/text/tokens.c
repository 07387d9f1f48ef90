/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/tokens.h"

#include "engine/text/letters.h"
#include "engine/text/word_set.h"

#include <glib.h>
#include <pthread.h>
#include <string.h>

/* Bytes. Longer words are cut, as the length of terms is limited; no real word
 * is as long. */
enum { WORD_MAX = 64 };

/* The last letter may go beyond WORD_MAX, and there is a NUL. */
enum { WORD_ROOM = WORD_MAX + LETTER_FOLDED_MAX + 1 };

/* ASCII characters of words, in lower case; 0 for all others. */
#define X5(c) (c), (c) + 1, (c) + 2, (c) + 3, (c) + 4
#define X10(c) X5(c), X5((c) + 5)
#define X26(c) X10(c), X10((c) + 10), X5((c) + 20), (c) + 25
static const char ascii[256] = {
    ['0'] = X10('0'),
    ['A'] = X26('a'),
    ['_'] = '_',
    ['a'] = X26('a'),
};

static bool
is_word(unsigned c)
{
    return c < 0x80 ? ascii[c] != 0 : is_word_letter(c);
}

static bool
is_letter(unsigned c)
{
    return is_word(c) && !is_digit_letter(c) && c != '_';
}

static bool
is_hyphen(unsigned c)
{
    return c == '-' || c == 0x2010 || c == 0x2011;
}

/* A fullwidth character as ASCII. */
static unsigned
narrow(unsigned c)
{
    return c >= 0xff01 && c <= 0xff5e ? c - 0xff01 + '!' : c;
}

/* A position among the characters of a text, which skips invisible ones. At the
 * end the character is 0, which is not part of a word. */
struct text_cursor {
    const unsigned char *at, *end;
    unsigned c;
    unsigned length; /* bytes */
};

static void
load_other(struct text_cursor *cursor)
{
    while (cursor->at < cursor->end) {
        cursor->c = letter_at(cursor->at, (size_t)(cursor->end - cursor->at),
                              &cursor->length);
        if (!is_invisible_letter(cursor->c)) {
            cursor->c = narrow(cursor->c);
            return;
        }
        cursor->at += cursor->length;
    }
    cursor->c = cursor->length = 0;
}

static inline void
load(struct text_cursor *cursor)
{
    if (cursor->at < cursor->end && *cursor->at < 0x80) {
        cursor->c = *cursor->at;
        cursor->length = 1;
    } else {
        load_other(cursor);
    }
}

static inline void
step(struct text_cursor *cursor)
{
    cursor->at += cursor->length;
    load(cursor);
}

static unsigned
peek(const struct text_cursor *cursor)
{
    struct text_cursor ahead = *cursor;

    step(&ahead);
    return ahead.c;
}

static struct text_cursor
cursor_of(const char *text, size_t len)
{
    struct text_cursor cursor = {.at = (const unsigned char *)text};

    cursor.end = cursor.at + len;
    load(&cursor);
    return cursor;
}

/* The tokens that have been read. Their words are written one after another
 * into blocks of the arena; there is always room for one more. */
struct tokenising {
    struct arena *arena;
    const unsigned char *text;
    struct text_cursor cursor;
    ARRAY(struct token) tokens;
    char *word; /* the current one */
    char *end;  /* of the block */
    size_t len; /* of the current word so far */
    uint32_t place;
};

static void
make_room(struct tokenising *reading)
{
    enum { MOST = 1 << 16 };
    const size_t left = (size_t)(reading->cursor.end - reading->cursor.at);
    const size_t room = WORD_ROOM + MIN(left + left / 4, (size_t)MOST);

    reading->word = arena_alloc(reading->arena, room);
    reading->end = reading->word + room;
}

static void
put(struct tokenising *reading, unsigned c)
{
    if (reading->len < WORD_MAX)
        reading->len += letter_folded(c, reading->word + reading->len);
}

static const char *
end_word(struct tokenising *reading)
{
    const char *word = reading->word;

    reading->word[reading->len] = '\0';
    reading->word += reading->len + 1;
    reading->len = 0;
    if (reading->end - reading->word < WORD_ROOM)
        make_room(reading);
    return word;
}

static size_t
offset(const struct tokenising *reading, const unsigned char *at)
{
    return (size_t)(at - reading->text);
}

/* Whether the character joins the letters or digits before and after it to one
 * word. *joint is what is written for it; 0: nothing. */
static bool
joins(unsigned before, const struct text_cursor *cursor, char *joint)
{
    const unsigned c = cursor->c;
    const bool is_apostrophe = is_apostrophe_letter(c);

    if (!is_apostrophe && c != '.' && c != ',')
        return false;
    const unsigned after = peek(cursor);
    const bool digits = is_digit_letter(before) && is_digit_letter(after);
    *joint = is_apostrophe ? '\'' : c == '.' ? '.' : '\0';
    return is_word(after) && digits != is_apostrophe;
}

/* Read a part of an abbreviation: one letter, or a few that begin with a
 * capital. Returns the number of letters; 0 if it is not such a part. */
static size_t
read_part(struct tokenising *reading,
          struct text_cursor *cursor,
          const unsigned char **end)
{
    enum { LETTERS_MAX = 3 };
    const bool is_big = is_capital_letter(cursor->c);
    size_t letters = 0;

    for (; is_word(cursor->c); letters++) {
        if (letters == LETTERS_MAX || !is_letter(cursor->c) ||
            (letters > 0 && !is_big))
            return 0;
        put(reading, cursor->c);
        *end = cursor->at + cursor->length;
        step(cursor);
    }
    return letters;
}

/* Read an abbreviation with a full stop after each part, except perhaps the
 * last: U.K., e.g., M.P.s. Only degrees may have a part of several letters;
 * they must also have a part of one letter, and a full stop at the end:
 * "Ph.D.", but not "so.It". Returns the end of the abbreviation; NULL if it is
 * not one. */
static const unsigned char *
read_abbreviation(struct tokenising *reading)
{
    struct text_cursor ahead = reading->cursor;
    const unsigned char *end = NULL;
    bool is_stopped = true, has_single = false, has_long = false;
    size_t parts = 0;

    while (is_stopped) {
        struct text_cursor part = ahead;
        const unsigned char *part_end = NULL;
        const size_t len = reading->len;
        const size_t letters = read_part(reading, &part, &part_end);
        if (letters == 0) {
            reading->len = len;
            break;
        }
        end = part_end;
        parts++;
        has_single |= letters == 1;
        has_long |= letters > 1;
        is_stopped = part.c == '.';
        if (is_stopped) {
            end = part.at + part.length;
            step(&part);
        }
        ahead = part;
    }
    const bool is_degree = has_single && is_stopped && !is_word(ahead.c);
    if (parts < 2 || (has_long && !is_degree)) {
        reading->len = 0;
        return NULL;
    }
    reading->cursor = ahead;
    return end;
}

/* Read one or more ampersands as the word "and". Returns their end. */
static const unsigned char *
read_ampersand(struct tokenising *reading)
{
    struct text_cursor *cursor = &reading->cursor;
    const unsigned char *end = NULL;

    for (const char *p = "and"; *p; p++)
        put(reading, (unsigned char)*p);
    while (cursor->c == '&') {
        end = cursor->at + cursor->length;
        step(cursor);
    }
    return end;
}

/* Read a run of at least one ASCII letter or digit. Returns the last. */
static unsigned
read_run(struct tokenising *reading)
{
    struct text_cursor *cursor = &reading->cursor;
    const unsigned char *at = cursor->at + cursor->length;
    unsigned last = cursor->c;

    put(reading, last);
    for (; at < cursor->end && ascii[*at]; at++) {
        if (reading->len < WORD_MAX)
            reading->word[reading->len++] = ascii[*at];
        last = *at;
    }
    cursor->at = at;
    return last;
}

/* Read the rest of a word. `before` is the character before the cursor, 0 if
 * the word begins here. Returns the end of the word, which is `end` if there is
 * nothing more. */
static const unsigned char *
read_letters(struct tokenising *reading,
             unsigned before,
             const unsigned char *end)
{
    struct text_cursor *cursor = &reading->cursor;
    char joint;

    for (;;) {
        if (cursor->c < 0x80 && ascii[cursor->c]) {
            before = read_run(reading);
            end = cursor->at;
            load(cursor);
            continue;
        }
        if (is_word(cursor->c)) {
            put(reading, cursor->c);
        } else if (before && joins(before, cursor, &joint)) {
            if (joint && reading->len < WORD_MAX)
                reading->word[reading->len++] = joint;
        } else {
            return end;
        }
        before = cursor->c;
        end = cursor->at + cursor->length;
        step(cursor);
    }
}

static const unsigned char *
read_word(struct tokenising *reading)
{
    if (reading->cursor.c == '&')
        return read_ampersand(reading);
    const unsigned char *end = read_abbreviation(reading);
    if (!end)
        return read_letters(reading, 0, NULL);
    if (is_apostrophe_letter(reading->cursor.c)) /* U.K.'s */
        return read_letters(reading, 'a', end);
    return end;
}

static void
add_word(struct tokenising *reading)
{
    const size_t start = offset(reading, reading->cursor.at);
    const unsigned char *end = read_word(reading);

    *array_add(reading->arena, &reading->tokens) = (struct token){
        .word = end_word(reading),
        .start = start,
        .end = offset(reading, end),
        .place = ++reading->place,
    };
}

/* Add the compound of the words from number `first`, unless it is too long. */
static void
add_compound(struct tokenising *reading, size_t first)
{
    const struct token *words = reading->tokens.at + first;
    const size_t n = reading->tokens.n - first;
    size_t len = 0;

    for (size_t i = 0; i < n && len <= WORD_MAX; i++) {
        const size_t more = strlen(words[i].word);
        if (len + (i > 0) + more > WORD_MAX)
            return;
        if (i > 0)
            reading->word[len++] = '-';
        memcpy(reading->word + len, words[i].word, more);
        len += more;
    }
    const struct token compound = {.start = words[0].start,
                                   .end = words[n - 1].end,
                                   .place = words[0].place,
                                   .is_compound = true};
    struct token *token = array_add(reading->arena, &reading->tokens);
    *token = compound;
    reading->len = len;
    token->word = end_word(reading);
}

/* Add a word, and the words that are joined to it by hyphens. */
static void
add_words(struct tokenising *reading)
{
    struct text_cursor *cursor = &reading->cursor;
    const size_t first = reading->tokens.n;

    add_word(reading);
    while (is_hyphen(cursor->c)) {
        struct text_cursor next = *cursor;
        step(&next);
        if (!is_word(next.c))
            break;
        *cursor = next;
        add_word(reading);
    }
    if (reading->tokens.n > first + 1)
        add_compound(reading, first);
}

struct tokens
tokens_of(struct arena *arena, const char *text, size_t len)
{
    enum { USUAL = 6 }; /* bytes of a word with its space, on average */
    struct tokenising reading = {.arena = arena,
                                 .text = (const unsigned char *)text};

    if (len == 0)
        return (struct tokens){0};
    arena_step(arena, len / USUAL);
    reading.cursor = cursor_of(text, len);
    reading.tokens.room = len / USUAL + 2;
    reading.tokens.at =
        arena_array(arena, reading.tokens.room, sizeof *reading.tokens.at);
    make_room(&reading);
    while (reading.cursor.at < reading.cursor.end) {
        if (is_word(reading.cursor.c) || reading.cursor.c == '&')
            add_words(&reading);
        else
            step(&reading.cursor);
    }
    return (struct tokens){reading.tokens.at, reading.tokens.n};
}

struct phrase
phrase_of(struct arena *arena, const char *text, size_t len)
{
    const struct tokens tokens = tokens_of(arena, text, len);
    struct phrase phrase = {
        .words = arena_array(arena, tokens.n, sizeof *phrase.words)};

    for (size_t i = 0; i < tokens.n; i++)
        if (!tokens.at[i].is_compound)
            phrase.words[phrase.n++] = tokens.at[i].word;
    return phrase;
}

char *
folded(struct arena *arena, const char *text, size_t len)
{
    /* One byte may become two bytes, and two bytes three. */
    char *out = arena_array(arena, len + LETTER_FOLDED_MAX, 2);
    struct text_cursor cursor = cursor_of(text, len);
    size_t n = 0;

    for (; cursor.at < cursor.end; step(&cursor))
        n += letter_folded(cursor.c, out + n);
    return out;
}

char *
joined(struct arena *arena, const char *compound)
{
    char *word = arena_strdup(arena, compound), *to = word;

    for (const char *p = compound; *p; p++)
        if (*p != '-')
            *to++ = *p;
    *to = '\0';
    return word;
}

size_t
put_pair_term(char *term, const char *stem, const char *other)
{
    const bool in_order = strcmp(stem, other) < 0;
    const char *first = in_order ? stem : other;
    const char *second = in_order ? other : stem;
    const size_t first_len = strlen(first), second_len = strlen(second);

    term[0] = PAIR_MARK;
    memcpy(term + 1, first, first_len);
    term[first_len + 1] = ' ';
    memcpy(term + first_len + 2, second, second_len + 1);
    return first_len + second_len + 2;
}

char *
pair_term(struct arena *arena, const char *stem, const char *other)
{
    char *term = arena_alloc(arena, strlen(stem) + strlen(other) + 3);

    put_pair_term(term, stem, other);
    return term;
}

/* The function words of English. */
static const char stopwords[][WORD_SET_LETTERS] = {
    /* clang-format off */
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
    /* clang-format on */
};

static struct word_set stopword_set;
static pthread_once_t stopwords_once = PTHREAD_ONCE_INIT;

static void
read_stopwords(void)
{
    word_set_fill(&stopword_set, stopwords, G_N_ELEMENTS(stopwords));
}

bool
is_stopword(const char *word)
{
    pthread_once(&stopwords_once, read_stopwords);
    return word_set_has(&stopword_set, word);
}
