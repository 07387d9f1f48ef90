/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "registry.h"
#include "text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct registry_entry *
entry_of(const struct registry *r, const char *id)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->list[i].id, id) == 0)
            return &r->list[i];
    return NULL;
}

void
registry_set(struct registry *r, const char *id, const char *path)
{
    struct registry_entry *entry = entry_of(r, id);

    if (!entry) {
        r->list = grown(r->list, r->count, sizeof *r->list);
        entry = &r->list[r->count++];
        *entry = (struct registry_entry){.id = xstrdup(id)};
    }
    char *copy = xstrdup(path);
    free(entry->path);
    entry->path = copy;
}

void
registry_drop(struct registry *r, const char *id)
{
    struct registry_entry *entry = entry_of(r, id);

    if (!entry)
        return;
    free(entry->id);
    free(entry->path);
    /* The array grows at powers of two; count going down keeps its room. */
    *entry = r->list[r->count - 1];
    r->list[r->count - 1] = (struct registry_entry){0};
    r->count--;
}

/* Whether the id is the wanted one, or that with a number behind it. */
static bool
is_of(const char *id, const char *wanted)
{
    const size_t n = strlen(wanted);

    return strncmp(id, wanted, n) == 0 &&
           (!id[n] || (id[n] == '-' && id[n + 1] &&
                       strspn(id + n + 1, "0123456789") == strlen(id + n + 1)));
}

char *
registry_id(const struct registry *r, const char *wanted, const char *path)
{
    struct text id = {0};

    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->list[i].path, path) == 0 && is_of(r->list[i].id, wanted))
            return xstrdup(r->list[i].id);
    for (unsigned n = 1;; n++) {
        char number[16];
        id.len = 0;
        text_add_string(&id, wanted);
        if (n > 1) {
            snprintf(number, sizeof number, "-%u", n);
            text_add_string(&id, number);
        }
        const struct registry_entry *entry = entry_of(r, id.bytes);
        if (!entry || access(entry->path, F_OK) != 0)
            return id.bytes;
    }
}

const char *
registry_of(const struct registry *r, const char *path)
{
    for (size_t i = 0; i < r->count; i++)
        if (strcmp(r->list[i].path, path) == 0)
            return r->list[i].id;
    return NULL;
}

void
registry_fini(struct registry *r)
{
    for (size_t i = 0; i < r->count; i++) {
        free(r->list[i].id);
        free(r->list[i].path);
    }
    free(r->list);
    *r = (struct registry){0};
}
