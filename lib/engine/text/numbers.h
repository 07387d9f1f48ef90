/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * numbers.h: a hash table from texts to their numbers. Whoever has the numbers
 * has the texts: the table does not keep them. So it takes eight bytes for a
 * text, and is several times faster to fill than a GHashTable. It takes no lock
 * but that of malloc(), so a process may fork while another of its threads
 * fills it.
 */
#ifndef ENGINE_TEXT_NUMBERS_H
#define ENGINE_TEXT_NUMBERS_H

#include <stddef.h>
#include <stdint.h>

/* Set text_of and data; else zero-initialise it. Free it with numbers_fini().
 */
struct numbers {
    const char *(*text_of)(const void *data, uint32_t number);
    const void *data;
    struct numbers_slot *slots;
    uint32_t n_slots; /* a power of 2; or 0 */
    uint32_t count;
};

/* The hash of a text of so many bytes, which the functions below take. */
uint32_t numbers_hash(const char *text, size_t len);

/* Make room for so many texts. */
void numbers_reserve(struct numbers *numbers, uint32_t count);

/* Have the memory fetched in which a text will soon be looked for. */
void numbers_expect(const struct numbers *numbers, uint32_t hash);

/* The number of the text; 0 if it is not there. */
uint32_t
numbers_find(const struct numbers *numbers, const char *text, uint32_t hash);

/* The number of the text. If it is not there, it is added with this number, not
 * 0, by which text_of() is to know it from now on. */
uint32_t numbers_add(struct numbers *numbers,
                     const char *text,
                     uint32_t hash,
                     uint32_t number);

void numbers_fini(struct numbers *numbers);

#endif
