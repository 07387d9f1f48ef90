/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The names are those of OpenDocument 1.2, part 1: text:h is a heading, text:p
 * a paragraph, text:list a list, whose style says how its items are numbered.
 */
#include "lines/odt.h"
#include "lines/markup.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONTENT "content.xml"

struct odt {
    GHashTable *bold;     /* names of styles that are bold */
    GHashTable *numbered; /* "STYLE/LEVEL" of lists that print numbers */
};

/* How deep in lists the node is, and in *style the name of the style of the
 * outermost list, or NULL. */
static int
list_level(const xmlNode *node, const char **style)
{
    int level = 0;

    *style = NULL;
    for (const xmlNode *n = node->parent; n; n = n->parent)
        if (markup_is(n, "list")) {
            const char *name = markup_attribute(n, "style-name");
            level++;
            *style = name ? name : *style;
        }
    return level;
}

static const struct markup_name parts[] = {
    {"h", MARKUP_HEADING},
    {"p", MARKUP_BLOCK},
    {"list-item", MARKUP_ITEM},
    {"list-header", MARKUP_BLOCK},
    {"table", MARKUP_TABLE},
    {"table-row", MARKUP_ROW},
    {"table-cell", MARKUP_CELL},
    {"line-break", MARKUP_BREAK},
    {"s", MARKUP_SPACE},
    {"tab", MARKUP_SPACE},
    {"text-box", MARKUP_BLOCK},
    {"section", MARKUP_BLOCK},
    {"note", MARKUP_SKIP},
    {"annotation", MARKUP_SKIP},
    {"tracked-changes", MARKUP_SKIP},
    {"table-of-content", MARKUP_SKIP},
    {"sequence-decls", MARKUP_SKIP},
    {"variable-decls", MARKUP_SKIP},
    {"user-field-decls", MARKUP_SKIP},
    {"forms", MARKUP_SKIP},
    {"hidden-text", MARKUP_SKIP},
    {"title", MARKUP_SKIP}, /* of a picture, like the next */
    {"desc", MARKUP_SKIP},
};

static enum markup_part
odt_part(struct markup *markup, const xmlNode *node)
{
    (void)markup;
    return markup_named(node, parts, sizeof parts / sizeof *parts);
}

static int
odt_rank(struct markup *markup, const xmlNode *node)
{
    const int level =
        markup_stated(markup_attribute(node, "outline-level"), MARKUP_TITLE);

    (void)markup;
    return level < MARKUP_TITLE ? MARKUP_TITLE - level : 0;
}

static bool
odt_is_bold(struct markup *markup, const xmlNode *node)
{
    const struct odt *odt = markup->data;
    const char *style = markup_attribute(node, "style-name");

    return style && (markup_is(node, "p") || markup_is(node, "span")) &&
           g_hash_table_contains(odt->bold, style);
}

/* The number of an item in its list. */
static void
odt_number(struct markup *markup, const xmlNode *node, struct text *out)
{
    const struct odt *odt = markup->data;
    const char *style;
    char key[256], digits[32];

    if (!markup_is(node, "list-item"))
        return;
    const int level = list_level(node, &style);
    snprintf(key, sizeof key, "%s/%d", style ? style : "", level);
    if (!g_hash_table_contains(odt->numbered, key))
        return;
    snprintf(digits, sizeof digits, "%d. ",
             markup_number(markup, node->parent, NULL,
                           markup_attribute(node, "start-value")));
    text_add_string(out, digits);
}

static void
read_list_style(struct odt *odt, const xmlNode *style)
{
    const char *name = markup_attribute(style, "name");

    for (const xmlNode *n = style->children; n && name; n = n->next) {
        const char *level = markup_is(n, "list-level-style-number")
                                ? markup_attribute(n, "level")
                                : NULL;
        const char *format = level ? markup_attribute(n, "num-format") : NULL;
        if (format && strcmp(format, "1") == 0)
            g_hash_table_add(odt->numbered,
                             g_strdup_printf("%s/%s", name, level));
    }
}

static void
read_style(struct odt *odt, const xmlNode *style)
{
    const char *name = markup_attribute(style, "name");
    const xmlNode *type = markup_find(style, "text-properties");
    const char *weight = type ? markup_attribute(type, "font-weight") : NULL;

    if (name && weight && strcmp(weight, "bold") == 0)
        g_hash_table_add(odt->bold, g_strdup(name));
}

/* Read the styles of a part, in which others are made as well. */
static void
read_styles(struct odt *odt, const xmlDoc *part)
{
    const xmlNode *root = part ? xmlDocGetRootElement(part) : NULL;

    for (const xmlNode *n = root; n && (n = markup_next(n, root)) != NULL;) {
        if (markup_is(n, "list-style"))
            read_list_style(odt, n);
        else if (markup_is(n, "style"))
            read_style(odt, n);
        else if (markup_is(n, "body"))
            break;
    }
}

bool
odt_is(const struct package *package)
{
    return package_has(package, CONTENT);
}

bool
odt_read(struct package *package, struct lines *out, char reason[REASON_SIZE])
{
    char ignored[REASON_SIZE];
    xmlDoc *content = package_xml(package, CONTENT, reason);

    *out = (struct lines){0};
    if (!content)
        return false;
    xmlDoc *styles = package_has(package, "styles.xml")
                         ? package_xml(package, "styles.xml", ignored)
                         : NULL;
    struct odt odt = {
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    read_styles(&odt, styles);
    read_styles(&odt, content);
    struct markup markup = {.part = odt_part,
                            .is_bold = odt_is_bold,
                            .rank = odt_rank,
                            .number = odt_number,
                            .data = &odt};
    /* A spreadsheet or a presentation has another element in its body. */
    const xmlNode *text = markup_find(xmlDocGetRootElement(content), "text");
    if (text)
        markup_read(&markup, text, out);
    g_hash_table_destroy(odt.bold);
    g_hash_table_destroy(odt.numbered);
    xmlFreeDoc(styles);
    xmlFreeDoc(content);
    if (out->count > 0)
        return true;
    lines_fini(out);
    snprintf(reason, REASON_SIZE,
             text ? "it contains no text"
                  : "it is a spreadsheet or a presentation, not a text");
    return false;
}
