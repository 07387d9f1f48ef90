/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * markup.h: reads the lines of a document that is a tree of XML: a web page, or
 * the content of a word processor's file. Each of these formats names its
 * elements in its own way (html.h, docx.h, odt.h), but they mean the same.
 */
#ifndef INDEXER_MARKUP_H
#define INDEXER_MARKUP_H

#include "base/text.h"
#include "lines/lines.h"

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

/* What an element is. */
enum markup_part {
    MARKUP_INLINE, /* part of the text around it */
    MARKUP_BLOCK,  /* begins and ends a paragraph, which it may contain */
    MARKUP_HEADING,
    MARKUP_ITEM, /* of a list */
    MARKUP_TABLE,
    MARKUP_ROW,
    MARKUP_CELL,
    MARKUP_BREAK, /* of a line within a paragraph */
    MARKUP_SPACE,
    MARKUP_SKIP /* not part of the report */
};

enum { MARKUP_TITLE = 10 };

struct markup_name {
    const char *name; /* of an element, without its namespace */
    enum markup_part part;
};

struct markup {
    enum markup_part (*part)(struct markup *markup, const xmlNode *node);
    /* Whether the text in it is bold; NULL: none is. */
    bool (*is_bold)(struct markup *markup, const xmlNode *node);
    /* The rank of a heading, by which it is set larger than others: of the
     * title MARKUP_TITLE, and one less for each level; 0: unknown. */
    int (*rank)(struct markup *markup, const xmlNode *node);
    /* Write the number that is printed before a paragraph or item, such as
     * "3. ", and is not part of its text. NULL: there is none. */
    void (*number)(struct markup *markup,
                   const xmlNode *node,
                   struct text *out);
    const void *data;   /* of these functions */
    GHashTable *counts; /* of markup_number(), while lines are read */
};

/* Read the lines below the node. */
void markup_read(struct markup *markup, const xmlNode *root, struct lines *out);

/* Whether the node is an element of this local name. */
bool markup_is(const xmlNode *node, const char *name);

/* What an element is, by its name; MARKUP_INLINE if it has none of the names.
 */
enum markup_part
markup_named(const xmlNode *node, const struct markup_name *names, size_t n);

/* The attribute of this local name, whatever its namespace; NULL if it has none
 * or is not plain. Borrowed from the node. */
const char *markup_attribute(const xmlNode *node, const char *name);

/* The first element of this local name below the node, in the order of the
 * document; NULL if there is none. */
const xmlNode *markup_find(const xmlNode *node, const char *name);

/* The element after the node, in the order of the document, that is still below
 * root; NULL after the last. Pass root itself to begin. */
const xmlNode *markup_next(const xmlNode *node, const xmlNode *root);

/* The number that a list or an item states; the other one if it states none, or
 * one that no list has. */
int markup_stated(const char *number, int otherwise);

/* Count an item of a list, which has the number that it states or, if it states
 * none, that after the last. The first is as the list states, or 1. Call this
 * once for each item, from number(). */
int markup_number(struct markup *markup,
                  const xmlNode *list,
                  const char *of_list,
                  const char *of_item);

/* The element's text, without blanks around it. The caller frees it. */
char *markup_text(const xmlNode *node);

#endif
