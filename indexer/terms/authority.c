/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Names are looked for in the text as it was printed, at the start of each
 * word, so that the caller can be told where they are. A printed name is that
 * of an authority if all of its other words are ones that institutions use in
 * theirs.
 */
#include "terms/authority.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include "findings/authorities.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The size of a word to compare; a longer one is cut, and matches no list. */
enum { WORD_SIZE = 32 };

/* Places and forces whose names contain that of an authority. */
static const char elsewhere[] =
    "Avon and Somerset|Bradford on Avon|Devon and Cornwall|Greater Manchester|"
    "New York|Newcastle under Lyme|Norfolk and Suffolk|Stockton Heath|"
    "Sutton Coldfield|Sutton in Ashfield|Sutton on Sea";

/* The words that institutions use in their names besides the place. */
static const char of_institutions[] =
    "achieving|afc|agency|and|area|authorities|authority|board|borough|care|"
    "cc|child|children|childrens|city|combined|corporation|council|councils|"
    "county|department|directorate|district|education|families|family|first|"
    "for|in|joint|lap|lb|learning|limited|local|london|lscb|lscp|ltd|mbc|mdc|"
    "metropolitan|multi|of|partners|partnership|partnerships|peoples|royal|"
    "safeguarding|schools|send|service|services|social|the|together|town|trust|"
    "unitary|with|young|people";

/* For a name that is not in the table: words to remove at its end, and at its
 * beginning. "City of" is kept, because it is part of some names. */
static const char after_name[] =
    "and|area|authority|board|borough|care|children|childrens|city|council|"
    "county|district|families|first|local|lscb|metropolitan|partnership|"
    "safeguarding|service|services|social|trust|unitary";
static const char *const before_name[] = {"the",
                                          "royal borough of",
                                          "london borough of",
                                          "borough of",
                                          "metropolitan borough of",
                                          "county of",
                                          "council of",
                                          NULL};

/* Words before a person's name. */
static const char of_persons[] =
    "cllr|councillor|dame|dr|lady|lord|miss|mr|mrs|ms|mx|prof|professor|sir";

/* Words after the name of a place that is not meant as an authority: of a
 * force, a hospital, a line of an address. */
static const char of_others[] =
    "avenue|ccg|close|clinical|college|constabulary|healthcare|hospital|"
    "hospitals|house|icb|integrated|lane|nhs|police|road|street|university";

static bool
is_apostrophe(unsigned code)
{
    return code == '\'' || code == 0x2018 || code == 0x2019;
}

/* Whether the character may separate two words of one name. */
static bool
is_between(unsigned code)
{
    return utf8_is_blank(code) || utf8_is_invisible(code) || code == '-' ||
           code == '.' || code == ',' || (code >= 0x2010 && code <= 0x2015) ||
           code == 0x2212;
}

/* The length of the gap between words at p. */
static size_t
gap(const char *p, const char *end)
{
    const char *from = p;

    while (p < end) {
        unsigned code;
        const size_t n = utf8_char(p, (size_t)(end - p), &code);
        if (!is_between(code))
            break;
        p += n;
    }
    return (size_t)(p - from);
}

static bool
is_within_word(const char *p, const char *end)
{
    unsigned code;

    if (p >= end)
        return false;
    utf8_char(p, (size_t)(end - p), &code);
    return utf8_is_letter(code);
}

/* Write the word at p to out, in lower case and cut to size; returns how many
 * bytes of the text it takes. */
static size_t
plain_word(const char *p, const char *end, char *out, size_t size)
{
    const char *from = p;
    size_t len = 0;

    while (p < end) {
        unsigned code;
        const size_t n = utf8_char(p, (size_t)(end - p), &code);
        if (utf8_is_letter(code) && len + 1 < size)
            out[len++] = n == 1 ? (char)tolower((unsigned char)*p) : '?';
        else if (!utf8_is_letter(code) && !is_apostrophe(code) &&
                 !utf8_is_invisible(code))
            break;
        p += n;
    }
    out[len] = '\0';
    return (size_t)(p - from);
}

static bool
is_among(const char *word, const char *list)
{
    const size_t len = strlen(word);

    for (const char *p = list; p; p = strchr(p, '|')) {
        p += *p == '|';
        if (strncmp(p, word, len) == 0 && (p[len] == '|' || !p[len]))
            return len > 0;
    }
    return false;
}

/* How many bytes at p are this name, which ends at a '|' or at its NUL; 0 if it
 * is not there. Digits right after it are the number of a footnote. */
static size_t
name_length(const char *p, const char *end, const char *name)
{
    const char *from = p;

    for (const char *n = name; *n && *n != '|';) {
        unsigned code;
        if (isalnum((unsigned char)*n)) {
            while (p < end) {
                const size_t skip = utf8_char(p, (size_t)(end - p), &code);
                if (!utf8_is_invisible(code))
                    break;
                p += skip;
            }
            if (p >= end ||
                tolower((unsigned char)*p) != tolower((unsigned char)*n))
                return 0;
            p++;
            n++;
            continue;
        }
        while (*n && *n != '|' && *n != '&' && !isalnum((unsigned char)*n))
            n++;
        const size_t between = gap(p, end);
        p += between;
        if (p < end && *p == '&' && (*n == '&' || strncmp(n, "and ", 4) == 0)) {
            p++;
            p += gap(p, end);
            n += *n == '&' ? 1 : 4;
            n += *n == ' ';
        } else if (between == 0) {
            return 0;
        }
    }
    if (is_within_word(p, end) && !isdigit((unsigned char)*p))
        return 0;
    return (size_t)(p - from);
}

static size_t
longest_of(const char *p, const char *end, const char *names)
{
    size_t longest = 0;

    for (const char *name = names; name; name = strchr(name, '|')) {
        name += *name == '|';
        const size_t len = name_length(p, end, name);
        longest = len > longest ? len : longest;
    }
    return longest;
}

/* The authority with the longest name at p, where a word begins. */
static const struct findings_authority *
authority_at(const char *p, const char *end, size_t *len)
{
    const struct findings_authority *found = NULL;

    *len = 0;
    for (const struct findings_authority *a = findings_authorities; a->name;
         a++) {
        size_t n = name_length(p, end, a->name);
        const size_t also = longest_of(p, end, a->also);
        n = also > n ? also : n;
        if (n > *len) {
            *len = n;
            found = a;
        }
    }
    return found;
}

/* The end of a name with an "'s" or the number of a footnote after it. */
static const char *
past_name(const char *p, const char *end)
{
    unsigned code;

    while (p < end && isdigit((unsigned char)*p))
        p++;
    if (p < end) {
        const size_t n = utf8_char(p, (size_t)(end - p), &code);
        if (is_apostrophe(code) && p + n < end &&
            tolower((unsigned char)p[n]) == 's' &&
            !is_within_word(p + n + 1, end))
            return p + n + 1;
    }
    return p;
}

/* The short name if all words of a printed name are those of an authority or in
 * of_institutions; otherwise NULL. */
static const char *
known(const char *p, const char *end)
{
    const struct findings_authority *first = NULL;

    while (p < end) {
        char word[WORD_SIZE];
        size_t len;
        if (!is_within_word(p, end)) {
            unsigned code;
            p += utf8_char(p, (size_t)(end - p), &code);
            continue;
        }
        len = longest_of(p, end, elsewhere);
        if (len > 0)
            return NULL;
        const struct findings_authority *a = authority_at(p, end, &len);
        if (a) {
            first = first ? first : a;
            p = past_name(p + len, end);
            continue;
        }
        len = plain_word(p, end, word, sizeof word);
        if (!is_among(word, of_institutions) &&
            !(first && strspn(word, "0123456789") == strlen(word)))
            return NULL;
        p += len;
    }
    return first ? first->name : NULL;
}

/* How many bytes an opening of before_name and the gap after it take; 0 if
 * there is none, or nothing would be left. */
static size_t
opening(const char *name, size_t len)
{
    for (const char *const *o = before_name; *o; o++) {
        const char *end = name + len;
        size_t n = name_length(name, end, *o);
        n += n > 0 ? gap(name + n, end) : 0;
        if (n > 0 && n < len)
            return n;
    }
    return 0;
}

/* The length of the name without its last word if that only says what kind of
 * institution it is; otherwise len, also if nothing would be left. */
static size_t
without_last_word(const char *name, size_t len)
{
    size_t from = len;
    char word[WORD_SIZE];

    while (from > 0 && !isspace((unsigned char)name[from - 1]) &&
           !(from > 1 && memcmp(name + from - 2, "\xc2\xa0", 2) == 0))
        from--;
    const char *p = name + from;
    if (*p == '(')
        p++;
    plain_word(p, name + len, word, sizeof word);
    return from > 0 && is_among(word, after_name) ? from : len;
}

/* The length of the name without marks, and the number of a footnote, after its
 * last letter. */
static size_t
without_marks(const char *name, size_t len)
{
    while (len > 0) {
        size_t n = 1;
        unsigned code;
        while (n < 4 && n < len && ((name[len - n]) & 0xc0) == 0x80)
            n++;
        utf8_char(name + len - n, n, &code);
        if (code == ')' ||
            (utf8_is_letter(code) && !(code < 0x80 && isdigit((int)code))))
            break;
        len -= n;
    }
    return len;
}

/* The short name of an authority that is not in the table. The caller frees it.
 */
static char *
stripped(const char *name, size_t len)
{
    struct text out = {0};
    const size_t unmarked = without_marks(name, len);

    len = unmarked > 0 ? unmarked : len;
    for (size_t was = 0; len != was;) {
        was = len;
        const size_t n = opening(name, len);
        name += n;
        len = without_last_word(name, len - n);
        utf8_trim(&name, &len);
    }
    for (size_t i = 0; i < len; i++) {
        if (name[i] == '&')
            text_add_string(&out, "and");
        else
            text_add(&out, name + i, 1);
    }
    return out.bytes;
}

char *
authority_short(const char *printed, size_t len)
{
    utf8_trim(&printed, &len);
    const char *name = known(printed, printed + len);
    return name ? memory_strdup(name) : stripped(printed, len);
}

/* Whether the word is the first half of a postcode: "m1", "sw1a". */
static bool
is_postcode(const char *word)
{
    const size_t letters = strspn(word, "abcdefghijklmnopqrstuvwxyz");

    return letters > 0 && letters <= 2 && isdigit((unsigned char)word[letters]);
}

/* Whether the name between these words is not meant as the authority: it is a
 * person's, or of something else in that place, or of the town in an address.
 */
static bool
is_anothers(const char *before, const char *after, const char *end)
{
    char word[WORD_SIZE];

    after = past_name(after, end);
    after += gap(after, end);
    plain_word(after, end, word, sizeof word);
    return is_among(before, of_persons) || is_among(word, of_others) ||
           is_postcode(word);
}

const char *
authority_in(const char *text, const char **at)
{
    const char *end = text + strlen(text);
    char before[WORD_SIZE] = "";

    for (const char *p = text; p < end;) {
        unsigned code;
        size_t len = utf8_char(p, (size_t)(end - p), &code);
        if (!utf8_is_letter(code)) {
            p += len;
            continue;
        }
        len = longest_of(p, end, elsewhere);
        if (len == 0 && isupper((unsigned char)*p)) {
            const struct findings_authority *a = authority_at(p, end, &len);
            if (a && !is_anothers(before, p + len, end)) {
                if (at)
                    *at = p;
                return a->name;
            }
        }
        /* Skip the whole of a name that is not meant. */
        const size_t word = plain_word(p, end, before, sizeof before);
        p += len > word ? len : word;
    }
    return NULL;
}
