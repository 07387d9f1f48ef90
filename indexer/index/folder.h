/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * folder.h: the folder that an index is in.
 */
#ifndef INDEXER_FOLDER_H
#define INDEXER_FOLDER_H

#include "base/text.h"

#include <stdbool.h>

/* Create the folder, and those above it, if it does not exist. False with a
 * reason, for a person, where that fails or where it contains anything but an
 * index. */
bool folder_prepare(const char *path, char reason[REASON_SIZE]);

#endif
