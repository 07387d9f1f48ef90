/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * stream.h: the words of a document in their order, as numbers of the
 * dictionary. The index keeps the stream in a value slot. Phrases and NEAR are
 * found by reading the streams of documents one after another; Xapian's own
 * positions would need two reads of the disk for each word of each document.
 *
 *   stream = { group }, one for each prefix; the group of "" comes first
 *   group  = length of the prefix, prefix, length of the body, body
 *   body   = numbers of words; 0 begins another text, STREAM_GAP places further
 *
 * All lengths and numbers are in LEB128.
 */
#ifndef ENGINE_TEXT_STREAM_H
#define ENGINE_TEXT_STREAM_H

#include "engine/base/arena.h"
#include "engine/base/leb128.h"

/* The engine's own values, in slots above the caller's. */
enum { SIGNATURE_SLOT = 1000, STREAM_SLOT = 1001, DATA_SLOT = 1002 };

/* The distance between two texts of a document, in words, so that no phrase
 * matches across them. */
enum { STREAM_GAP = 100 };

struct stream {
    const unsigned char *at, *end;
    uint32_t place; /* of the last word that was read, from 1 */
};

/* Read the words with a prefix; false if the document has none. Bytes that are
 * not a stream are read as an empty one. */
bool stream_open(struct stream *stream,
                 const char *bytes,
                 size_t len,
                 const char *prefix);

static inline uint32_t
stream_number(struct stream *stream)
{
    uint32_t number;

    leb128_take(&stream->at, stream->end, &number);
    return number;
}

/* The number of the next word, whose place is then stream->place; 0 at the end.
 */
static inline uint32_t
stream_next(struct stream *stream)
{
    while (stream->at < stream->end) {
        const uint32_t number = stream_number(stream);
        if (number != 0) {
            stream->place++;
            return number;
        }
        stream->place += STREAM_GAP;
    }
    return 0;
}

/* Writing: append the numbers of each body, then make a group of each. */
void stream_put(struct arena *arena, struct string *bytes, uint32_t number);
void stream_put_group(struct arena *arena,
                      struct string *bytes,
                      const char *prefix,
                      const struct string *body);

#endif
