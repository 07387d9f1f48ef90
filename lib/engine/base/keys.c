/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/keys.h"

#include <glib.h>
#include <string.h>

enum { BLOCK = 1024, BYTES = 512 * 1024 };

/* The smallest string after the last key. */
static char *
after_last(const GPtrArray *keys)
{
    return keys->len > 0 ? g_strconcat(keys->pdata[keys->len - 1], "\x01", NULL)
                         : g_strdup("");
}

enum xc_status
keys_read(struct xc_reader *store,
          const char *prefix,
          struct fe_keys *out,
          struct xc_error *err)
{
    char *bytes = g_malloc(BYTES);
    size_t ends[BLOCK], n = 1;
    struct xc_strings found = {bytes, BYTES, ends};
    GPtrArray *keys = g_ptr_array_new();
    enum xc_status status = XC_OK;
    bool is_end = false;

    while (status == XC_OK && !is_end && n > 0) {
        char *from = after_last(keys);
        status = xc_reader_metadata_keys(store, prefix, strlen(prefix), from,
                                         strlen(from), &found, BLOCK, &n,
                                         &is_end, err);
        for (size_t i = 0; status == XC_OK && i < n; i++) {
            const size_t start = i > 0 ? ends[i - 1] : 0;
            g_ptr_array_add(keys, strndup(bytes + start, ends[i] - start));
        }
        g_free(from);
    }
    g_free(bytes);
    out->count = keys->len;
    out->keys = (char **)g_ptr_array_free(keys, FALSE);
    return status;
}
