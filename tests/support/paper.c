/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "paper.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Numbers of the objects that precede the pages; each page has two objects. */
enum { CATALOG = 1, PAGES, FONTS, GLYPHS = FONTS + PAPER_DEEP, FIRST_PAGE };

struct input {
    size_t page;
    enum paper_input kind;
    struct text dictionary;
};

struct paper {
    struct text *pages; /* what is drawn on each page */
    size_t count;
    struct input *inputs;
    size_t n_inputs;
    bool is_locked;
    bool has_deep; /* it uses PAPER_DEEP */
};

enum { GREY_WHITE = 128 }; /* and brighter */

/* Widths of the characters from the blank to the tilde, in thousandths of the
 * type size; other letters are about as wide as an "n". */
enum { FIRST_WIDTH = ' ', LAST_WIDTH = '~', OTHER_WIDTH = 556 };

/* clang-format off */
static const short widths[][LAST_WIDTH - FIRST_WIDTH + 1] = {
    {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278,
     278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584,
     584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
     833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278,
     278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
     500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
     500, 334, 260, 334, 584},
    {278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278,
     278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584,
     584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611,
     833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333,
     278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278,
     556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556,
     500, 389, 280, 389, 584}};

/* Characters useful in reports that Windows-1252 and Unicode number
 * differently. */
static const struct {
    unsigned code;
    unsigned char byte;
    short width;
} signs[] = {
    {0x2013, 0x96, 556}, {0x2014, 0x97, 1000}, {0x2018, 0x91, 222},
    {0x2019, 0x92, 222}, {0x201c, 0x93, 333},  {0x201d, 0x94, 333},
    {0x2022, 0x95, 350}, {0x2026, 0x85, 1000}, {0x20ac, 0x80, 556}};
/* clang-format on */

/* The byte of a character in Windows-1252, and its width. */
static unsigned char
byte_of(unsigned code, enum paper_font font, short *width)
{
    *width = OTHER_WIDTH;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].code == code) {
            *width = signs[i].width;
            return signs[i].byte;
        }
    if (code >= FIRST_WIDTH && code <= LAST_WIDTH && font != PAPER_SYMBOLS)
        *width = widths[font == PAPER_BOLD][code - FIRST_WIDTH];
    return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? (unsigned char)code
                                                         : '?';
}

struct paper *
paper_new(void)
{
    struct paper *paper = memory_resize(NULL, sizeof *paper);
    *paper = (struct paper){0};
    return paper;
}

void
paper_free(struct paper *paper)
{
    if (!paper)
        return;
    for (size_t i = 0; i < paper->count; i++)
        free(paper->pages[i].bytes);
    for (size_t i = 0; i < paper->n_inputs; i++)
        free(paper->inputs[i].dictionary.bytes);
    free(paper->inputs);
    free(paper->pages);
    free(paper);
}

void
paper_page(struct paper *paper)
{
    paper->pages =
        memory_grow(paper->pages, paper->count, sizeof *paper->pages);
    paper->pages[paper->count++] = (struct text){0};
    text_add_string(&paper->pages[paper->count - 1], "0 g\n");
}

__attribute__((format(printf, 2, 3))) static void
add(struct text *out, const char *format, ...)
{
    char bytes[512];
    va_list args;

    va_start(args, format);
    vsnprintf(bytes, sizeof bytes, format, args);
    va_end(args);
    text_add_string(out, bytes);
}

static void
add_string(struct text *page, enum paper_font font, const char *text)
{
    const size_t len = strlen(text);
    unsigned code;
    short width;

    text_add_string(page, "(");
    for (size_t i = 0; i < len;) {
        i += utf8_char(text + i, len - i, &code);
        const unsigned char byte = byte_of(code, font, &width);
        if (strchr("()\\", byte))
            add(page, "\\%c", byte);
        else if (byte < 0x80)
            text_add(page, (const char *)&byte, 1);
        else
            add(page, "\\%03o", byte);
    }
    text_add_string(page, ")");
}

void
paper_text(struct paper *paper,
           double x,
           double y,
           enum paper_font font,
           double size,
           const char *text)
{
    struct text *page = &paper->pages[paper->count - 1];

    paper->has_deep |= font == PAPER_DEEP;
    add(page, "BT /F%d %.1f Tf %.2f %.2f Td ", (int)font, size, x,
        PAPER_HEIGHT - y);
    add_string(page, font, text);
    add(page, " Tj ET\n");
}

void
paper_text_at(struct paper *paper,
              double x,
              double y,
              double degrees,
              double size,
              const char *text)
{
    struct text *page = &paper->pages[paper->count - 1];
    const double angle = degrees * acos(-1) / 180;

    add(page, "BT /F%d %.1f Tf %.4f %.4f %.4f %.4f %.2f %.2f Tm ",
        (int)PAPER_PLAIN, size, cos(angle), sin(angle), -sin(angle), cos(angle),
        x, PAPER_HEIGHT - y);
    add_string(page, PAPER_PLAIN, text);
    add(page, " Tj ET\n");
}

void
paper_turn(struct paper *paper)
{
    add(&paper->pages[paper->count - 1], "0 1 -1 0 %.2f 0 cm\n", PAPER_HEIGHT);
}

void
paper_raw(struct paper *paper, const char *operator)
{
    add(&paper->pages[paper->count - 1], "%s\n", operator);
}

void
paper_image(struct paper *paper,
            const unsigned char *bytes,
            size_t width,
            size_t height,
            double degrees)
{
    struct text *page = &paper->pages[paper->count - 1];
    const double angle = degrees * acos(-1) / 180;

    const bool is_sideways = fabs(sin(angle)) > 0.9;
    const double scale = is_sideways ? PAPER_WIDTH / PAPER_HEIGHT : 1;

    add(page, "q %f 0 0 %f %f %f cm %f %f %f %f 0 0 cm\n", scale, scale,
        PAPER_WIDTH / 2, PAPER_HEIGHT / 2, cos(angle), sin(angle), -sin(angle),
        cos(angle));
    add(page, "%f 0 0 %f %f %f cm\n", PAPER_WIDTH, PAPER_HEIGHT,
        -PAPER_WIDTH / 2, -PAPER_HEIGHT / 2);
    add(page, "BI /W %zu /H %zu /BPC 1 /CS /G /F /AHx ID\n", width, height);
    for (size_t y = 0; y < height; y++, text_add_string(page, "\n"))
        for (size_t x = 0; x < width; x += 8) {
            unsigned byte = 0;
            for (size_t k = 0; k < 8; k++)
                byte = byte << 1 | (x + k < width &&
                                    bytes[y * width + x + k] >= GREY_WHITE);
            add(page, "%02x", byte);
        }
    text_add_string(page, ">\nEI Q\n");
}

void
paper_input(struct paper *paper,
            enum paper_input kind,
            double x,
            double y,
            double width,
            double height,
            const char *words)
{
    static const char *const types[] = {
        [PAPER_NOTE] = "/FreeText /DA (/F0 11 Tf 0 g) /Contents ",
        [PAPER_FIELD] = "/Widget /FT /Tx /T (field) /DA (/F0 11 Tf 0 g) /V ",
        [PAPER_COMMENT] = "/Text /Contents "};
    struct input input = {.page = paper->count - 1, .kind = kind};

    add(&input.dictionary,
        "<< /Type /Annot /F 4 /Rect [%.2f %.2f %.2f %.2f] /Subtype %s", x,
        PAPER_HEIGHT - y - height, x + width, PAPER_HEIGHT - y, types[kind]);
    add_string(&input.dictionary, PAPER_PLAIN, words);
    text_add_string(&input.dictionary, " >>");
    paper->inputs = memory_grow(paper->inputs, paper->n_inputs, sizeof input);
    paper->inputs[paper->n_inputs++] = input;
}

void
paper_box(struct paper *paper, double x, double y, double width, double height)
{
    add(&paper->pages[paper->count - 1], "%.2f %.2f %.2f %.2f re f\n", x,
        PAPER_HEIGHT - y - height, width, height);
}

double
paper_width(enum paper_font font, double size, const char *text, size_t len)
{
    double sum = 0;
    unsigned code;
    short width;

    for (size_t i = 0; i < len;) {
        i += utf8_char(text + i, len - i, &code);
        byte_of(code, font, &width);
        sum += width;
    }
    return sum * size / 1000;
}

void
paper_lock(struct paper *paper)
{
    paper->is_locked = true;
}

/* The objects of the file, and the offset at which each begins. */
struct objects {
    struct text bytes;
    size_t *starts;
    size_t count;
};

static void
begin_object(struct objects *objects)
{
    objects->starts =
        memory_grow(objects->starts, objects->count, sizeof *objects->starts);
    objects->starts[objects->count++] = objects->bytes.len;
    add(&objects->bytes, "%zu 0 obj\n", objects->count);
}

static void
add_object(struct objects *objects, const char *words)
{
    begin_object(objects);
    add(&objects->bytes, "%s\nendobj\n", words);
}

static void
add_stream(struct objects *objects, const char *bytes, size_t len)
{
    begin_object(objects);
    add(&objects->bytes, "<< /Length %zu >>\nstream\n", len);
    text_add(&objects->bytes, bytes, len);
    add(&objects->bytes, "endstream\nendobj\n");
}

/* The fourth font, which only papers that use it have. */
static void
add_deep_font(struct objects *objects)
{
    add(&objects->bytes,
        "/F3 << /Type /Font /Subtype /Type1 /BaseFont /Deep /Encoding "
        "/WinAnsiEncoding /FontDescriptor << /Type /FontDescriptor /FontName "
        "/Deep /Flags 32 /Ascent 950 /Descent -2480 >> /FirstChar %d "
        "/LastChar %d /Widths [",
        FIRST_WIDTH, LAST_WIDTH);
    for (int i = 0; i <= LAST_WIDTH - FIRST_WIDTH; i++)
        add(&objects->bytes, " %d", widths[PAPER_PLAIN][i]);
    add(&objects->bytes, "] >> ");
}

static void
add_fonts(struct objects *objects)
{
    /* As Word does it: characters of its symbol fonts are read as private-use
     * ones. */
    static const char glyphs[] =
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /Symbols def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        "1 beginbfrange <20> <7e> <f020> endbfrange\n"
        "endcmap end end\n";

    add_object(objects, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
                        "/Encoding /WinAnsiEncoding >>");
    add_object(objects, "<< /Type /Font /Subtype /Type1 /BaseFont "
                        "/Helvetica-Bold /Encoding /WinAnsiEncoding >>");
    begin_object(objects);
    add(&objects->bytes,
        "<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats /ToUnicode %d "
        "0 R >>\nendobj\n",
        GLYPHS);
    add_stream(objects, glyphs, sizeof glyphs - 1);
}

/* The number of the object of the first input. */
static size_t
first_input(const struct paper *paper)
{
    return FIRST_PAGE + 2 * paper->count;
}

static void
add_catalog(struct objects *objects, const struct paper *paper)
{
    begin_object(objects);
    add(&objects->bytes, "<< /Type /Catalog /Pages %d 0 R", PAGES);
    if (paper->n_inputs > 0)
        add(&objects->bytes, " /AcroForm << /Fields [");
    for (size_t i = 0; i < paper->n_inputs; i++)
        if (paper->inputs[i].kind == PAPER_FIELD)
            add(&objects->bytes, " %zu 0 R", first_input(paper) + i);
    add(&objects->bytes, "%s >>\nendobj\n", paper->n_inputs > 0 ? "] >>" : "");
}

static void
add_pages(struct objects *objects, const struct paper *paper)
{
    for (size_t i = 0; i < paper->count; i++) {
        begin_object(objects);
        add(&objects->bytes,
            "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %.0f %.0f] "
            "/Contents %zu 0 R /Resources << /Font << /F0 %d 0 R /F1 %d 0 R "
            "/F2 %d 0 R ",
            PAGES, PAPER_WIDTH, PAPER_HEIGHT, FIRST_PAGE + 2 * i + 1, FONTS,
            FONTS + 1, FONTS + 2);
        if (paper->has_deep)
            add_deep_font(objects);
        add(&objects->bytes, ">> >>");
        if (paper->n_inputs > 0)
            add(&objects->bytes, " /Annots [");
        for (size_t k = 0; k < paper->n_inputs; k++)
            if (paper->inputs[k].page == i)
                add(&objects->bytes, " %zu 0 R", first_input(paper) + k);
        add(&objects->bytes, "%s >>\nendobj\n", paper->n_inputs > 0 ? "]" : "");
        add_stream(objects, paper->pages[i].bytes, paper->pages[i].len);
    }
}

/* Keys that no password matches: forty-bit RC4, with nothing encrypted. */
static void
add_lock(struct objects *objects)
{
    static const char key[] =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    begin_object(objects);
    add(&objects->bytes,
        "<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>\nendobj\n",
        key, key);
}

char *
paper_bytes(const struct paper *paper, size_t *len)
{
    struct objects objects = {0};
    struct text *out = &objects.bytes;

    add(out, "%%PDF-1.4\n");
    add_catalog(&objects, paper);
    begin_object(&objects);
    add(out, "<< /Type /Pages /Count %zu /Kids [", paper->count);
    for (size_t i = 0; i < paper->count; i++)
        add(out, " %zu 0 R", FIRST_PAGE + 2 * i);
    add(out, " ] >>\nendobj\n");
    add_fonts(&objects);
    add_pages(&objects, paper);
    for (size_t i = 0; i < paper->n_inputs; i++)
        add_object(&objects, paper->inputs[i].dictionary.bytes);
    if (paper->is_locked)
        add_lock(&objects);
    const size_t table = out->len;
    add(out, "xref\n0 %zu\n0000000000 65535 f \n", objects.count + 1);
    for (size_t i = 0; i < objects.count; i++)
        add(out, "%010zu 00000 n \n", objects.starts[i]);
    add(out, "trailer\n<< /Size %zu /Root %d 0 R", objects.count + 1, CATALOG);
    if (paper->is_locked)
        add(out, " /Encrypt %zu 0 R /ID [<00> <00>]", objects.count);
    add(out, " >>\nstartxref\n%zu\n%%%%EOF\n", table);
    free(objects.starts);
    *len = out->len;
    return out->bytes;
}
