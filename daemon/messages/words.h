/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * words.h: the words in force: a lexicon, and when it was read. When they are
 * read again, requests at work keep the ones that they began with: each holds a
 * reference. References are counted on the loop's thread; everything else is
 * constant.
 */
#ifndef DAEMON_MESSAGES_WORDS_H
#define DAEMON_MESSAGES_WORDS_H

#include "findings/engine.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct words {
    unsigned references;
    struct fe_lexicon *lexicon;
    size_t n_shipped; /* of the lexicon's sources: they come with the product,
                         and are the first */
    int64_t read_at;  /* seconds since 1970 */
    double begun;     /* by facts_clock(): who began to read later read what is
                         newer */
    bool is_reread;   /* not at the start */
};

/* How words are read: they are the caller's, as words_ref() leaves them. NULL
 * if a file cannot be read, with a reason that names the file and the line. Any
 * thread may call it. */
enum { WORDS_REASON_SIZE = 768 };
struct words_reader {
    struct words *(*read)(const struct words_reader *reader,
                          bool is_reread,
                          char reason[WORDS_REASON_SIZE]);
    const char *const *files;
    size_t n_files; /* 0: the user's default file, if it exists */
};

/* With one reference; takes ownership of the lexicon. */
struct words *words_new(struct fe_lexicon *lexicon,
                        size_t n_shipped,
                        double begun,
                        bool is_reread);
struct words *words_ref(struct words *words); /* NULL is allowed */
void words_unref(struct words *words);        /* likewise */

/* When they were read, and their files. The caller owns it. */
json_t *words_json(const struct words *words);

/* How many entries of the user's own there are. */
size_t words_own_entries(const struct words *words);

#endif
