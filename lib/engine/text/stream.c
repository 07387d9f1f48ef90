/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/stream.h"

#include <string.h>

bool
stream_open(struct stream *stream,
            const char *bytes,
            size_t len,
            const char *prefix)
{
    const size_t prefix_len = strlen(prefix);
    struct stream group = {(const unsigned char *)bytes,
                           (const unsigned char *)bytes + len, 0};

    *stream = (struct stream){0};
    while (group.at < group.end) {
        const size_t n = stream_number(&group);
        const unsigned char *name = group.at;
        if (n > (size_t)(group.end - group.at))
            return false;
        group.at += n;
        const size_t body = stream_number(&group);
        if (body > (size_t)(group.end - group.at))
            return false;
        if (n == prefix_len && (n == 0 || memcmp(name, prefix, n) == 0)) {
            *stream = (struct stream){group.at, group.at + body, 0};
            return true;
        }
        group.at += body;
    }
    return false;
}

void
stream_put(struct arena *arena, struct string *bytes, uint32_t number)
{
    unsigned char out[LEB128_MAX];
    const size_t n = leb128_put(out, number);

    string_addn(arena, bytes, (const char *)out, n);
}

void
stream_put_group(struct arena *arena,
                 struct string *bytes,
                 const char *prefix,
                 const struct string *body)
{
    stream_put(arena, bytes, (uint32_t)strlen(prefix));
    string_add(arena, bytes, prefix);
    stream_put(arena, bytes, (uint32_t)body->len);
    string_addn(arena, bytes, body->at, body->len);
}
