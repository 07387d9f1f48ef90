/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * frameworks.h: the vocabulary of each kind of inspection, from its file in
 * share/frameworks or of the user (findings/frameworks.h, docs/frameworks.md):
 * how its reports are recognised, what its headings are, and what each of them
 * opens. Lists end with a rule whose words are NULL, and are NULL if the file
 * has no such list. All words are plain.
 */
#ifndef INDEXER_FRAMEWORKS_H
#define INDEXER_FRAMEWORKS_H

#include "findings/frameworks.h"
#include "terms/grades.h"

#include <stdbool.h>
#include <stddef.h>

enum heading_role {
    HEADING_TITLE,    /* the title of the report */
    HEADING_PART,     /* opens a part of the report, about a service area */
    HEADING_NAME,     /* the same, but within the explanation of the grades
                         (HEADING_SCALE), opens a section of it */
    HEADING_OVERALL,  /* gives the grade of the whole report; without a grade it
                         is treated as an unknown heading */
    HEADING_SECTION,  /* opens a section, which may have a grade */
    HEADING_AREA,     /* opens a graded section; without a grade, it is the
                         topic of a list of findings or recommendations */
    HEADING_TOPIC,    /* belongs to the section around it, about an area */
    HEADING_WITHIN,   /* opens findings of the graded section around it */
    HEADING_SCALE,    /* opens the explanation of the grades */
    HEADING_BOX,      /* opens a box with an example; numbers that continue
                         after it belong to the section around it */
    HEADING_DEADLINE, /* within recommendations: the deadline of those that
                         follow */
    HEADING_PRIORITY, /* opens recommendations, all with this deadline */
    HEADING_RECORD,   /* opens the record of judgements */
    HEADING_CLOSE     /* ends the findings, up to the next known heading */
};

struct heading_rule {
    enum heading_role role;
    const char *words; /* plain words; '*' at the end: any that begin like this;
                          at the beginning: any that end like this */
    const char *area;  /* service area; NULL: that of the part around it */
    const char *value; /* a section's kind (NULL: finding); a deadline */
};

/* The service area that words stand for. */
struct area_rule {
    const char *words;
    const char *area;
};

/* Stock openings of paragraphs that are not findings. */
struct opening_rule {
    const char *words; /* plain */
    const char *kind;  /* of that paragraph */
    const char *after; /* kind of the paragraphs that follow, up to the next
                          heading; NULL: unchanged */
};

struct framework {
    const char *name;    /* as in the schema */
    char *const *titles; /* words by which a report is recognised; NULL: for
                            all other reports */
    const struct heading_rule *headings;
    const struct area_rule *themes; /* the areas that a visit may look at, by
                                       words of the letter; or NULL, like the
                                       next */
    char *const *theme_openings;    /* beginnings of the sentence that names the
                                       theme */
    const struct opening_rule *openings; /* or NULL */
    const struct area_rule *judgements;  /* the areas of judgements in the
                                            table, by words of their names; or
                                            NULL */
    struct grade_word *grades;           /* its own, or the common ones */
    const char *area;       /* unless a part or heading names another */
    bool is_graded;         /* otherwise nothing in it is a grade */
    bool is_letter;         /* its body begins right after the title */
    bool is_signed;         /* a letter that the lead inspector signs */
    bool is_numbered;       /* every paragraph of the body has a number, so one
                               without continues the one before */
    bool opens_after_table; /* its body begins right after the table of
                               judgements */
    /* Its reports are not about a council, so that their form is not known as a
     * whole: headings are also told by how they are set; authority, dates and
     * grades are read where they are labelled or printed; and nothing is left
     * out. */
    bool is_by_print;
    const char *first_judgement; /* the judgement that each part of the record
                                    begins with */
};

/* Make the rules of all frameworks' files. False, with a reason that names the
 * file and the line, if one is wrong. To be called once, before the others, by
 * a program that reads files of users. */
bool frameworks_prepare(char reason[FINDINGS_REASON_SIZE]);

/* The words for grades that all frameworks have in common. */
const struct grade_word *frameworks_common_grades(void);

/* The framework of a report, recognised by the plain words of its first page;
 * "other" if they contain no known title. Never NULL. */
const struct framework *framework_of(const char *head);

/* The service area of a judgement in the table, by its name; NULL if the
 * framework does not know it. Constant. */
const char *framework_judgement(const struct framework *framework,
                                const char *name,
                                size_t len);

/* The standing words that a text begins with; NULL if there are none. */
const struct opening_rule *framework_opening(const struct framework *framework,
                                             const char *text,
                                             size_t len);

/* The rule for a heading of these plain words; NULL if there is none. */
const struct heading_rule *framework_heading(const struct framework *framework,
                                             const char *words);

/* Whether the rule only says how the heading begins. */
bool framework_rule_is_open(const struct heading_rule *rule);

#endif
