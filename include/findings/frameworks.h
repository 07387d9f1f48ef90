/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * frameworks.h: kinds of inspection as data. Each file of share/frameworks is
 * one, in the form that docs/frameworks.md describes; common.txt has what they
 * share. These files are part of the programs. Users add files of their own.
 *
 * The vocabulary of the fields framework, service_area, grade and deadline
 * comes from all of them (findings_field_words() and the functions around it);
 * what the rules say to a reader of reports is the business of findings-index.
 *
 * Add a user's files before other threads use anything here or in schema.h;
 * from then on everything is constant, and lives as long as the program.
 */
#ifndef FINDINGS_FRAMEWORKS_H
#define FINDINGS_FRAMEWORKS_H

#include "findings/places.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum findings_rules {
    FINDINGS_OTHER_NAMES,
    FINDINGS_TITLES,
    FINDINGS_HEADINGS,
    FINDINGS_JUDGEMENTS,
    FINDINGS_THEMES,
    FINDINGS_THEME_SENTENCES,
    FINDINGS_OPENINGS,
    FINDINGS_AREAS,
    FINDINGS_GRADES,
    FINDINGS_DEADLINES,
    FINDINGS_N_RULES
};

/* One line of a list: "role: words = value". Only headings have a role. */
struct findings_rule {
    const char *role;  /* or NULL */
    const char *words; /* as written */
    const char *value; /* or NULL */
    unsigned line;     /* from 1 */
};

struct findings_framework {
    const char *file; /* its name, for messages */
    const char *name; /* a word of the vocabulary; NULL: common.txt */
    const char *area; /* the rest as written, or NULL */
    const char *form;
    const char *inspectorate; /* or several, separated by '|' */
    const char *first_judgement;
    unsigned name_line, area_line, form_line; /* where they stand */
    struct {
        struct findings_rule *list;
        size_t count;
    } rules[FINDINGS_N_RULES];
    char *text; /* which all the others point into, but for the file */
};

/* Read a framework from the text of a file, which is UTF-8 and need not end in
 * NUL. NULL, with a reason that names the file and the line, if the form is
 * wrong. The caller frees it with findings_framework_free(). */
struct findings_framework *
findings_framework_read(const char *file,
                        const char *text,
                        size_t len,
                        char reason[FINDINGS_REASON_SIZE]);
void findings_framework_free(struct findings_framework *framework);

/* Add the frameworks of a file, or of all files of a folder whose names end in
 * ".txt", to those of the programs. False with a reason if one cannot be read
 * or its form is wrong, or a name is taken. */
bool findings_frameworks_add(const char *path,
                             char reason[FINDINGS_REASON_SIZE]);

/* The same for the user's own folder, findings_default_frameworks(), which need
 * not exist. */
bool findings_frameworks_add_own(char reason[FINDINGS_REASON_SIZE]);

/* All frameworks, the first of which is common.txt; NULL beyond the last. */
const struct findings_framework *findings_framework_at(size_t i);

/* Whether it comes with the programs, and is not a user's own. */
bool findings_framework_is_shipped(const struct findings_framework *framework);

/* The framework with this name, as the vocabulary has it; NULL if there is
 * none.
 */
const struct findings_framework *findings_framework_named(const char *name);

/* A number that differs if any of the files differs. */
uint64_t findings_frameworks_stamp(void);

/* A name in a list of names, which are separated by commas. */
enum { FINDINGS_NAME_SIZE = 128 };
struct findings_name {
    char text[FINDINGS_NAME_SIZE]; /* in lower case, hyphens for blanks */
    bool is_printed;     /* "good": reports print it so, blanks and all */
    bool is_value_only;  /* [good]: it is understood as the value of a filter,
                            but is an ordinary word among others */
    bool is_in_capitals; /* GOOD: among others, only if typed in capitals */
};

enum findings_name_status {
    FINDINGS_NAME_READ,
    FINDINGS_NAME_NONE, /* the list is at its end */
    FINDINGS_NAME_WRONG /* what *list now begins with cannot be a name */
};

/* The first name of the list, which then begins after it. */
enum findings_name_status findings_name_next(const char **list,
                                             struct findings_name *name);

/* Say that something is wrong with a line of the framework's file. */
void findings_framework_refuse(const struct findings_framework *framework,
                               unsigned line,
                               char reason[FINDINGS_REASON_SIZE],
                               const char *format,
                               ...) __attribute__((format(printf, 4, 5)));

#endif
