/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/words.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

/* Characters that are skipped: apostrophes and invisible ones. */
static bool
is_nothing(unsigned code)
{
    return code == '\'' || code == 0x2019 || code == 0x2018 ||
           utf8_is_invisible(code);
}

char *
words_plain(const char *text, size_t len)
{
    char *const words = memory_resize(NULL, len + 1), *end = words;
    bool is_gap = false;

    for (size_t i = 0; i < len;) {
        unsigned code;
        const size_t n = utf8_char(text + i, len - i, &code);
        if (is_nothing(code)) {
            i += n;
            continue;
        }
        if (utf8_is_letter(code)) {
            if (is_gap && end > words)
                *end++ = ' ';
            is_gap = false;
            if (n == 1)
                *end++ = (char)tolower((unsigned char)text[i]);
            else
                end = (char *)memcpy(end, text + i, n) + n;
        } else {
            is_gap = true;
        }
        i += n;
    }
    *end = '\0';
    return words;
}

const char *
words_find(const char *words, const char *wanted)
{
    const size_t len = strlen(wanted);

    for (const char *p = words; len > 0 && (p = strstr(p, wanted)); p++)
        if ((p == words || p[-1] == ' ') && (p[len] == ' ' || !p[len]))
            return p;
    return NULL;
}

bool
words_contain(const char *words, const char *wanted)
{
    return words_find(words, wanted) != NULL;
}

bool
words_begin(const char *words, const char *wanted)
{
    const size_t len = strlen(wanted);
    return strncmp(words, wanted, len) == 0 &&
           (words[len] == ' ' || !words[len]);
}
