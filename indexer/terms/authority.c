/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Names are looked for in the text as it was printed, at the start of each
 * word, so that the caller can be told where they are. A printed name is that
 * of an authority if all of its other words are ones that institutions use in
 * theirs.
 */
#include "terms/authority.h"
#include "terms/names.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include "findings/authorities.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The most words of a name that is not in the table. */
enum { NAME_WORDS_MAX = 5 };

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
    "for|in|joint|lap|lb|lea|learning|limited|local|london|lscb|lscp|ltd|mbc|"
    "mdc|"
    "metropolitan|multi|of|partners|partnership|partnerships|peoples|royal|"
    "safeguarding|schools|send|service|services|social|the|together|town|trust|"
    "unitary|with|young|people";

/* For a name that is not in the table: words to remove at its end, and at its
 * beginning. "City of" is kept, because it is part of some names. */
static const char after_name[] =
    "and|area|authority|board|borough|care|children|childrens|city|council|"
    "county|district|families|first|lea|local|lscb|metropolitan|partnership|"
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

/* Words by which the name of a place is that of an authority: of those after
 * the name, and what may be before it. */
static const char of_councils[] =
    "borough|council|councils|lscb|lscp|mbc|mdc|partnership|services";
static const char *const before_council[] = {
    "borough of ", "council of ", "inspection of ", "services in ", NULL};

/* What is in place of a name where there is none. */
static const char no_names[] =
    "all|applicable|independent|multiple|n|no|none|not|other|private|several|"
    "unknown|various";

/* The authority with the longest name at p, where a word begins. */
static const struct findings_authority *
authority_at(const char *p, const char *end, size_t *len)
{
    const struct findings_authority *found = NULL;

    *len = 0;
    for (const struct findings_authority *a = findings_authorities; a->name;
         a++) {
        size_t n = names_length(p, end, a->name);
        const size_t also = names_longest(p, end, a->also);
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
        if (names_is_apostrophe(code) && p + n < end &&
            tolower((unsigned char)p[n]) == 's' &&
            !names_is_within_word(p + n + 1, end))
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
        char word[NAMES_WORD_SIZE];
        size_t len;
        if (!names_is_within_word(p, end)) {
            unsigned code;
            p += utf8_char(p, (size_t)(end - p), &code);
            continue;
        }
        len = names_longest(p, end, elsewhere);
        if (len > 0)
            return NULL;
        const struct findings_authority *a = authority_at(p, end, &len);
        if (a) {
            first = first ? first : a;
            p = past_name(p + len, end);
            continue;
        }
        len = names_word(p, end, word, sizeof word);
        if (!names_are_among(word, of_institutions) &&
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
        size_t n = names_length(name, end, *o);
        n += n > 0 ? names_gap(name + n, end) : 0;
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
    char word[NAMES_WORD_SIZE];

    while (from > 0 && !isspace((unsigned char)name[from - 1]) &&
           !(from > 1 && memcmp(name + from - 2, "\xc2\xa0", 2) == 0))
        from--;
    const char *p = name + from;
    if (*p == '(')
        p++;
    names_word(p, name + len, word, sizeof word);
    return from > 0 && names_are_among(word, after_name) ? from : len;
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

const char *
authority_known(const char *printed, size_t len)
{
    return known(printed, printed + len);
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
    char word[NAMES_WORD_SIZE];

    after = past_name(after, end);
    after += names_gap(after, end);
    names_word(after, end, word, sizeof word);
    return names_are_among(before, of_persons) ||
           names_are_among(word, of_others) || is_postcode(word);
}

const char *
authority_in(const char *text, const char **at)
{
    const char *end = text + strlen(text);
    char before[NAMES_WORD_SIZE] = "";

    for (const char *p = text; p < end;) {
        unsigned code;
        size_t len = utf8_char(p, (size_t)(end - p), &code);
        if (!utf8_is_letter(code)) {
            p += len;
            continue;
        }
        len = names_longest(p, end, elsewhere);
        if (len == 0 && isupper((unsigned char)*p)) {
            const struct findings_authority *a = authority_at(p, end, &len);
            if (a && !is_anothers(before, p + len, end)) {
                if (at)
                    *at = p;
                return a->name;
            }
        }
        /* Skip the whole of a name that is not meant. */
        const size_t word = names_word(p, end, before, sizeof before);
        p += len > word ? len : word;
    }
    return NULL;
}

/* Whether the text between start and p ends with one of the openings. */
static bool
is_after_opening(const char *start, const char *p)
{
    for (const char *const *o = before_council; *o; o++) {
        const size_t len = strlen(*o);
        if ((size_t)(p - start) >= len && strncasecmp(p - len, *o, len) == 0)
            return true;
    }
    return false;
}

/* Whether the words after a name make it that of a council: "County Council",
 * "Safeguarding Children Board". */
static bool
is_before_council(const char *p, const char *end)
{
    bool of_children = false;

    for (p = past_name(p, end); p < end;) {
        char word[NAMES_WORD_SIZE];
        p += names_gap(p, end);
        const size_t len = names_word(p, end, word, sizeof word);
        if (len == 0 || !names_are_among(word, of_institutions))
            return false;
        if (names_are_among(word, of_councils) ||
            (of_children &&
             (strcmp(word, "board") == 0 || strcmp(word, "trust") == 0)))
            return true;
        of_children |= strncmp(word, "child", 5) == 0;
        p += len;
    }
    return false;
}

/* Whether a name goes on after this place, and so is not that of an authority:
 * "Birmingham Heartlands Hospital". */
static bool
is_within_name(const char *p, const char *end)
{
    char word[NAMES_WORD_SIZE];

    p = past_name(p, end);
    p += strspn(p, " ");
    if (p >= end || !isupper((unsigned char)*p))
        return false;
    names_word(p, end, word, sizeof word);
    return !names_are_among(word, of_institutions);
}

const char *
authority_as_council(const char *text)
{
    const char *end = text + strlen(text), *at;

    for (const char *p = text, *name; (name = authority_in(p, &at)); p = at) {
        size_t len;
        authority_at(at, end, &len);
        if (is_after_opening(text, at) ? !is_within_name(at + len, end)
                                       : is_before_council(at + len, end))
            return name;
        at += len;
    }
    return NULL;
}

/* Whether the words may be the name of an authority that is not in the table:
 * each but a few small ones has a capital, and none has a figure. */
static bool
is_name(const char *p, const char *end)
{
    static const char small[] = "and|of|the|upon|on|with";
    size_t n = 0;
    bool is_named = false;

    while (p < end) {
        char word[NAMES_WORD_SIZE];
        const size_t len = names_word(p, end, word, sizeof word);
        if (len == 0) {
            unsigned code;
            p += utf8_char(p, (size_t)(end - p), &code);
            if (!names_is_between(code) && code != '&')
                return false;
            continue;
        }
        if (++n > NAME_WORDS_MAX || names_are_among(word, no_names) ||
            strpbrk(word, "0123456789") ||
            (islower((unsigned char)*p) && !names_are_among(word, small)))
            return false;
        is_named |= !names_are_among(word, of_institutions);
        p += len;
    }
    return is_named;
}

char *
authority_labelled(const char *value, size_t len)
{
    utf8_trim(&value, &len);
    const char *name = known(value, value + len);
    if (name)
        return memory_strdup(name);
    return is_name(value, value + len) ? stripped(value, len) : NULL;
}
