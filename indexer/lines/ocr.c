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

/* Of a size that is measured from the tallest letters to the lowest ones, the
 * size of the font. */
static const double size_of_height = 1.06;

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
ocr_prepare(void)
{
    if (setting.is_on)
        tesseract_start_helper();
}

void
ocr_progress(unsigned done, unsigned all)
{
    if (setting.progress)
        setting.progress(done, all);
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
    const double usual = measure_percentile(values, hocr->n_lines, 50);
    for (size_t i = 0; i < hocr->n_lines; i++) {
        const struct hocr_line *line = &hocr->lines[i];
        if (line->angle == 0 && line->right - line->left >= usual)
            values[n++] = line->slope;
    }
    const double skew = measure_percentile(values, n, 50);
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
place_across(struct recognised_word *word,
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
place_turned(struct recognised_word *word,
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
    struct recognised_page *page;
    struct image image;
    struct hocr hocr;
    double skew;
};

/* Add a word of a line. */
static struct recognised_word *
add_word(struct work *work, const struct hocr_word *from, const char *text)
{
    const struct hocr_line *line = &work->hocr.lines[from->line];
    const double points = 72 / work->image.dpi;
    struct recognised_page *page = work->page;
    struct recognised_word word = {.text = g_strdup(text),
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
        struct recognised_word *word = add_word(work, from, text);
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
ocr_read(struct recognised *out,
         PopplerPage *source,
         unsigned number,
         char reason[REASON_SIZE])
{
    struct recognised_page page = {.number = number};
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
        out->pages = memory_grow(out->pages, out->count, sizeof page);
        out->pages[out->count++] = page;
    }
    return is_read;
}
