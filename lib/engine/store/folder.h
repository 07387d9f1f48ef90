/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * folder.h: the index in a folder, open for reading. The folder may be that of
 * a copy which xapian-replicate keeps (replica.h): then each new copy is read
 * from the next folder_reopen() on.
 */
#ifndef ENGINE_STORE_FOLDER_H
#define ENGINE_STORE_FOLDER_H

#include "findings/engine.h"
#include "xapian-capi.h"

struct folder;

/* Open the index at the path, which is copied. XC_NOT_FOUND: none is there. */
enum xc_status
folder_open(const char *path, struct folder **out, struct xc_error *err);
void folder_close(struct folder *folder); /* NULL is allowed */

/* The reader to read from, until the folder is reopened or closed. */
struct xc_reader *folder_reader(const struct folder *folder);

/* As xc_reader_reopen(). */
enum xc_status
folder_reopen(struct folder *folder, bool *has_changed, struct xc_error *err);

/* When the commit that is read was made, in seconds since 1970; 0 if that is
 * not known. */
int64_t folder_written(const struct folder *folder);

#endif
