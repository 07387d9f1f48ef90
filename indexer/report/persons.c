/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/persons.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "report/labelled.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum {
    WORDS_MIN = 2, /* of a name */
    WORDS_MAX = 6,
    SIGNED_MAX = 80 /* bytes of a name and a signature on one line */
};

static const char *const before_name[] = {
    "reportinginspector",   "registeredinspector",
    "leadinspector",        "leadhmi",
    "leadreviewer",         "inspectorincharge",
    "investigatorincharge", NULL};

/* A label that is also a word of many sentences: it must be apart. */
static const char *const inspector[] = {"inspector", "nameofinspector", NULL};

static const char *const signatures[] = {"hermajestysinspector",
                                         "hismajestysinspector", NULL};

/* The length of the text before what a person is: "Jo Example HMI", "Jo
 * Example, Ofsted Inspector". */
static size_t
before_role(struct span text)
{
    static const char *const roles[] = {
        " hmi",        " her majesty", " his majesty",  " lead ",
        " ofsted",     " team ",       " additional ",  " social care",
        " registered", " regulatory",  " rgi",          " age group",
        " oin",        " inspector",   " early years ", NULL};
    size_t len = 0;

    while (len < text.len && !strchr(",:;\t|0123456789", text.text[len]))
        len++;
    for (const char *const *role = roles; *role; role++)
        for (size_t i = 0; i + strlen(*role) <= len; i++)
            if (strncasecmp(text.text + i, *role, strlen(*role)) == 0)
                len = i;
    return len;
}

/* Whether each word may be one of a name: it has a capital, or is one of those
 * that names contain. */
static bool
is_person(struct span name)
{
    static const char *const small[] = {"de",  "da", "del", "den", "der",
                                        "di",  "du", "la",  "le",  "van",
                                        "von", "al", "el",  "bin", NULL};
    size_t words = 0;

    for (size_t i = 0; i < name.len; words++) {
        size_t len = 0;
        bool is_small = false;
        while (i + len < name.len && name.text[i + len] != ' ')
            if (isdigit((unsigned char)name.text[i + len++]))
                return false;
        const char first = name.text[i + (len > 1 && name.text[i] == '(')];
        for (const char *const *s = small; *s; s++)
            is_small |=
                strlen(*s) == len && strncmp(*s, name.text + i, len) == 0;
        if (!is_small && !isupper((unsigned char)first) && !(first & 0x80))
            return false;
        i += len;
        while (i < name.len && name.text[i] == ' ')
            i++;
    }
    return words >= WORDS_MIN && words <= WORDS_MAX;
}

/* The name at the beginning of the text; NULL if it does not begin with one. */
static char *
person_in(struct span text)
{
    text.len = before_role(text);
    utf8_trim(&text.text, &text.len);
    while (text.len > 0 && strchr(".-", text.text[text.len - 1]))
        text.len--;
    utf8_trim(&text.text, &text.len);
    return is_person(text) ? memory_strndup(text.text, text.len) : NULL;
}

/* The name before a label in the same cell: "Jo Example, lead inspector". */
static char *
before_label(struct span cell, const char *const *labels)
{
    for (size_t i = 1; i < cell.len; i++) {
        struct span label = {cell.text + i, cell.len - i}, rest;
        if (cell.text[i - 1] != ' ' ||
            !(labelled_begins(label, labels, &rest) ||
              (strncasecmp(label.text, "ofsted ", 7) == 0 &&
               labelled_begins((struct span){label.text + 7, label.len - 7},
                               labels, &rest))))
            continue;
        return rest.len == 0 || !isalpha((unsigned char)rest.text[1])
                   ? person_in((struct span){cell.text, i})
                   : NULL;
    }
    return NULL;
}

/* The name in the cell before one that is only the label: "Jo Example | Lead
 * inspector". */
static char *
in_cell_before(const char *row, struct span cell, const char *const *labels)
{
    const char *end = cell.text, *p;
    struct span rest;

    while (end > row && end[-1] != '\t')
        end--;
    if (end == row || !labelled_begins(cell, labels, &rest) || rest.len > 0)
        return NULL;
    for (p = --end; p > row && p[-1] != '\t';)
        p--;
    return person_in((struct span){p, (size_t)(end - p)});
}

/* The name beside the label, before or after it. */
static char *
beside_label(const struct blocks *blocks, size_t i, const char *const *labels)
{
    char *name = NULL;

    for (const char *p = blocks->list[i].text; p && !name;
         p = strchr(p, '\t')) {
        struct span value;
        bool is_apart;
        p += *p == '\t';
        const struct span cell = labelled_cell(p);
        name = in_cell_before(blocks->list[i].text, cell, labels);
        if (!name &&
            labelled_value(blocks, i, cell, labels, &value, &is_apart) &&
            (is_apart || labels == before_name))
            name = person_in(value);
        if (!name && labels == before_name)
            name = before_label(cell, before_name);
    }
    return name;
}

char *
persons_lead(const struct blocks *blocks)
{
    char *name = NULL;
    struct span rest;

    for (size_t i = 0; i < blocks->count && !name; i++)
        name = beside_label(blocks, i, before_name);
    for (size_t i = 0; i < blocks->count && !name; i++)
        name = beside_label(blocks, i, inspector);
    /* A letter is signed. */
    for (size_t i = 1; i < blocks->count && !name; i++) {
        const struct span line = labelled_cell(blocks->list[i].text);
        if (labelled_begins(line, signatures, &rest) && rest.len == 0)
            name = person_in(labelled_cell(blocks->list[i - 1].text));
        else if (line.len <= SIGNED_MAX)
            name = before_label(line, signatures);
    }
    return name;
}
