/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * If a bracket contains an abbreviation, its letters are compared with the
 * words before the bracket, from right to left; if it follows an abbreviation,
 * with the words in the bracket. Every word must match a letter, except small
 * words and words after a hyphen ("well-being"). The shortest match wins, so
 * that other words of the sentence are left out.
 */
#include "index/brackets.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS_MAX = 2 * ABBREVIATION_MAX + 4, /* words compared with the letters */
    REACH_MAX = 240                       /* bytes that these words may take */
};

struct name_word {
    const char *text;
    size_t len;
    char joint; /* the character before it: ' ', '-' or '/' */
};

/* The last words of a text. */
struct name_words {
    struct name_word list[WORDS_MAX];
    size_t count;
    bool is_whole; /* the text consists of these words only */
};

/* Words that may have no letter in an abbreviation. */
static const char *const small_words[] = {
    "a",  "an", "and", "are", "at", "by",  "for",  "from", "in", "into",
    "is", "of", "on",  "or",  "to", "the", "with", "who",  "&",  NULL,
};

/* Words with which no name begins. */
static const char *const joining_words[] = {
    "a",  "an",  "and", "are", "for", "is", "of",
    "or", "the", "to",  "who", "&",   NULL,
};

static bool
is_among(const struct name_word *word, const char *const *list)
{
    for (; *list; list++)
        if (strlen(*list) == word->len &&
            g_ascii_strncasecmp(*list, word->text, word->len) == 0)
            return true;
    return false;
}

static bool
is_hyphen(unsigned code)
{
    return code == '-' || code == 0x2010 || code == 0x2011;
}

static bool
is_apostrophe(unsigned code)
{
    return code == '\'' || code == 0x2019;
}

static bool
is_quote(unsigned code)
{
    return is_apostrophe(code) || code == 0x2018 || code == 0x201c ||
           code == 0x201d || code == '"';
}

/* The length of the word at the start of the text; an apostrophe is part of it
 * if a letter follows. 0 if there is no word, or one with digits. */
static size_t
word_length(const char *text, size_t len)
{
    size_t end = 0;

    if (len > 0 && *text == '&')
        return 1;
    for (size_t i = 0, n; i < len; i += n) {
        unsigned code;
        n = utf8_char(text + i, len - i, &code);
        if (g_ascii_isdigit(text[i]))
            return 0;
        if (utf8_is_letter(code))
            end = i + n;
        else if (!is_apostrophe(code) || i == 0 || end != i)
            break;
    }
    return end;
}

static void
words_add(struct name_words *words, const char *text, size_t len, char joint)
{
    if (words->count == WORDS_MAX) {
        memmove(words->list, words->list + 1,
                (WORDS_MAX - 1) * sizeof *words->list);
        words->count--;
        words->is_whole = false;
    }
    words->list[words->count++] =
        (struct name_word){text, len, joint ? joint : ' '};
}

/* Read the last words of the text. They begin again after a digit, the end of a
 * sentence or any other mark, since no name continues across one. */
static void
words_read(const char *text, size_t len, struct name_words *words)
{
    char joint = ' ';

    words->count = 0;
    words->is_whole = true;
    for (size_t i = 0, n; i < len; i += n) {
        unsigned code;
        n = word_length(text + i, len - i);
        if (n > 0) {
            words_add(words, text + i, n, joint);
            joint = '\0';
            continue;
        }
        n = utf8_char(text + i, len - i, &code);
        /* NOLINTNEXTLINE(bugprone-branch-clone): the order of cases matters */
        if (utf8_is_blank(code) || code == ',') {
            joint = ' ';
        } else if ((is_hyphen(code) || code == '/') && joint == '\0') {
            joint = code == '/' ? '/' : '-';
        } else if (!is_quote(code)) {
            words->is_whole = false;
            words->count = 0;
            joint = ' ';
        } else if (joint == '\0') {
            joint = ' ';
        }
    }
}

static bool
is_and(const struct name_word *word)
{
    return *word->text == '&' ||
           (word->len == 3 && g_ascii_strncasecmp(word->text, "and", 3) == 0);
}

/* Whether these letters of an abbreviation are the beginning of the word: its
 * first letter, and any lower-case letters after it, as in "Ch" for "children".
 * An ampersand matches the whole word "and". */
static bool
begins(const struct name_word *word, const char *letters, size_t n)
{
    if (*letters == '&')
        return n == 1 && is_and(word);
    for (size_t i = 1; i < n; i++)
        if (!g_ascii_islower(letters[i]))
            return false;
    return n <= word->len && g_ascii_strncasecmp(word->text, letters, n) == 0;
}

/* The state of matching letters with words. It remembers what has failed, so
 * that nothing is tried twice. */
struct fit {
    const char *letters;
    const struct name_words *words;
    bool is_whole; /* all words must be used */
    bool was_tried[ABBREVIATION_MAX + 1][WORDS_MAX + 1];
};

static bool
may_begin(const struct fit *fit, size_t at)
{
    const struct name_word *word = &fit->words->list[at];

    return word->joint == ' ' && !is_among(word, joining_words) &&
           (at == 0 || !fit->is_whole);
}

/* Match the first n letters with words before end. Returns the index of the
 * first word; NO_FIT if they do not match. */
#define NO_FIT ((size_t)-1)

static size_t
fit_words(struct fit *fit, size_t n, size_t end)
{
    if (end == 0 || fit->was_tried[n][end])
        return NO_FIT;
    fit->was_tried[n][end] = true;
    const struct name_word *word = &fit->words->list[end - 1];
    for (size_t take = 1; take <= n; take++) {
        if (!begins(word, fit->letters + n - take, take))
            continue;
        if (take == n) {
            if (may_begin(fit, end - 1))
                return end - 1;
            continue;
        }
        const size_t begin = fit_words(fit, n - take, end - 1);
        if (begin != NO_FIT)
            return begin;
    }
    return word->joint != ' ' || is_among(word, small_words)
               ? fit_words(fit, n, end - 1)
               : NO_FIT;
}

/* Make the last word singular: "agencies" becomes "agency". */
static void
make_singular(struct text *text)
{
    static const char *const sibilants[] = {"sses", "xes", "ches", "shes"};
    static const char *const singular[] = {"ss", "us", "is"};
    const char *bytes = text->bytes;

    for (size_t i = 0; i < G_N_ELEMENTS(singular); i++)
        if (g_str_has_suffix(bytes, singular[i]))
            return;
    if (g_str_has_suffix(bytes, "ies") && text->len > 4) {
        text->len -= 3;
        text_add(text, "y", 1);
        return;
    }
    size_t cut = g_str_has_suffix(bytes, "s");
    for (size_t i = 0; i < G_N_ELEMENTS(sibilants); i++)
        if (g_str_has_suffix(bytes, sibilants[i]))
            cut = 2;
    text->bytes[text->len -= cut] = '\0';
}

/* Drop an "'s" that belongs to the sentence, not to the name: "the group's". */
static void
drop_possessive(struct text *text)
{
    if (g_str_has_suffix(text->bytes, "'s"))
        text->bytes[text->len -= 2] = '\0';
}

static void
add_lower(struct text *text, const struct name_word *word)
{
    for (size_t i = 0, n; i < word->len; i += n) {
        unsigned code;
        char lower[6];
        n = utf8_char(word->text + i, word->len - i, &code);
        code = is_apostrophe(code) ? '\'' : g_unichar_tolower(code);
        text_add(text, lower, (size_t)g_unichar_to_utf8(code, lower));
    }
}

/* The meaning made of the words from begin on. The caller frees it. */
static char *
meaning_of(const struct name_words *words, size_t begin, bool is_plural)
{
    struct text out = {0};

    for (size_t i = begin; i < words->count; i++) {
        if (i > begin)
            text_add(&out, &words->list[i].joint, 1);
        if (*words->list[i].text == '&')
            text_add_string(&out, "and");
        else
            add_lower(&out, &words->list[i]);
    }
    drop_possessive(&out);
    if (is_plural)
        make_singular(&out);
    return out.bytes;
}

static void
learn(struct abbreviations *found,
      const char *letters,
      size_t n,
      bool is_plural,
      const struct name_words *words,
      size_t begin)
{
    char *copy = memory_strndup(letters, n);
    char *meaning = meaning_of(words, begin, is_plural);

    abbreviations_add(found, copy, meaning);
    free(copy);
    free(meaning);
}

/* Whether it consists of letters, at least two of them capitals, perhaps with
 * ampersands between them. What may be a Roman numeral does not count. */
static bool
is_abbreviation(const char *text, size_t len)
{
    size_t capitals = 0;

    if (len < 2 || len > ABBREVIATION_MAX || !g_ascii_isupper(*text) ||
        !g_ascii_isalpha(text[len - 1]))
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!g_ascii_isalpha(text[i]) && text[i] != '&')
            return false;
        capitals += g_ascii_isupper(text[i]) != 0;
    }
    return capitals >= 2 && strspn(text, "IVX") < len;
}

/* The number of words from begin on that are not small words; words that are
 * joined count as one. */
static size_t
count_words(const struct name_words *words, size_t begin)
{
    size_t n = 0;

    for (size_t i = begin; i < words->count; i++)
        n += (i == begin || words->list[i].joint == ' ') &&
             !is_among(&words->list[i], small_words);
    return n;
}

/* Match what may be an abbreviation with words: first as a plural ("IROs"),
 * then with all of its letters ("SoS"). */
static bool
match(const char *text,
      size_t len,
      const struct name_words *words,
      bool is_whole,
      struct abbreviations *found)
{
    for (int is_plural = 1; is_plural >= 0; is_plural--) {
        const size_t n = len - (size_t)is_plural;
        if (is_plural && (len < 3 || text[len - 1] != 's'))
            continue;
        if (!is_abbreviation(text, n))
            continue;
        struct fit fit = {text, words, is_whole, {{false}}};
        const size_t begin = fit_words(&fit, n, words->count);
        if (begin == NO_FIT || count_words(words, begin) < 2)
            continue;
        learn(found, text, n, is_plural, words, begin);
        return true;
    }
    return false;
}

/* Remove blanks and quotation marks at both ends. */
static void
strip(const char **text, size_t *len)
{
    unsigned code;

    utf8_trim(text, len);
    while (*len > 0) {
        const size_t n = utf8_char(*text, *len, &code);
        if (!is_quote(code))
            break;
        *text += n;
        *len -= n;
    }
    while (*len > 0) {
        size_t n = 1;
        while (n < *len && ((*text)[*len - n] & 0xc0) == 0x80)
            n++;
        utf8_char(*text + *len - n, n, &code);
        if (!is_quote(code))
            break;
        *len -= n;
    }
}

/* Copy the text, without the apostrophe if "PEP's" is written for "PEPs".
 * Returns its length; 0 if it is not an abbreviation. */
static size_t
without_apostrophe(const char *text, size_t len, char out[ABBREVIATION_MAX + 2])
{
    size_t n = 0;

    for (size_t i = 0, size; i < len; i += size) {
        unsigned code;
        size = utf8_char(text + i, len - i, &code);
        if (is_apostrophe(code) && i + size + 1 == len && text[len - 1] == 's')
            continue;
        if (size > 1 || n == ABBREVIATION_MAX + 1)
            return 0;
        out[n++] = text[i];
    }
    out[n] = '\0';
    return n;
}

/* Read the words before a bracket, back to another bracket or the beginning of
 * the text. */
static void
words_before(const char *text, const char *bracket, struct name_words *words)
{
    const char *from = bracket;

    while (from > text && bracket - from < REACH_MAX && from[-1] != '(' &&
           from[-1] != ')')
        from--;
    /* Do not begin in the middle of a word. */
    if (bracket - from == REACH_MAX)
        while (from < bracket && *from != ' ')
            from++;
    words_read(from, (size_t)(bracket - from), words);
}

/* "common assessment framework (CAF)" */
static bool
find_before(const char *text,
            const char *bracket,
            const char *inside,
            size_t len,
            struct abbreviations *found)
{
    char letters[ABBREVIATION_MAX + 2];
    struct name_words words;

    strip(&inside, &len);
    const size_t n = without_apostrophe(inside, len, letters);
    if (n < 2)
        return false;
    words_before(text, bracket, &words);
    return match(letters, n, &words, false, found);
}

/* "CAF (common assessment framework)" */
static void
find_within(const char *text,
            const char *bracket,
            const char *inside,
            size_t len,
            struct abbreviations *found)
{
    char letters[ABBREVIATION_MAX + 2];
    struct name_words words;
    const char *from;
    size_t before = (size_t)(bracket - text);

    if (len > REACH_MAX)
        return;
    utf8_trim(&text, &before);
    for (from = text + before; from > text && from[-1] != ' ';)
        from--;
    before -= (size_t)(from - text);
    strip(&from, &before);
    const size_t n = without_apostrophe(from, before, letters);
    if (n < 2)
        return;
    words_read(inside, len, &words);
    if (words.is_whole)
        match(letters, n, &words, true, found);
}

void
brackets_read(const char *text, struct abbreviations *found)
{
    for (const char *open = text; (open = strchr(open, '('));) {
        const char *bracket = open++;
        const size_t len = strcspn(open, "()");
        if (open[len] == ')' && !find_before(text, bracket, open, len, found))
            find_within(text, bracket, open, len, found);
        open += len;
    }
}
