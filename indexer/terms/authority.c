/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A name is looked for where a word begins, in the text as printed, so that
 * whoever asks can be told where it stands. A printed name is the authority's
 * if all its other words are ones that institutions call themselves by.
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

/* Places and forces that contain the name of an authority and are not one. */
static const char elsewhere[] =
    "Avon and Somerset|Bradford on Avon|Devon and Cornwall|Greater Manchester|"
    "New York|Newcastle under Lyme|Norfolk and Suffolk|Stockton Heath|"
    "Sutton Coldfield|Sutton in Ashfield|Sutton on Sea";

/* What institutions call themselves, besides their name. */
static const char of_institutions[] =
    "achieving|afc|agency|and|area|authorities|authority|board|borough|care|"
    "cc|child|children|childrens|city|combined|corporation|council|councils|"
    "county|department|directorate|district|education|families|family|first|"
    "for|in|joint|lap|lb|learning|limited|local|london|lscb|lscp|ltd|mbc|mdc|"
    "metropolitan|multi|of|partners|partnership|partnerships|peoples|royal|"
    "safeguarding|schools|send|service|services|social|the|together|town|trust|"
    "unitary|with|young|people";

/* Those that may end the name of one that is not in the table, and openings
 * of one. "City of" is kept: it is a part of some names. */
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

/* Before a person's name. */
static const char of_persons[] =
    "cllr|councillor|dame|dr|lady|lord|miss|mr|mrs|ms|mx|prof|professor|sir";

/* After the name of a place that is no authority's: a force, a hospital, a
 * line of an address. */
static const char of_others[] =
    "avenue|ccg|close|clinical|college|constabulary|healthcare|hospital|"
    "hospitals|house|icb|integrated|lane|nhs|police|road|street|university";

static bool
is_apostrophe(unsigned code)
{
    return code == '\'' || code == 0x2018 || code == 0x2019;
}

/* What may stand between two words of one name. */
static bool
is_between(unsigned code)
{
    return utf8_is_blank(code) || utf8_is_invisible(code) || code == '-' ||
           code == '.' || code == ',' || (code >= 0x2010 && code <= 0x2015) ||
           code == 0x2212;
}

/* How long the gap at p is. */
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

/* The word at p, plain, and cut to size; how many bytes it takes. */
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

/* How many bytes at p are this name, which ends at a '|' or at its end; 0
 * where it does not stand there. Figures after it are a footnote's. */
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

/* The authority whose name is the longest at p, where a word begins. */
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

/* After the name: an "'s", a footnote's figures. */
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

/* Of a printed name whose words are all an authority's or of_institutions. */
static const char *
known(const char *p, const char *end)
{
    const struct findings_authority *first = NULL;

    while (p < end) {
        char word[32];
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

/* How many bytes of the name are such an opening and the gap after it; 0
 * where nothing would be left. */
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

/* The name without a last word that only tells what it is the name of; the
 * same length where it has none, or would be nothing without it. */
static size_t
without_last_word(const char *name, size_t len)
{
    size_t from = len;
    char word[32];

    while (from > 0 && !isspace((unsigned char)name[from - 1]) &&
           !(from > 1 && memcmp(name + from - 2, "\xc2\xa0", 2) == 0))
        from--;
    const char *p = name + from;
    if (*p == '(')
        p++;
    plain_word(p, name + len, word, sizeof word);
    return from > 0 && is_among(word, after_name) ? from : len;
}

/* Marks and the figures of a footnote after the last letter. */
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

/* The printed name of one that is not in the table. */
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

/* "m1", "sw1a": what a postcode begins with. */
static bool
is_postcode(const char *word)
{
    const size_t letters = strspn(word, "abcdefghijklmnopqrstuvwxyz");

    return letters > 0 && letters <= 2 && isdigit((unsigned char)word[letters]);
}

/* Whether the name is not the authority's: it is a person's, of something else
 * of the place, or of the town in an address. */
static bool
is_anothers(const char *before, const char *behind, const char *end)
{
    char word[32];

    behind = past_name(behind, end);
    behind += gap(behind, end);
    plain_word(behind, end, word, sizeof word);
    return is_among(before, of_persons) || is_among(word, of_others) ||
           is_postcode(word);
}

const char *
authority_in(const char *text, const char **at)
{
    const char *end = text + strlen(text);
    char before[32] = "";

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
        /* A name that is another's is passed whole. */
        const size_t word = plain_word(p, end, before, sizeof before);
        p += len > word ? len : word;
    }
    return NULL;
}
