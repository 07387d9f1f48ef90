/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * text.h: memory and text for a batch program. Where memory is out the
 * program says so and ends: nothing here returns NULL for it.
 */
#ifndef INDEXER_TEXT_H
#define INDEXER_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* Why something cannot be read: one line, for a person. */
#define REASON_SIZE 256

/* Text that is being put together. Zero-initialise it; free .bytes or take it
 * over. It ends in NUL once something was added. */
struct text {
    char *bytes;
    size_t len;
    size_t size;
};

void text_add(struct text *text, const char *bytes, size_t len);
void text_add_string(struct text *text, const char *string);

void *xrealloc(void *old, size_t size);
char *xstrndup(const char *bytes, size_t len);
char *xstrdup(const char *string);

/* Room for one more in an array of count elements: the array, grown where
 * count is zero or a power of two. Zero the new element yourself. */
void *grown(void *array, size_t count, size_t element_size);

/* The words of text alone, for comparing: lower case, letters and figures,
 * one blank between; apostrophes are dropped ("children's" = "childrens").
 * Yours to free. */
char *plain_words(const char *text, size_t len);

/* Where these whole words stand in the plain words; NULL where they do not. */
const char *words_find(const char *words, const char *wanted);

/* Whether the plain words hold, or begin with, these whole words. */
bool words_hold(const char *words, const char *wanted);
bool words_begin(const char *words, const char *wanted);

/* Whether a file's name has this ending, in any letter case. */
bool has_ending(const char *name, const char *ending);

/* The bytes of text without blanks (of Unicode too) at its ends. */
void trim(const char **text, size_t *len);

/* The first byte that is no well-formed UTF-8; len where all is. */
size_t utf8_fault(const char *bytes, size_t len);

/* How much of the text fits in so many bytes, in whole characters. */
size_t utf8_within(const char *text, size_t most);

/* Soft hyphens and zero-width characters; blanks, Unicode's too. */
bool is_invisible(unsigned code);
bool is_blank(unsigned code);

/* Letters and figures; above ASCII, all that is no sign, blank or symbol font's
 * glyph. */
bool is_letter(unsigned code);

/* How many characters the bytes are. */
size_t utf8_length(const char *bytes, size_t len);

/* The length of the UTF-8 character at p, and its code point. */
size_t utf8_char(const char *p, size_t len, unsigned *code);

#endif
