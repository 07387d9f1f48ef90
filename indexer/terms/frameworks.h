/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * frameworks.h: what each kind of inspection calls things. A framework is a
 * table: how its reports are recognised, what its headings are and what each
 * opens. Reading a new framework means adding a table here, its name to the
 * field table (lib/findings/schema.c), and its tests.
 */
#ifndef INDEXER_FRAMEWORKS_H
#define INDEXER_FRAMEWORKS_H

#include <stdbool.h>
#include <stddef.h>

enum heading_role {
    HEADING_END_OF_TABLE = 0,
    HEADING_TITLE,    /* the report's own */
    HEADING_PART,     /* opens a part of the report: a service area */
    HEADING_NAME,     /* the same by its name, which may head a scale too */
    HEADING_OVERALL,  /* says the whole report's grade; none without it */
    HEADING_SECTION,  /* paragraphs follow, and perhaps a grade */
    HEADING_AREA,     /* a section that is graded; without a grade, the topic of
                         a list of findings or recommendations */
    HEADING_TOPIC,    /* part of the section around it, about an area */
    HEADING_WITHIN,   /* findings follow, of the graded section around it */
    HEADING_SCALE,    /* what the grades mean follows, perhaps by parts */
    HEADING_BOX,      /* a box with an example follows; numbers that run on
                         after it belong to the section around it */
    HEADING_DEADLINE, /* within recommendations: by when */
    HEADING_RECORD,   /* the table of judgements follows */
    HEADING_CLOSE     /* what follows is not part of what was found, up to
                         another heading that is known */
};

struct heading_rule {
    enum heading_role role;
    const char *words; /* plain words; a '*' at the end: what begins so; at
                          the beginning: what ends so */
    const char *area;  /* service area; NULL: that of the part */
    const char *value; /* a section's kind (NULL: finding); a deadline */
};

/* The service area that words are of. */
struct area_rule {
    const char *words;
    const char *area;
};

/* Standing words that a paragraph may begin with: they are not a finding. */
struct opening_rule {
    const char *words; /* plain */
    const char *kind;  /* of that paragraph */
    const char *after; /* of those after it, up to a heading; NULL: as before */
};

struct framework {
    const char *name;          /* as in the schema */
    const char *const *titles; /* plain words by which a report is recognised;
                                  NULL: no others know it */
    const struct heading_rule *headings;
    const struct area_rule *themes; /* what a visit looked at, by the words of
                                       the letter; or NULL, as the next */
    const char *const *theme_openings; /* of the sentence that has the theme */
    const struct opening_rule *openings; /* or NULL */
    const struct area_rule *judgements;  /* of the table of judgements, by words
                                            of their names; or NULL */
    const char *area;       /* where no part or heading says another */
    bool is_graded;         /* else nothing in it is a grade */
    bool is_letter;         /* paragraphs begin right after the title */
    bool is_signed;         /* a letter, by the lead inspector */
    bool is_numbered;       /* every paragraph of the body has a number, so one
                               without is the rest of the one before */
    bool opens_after_table; /* paragraphs begin right after the table of
                               judgements */
    const char *first_judgement; /* of each part, in the record */
};

/* The framework of a report, by the plain words of its first page; the last
 * one, "other", where no title that we know is among them. Never NULL. */
const struct framework *framework_of(const char *head);

/* The service area of a judgement of the table, by its name; NULL where none of
 * the framework's is of that name. Constant. */
const char *framework_judgement(const struct framework *framework,
                                const char *name,
                                size_t len);

/* The standing words that a text begins with; NULL where none. */
const struct opening_rule *framework_opening(const struct framework *framework,
                                             const char *text,
                                             size_t len);

/* The rule for a heading of these plain words; NULL where none. */
const struct heading_rule *framework_heading(const struct framework *framework,
                                             const char *words);

/* Whether the rule knows only how the heading begins. */
bool framework_rule_is_open(const struct heading_rule *rule);

#endif
