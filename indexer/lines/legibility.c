/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/legibility.h"
#include "lines/render.h"

#include <math.h>
#include <stdio.h>

enum {
    DRAWN_LETTERS = 10,    /* with more, what else is drawn is a figure */
    UNMAPPED_MIN = 20,     /* characters of a page whose fonts are judged */
    UNMAPPED_SHARE = 5,    /* one in five of them is not a character */
    LEVELS = 256,          /* of grey */
    PAPER_DRIFT = 24,      /* levels that one sheet of paper may have */
    INK_STEP = 48,         /* levels from the paper to ink, at least */
    PAPER_PERCENT = 60,    /* of a page of text is paper, at least */
    SCAN_PER_MYRIAD = 5,   /* parts in 10,000 of a scan that are ink: a line */
    DRAWN_PER_MYRIAD = 40, /* and of a page that is drawn: more than a logo */
    LOOK_DPI = 50          /* enough to see that there is text */
};

/* The least part of a page that the images of a scan cover. */
static const double scanned_part = 0.5;

/* Whether the character can be in no text: a font without a character map
 * gives the numbers of its glyphs instead, or nothing. */
static bool
is_no_character(gunichar code)
{
    switch (g_unichar_type(code)) {
    case G_UNICODE_CONTROL:
    case G_UNICODE_UNASSIGNED:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
        return true;
    default:
        return code == 0xfffd;
    }
}

struct counts {
    size_t printed, letters, unknown;
};

static struct counts
count(const struct page *page)
{
    struct counts counts = {0};

    for (size_t d = 0; d < DIRECTIONS; d++)
        for (size_t i = 0; i < page->text[d].count; i++) {
            const struct glyph *glyph = &page->text[d].list[i];
            const bool is_unknown =
                !g_unichar_isspace(glyph->code) && is_no_character(glyph->code);
            counts.unknown += is_unknown;
            counts.printed += is_unknown || !glyph->is_blank;
            counts.letters += glyph->is_letter;
        }
    return counts;
}

/* The part of the page that images cover. */
static double
part_of_images(PopplerPage *source)
{
    GList *images = poppler_page_get_image_mapping(source);
    double width, height, area = 0;

    for (const GList *i = images; i; i = i->next) {
        const PopplerRectangle *at =
            &((const PopplerImageMapping *)i->data)->area;
        area += fabs((at->x2 - at->x1) * (at->y2 - at->y1));
    }
    poppler_page_free_image_mapping(images);
    poppler_page_get_size(source, &width, &height);
    return area / (width * height);
}

/* Whether the page looks like text: as much ink as this, in 10,000 parts, on
 * paper of one shade, which a photograph or an empty page does not have. */
static bool
looks_like_text(PopplerPage *source, size_t least_ink)
{
    size_t levels[LEVELS] = {0}, paper = 0, most = 0, ink = 0, same = 0;
    struct image image;

    if (!render_page(source, LOOK_DPI, &image))
        return false;
    const size_t all = image.width * image.height;
    for (size_t i = 0; i < all; i++)
        levels[image.bytes[i]]++;
    image_fini(&image);
    for (size_t i = 0; i < LEVELS; i++)
        if (levels[i] > most) {
            most = levels[i];
            paper = i;
        }
    for (size_t i = 0; i < LEVELS; i++) {
        if (i + INK_STEP <= paper)
            ink += levels[i];
        if (i + PAPER_DRIFT >= paper && i <= paper + PAPER_DRIFT)
            same += levels[i];
    }
    return same * 100 >= all * PAPER_PERCENT && ink * 10000 >= all * least_ink;
}

enum legibility
legibility_of(PopplerPage *source, const struct page *page)
{
    const struct counts counts = count(page);

    if (counts.printed >= UNMAPPED_MIN &&
        counts.unknown * UNMAPPED_SHARE >= counts.printed &&
        counts.letters * 2 < counts.printed)
        return UNMAPPED;
    if (counts.letters >= LEGIBLE_LETTERS)
        return LEGIBLE;
    if (part_of_images(source) >= scanned_part)
        return looks_like_text(source, SCAN_PER_MYRIAD) ? SCANNED : LEGIBLE;
    if (counts.letters < DRAWN_LETTERS &&
        looks_like_text(source, DRAWN_PER_MYRIAD))
        return DRAWN;
    return LEGIBLE;
}

bool
legibility_is_lost(enum legibility page)
{
    return page != LEGIBLE && page != RECOGNISED;
}

bool
legibility_is_recognised(enum legibility page)
{
    return page == RECOGNISED;
}

unsigned
legibility_count(const enum legibility *pages,
                 size_t n,
                 bool (*is_asked)(enum legibility))
{
    unsigned count = 0;

    for (size_t i = 0; i < n; i++)
        count += is_asked(pages[i]);
    return count;
}

char *
legibility_list(const enum legibility *pages,
                size_t n,
                bool (*is_asked)(enum legibility))
{
    const bool is_one = legibility_count(pages, n, is_asked) == 1;
    const char *before = is_one ? "page" : "pages";
    struct text out = {0};
    char part[64];

    while (n > 0 && !is_asked(pages[n - 1]))
        n--;
    text_add_string(&out, before);
    before = "";
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && is_asked(pages[end]))
            end++;
        if (end > i) {
            before = !*before ? " " : end == n ? " and " : ", ";
            snprintf(part, sizeof part, "%s%zu", before, i + 1);
            text_add_string(&out, part);
            snprintf(part, sizeof part, " to %zu", end);
            text_add_string(&out, end > i + 1 ? part : "");
        }
        i = end + 1;
    }
    return out.bytes;
}

bool
legibility_cause(const enum legibility *pages,
                 size_t n,
                 char reason[REASON_SIZE])
{
    static const char *const causes[][2] = {
        [SCANNED] = {"is an image", "are images"},
        [UNMAPPED] = {"has fonts that do not say which letters they show",
                      "have fonts that do not say which letters they show"},
        [DRAWN] = {"has letters that are drawn as shapes",
                   "have letters that are drawn as shapes"}};
    size_t counts[RECOGNISED + 1] = {0}, most = LEGIBLE;

    for (size_t i = 0; i < n; i++)
        counts[pages[i]]++;
    for (size_t k = SCANNED; k <= DRAWN; k++)
        if (counts[k] > 0 && (most == LEGIBLE || counts[k] > counts[most]))
            most = k;
    if (most == LEGIBLE)
        return false;
    const bool is_one = counts[most] == 1;
    snprintf(reason, REASON_SIZE, "%zu of %zu pages %s; read %s with --ocr",
             counts[most], n, causes[most][!is_one], is_one ? "it" : "them");
    return true;
}
