/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The parts are found by their words, as ISO 32000-1, 7.3.8 has them: a
 * dictionary, "stream", the data, "endstream". Data that are compressed
 * (7.4.4) are in the format of zlib, with an Adler-32 checksum at their end.
 */
#include "lines/checksums.h"

#include <glib.h>
#include <string.h>
#include <zlib.h>

/* Bytes before "stream" in which its dictionary must begin. */
enum { DICTIONARY_MAX = 512 };

/* Where the words occur; NULL if they do not. */
static const char *
find(const char *from, const char *end, const char *words)
{
    const size_t n = strlen(words);

    while ((size_t)(end - from) >= n) {
        const char *at = memchr(from, *words, (size_t)(end - from) - n + 1);
        if (!at || memcmp(at, words, n) == 0)
            return at;
        from = at + 1;
    }
    return NULL;
}

/* Whether the dictionary before this place is that of compressed data, and not
 * of a picture, a font or anything else that has a kind. */
static bool
may_be_text(const char *bytes, const char *stream)
{
    const char *from =
        stream - bytes > DICTIONARY_MAX ? stream - DICTIONARY_MAX : bytes;
    const char *object = from;

    for (const char *next; (next = find(object, stream, " obj")) != NULL;)
        object = next + 1;
    return find(object, stream, "/FlateDecode") &&
           !find(object, stream, "/Subtype") &&
           !find(object, stream, "/Length1") &&
           !find(object, stream, "/DecodeParms") &&
           !find(object, stream, "/Type") && !find(object, stream, "[");
}

/* Whether the data begin as compressed data do, but cannot be unpacked to the
 * end or have another checksum. */
static bool
is_damaged(const char *data, size_t len)
{
    unsigned char out[16384];
    z_stream z = {.next_in = (unsigned char *)data, .avail_in = (uInt)len};
    int status;

    /* 7.8 is the usual header; without one the data are encrypted. */
    if (len < 2 || (data[0] & 0x0f) != Z_DEFLATED ||
        ((unsigned char)data[0] << 8 | (unsigned char)data[1]) % 31 != 0 ||
        inflateInit(&z) != Z_OK)
        return false;
    do {
        z.next_out = out;
        z.avail_out = sizeof out;
        status = inflate(&z, Z_NO_FLUSH);
    } while (status == Z_OK);
    inflateEnd(&z);
    return status != Z_STREAM_END;
}

bool
checksums_differ(const char *bytes, size_t len)
{
    const char *end = bytes + len, *p = bytes, *data;

    if (len > G_MAXUINT32 || find(bytes, end, "/Encrypt"))
        return false;
    while ((p = find(p, end, "stream")) != NULL) {
        data = p + strlen("stream");
        data += data < end && *data == '\r';
        if (data == end || *data != '\n') { /* not the word that begins data */
            p += strlen("stream");
            continue;
        }
        const char *close = find(++data, end, "endstream");
        if (!close)
            return false; /* poppler says that the file is cut off */
        if (may_be_text(bytes, p) && is_damaged(data, (size_t)(close - data)))
            return true;
        p = close + strlen("endstream");
    }
    return false;
}
