/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/scale.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    STEPS_MIN = 2,  /* numbers that a scale must explain */
    WORDS_MAX = 40, /* bytes after a number where its grade may be */
};

static bool
is_digit_at(const char *p)
{
    return *p >= '1' && *p <= '0' + SCALE_MAX && !isdigit((unsigned char)p[1]);
}

/* Remove blanks and marks, such as the bullet that shows a rating in colour,
 * from both ends. */
static void
trim_marks(const char **text, size_t *len)
{
    unsigned code;

    while (*len > 0) {
        const size_t n = utf8_char(*text, *len, &code);
        if (utf8_is_letter(code))
            break;
        *text += n;
        *len -= n;
    }
    while (*len > 0) {
        size_t n = 1;
        while (n < 4 && n < *len && ((*text)[*len - n] & 0xc0) == 0x80)
            n++;
        utf8_char(*text + *len - n, n, &code);
        if (utf8_is_letter(code))
            break;
        *len -= n;
    }
}

/* Skip a word and the blanks after it. */
static bool
skip_word(const char **text, size_t *len, const char *word)
{
    const size_t n = strlen(word);

    if (*len <= n || strncasecmp(*text, word, n) != 0 ||
        isalpha((unsigned char)(*text)[n]))
        return false;
    *text += n;
    *len -= n;
    trim_marks(text, len);
    return true;
}

/* The grade that the words are nothing but, without a number. */
static const char *
grade_of_words(const struct grade_word *words, const char *text, size_t len)
{
    size_t before = 0;

    trim_marks(&text, &len);
    const char *grade = grade_at_end(words, text, len, GRADE_BARE, &before);
    return grade && before == 0 ? grade : NULL;
}

bool
scale_is_step(const char *text)
{
    static const char grade[] = "grade ";

    if (strncasecmp(text, grade, sizeof grade - 1) == 0)
        text += sizeof grade - 1;
    return is_digit_at(text);
}

bool
scale_is_number(const char *text, size_t len)
{
    trim_marks(&text, &len);
    return len == 1 && is_digit_at(text);
}

/* The length of the text without an earlier grade in brackets at its end: "Good
 * (2019: Inadequate)". */
static size_t
without_earlier(const char *text, size_t len)
{
    const char *open = memchr(text, '(', len);

    if (!open || open == text || text[len - 1] != ')' ||
        text + len - open < 6 || strspn(open + 1, "0123456789") != 4)
        return len;
    return (size_t)(open - text);
}

const char *
scale_grade(const struct scale *scale,
            const char *text,
            size_t len,
            bool *is_number)
{
    static const char *const before[] = {"is", "are", "grade", "rating", NULL};

    len = len > 0 ? without_earlier(text, len) : 0;
    trim_marks(&text, &len);
    for (const char *const *word = before; *word; word++)
        skip_word(&text, &len, *word);
    if (is_number)
        *is_number = false;
    if (len == 1 && is_digit_at(text)) {
        if (is_number)
            *is_number = true;
        return scale->is_known ? scale->grades[*text - '0'] : NULL;
    }
    if (len > 2 && is_digit_at(text))
        return grade_of_words(scale->words, text + 1, len - 1);
    if (len > 2 && isdigit((unsigned char)text[len - 1]) &&
        !isdigit((unsigned char)text[len - 2]))
        len--;
    return grade_of_words(scale->words, text, len);
}

/* The grade that the text begins with, after its number: " is outstanding,",
 * ": Good", or a tab and the word. */
static const char *
grade_after(const struct grade_word *words, const char *text)
{
    size_t skip = strspn(text, " \t:.)=-");

    if (strncmp(text + skip, "is ", 3) == 0)
        skip += 3;
    if (skip == 0)
        return NULL;
    text += skip;
    const size_t most = strcspn(text, "\t,;.()0123456789");
    /* The longest beginning that is a grade: others words may follow. */
    for (size_t len = most < WORDS_MAX ? most : WORDS_MAX; len > 0; len--) {
        const bool is_whole = !isalpha((unsigned char)text[len]);
        const char *grade = is_whole ? grade_of_words(words, text, len) : NULL;
        if (grade)
            return grade;
    }
    return NULL;
}

/* The grade before its number in brackets: "very good (2)". */
static const char *
grade_before(const struct grade_word *words, const char *text, const char *p)
{
    if (p == text || p[-1] != '(' || p[1] != ')')
        return NULL;
    const char *end = p - 1, *from = end;
    while (from > text && end - from < WORDS_MAX &&
           !strchr("\t,;:.)", from[-1]))
        from--;
    for (; from < end; from++) {
        const bool is_whole = from == text || !isalpha((unsigned char)from[-1]);
        const char *grade =
            is_whole ? grade_of_words(words, from, (size_t)(end - from)) : NULL;
        if (grade)
            return grade;
    }
    return NULL;
}

/* Take the numbers that the text explains, in their order. They come all after
 * their grades or all before them. */
static size_t
take_steps(const char *text, struct scale *scale)
{
    size_t n = 0;
    char next = '1';
    bool is_after = false;

    for (const char *p = text; *p; p++) {
        const bool begins = p == text || !isalnum((unsigned char)p[-1]);
        if (!begins || !is_digit_at(p) || *p < next)
            continue;
        const char *before = grade_before(scale->words, text, p);
        if (n == 0)
            is_after = before != NULL;
        const char *grade =
            is_after ? before : grade_after(scale->words, p + 1);
        if (!grade)
            continue;
        scale->grades[*p - '0'] = grade;
        next = (char)(*p + 1);
        n++;
    }
    return n;
}

/* A block that explains a grade begins with its number, or explains several. */
struct scale
scale_read(const struct grade_word *words, const struct blocks *blocks)
{
    struct scale scale = {.words = words};
    size_t n = 0;

    for (size_t i = 0; i < blocks->count; i++) {
        struct scale found = {.words = words};
        const char *text = blocks->list[i].text;
        const size_t steps = take_steps(text, &found);
        if (steps < STEPS_MIN && !(steps == 1 && scale_is_step(text)))
            continue;
        for (size_t g = 1; g <= SCALE_MAX; g++)
            if (found.grades[g] && !scale.grades[g]) {
                scale.grades[g] = found.grades[g];
                n++;
            }
    }
    scale.is_known = n >= STEPS_MIN;
    return scale;
}

bool
scale_begins(const struct scale *scale, const char *text, size_t *used)
{
    const size_t from = strspn(text, " ");
    const size_t most = strcspn(text + from, "\t,;");

    /* The longest beginning that is a grade: "Requires improvement". */
    for (size_t len = most < WORDS_MAX ? most : WORDS_MAX; len > 0; len--) {
        const char after = text[from + len];
        const char last = text[from + len - 1];
        bool is_number;
        if (isalnum((unsigned char)after) ||
            !(isalnum((unsigned char)last) || last == ')') ||
            !scale_grade(scale, text + from, len, &is_number))
            continue;
        *used = from + len;
        return true;
    }
    return false;
}
