/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/asides.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "base/words.h"
#include "lines/rows.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORDS_MIN = 8,  /* of a paragraph: fewer are a label */
    QUOTED_MAX = 60 /* bytes */
};

/* As a multiple of the font size: lines further apart are separate asides. */
static const double block_gap = 2;

void
asides_add(struct lines *lines, const struct glyphs *glyphs, unsigned page)
{
    struct lines found = {0};
    struct text bytes = {0};

    rows_add(&found, &bytes, glyphs, (struct line){.page = page});
    lines_end(&found, &bytes);
    for (size_t i = 0; i < found.count;) {
        struct text text = {0};
        do {
            const struct line *line = &found.list[i++];
            if (text.len > 0)
                text_add(&text, " ", 1);
            text_add(&text, line->text, line->len);
        } while (i < found.count && found.list[i].top - found.list[i - 1].top <
                                        block_gap * found.list[i].size);
        for (size_t k = 0; k < text.len; k++)
            if (text.bytes[k] == '\t')
                text.bytes[k] = ' ';
        lines_add_aside(lines, page, text.bytes);
    }
    lines_fini(&found);
}

static size_t
count_words(const char *words)
{
    size_t n = *words != '\0';

    for (; *words; words++)
        n += *words == ' ';
    return n;
}

/* Whether the same words, but for numbers, are beside the text of another page.
 */
static bool
is_repeated(const struct lines *lines, char *const *words, size_t i)
{
    for (size_t k = 0; k < lines->n_asides; k++)
        if (lines->asides[k].page != lines->asides[i].page &&
            strcmp(words[k], words[i]) == 0)
            return true;
    return false;
}

/* The plain words of a text without its digits; the caller frees them. */
static char *
words_of(const char *text)
{
    char *words = words_plain(text, strlen(text)), *to = words;

    for (const char *p = words; *p; p++)
        if (*p < '0' || *p > '9')
            *to++ = *p;
    *to = '\0';
    return words;
}

void
asides_choose(struct lines *lines)
{
    char **words = memory_resize(NULL, (lines->n_asides + 1) * sizeof *words);
    size_t kept = 0;

    for (size_t i = 0; i < lines->n_asides; i++)
        words[i] = words_of(lines->asides[i].text);
    bool *keeps = memory_resize(NULL, lines->n_asides + 1);
    for (size_t i = 0; i < lines->n_asides; i++)
        keeps[i] =
            count_words(words[i]) >= WORDS_MIN && !is_repeated(lines, words, i);
    for (size_t i = 0; i < lines->n_asides; i++) {
        struct aside aside = lines->asides[i];
        const size_t len = utf8_within(aside.text, QUOTED_MAX);
        lines_remark(lines, aside.page, false,
                     keeps[i]
                         ? "text set at right angles to the page is a "
                           "paragraph of its own: \"%.*s\""
                         : "left out text set at right angles to the page: "
                           "\"%.*s\"",
                     (int)len, aside.text);
        free(words[i]);
        if (keeps[i])
            lines->asides[kept++] = aside;
        else
            free(aside.text);
    }
    lines->n_asides = kept;
    free(keeps);
    free(words);
}
