/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/html.h"
#include "base/utf8.h"
#include "lines/markup.h"
#include "lines/meta.h"

#include <libxml/HTMLparser.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The share of its text that links make up from which a list or a table is a
 * menu, in percent; and the least number of links. */
enum { LINKS_MENU = 80, LINKS_MIN = 3 };

/* In the order of the alphabet. */
static const struct markup_name parts[] = {
    {"address", MARKUP_BLOCK},    {"article", MARKUP_BLOCK},
    {"aside", MARKUP_BLOCK},      {"audio", MARKUP_SKIP},
    {"blockquote", MARKUP_BLOCK}, {"body", MARKUP_BLOCK},
    {"br", MARKUP_BREAK},         {"button", MARKUP_SKIP},
    {"canvas", MARKUP_SKIP},      {"caption", MARKUP_BLOCK},
    {"center", MARKUP_BLOCK},     {"dd", MARKUP_BLOCK},
    {"details", MARKUP_BLOCK},    {"dialog", MARKUP_SKIP},
    {"div", MARKUP_BLOCK},        {"dl", MARKUP_BLOCK},
    {"dt", MARKUP_BLOCK},         {"fieldset", MARKUP_BLOCK},
    {"figcaption", MARKUP_BLOCK}, {"figure", MARKUP_BLOCK},
    {"footer", MARKUP_BLOCK},     {"form", MARKUP_BLOCK},
    {"frameset", MARKUP_SKIP},    {"h1", MARKUP_HEADING},
    {"h2", MARKUP_HEADING},       {"h3", MARKUP_HEADING},
    {"h4", MARKUP_HEADING},       {"h5", MARKUP_HEADING},
    {"h6", MARKUP_HEADING},       {"head", MARKUP_SKIP},
    {"header", MARKUP_BLOCK},     {"hr", MARKUP_BLOCK},
    {"iframe", MARKUP_SKIP},      {"input", MARKUP_SKIP},
    {"legend", MARKUP_BLOCK},     {"li", MARKUP_ITEM},
    {"main", MARKUP_BLOCK},       {"nav", MARKUP_SKIP},
    {"noscript", MARKUP_SKIP},    {"object", MARKUP_SKIP},
    {"ol", MARKUP_BLOCK},         {"option", MARKUP_SKIP},
    {"p", MARKUP_BLOCK},          {"pre", MARKUP_BLOCK},
    {"script", MARKUP_SKIP},      {"section", MARKUP_BLOCK},
    {"select", MARKUP_SKIP},      {"style", MARKUP_SKIP},
    {"summary", MARKUP_BLOCK},    {"svg", MARKUP_SKIP},
    {"table", MARKUP_TABLE},      {"tbody", MARKUP_TABLE},
    {"td", MARKUP_CELL},          {"template", MARKUP_SKIP},
    {"textarea", MARKUP_SKIP},    {"tfoot", MARKUP_TABLE},
    {"th", MARKUP_CELL},          {"thead", MARKUP_TABLE},
    {"title", MARKUP_SKIP},       {"tr", MARKUP_ROW},
    {"ul", MARKUP_BLOCK},         {"video", MARKUP_SKIP},
};

/* What the roles of WAI-ARIA say is not the text of a page. */
static const char *const skipped_roles[] = {
    "navigation", "banner", "contentinfo", "search", "menu",
    "menubar",    "dialog", "alert",       NULL};

/* Words of the id and the classes by which sites name such parts. */
static const char *const skipped_names[] = {
    "nav",         "navbar", "navigation", "menu",    "breadcrumb",
    "breadcrumbs", "cookie", "cookies",    "skip",    "skiplink",
    "share",       "social", "sidebar",    "footer",  "pagination",
    "masthead",    "banner", "search",     "noprint", NULL};

static bool
is_among(const char *const *words, const char *word, size_t len)
{
    while (*words &&
           (strlen(*words) != len || strncasecmp(*words, word, len) != 0))
        words++;
    return *words != NULL;
}

/* Whether one of the words of a name such as "site-nav main_menu" is in the
 * list. */
static bool
has_word(const char *name, const char *const *words)
{
    static const char between[] = " \t\r\n\f-_:";

    while (name && *name) {
        name += strspn(name, between);
        const size_t len = strcspn(name, between);
        if (len > 0 && is_among(words, name, len))
            return true;
        name += len;
    }
    return false;
}

static size_t
letters_in(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += !strchr(" \t\r\n\f", *text);
    return n;
}

/* Whether nearly all the text of a list or table is links. */
static bool
is_menu(const xmlNode *node)
{
    size_t links = 0, in_links = 0;

    if (!markup_is(node, "ul") && !markup_is(node, "ol") &&
        !markup_is(node, "table"))
        return false;
    for (const xmlNode *n = node; (n = markup_next(n, node)) != NULL;) {
        if (!markup_is(n, "a"))
            continue;
        char *text = markup_text(n);
        in_links += letters_in(text);
        links++;
        free(text);
    }
    if (links < LINKS_MIN)
        return false;
    char *text = markup_text(node);
    const size_t all = letters_in(text);
    free(text);
    return in_links * 100 >= all * LINKS_MENU;
}

static bool
is_hidden(const xmlNode *node)
{
    const char *style = markup_attribute(node, "style");
    const char *hidden = markup_attribute(node, "aria-hidden");

    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (strcmp((const char *)a->name, "hidden") == 0)
            return true;
    return (hidden && strcasecmp(hidden, "true") == 0) ||
           (style && strstr(style, "display") && strstr(style, "none"));
}

/* Whether the element belongs to the site and not to the page's text. What the
 * text is in (the data of the markup) never does. */
static bool
is_of_site(const struct markup *markup, const xmlNode *node)
{
    const char *role = markup_attribute(node, "role");

    if (node == markup->data || markup_is(node, "body"))
        return false;
    return (role && is_among(skipped_roles, role, strlen(role))) ||
           has_word(markup_attribute(node, "id"), skipped_names) ||
           has_word(markup_attribute(node, "class"), skipped_names) ||
           is_hidden(node) || is_menu(node);
}

static int
by_name(const void *name, const void *part)
{
    return strcasecmp(name, ((const struct markup_name *)part)->name);
}

static enum markup_part
html_part(struct markup *markup, const xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE)
        return MARKUP_INLINE;
    const struct markup_name *found =
        bsearch(node->name, parts, sizeof parts / sizeof *parts, sizeof *parts,
                by_name);
    const enum markup_part part = found ? found->part : MARKUP_INLINE;

    return part != MARKUP_SKIP && is_of_site(markup, node) ? MARKUP_SKIP : part;
}

/* The digit of "h1" is its level. */
static int
html_rank(struct markup *markup, const xmlNode *node)
{
    (void)markup;
    return MARKUP_TITLE - (node->name[1] - '0');
}

static bool
html_is_bold(struct markup *markup, const xmlNode *node)
{
    (void)markup;
    return markup_is(node, "b") || markup_is(node, "strong") ||
           markup_is(node, "th");
}

/* The number of an item of a numbered list. */
static void
html_number(struct markup *markup, const xmlNode *node, struct text *out)
{
    const xmlNode *list = node->parent;
    char number[32];

    if (!markup_is(node, "li") || !list || !markup_is(list, "ol"))
        return;
    snprintf(number, sizeof number, "%d. ",
             markup_number(markup, list, markup_attribute(list, "start"),
                           markup_attribute(node, "value")));
    text_add_string(out, number);
}

/* The element that has the text of the page: the only main part or article, or
 * else its body. */
static const xmlNode *
text_of(const xmlNode *root)
{
    static const char *const names[] = {"main", "article"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const xmlNode *found = markup_find(root, names[i]), *next = found;
        while (next && (next = markup_next(next, root)) &&
               !markup_is(next, names[i])) {
        }
        if (found && !next)
            return found;
    }
    for (const xmlNode *n = root; (n = markup_next(n, root)) != NULL;) {
        const char *role = markup_attribute(n, "role");
        if (role && strcmp(role, "main") == 0)
            return n;
    }
    return root;
}

bool
html_read(const char *bytes,
          size_t len,
          struct lines *out,
          char reason[REASON_SIZE])
{
    /* Without a declaration libxml2 takes bytes for Latin-1, but what is valid
     * UTF-8 is hardly ever anything else. */
    const bool is_utf8 = utf8_fault(bytes, len) == len;

    *out = (struct lines){0};
    if (len > INT_MAX) {
        snprintf(reason, REASON_SIZE, "it is larger than 2 GB");
        return false;
    }
    htmlDocPtr page = htmlReadMemory(
        bytes, (int)len, NULL, is_utf8 ? "UTF-8" : NULL,
        HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
            HTML_PARSE_NONET | HTML_PARSE_COMPACT);
    const xmlNode *root = page ? xmlDocGetRootElement(page) : NULL;
    if (root) {
        const xmlNode *text = text_of(root);
        struct markup markup = {.part = html_part,
                                .is_bold = html_is_bold,
                                .rank = html_rank,
                                .number = html_number,
                                .data = text};
        markup_read(&markup, text, out);
        meta_read(root, out);
    }
    xmlFreeDoc(page);
    if (out->count > 0)
        return true;
    lines_fini(out);
    snprintf(reason, REASON_SIZE,
             "it is a web page without text; if it shows text in a browser, "
             "save it from there as a complete page, or print it as a PDF");
    return false;
}
