/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * basket.h: paragraphs that somebody has collected, as a document. Browsers
 * keep only ids and notes: all else comes from the index.
 */
#ifndef WEB_PAGE_BASKET_H
#define WEB_PAGE_BASKET_H

#include "link/link.h"

#include "print/cite.h"

#include "findings/places.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The most paragraphs of a basket, and bytes of a note. */
enum { BASKET_ITEMS = 500, BASKET_NOTE = 8000 };

struct basket {
    char *title;                    /* "" if it has none */
    const struct cite_style *style; /* of the references */
    json_t
        *records; /* as the daemon sends them; a note is their "annotation" */
    json_t *missing; /* ids that the index does not have */
};

/* Read the paragraphs from the text of a JSON object: "items", a list of {"id",
 * "note"}; "title" and "style", which may be missing. Other members are left to
 * the caller in *rest, which it frees, also after a failure. A failure whose
 * code is not 0 is of the daemon. Call basket_fini() in any case. */
bool basket_read(struct basket *basket,
                 struct link *link,
                 const char *text,
                 size_t len,
                 json_t **rest,
                 struct link_failure *failure);
void basket_fini(struct basket *basket);

/* A format of documents. */
struct basket_format {
    const char *name;  /* "docx" */
    const char *label; /* for a person */
    const char *file;  /* that it is saved as */
    const char *type;
    void (*put)(const struct basket *basket, GString *out);
};
enum { BASKET_FORMATS = 4 };
extern const struct basket_format basket_formats[BASKET_FORMATS];

/* The format of this name; NULL if there is none. */
const struct basket_format *basket_format(const char *name);

/* Write it as a document of a word processor, and as Markdown: a heading for
 * each paragraph, its quotation, its reference, and the note. */
void basket_put_docx(const struct basket *basket, GString *out);
void basket_put_markdown(const struct basket *basket, GString *out);

/* The heading of a paragraph: "Northmere, 19 February 2010". The caller frees
 * it. */
char *basket_heading(const json_t *record);

/* The reference of a paragraph in the basket's style. The caller frees it with
 * free(). */
char *basket_reference(const struct basket *basket, const json_t *record);

#endif
