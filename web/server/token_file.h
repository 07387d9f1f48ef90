/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * token_file.h: the file of --token-file.
 */
#ifndef WEB_SERVER_TOKEN_FILE_H
#define WEB_SERVER_TOKEN_FILE_H

#include "findings/places.h"

/* The token, which is the first line of the file and all of it; the caller
 * frees it. NULL with a reason if the file cannot be read, if others than its
 * owner may, or if what it has is too short or cannot be part of an address. */
char *token_file_read(const char *path, char reason[FINDINGS_REASON_SIZE]);

#endif
