/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "records/naming.h"
#include "base/memory.h"
#include "base/text.h"
#include "records/record.h"
#include "records/table.h"

#include "findings/schema.h"

#include <stdio.h>
#include <stdlib.h>

struct naming {
    struct report_list *reports;
    json_t *reports_by_id;
    json_t *ids;
    json_t *numbers; /* id made for a report -> the last number used after it */
};

/* Take the id for a report, unless another has it. */
static bool
take_report_id(struct naming *naming, const char *id, size_t index)
{
    char *key = memory_need(findings_value_key(id));
    size_t other;
    const bool is_free = !table_get(naming->reports_by_id, key, &other);

    if (is_free)
        table_set(naming->reports_by_id, key, index);
    free(key);
    return is_free;
}

/* Make an id for the report if it has none, with a number after it if the file
 * already has a report with that id. */
static void
name_report(struct naming *naming, size_t index)
{
    struct report *r = &naming->reports->list[index];
    const bool is_given = r->id != NULL;
    size_t n;

    report_name(r);
    if (is_given)
        return;
    char *base = r->id;
    table_get(naming->numbers, base, &n);
    r->id = report_numbered_id(base, ++n);
    while (!take_report_id(naming, r->id, index)) {
        free(r->id);
        r->id = report_numbered_id(base, ++n);
    }
    table_set(naming->numbers, base, n);
    free(base);
}

/* Take the id for a paragraph. False if it is taken already. */
static bool
take_id(struct naming *naming, const struct report *r, const char *id)
{
    struct text whole = {0};
    size_t line;

    text_add_string(&whole, r->id);
    text_add(&whole, "/", 1);
    text_add_string(&whole, id);
    char *key = table_key(whole.bytes);
    const bool is_free = !table_get(naming->ids, key, &line);
    if (is_free)
        table_set(naming->ids, key, 0);
    free(key);
    free(whole.bytes);
    return is_free;
}

/* Make the ids of paragraphs unique: if an id that was made is taken, use the
 * position in the report instead. */
static void
name_paragraphs(struct naming *naming, struct report *r)
{
    for (size_t i = 0; i < r->n_paragraphs; i++) {
        struct paragraph *p = &r->paragraphs[i];
        char place[32];
        if (p->is_id_whole || take_id(naming, r, p->id))
            continue;
        snprintf(place, sizeof place, "p%zu", i + 1);
        free(p->id);
        p->id = memory_strdup(place);
        for (size_t n = 2; !take_id(naming, r, p->id); n++) {
            free(p->id);
            p->id = report_numbered_id(place, n);
        }
    }
}

void
naming_give(struct report_list *reports, json_t *reports_by_id, json_t *ids)
{
    struct naming naming = {reports, reports_by_id, ids,
                            record_need(json_object())};

    for (size_t i = 0; i < reports->count; i++) {
        name_report(&naming, i);
        name_paragraphs(&naming, &reports->list[i]);
    }
    json_decref(naming.numbers);
}
