/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/judging.h"
#include "base/words.h"
#include "terms/grades.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    WORDS_MAX = 64,       /* of a name or subject; the rest is ignored */
    STATEMENT_MAX = 160,  /* bytes of a sentence that grades a section */
    JUDGEMENTS_MAX = 200, /* of a report; the most found in a real one is 34 */
    /* Two words are forms of one word if they begin with this many of the same
     * letters; fewer are enough if one of the words is short. */
    SAME_LETTERS = 6,
    SAME_LETTERS_SHORT = 5,
    SHORT_WORD_MAX = 7
};

struct content_words {
    char *plain;
    const char *list[WORDS_MAX];
    size_t len[WORDS_MAX];
    size_t count;
};

void
judging_add(struct report *report,
            const char *area,
            const char *name,
            const char *grade,
            const char *source)
{
    if (report->n_judgements < JUDGEMENTS_MAX)
        report_add_judgement(report, area, name, grade, source);
}

bool
judging_has(const struct report *report, const char *area, const char *name)
{
    for (size_t j = 0; j < report->n_judgements; j++)
        if (strcmp(report->judgements[j].area, area) == 0 &&
            strcasecmp(report->judgements[j].name, name) == 0)
            return true;
    return false;
}

/* Whether the word says who or how rather than what, and so names no judgement.
 */
static bool
is_filler(const char *word, size_t len)
{
    static const char *const fillers[] = {
        "a",         "an",       "the",          "of",
        "and",       "in",       "for",          "to",
        "by",        "on",       "with",         "including",
        "their",     "is",       "are",          "service",
        "services",  "children", "childrens",    "child",
        "young",     "people",   "looked",       "after",
        "care",      "leavers",  "safeguarding", "families",
        "authority", "council",  "effective",    "make",
        "making",    "process",  "processes",    "arrangements",
        "systems",   NULL};
    for (const char *const *f = fillers; *f; f++)
        if (strlen(*f) == len && strncmp(*f, word, len) == 0)
            return true;
    return false;
}

static void
split(const char *text, size_t len, struct content_words *out)
{
    out->plain = words_plain(text, len);
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

/* Whether two words are forms of one, judging by how they begin: "recording"
 * and "records", "health" and "healthy". The names of judgements are few and
 * dissimilar, so a stemmer would be no better. */
static bool
is_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const size_t shorter = a_len < b_len ? a_len : b_len;
    size_t same = 0;

    while (same < shorter && a[same] == b[same])
        same++;
    return (same == a_len && same == b_len) || same >= SAME_LETTERS ||
           (same == SAME_LETTERS_SHORT && shorter <= SHORT_WORD_MAX);
}

static bool
is_within(const struct content_words *small, const struct content_words *large)
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

/* The judgement of this service area whose name matches the subject best: with
 * the most words. */
static size_t
find_in(const struct report *report,
        const char *area,
        const struct content_words *subject)
{
    size_t best = NO_JUDGEMENT, best_count = 0;

    for (size_t j = 0; j < report->n_judgements; j++) {
        const struct judgement *judgement = &report->judgements[j];
        struct content_words name;
        if (strcmp(judgement->area, area) != 0)
            continue;
        split(judgement->name, strlen(judgement->name), &name);
        /* One of the two must contain the other. */
        const bool matches =
            is_within(&name, subject) || is_within(subject, &name);
        const size_t count =
            name.count < subject->count ? name.count : subject->count;
        if (matches && count > best_count) {
            best = j;
            best_count = count;
        }
        free(name.plain);
    }
    return best;
}

size_t
judging_find(const struct report *report,
             const char *area,
             const char *text,
             size_t len)
{
    /* A judgement about the whole report is not filed under the area. */
    const char *const areas[] = {area, "general", "leadership"};
    struct content_words subject;
    size_t found = NO_JUDGEMENT;

    split(text, len, &subject);
    for (size_t i = 0;
         i < sizeof areas / sizeof *areas && found == NO_JUDGEMENT; i++)
        found = find_in(report, areas[i], &subject);
    free(subject.plain);
    return found;
}

/* The length of the subject of a sentence: the text before its first "is" or
 * "are"; 0 if it has neither. */
static size_t
subject_length(const char *text, size_t len)
{
    for (size_t i = 1; i + 4 < len; i++)
        if (strncmp(text + i, " is ", 4) == 0 ||
            strncmp(text + i, " are ", 5) == 0)
            return i;
    return 0;
}

/* Whether the first sentence is about a judgement other than this: it contains
 * the full name of one, or its subject is part of one ("Complaints processes
 * are" belongs to "Service responsiveness, including complaints"). */
static bool
speaks_of_another(const struct report *report,
                  const char *area,
                  const char *text,
                  size_t but)
{
    const size_t len = grade_first_sentence(text);
    char *sentence = words_plain(text, len);
    struct content_words subject;
    bool found = false;

    split(text, subject_length(text, len), &subject);
    for (size_t j = 0; j < report->n_judgements && !found; j++) {
        const struct judgement *judgement = &report->judgements[j];
        struct content_words name;
        if (j == but || strcmp(judgement->area, area) != 0)
            continue;
        char *whole = words_plain(judgement->name, strlen(judgement->name));
        split(judgement->name, strlen(judgement->name), &name);
        found = is_within(&subject, &name) ||
                (strchr(whole, ' ') && words_contain(sentence, whole));
        free(name.plain);
        free(whole);
    }
    free(subject.plain);
    free(sentence);
    return found;
}

/* The only judgement of the area; NO_JUDGEMENT if it has none or several. */
static size_t
only_of(const struct report *report, const char *area)
{
    size_t found = NO_JUDGEMENT;

    for (size_t j = 0; j < report->n_judgements; j++) {
        if (strcmp(report->judgements[j].area, area) != 0)
            continue;
        if (found != NO_JUDGEMENT)
            return NO_JUDGEMENT;
        found = j;
    }
    return found;
}

/* The service area that the subject stands for as a whole, rather than for a
 * part of it: "services for children in care", but not "education for children
 * in care". NULL if there is none. */
static const char *
area_of_subject(const struct framework *framework,
                const char *subject,
                size_t len)
{
    static const char *const openings[] = {
        "the ",
        "experiences and progress of ",
        "experience and progress of ",
        "services for ",
        "support for ",
        "children who need ",
        "children in need of ",
        "children and young people who need ",
        "children and young people in need of ",
        NULL};
    char *words = words_plain(subject, len), *p = words;
    const char *area = NULL;

    for (const char *const *o = openings; *o;) {
        if (strncmp(p, *o, strlen(*o)) == 0) {
            p += strlen(*o);
            o = openings;
        } else {
            o++;
        }
    }
    for (const struct area_rule *rule = framework->judgements;
         rule->words && !area; rule++)
        if (words_begin(p, rule->words))
            area = rule->area;
    free(words);
    return area;
}

/* The judgement whose grade is stated by a sentence with this subject, in a
 * section of the area; NO_JUDGEMENT if there is none. */
static size_t
judgement_stated(const struct report *report,
                 const struct framework *framework,
                 const char *area,
                 const char *subject,
                 size_t len)
{
    if (!framework->judgements || framework->first_judgement)
        return judging_find(report, area, subject, len);
    const char *of = area_of_subject(framework, subject, len);
    if (!of)
        return NO_JUDGEMENT;
    const size_t only = only_of(report, of);
    return only != NO_JUDGEMENT ? only : judging_find(report, of, subject, len);
}

size_t
judging_of_section(const struct report *report, size_t section)
{
    const size_t by = report->sections[section].graded_by;

    if (by == NO_SECTION)
        return NO_JUDGEMENT;
    const struct section *above = &report->sections[by];
    const char *name = above->judged_as ? above->judged_as : above->heading;
    size_t found = NO_JUDGEMENT;
    if (name)
        found = judging_find(report, above->area, name, strlen(name));
    return found != NO_JUDGEMENT ? found : only_of(report, above->area);
}

/* Whether a stated grade carries over to the next paragraphs: only if its
 * judgement is from the record or the table, since the grade of a heading
 * governs its section anyway. Judgements of a table must also be of the
 * section's area. */
static bool
can_be_carried(const struct report *report,
               const struct framework *framework,
               const char *area,
               size_t judgement)
{
    if (judgement == NO_JUDGEMENT)
        return false;
    const struct judgement *by = &report->judgements[judgement];
    return strcmp(by->source, "heading") != 0 &&
           (framework->first_judgement || strcmp(by->area, area) == 0);
}

static void
set_grade(struct paragraph *p, const char *grade, const char *source, size_t by)
{
    p->grade = grade;
    p->grade_source = source;
    p->judgement = by;
}

/* Whether the words of the heading are those of the subject, or one has all of
 * the other's. */
static bool
is_named_by(const char *heading, const char *subject, size_t len)
{
    struct content_words a, b;

    split(heading, strlen(heading), &a);
    split(subject, len, &b);
    const bool found = is_within(&a, &b) || is_within(&b, &a);
    free(a.plain);
    free(b.plain);
    return found;
}

/* Grade the section by its first paragraph, if that does nothing but state the
 * grade of what the heading names: "The quality of care is good." */
static void
judge_section(struct report *report,
              const struct framework *framework,
              const struct paragraph *first)
{
    struct section *section = &report->sections[first->section];
    const char *name = section->heading;
    size_t subject;

    if (!name || section->grade || strcmp(section->kind, "finding") != 0 ||
        strlen(first->text) > STATEMENT_MAX ||
        first->text[grade_first_sentence(first->text)])
        return;
    const char *grade = grade_stated(framework->grades, first->text, &subject);
    if (!grade || !is_named_by(name, first->text, subject) ||
        judging_find(report, section->area, name, strlen(name)) != NO_JUDGEMENT)
        return;
    section->grade = grade;
    section->graded_by = first->section;
    judging_add(report, section->area, name, grade, "heading");
}

void
judging_grade(struct report *report, const struct framework *framework)
{
    size_t in = NO_SECTION; /* section of the paragraph before */
    size_t carried_by = NO_JUDGEMENT;
    const char *carried = NULL;

    for (size_t i = 0; framework->is_by_print && framework->is_graded &&
                       i < report->n_paragraphs;
         i++) {
        const struct paragraph *p = &report->paragraphs[i];
        if (i == 0 || p->section != p[-1].section)
            judge_section(report, framework, p);
    }
    for (size_t i = 0; i < report->n_paragraphs; i++) {
        struct paragraph *p = &report->paragraphs[i];
        const struct section *section = &report->sections[p->section];
        size_t subject;

        if (p->section != in)
            carried = NULL;
        in = p->section;
        set_grade(p, "ungraded", "none", NO_JUDGEMENT);
        if (!framework->is_graded || strcmp(section->kind, "finding") != 0)
            continue;
        /* A row of a table is not a sentence. */
        const char *stated =
            strstr(p->text, " | ")
                ? NULL
                : grade_stated(framework->grades, p->text, &subject);
        if (stated) {
            carried_by = judgement_stated(report, framework, section->area,
                                          p->text, subject);
            carried =
                can_be_carried(report, framework, section->area, carried_by)
                    ? stated
                    : NULL;
            if (carried_by == NO_JUDGEMENT && stated == section->grade)
                carried_by = judging_of_section(report, p->section);
            set_grade(p, stated, "stated", carried_by);
            continue;
        }
        if (carried &&
            speaks_of_another(report, section->area, p->text, carried_by))
            carried = NULL;
        if (carried)
            set_grade(p, carried, "carried", carried_by);
        else if (section->grade)
            set_grade(p, section->grade, "section",
                      judging_of_section(report, p->section));
    }
}
