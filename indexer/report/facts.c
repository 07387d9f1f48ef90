/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/facts.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "report/labelled.h"
#include "report/occasion.h"
#include "report/persons.h"
#include "report/titles.h"
#include "terms/authority.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { PLACE_MAX = 24 }; /* bytes before a name: "the London Borough of " */

static const char *const authority_labels[] = {"localauthorityarea",
                                               "localauthorityname",
                                               "nameoflocalauthority",
                                               "localauthority",
                                               "localeducationauthority",
                                               "educationauthority",
                                               "leaarea",
                                               "lea",
                                               "councilarea",
                                               "localcouncil",
                                               "council",
                                               NULL};

/* The authority that the value of a label names; NULL if it names none. Without
 * anything between the label and the value, it must be a known one. */
static char *
authority_of_value(struct span value, bool is_apart)
{
    if (is_apart)
        return authority_labelled(value.text, value.len);
    const char *name = authority_known(value.text, value.len);
    return name ? memory_strdup(name) : NULL;
}

/* The known authority that follows a label with a colon within the text, where
 * several labels were printed without a line between them; NULL if there is
 * none. */
static const char *
authority_within(const char *text)
{
    for (const char *p = text; (p = strstr(p, "uthority:")); p++) {
        static const char label[] = "Local a";
        const char *at, *value = p + strlen("uthority:");
        if (p - text < (ptrdiff_t)(sizeof label - 1) ||
            strncmp(p - (sizeof label - 1), label, sizeof label - 1) != 0)
            continue;
        const char *name = authority_in(value, &at);
        if (name && at - value <= PLACE_MAX)
            return name;
    }
    return NULL;
}

static char *
labelled_authority(const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const char *text = blocks->list[i].text;
        for (const char *p = text; p; p = strchr(p, '\t')) {
            struct span value;
            bool is_apart;
            p += *p == '\t';
            if (!labelled_value(blocks, i, labelled_cell(p), authority_labels,
                                &value, &is_apart))
                continue;
            char *name = authority_of_value(value, is_apart);
            if (name)
                return name;
        }
        const char *within = authority_within(text);
        if (within)
            return memory_strdup(within);
    }
    return NULL;
}

/* The authority on the next line of the cover, if this one leads to it: "An
 * inspection of youth offending services in", "Kent". NULL if there is none. */
static const char *
inspected_in(const struct blocks *blocks, size_t i)
{
    static const char in[] = " services in";
    const char *line = blocks->list[i].text;
    const char *p = text_find(line, in);

    if (!p || p[sizeof in - 1] || !text_find(line, "inspection of ") ||
        i + 1 == blocks->count)
        return NULL;
    const char *place = blocks->list[i + 1].text;
    const char *name = authority_known(place, strlen(place));
    return name && strcasecmp(name, place) == 0 ? name : NULL;
}

/* The authority that the cover names as a council, or that a letter is copied
 * to; NULL if there is none. */
static const char *
named_authority(const struct blocks *blocks)
{
    static const char director[] = "director of children";
    const size_t cover = titles_cover(blocks);
    const char *name = NULL;

    for (size_t i = 0; i < cover && !name; i++)
        if (titles_is_line(&blocks->list[i])) {
            name = authority_as_council(blocks->list[i].text);
            if (!name)
                name = inspected_in(blocks, i);
        }
    if (name || !occasion_is_letter(blocks))
        return name;
    for (size_t i = 0; i < blocks->count && !name; i++) {
        const char *p = text_find(blocks->list[i].text, director);
        const char *in = p ? strstr(p, "ervices ") : NULL, *at;
        if (!in)
            continue;
        in += strlen("ervices ");
        in += strcspn(in, " ");
        name = authority_in(in, &at);
        if (name && at - in > PLACE_MAX)
            name = NULL;
    }
    return name;
}

void
facts_read(const struct blocks *blocks, struct report *report)
{
    report->title = titles_read(blocks);
    report->authority = labelled_authority(blocks);
    if (!report->authority) {
        const char *name = named_authority(blocks);
        report->authority = name ? memory_strdup(name) : NULL;
    }
    occasion_read(blocks, report);
    report->lead_inspector = persons_lead(blocks);
}
