/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * index_folder.h: the folder that an index is in.
 */
#ifndef INDEXER_INDEX_FOLDER_H
#define INDEXER_INDEX_FOLDER_H

#include "base/text.h"

#include <stdbool.h>

/* Create the folder, and those above it, if it does not exist. False with a
 * reason, for a person, where that fails or where it contains anything but an
 * index. */
bool index_folder_prepare(const char *path, char reason[REASON_SIZE]);

#endif
