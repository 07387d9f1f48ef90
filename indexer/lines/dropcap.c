/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/dropcap.h"
#include "base/english.h"
#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The smallest size of a drop cap, as a multiple of the text's. */
static const double cap_size = 1.7;

/* The widest gap between a drop cap and its text, as a multiple of the text's
 * size. */
static const double cap_gap = 1;

/* Whether the segment is a capital by itself. */
static bool
is_capital(const struct segment *segment)
{
    return segment->text.len == 1 &&
           isupper((unsigned char)segment->text.bytes[0]);
}

/* Whether the line begins just right of the letter, at its height. */
static bool
is_beside(const struct segment *cap, const struct segment *line)
{
    const double middle = (line->top + line->bottom) / 2;
    const double gap = line->left - cap->right;

    return cap->size >= cap_size * line->size && middle > cap->top &&
           middle < cap->bottom && gap > -cap_gap * line->size / 2 &&
           gap < cap_gap * line->size;
}

/* Whether the letter is a word by itself, as in "A council": with it, the first
 * word of the line is not one. */
static bool
is_word(const char *letter, const struct segment *line)
{
    const struct english *english = english_installed();
    const char *rest = line->text.bytes;
    struct text word = {0};
    size_t n = 0;

    if (*letter != 'A' && *letter != 'I')
        return false;
    while (n < line->text.len && isalpha((unsigned char)rest[n]))
        n++;
    text_add(&word, letter, 1);
    text_add(&word, rest, n);
    const bool is_whole = english_has(english, word.bytes, word.len);
    free(word.bytes);
    return n > 0 && !is_whole && english_has(english, rest, n);
}

static void
prepend(const struct segment *cap, struct segment *line)
{
    struct text text = {0};
    const double width = cap->right - cap->left;

    text_add(&text, cap->text.bytes, cap->text.len);
    if (is_word(cap->text.bytes, line)) {
        text_add(&text, " ", 1);
        line->first_word = width;
    } else {
        line->first_word += width;
    }
    text_add(&text, line->text.bytes, line->text.len);
    free(line->text.bytes);
    line->text = text;
    line->letters++;
    line->is_mark = false;
}

/* Give the letter to the first line beside it. False if there is none. */
static bool
join(struct segments *segments, const struct segment *cap)
{
    struct segment *first = NULL;

    for (size_t i = 0; i < segments->count; i++) {
        struct segment *line = &segments->list[i];
        if (line == cap || !is_beside(cap, line))
            continue;
        line->left = cap->left;
        if (!first || line->top < first->top)
            first = line;
    }
    if (first)
        prepend(cap, first);
    return first != NULL;
}

void
dropcap_join(struct segments *segments)
{
    for (size_t i = 0; i < segments->count;) {
        struct segment *cap = &segments->list[i];
        if (!is_capital(cap) || !join(segments, cap)) {
            i++;
            continue;
        }
        free(cap->text.bytes);
        segments->count--;
        memmove(cap, cap + 1, (segments->count - i) * sizeof *cap);
    }
}
