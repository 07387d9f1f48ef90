/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/likeness.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEX "0123456789abcdef"

enum { TRIPLE = 3 };

/* Add the hash, if it is among the smallest. */
static void
offer(struct likeness *l, uint32_t hash)
{
    size_t at = l->count;

    while (at > 0 && l->least[at - 1] > hash)
        at--;
    if (at == LIKENESS_HASHES || (at > 0 && l->least[at - 1] == hash))
        return;
    if (l->count < LIKENESS_HASHES)
        l->count++;
    memmove(&l->least[at + 1], &l->least[at],
            (l->count - 1 - at) * sizeof *l->least);
    l->least[at] = hash;
}

/* Mix the bits, so that the smallest hashes are a sample (MurmurHash3). */
static uint32_t
mix(uint64_t h)
{
    h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return (uint32_t)(h >> 32);
}

/* Marks within a word, which one format may have and another not. */
static bool
is_within_word(unsigned code)
{
    return code == '-' || code == '\'' || code == 0x2019 || code == 0x2010 ||
           code == 0x2011 || utf8_is_invisible(code);
}

/* FNV-1a. */
static uint64_t
add_byte(uint64_t hash, unsigned char byte)
{
    return (hash ^ byte) * UINT64_C(0x100000001b3);
}

/* Add the ASCII letters and digits at the beginning of the text, in lower case.
 * Returns how many there are. */
static size_t
add_run(const char *text, size_t left, uint64_t *hash)
{
    size_t n = 0;

    for (; n < left; n++) {
        const unsigned char byte = (unsigned char)text[n], lower = byte | 0x20;
        if (lower >= 'a' && lower <= 'z')
            *hash = add_byte(*hash, lower);
        else if (byte >= '0' && byte <= '9')
            *hash = add_byte(*hash, byte);
        else
            break;
    }
    return n;
}

/* The hash of the next word, in lower case; 0 at the end. */
static uint64_t
next_word(const char **text, size_t *left)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    bool is_word = false;

    while (*left > 0) {
        unsigned code;
        size_t n = add_run(*text, *left, &hash);
        if (n == 0) {
            n = utf8_char(*text, *left, &code);
            const bool is_letter = utf8_is_letter(code);
            if (is_word && !is_letter && !is_within_word(code))
                break;
            for (size_t i = 0; is_letter && i < n; i++)
                hash = add_byte(hash, (unsigned char)(*text)[i]);
            is_word |= is_letter;
        } else {
            is_word = true;
        }
        *text += n;
        *left -= n;
    }
    return is_word ? hash : 0;
}

static void
add_paragraph(struct likeness *l, const char *text)
{
    uint64_t words[TRIPLE] = {0}, word;
    size_t left = strlen(text);

    for (size_t n = 1; (word = next_word(&text, &left)); n++) {
        words[0] = words[1];
        words[1] = words[2];
        words[2] = word;
        if (n >= TRIPLE)
            offer(l, mix((words[0] * 31 + words[1]) * 31 + words[2]));
    }
}

void
likeness_of(const struct report *report, struct likeness *out)
{
    *out = (struct likeness){.count = 0};
    for (size_t i = 0; i < report->n_paragraphs; i++)
        add_paragraph(out, report->paragraphs[i].text);
}

bool
likeness_is_near(const struct likeness *a, const struct likeness *b)
{
    size_t i = 0, k = 0, common = 0, all = 0;

    /* Of the smallest of both together. */
    for (; all < LIKENESS_HASHES && i < a->count && k < b->count; all++) {
        const uint32_t x = a->least[i], y = b->least[k];
        common += x == y;
        i += x <= y;
        k += y <= x;
    }
    if (all < LIKENESS_HASHES)
        all += a->count - i + b->count - k;
    if (all > LIKENESS_HASHES)
        all = LIKENESS_HASHES;
    return common * 2 > all;
}

void
likeness_write(const struct likeness *l, char text[LIKENESS_TEXT_SIZE])
{
    *text = '\0';
    for (size_t i = 0; i < l->count; i++)
        snprintf(text + 8 * i, 9, "%08x", (unsigned)l->least[i]);
}

void
likeness_read(const char *text, struct likeness *out)
{
    char digits[9] = "";

    *out = (struct likeness){.count = 0};
    for (; out->count < LIKENESS_HASHES && strspn(text, HEX) >= 8; text += 8) {
        memcpy(digits, text, 8);
        offer(out, (uint32_t)strtoul(digits, NULL, 16));
    }
}
