/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/site.h"
#include "base/memory.h"
#include "base/text.h"
#include "terms/authority.h"
#include "terms/bodies.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    LABEL_MAX = 40, /* bytes of a name in an address */
    LABELS_MAX = 8, /* names in an address */
    REACH = 120     /* bytes of a name before its abbreviation */
};

/* The name in an address, and whether only public bodies can have it. */
struct site {
    char name[LABEL_MAX];
    bool is_public;
};

/* Whether the text has no letters but those of the address at p. */
static bool
is_alone(const char *text, const char *p)
{
    for (; text < p; text++)
        if (isalpha((unsigned char)*text))
            return false;
    p += strcspn(p, " \t");
    while (*p && !isalpha((unsigned char)*p))
        p++;
    return !*p;
}

/* Addresses show only that a report is from their site if they are among the
 * ways to reach its publisher, or by themselves, perhaps with a number. */
static bool
is_contact(const char *text)
{
    static const char *const signs[] = {
        "@",     "website:",     "w:",         "tel",
        "phone", "available at", "obtainable", NULL};
    const char *address = text_find(text, "www.");

    for (const char *const *sign = signs; *sign; sign++)
        if (text_find(text, *sign))
            return true;
    return address && is_alone(text, address);
}

static size_t
label_length(const char *p)
{
    size_t n = 0;

    while (isalnum((unsigned char)p[n]) || (p[n] == '-' && n > 0))
        n++;
    return n;
}

static bool
is_among(const char *p, size_t len, const char *const *names)
{
    while (*names &&
           (strlen(*names) != len || strncasecmp(p, *names, len) != 0))
        names++;
    return *names != NULL;
}

/* Names of domains in which one's own follows. */
static const char *const public_domains[] = {"gov", "govt", "gc", NULL};
static const char *const open_domains[] = {"org", "co", "com",
                                           "net", "ac", NULL};

/* Take the name from a path of a site that bodies share: "gov.uk/ofboat",
 * "gov.uk/government/organisations/ofboat". */
static size_t
name_in_path(const char **p)
{
    static const char all[] = "/government/organisations/";

    *p += strncasecmp(*p, all, strlen(all)) == 0 ? strlen(all) : 1;
    const size_t len = label_length(*p);
    return (*p)[len] == '/' ? 0 : len;
}

/* Read the address after "www.": the name before the domain. False if there is
 * none, or if it is the address of a page: reports refer to pages of others. */
static bool
read_site(const char *p, struct site *out)
{
    const char *labels[LABELS_MAX];
    size_t lengths[LABELS_MAX], n = 0;

    while (n < LABELS_MAX && (lengths[n] = label_length(p)) > 0) {
        labels[n] = p;
        p += lengths[n++];
        if (*p != '.' || !isalnum((unsigned char)p[1]))
            break;
        p++;
    }
    if (n < 2)
        return false;
    size_t left = n - 1; /* before ".uk" or ".org" */
    out->is_public = is_among(labels[left], lengths[left], public_domains);
    if (!out->is_public &&
        is_among(labels[left - 1], lengths[left - 1], public_domains)) {
        out->is_public = true;
        left--;
    } else if (left > 1 &&
               is_among(labels[left - 1], lengths[left - 1], open_domains)) {
        left--;
    }
    const bool is_page = *p == '/' && isalnum((unsigned char)p[1]);
    if (left > 0 ? is_page : !is_page)
        return false;
    const char *name = left > 0 ? labels[left - 1] : p;
    const size_t len = left > 0 ? lengths[left - 1] : name_in_path(&name);
    if (len == 0 || len >= LABEL_MAX)
        return false;
    memcpy(out->name, name, len);
    out->name[len] = '\0';
    return true;
}

/* The length of the words at p that are written together in an address: capital
 * first, and nothing but blanks, hyphens and apostrophes left out. */
static size_t
written_as(const char *p, const char *name)
{
    const char *const from = p;

    if (!isupper((unsigned char)*p))
        return 0;
    while (*name) {
        if (tolower((unsigned char)*p) == tolower((unsigned char)*name))
            name++;
        else if (!strchr(" '-", *p) && (unsigned char)*p < 0x80)
            return 0;
        if (!*p++)
            return 0;
    }
    return isalnum((unsigned char)*p) ? 0 : (size_t)(p - from);
}

/* The body that the text abbreviates to this name: "Board of Boats (BB)". */
static char *
abbreviated(const char *text, const char *name)
{
    const size_t len = strlen(name);

    for (const char *p = text; (p = text_find(p, name)); p += len) {
        if (p - text < 2 || p[-1] != '(' || p[len] != ')')
            continue;
        const char *end = p - 2;
        for (const char *q = end - text > REACH ? end - REACH : text; q < end;
             q++)
            if ((q == text || q[-1] == ' ') &&
                bodies_at(q) == (size_t)(end - q))
                return bodies_name(q, (size_t)(end - q));
    }
    return NULL;
}

/* What the text writes as this name; NULL if it is a place or, on a site that
 * anybody can have, not a body. */
static char *
printed_as(const char *text, const struct site *site)
{
    for (const char *p = text; *p; p++) {
        const size_t len = p > text && isalnum((unsigned char)p[-1])
                               ? 0
                               : written_as(p, site->name);
        if (len == 0 || (!site->is_public && bodies_at(p) == 0))
            continue;
        char *name = memory_strndup(p, len);
        if (!authority_in(name, NULL))
            return name;
        free(name);
    }
    return NULL;
}

static char *
owner_of(const struct blocks *blocks, const struct site *site)
{
    char *name = NULL;

    for (size_t i = 0; i < blocks->count && !name; i++)
        name = abbreviated(blocks->list[i].text, site->name);
    for (size_t i = 0; i < blocks->count && !name; i++)
        name = printed_as(blocks->list[i].text, site);
    return name;
}

char *
site_owner(const struct blocks *blocks, const char *text)
{
    struct site site;
    char *name = NULL;

    for (const char *p = is_contact(text) ? text : ""; *p && !name; p++)
        if (strncasecmp(p, "www.", 4) == 0 && read_site(p + 4, &site))
            name = owner_of(blocks, &site);
    return name;
}
