/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/kept.h"
#include "base/memory.h"

static const char *
string_in(const json_t *record, const char *key)
{
    const char *string = json_string_value(json_object_get(record, key));
    return string ? string : "";
}

static json_t *
abbreviations_list(const struct abbreviations *abbreviations)
{
    json_t *list = record_need(json_array());

    for (size_t i = 0; i < abbreviations->count; i++) {
        json_t *pair = record_need(json_array());
        record_append(pair, json_string(abbreviations->list[i].letters));
        record_append(pair, json_string(abbreviations->list[i].meaning));
        record_append(list, pair);
    }
    return list;
}

json_t *
kept_record(const struct report *r,
            const struct abbreviations *abbreviations,
            const struct likeness *likeness)
{
    char text[LIKENESS_TEXT_SIZE];
    json_t *object = record_report(r);

    likeness_write(likeness, text);
    record_set(object, "judgements", record_judgements(r));
    record_set(object, "abbreviations", abbreviations_list(abbreviations));
    record_set(object, "likeness", json_string(text));
    if (r->unread_pages > 0)
        record_set(object, "unread_pages", json_integer(r->unread_pages));
    if (r->recognised_pages > 0)
        record_set(object, "recognised_pages",
                   json_integer(r->recognised_pages));
    return object;
}

void
kept_set_file(json_t *record, const struct source *file, const char *digest)
{
    record_set(record, "path", json_string(file->path));
    record_set(record, "name", json_string(file->name));
    record_set(record, "digest", json_string(digest));
}

void
kept_likeness(const json_t *record, struct likeness *out)
{
    likeness_read(string_in(record, "likeness"), out);
}

void
kept_abbreviations(const json_t *record, struct abbreviations *out)
{
    const json_t *list = json_object_get(record, "abbreviations");

    *out = (struct abbreviations){0};
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *pair = json_array_get(list, i);
        const char *letters = json_string_value(json_array_get(pair, 0));
        const char *meaning = json_string_value(json_array_get(pair, 1));
        if (letters && meaning)
            abbreviations_add(out, letters, meaning);
    }
}

char *
kept_copies(const struct registry_entry *entry)
{
    if (entry->n_copies == 0)
        return memory_strdup("");
    json_t *list = record_need(json_array());
    for (size_t i = 0; i < entry->n_copies; i++) {
        json_t *copy = record_need(json_object());
        kept_set_file(copy, &entry->copies[i].file, entry->copies[i].digest);
        record_append(list, copy);
    }
    char *line = record_line(list);
    json_decref(list);
    return line;
}
