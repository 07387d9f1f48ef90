/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/titles.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "report/labelled.h"
#include "report/occasion.h"
#include "terms/dates.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    COVER_MAX = 30,     /* blocks */
    LINE_MAX = 200,     /* bytes; a longer block is prose */
    SENTENCE_MIN = 60,  /* bytes; a shorter one may be a motto */
    LETTERS_SIZE = 200, /* of a title, to compare */
    LETTERS_MIN = 3,
    NUMBER_MIN = 5 /* bytes */
};

/* Type whose size differs by less is of one size: in points. */
static const double size_drift = 0.5;

/* Words that say what kind of report it is, and not about what. */
static const char *const of_kinds[] = {"accident",     "air",
                                       "annual",       "an",
                                       "audit",        "aviation",
                                       "children",     "college",
                                       "care",         "draft",
                                       "evaluation",   "final",
                                       "full",         "fullscale",
                                       "formal",       "home",
                                       "incident",     "independent",
                                       "inquiry",      "inspection",
                                       "interim",      "investigation",
                                       "marine",       "monitoring",
                                       "occurrence",   "of",
                                       "official",     "on",
                                       "primary",      "provider",
                                       "publication",  "quality",
                                       "rail",         "railway",
                                       "reinspection", "report",
                                       "reports",      "review",
                                       "safety",       "school",
                                       "schools",      "secondary",
                                       "section",      "service",
                                       "short",        "special",
                                       "statutory",    "summary",
                                       "survey",       "the",
                                       "transport",    "transportation",
                                       "visit",        "a",
                                       "and",          NULL};

/* How the names of bodies that publish reports begin and end, as letters. */
static const char *const publishers_begin[] = {"departmentfor",
                                               "departmentof",
                                               "usdepartment",
                                               "ministryof",
                                               "ministryfor",
                                               "officeof",
                                               "officefor",
                                               "hminspector",
                                               "hisma",
                                               "herma",
                                               NULL};
static const char *const publishers_end[] = {
    "commission",   "commissionnewzealand",
    "inspectorate", "ofsted",
    "bureau",       "estyn",
    "executive",    "branch",
    "ombudsman",    NULL};

bool
titles_is_line(const struct block *block)
{
    const size_t len = strlen(block->text);

    return (block->kind == BLOCK_HEADING || block->kind == BLOCK_PROSE ||
            block->kind == BLOCK_ROW) &&
           len > 0 && len <= LINE_MAX && block->text[len - 1] != '.';
}

/* Whether the block is the first sentence of the text. */
static bool
begins_text(const struct block *block)
{
    const size_t len = strlen(block->text);

    if (block->kind == BLOCK_NUMBERED || block->kind == BLOCK_BULLET)
        return true;
    return block->kind == BLOCK_PROSE &&
           (len > LINE_MAX ||
            (len >= SENTENCE_MIN && block->text[len - 1] == '.'));
}

/* How many short items come before the first heading: a menu of the site, which
 * a page did not mark as one. */
static size_t
menu_length(const struct blocks *blocks)
{
    size_t i = 0, items = 0;

    while (i < blocks->count && i < COVER_MAX &&
           strlen(blocks->list[i].text) < SENTENCE_MIN &&
           (blocks->list[i].kind == BLOCK_BULLET ||
            blocks->list[i].kind == BLOCK_PROSE))
        items += blocks->list[i++].kind == BLOCK_BULLET;
    return items > 0 && i < blocks->count &&
                   blocks->list[i].kind == BLOCK_HEADING
               ? i
               : 0;
}

size_t
titles_cover(const struct blocks *blocks)
{
    size_t i = menu_length(blocks);

    while (i < blocks->count && i < COVER_MAX && blocks->list[i].page <= 1 &&
           !begins_text(&blocks->list[i]))
        i++;
    return i;
}

/* Whether the letters are nothing but words of the list. */
static bool
consist_of(const char *letters, const char *const *words)
{
    if (!*letters)
        return true;
    for (const char *const *word = words; *word; word++) {
        const size_t len = strlen(*word);
        if (strncmp(letters, *word, len) == 0 &&
            consist_of(letters + len, words))
            return true;
    }
    return false;
}

static bool
is_publisher(const char *letters)
{
    const size_t len = strlen(letters);

    for (const char *const *p = publishers_begin; *p; p++)
        if (strncmp(letters, *p, strlen(*p)) == 0)
            return true;
    for (const char *const *p = publishers_end; *p; p++)
        if (len >= strlen(*p) && strcmp(letters + len - strlen(*p), *p) == 0)
            return true;
    return false;
}

/* Copy the letters of the words that have no figures: "Report M21A0041" is
 * "report". */
static void
letters_of_words(struct span line, char *out, size_t size)
{
    size_t n = 0;

    for (size_t i = 0; i < line.len;) {
        const size_t from = i;
        bool is_code = false;
        for (; i < line.len && line.text[i] != ' '; i++)
            is_code |= isdigit((unsigned char)line.text[i]) != 0;
        if (!is_code) {
            labelled_letters(line.text + from, i - from, out + n, size - n);
            n += strlen(out + n);
        }
        while (i < line.len && line.text[i] == ' ')
            i++;
    }
    out[n] = '\0';
}

/* The line without a date that it begins with. */
static struct span
without_date(struct span line)
{
    char first[DAY_SIZE], last[DAY_SIZE];
    char *text = memory_strndup(line.text, line.len);
    const char *at, *end = dates_search(text, &at, first, last);

    if (end && at == text) {
        line.text += end - text;
        line.len -= (size_t)(end - text);
        utf8_trim(&line.text, &line.len);
    }
    free(text);
    return line;
}

/* Whether the line is a name in place of a kind, a publisher or a date. It may
 * be nothing but a number, by which some homes are known: "SC025813". */
static bool
names_something(struct span line)
{
    char letters[LETTERS_SIZE];

    letters_of_words(line, letters, sizeof letters);
    if (!*letters)
        return line.len >= NUMBER_MIN && !memchr(line.text, ' ', line.len) &&
               isalnum((unsigned char)*line.text);
    return strlen(letters) >= LETTERS_MIN && !consist_of(letters, of_kinds) &&
           !is_publisher(letters);
}

/* The longest cell of a row; the line of any other block. */
static struct span
longest_cell(const struct block *block)
{
    struct span longest = {block->text, 0};

    for (const char *p = block->text; p; p = strchr(p, '\t')) {
        p += *p == '\t';
        const struct span cell = labelled_cell(p);
        if (cell.len > longest.len)
            longest = cell;
    }
    return longest;
}

/* How large a block is set. In a document that says what its lines are, a
 * heading like others begins a part, and is not larger than the text. */
static double
size_of(const struct blocks *blocks, const struct block *block)
{
    if (block->page > 0)
        return block->size;
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *other = &blocks->list[i];
        if (other != block && other->kind == BLOCK_HEADING &&
            other->size == block->size)
            return 0;
    }
    return block->size;
}

/* The subject of a letter: the line after its greeting. */
static char *
subject_of(const struct blocks *blocks)
{
    const size_t greeting = occasion_greeting(blocks);
    const struct block *subject =
        greeting + 1 < blocks->count ? &blocks->list[greeting + 1] : NULL;

    return subject && titles_is_line(subject) ? memory_strdup(subject->text)
                                              : NULL;
}

/* The title with the next line, if it leads to it: "Inspection of services in",
 * "Kent". */
static char *
whole_title(const struct blocks *blocks, struct span title)
{
    static const char *const joints[] = {" in", " of", " at", " into", NULL};
    const size_t len = title.len - (title.text[title.len - 1] == ':');
    struct text whole = {0};

    text_add(&whole, title.text, len);
    for (size_t i = 0; i + 1 < blocks->count && i < COVER_MAX; i++) {
        const struct block *block = &blocks->list[i];
        if (block->text + strlen(block->text) != title.text + title.len ||
            !titles_is_line(block + 1))
            continue;
        for (const char *const *joint = joints; *joint; joint++) {
            const size_t n = strlen(*joint);
            if (len > n && memcmp(title.text + len - n, *joint, n) == 0) {
                text_add(&whole, " ", 1);
                text_add_string(&whole, block[1].text);
                break;
            }
        }
        break;
    }
    return whole.bytes;
}

char *
titles_read(const struct blocks *blocks)
{
    const size_t cover = titles_cover(blocks);
    struct span best = {NULL, 0};
    double size = -1;

    if (occasion_is_letter(blocks))
        return subject_of(blocks);
    for (size_t i = 0; i < cover; i++) {
        const struct block *block = &blocks->list[i];
        const struct span line = without_date(longest_cell(block));
        const double own = size_of(blocks, block);
        if (titles_is_line(block) && names_something(line) &&
            own > size + size_drift) {
            best = line;
            size = own;
        }
    }
    if (best.text)
        return whole_title(blocks, best);
    return cover > 0 && titles_is_line(&blocks->list[0])
               ? memory_strdup(blocks->list[0].text)
               : NULL;
}
