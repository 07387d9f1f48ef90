/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * text.h: a growing text buffer.
 */
#ifndef INDEXER_TEXT_H
#define INDEXER_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* The size of a buffer for the reason why something cannot be read, for a
 * person: one line or, for a file of records, a further one for each of its bad
 * lines. */
#define REASON_SIZE 4096

/* Zero-initialise it; free .bytes or take ownership of them. They are
 * terminated by NUL once something has been added. */
struct text {
    char *bytes;
    size_t len;
    size_t size;
};

/* Make room for as many bytes more, and a NUL. */
void text_make_room(struct text *text, size_t len);

void text_add(struct text *text, const char *bytes, size_t len);
void text_add_string(struct text *text, const char *string);

/* Add a byte. */
static inline void
text_add_byte(struct text *text, char byte)
{
    if (text->size - text->len < 2)
        text_make_room(text, 1);
    text->bytes[text->len++] = byte;
    text->bytes[text->len] = '\0';
}

/* Add a character. */
void text_add_wide_char(struct text *text, unsigned code);

static inline void
text_add_char(struct text *text, unsigned code)
{
    if (code < 0x80)
        text_add_byte(text, (char)code);
    else
        text_add_wide_char(text, code);
}

/* The first place where the text has the words, ignoring letter case; NULL if
 * there is none. */
const char *text_find(const char *text, const char *words);

/* Whether a file's name has this ending, ignoring letter case. */
bool text_has_ending(const char *name, const char *ending);

#endif
