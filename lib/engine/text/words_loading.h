/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * words_loading.h: reads the dictionary of an index in a thread, while whoever
 * has opened it does something else.
 */
#ifndef ENGINE_TEXT_WORDS_LOADING_H
#define ENGINE_TEXT_WORDS_LOADING_H

#include "engine/text/dictionary.h"
#include "findings/engine.h"

struct words_loading;

/* Begin to read the words of the last commit of the index at path. */
struct words_loading *words_loading_begin(const char *path);

/* Wait until they are read. *out is the dictionary, which the caller frees, and
 * *has_other_rules whether the index has stems of other rules than ours, so
 * that all words were stemmed again. */
enum fe_status words_loading_end(struct words_loading *loading,
                                 struct dictionary **out,
                                 bool *has_other_rules,
                                 struct fe_error *err);

/* Stop reading, and drop what was read. NULL is allowed. */
void words_loading_cancel(struct words_loading *loading);

#endif
