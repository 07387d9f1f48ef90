/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/listing.h"
#include "base/memory.h"
#include "base/text.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a page, but for a page of one long line. A change writes a page,
 * and to begin reads them all, so they are neither large nor many. */
enum { LONGEST = 8192 };

void
listing_key(unsigned page, char key[LISTING_KEY_SIZE])
{
    snprintf(key, LISTING_KEY_SIZE, LISTING_KEY "%06u", page);
}

static struct registry_page *
page_at(const struct registry *registry, unsigned page)
{
    return &g_array_index(registry->pages, struct registry_page, page);
}

/* Reading. */

/* End the field at *at, and undo its escapes. Moves *at past it. Returns NULL
 * if it is not one; *end is what ended it. */
static char *
take_field(char **at, char *end)
{
    char *field = *at, *out = field + strcspn(field, "\t\n\\"), *p = out;

    while (*p == '\\') {
        if (p[1] != '\\' && p[1] != 't' && p[1] != 'n')
            return NULL;
        *out++ = p[1] == 't' ? '\t' : p[1] == 'n' ? '\n' : '\\';
        p += 2;
        const size_t n = strcspn(p, "\t\n\\");
        memmove(out, p, n);
        out += n;
        p += n;
    }
    *end = *p;
    if (!*p)
        return NULL;
    *out = '\0';
    *at = p + 1;
    return field;
}

/* Take the digest, name and path of a file, of which the last ends with *end.
 */
static bool
take_file(char **at, struct source *file, const char **digest, char *end)
{
    char after_digest, after_name;

    *digest = take_field(at, &after_digest);
    file->name = *digest ? take_field(at, &after_name) : NULL;
    file->path = file->name ? take_field(at, end) : NULL;
    return file->path && after_digest == '\t' && after_name == '\t';
}

/* Take the line of an entry. */
static bool
take_line(struct registry *registry, char **at, unsigned page)
{
    struct registry_entry entry = {.page = page}, *added = NULL;
    struct registry_copy copy = {.digest = NULL};
    char after_id, after_kind, end;

    entry.id = take_field(at, &after_id);
    const char *kind =
        entry.id && after_id == '\t' ? take_field(at, &after_kind) : NULL;
    if (!kind || after_kind != '\t' || strspn(kind, "pr") != strlen(kind) ||
        !take_file(at, &entry.file, &entry.digest, &end) || !*entry.file.path)
        return false;
    entry.is_partial = strchr(kind, 'p');
    entry.is_recognised = strchr(kind, 'r');
    added = registry_add(registry, &entry);
    while (added && end == '\t') {
        if (!take_file(at, &copy.file, &copy.digest, &end))
            return false;
        registry_add_copy(registry, entry.id, &copy.file, copy.digest);
    }
    return added;
}

bool
listing_take(struct registry *registry, const char *text)
{
    const unsigned page = registry_add_page(registry);
    page_at(registry, page)->size = strlen(text);
    char *at = registry_keep(registry, text);
    bool is_good = *at;

    if (strcmp(text, "\n") == 0)
        return true;
    while (is_good && *at)
        is_good = take_line(registry, &at, page);
    return is_good;
}

enum fe_status
listing_load(struct registry *registry,
             struct fe_writer *writer,
             struct fe_error *err)
{
    enum fe_status status = FE_OK;
    bool is_end = false;

    for (unsigned page = 1; status == FE_OK && !is_end; page++) {
        char key[LISTING_KEY_SIZE], *text;
        listing_key(page, key);
        status = fe_writer_metadata(writer, key, &text, err);
        is_end = status != FE_OK || !*text;
        if (!is_end && !listing_take(registry, text)) {
            *err = (struct fe_error){.status = FE_CORRUPT};
            snprintf(err->message, sizeof err->message,
                     "what is kept under \"%s\"", key);
            status = FE_CORRUPT;
        }
        free(text);
    }
    for (unsigned i = 0; registry->pages && i < registry->pages->len; i++)
        page_at(registry, i)->is_changed = false;
    return status;
}

/* Writing. */

static void
add_field(GString *line, const char *field, char end)
{
    for (size_t n = 0; *field; field += n) {
        n = strcspn(field, "\t\n\\");
        g_string_append_len(line, field, (gssize)n);
        if (!field[n])
            continue;
        g_string_append_c(line, '\\');
        g_string_append_c(line, field[n] == '\t'   ? 't'
                                : field[n] == '\n' ? 'n'
                                                   : '\\');
        n++;
    }
    g_string_append_c(line, end);
}

static void
add_file(GString *line,
         const struct source *file,
         const char *digest,
         bool is_last)
{
    add_field(line, digest, '\t');
    add_field(line, file->name, '\t');
    add_field(line, file->path, is_last ? '\n' : '\t');
}

static void
add_line(GString *page, const struct registry_entry *entry)
{
    add_field(page, entry->id, '\t');
    g_string_append_printf(page, "%s%s\t", entry->is_partial ? "p" : "",
                           entry->is_recognised ? "r" : "");
    add_file(page, &entry->file, entry->digest, entry->n_copies == 0);
    for (size_t i = 0; i < entry->n_copies; i++)
        add_file(page, &entry->copies[i].file, entry->copies[i].digest,
                 i + 1 == entry->n_copies);
}

/* Set how large the changed pages are without entries that have none yet. */
static void
measure(const struct registry *registry)
{
    GString *line = g_string_new(NULL);

    for (unsigned page = 0; page < registry->pages->len; page++)
        if (page_at(registry, page)->is_changed)
            page_at(registry, page)->size = 0;
    for (size_t i = 0; i < registry->count; i++) {
        struct registry_page *page = page_at(registry, registry->list[i]->page);
        if (!page->is_changed)
            continue;
        g_string_truncate(line, 0);
        add_line(line, registry->list[i]);
        page->size += line->len;
    }
    g_string_free(line, TRUE);
}

/* Give the entries that have no page one with room for them. */
static void
assign_pages(struct registry *registry)
{
    GString *line = g_string_new(NULL);
    unsigned page = 1;

    for (size_t i = 0; i < registry->count; i++) {
        struct registry_entry *entry = registry->list[i];
        if (entry->page > 0)
            continue;
        g_string_truncate(line, 0);
        add_line(line, entry);
        while (page < registry->pages->len &&
               page_at(registry, page)->size > 0 &&
               page_at(registry, page)->size + line->len > LONGEST)
            page++;
        if (page == registry->pages->len)
            registry_add_page(registry);
        entry->page = page;
        page_at(registry, page)->size += line->len;
        page_at(registry, page)->is_changed = true;
    }
    registry->has_unlisted = false;
    g_string_free(line, TRUE);
}

static enum fe_status
write_page(struct registry *registry,
           unsigned page,
           const GString *text,
           struct fe_writer *writer,
           struct fe_error *err)
{
    char key[LISTING_KEY_SIZE];

    listing_key(page, key);
    page_at(registry, page)->is_changed = false;
    return fe_writer_set_metadata(writer, key, text->len > 0 ? text->str : "\n",
                                  err);
}

enum fe_status
listing_save(struct registry *registry,
             struct fe_writer *writer,
             struct fe_error *err)
{
    enum fe_status status = FE_OK;

    if (!registry->pages)
        return FE_OK;
    measure(registry);
    if (registry->has_unlisted)
        assign_pages(registry);
    GString **texts = g_new0(GString *, registry->pages->len);
    for (unsigned page = 1; page < registry->pages->len; page++)
        if (page_at(registry, page)->is_changed)
            texts[page] = g_string_new(NULL);
    for (size_t i = 0; i < registry->count; i++)
        if (texts[registry->list[i]->page])
            add_line(texts[registry->list[i]->page], registry->list[i]);
    for (unsigned page = 1; page < registry->pages->len; page++) {
        if (!texts[page])
            continue;
        if (status == FE_OK)
            status = write_page(registry, page, texts[page], writer, err);
        g_string_free(texts[page], TRUE);
    }
    g_free(texts);
    return status;
}
