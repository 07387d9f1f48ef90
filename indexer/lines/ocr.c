/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/ocr.h"
#include "base/memory.h"
#include "lines/hocr.h"
#include "lines/measure.h"
#include "lines/render.h"
#include "lines/strokes.h"
#include "lines/tesseract.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DPI = 300,          /* what tesseract was trained for */
    STROKE_LETTERS = 2, /* of a word whose strokes are measured */
    BULLET_LETTERS = 3  /* for which a bullet may be taken */
};

static const char bullet[] = "\xe2\x80\xa2";

/* As fractions of the size of a line: its smallest bullet, and where before its
 * first word an overlooked one is looked for. */
static const double least_bullet = 0.15, bullet_from = 3, bullet_to = 0.2;

/* Sizes that differ by less than this fraction are of one type: tesseract's
 * measures of a size differ by a pixel or two from line to line. */
static const double same_type = 0.07;

/* Of a size that is measured from the tallest letters to the lowest ones, the
 * size of the font. */
static const double size_of_height = 1.06;

/* How much wider than those of most words the strokes of a bold word are, at
 * least; in the fonts of reports they are 1.5 times as wide. */
static const double bold_width = 1.27;

/* The top of a line above its baseline, as a fraction of the font size. */
static const double ascent = 0.8, descent = 0.2;

struct ocr_word {
    char *text;
    double left, right; /* along its line, in points */
    double base;        /* where the line is; from the top */
    double size;
    double stroke; /* width of its strokes as a fraction of the size; 0: not
                      known */
    bool is_bold;
    bool is_last; /* of its line */
    enum direction direction;
};

struct ocr_page {
    unsigned number;
    double width, height;
    struct ocr_word *words;
    size_t count;
};

static struct {
    bool is_on;
    void (*progress)(unsigned done, unsigned all);
} setting;

bool
ocr_switch_on(void (*progress)(unsigned done, unsigned all),
              char reason[REASON_SIZE])
{
    setting.is_on = tesseract_is_usable(reason);
    setting.progress = progress;
    return setting.is_on;
}

bool
ocr_is_on(void)
{
    return setting.is_on;
}

void
ocr_progress(unsigned done, unsigned all)
{
    if (setting.progress)
        setting.progress(done, all);
}

static int
by_value(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
median(double *values, size_t n)
{
    if (n == 0)
        return 0;
    qsort(values, n, sizeof *values, by_value);
    return values[n / 2];
}

/* How far the lines of the page fall to the right, as the paper was laid on the
 * scanner: a slope, the median of those of the longer half of its lines. */
static double
skew_of(const struct hocr *hocr)
{
    double *values = memory_resize(NULL, (hocr->n_lines + 1) * sizeof *values);
    size_t n = 0;

    for (size_t i = 0; i < hocr->n_lines; i++)
        values[i] = hocr->lines[i].right - hocr->lines[i].left;
    const double usual = median(values, hocr->n_lines);
    for (size_t i = 0; i < hocr->n_lines; i++) {
        const struct hocr_line *line = &hocr->lines[i];
        if (line->angle == 0 && line->right - line->left >= usual)
            values[n++] = line->slope;
    }
    const double skew = median(values, n);
    free(values);
    return skew;
}

static size_t
letters_of(const char *text)
{
    size_t letters = 0;

    for (const char *p = text; *p; p = g_utf8_next_char(p))
        letters += g_unichar_isalnum(g_utf8_get_char(p)) != 0;
    return letters;
}

/* Set the place of a word of a line that runs across. The page is turned about
 * its top left, so that the line is level. */
static void
place_across(struct ocr_word *word,
             const struct hocr_word *from,
             const struct hocr_line *line,
             double skew)
{
    const double length = hypot(1, skew),
                 middle = (line->left + line->right) / 2;
    const double base = line->base + line->slope * middle;

    word->left = (from->left + skew * base) / length;
    word->right = (from->right + skew * base) / length;
    word->base = (base - skew * middle) / length;
}

/* Set the place of a word of a line that runs in another direction, on the page
 * as it is. */
static void
place_turned(struct ocr_word *word,
             const struct hocr_word *from,
             const struct hocr_line *line)
{
    const bool is_back = word->direction == DIRECTION_BACK;
    const bool is_down = word->direction == DIRECTION_DOWN;

    word->left = is_back ? from->left : from->top;
    word->right = is_back ? from->right : from->bottom;
    word->base = is_back   ? line->top + line->below
                 : is_down ? line->left + line->below
                           : line->right - line->below;
}

static enum direction
direction_of(int angle)
{
    switch (angle) {
    case 90:
        return DIRECTION_UP;
    case 180:
        return DIRECTION_BACK;
    case 270:
        return DIRECTION_DOWN;
    default:
        return DIRECTION_ACROSS;
    }
}

/* A page that is being recognised. */
struct work {
    struct ocr_page *page;
    struct image image;
    struct hocr hocr;
    double skew;
};

/* Add a word of a line. */
static struct ocr_word *
add_word(struct work *work, const struct hocr_word *from, const char *text)
{
    const struct hocr_line *line = &work->hocr.lines[from->line];
    const double points = 72 / work->image.dpi;
    struct ocr_page *page = work->page;
    struct ocr_word word = {.text = g_strdup(text),
                            .size = line->size * size_of_height,
                            .direction = direction_of(line->angle)};

    if (word.direction == DIRECTION_ACROSS)
        place_across(&word, from, line, work->skew);
    else
        place_turned(&word, from, line);
    word.left *= points;
    word.right *= points;
    word.base *= points;
    word.size *= points;
    page->words = memory_grow(page->words, page->count, sizeof word);
    page->words[page->count] = word;
    return &page->words[page->count++];
}

/* Find the bullet of a line that begins with this word. The bullet is taken for
 * some letters or signs, or is overlooked, and then it is the only ink before
 * the line. */
static bool
find_bullet(const struct work *work,
            const struct hocr_word *word,
            struct box *box,
            bool *is_word)
{
    const struct hocr_line *line = &work->hocr.lines[word->line];
    const double least = line->size * least_bullet;

    *is_word = false;
    if (line->angle != 0)
        return false;
    *box = (struct box){word->left, word->top, word->right, word->bottom};
    if (g_utf8_strlen(word->text, -1) <= BULLET_LETTERS &&
        strokes_are_blot(&work->image, box, least)) {
        *is_word = true;
        return true;
    }
    *box = (struct box){word->left - line->size * bullet_from, word->top,
                        word->left - line->size * bullet_to, word->bottom};
    return strokes_are_blot(&work->image, box, least);
}

/* The text of a word that is more than lines drawn on the page: tesseract takes
 * these, and often an "I", for bars. */
static const char *
without_bars(const struct hocr_word *word, const struct hocr_line *line)
{
    const char *text = word->text + strspn(word->text, "|");

    if (text == word->text)
        return text;
    if (!*text || g_unichar_islower(g_utf8_get_char(text)))
        return word->bottom - word->top <= line->size ? "I" : "";
    return text;
}

/* Add the words of the line that begins with word i. Returns where the next
 * line begins. */
static size_t
add_line(struct work *work, size_t i)
{
    const struct hocr *hocr = &work->hocr;
    const struct hocr_line *line = &hocr->lines[hocr->words[i].line];
    const size_t before = work->page->count;
    struct box box;
    bool is_word;

    if (find_bullet(work, &hocr->words[i], &box, &is_word)) {
        struct hocr_word blot = hocr->words[i];
        blot.left = box.left;
        blot.right = box.right;
        add_word(work, &blot, bullet);
        i += is_word;
    }
    for (; i < hocr->n_words && &hocr->lines[hocr->words[i].line] == line;
         i++) {
        const struct hocr_word *from = &hocr->words[i];
        const char *text = without_bars(from, line);
        if (!*text)
            continue;
        struct ocr_word *word = add_word(work, from, text);
        box = (struct box){from->left, from->top, from->right, from->bottom};
        if (letters_of(text) >= STROKE_LETTERS && line->angle == 0 &&
            line->size > 0)
            word->stroke = strokes_width(&work->image, &box) / line->size;
    }
    if (work->page->count > before)
        work->page->words[work->page->count - 1].is_last = true;
    return i;
}

bool
ocr_read(struct ocr *ocr,
         PopplerPage *source,
         unsigned number,
         char reason[REASON_SIZE])
{
    struct ocr_page page = {.number = number};
    struct work work = {.page = &page};
    struct text answer = {0};

    poppler_page_get_size(source, &page.width, &page.height);
    if (!render_page(source, DPI, &work.image)) {
        snprintf(reason, REASON_SIZE, "it cannot be drawn");
        return false;
    }
    bool is_read = tesseract_read(&work.image, &answer, reason);
    if (is_read && !hocr_read(answer.bytes, answer.len, &work.hocr)) {
        snprintf(reason, REASON_SIZE, "tesseract's answer is not hOCR");
        is_read = false;
    }
    work.skew = skew_of(&work.hocr);
    for (size_t i = 0; i < work.hocr.n_words;)
        i = add_line(&work, i);
    hocr_fini(&work.hocr);
    free(answer.bytes);
    image_fini(&work.image);
    if (is_read) {
        ocr->pages = memory_grow(ocr->pages, ocr->count, sizeof page);
        ocr->pages[ocr->count++] = page;
    }
    return is_read;
}

/* All words of all pages. The caller frees the list, not the words. */
static struct ocr_word **
all_words(const struct ocr *ocr, size_t *count)
{
    struct ocr_word **words;
    size_t n = 0;

    for (size_t p = 0; p < ocr->count; p++)
        n += ocr->pages[p].count;
    words = memory_resize(NULL, (n + 1) * sizeof *words);
    *count = 0;
    for (size_t p = 0; p < ocr->count; p++)
        for (size_t i = 0; i < ocr->pages[p].count; i++)
            words[(*count)++] = &ocr->pages[p].words[i];
    return words;
}

static int
by_size(const void *a, const void *b)
{
    const struct ocr_word *const *x = a, *const *y = b;
    return ((*x)->size > (*y)->size) - ((*x)->size < (*y)->size);
}

/* The range of at most this many words, which are in order of size, that are of
 * one type and has most of them: from *first to *end. */
static void
find_type(struct ocr_word *const *words, size_t n, size_t *first, size_t *end)
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
settle_sizes(struct ocr_word **words, size_t n)
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
settle_strokes(struct ocr_word *const *words, size_t n)
{
    double *strokes = memory_resize(NULL, (n + 1) * sizeof *strokes);
    size_t known = 0;

    for (size_t i = 0; i < n; i++)
        if (words[i]->stroke > 0)
            strokes[known++] = words[i]->stroke;
    const double usual = median(strokes, known);
    for (size_t i = 0; i < n; i++)
        words[i]->is_bold = words[i]->stroke > usual * bold_width;
    free(strokes);
}

void
ocr_settle(struct ocr *ocr)
{
    size_t n;
    struct ocr_word **words = all_words(ocr, &n);

    qsort(words, n, sizeof *words, by_size);
    settle_sizes(words, n);
    settle_strokes(words, n);
    free(words);
}

/* The place of a part of a line, from and to points along it. */
static PopplerRectangle
place(const struct ocr_word *word, double from, double to)
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
add_letters(struct glyphs *glyphs, const struct ocr_word *word)
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
add_blank(struct glyphs *glyphs, const struct ocr_word *word)
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
ocr_glyphs(const struct ocr *ocr, size_t page)
{
    const struct ocr_page *from = &ocr->pages[page];
    struct glyphs glyphs = {.width = from->width, .height = from->height};

    for (size_t i = 0; i < from->count; i++) {
        add_letters(&glyphs, &from->words[i]);
        add_blank(&glyphs, &from->words[i]);
    }
    return glyphs;
}

unsigned
ocr_number(const struct ocr *ocr, size_t page)
{
    return ocr->pages[page].number;
}

void
ocr_fini(struct ocr *ocr)
{
    for (size_t p = 0; p < ocr->count; p++) {
        for (size_t i = 0; i < ocr->pages[p].count; i++)
            g_free(ocr->pages[p].words[i].text);
        free(ocr->pages[p].words);
    }
    free(ocr->pages);
    *ocr = (struct ocr){0};
}
