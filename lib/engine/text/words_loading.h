/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * words_loading.h: reads the dictionary of an index in a thread, while whoever
 * has opened it does something else.
 */
#ifndef ENGINE_TEXT_WORDS_LOADING_H
#define ENGINE_TEXT_WORDS_LOADING_H

#include "engine/text/dictionary.h"

struct words_loading;

/* Begin to read the words of the last commit of the index at path; NULL if the
 * system has no thread for it. */
struct words_loading *words_loading_begin(const char *path);

/* Wait until they are read. The caller frees the dictionary; NULL if it could
 * not be read, or has the stems of other rules. NULL is allowed. */
struct dictionary *words_loading_end(struct words_loading *loading);

#endif
