/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/recognised.h"
#include "base/memory.h"
#include "lines/measure.h"

#include <math.h>
#include <stdlib.h>

/* Sizes that differ by less than this fraction are of one type: tesseract's
 * measures of a size differ by a pixel or two from line to line. */
static const double same_type = 0.07;

/* How much wider than those of most words the strokes of a bold word are, at
 * least; in the fonts of reports they are 1.5 times as wide. */
static const double bold_width = 1.27;

/* The top of a line above its baseline, as a fraction of the font size. */
static const double ascent = 0.8, descent = 0.2;

/* All words of all pages. The caller frees the list, not the words. */
static struct recognised_word **
all_words(const struct recognised *all, size_t *count)
{
    struct recognised_word **words;
    size_t n = 0;

    for (size_t p = 0; p < all->count; p++)
        n += all->pages[p].count;
    words = memory_resize(NULL, (n + 1) * sizeof *words);
    *count = 0;
    for (size_t p = 0; p < all->count; p++)
        for (size_t i = 0; i < all->pages[p].count; i++)
            words[(*count)++] = &all->pages[p].words[i];
    return words;
}

static int
by_size(const void *a, const void *b)
{
    const struct recognised_word *const *x = a, *const *y = b;
    return ((*x)->size > (*y)->size) - ((*x)->size < (*y)->size);
}

/* The range of at most this many words, which are in order of size, that are of
 * one type and has most of them: from *first to *end. */
static void
find_type(struct recognised_word *const *words,
          size_t n,
          size_t *first,
          size_t *end)
{
    *first = *end = 0;
    for (size_t i = 0, k = 0; i < n; i++) {
        while (k < n && words[k]->size <= words[i]->size * (1 + same_type))
            k++;
        if (k - i > *end - *first) {
            *first = i;
            *end = k;
        }
    }
}

/* Give all words of one type the same size, that of the median: first those of
 * the most common one, then the smaller and the larger ones likewise. */
static void
settle_sizes(struct recognised_word **words, size_t n)
{
    size_t first, end;

    while (n > 0) {
        find_type(words, n, &first, &end);
        const double size = round(4 * words[(first + end) / 2]->size) / 4;
        for (size_t i = first; i < end; i++)
            words[i]->size = size;
        settle_sizes(words + end, n - end);
        n = first;
    }
}

static void
settle_strokes(struct recognised_word *const *words, size_t n)
{
    double *strokes = memory_resize(NULL, (n + 1) * sizeof *strokes);
    size_t known = 0;

    for (size_t i = 0; i < n; i++)
        if (words[i]->stroke > 0)
            strokes[known++] = words[i]->stroke;
    const double usual = measure_percentile(strokes, known, 50);
    for (size_t i = 0; i < n; i++)
        words[i]->is_bold = words[i]->stroke > usual * bold_width;
    free(strokes);
}

void
recognised_settle(struct recognised *all)
{
    size_t n;
    struct recognised_word **words = all_words(all, &n);

    qsort(words, n, sizeof *words, by_size);
    settle_sizes(words, n);
    settle_strokes(words, n);
    free(words);
}

/* The place of a part of a line, from and to points along it. */
static PopplerRectangle
place(const struct recognised_word *word, double from, double to)
{
    const double up = word->size * ascent, down = word->size * descent;
    const double base = word->base;

    switch (word->direction) {
    case DIRECTION_UP:
        return (PopplerRectangle){base - up, from, base + down, to};
    case DIRECTION_DOWN:
        return (PopplerRectangle){base - down, from, base + up, to};
    case DIRECTION_BACK:
        return (PopplerRectangle){from, base - down, to, base + up};
    case DIRECTION_ACROSS:
        break;
    }
    return (PopplerRectangle){from, base - up, to, base + down};
}

/* Add the letters of a word, which share its width equally. */
static void
add_letters(struct glyphs *glyphs, const struct recognised_word *word)
{
    const bool is_backward =
        word->direction == DIRECTION_UP || word->direction == DIRECTION_BACK;
    const double begin = is_backward ? word->right : word->left;
    const double step = (word->right - word->left) /
                        (double)g_utf8_strlen(word->text, -1) *
                        (is_backward ? -1 : 1);
    size_t i = 0;

    for (const char *p = word->text; *p; p = g_utf8_next_char(p), i++) {
        const double at = begin + (double)i * step;
        const struct glyph glyph =
            glyph_new(g_utf8_get_char(p),
                      place(word, fmin(at, at + step), fmax(at, at + step)),
                      word->size, word->is_bold);
        glyphs_add(glyphs, &glyph);
    }
}

/* Add the blank before the next word, or the end of the line. */
static void
add_blank(struct glyphs *glyphs, const struct recognised_word *word)
{
    struct glyph blank;

    if (word->is_last)
        blank = glyph_new('\n', place(word, word->right, word->right),
                          word->size, false);
    else
        blank = glyph_new(' ',
                          place(word, fmin(word->right, word[1].left),
                                fmax(word->right, word[1].left)),
                          word->size, false);
    glyphs_add(glyphs, &blank);
}

struct glyphs
recognised_glyphs(const struct recognised_page *page)
{
    struct glyphs glyphs = {.width = page->width, .height = page->height};

    for (size_t i = 0; i < page->count; i++) {
        add_letters(&glyphs, &page->words[i]);
        add_blank(&glyphs, &page->words[i]);
    }
    return glyphs;
}

void
recognised_fini(struct recognised *all)
{
    for (size_t p = 0; p < all->count; p++) {
        for (size_t i = 0; i < all->pages[p].count; i++)
            g_free(all->pages[p].words[i].text);
        free(all->pages[p].words);
    }
    free(all->pages);
    *all = (struct recognised){0};
}
