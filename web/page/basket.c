/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/basket.h"

#include "server/reply.h"
#include "print/format.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool
fail(struct link_failure *failure, const char *message)
{
    *failure = (struct link_failure){.code = FINDINGS_BAD_PARAMS, .offset = -1};
    g_strlcpy(failure->message, message, sizeof failure->message);
    return false;
}

/* Add what the index has of an item. False if it cannot be asked. */
static bool
add_record(struct basket *basket,
           struct link *link,
           const char *id,
           const char *note,
           struct link_failure *failure)
{
    json_t *result =
        link_ask(link, "get", json_pack("{s:s}", "id", id), failure);
    json_t *record = json_object_get(result, "paragraph");

    if (record) {
        if (*note)
            json_object_set_new(record, "annotation", json_string(note));
        json_array_append(basket->records, record);
    } else if (failure->code == FINDINGS_NOT_FOUND) {
        json_array_append_new(basket->missing, json_string(id));
    }
    json_decref(result);
    return record || failure->code == FINDINGS_NOT_FOUND;
}

static bool
set_style(struct basket *basket, const char *name)
{
    basket->style = *name ? NULL : &cite_styles[0];
    for (size_t i = 0; i < CITE_STYLES; i++)
        if (strcmp(cite_styles[i].name, name) == 0)
            basket->style = &cite_styles[i];
    return basket->style;
}

bool
basket_read(struct basket *basket,
            struct link *link,
            const char *text,
            size_t len,
            json_t **rest,
            struct link_failure *failure)
{
    json_t *given = json_loadb(text, len, 0, NULL);
    const json_t *items = json_object_get(given, "items"), *item;
    size_t i;

    *rest = given;
    *basket = (struct basket){.title = g_strdup(member_text(given, "title")),
                              .records = json_array(),
                              .missing = json_array()};
    if (!json_is_array(items))
        return fail(failure,
                    "this is not a basket: a JSON object with \"items\","
                    " a list of {\"id\", \"note\"}");
    if (json_array_size(items) > BASKET_ITEMS)
        return fail(failure, "a basket has at most 500 paragraphs; take some "
                             "out, and make two documents");
    if (!set_style(basket, member_text(given, "style")))
        return fail(failure, "there is no such style of references; choose "
                             "full, harvard or footnote");
    json_array_foreach(items, i, item)
    {
        const char *id = member_text(item, "id");
        const char *note = member_text(item, "note");
        if (!*id || strlen(note) > BASKET_NOTE)
            return fail(failure, *id ? "a note is longer than 8000 bytes; "
                                       "shorten it"
                                     : "an item of the basket has no id");
        if (!add_record(basket, link, id, note, failure))
            return false;
    }
    return true;
}

void
basket_fini(struct basket *basket)
{
    g_free(basket->title);
    json_decref(basket->records);
    json_decref(basket->missing);
    *basket = (struct basket){0};
}

char *
basket_heading(const json_t *record)
{
    const char *subject = member_subject(record);
    char date[CITE_DATE_SIZE];

    cite_ended(record, date);
    if (!*subject)
        subject = *member_text(record, "title") ? member_text(record, "title")
                                                : member_text(record, "report");
    return g_strconcat(subject, *date ? ", " : "", date, NULL);
}

char *
basket_reference(const struct basket *basket, const json_t *record)
{
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);

    if (!out)
        print_out_of_memory();
    basket->style->put(record, out);
    fclose(out);
    return text;
}

/* Write the records in a format of other programs (print/format.h). */
static void
put_records(const struct basket *basket, const char *name, GString *document)
{
    const struct format *format = format_find(name);
    char *text = NULL;
    size_t len, i;
    const json_t *record;
    FILE *out = open_memstream(&text, &len);

    if (!out)
        print_out_of_memory();
    format_begin(format, out);
    json_array_foreach(basket->records, i, record)
    {
        format_record(format, record, i, out);
    }
    format_end(format, out);
    fclose(out);
    g_string_append_len(document, text, (gssize)len);
    free(text);
}

static void
put_ris(const struct basket *basket, GString *out)
{
    put_records(basket, "ris", out);
}

static void
put_csl(const struct basket *basket, GString *out)
{
    put_records(basket, "csl", out);
}

const struct basket_format basket_formats[BASKET_FORMATS] = {
    {"docx", "Word processor (DOCX)", "paragraphs.docx",
     "application/"
     "vnd.openxmlformats-officedocument.wordprocessingml.document",
     basket_put_docx},
    {"markdown", "Markdown", "paragraphs.md", reply_text, basket_put_markdown},
    {"ris", "Zotero, EndNote, Mendeley (RIS)", "paragraphs.ris",
     "application/x-research-info-systems", put_ris},
    {"csl", "Pandoc, Zotero (CSL JSON)", "paragraphs.json", reply_json,
     put_csl},
};

const struct basket_format *
basket_format(const char *name)
{
    for (size_t i = 0; i < BASKET_FORMATS; i++)
        if (strcmp(basket_formats[i].name, name) == 0)
            return &basket_formats[i];
    return NULL;
}
