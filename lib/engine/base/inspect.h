/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * inspect.h: whether an index is damaged, before it is opened: by its seal
 * (seal.h) or, if it has none, by its structure.
 */
#ifndef ENGINE_BASE_INSPECT_H
#define ENGINE_BASE_INSPECT_H

#include "findings/engine.h"
#include "xapian-capi.h"

/* FE_CORRUPT if the index is damaged. FE_OK also if there is no index, and if
 * somebody is writing to it, who has inspected it already. */
enum fe_status inspect_index(const char *path, struct fe_error *err);

/* When the index was last written, in seconds since 1970; 0 if there is none.
 */
int64_t inspect_written(const char *path);

/* Open the index in a folder. Xapian would take a file for a list of indexes,
 * and "tcp:HOST:PORT" for one on another machine; here a path is a path. */
enum fe_status
inspect_open(const char *path, struct xc_reader **out, struct fe_error *err);

#endif
