/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * inspect.h: whether an index is damaged, before it is opened: by its seal
 * (seal.h) or, if it has none, by its structure.
 */
#ifndef ENGINE_BASE_INSPECT_H
#define ENGINE_BASE_INSPECT_H

#include "engine/base/replica.h"
#include "findings/engine.h"
#include "xapian-capi.h"

/* FE_CORRUPT if the index is damaged, with EREMOTE if it is a copy (replica.h).
 * FE_OK also if there is no index, and if somebody is writing to it, or has
 * done so meanwhile. */
enum fe_status inspect_index(const char *path, struct fe_error *err);

/* FE_FAILED with EREMOTE if the path is that of a copy (replica.h), to which
 * only xapian-replicate may write. */
enum fe_status inspect_writable(const char *path, struct fe_error *err);

/* Open the index in a folder, or the copy that is kept there. Xapian would take
 * a file for a list of indexes, and "tcp:HOST:PORT" for one on another machine;
 * here a path is a path. *stamp, which may be NULL, says which copy it is.
 * XC_FAILED with ENODATA if nothing has been copied there yet. */
enum xc_status inspect_open(const char *path,
                            struct xc_reader **out,
                            struct replica_stamp *stamp,
                            struct xc_error *err);

#endif
