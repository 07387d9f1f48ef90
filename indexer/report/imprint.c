/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/imprint.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"
#include "report/published.h"
#include "report/site.h"
#include "terms/bodies.h"

#include "findings/frameworks.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    NEAR = 40, /* blocks at the beginning, and as many at the end, that may have
                  an imprint */
    LETTERHEAD = 6,    /* blocks at the beginning */
    INTRODUCED = 240,  /* bytes within which a body says what it does */
    OWNER_REACH = 80,  /* bytes from a copyright sign to its owner */
    SITE_NAME_MAX = 60 /* bytes */
};

/* The name of a body at the text, after an article. The caller frees it; NULL
 * if there is none. */
static char *
body_at(const char *text)
{
    text += strncasecmp(text, "the ", 4) == 0 ? 4 : 0;
    const size_t len = bodies_at(text);
    return len > 0 ? bodies_name(text, len) : NULL;
}

/* "Published by: Board of Boats"; in a table, the name is in the next cell. */
static char *
published_by(const struct blocks *blocks, size_t i)
{
    const char *text = blocks->list[i].text;
    static const char *const labels[] = {"published by", "publisher", NULL};

    for (const char *const *label = labels; *label; label++) {
        const char *p = text_find(text, *label);
        if (!p || (p > text && isalpha((unsigned char)p[-1])))
            continue;
        p += strlen(*label);
        char *name = body_at(p + strspn(p, ": \t"));
        p = strchr(p, '\t');
        if (!name && p)
            name = body_at(p + 1);
        if (name)
            return name;
    }
    return NULL;
}

/* The owner of the copyright, unless it is the state: "© Board of Boats 2020",
 * or a state "as represented by the Board of Boats". */
static char *
owner_of(const struct blocks *blocks, size_t i)
{
    static const char sign[] = "\xc2\xa9", by[] = "represented by ";
    const char *p = strstr(blocks->list[i].text, sign);

    if (!p)
        return NULL;
    p += strlen(sign);
    p += strspn(p, " ");
    p += strncasecmp(p, "copyright ", 10) == 0 ? 10 : 0;
    p += strspn(p, " ,0123456789");
    const char *represented = strstr(p, by);
    if (represented && represented - p <= OWNER_REACH)
        p = represented + strlen(by);
    return body_at(p);
}

/* Whether the words say of a body that it inspects, or that it is a public one.
 */
static bool
is_introduction(const char *words)
{
    static const char *const sayings[] = {"regulates and inspects",
                                          "inspects and regulates",
                                          "is the independent",
                                          "is an independent",
                                          "is a national",
                                          "is the principal",
                                          "is the national",
                                          "is the inspectorate",
                                          "is the regulator",
                                          "investigated this",
                                          "is a non ministerial",
                                          "is an executive agency",
                                          NULL};

    for (const char *const *saying = sayings; *saying; saying++)
        if (words_contain(words, *saying))
            return true;
    return false;
}

/* A body that says what it does: "The Office for Boats (Ofboat) regulates and
 * inspects ...", even if a line of its own begins it. */
static char *
introduced(const struct blocks *blocks, size_t i)
{
    const char *text = blocks->list[i].text;
    struct text whole = {0};

    text += strncasecmp(text, "the ", 4) == 0 ? 4 : 0;
    const size_t len = bodies_at(text);
    if (len == 0 || bodies_is_inspected(text, len))
        return NULL;
    text_add_string(&whole, text);
    text_add(&whole, " ", 1);
    if (i + 1 < blocks->count)
        text_add_string(&whole, blocks->list[i + 1].text);
    char *words =
        words_plain(whole.bytes, utf8_within(whole.bytes, INTRODUCED));
    char *name = is_introduction(words) ? bodies_called(whole.bytes) : NULL;
    if (!name && is_introduction(words))
        name = bodies_name(text, len);
    free(words);
    free(whole.bytes);
    return name;
}

/* The name before what it stands for: "Ofboat, His Majesty's Inspectorate". */
static char *
inspectorate(const struct blocks *blocks, size_t i)
{
    const char *text = blocks->list[i].text;
    const char *end = text_find(text, ", his majesty");

    if (!end)
        end = text_find(text, ", her majesty");
    if (!end || !text_find(end, "s inspectorate"))
        return NULL;
    const char *p = end;
    while (p > text && isalpha((unsigned char)p[-1]))
        p--;
    return isupper((unsigned char)*p) ? memory_strndup(p, (size_t)(end - p))
                                      : NULL;
}

/* The body whose site is among the ways to reach it. */
static char *
contact(const struct blocks *blocks, size_t i)
{
    return site_owner(blocks, blocks->list[i].text);
}

/* The site on which the text says that it will be: "This letter will be
 * published on the Ofboat website". */
static char *
site_named(const struct blocks *blocks, size_t i)
{
    const char *text = blocks->list[i].text;
    const char *end = text_find(text, " website");
    const char *p = end;

    if (!end || (!text_find(text, "letter") && !text_find(text, "report")) ||
        (!text_find(text, "published") && !text_find(text, "posted")))
        return NULL;
    while (p > text && end - p < SITE_NAME_MAX &&
           strncasecmp(p, "on the ", 7) != 0 && strncasecmp(p, "on ", 3) != 0)
        p--;
    p += strncasecmp(p, "on the ", 7) == 0 ? 7
         : strncasecmp(p, "on ", 3) == 0   ? 3
                                           : 0;
    size_t len = (size_t)(end - p);
    if (!isupper((unsigned char)*p) || memchr(p, ',', len))
        return NULL;
    len -= len > 2 && (memcmp(end - 2, "'s", 2) == 0) ? 2 : 0;
    len -= len > 4 && (memcmp(end - 4, "\xe2\x80\x99s", 4) == 0) ? 4 : 0;
    return memory_strndup(p, len);
}

/* The bodies that a line of a letterhead names, one after the other, of which
 * each is part of the one before; NULL if it has any other words. An office is
 * named together with the body that it is part of. */
static char *
letterhead(const char *line, const char *above, bool *is_joint)
{
    char *name = NULL;

    while (*line) {
        const size_t len = bodies_at(line);
        if (len == 0 || bodies_is_inspected(line, len)) {
            free(name);
            return NULL;
        }
        const bool is_office = strncasecmp(line, "office ", 7) == 0;
        const char *whole_of = name ? name : above;
        *is_joint |= whole_of && !text_find(whole_of, "department") &&
                     !text_find(whole_of, "ministry");
        char *part = bodies_name(line, len);
        struct text whole = {0};
        if (is_office && whole_of) {
            text_add_string(&whole, whole_of);
            text_add_string(&whole, ", ");
        }
        text_add_string(&whole, part);
        free(part);
        free(name);
        name = whole.bytes;
        line += len;
        line += strspn(line, " ");
    }
    return name;
}

/* Several bodies are those of a joint report, unless the first is a department,
 * of which the others are parts. */
static char *
read_letterhead(const struct blocks *blocks)
{
    char *name = NULL;
    bool is_joint = false;

    for (size_t i = 0; i < blocks->count && i < LETTERHEAD; i++) {
        char *next = letterhead(blocks->list[i].text, name, &is_joint);
        if (!next && name)
            break;
        if (next) {
            free(name);
            name = next;
        }
    }
    if (!is_joint)
        return name;
    free(name);
    return NULL;
}

/* Bodies that print only their initials above a report, or in its imprint. */
static const char *const initials[][2] = {
    {"AAIB", "Air Accidents Investigation Branch"},
    {"MAIB", "Marine Accident Investigation Branch"},
    {"RAIB", "Rail Accident Investigation Branch"},
    {"HSSIB", "Health Services Safety Investigations Body"},
    {"HIW", "Healthcare Inspectorate Wales"},
    {NULL, NULL},
};

/* The body with whose initials the text begins; NULL if there is none. The
 * caller frees it. */
static char *
body_of_initials(const char *text)
{
    for (size_t k = 0; initials[k][0]; k++) {
        const size_t len = strlen(initials[k][0]);
        if (strncmp(text, initials[k][0], len) == 0 &&
            !isalnum((unsigned char)text[len]))
            return memory_strdup(initials[k][1]);
    }
    return NULL;
}

static char *
read_letters(const struct blocks *blocks)
{
    char *name = NULL;

    for (size_t i = 0; i < blocks->count && i < LETTERHEAD && !name; i++)
        name = body_of_initials(blocks->list[i].text);
    return name;
}

/* The publisher that the first part of the imprint names which names one. */
static char *
read_imprint(const struct blocks *blocks,
             char *(*read)(const struct blocks *blocks, size_t i))
{
    char *name = NULL;

    for (size_t i = 0; i < blocks->count && !name; i++)
        if (i < NEAR || i + NEAR >= blocks->count)
            name = read(blocks, i);
    return name;
}

/* The body that has always inspected so, if it is one. */
static char *
only_inspectorate(const struct framework *framework)
{
    const struct findings_framework *file =
        findings_framework_named(framework->name);

    return file && file->inspectorate && !strchr(file->inspectorate, '|')
               ? memory_strdup(file->inspectorate)
               : NULL;
}

void
imprint_read(const struct lines *lines,
             const struct blocks *blocks,
             const struct framework *framework,
             struct report *report)
{
    static char *(*const readers[])(const struct blocks *, size_t) = {
        published_by, owner_of,   introduced, inspectorate,
        contact,      site_named, NULL};
    char *name = NULL;

    for (size_t i = 0; readers[i] && !name; i++)
        name = read_imprint(blocks, readers[i]);
    if (!name && lines->publisher)
        name = memory_strdup(lines->publisher);
    if (!name && framework->is_by_print)
        name = only_inspectorate(framework);
    if (!name && framework->is_by_print)
        name = read_letterhead(blocks);
    if (!name && framework->is_by_print)
        name = read_letters(blocks);
    char *whole = name ? body_of_initials(name) : NULL;
    if (whole)
        free(name);
    report->publisher = whole ? whole : name;
    published_read(blocks, report);
    if (!*report->published)
        memcpy(report->published, lines->published, sizeof lines->published);
}
