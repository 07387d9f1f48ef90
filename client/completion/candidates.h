/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * candidates.h: the words that the one at the cursor may become, and how a
 * shell wants them printed, one per line.
 */
#ifndef CLIENT_COMPLETION_CANDIDATES_H
#define CLIENT_COMPLETION_CANDIDATES_H

#include "completion/line.h"

#include <stdbool.h>
#include <stddef.h>

/* How a shell wants its candidates. */
struct shell {
    const char *name;
    bool is_quoted; /* with backslashes, and without what comes before the part
                       that it replaces; else as plain text */
    bool has_descriptions; /* after a tab */
};

/* The shell of this name; zsh, which takes plain text, if it is NULL. The name
 * must be one of those that --shell accepts. */
const struct shell *shell_find(const char *name);

/* Initialise it with the first two members. */
struct candidates {
    const struct shell *shell;
    const struct line *line;
    size_t kept;   /* how many bytes of the word at the cursor stay before the
                      candidates, such as those of "--grade=good," */
    bool is_query; /* the candidates are values in a query, where some need
                      quotation marks of their own */
    struct candidate *list;
    size_t n, room;
    bool is_same_case; /* one of them agrees in letter case as well */
};

/* What has been typed of the candidate. */
const char *candidates_typed(const struct candidates *candidates);

/* Add the value, if it begins with what has been typed, ignoring letter case.
 * The description may be NULL. */
void candidates_add(struct candidates *candidates,
                    const char *value,
                    const char *description);

/* Ask the shell for names of files, or of folders only: an empty candidate with
 * the description "file" or "folder", in all shells. */
void candidates_add_files(struct candidates *candidates, bool only_folders);

/* Print them, without those that differ in letter case from what has been typed
 * if others do not: if the first letters of all were different, a shell could
 * complete nothing. */
void candidates_print(const struct candidates *candidates);

void candidates_fini(struct candidates *candidates);

#endif
