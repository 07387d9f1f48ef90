/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terms/bodies.h"
#include "base/memory.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
    NAME_MAX = 120,   /* bytes of a name */
    BRACKET_MAX = 40, /* bytes of another name in brackets */
    REACH = 160       /* bytes to search for the bracket */
};

/* What a body is; one of these words is in its name. */
static const char *const nouns[] = {
    "agency",       "auditor",      "authority",
    "board",        "body",         "branch",
    "bureau",       "commission",   "council",
    "executive",    "commissioner", "department",
    "inspectorate", "institute",    "ministry",
    "office",       "ombudsman",    "partnership",
    "regulator",    "trust",        NULL};

/* Those of them before which no name goes on: "Office of ...". */
static const char *const heads[] = {"bureau", "department", "ministry",
                                    "office", NULL};

static const char *const inspected[] = {"authority", "council", "governing",
                                        "trust", NULL};

static const char *const joints[] = {"of", "for", "the", "and", "in",
                                     "to", "on",  "&",   NULL};

/* The length of the word at p, with its apostrophes, hyphens, and the full
 * stops of "U.S.". */
static size_t
word_length(const char *p)
{
    size_t n = 0;

    while (isalnum((unsigned char)p[n]) || (unsigned char)p[n] >= 0x80 ||
           (n > 0 && (p[n] == '\'' || p[n] == '-')) ||
           (p[n] == '.' && n > 0 && isupper((unsigned char)p[n - 1]) &&
            (n == 1 || p[n - 2] == '.')))
        n++;
    return n > 0 ? n : *p == '&';
}

static bool
is_among(const char *const *words, const char *word, size_t len)
{
    while (*words &&
           (strlen(*words) != len || strncasecmp(*words, word, len) != 0))
        words++;
    return *words != NULL;
}

/* Whether the text at p goes on after a name with neither a name nor a number,
 * as it would in a list or an address. */
static bool
is_end(const char *p)
{
    return !*p || strchr(",.;\t\n", *p) ||
           (*p == ' ' && (islower((unsigned char)p[1]) || p[1] == '('));
}

/* Before the noun, only "and" may join: otherwise it is part of a sentence, or
 * of a title such as "Report of the Board". After it, the name goes on after a
 * joint ("of Health and Social Care"), but not with another head. */
size_t
bodies_at(const char *text)
{
    size_t end = 0, letters = 0, whole = 0; /* whole: before "of the" */
    bool has_noun = false, is_open = false, after_joint = true;

    for (const char *p = text; p - text < NAME_MAX; p++) {
        const size_t len = word_length(p);
        const bool is_joint = is_among(joints, p, len);
        if (len == 0 || (is_joint && after_joint && !has_noun))
            break;
        if (is_joint && !has_noun && *p != '&' && strncasecmp(p, "and", 3) != 0)
            break;
        if (!is_joint && !isupper((unsigned char)*p))
            break;
        const bool is_noun = is_among(nouns, p, len);
        if (has_noun && !after_joint && is_among(heads, p, len)) {
            end = whole > 0 ? whole : end;
            break;
        }
        const bool is_last = has_noun && !is_open && !is_joint && !is_noun;
        if (is_last && !is_end(p + len))
            break;
        letters += len == 1 && *p != '&'; /* "C O M M I S S I O N" */
        has_noun |= is_noun;
        is_open |= has_noun && is_joint;
        if (has_noun && after_joint && is_joint)
            whole = end;
        after_joint = is_joint;
        p += len;
        if (!is_joint)
            end = (size_t)(p - text);
        if (is_last || *p != ' ')
            break;
    }
    return has_noun && letters < 2 && memchr(text, ' ', end) ? end : 0;
}

bool
bodies_is_inspected(const char *name, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        const size_t n = word_length(name + i);
        if (is_among(inspected, name + i, n))
            return true;
        i += n;
    }
    return false;
}

char *
bodies_name(const char *name, size_t len)
{
    enum { ABBREVIATION = 2 }; /* letters: HM, UK */
    char *copy = memory_strndup(name, len);

    for (size_t i = 0; i < len; i++)
        if (islower((unsigned char)copy[i]))
            return copy;
    for (char *p = copy; *p; p++) {
        const size_t n = word_length(p);
        const bool is_joint = is_among(joints, p, n);
        for (size_t i = !is_joint; n > ABBREVIATION || is_joint; i++) {
            if (i >= n)
                break;
            p[i] = (char)tolower((unsigned char)p[i]);
        }
        p += n;
        if (!*p)
            break;
    }
    return copy;
}

char *
bodies_called(const char *text)
{
    const size_t before = strcspn(text, "(.\n");
    const char *name = text + before + 1;

    if (before >= REACH || text[before] != '(')
        return NULL;
    const size_t len = strcspn(name, ") \n");
    if (name[len] != ')' || len < 2 || len > BRACKET_MAX ||
        !isupper((unsigned char)*name) || !islower((unsigned char)name[1]))
        return NULL;
    return memory_strndup(name, len);
}
