/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/cover.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"
#include "terms/authority.h"
#include "terms/grades.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    TITLE_MAX = 160, /* bytes; a longer first block is a whole cover */
    NAME_MAX = 80
};

/* Where the label's value begins; NULL where the line has another label. */
static const char *
after_label(const char *line, const char *label)
{
    const size_t n = strlen(label);

    if (strncasecmp(line, label, n) != 0)
        return NULL;
    line += n;
    while (*line == ':' || isspace((unsigned char)*line))
        line++;
    return line;
}

static const char *const labels[] = {"inspection date",
                                     "reporting inspector",
                                     "lead inspector",
                                     "age group",
                                     "published",
                                     "report published",
                                     "website",
                                     "\xc2\xa9",
                                     NULL};

static bool
is_label(const char *line)
{
    for (const char *const *label = labels; *label; label++)
        if (after_label(line, *label))
            return true;
    return false;
}

/* Whether the label is written as one: "Published:", "Inspection dates:". */
static bool
has_colon(const char *line, const char *label)
{
    line += strlen(label);
    line += *line == 's';
    return *line == ':';
}

/* The value beside a label or, where the label stands alone, somewhere in the
 * blocks after it: cells of a table come apart. */
static void
labelled_days(const struct blocks *blocks,
              size_t from,
              size_t to,
              const char *label,
              char first[DAY_SIZE],
              char last[DAY_SIZE])
{
    for (size_t i = from; i < to; i++) {
        const char *at = blocks->list[i].text;
        const bool may_be_prose = strlen(at) > TITLE_MAX;
        /* A block may hold several lines of the cover. */
        for (; *at; at++)
            if (after_label(at, label) &&
                (at == blocks->list[i].text || at[-1] == ' ') &&
                (!may_be_prose || has_colon(at, label)))
                break;
        if (!*at)
            continue;
        for (size_t k = i; k < to && k < i + 4; k++) {
            const char *text = k == i ? at : blocks->list[k].text;
            if (dates_find(text, first, last))
                return;
        }
    }
}

/* A name, without the titles after it. */
static char *
person(const char *text)
{
    static const char *const titles[] = {
        " hmi",        " her majesty", " his majesty", " age group", " lead",
        " senior hmi", " deputy",      " team",        NULL};
    size_t len = strcspn(text, ",:;(\t");

    for (const char *const *title = titles; *title; title++)
        for (size_t i = 0; i + strlen(*title) <= len; i++)
            if (strncasecmp(text + i, *title, strlen(*title)) == 0)
                len = i;
    utf8_trim(&text, &len);
    while (len > 0 && text[len - 1] == '.')
        len--;
    for (size_t i = 0; i < len; i++)
        if (isdigit((unsigned char)text[i]))
            return NULL; /* another label's value */
    return len > 0 && len < 80 ? memory_strndup(text, len) : NULL;
}

static void
read_inspector(const struct blocks *blocks,
               size_t from,
               size_t to,
               struct report *report)
{
    for (size_t i = from; i < to; i++) {
        const char *text = blocks->list[i].text;
        for (const char *p = text; *p && !report->lead_inspector; p++) {
            const char *name = after_label(p, "reporting inspector");
            if (!name)
                name = after_label(p, "lead inspectors");
            if (!name)
                name = after_label(p, "lead inspector");
            if (name && *name)
                report->lead_inspector = person(name);
            else if (name && i + 1 < to && !is_label(blocks->list[i + 1].text))
                report->lead_inspector = person(blocks->list[i + 1].text);
        }
    }
}

/* "Jo Example, HMI, Ofsted lead inspector": in a list of the team the label
 * stands after the name. */
static void
read_inspector_before(const char *text, struct report *report)
{
    static const char *const labels_behind[] = {
        " ofsted lead inspector", " hmi lead inspector", " hmi, lead inspector",
        " ofsted hmi lead inspector", NULL};
    const size_t len = strcspn(text, "\t");

    for (const char *const *label = labels_behind; *label; label++)
        for (size_t i = 0; len < TITLE_MAX && i + strlen(*label) <= len; i++)
            if (strncasecmp(text + i, *label, strlen(*label)) == 0 &&
                !report->lead_inspector) {
                char *name = memory_strndup(text, i);
                report->lead_inspector = person(name);
                free(name);
            }
}

/* What a title says of whom; "" where it says only what. */
static const char *
named_in_title(const char *title)
{
    static const char *const before[] = {
        "focused visit to ", "area send inspection of ", "inspection of ",
        "joint targeted area inspection of ", NULL};
    static const char *const no_names[] = {"children",
                                           "services",
                                           "local authority",
                                           "safeguarding",
                                           "looked after",
                                           "the multi-agency",
                                           NULL};
    const char *name = "";

    for (const char *const *b = before; *b && !*name; b++)
        if (strncasecmp(title, *b, strlen(*b)) == 0)
            name = title + strlen(*b);
    for (const char *const *no = no_names; *no; no++)
        if (strncasecmp(name, *no, strlen(*no)) == 0)
            return "";
    return name;
}

/* The first line, at or after from, that is not a label names the authority. */
static char *
named_by_line(const struct blocks *blocks, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct block *block = &blocks->list[i];
        if (!block->rule && !is_label(block->text) &&
            strlen(block->text) <= NAME_MAX)
            return authority_short(block->text, strlen(block->text));
    }
    return NULL;
}

/* The authority that the blocks name first, of those that the table knows. */
static const char *
known_in(const struct blocks *blocks, size_t from, size_t to)
{
    const char *name = NULL;

    for (size_t i = from; i < to && i < blocks->count && !name; i++)
        name = authority_in(blocks->list[i].text, NULL);
    return name;
}

/* The title names it, or another line of the cover; of a letter, the subject,
 * else whom it greets. One that the table does not know is the name that stands
 * where names do. */
static void
read_authority(const struct blocks *blocks,
               size_t title,
               size_t body,
               bool is_letter,
               struct report *report)
{
    const size_t behind = is_letter ? title + 4 : body;
    const char *name = known_in(blocks, title, title + 1);
    const char *printed =
        title < blocks->count ? named_in_title(blocks->list[title].text) : "";

    if (!name && *printed)
        report->authority = authority_short(printed, strlen(printed));
    for (size_t i = 0; i < title && is_letter && !name && !*printed; i++)
        if (strncmp(blocks->list[i].text, "Dear ", 5) == 0)
            name = known_in(blocks, i, i + 1);
    if (!name && !report->authority)
        name = known_in(blocks, is_letter ? title + 1 : 0, behind);
    if (name) {
        report->authority = memory_strdup(name);
    } else if (!report->authority && !is_letter && title < blocks->count) {
        /* In large type above the title, else below it. */
        if (title > 0 && blocks->list[title - 1].kind == BLOCK_HEADING)
            report->authority = named_by_line(blocks, title - 1, title);
        if (!report->authority)
            report->authority = named_by_line(blocks, title + 1, body);
        if (!report->authority)
            report->authority = named_by_line(blocks, 0, title);
    }
}

/* What stands by its label between the title and the body. */
static void
read_labels(const struct blocks *blocks,
            size_t from,
            size_t to,
            struct report *report)
{
    char last[DAY_SIZE];

    labelled_days(blocks, from, to, "inspection date", report->inspected_from,
                  report->inspected_to);
    labelled_days(blocks, from, to, "published", report->published, last);
    read_inspector(blocks, from, to, report);
}

/* A visit's letter is signed by who led it, others by directors. */
static void
read_letter(const struct blocks *blocks,
            size_t title,
            bool is_signed,
            struct report *report)
{
    char last[DAY_SIZE];

    /* The letter's own date is the first, above the addressee. */
    for (size_t i = 0; i < title; i++)
        if (dates_find(blocks->list[i].text, report->published, last))
            break;
    for (size_t i = title + 1; i < blocks->count && i < title + 4; i++)
        if (dates_find(blocks->list[i].text, report->inspected_from,
                       report->inspected_to))
            break;
    for (size_t i = title; is_signed && i + 1 < blocks->count; i++) {
        const struct heading_rule *rule = blocks->list[i].rule;
        if (rule && rule->role == HEADING_CLOSE && !report->lead_inspector)
            report->lead_inspector = person(blocks->list[i + 1].text);
    }
}

/* A rule that is of a row is of the table of judgements. */
static const struct heading_rule *
heading_rule(const struct block *block)
{
    return block->kind == BLOCK_ROW ? NULL : block->rule;
}

void
cover_read(const struct blocks *blocks,
           const struct framework *framework,
           struct report *report)
{
    size_t title = blocks->count, body = blocks->count;

    if (blocks->count == 0)
        return;
    for (size_t i = 0; i < blocks->count; i++) {
        const struct heading_rule *rule = heading_rule(&blocks->list[i]);
        if (!rule)
            continue;
        if (rule->role == HEADING_TITLE && title == blocks->count) {
            title = i;
        } else if (rule->role != HEADING_TITLE) {
            body = i;
            break;
        }
    }
    const bool has_title = title < blocks->count;
    for (size_t i = 0; framework->is_letter && !has_title && i < body; i++)
        if (strncmp(blocks->list[i].text, "Dear ", 5) == 0)
            title = i; /* what is said of whom and when stands below it */
    /* A framework without a title of its own: the first line is one. */
    const char *text = blocks->list[has_title ? title : 0].text;
    if (*text && (has_title || strlen(text) <= TITLE_MAX))
        report->title = memory_strdup(text);
    if (framework->is_letter && title < blocks->count) {
        read_letter(blocks, title, framework->is_signed, report);
    } else {
        read_labels(blocks, 0, body, report);
        for (size_t i = body; i < blocks->count && !report->lead_inspector; i++)
            if (is_label(blocks->list[i].text))
                read_inspector(blocks, i, i + 1, report);
            else
                read_inspector_before(blocks->list[i].text, report);
    }
    read_authority(blocks, title, body, framework->is_letter, report);
}

/* A letter's opening: from its title, or its greeting, to its first heading.
 * Yours. */
static char *
opening_of(const struct blocks *blocks)
{
    struct text opening = {0};
    bool after_title = false;

    text_add_string(&opening, "");
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->list[i];
        if ((block->rule && block->rule->role == HEADING_TITLE) ||
            strncmp(block->text, "Dear ", 5) == 0) {
            after_title = true;
        } else if (block->rule) {
            break;
        } else if (after_title) {
            text_add_string(&opening, block->text);
            text_add(&opening, " ", 1);
        }
    }
    return opening.bytes;
}

/* The service area of the theme's words that stand first in the text; NULL
 * where none does. What follows a "not" ("but not care leavers") is none. */
static const char *
area_named_first(const struct framework *framework, const char *words)
{
    const char *first = NULL, *area = NULL;

    for (const struct area_rule *t = framework->themes; t->words; t++) {
        const char *at = words_find(words, t->words);
        if (!at || (first && at > first) ||
            (at - words >= 4 && memcmp(at - 4, "not ", 4) == 0))
            continue;
        first = at;
        area = t->area;
    }
    return area;
}

/* Whether the words name most areas: they are of none. */
static bool
is_of_all(const struct framework *framework, const char *words)
{
    const char *areas[4];
    size_t n = 0;

    for (const struct area_rule *t = framework->themes; t->words && n < 3;
         t++) {
        size_t k = 0;
        while (k < n && strcmp(areas[k], t->area) != 0)
            k++;
        if (k == n && words_find(words, t->words))
            areas[n++] = t->area;
    }
    return n >= 3;
}

/* Where one of the framework's openings of the sentence with the theme begins;
 * NULL. What inspectors looked at in the way of evidence is not a theme. */
static const char *
theme_in(const struct framework *framework, const char *words)
{
    const char *from = NULL;

    for (const char *const *o = framework->theme_openings; *o; o++) {
        const char *at = words_find(words, *o);
        if (at && (!from || at < from))
            from = at;
    }
    return from && words_contain(from, "evidence") ? NULL : from;
}

const char *
cover_theme(const struct blocks *blocks, const struct framework *framework)
{
    char *opening = opening_of(blocks);
    const char *area = NULL;

    for (const char *p = opening; *p && !area;) {
        const size_t len = grade_first_sentence(p);
        char *words = words_plain(p, len);
        const char *theme = theme_in(framework, words);
        if (theme)
            area = is_of_all(framework, theme)
                       ? framework->area
                       : area_named_first(framework, theme);
        free(words);
        p += len + strspn(p + len, " ");
    }
    if (!area) {
        char *words = words_plain(opening, strlen(opening));
        area = area_named_first(framework, words);
        free(words);
    }
    free(opening);
    return area ? area : framework->area;
}
