/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * report.h: a report as data: what was read, before anything is written.
 *
 * A report owns its strings, but for those said to be constant: words of the
 * schema, which are never freed. Free it with report_fini().
 */
#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include "terms/dates.h"

#include <stdbool.h>
#include <stddef.h>

struct section {
    char *heading;    /* as printed, without its grade; NULL: before any */
    const char *area; /* constant, as the next two */
    const char *kind;
    const char *grade; /* printed with the heading; NULL: none */
    size_t graded_by;  /* the section whose heading that is, this or one above;
                          NO_SECTION; only while the report is read */
    const char *judged_as; /* the judgement's name, where it is not the heading;
                              or NULL; constant, and likewise */
};

#define NO_SECTION ((size_t)-1)

struct paragraph {
    size_t section;
    unsigned line;            /* of a text file; 0: none */
    unsigned page;            /* of a PDF, from 1; 0: none */
    int number;               /* printed; 0: none */
    int item;                 /* bullet, from 1; 0: none */
    const char *deadline;     /* constant; NULL: none */
    const char *grade;        /* constant; "ungraded" where none */
    const char *grade_source; /* constant */
    size_t judgement;         /* that governs it; NO_JUDGEMENT */
    char *id;                 /* within the report: "47", "47.2" */
    bool is_id_whole;         /* the id is not the report's to begin: a record
                                 brought it */
    char *text;
};

#define NO_JUDGEMENT ((size_t)-1)

struct judgement {
    const char *area; /* constant, as the next two */
    const char *grade;
    const char *source; /* "table", "record" or "heading" */
    char *name;
};

/* Something that the reading found odd, for a person to look at. */
struct oddity {
    unsigned line; /* of a text file; 0: none, or the whole report */
    unsigned page; /* of a PDF; likewise */
    char *text;    /* one line */
};

struct report {
    char *id; /* authority and date; told apart from others when indexed */
    char *source;
    const char *framework;         /* constant */
    char *title;                   /* NULL: none */
    char *authority;               /* NULL: unknown */
    char *lead_inspector;          /* NULL: unknown */
    char inspected_from[DAY_SIZE]; /* "": unknown, as the next two */
    char inspected_to[DAY_SIZE];
    char published[DAY_SIZE];

    struct section *sections;
    size_t n_sections;
    struct paragraph *paragraphs;
    size_t n_paragraphs;
    struct judgement *judgements;
    size_t n_judgements;
    struct oddity *oddities;
    size_t n_oddities;
};

/* Free with report_list_fini(). */
struct report_list {
    struct report *list;
    size_t count;
};

/* What a report is sorted by: the last day of the inspection, else the day of
 * publication; "" where neither is known. Borrowed. */
const char *report_date(const struct report *report);

/* Add a judgement; the name is copied. */
void report_add_judgement(struct report *report,
                          const char *area,
                          const char *name,
                          const char *grade,
                          const char *source);

/* Add an oddity; the text is copied. */
void report_add_oddity(struct report *report,
                       unsigned line,
                       unsigned page,
                       const char *text);

/* Give the report its id, and its paragraphs theirs, once all is read: those
 * that have none. */
void report_name(struct report *report);

void report_fini(struct report *report);

/* Room for one more report, zeroed; borrowed until the next. */
struct report *report_list_add(struct report_list *reports);
void report_list_fini(struct report_list *reports);

#endif
