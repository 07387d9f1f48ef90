/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/letters.h"

#include <glib.h>
#include <string.h>

static bool
is_tail(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

/* Overlong forms and numbers beyond U+10FFFF are not valid UTF-8; surrogates
 * are accepted. */
unsigned
letter_at(const unsigned char *p, size_t left, unsigned *length)
{
    const unsigned c = p[0];

    *length = 1;
    if (c < 0xc2 || c > 0xf4 || left < 2 || !is_tail(p[1]))
        return c;
    if (c < 0xe0) {
        *length = 2;
        return (c & 0x1fu) << 6 | (p[1] & 0x3fu);
    }
    if (left < 3 || !is_tail(p[2]))
        return c;
    if (c < 0xf0) {
        if (c == 0xe0 && p[1] < 0xa0)
            return c;
        *length = 3;
        return (c & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
    }
    if (left < 4 || !is_tail(p[3]) || (c == 0xf0 && p[1] < 0x90) ||
        (c == 0xf4 && p[1] >= 0x90))
        return c;
    *length = 4;
    return (c & 0x07u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 |
           (p[3] & 0x3fu);
}

bool
is_apostrophe_letter(unsigned c)
{
    return c == '\'' || c == '`' || c == 0xb4 || (c >= 0x2b9 && c <= 0x2bd) ||
           (c >= 0x2018 && c <= 0x201b && c != 0x201a) || c == 0x2032;
}

#define IS(type) (1u << G_UNICODE_##type)

bool
is_word_letter(unsigned c)
{
    enum {
        WORD = IS(UPPERCASE_LETTER) | IS(LOWERCASE_LETTER) |
               IS(TITLECASE_LETTER) | IS(MODIFIER_LETTER) | IS(OTHER_LETTER) |
               IS(NON_SPACING_MARK) | IS(ENCLOSING_MARK) | IS(SPACING_MARK) |
               IS(DECIMAL_NUMBER) | IS(LETTER_NUMBER) | IS(OTHER_NUMBER) |
               IS(CONNECT_PUNCTUATION)
    };

    if (c < 0x80)
        return g_ascii_isalnum((char)c) || c == '_';
    return ((unsigned)WORD >> g_unichar_type(c) & 1) &&
           !is_apostrophe_letter(c);
}

bool
is_digit_letter(unsigned c)
{
    return c < 0x80 ? g_ascii_isdigit((char)c)
                    : g_unichar_type(c) == G_UNICODE_DECIMAL_NUMBER;
}

bool
is_capital_letter(unsigned c)
{
    return c < 0x80 ? g_ascii_isupper((char)c)
                    : g_unichar_type(c) == G_UNICODE_UPPERCASE_LETTER;
}

bool
is_invisible_letter(unsigned c)
{
    return c == 0x00ad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 ||
           c == 0xfeff || (c >= 0x0300 && c <= 0x036f);
}

/* Runs of letters, from the first, and what they are without their accents. '*'
 * leaves the letter as it is; '1' to '5' are numbers of doubles[] below. */
static const struct {
    unsigned first;
    const char *bases;
} accented[] = {
    /* clang-format off */
    {0xc0, /* to U+017F */
     "aaaaaa1ceeeeiiii*nooooo*ouuuuy*2aaaaaa1ceeeeiiii*nooooo*ouuuuy*y"
     "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii33jjkk*lllllll"
     "lllnnnnnn4**oooooo55rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"},
    {0x1cd, /* to U+0233 */
     "aaiioouuuuuuuuuu*aaaa****ggkkoooo**j***gg**nnaa****aaaaeeeeiiiioooo"
     "rrrruuuusstt**hh******aaeeooooooooyy"},
    {0x1e00, /* to U+1EF9 */
     "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmm"
     "nnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
     "wwwwwwwwwwxxxxyyzzzzzzhtwy******aaaaaaaaaaaaaaaaaaaaaaaa"
     "eeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy"},
    /* clang-format on */
};

/* The letter without its accent, as in the table; '*' if it is not there. */
static char
base_of(unsigned c)
{
    for (size_t i = 0; i < G_N_ELEMENTS(accented); i++)
        if (c >= accented[i].first &&
            c < accented[i].first + strlen(accented[i].bases))
            return accented[i].bases[c - accented[i].first];
    return '*';
}

/* In lower case, also capitals that Unicode does not count as letters, which
 * GLib leaves alone. */
static unsigned
lower_of(unsigned c)
{
    if (c >= 0x2160 && c <= 0x216f) /* Roman numerals */
        return c + 16;
    if (c >= 0x24b6 && c <= 0x24cf) /* letters in circles */
        return c + 26;
    return g_unichar_tolower(c);
}

static size_t
put(char *out, const char *text)
{
    const size_t len = strlen(text);

    memcpy(out, text, len);
    return len;
}

size_t
letter_folded(unsigned c, char out[LETTER_FOLDED_MAX])
{
    static const char *const doubles[] = {"ae", "ss", "ij", "n", "oe"};
    static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl"};
    enum { LIGATURES = 0xfb00 };

    if (c < 0x80) {
        out[0] = g_ascii_tolower((char)c);
        return 1;
    }
    const char base = base_of(c);
    if (base >= '1' && base <= '5')
        return put(out, doubles[base - '1']);
    if (base != '*') {
        out[0] = base;
        return 1;
    }
    if (c >= LIGATURES && c < LIGATURES + G_N_ELEMENTS(ligatures))
        return put(out, ligatures[c - LIGATURES]);
    return (size_t)g_unichar_to_utf8(lower_of(c), out);
}
