/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/fold.h"

#include <glib.h>

/* Most texts are ASCII, which needs no normalisation. */
static bool
is_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0x80 || text[i] == '\0')
            return false;
    return true;
}

static bool
is_apostrophe(gunichar c)
{
    return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x02bc;
}

/* Whether it is an accent on its own, a soft hyphen or a zero-width character.
 */
static bool
is_invisible(gunichar c)
{
    const GUnicodeType type = c < 0x80 ? G_UNICODE_CONTROL : g_unichar_type(c);

    return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_FORMAT;
}

/* The word that is being read. */
struct folded_word {
    GString *text;
    unsigned capitals;
};

static void
end_word(struct folded_word *draft, GPtrArray *words, bool marks)
{
    GString *text = draft->text;

    if (text->len > 2 && g_str_has_suffix(text->str, "'s"))
        g_string_truncate(text, text->len - 2);
    if (text->len > 0 && marks && draft->capitals > 1)
        g_string_prepend_c(text, FOLD_ABBREVIATION);
    if (text->len > 0)
        g_ptr_array_add(words, g_strndup(text->str, text->len));
    g_string_truncate(text, 0);
    draft->capitals = 0;
}

char **
fold_words(const char *text, size_t len, bool marks)
{
    GPtrArray *words = g_ptr_array_new();
    struct folded_word draft = {g_string_new(NULL), 0};
    char *apart = is_ascii(text, len)
                      ? g_strndup(text, len)
                      : g_utf8_normalize(text, (gssize)len, G_NORMALIZE_ALL);

    for (const char *p = apart; p && *p; p = g_utf8_next_char(p)) {
        const gunichar c = g_utf8_get_char(p);
        const gunichar next = g_utf8_get_char(g_utf8_next_char(p));
        if (is_invisible(c))
            continue;
        if (is_apostrophe(c)) {
            if (draft.text->len > 0 && g_unichar_isalnum(next))
                g_string_append_c(draft.text, '\'');
        } else if (c < 0x80 && g_ascii_isalnum((char)c)) {
            draft.capitals += g_ascii_isupper((char)c);
            g_string_append_c(draft.text, g_ascii_tolower((char)c));
        } else if (c >= 0x80 && g_unichar_isalnum(c)) {
            draft.capitals += g_unichar_isupper(c);
            g_string_append_unichar(draft.text, g_unichar_tolower(c));
        } else {
            end_word(&draft, words, marks);
            if (c == '&')
                g_ptr_array_add(words, g_strdup("and"));
        }
    }
    end_word(&draft, words, marks);
    g_free(apart);
    g_string_free(draft.text, TRUE);
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}
