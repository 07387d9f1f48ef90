/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Forms put blanks into words ("Local Author ity"), so labels are compared
 * without blanks.
 */
#include "report/subject.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "report/labels.h"
#include "base/text.h"
#include "terms/dates.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    COVER = 8,      /* blocks of a cover */
    PROSE = 40,     /* blocks in which a text says what was inspected */
    LETTER = 24,    /* blocks of a letter up to its subject */
    LINE_MAX = 160, /* bytes */
    NAME_MAX = 80   /* bytes; a longer line is not a name */
};

/* What is inspected. The provider comes last: it may have several homes. */
static const char *const kinds[] = {
    "academy",       "agency",   "centre",  "college",  "constabulary",
    "establishment", "force",    "home",    "hospital", "institution",
    "location",      "nursery",  "police",  "practice", "prison",
    "school",        "service",  "setting", "ship",     "trust",
    "vessel",        "provider", NULL};

/* Labels that only forms about one establishment have. */
static const char *const marks[] = {"registered provider",
                                    "type of school",
                                    "school category",
                                    "provision sub-type",
                                    "location id",
                                    "service no",
                                    "provider id",
                                    "unique reference number",
                                    "is the service safe?",
                                    "are services safe?",
                                    "overall rating for this service",
                                    "overall rating for this location",
                                    "overall rating for this hospital",
                                    NULL};

/* Words for what moves, after which its name is printed, or only its number. */
static const struct craft {
    const char *word;
    bool is_numbered;
} crafts[] = {{"vessel", false},   {"ship", false},      {"ferry", false},
              {"tanker", false},   {"carrier", false},   {"trawler", false},
              {"yacht", false},    {"aircraft", true},   {"helicopter", true},
              {"aeroplane", true}, {"locomotive", true}, {"train", true},
              {"tram", true},      {NULL, false}};

/* Past the words at the beginning of the text, ignoring letter case and blanks;
 * NULL if it does not begin with them. */
static const char *
past_words(const char *text, const char *words)
{
    for (; *words; words++) {
        if (*words == ' ')
            continue;
        while (*text == ' ')
            text++;
        if (tolower((unsigned char)*text) != (unsigned char)*words)
            return NULL;
        text++;
    }
    return text;
}

/* The value after a label: what follows a colon or a tab, or, if nothing comes
 * after the label, the next line; NULL if it is not a label but prose or the
 * head of a table. */
static const char *
value_after(const char *p, const char *next)
{
    p += strspn(p, " ");
    if (!*p)
        return next;
    if (*p != ':' && *p != '\t')
        return NULL;
    p += strspn(p, ": \t");
    return strchr(p, '\t') ? NULL : p;
}

static const char *
next_line(const struct blocks *blocks, size_t i)
{
    return i + 1 < blocks->count ? blocks->list[i + 1].text : NULL;
}

/* A name: not too long, up to the end of the cell. The caller frees it; NULL if
 * it is none. */
static char *
name_at(const char *text)
{
    char first[DAY_SIZE], last[DAY_SIZE];
    size_t len = strcspn(text, "\t\n");

    utf8_trim(&text, &len);
    if (len == 0 || len > NAME_MAX || labels_are_at(text) ||
        dates_at(text, first, last) || memchr(text, ':', len) ||
        text[len - 1] == '.')
        return NULL;
    return memory_strndup(text, len);
}

/* Past a label that asks for the name of one: "Name of school", "School name".
 * NULL if there is none. */
static const char *
past_name_label(const char *text, const char *kind)
{
    const char *p = past_words(text, kind);
    const char *owned = p ? past_words(p, "'s") : NULL;
    if (p && !owned)
        owned = past_words(p, "\xe2\x80\x99s");
    const char *after = p ? past_words(owned ? owned : p, "name") : NULL;

    if (after)
        return after;
    p = past_words(text, "name of");
    after = p ? past_words(p, "the") : NULL;
    return p ? past_words(after ? after : p, kind) : NULL;
}

/* The value of the first label that this function goes past; the details of an
 * establishment may come after the text. The caller frees it; NULL if there is
 * none. */
static char *
value_of(const struct blocks *blocks,
         const char *(*past)(const char *text, const char *words),
         const char *words)
{
    char *value = NULL;

    for (size_t i = 0; i < blocks->count && !value; i++) {
        const char *p = past(blocks->list[i].text, words);
        p = p ? value_after(p, next_line(blocks, i)) : NULL;
        value = p ? name_at(p) : NULL;
    }
    return value;
}

static char *
labelled(const struct blocks *blocks)
{
    char *name = NULL;

    for (const char *const *kind = kinds; *kind && !name; kind++)
        name = value_of(blocks, past_name_label, *kind);
    return name;
}

/* Whether it is a form about one establishment. */
static bool
is_marked(const struct blocks *blocks)
{
    for (const char *const *mark = marks; *mark; mark++) {
        char *value = value_of(blocks, past_words, *mark);
        free(value);
        if (value)
            return true;
    }
    return false;
}

/* Whether the line is what such a form is called, not what it is about. */
static bool
is_form(const char *line)
{
    return text_find(line, "report") || text_find(line, "inspection") ||
           text_find(line, "ofsted");
}

/* Whether the text is a line of a cover or the subject of a letter, not prose.
 */
static bool
is_line(const char *text)
{
    const size_t len = strlen(text);

    return len > 0 && len <= LINE_MAX && text[len - 1] != '.';
}

/* Past what kind of establishment it is: "a good school: Quay Street School".
 */
static const char *
past_kind(const char *p)
{
    const char *colon = strchr(p, ':');

    if (!colon || (strncmp(p, "a ", 2) != 0 && strncmp(p, "an ", 3) != 0))
        return p;
    return colon + 1 + strspn(colon + 1, " ");
}

/* The name after "inspection of" or "visit to" in a line, up to what says when
 * or by whom. The caller frees it; NULL if there is none. */
static char *
after_inspection(const char *line)
{
    static const char *const before[] = {"inspection of ", "visit to ",
                                         "quality of education in ",
                                         "report on ", NULL};
    static const char *const after[] = {" by ", " on ", ", ", NULL};
    char *name = NULL;

    for (const char *const *words = before; *words && !name; words++) {
        const char *p = text_find(line, *words);
        p = p ? past_kind(p + strlen(*words)) : NULL;
        if (p && isupper((unsigned char)*p))
            name = name_at(p);
    }
    for (const char *const *words = after; *words && name; words++) {
        const char *end = text_find(name, *words);
        if (end)
            name[end - name] = '\0';
    }
    return name;
}

/* The same, if the name may be on the next line. */
static char *
inspected_at(const struct blocks *blocks, size_t i)
{
    static const char *const before[] = {"inspection of", "report on",
                                         "quality of education in", NULL};
    const char *line = blocks->list[i].text;
    char *name = after_inspection(line);

    for (const char *const *words = before; *words && !name; words++) {
        const char *p = text_find(line, *words);
        if (p && !p[strlen(*words)] && next_line(blocks, i))
            name = name_at(next_line(blocks, i));
    }
    return name;
}

/* Whether the title, which may be a name, is on the cover below line i and
 * larger. */
static bool
larger_title(const struct blocks *blocks, size_t i, const char *title)
{
    for (size_t k = i + 1; k < blocks->count && k < COVER; k++)
        if (title && strcmp(blocks->list[k].text, title) == 0)
            return blocks->list[k].size > blocks->list[i].size &&
                   !is_form(title);
    return false;
}

/* The first line of a form that can be a name, or says what was inspected; its
 * labels come after it. A motto in small letters, as in the logo of a scanned
 * page, is not a name. If the title can be a name and is larger, it is that of
 * the establishment, and the line that of its owner. */
static char *
named_on_cover(const struct blocks *blocks, const char *title)
{
    char *name = NULL;

    for (size_t i = 0; i < blocks->count && i < COVER && !name; i++) {
        const struct block *block = &blocks->list[i];
        if (block->kind == BLOCK_ROW)
            return NULL;
        name = inspected_at(blocks, i);
        if (!name && strchr(block->text, ':'))
            return NULL;
        if (!name && !is_form(block->text) &&
            !islower((unsigned char)*block->text))
            return larger_title(blocks, i, title) ? name_at(title)
                                                  : name_at(block->text);
    }
    return name;
}

/* Whether the name says that it is one of the kinds: in its last word, or as
 * prisons and Welsh schools do. */
static bool
is_of_kind(const char *name)
{
    const char *last = strrchr(name, ' ');

    if (strncmp(name, "HMP ", 4) == 0 || strncmp(name, "HMYOI ", 6) == 0 ||
        strncmp(name, "Ysgol ", 6) == 0)
        return true;
    for (const char *const *kind = kinds; last && *kind; kind++)
        if (strcasecmp(last + 1, *kind) == 0 && isupper((unsigned char)last[1]))
            return true;
    return false;
}

/* The prison that a line is about: "the death of a prisoner at HMP Quay". The
 * caller frees it; NULL if there is none. */
static char *
prison_in(const char *line)
{
    static const char *const before[] = {" at HMP ", " at HMP/YOI ",
                                         " at HMYOI ", NULL};

    for (const char *const *words = before; *words; words++) {
        const char *p = strstr(line, *words);
        if (!p)
            continue;
        p += strlen(" at ");
        size_t len = strcspn(p, ",;.");
        const char *on = strstr(p, " on ");
        if (on && (size_t)(on - p) < len)
            len = (size_t)(on - p);
        return memory_strndup(p, len);
    }
    return NULL;
}

/* "Monitoring inspection of Quay Street School", on a cover or as the subject
 * of a letter. */
static char *
named_as_inspected(const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count && i < LETTER; i++) {
        const char *line = blocks->list[i].text;
        char *name = is_line(line) ? inspected_at(blocks, i) : NULL;
        if (name && is_of_kind(name))
            return name;
        free(name);
        name = is_line(line) ? prison_in(line) : NULL;
        if (name)
            return name;
    }
    return NULL;
}

/* Whether some text says that what has this name was inspected. */
static bool
is_inspected(const struct blocks *blocks, const char *name)
{
    static const char *const before[] = {"inspection of ", "inspected ",
                                         "visit to ", "visited ", NULL};
    const size_t len = strlen(name);

    for (size_t i = 0; i < blocks->count && i < PROSE; i++)
        for (const char *const *words = before; *words; words++)
            for (const char *p = blocks->list[i].text;
                 (p = text_find(p, *words));) {
                p += strlen(*words);
                if (strncmp(p, name, len) == 0 &&
                    !isalpha((unsigned char)p[len]))
                    return true;
            }
    return false;
}

/* A line of the cover that is nothing but a name of which the text says that it
 * was inspected. */
static char *
named_by_text(const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count && i < COVER; i++) {
        const char *line = blocks->list[i].text;
        if (is_line(line) && is_of_kind(line) && is_inspected(blocks, line))
            return name_at(line);
    }
    return NULL;
}

/* The end of the name that follows the word for a craft: a number, or words in
 * capitals, which only after a word without them are a name and not part of a
 * title ("Fishing Vessel Safety"). NULL if there is none. */
static const char *
craft_name_end(const struct craft *craft, const char *word)
{
    const bool may_be_words =
        !craft->is_numbered && islower((unsigned char)*word);
    const char *p = word + strlen(craft->word), *end = NULL;

    while (*p == ' ' && isalnum((unsigned char)p[1])) {
        const size_t len = strcspn(p + 1, " ,;.\t");
        const bool has_digit = strcspn(p + 1, "0123456789") < len;
        if (has_digit ? end != NULL
                      : !may_be_words || !isupper((unsigned char)p[1]))
            break;
        end = p += 1 + len;
        if (has_digit)
            break;
    }
    return end;
}

/* The beginning of the words before the word for a craft that say what craft it
 * is: "bulk carrier", "express freight train". */
static const char *
craft_begin(const char *line, const char *word)
{
    static const char *const others[] = {
        "involving", "of", "the", "a", "an", "and", "with", "on", "from", NULL};
    const char *begin = word;

    while (begin > line && begin[-1] == ' ') {
        const char *p = begin - 1;
        while (p > line && isalpha((unsigned char)p[-1]))
            p--;
        const size_t len = (size_t)(begin - 1 - p);
        const char *const *other = others;
        while (*other &&
               (strlen(*other) != len || strncasecmp(p, *other, len) != 0))
            other++;
        if (len == 0 || *other)
            break;
        begin = p;
    }
    return begin;
}

/* "Collision involving freight train 12": the craft of a line. */
static char *
craft_in(const char *line)
{
    for (const struct craft *craft = crafts; craft->word; craft++)
        for (const char *p = line; (p = text_find(p, craft->word)); p++) {
            const char *end = craft_name_end(craft, p);
            if ((p > line && isalpha((unsigned char)p[-1])) || !end)
                continue;
            const char *begin = craft_begin(line, p);
            return memory_strndup(begin, (size_t)(end - begin));
        }
    return NULL;
}

static char *
craft_on_cover(const struct blocks *blocks)
{
    char *name = NULL;

    for (size_t i = 0; i < blocks->count && i < COVER && !name; i++)
        if (is_line(blocks->list[i].text))
            name = craft_in(blocks->list[i].text);
    return name;
}

void
subject_read(const struct blocks *blocks, struct report *report)
{
    char *name = labelled(blocks);

    if (!name && is_marked(blocks)) {
        name = named_on_cover(blocks, report->title);
        if (!name)
            name = named_as_inspected(blocks);
        if (!name)
            name = value_of(blocks, past_words, "unique reference number");
    }
    if (!name)
        name = named_as_inspected(blocks);
    if (!name)
        name = named_by_text(blocks);
    if (!name)
        name = value_of(blocks, past_words, "aircraft type and registration");
    if (!name)
        name = craft_on_cover(blocks);
    report->provider = name;
}
