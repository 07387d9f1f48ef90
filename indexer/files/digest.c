/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "files/digest.h"

#include "findings/frameworks.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

enum { HALF = (DIGEST_SIZE - 1) / 2 };

void
digest_bytes(const char *bytes, size_t len, char digest[DIGEST_SIZE])
{
    const uint64_t stamp = findings_frameworks_stamp();
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    char *of_bytes = g_compute_checksum_for_data(G_CHECKSUM_SHA256,
                                                 (const guchar *)bytes, len);

    /* Include the NUL, so that revision "1" and a file "0..." do not hash like
     * revision "10" and a file "...". */
    g_checksum_update(sum, (const guchar *)READING_REVISION,
                      sizeof READING_REVISION);
    g_checksum_update(sum, (const guchar *)&stamp, sizeof stamp);
    g_checksum_update(sum, (const guchar *)of_bytes, HALF);
    snprintf(digest, DIGEST_SIZE, "%.*s%.*s", HALF, of_bytes, HALF,
             g_checksum_get_string(sum));
    g_checksum_free(sum);
    g_free(of_bytes);
}

bool
digest_same_bytes(const char *a, const char *b)
{
    return *a && strncmp(a, b, HALF) == 0;
}

unsigned
digest_hash_bytes(const void *digest)
{
    unsigned hash = 5381;

    for (const char *p = digest, *end = p + HALF; p < end && *p; p++)
        hash = hash * 33 + (unsigned char)*p;
    return hash;
}

int
digest_equal_bytes(const void *a, const void *b)
{
    return strncmp(a, b, HALF) == 0;
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
