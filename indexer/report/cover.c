/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/cover.h"
#include "report/facts.h"
#include "report/labels.h"
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
    NAME_MAX = 80,   /* bytes; a longer line is not a name */
    LETTER_HEAD = 4, /* blocks from a letter's title to its body */
    AREAS_MANY = 3   /* a visit about so many areas is about none of them */
};

/* The part of a title that names whom it is about; "" if it does not say. */
static const char *
named_in_title(const char *title)
{
    static const char *const before[] = {
        "focused visit to ", "area send inspection of ", "inspection of ",
        "joint targeted area inspection of ", NULL};
    static const char *const no_names[] = {
        "children",     "services",     "local authority",  "safeguarding",
        "looked after", "looked-after", "the multi-agency", NULL};
    const char *name = "";

    for (const char *const *b = before; *b && !*name; b++)
        if (strncasecmp(title, *b, strlen(*b)) == 0)
            name = title + strlen(*b);
    for (const char *const *no = no_names; *no; no++)
        if (strncasecmp(name, *no, strlen(*no)) == 0)
            return "";
    return name;
}

/* Whether the block may name whom the report is about: it is not a known
 * heading, except that of an overall judgement ("Northmere children's
 * services") without a grade. */
static bool
may_be_name(const struct block *block)
{
    return !block->rule ||
           (block->rule->role == HEADING_OVERALL && !block->grade);
}

/* The authority that is named by the first short line of these blocks that is
 * neither a label nor a heading; NULL if there is none. */
static char *
named_by_line(const struct blocks *blocks, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct block *block = &blocks->list[i];
        if (may_be_name(block) && !labels_are_at(block->text) &&
            strlen(block->text) <= NAME_MAX)
            return authority_short(block->text, strlen(block->text));
    }
    return NULL;
}

/* The first known authority that these blocks name; NULL if there is none. */
static const char *
known_in(const struct blocks *blocks, size_t from, size_t to)
{
    const char *name = NULL;

    for (size_t i = from; i < to && i < blocks->count && !name; i++)
        name = authority_in(blocks->list[i].text, NULL);
    return name;
}

/* The authority is named by the title or by another line of the cover; in a
 * letter, by its subject or else by its greeting. If the name is not in the
 * table of authorities, take it from where the name is usually printed. */
static void
read_authority(const struct blocks *blocks,
               size_t title,
               size_t body,
               bool is_letter,
               struct report *report)
{
    const size_t end = is_letter ? title + LETTER_HEAD : body;
    const char *name = known_in(blocks, title, title + 1);
    const char *printed =
        title < blocks->count ? named_in_title(blocks->list[title].text) : "";

    if (!name && *printed)
        report->authority = authority_short(printed, strlen(printed));
    for (size_t i = 0; i < title && is_letter && !name && !*printed; i++)
        if (strncmp(blocks->list[i].text, "Dear ", 5) == 0)
            name = known_in(blocks, i, i + 1);
    if (!name && !report->authority)
        name = known_in(blocks, is_letter ? title + 1 : 0, end);
    if (name) {
        report->authority = memory_strdup(name);
    } else if (!report->authority && !is_letter && title < blocks->count) {
        /* Printed in large type above the title, or else below it. */
        if (title > 0 && blocks->list[title - 1].kind == BLOCK_HEADING)
            report->authority = named_by_line(blocks, title - 1, title);
        if (!report->authority)
            report->authority = named_by_line(blocks, title + 1, body);
        if (!report->authority)
            report->authority = named_by_line(blocks, 0, title);
    }
}

/* The days of a visit are the last that the opening of its letter mentions, but
 * not after the letter itself: an earlier inspection may be mentioned first.
 * If the letter's own date is misprinted, they are the first. */
static void
take_visit_days(const char *text, struct report *report)
{
    char first[DAY_SIZE], last[DAY_SIZE];

    for (const char *at = text; (at = dates_next(at, first, last));) {
        const bool is_later = strcmp(last, report->inspected_to) > 0 &&
                              strcmp(last, report->published) <= 0;
        if (!*report->inspected_to || is_later) {
            memcpy(report->inspected_from, first, sizeof first);
            memcpy(report->inspected_to, last, sizeof last);
        }
    }
}

/* The letter of a visit is signed by the lead inspector, other letters by
 * directors. */
static void
read_letter(const struct blocks *blocks,
            size_t title,
            bool is_signed,
            struct report *report)
{
    char last[DAY_SIZE];

    /* The date of the letter is the first one, above the addressee. */
    for (size_t i = 0; i < title; i++)
        if (dates_find(blocks->list[i].text, report->published, last))
            break;
    for (size_t i = title + 1; i < blocks->count && i < title + LETTER_HEAD;
         i++)
        take_visit_days(blocks->list[i].text, report);
    for (size_t i = title; is_signed && i + 1 < blocks->count; i++) {
        const struct heading_rule *rule = blocks->list[i].rule;
        if (rule && rule->role == HEADING_CLOSE && !report->lead_inspector)
            report->lead_inspector = labels_person(blocks->list[i + 1].text);
    }
}

/* The rule of a heading. A row with a rule is not a heading but part of the
 * table of judgements. */
static const struct heading_rule *
heading_rule(const struct block *block)
{
    return block->kind == BLOCK_ROW || may_be_name(block) ? NULL : block->rule;
}

void
cover_read(const struct blocks *blocks,
           const struct framework *framework,
           struct report *report)
{
    size_t title = blocks->count, body = blocks->count;

    if (blocks->count == 0)
        return;
    if (framework->is_by_print) {
        facts_read(blocks, report);
        return;
    }
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
            title = i; /* who was visited, and when, is said after it */
    /* Without a known title, the first line is the title. */
    const char *text = blocks->list[has_title ? title : 0].text;
    if (*text && (has_title || strlen(text) <= TITLE_MAX))
        report->title = memory_strdup(text);
    if (framework->is_letter && title < blocks->count) {
        read_letter(blocks, title, framework->is_signed, report);
    } else {
        labels_read(blocks, body, report);
    }
    read_authority(blocks, title, body, framework->is_letter, report);
}

/* The opening of a letter: from its title or greeting to its first heading. The
 * caller frees it. */
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

/* The service area of the first theme that the words name; NULL if there is
 * none. What follows a "not" does not count: "but not care leavers". */
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

/* Whether the words name so many areas that they are about none in particular.
 */
static bool
is_of_all(const struct framework *framework, const char *words)
{
    const char *areas[AREAS_MANY];
    size_t n = 0;

    for (const struct area_rule *t = framework->themes;
         t->words && n < AREAS_MANY; t++) {
        size_t k = 0;
        while (k < n && strcmp(areas[k], t->area) != 0)
            k++;
        if (k == n && words_find(words, t->words))
            areas[n++] = t->area;
    }
    return n >= AREAS_MANY;
}

/* Where the words begin by which a sentence says what the visit was about; NULL
 * if they do not occur. What inspectors looked at as evidence is not a theme.
 */
static const char *
theme_in(const struct framework *framework, const char *words)
{
    const char *from = NULL;

    for (char *const *o = framework->theme_openings; o && *o; o++) {
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
