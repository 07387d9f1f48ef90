/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "judging.h"
#include "grades.h"
#include "text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 64 };

struct words {
    char *plain;
    const char *list[WORDS_MAX];
    size_t len[WORDS_MAX];
    size_t count;
};

/* Words that say of whom, not what. */
static bool
is_filler(const char *word, size_t len)
{
    static const char *const fillers[] = {
        "a",         "an",        "the",     "of",           "and",
        "in",        "for",       "to",      "by",           "on",
        "with",      "including", "service", "services",     "children",
        "childrens", "child",     "young",   "people",       "looked",
        "after",     "care",      "leavers", "safeguarding", "families",
        "their",     "authority", "council", "is",           "are",
        NULL};
    for (const char *const *f = fillers; *f; f++)
        if (strlen(*f) == len && strncmp(*f, word, len) == 0)
            return true;
    return false;
}

static void
split(const char *text, size_t len, struct words *out)
{
    out->plain = plain_words(text, len);
    out->count = 0;
    for (const char *p = out->plain; *p && out->count < WORDS_MAX;) {
        const size_t n = strcspn(p, " ");
        if (!is_filler(p, n)) {
            out->list[out->count] = p;
            out->len[out->count++] = n;
        }
        p += n + (p[n] == ' ');
    }
}

/* "planning" and "planning", "recording" and "recorded": near enough for
 * names of judgements, which are few and far apart. */
static bool
is_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const size_t shorter = a_len < b_len ? a_len : b_len;
    size_t same = 0;

    while (same < shorter && a[same] == b[same])
        same++;
    return (same == a_len && same == b_len) || same >= 6 ||
           (same == 5 && shorter <= 7);
}

static bool
is_within(const struct words *small, const struct words *large)
{
    for (size_t i = 0; i < small->count; i++) {
        bool found = false;
        for (size_t k = 0; k < large->count && !found; k++)
            found = is_same(small->list[i], small->len[i], large->list[k],
                            large->len[k]);
        if (!found)
            return false;
    }
    return small->count > 0;
}

size_t
judging_find(const struct report *report,
             const char *area,
             const char *text,
             size_t len)
{
    struct words subject;
    size_t best = NO_JUDGEMENT, best_count = 0;

    split(text, len, &subject);
    for (size_t j = 0; j < report->n_judgements; j++) {
        const struct judgement *judgement = &report->judgements[j];
        struct words name;
        if (strcmp(judgement->area, area) != 0)
            continue;
        split(judgement->name, strlen(judgement->name), &name);
        /* The whole name in the subject, or the subject a part of it. */
        const bool matches =
            is_within(&name, &subject) || is_within(&subject, &name);
        const size_t count =
            name.count < subject.count ? name.count : subject.count;
        if (matches && count > best_count) {
            best = j;
            best_count = count;
        }
        free(name.plain);
    }
    free(subject.plain);
    return best;
}

/* Whether the first sentence speaks of another judgement by its full name. */
static bool
speaks_of_another(const struct report *report,
                  const char *area,
                  const char *text,
                  size_t but)
{
    char *sentence = plain_words(text, first_sentence(text));
    bool found = false;

    for (size_t j = 0; j < report->n_judgements && !found; j++) {
        const struct judgement *judgement = &report->judgements[j];
        if (j == but || strcmp(judgement->area, area) != 0)
            continue;
        char *name = plain_words(judgement->name, strlen(judgement->name));
        found = strchr(name, ' ') && words_hold(sentence, name);
        free(name);
    }
    free(sentence);
    return found;
}

/* The judgement that the section's heading is. */
static size_t
judgement_of(const struct report *report, const struct section *section)
{
    return section->grade && section->heading
               ? judging_find(report, section->area, section->heading,
                              strlen(section->heading))
               : NO_JUDGEMENT;
}

/* Only a judgement of the record is carried: a heading's governs its section
 * by itself. */
static bool
can_be_carried(const struct report *report, size_t judgement)
{
    return judgement != NO_JUDGEMENT &&
           strcmp(report->judgements[judgement].source, "heading") != 0;
}

static void
grade(struct paragraph *p, const char *grade, const char *source, size_t by)
{
    p->grade = grade;
    p->grade_source = source;
    p->judgement = by;
}

void
judging_grade(struct report *report)
{
    size_t in = NO_JUDGEMENT; /* the section of the paragraph before */
    size_t carried_by = NO_JUDGEMENT;
    const char *carried = NULL;

    for (size_t i = 0; i < report->n_paragraphs; i++) {
        struct paragraph *p = &report->paragraphs[i];
        const struct section *section = &report->sections[p->section];
        size_t subject;

        if (p->section != in)
            carried = NULL;
        in = p->section;
        grade(p, "ungraded", "none", NO_JUDGEMENT);
        if (strcmp(section->kind, "finding") != 0)
            continue;
        const char *stated = grade_stated(p->text, &subject);
        if (stated) {
            carried_by = judging_find(report, section->area, p->text, subject);
            carried = can_be_carried(report, carried_by) ? stated : NULL;
            if (carried_by == NO_JUDGEMENT && stated == section->grade)
                carried_by = judgement_of(report, section);
            grade(p, stated, "stated", carried_by);
            continue;
        }
        if (carried &&
            speaks_of_another(report, section->area, p->text, carried_by))
            carried = NULL;
        if (carried)
            grade(p, carried, "carried", carried_by);
        else if (section->grade)
            grade(p, section->grade, "section", judgement_of(report, section));
    }
}
