/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * index_folder.h: prepares the folder that contains the index.
 */
#ifndef INDEXER_INDEX_FOLDER_H
#define INDEXER_INDEX_FOLDER_H

#include "base/text.h"

#include <stdbool.h>

/* Whether there is an index in the folder. */
bool index_folder_has_index(const char *path);

/* Whether the last run has left its seal, so that damage would be noticed. */
bool index_folder_has_seal(const char *path);

/* Create the folder, and those above it, if it does not exist. False with a
 * reason, for a person, if that fails or the folder contains other files but no
 * index. What is left of an index that a run had begun to create does not
 * matter. */
bool index_folder_prepare(const char *path, char reason[REASON_SIZE]);

/* Whether the folder contains an index, or what is left of one, and nothing
 * else, so that the folder can be moved away as a whole. False with a reason.
 */
bool index_folder_is_own(const char *path, char reason[REASON_SIZE]);

#endif
