/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * lexicon_setup.h: fills a lexicon with what a query may contain besides
 * plain words: the fields of the field table, the words that come with the
 * product, and the user's own.
 */
#ifndef DAEMON_LEXICON_SETUP_H
#define DAEMON_LEXICON_SETUP_H

#include "messages/words.h"

#include "findings/engine.h"

#include <stddef.h>

enum { LEXICON_SETUP_REASON_SIZE = WORDS_REASON_SIZE };

/* Make a lexicon from the field table, the shipped words and the given files.
 * If no files are given, the user's default file is read if it exists. The
 * caller frees the lexicon with fe_lexicon_free(). Returns NULL if something
 * cannot be read, with a reason that names the file and the line. */
struct fe_lexicon *lexicon_setup(const char *const *files,
                                 size_t n_files,
                                 char reason[LEXICON_SETUP_REASON_SIZE]);

/* The same as words, for struct words_reader. */
struct words *lexicon_setup_words(const struct words_reader *reader,
                                  bool is_reread,
                                  char reason[WORDS_REASON_SIZE]);

#endif
