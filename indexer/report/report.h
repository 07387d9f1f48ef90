/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * report.h: a report as it was read, before anything is written.
 *
 * A report owns its strings, except those marked as constant: these are words
 * of the schema, which are never freed. Free it with report_fini().
 */
#ifndef INDEXER_REPORT_H
#define INDEXER_REPORT_H

#include "lines/marks.h"
#include "terms/dates.h"

#include "findings/schema.h"

#include <stdbool.h>
#include <stddef.h>

enum { AREAS_MAX = 8 }; /* of a paragraph: all words of the vocabulary */

struct section {
    char *chapter;    /* the heading above; NULL: none */
    char *heading;    /* as printed, without its grade; NULL: no heading yet */
    const char *area; /* constant, like the next three */
    const char *second_area; /* if the heading names two; or NULL; only used
                                while reading */
    const char *kind;
    const char *polarity; /* constant; NULL: none */
    const char *grade;    /* printed with the heading; NULL: none */
    size_t graded_by;     /* the section with that heading, this or one above;
                             NO_SECTION; only used while reading */
    double size; /* of the heading's type, as in struct block; only used while
                    reading, as the next two */
    bool is_bold;
    const char *judged_as; /* name of the judgement if it differs from the
                              heading; or NULL; constant; only used while
                              reading */
};

#define NO_SECTION ((size_t)-1)

struct paragraph {
    size_t section;
    const char *areas[AREAS_MAX]; /* constant; at least one, then NULLs */
    unsigned line;                /* of a text file; 0: none */
    unsigned page;                /* of a PDF, from 1; 0: none */
    int number;                   /* as printed; 0: none */
    char parts[PARTS_SIZE];       /* a number with parts; "" if none */
    int item;                     /* bullet, from 1; 0: none */
    const char *deadline;         /* constant; NULL: none */
    const char *grade;            /* constant; "ungraded" if none */
    const char *grade_source;     /* constant; see report_field() */
    size_t judgement;             /* the one that governs it; or NO_JUDGEMENT */
    char *id;                     /* unique within the report: "47", "47.2" */
    bool is_cover;                /* it is above the body; only used while
                                     reading */
    bool is_id_whole; /* the id came with a record, and is not prefixed
                         with the report's */
    char *text;
};

#define NO_JUDGEMENT ((size_t)-1)

struct judgement {
    const char *area;        /* constant, like the next three */
    const char *second_area; /* if its name is of two; or NULL */
    const char *grade;
    const char *source; /* "table", "record" or "heading" */
    char *name;
};

/* A contradiction or gap that the reading found, for a person to check. */
struct oddity {
    unsigned line;  /* of a text file; 0 if none, or the whole report */
    unsigned page;  /* of a PDF; 0 if none, or the whole report */
    bool is_damage; /* words of the report may be missing */
    char *text;     /* one line */
};

struct report {
    char *id; /* authority or provider, and date; made unique when indexed */
    char *source;
    const char *framework;         /* constant */
    char *title;                   /* NULL: none */
    char *authority;               /* NULL: unknown */
    char *provider;                /* NULL: a council, or unknown */
    char *publisher;               /* NULL: unknown */
    char *lead_inspector;          /* NULL: unknown */
    char inspected_from[DAY_SIZE]; /* "" if unknown (also the two below) */
    char inspected_to[DAY_SIZE];
    char published[DAY_SIZE]; /* only YYYY-MM if no day is printed */

    struct section *sections;
    size_t n_sections;
    struct paragraph *paragraphs;
    size_t n_paragraphs;
    struct judgement *judgements;
    size_t n_judgements;
    struct oddity *oddities;
    size_t n_oddities;
    unsigned unread_pages;     /* that could be read with --ocr, and were not */
    unsigned recognised_pages; /* that were read so */
};

/* Free with report_list_fini(). */
struct report_list {
    struct report *list;
    size_t count;
};

/* The field with this name: one of the schema, or "grade_source", which is not
 * among them because nobody filters by it. */
const struct findings_field *report_field(const char *name);

/* The date that a report is sorted by: the last day of the inspection, or else
 * the day of publication, which is the last of the month if only that is
 * printed; "" if neither is known. */
void report_date(const struct report *report, char day[DAY_SIZE]);

/* Add a judgement; the name is copied. If it names two service areas, it is of
 * both. */
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

/* Give ids to the report and its paragraphs where they have none. Call this
 * once everything has been read. */
void report_name(struct report *report);

/* An id with this number after it, from 2 on: "leeds-2010-10-15-2"; 1: the id
 * alone. The caller frees it. */
char *report_numbered_id(const char *id, size_t number);

void report_fini(struct report *report);

/* Append a zeroed report; borrowed until the next call. */
struct report *report_list_add(struct report_list *reports);
void report_list_fini(struct report_list *reports);

#endif
