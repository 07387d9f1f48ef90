/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The names are those of ECMA-376, part 1: w:p is a paragraph, w:pPr its
 * properties, w:pStyle its style, w:numPr its place in a list. Numbers of lists
 * are not in the text, but counted when it is shown.
 */
#include "lines/docx.h"
#include "base/memory.h"
#include "lines/markup.h"

#include <ctype.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define DOCUMENT "word/document.xml"

enum { LEVELS = 9 }; /* of a list */

/* A style of paragraphs. */
struct style {
    const xmlNode *node;
    const char *based_on; /* id of another; or NULL */
    int rank;             /* of a heading (markup.h), at least 1; otherwise 0 */
    bool is_contents;     /* an entry of a list of contents */
};

/* A level of a list. */
struct level {
    bool is_bullet;
    bool is_decimal;
    int start;
    const char *form; /* "%1." or "%1.%2"; or NULL */
};

struct list {
    struct level levels[LEVELS];
    int counts[LEVELS]; /* the last number; 0: none yet */
};

struct docx {
    GHashTable *styles; /* id -> struct style */
    GHashTable *lists;  /* numId -> struct list */
};

static const xmlNode *
child(const xmlNode *node, const char *name)
{
    const xmlNode *n = node ? node->children : NULL;

    while (n && !markup_is(n, name))
        n = n->next;
    return n;
}

/* The attribute w:val of the child of this name; NULL if there is none. */
static const char *
value(const xmlNode *node, const char *name)
{
    const xmlNode *n = child(node, name);
    return n ? markup_attribute(n, "val") : NULL;
}

/* Whether a property that can be switched off is on. */
static bool
is_on(const xmlNode *properties, const char *name)
{
    const char *val = value(properties, name);

    return child(properties, name) &&
           (!val || (strcmp(val, "0") != 0 && strcmp(val, "false") != 0 &&
                     strcmp(val, "none") != 0));
}

/* The rank of a heading of this level, counted from 0; 0: the tenth level is
 * that of text. */
static int
rank_of_level(const char *level)
{
    const long n = level ? strtol(level, NULL, 10) : LEVELS;

    return n >= 0 && n < LEVELS ? MARKUP_TITLE - 1 - (int)n : 0;
}

/* The rank of a heading whose style has this name; 0: it is none. */
static int
rank_of_name(const char *name)
{
    static const char heading[] = "heading ";

    if (strncasecmp(name, heading, sizeof heading - 1) == 0) {
        const long n = strtol(name + sizeof heading - 1, NULL, 10);
        return n > 0 && n < MARKUP_TITLE ? MARKUP_TITLE - (int)n : 1;
    }
    if (strcasecmp(name, "title") == 0)
        return MARKUP_TITLE;
    return strcasecmp(name, "subtitle") == 0 ? MARKUP_TITLE - 1 : 0;
}

/* Styles. */

static void
read_style(struct docx *docx, const xmlNode *node)
{
    const char *id = markup_attribute(node, "styleId");
    const char *name = value(node, "name");
    const char *level = value(child(node, "pPr"), "outlineLvl");
    struct style style = {.node = node, .based_on = value(node, "basedOn")};

    if (!id)
        return;
    style.rank = rank_of_level(level);
    if (style.rank == 0 && name)
        style.rank = rank_of_name(name);
    style.is_contents = name && (strncasecmp(name, "toc ", 4) == 0 ||
                                 strcasecmp(name, "toc heading") == 0);
    g_hash_table_insert(docx->styles, g_strdup(id),
                        g_memdup2(&style, sizeof style));
}

/* The style with this id or, if it does not pass the test, the nearest that it
 * is based on that does; NULL if there is none. */
static const struct style *
style_that(const struct docx *docx,
           const char *id,
           bool (*passes)(const struct style *style))
{
    enum { BASES_MAX = 20 }; /* a damaged file may have a circle */

    for (unsigned n = 0; id && n < BASES_MAX; n++) {
        const struct style *style = g_hash_table_lookup(docx->styles, id);
        if (!style || passes(style))
            return style;
        id = style->based_on;
    }
    return NULL;
}

static bool
is_heading_style(const struct style *style)
{
    return style->rank > 0;
}

static bool
is_contents_style(const struct style *style)
{
    return style->is_contents;
}

static bool
has_number_style(const struct style *style)
{
    return child(child(style->node, "pPr"), "numPr") != NULL;
}

/* Whether the style says that text is bold, or that it is not. */
static bool
has_bold_style(const struct style *style)
{
    return child(child(style->node, "rPr"), "b") != NULL;
}

/* Lists. */

/* The level that the element is about; LEVELS if there is no such level. */
static int
level_of(const xmlNode *node)
{
    const int level = markup_stated(markup_attribute(node, "ilvl"), LEVELS);
    return level < LEVELS ? level : LEVELS;
}

static void
read_level(struct list *list, const xmlNode *node)
{
    const char *format = value(node, "numFmt");
    const int n = level_of(node);

    if (n == LEVELS)
        return;
    list->levels[n] = (struct level){
        .is_bullet = !format || strcmp(format, "bullet") == 0,
        .is_decimal = format && strncmp(format, "decimal", 7) == 0,
        .start = markup_stated(value(node, "start"), 1),
        .form = value(node, "lvlText")};
}

/* Read what a list has in place of a level of the abstract one. */
static void
read_override(struct list *list, const xmlNode *node)
{
    const xmlNode *lvl = child(node, "lvl");
    const int n = level_of(node);

    if (lvl)
        read_level(list, lvl);
    if (n < LEVELS)
        list->levels[n].start =
            markup_stated(value(node, "startOverride"), list->levels[n].start);
}

/* Read a list, which is an instance (w:num) of an abstract one. */
static void
read_list(struct docx *docx, const xmlNode *root, const xmlNode *num)
{
    const char *id = markup_attribute(num, "numId");
    const char *of = value(num, "abstractNumId");
    struct list list = {0};

    if (!id || !of)
        return;
    for (const xmlNode *n = root->children; n; n = n->next) {
        const char *other = markup_is(n, "abstractNum")
                                ? markup_attribute(n, "abstractNumId")
                                : NULL;
        if (!other || strcmp(other, of) != 0)
            continue;
        for (const xmlNode *lvl = n->children; lvl; lvl = lvl->next)
            if (markup_is(lvl, "lvl"))
                read_level(&list, lvl);
    }
    for (const xmlNode *n = num->children; n; n = n->next)
        if (markup_is(n, "lvlOverride"))
            read_override(&list, n);
    g_hash_table_insert(docx->lists, g_strdup(id),
                        g_memdup2(&list, sizeof list));
}

/* The list that the paragraph is in, by itself or by its style, and the level;
 * NULL if it is in none. */
static struct list *
list_of(const struct docx *docx, const xmlNode *paragraph, long *level)
{
    const xmlNode *properties = child(paragraph, "pPr");
    const xmlNode *number = child(properties, "numPr");

    if (!number) {
        const struct style *style =
            style_that(docx, value(properties, "pStyle"), has_number_style);
        number = style ? child(child(style->node, "pPr"), "numPr") : NULL;
    }
    const char *id = value(number, "numId"), *at = value(number, "ilvl");
    *level = at ? strtol(at, NULL, 10) : 0;
    if (!id || *level < 0 || *level >= LEVELS)
        return NULL;
    return g_hash_table_lookup(docx->lists, id);
}

/* Write the number in the form of its level: "%1.%2" */
static void
write_number(const struct list *list, const char *form, struct text *out)
{
    for (; *form; form++) {
        char digits[32];
        if (form[0] != '%' || form[1] < '1' || form[1] >= '1' + LEVELS) {
            text_add(out, form, 1);
            continue;
        }
        const int level = *++form - '1';
        const int n = list->counts[level];
        snprintf(digits, sizeof digits, "%d",
                 n > 0 ? n : list->levels[level].start);
        text_add_string(out, digits);
    }
    text_add(out, " ", 1);
}

/* The elements. */

static int
rank_of(const struct docx *docx, const xmlNode *paragraph)
{
    const xmlNode *properties = child(paragraph, "pPr");
    const int rank = rank_of_level(value(properties, "outlineLvl"));
    const struct style *style =
        style_that(docx, value(properties, "pStyle"), is_heading_style);

    return rank > 0 || !style ? rank : style->rank;
}

static enum markup_part
paragraph_part(const struct docx *docx, const xmlNode *node)
{
    long level;

    if (style_that(docx, value(child(node, "pPr"), "pStyle"),
                   is_contents_style))
        return MARKUP_SKIP;
    if (rank_of(docx, node) > 0)
        return MARKUP_HEADING;
    const struct list *list = list_of(docx, node, &level);
    return list ? MARKUP_ITEM : MARKUP_BLOCK;
}

static int
docx_rank(struct markup *markup, const xmlNode *node)
{
    return rank_of(markup->data, node);
}

static const struct markup_name parts[] = {
    {"tbl", MARKUP_TABLE},
    {"tr", MARKUP_ROW},
    {"tc", MARKUP_CELL},
    {"br", MARKUP_BREAK},
    {"cr", MARKUP_BREAK},
    {"tab", MARKUP_SPACE},
    {"ptab", MARKUP_SPACE},
    {"txbxContent", MARKUP_BLOCK},
    {"del", MARKUP_SKIP},
    {"moveFrom", MARKUP_SKIP},
    {"instrText", MARKUP_SKIP},
    {"delText", MARKUP_SKIP},
    {"footnoteReference", MARKUP_SKIP},
    {"pPr", MARKUP_SKIP},
    {"rPr", MARKUP_SKIP},
    {"sectPr", MARKUP_SKIP},
    {"tblPr", MARKUP_SKIP},
    {"tblGrid", MARKUP_SKIP},
    {"trPr", MARKUP_SKIP},
    {"tcPr", MARKUP_SKIP},
    {"sdtPr", MARKUP_SKIP},
    {"docPr", MARKUP_SKIP},
    {"positionH", MARKUP_SKIP},
    {"positionV", MARKUP_SKIP},
    {"sizeRelH", MARKUP_SKIP},
    {"sizeRelV", MARKUP_SKIP},
    /* For programs that do not know what its choices are, whose text it
     * repeats. */
    {"Fallback", MARKUP_SKIP},
};

static enum markup_part
docx_part(struct markup *markup, const xmlNode *node)
{
    if (markup_is(node, "r") && is_on(child(node, "rPr"), "vanish"))
        return MARKUP_SKIP; /* hidden text */
    if (markup_is(node, "p"))
        return paragraph_part(markup->data, node);
    return markup_named(node, parts, sizeof parts / sizeof *parts);
}

/* Whether a run is bold, by itself, by its style or by that of its paragraph:
 * the first of them that says so or says that it is not. */
static bool
docx_is_bold(struct markup *markup, const xmlNode *node)
{
    const xmlNode *properties = child(node, "rPr"), *paragraph = node->parent;

    if (!markup_is(node, "r"))
        return false;
    if (child(properties, "b"))
        return is_on(properties, "b");
    while (paragraph && !markup_is(paragraph, "p"))
        paragraph = paragraph->parent;
    const struct style *style =
        style_that(markup->data, value(properties, "rStyle"), has_bold_style);
    if (!style)
        style =
            style_that(markup->data, value(child(paragraph, "pPr"), "pStyle"),
                       has_bold_style);
    return style && is_on(child(style->node, "rPr"), "b");
}

static void
docx_number(struct markup *markup, const xmlNode *node, struct text *out)
{
    long level;
    struct list *list =
        markup_is(node, "p") ? list_of(markup->data, node, &level) : NULL;

    if (!list || list->levels[level].is_bullet)
        return;
    const struct level *at = &list->levels[level];
    list->counts[level] =
        list->counts[level] > 0 ? list->counts[level] + 1 : at->start;
    for (long i = level + 1; i < LEVELS; i++)
        list->counts[i] = 0;
    if (at->is_decimal && rank_of(markup->data, node) == 0)
        write_number(list, at->form ? at->form : "%1.", out);
}

/* Read the styles and lists, if the package has them. */
static void
read_parts(struct docx *docx, const xmlDoc *styles, const xmlDoc *numbering)
{
    const xmlNode *root = styles ? xmlDocGetRootElement(styles) : NULL;

    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next)
        if (markup_is(n, "style"))
            read_style(docx, n);
    root = numbering ? xmlDocGetRootElement(numbering) : NULL;
    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next)
        if (markup_is(n, "num"))
            read_list(docx, root, n);
}

static xmlDoc *
part_or_null(struct package *package, const char *part)
{
    char reason[REASON_SIZE];

    return package_has(package, part) ? package_xml(package, part, reason)
                                      : NULL;
}

bool
docx_is(const struct package *package)
{
    return package_has(package, DOCUMENT);
}

bool
docx_read(struct package *package, struct lines *out, char reason[REASON_SIZE])
{
    xmlDoc *document = package_xml(package, DOCUMENT, reason);
    struct docx docx;

    *out = (struct lines){0};
    if (!document)
        return false;
    xmlDoc *styles = part_or_null(package, "word/styles.xml");
    xmlDoc *numbering = part_or_null(package, "word/numbering.xml");
    docx.styles =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    docx.lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    read_parts(&docx, styles, numbering);
    struct markup markup = {.part = docx_part,
                            .is_bold = docx_is_bold,
                            .rank = docx_rank,
                            .number = docx_number,
                            .data = &docx};
    markup_read(&markup, xmlDocGetRootElement(document), out);
    g_hash_table_destroy(docx.styles);
    g_hash_table_destroy(docx.lists);
    xmlFreeDoc(styles);
    xmlFreeDoc(numbering);
    xmlFreeDoc(document);
    if (out->count > 0)
        return true;
    lines_fini(out);
    snprintf(reason, REASON_SIZE,
             "it contains no text; if its pages are pictures, save it as a PDF "
             "and recognise its text");
    return false;
}
