/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "files/digest.h"

#include "findings/frameworks.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

void
digest_bytes(const char *bytes, size_t len, char digest[DIGEST_SIZE])
{
    const uint64_t stamp = findings_frameworks_stamp();
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);

    /* Include the NUL, so that revision "1" and a file "0..." do not hash like
     * revision "10" and a file "...". */
    g_checksum_update(sum, (const guchar *)READING_REVISION,
                      sizeof READING_REVISION);
    g_checksum_update(sum, (const guchar *)&stamp, sizeof stamp);
    g_checksum_update(sum, (const guchar *)bytes, (gssize)len);
    snprintf(digest, DIGEST_SIZE, "%s", g_checksum_get_string(sum));
    g_checksum_free(sum);
}

bool
digest_is_valid(const char *text, size_t len)
{
    size_t digits = 0;

    while (digits < len && text[digits] &&
           strchr("0123456789abcdef", text[digits]))
        digits++;
    return len == DIGEST_SIZE - 1 && digits == len;
}
