/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * stream.h: the words of a document in their order, as the index keeps them in
 * a value slot: numbers of the dictionary. Phrases and NEAR are found by
 * reading these, document after document; Xapian's own positions cost two reads
 * of the disk for each document and word.
 *
 *   stream = { group }, a group for each prefix, "" first
 *   group  = length of the prefix, prefix, length of the body, body
 *   body   = numbers of words; 0 begins another text, STREAM_GAP places on
 *
 * Lengths and numbers are in LEB128.
 */
#ifndef ENGINE_TEXT_STREAM_H
#define ENGINE_TEXT_STREAM_H

#include "engine/base/arena.h"
#include "engine/base/leb128.h"

/* Values of the engine's own, beyond the caller's slots. */
enum { SIGNATURE_SLOT = 1000, STREAM_SLOT = 1001 };

/* Between two texts of a document, so that no phrase reaches from one into the
 * other. */
enum { STREAM_GAP = 100 };

struct stream {
    const unsigned char *at, *end;
    uint32_t place; /* of the word last read, from 1 */
};

/* The words of a prefix; false if the document has none. What is not a stream
 * is read as an empty one. */
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

/* The number of the next word, whose place is stream->place; 0 at the end. */
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

/* Writing: bodies are made number by number, then put together. */
void stream_put(struct arena *arena, struct string *bytes, uint32_t number);
void stream_put_group(struct arena *arena,
                      struct string *bytes,
                      const char *prefix,
                      const struct string *body);

#endif
