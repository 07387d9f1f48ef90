/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/hocr.h"
#include "base/memory.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A line without a size is as tall as its box; this much of it is below the
 * baseline. */
static const double usual_below = 0.2;

/* No number of an image is larger, and no letter of it is smaller: in pixels.
 */
static const double number_max = 1e6, size_min = 1;

static const char blanks[] = " \n\r\t";

/* The numbers that follow this name in a title such as "bbox 1 2 3 4; x_size
 * 30". Returns how many there are; one that no image has ends them. */
static size_t
numbers_of(const char *title, const char *name, double *numbers, size_t most)
{
    const size_t len = strlen(name);
    size_t n = 0;

    for (const char *p = title; p; p = strchr(p, ';')) {
        p += strspn(p, "; ");
        if (strncmp(p, name, len) != 0 || p[len] != ' ')
            continue;
        for (p += len; n < most; n++) {
            char *end;
            numbers[n] = strtod(p, &end);
            if (end == p || !(fabs(numbers[n]) <= number_max))
                break;
            p = end;
        }
        break;
    }
    return n;
}

static double
number_of(const char *title, const char *name, double otherwise)
{
    double number;
    return numbers_of(title, name, &number, 1) == 1 ? number : otherwise;
}

/* An attribute of the node; the caller frees it with xmlFree(). */
static char *
attribute(xmlNode *node, const char *name)
{
    return (char *)xmlGetProp(node, (const xmlChar *)name);
}

static bool
has_class(xmlNode *node, const char *beginning)
{
    char *class = attribute(node, "class");
    const bool has = class && strncmp(class, beginning, strlen(beginning)) == 0;

    xmlFree(class);
    return has;
}

/* False if the line has no place, so that its words have none either. */
static bool
add_line(struct hocr *hocr, const char *title)
{
    double box[4], baseline[2] = {0};

    if (numbers_of(title, "bbox", box, 4) < 4)
        return false;
    const double height = box[3] - box[1];
    const double size = number_of(title, "x_size", height);
    if (size < size_min)
        return false;
    struct hocr_line line = {
        .left = box[0],
        .top = box[1],
        .right = box[2],
        .bottom = box[3],
        .size = size,
        .below = number_of(title, "x_descenders", size * usual_below),
        .angle = (int)number_of(title, "textangle", 0)};
    /* It is given from the bottom left of the box. */
    if (numbers_of(title, "baseline", baseline, 2) < 2)
        baseline[0] = baseline[1] = 0;
    line.slope = baseline[0];
    line.base = line.bottom + baseline[1] - line.slope * line.left;
    hocr->lines = memory_grow(hocr->lines, hocr->n_lines, sizeof line);
    hocr->lines[hocr->n_lines++] = line;
    return true;
}

static void
add_word(struct hocr *hocr, const char *title, const char *text)
{
    double box[4];

    text += strspn(text, blanks);
    size_t len = strlen(text);
    while (len > 0 && strchr(blanks, text[len - 1]))
        len--;
    if (len == 0 || numbers_of(title, "bbox", box, 4) < 4)
        return;
    hocr->words = memory_grow(hocr->words, hocr->n_words, sizeof *hocr->words);
    hocr->words[hocr->n_words++] =
        (struct hocr_word){.text = memory_strndup(text, len),
                           .line = hocr->n_lines - 1,
                           .left = box[0],
                           .top = box[1],
                           .right = box[2],
                           .bottom = box[3]};
}

/* The next node of the document, with the children of this one or without. */
static xmlNode *
next_node(xmlNode *node, bool with_children)
{
    if (with_children && node->children)
        return node->children;
    while (node && !node->next)
        node = node->parent;
    return node ? node->next : NULL;
}

/* Lines are the spans in which there are words, whatever kind of line they are
 * said to be. */
static void
add_nodes(struct hocr *hocr, xmlNode *node)
{
    bool has_place = false;

    while (node) {
        const bool is_span = node->type == XML_ELEMENT_NODE &&
                             strcmp((const char *)node->name, "span") == 0;
        char *title = is_span ? attribute(node, "title") : NULL;
        const bool is_word = title && has_class(node, "ocrx_word");
        if (is_word && has_place) {
            xmlChar *text = xmlNodeGetContent(node);
            add_word(hocr, title, text ? (const char *)text : "");
            xmlFree(text);
        } else if (title && has_class(node, "ocr_")) {
            has_place = add_line(hocr, title);
        }
        xmlFree(title);
        node = next_node(node, !is_word);
    }
}

bool
hocr_read(const char *bytes, size_t len, struct hocr *out)
{
    *out = (struct hocr){0};
    xmlDoc *document = len > INT_MAX
                           ? NULL
                           : xmlReadMemory(bytes, (int)len, NULL, "UTF-8",
                                           XML_PARSE_NONET | XML_PARSE_NOERROR |
                                               XML_PARSE_NOWARNING);

    if (!document)
        return false;
    add_nodes(out, xmlDocGetRootElement(document));
    xmlFreeDoc(document);
    return true;
}

void
hocr_fini(struct hocr *hocr)
{
    for (size_t i = 0; i < hocr->n_words; i++)
        free(hocr->words[i].text);
    free(hocr->words);
    free(hocr->lines);
    *hocr = (struct hocr){0};
}
