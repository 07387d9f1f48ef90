/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One walk over the tree. Text is collected until an element begins or ends a
 * paragraph, and then becomes a line.
 */
#include "lines/markup.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "lines/furniture.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* The text of deeper elements is read as if it were not in elements. */
    DEPTH_MAX = 200,
    /* Bytes of a cell of a table. A longer one is text set in columns. */
    CELL_MAX = 300,
    TABLE_MIN = 3,       /* cells of a row of which all but one may be empty */
    NUMBER_MAX = 1000000 /* of an item of a list */
};

struct walk {
    struct markup *markup;
    struct lines *lines;
    struct text bytes; /* of the lines */
    struct text text;  /* of the line so far, without blanks at its ends */
    size_t letters;    /* in it that are not blank, and how many are bold */
    size_t bold;
    bool is_blank_due; /* before what follows */
    bool is_after_break;
    enum line_role role; /* of the line */
    int rank;            /* of the heading */
    bool in_row;         /* blocks are parts of cells */
    unsigned depth;
    unsigned bolds; /* elements around that are bold */
};

/* End the line, if it has text. */
static void
end_line(struct walk *w)
{
    if (w->letters > 0) {
        const struct line line = {.role = w->role,
                                  .chars =
                                      utf8_length(w->text.bytes, w->text.len),
                                  .after_blank = !w->is_after_break,
                                  .size = w->role == LINE_HEADING ? w->rank : 0,
                                  .is_bold = w->bold == w->letters};
        lines_add(w->lines, &w->bytes, line, w->text.bytes, w->text.len);
        w->is_after_break = false;
    }
    w->text.len = 0;
    w->letters = w->bold = 0;
    w->is_blank_due = false;
}

/* End the paragraph: the next line begins another, with this role. */
static void
end_paragraph(struct walk *w, enum line_role role)
{
    end_line(w);
    w->is_after_break = false;
    w->role = role;
}

/* Add text, with single blanks for all white space. */
static void
add_valid_text(struct walk *w, const char *text)
{
    for (const char *p = text; *p;) {
        const size_t blanks = strspn(p, " \t\r\n\f");
        const size_t len = strcspn(p + blanks, " \t\r\n\f");
        w->is_blank_due |= blanks > 0;
        p += blanks;
        if (len == 0)
            break;
        if (w->is_blank_due && w->text.len > 0 &&
            w->text.bytes[w->text.len - 1] != '\t')
            text_add(&w->text, " ", 1);
        text_add(&w->text, p, len);
        w->letters += len;
        w->bold += w->bolds > 0 ? len : 0;
        w->is_blank_due = false;
        p += len;
    }
}

/* The parser of web pages lets some bytes through that are not UTF-8. */
static void
add_text(struct walk *w, const char *text)
{
    if (utf8_fault(text, strlen(text)) == strlen(text)) {
        add_valid_text(w, text);
        return;
    }
    char *valid = g_utf8_make_valid(text, -1);
    add_valid_text(w, valid);
    g_free(valid);
}

/* How much text is below the node. */
static size_t
text_length(const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    const size_t len = content ? strlen((const char *)content) : 0;

    xmlFree(content);
    return len;
}

static bool
is_bold_element(struct walk *w, const xmlNode *node)
{
    return w->markup->is_bold && w->markup->is_bold(w->markup, node);
}

static void walk_children(struct walk *w, const xmlNode *node);

/* Whether the cells below a row are those of a table. A row of one cell is a
 * box around text, and so is one of two if the other is empty; one with a long
 * cell is text in columns. */
static bool
is_of_table(struct walk *w, const xmlNode *row)
{
    size_t cells = 0, n = 0;
    bool are_short = true;

    for (const xmlNode *cell = row->children; cell; cell = cell->next) {
        if (w->markup->part(w->markup, cell) != MARKUP_CELL)
            continue;
        const size_t len = text_length(cell);
        cells++;
        n += len > 0;
        are_short &= len <= CELL_MAX;
    }
    return are_short && (n > 1 || (n == 1 && cells >= TABLE_MIN));
}

/* A row that is not of a table is read as paragraphs. */
static void
walk_row(struct walk *w, const xmlNode *row)
{
    const bool is_row = is_of_table(w, row);
    bool is_first = true;

    if (w->in_row) { /* of a table in a cell */
        walk_children(w, row);
        return;
    }
    end_paragraph(w, is_row ? LINE_ROW : LINE_TEXT);
    for (const xmlNode *cell = row->children; cell; cell = cell->next) {
        if (w->markup->part(w->markup, cell) != MARKUP_CELL)
            continue;
        if (is_row && !is_first)
            text_add(&w->text, "\t", 1);
        if (!is_row)
            end_paragraph(w, LINE_TEXT);
        is_first = false;
        w->in_row = is_row;
        w->is_blank_due = false;
        const bool is_bold = is_bold_element(w, cell);
        w->bolds += is_bold;
        walk_children(w, cell);
        w->bolds -= is_bold;
        w->in_row = false;
    }
    end_paragraph(w, LINE_TEXT);
}

static void
walk_block(struct walk *w, const xmlNode *node, enum line_role role)
{
    if (w->in_row) {
        w->is_blank_due = true;
        walk_children(w, node);
        w->is_blank_due = true;
        return;
    }
    /* The first paragraph of an item is the item's text. */
    if (role != LINE_TEXT || w->role != LINE_ITEM || w->letters > 0) {
        end_paragraph(w, role);
        if (w->markup->number)
            w->markup->number(w->markup, node, &w->text);
    }
    walk_children(w, node);
    end_paragraph(w, LINE_TEXT);
}

/* Break the line within a paragraph. What follows in an item is text: its
 * bullet was before the first line. */
static void
break_line(struct walk *w)
{
    if (w->in_row || w->role == LINE_HEADING) {
        w->is_blank_due = true;
        return;
    }
    const bool has_text = w->letters > 0;
    end_line(w);
    w->is_after_break |= has_text;
    if (has_text && w->role == LINE_ITEM)
        w->role = LINE_TEXT;
}

static void
walk_element(struct walk *w, const xmlNode *node)
{
    switch (w->markup->part(w->markup, node)) {
    case MARKUP_SKIP:
        break;
    case MARKUP_INLINE:
        walk_children(w, node);
        break;
    case MARKUP_SPACE:
        w->is_blank_due = true;
        break;
    case MARKUP_BREAK:
        break_line(w);
        break;
    case MARKUP_HEADING:
        w->rank = w->markup->rank(w->markup, node);
        walk_block(w, node, LINE_HEADING);
        break;
    case MARKUP_ITEM:
        walk_block(w, node, LINE_ITEM);
        break;
    case MARKUP_ROW:
        walk_row(w, node);
        break;
    case MARKUP_BLOCK:
    case MARKUP_TABLE:
    case MARKUP_CELL:
        walk_block(w, node, LINE_TEXT);
        break;
    }
}

static void
walk_node(struct walk *w, const xmlNode *node)
{
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        add_text(w, (const char *)node->content);
        return;
    }
    if (node->type != XML_ELEMENT_NODE)
        return;
    if (w->depth >= DEPTH_MAX) {
        xmlChar *content = xmlNodeGetContent(node);
        add_text(w, content ? (const char *)content : "");
        xmlFree(content);
        return;
    }
    const bool is_bold = is_bold_element(w, node);
    w->bolds += is_bold;
    w->depth++;
    walk_element(w, node);
    w->depth--;
    w->bolds -= is_bold;
}

static void
walk_children(struct walk *w, const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        walk_node(w, child);
}

void
markup_read(struct markup *markup, const xmlNode *root, struct lines *out)
{
    struct walk w = {.markup = markup, .lines = out, .role = LINE_TEXT};

    out->has_roles = true;
    markup->counts = g_hash_table_new(NULL, NULL);
    walk_children(&w, root);
    end_paragraph(&w, LINE_TEXT);
    g_hash_table_destroy(markup->counts);
    free(w.text.bytes);
    lines_end(out, &w.bytes);
    furniture_remove_marked(out);
}

enum markup_part
markup_named(const xmlNode *node, const struct markup_name *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (markup_is(node, names[i].name))
            return names[i].part;
    return MARKUP_INLINE;
}

bool
markup_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE &&
           strcmp((const char *)node->name, name) == 0;
}

const char *
markup_attribute(const xmlNode *node, const char *name)
{
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0 && a->children &&
            !a->children->next && a->children->type == XML_TEXT_NODE)
            return (const char *)a->children->content;
    return NULL;
}

const xmlNode *
markup_next(const xmlNode *node, const xmlNode *root)
{
    do {
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
        } else {
            while (node != root && !node->next)
                node = node->parent;
            if (node == root)
                return NULL;
            node = node->next;
        }
    } while (node->type != XML_ELEMENT_NODE);
    return node;
}

const xmlNode *
markup_find(const xmlNode *node, const char *name)
{
    const xmlNode *n = node;

    while ((n = markup_next(n, node)) != NULL && !markup_is(n, name)) {
    }
    return n;
}

char *
markup_text(const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    const char *text = content ? (const char *)content : "";
    size_t len = strlen(text);

    utf8_trim(&text, &len);
    char *copy = memory_strndup(text, len);
    xmlFree(content);
    return copy;
}

int
markup_stated(const char *number, int otherwise)
{
    gint64 n;

    return number &&
                   g_ascii_string_to_signed(number, 10, 0, NUMBER_MAX, &n, NULL)
               ? (int)n
               : otherwise;
}

int
markup_number(struct markup *markup,
              const xmlNode *list,
              const char *of_list,
              const char *of_item)
{
    gpointer last;
    const bool has_last =
        g_hash_table_lookup_extended(markup->counts, list, NULL, &last);
    const int next =
        has_last ? GPOINTER_TO_INT(last) + 1 : markup_stated(of_list, 1);
    const int number = markup_stated(of_item, next);

    g_hash_table_insert(markup->counts, (gpointer)list,
                        GINT_TO_POINTER(number));
    return number;
}
