/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * replica.h: copies that xapian-replicate keeps. The folder of one has a stub
 * file, which names the folder in it where the tables are: one that only
 * xapian-replicate writes to, until it puts a whole new copy into another
 * folder, names that in a new stub file and removes the old one.
 *
 * Xapian would open whatever a stub file names, which may be programs to run;
 * here only what xapian-replicate writes is understood.
 */
#ifndef ENGINE_BASE_REPLICA_H
#define ENGINE_BASE_REPLICA_H

#include "xapian-capi.h"

/* Which stub file it was; all 0 if there was none. */
struct replica_stamp {
    uint64_t device, file;
    int64_t seconds, nanoseconds;
};

/* Whether a copy is kept in the folder. */
bool replica_is_at(const char *path);

/* The folder of the tables: that of the path, or of the copy that is kept
 * there. The caller frees *folder with g_free(). *stamp may be NULL. XC_FAILED
 * with ENODATA if the stub file does not name a folder that has an index. */
enum xc_status replica_find(const char *path,
                            char **folder,
                            struct replica_stamp *stamp,
                            struct xc_error *err);

/* Whether the stub file is still the same, so that all that was found in the
 * folder is there; or there is still none. */
bool replica_is_current(const char *path, const struct replica_stamp *stamp);

#endif
