/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terms/grades.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    SENTENCE_WORDS_MAX = 120, /* of a sentence; the rest is not looked at */
    PART_REACH = 4 /* words before a verb among which "some" limits it */
};

/* The length of the text without blanks and any of the marks at its end. */
static size_t
strip_end(const char *text, size_t len, const char *marks)
{
    while (len > 0 && (isspace((unsigned char)text[len - 1]) ||
                       strchr(marks, text[len - 1])))
        len--;
    return len;
}

static bool
ends_with(const char *text, size_t len, const char *word)
{
    const size_t n = strlen(word);
    return len >= n && strncasecmp(text + len - n, word, n) == 0 &&
           (len == n || !isalpha((unsigned char)text[len - n - 1]));
}

/* The length of the text before "Grade 3" at its end; len if there is none. */
static size_t
before_number(const char *text, size_t len)
{
    size_t n = len;

    if (n == 0 || text[n - 1] < '1' || text[n - 1] > '4')
        return len;
    n = strip_end(text, n - 1, "");
    /* There may be no space before it: "Staying safeGrade 2". */
    if (n < 5 || strncasecmp(text + n - 5, "grade", 5) != 0)
        return len;
    return n - 5;
}

const char *
grade_at_end(const struct grade_word *grades,
             const char *text,
             size_t len,
             enum grade_style style,
             size_t *before)
{
    size_t n = strip_end(text, len, "*_).");
    /* The word may come first: "Inadequate Grade 4". */
    size_t number = before_number(text, n);
    bool is_numbered = number < n;

    n = strip_end(text, number, "*_(:");
    for (const struct grade_word *word = grades; word->grade; word++) {
        if (!ends_with(text, n, word->printed))
            continue;
        n = strip_end(text, n - strlen(word->printed), "*_(:");
        number = before_number(text, n);
        is_numbered |= number < n;
        if (style == GRADE_NUMBERED && !is_numbered)
            return NULL;
        *before = strip_end(text, number, "*_:");
        return word->grade;
    }
    return NULL;
}

/* The grade before a negation: "requires improvement and is not yet (good)". */
static const char *
grade_before_negation(const struct grade_word *grades,
                      const char *text,
                      size_t len,
                      size_t *before)
{
    static const char *const words[] = {"yet", "not", "is", "are", "and", NULL};
    size_t n = len;

    for (const char *const *word = words; *word; word++)
        if (ends_with(text, n, *word))
            n = strip_end(text, n - strlen(*word), ",");
    return grade_at_end(grades, text, n, GRADE_BARE, before);
}

const char *
grade_of_heading(const struct grade_word *grades,
                 const char *text,
                 size_t len,
                 enum grade_style style,
                 size_t *before)
{
    static const char *const verbs[] = {"is",     "are", "it", "they", "that",
                                        "judged", "be",  "to", NULL};
    size_t n = strip_end(text, len, "*_).:");

    if (style == GRADE_NUMBERED)
        return grade_at_end(grades, text, len, style, before);
    if (ends_with(text, n, "because"))
        n = strip_end(text, n - strlen("because"), "*_).:");
    const char *grade = grade_at_end(grades, text, n, style, &n);
    if (!grade)
        return NULL;
    n = strip_end(text, n, "*_:-");
    if (ends_with(text, n, "not yet") || ends_with(text, n, "not"))
        return grade_before_negation(grades, text, n, before);
    for (const char *const *verb = verbs; *verb;) {
        if (n > strlen(*verb) && ends_with(text, n, *verb)) {
            n = strip_end(text, n - strlen(*verb), ":");
            verb = verbs;
        } else {
            verb++;
        }
    }
    *before = strip_end(text, n, ":");
    return grade;
}

bool
grade_withheld(const char *text, size_t len)
{
    static const char words[] = "not judged";
    return len == sizeof words - 1 && strncasecmp(text, words, len) == 0;
}

bool
grade_explained(const struct grade_word *grades, const char *text, size_t len)
{
    static const char number[] = "(grade ";
    size_t i = 0;

    while (i < len && strchr("| *", text[i]))
        i++;
    for (const struct grade_word *word = grades; word->grade; word++) {
        size_t n = strlen(word->printed);
        if (len - i < n || strncasecmp(text + i, word->printed, n) != 0)
            continue;
        for (n += i; n < len && strchr(" \t*", text[n]);)
            n++;
        return len - n > strlen(number) &&
               strncasecmp(text + n, number, strlen(number)) == 0;
    }
    return false;
}

/* The length of a closing quotation mark or bracket; 0 if there is none. */
static size_t
closing_mark(const char *p)
{
    if (*p && strchr("\"')", *p))
        return 1;
    return strncmp(p, "\xe2\x80\x99", 3) == 0 ||
                   strncmp(p, "\xe2\x80\x9d", 3) == 0
               ? 3
               : 0;
}

size_t
grade_first_sentence(const char *text)
{
    for (size_t i = 0; text[i]; i++) {
        if (!strchr(".!?", text[i]))
            continue;
        const char *next = text + i + 1;
        for (size_t n; (n = closing_mark(next)) > 0;)
            next += n;
        if (!*next)
            return i + 1;
        if (*next == ' ' && !islower((unsigned char)next[1]))
            return i + 1;
    }
    return strlen(text);
}

struct said_word {
    const char *text;
    size_t len;
    char after; /* the character after it; 0 at the end */
};

static bool
is(const struct said_word *word, const char *wanted)
{
    return word->len == strlen(wanted) &&
           strncasecmp(word->text, wanted, word->len) == 0;
}

static bool
is_any(const struct said_word *word, const char *const *list)
{
    for (; *list; list++)
        if (is(word, *list))
            return true;
    return false;
}

static size_t
split_words(const char *text, size_t len, struct said_word *words, size_t most)
{
    size_t n = 0;

    for (size_t i = 0; i < len && n < most;) {
        if (!isalnum((unsigned char)text[i]) && text[i] != '\'' &&
            !(text[i] & 0x80)) {
            i++;
            continue;
        }
        const size_t start = i;
        while (i < len && (isalnum((unsigned char)text[i]) || text[i] == '\'' ||
                           text[i] == '-' || (text[i] & 0x80)))
            i++;
        words[n++] = (struct said_word){text + start, i - start,
                                        i < len ? text[i] : '\0'};
    }
    return n;
}

/* Words between the verb and the grade that do not change its meaning. */
static const char *const adverbs[] = {
    "now",       "overall",      "currently", "also",    "still",
    "both",      "generally",    "largely",   "mostly",  "broadly",
    "therefore", "consistently", "judged",    "to",      "be",
    "only",      "just",         "already",   "solidly", NULL};

/* Words that may follow a grade that describes the subject, not a noun after
 * it. */
static const char *const followers[] = {
    "overall",   "and",     "but",     "with",       "although", "though",
    "however",   "as",      "because", "in",         "for",      "across",
    "due",       "when",    "where",   "while",      "whilst",   "given",
    "following", "despite", "on",      "throughout", "by",       "which",
    "since",     "if",      "too",     "also",       "within",   NULL};

/* "before the court" does not begin a clause, "before services are good" does.
 */
static const char *const determiners[] = {"the",   "a",   "an",  "each",
                                          "their", "its", "any", NULL};

/* After one of these comes a clause, not the main statement of the sentence. */
static const char *const subordinators[] = {
    "before", "although", "though",  "while",   "whilst",
    "where",  "when",     "whether", "if",      "until",
    "unless", "however",  "but",     "because", NULL};

static const char *const relatives[] = {"that", "which", "who", "there", NULL};

/* Not "was" and "were", which are about an earlier inspection. */
static const char *const verbs[] = {"is", "are", "remain", "remains", NULL};

static const char *
grade_printed(const struct grade_word *grades, const char *printed)
{
    for (; grades->grade; grades++)
        if (strcmp(grades->printed, printed) == 0)
            return grades->grade;
    return NULL;
}

/* How many words from word i on are those of the printed grade, with nothing
 * but a blank between them; 0 if they are others. */
static size_t
words_of_grade(const char *printed,
               const struct said_word *words,
               size_t n,
               size_t i)
{
    size_t used = 0;

    for (const char *p = printed; *p; p += *p == ' ') {
        const size_t len = strcspn(p, " ");
        if (i + used == n || words[i + used].len != len ||
            strncasecmp(words[i + used].text, p, len) != 0 ||
            (used > 0 && words[i + used - 1].after != ' '))
            return 0;
        used++;
        p += len;
    }
    return used;
}

/* The grade at word i, and its number of words; NULL if there is none. */
static const char *
grade_said(const struct grade_word *grades,
           const struct said_word *words,
           size_t n,
           size_t i,
           size_t *used)
{
    for (; grades->grade; grades++)
        if ((*used = words_of_grade(grades->printed, words, n, i)) > 0)
            return grades->grade;
    return NULL;
}

/* Whether "requires improvement [to be good]", which is both verb and grade, is
 * at word i, also in "continues to require improvement"; but not in "require
 * improvement in many areas". Sets *used to its number of words. i must not be
 * 0. */
static bool
requires_improvement(const struct said_word *words,
                     size_t n,
                     size_t i,
                     size_t *used)
{
    if (i + 1 >= n || !(is(&words[i], "requires") || is(&words[i], "require")))
        return false;
    /* 1 for "require further improvement to be good" */
    const size_t more = is(&words[i + 1], "further");
    if (i + 1 + more >= n || !is(&words[i + 1 + more], "improvement") ||
        (is(&words[i - 1], "to") &&
         !(i >= 2 &&
           (is(&words[i - 2], "continue") || is(&words[i - 2], "continues")))))
        return false;
    i += more;
    *used = 2 + more;
    if (i + 4 < n && is(&words[i + 2], "to") && is(&words[i + 3], "be") &&
        is(&words[i + 4], "good"))
        *used += 3;
    return *used > 2 + more || i + 2 == n ||
           strchr(".,;:!?", words[i + 1].after);
}

/* Whether the words before word i make the statement somebody else's opinion:
 * "parents told inspectors that". What inspectors found is their own. */
static bool
is_hearsay(const struct said_word *words, size_t i)
{
    static const char *const told[] = {"told",      "said",     "says",
                                       "considers", "consider", NULL};
    static const char *const with_that[] = {
        "report", "reports", "reported", "say",      "feel", "felt",
        "think",  "thought", "believe",  "believed", NULL};

    for (size_t k = 0; k < i; k++) {
        if (is_any(&words[k], told))
            return true;
        /* Without "that" they are nouns, or say what children do: "children
         * feel safe". */
        if (is_any(&words[k], with_that) && k + 1 < i &&
            is(&words[k + 1], "that"))
            return true;
    }
    return false;
}

/* Whether the sentence or its clause ends, or goes on with something else,
 * after the word last. */
static bool
ends_statement(const struct said_word *words, size_t n, size_t last)
{
    const char *p = words[last].text + words[last].len;

    while (*p == ' ')
        p++;
    if (!*p || strchr(".,;:!?()-", *p) || strncmp(p, "\xe2\x80\x93", 3) == 0 ||
        strncmp(p, "\xe2\x80\x94", 3) == 0)
        return true;
    return last + 1 == n || is_any(&words[last + 1], followers);
}

/* Whether the statement at word i is about something inside the sentence or
 * about some of it only: "areas that still require improvement", "to ensure
 * that services are good", "and some areas are good". */
static bool
is_of_a_part(const struct said_word *words, size_t i)
{
    static const char *const wished[] = {"ensure", "ensuring", "ensures",
                                         "aware",  "so",       NULL};
    static const char *const parts[] = {"some", "few", NULL};
    size_t k = i;

    while (k > 1 && is_any(&words[k - 1], adverbs))
        k--;
    if (is_any(&words[k - 1], relatives))
        return true;
    for (k = i; k > 0 && i - k < PART_REACH; k--)
        if (is_any(&words[k - 1], parts))
            return true;
    for (k = 1; k < i; k++)
        if (is(&words[k], "that") && is_any(&words[k - 1], wished)) {
            while (k < i && words[k].after != ',')
                k++;
            if (k >= i - 1)
                return true; /* no comma ended the clause */
        }
    return false;
}

const char *
grade_stated(const struct grade_word *grades, const char *text, size_t *subject)
{
    static const char *const none[] = {"no",      "none", "not", "neither",
                                       "nothing", "some", "few", NULL};
    struct said_word words[SENTENCE_WORDS_MAX];
    const size_t n = split_words(text, grade_first_sentence(text), words,
                                 sizeof words / sizeof *words);
    const char *stated = NULL;
    bool in_clause =
        false; /* a subordinate clause that no comma has ended yet */

    if (n == 0 || is_any(&words[0], none))
        return NULL;
    for (size_t i = 1; i < n; i++) {
        const struct said_word *before = &words[i - 1];
        const char *grade = NULL;
        size_t at = i, used = 0;

        if (is_any(before, subordinators) &&
            !(is(before, "before") && is_any(&words[i], determiners)))
            in_clause = true;
        else if (before->after == ',')
            in_clause = false;
        if (in_clause || is(before, "not"))
            continue;
        if (requires_improvement(words, n, i, &used)) {
            grade = grade_printed(grades, "requires improvement");
        } else if (is_any(&words[i], verbs)) {
            for (at = i + 1;
                 at < n && !(grade = grade_said(grades, words, n, at, &used)) &&
                 is_any(&words[at], adverbs);)
                at++;
        }
        if (!grade || !ends_statement(words, n, at + used - 1) ||
            is_of_a_part(words, i) || is_hearsay(words, i))
            continue;
        if (stated && stated != grade)
            return NULL; /* "one is outstanding, four are good" */
        if (!stated)
            *subject = (size_t)(words[i].text - text);
        stated = grade;
    }
    return stated;
}
