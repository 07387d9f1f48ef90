/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/meta.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lines/markup.h"

#include "findings/schema.h"

#include <string.h>
#include <strings.h>

enum { NAME_LONGEST = 100 }; /* bytes; a longer text is not a name */

/* Names of what sites say, the surest first: of a page's publisher, and of its
 * site, which may be shared by many. */
static const char *const publisher_names[] = {
    "dc.publisher",       "dcterms.publisher",
    "citation_publisher", "govuk:primary-publishing-organisation",
    "og:site_name",       NULL};
static const char *const published_names[] = {"dc.date.issued",
                                              "dcterms.issued",
                                              "citation_publication_date",
                                              "article:published_time",
                                              "dc.date",
                                              "dcterms.date",
                                              "govuk:first-published-at",
                                              NULL};

/* What the head says by this name; NULL if it does not. */
static const char *
content_of(const xmlNode *root, const char *name)
{
    for (const xmlNode *n = root; (n = markup_next(n, root)) != NULL;) {
        if (!markup_is(n, "meta"))
            continue;
        const char *said = markup_attribute(n, "name");
        said = said ? said : markup_attribute(n, "property");
        if (said && strcasecmp(said, name) == 0)
            return markup_attribute(n, "content");
    }
    return NULL;
}

/* A name; not an address, nor the site of many publishers, which is called by
 * its address ("GOV.UK"). */
static char *
name_in(const char *content)
{
    size_t len = strlen(content);

    utf8_trim(&content, &len);
    if (len == 0 || len > NAME_LONGEST || memchr(content, '/', len) ||
        (memchr(content, '.', len) && !memchr(content, ' ', len)) ||
        utf8_fault(content, len) < len)
        return NULL;
    return memory_strndup(content, len);
}

/* The day or month that the text begins with: "2014-09-08T10:00:00Z",
 * "2014/09/08". */
static bool
date_in(const char *content, char date[DAY_SIZE])
{
    enum { DAY = 10, MONTH = 7 };
    char first[FINDINGS_DATE_SIZE], last[FINDINGS_DATE_SIZE];
    const size_t len = strspn(content, "0123456789-/");

    if (len != DAY && len != MONTH)
        return false;
    memcpy(date, content, len);
    date[len] = '\0';
    for (char *p = date; *p; p++)
        *p = *p == '/' ? '-' : *p;
    if (findings_date_range(date, first, last))
        return true;
    *date = '\0';
    return false;
}

void
meta_read(const xmlNode *root, struct lines *out)
{
    for (const char *const *name = publisher_names; *name && !out->publisher;
         name++) {
        const char *content = content_of(root, *name);
        out->publisher = content ? name_in(content) : NULL;
    }
    for (const char *const *name = published_names; *name && !*out->published;
         name++) {
        const char *content = content_of(root, *name);
        if (content)
            date_in(content, out->published);
    }
}
