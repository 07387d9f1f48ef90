/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/store/folder.h"

#include "engine/base/commits.h"
#include "engine/base/inspect.h"

#include <glib.h>
#include <stdlib.h>

struct folder {
    char *path;
    struct xc_reader *reader;
    struct replica_stamp stamp;
    int64_t written;
};

static enum xc_status
read_written(struct folder *folder, struct xc_error *err)
{
    char *kept;
    const enum xc_status status =
        xc_reader_metadata(folder->reader, COMMITTED_KEY, &kept, NULL, err);

    folder->written = status == XC_OK ? commits_time(kept) : 0;
    free(kept);
    return status;
}

enum xc_status
folder_open(const char *path, struct folder **out, struct xc_error *err)
{
    struct folder *folder = g_new0(struct folder, 1);

    *out = NULL;
    folder->path = g_strdup(path);
    enum xc_status status =
        inspect_open(path, &folder->reader, &folder->stamp, err);
    if (status == XC_OK)
        status = read_written(folder, err);
    if (status == XC_OK)
        *out = folder;
    else
        folder_close(folder);
    return status;
}

void
folder_close(struct folder *folder)
{
    if (!folder)
        return;
    xc_reader_close(folder->reader);
    g_free(folder->path);
    g_free(folder);
}

struct xc_reader *
folder_reader(const struct folder *folder)
{
    return folder->reader;
}

int64_t
folder_written(const struct folder *folder)
{
    return folder->written;
}

static bool
is_current(const struct folder *folder)
{
    return replica_is_current(folder->path, &folder->stamp);
}

/* Read the copy that has taken the place of the one that was read. */
static enum xc_status
replace(struct folder *folder, struct xc_error *err)
{
    struct xc_reader *reader;
    struct replica_stamp stamp;
    const enum xc_status status =
        inspect_open(folder->path, &reader, &stamp, err);

    if (status != XC_OK)
        return status;
    xc_reader_close(folder->reader);
    folder->reader = reader;
    folder->stamp = stamp;
    return XC_OK;
}

enum xc_status
folder_reopen(struct folder *folder, bool *has_changed, struct xc_error *err)
{
    enum xc_status status = XC_OK;
    bool is_replaced = !is_current(folder);

    *has_changed = false;
    if (!is_replaced) {
        status = xc_reader_reopen(folder->reader, has_changed, err);
        /* Tables that were removed meanwhile may have seemed to be empty. */
        is_replaced = !is_current(folder);
    }
    if (is_replaced)
        status = replace(folder, err);
    *has_changed |= is_replaced;
    if (status == XC_OK && *has_changed)
        status = read_written(folder, err);
    return status;
}
