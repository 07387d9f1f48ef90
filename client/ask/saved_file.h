/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * saved_file.h: the file of saved queries, which people also write by hand:
 *
 *   # a comment
 *   recording = 'case recording' --grade inadequate
 *
 * A function that fails says why in reason, one line for a person.
 */
#ifndef CLIENT_ASK_SAVED_FILE_H
#define CLIENT_ASK_SAVED_FILE_H

#include "findings/places.h"

#include <jansson.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* A saved query as it is in the file; borrowed from it, until it changes. */
struct saved_entry {
    const char *name;
    size_t name_len;
    const char *value; /* words as shell_words.h reads them */
    size_t line;       /* from 1; 0 if there is no such entry */
};

struct saved_file {
    char path[PATH_MAX];
    json_t *lines; /* strings */
    int lock;      /* -1 unless the file is to be changed */
};

/* Whether a saved query may have this name: letters, digits, - and _. */
bool saved_name_fits(const char *name, size_t len);

/* Read the file, which need not exist. To change it, open it for that: then
 * nobody else can change it in the meantime. Close it in any case. */
bool saved_file_open(struct saved_file *file,
                     bool is_to_change,
                     char reason[FINDINGS_REASON_SIZE]);
void saved_file_close(struct saved_file *file);

/* What is wrong with the lines, if anything; NULL and 0 after the last. */
bool saved_file_check(const json_t *lines,
                      const char *path,
                      char reason[FINDINGS_REASON_SIZE]);

/* The first entry after this line (0: of all); its line is 0 if there is none.
 */
struct saved_entry saved_file_next(const json_t *lines, size_t line);

struct saved_entry
saved_file_find(const json_t *lines, const char *name, size_t len);

/* The folder of the file, which is made if it is not there: for a program that
 * confines itself and has to write in it later. False if there is none. */
bool saved_file_folder(char folder[PATH_MAX]);

/* Replace the entry's line in memory, or add one at the end; or remove it. All
 * other lines stay as they are. */
void saved_file_put(json_t *lines, const char *name, const char *value);
void saved_file_remove(json_t *lines, const char *name);

/* Write the file, all of it or nothing. */
bool saved_file_write(const struct saved_file *file,
                      char reason[FINDINGS_REASON_SIZE]);

#endif
