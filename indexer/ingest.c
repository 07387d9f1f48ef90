/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ingest.h"
#include "record.h"
#include "registry.h"
#include "text.h"

#include "findings/schema.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Xapian indexes fastest when it writes every thousand documents or so. */
enum { COMMIT_PARAGRAPHS = 1000 };

struct ingest {
    struct xc_writer *writer;
    struct registry registry;
    size_t uncommitted; /* paragraphs */
};

__attribute__((format(printf, 3, 4))) static enum xc_status
fail(struct xc_error *err, enum xc_status status, const char *format, ...)
{
    va_list args;

    err->status = status;
    err->offset = 0;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}

/* Make the folder and those above it. */
static bool
make_folders(const char *path)
{
    char *copy = xstrdup(path);
    bool is_made = true;

    for (char *p = copy + 1; is_made; p++) {
        if (*p != '/' && *p)
            continue;
        const char was = *p;
        *p = '\0';
        is_made = mkdir(copy, 0777) == 0 || errno == EEXIST;
        *p = was;
        if (!was)
            break;
    }
    free(copy);
    return is_made;
}

static int
no_dots(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* An index may go into an empty folder, or into one that is an index. */
static enum xc_status
check_folder(const char *db, struct xc_error *err)
{
    struct dirent **entries;
    bool is_index = false;

    if (!make_folders(db))
        return fail(err, XC_FAILED, "cannot make the folder %.150s: %.80s", db,
                    strerror(errno));
    const int n = scandir(db, &entries, no_dots, NULL);
    if (n < 0)
        return fail(err, XC_FAILED, "cannot open %.150s: %.80s", db,
                    strerror(errno));
    for (int i = 0; i < n; i++) {
        /* Xapian's own mark of an index. */
        is_index |= strcmp(entries[i]->d_name, "iamglass") == 0;
        free(entries[i]);
    }
    free(entries);
    if (n > 0 && !is_index)
        return fail(err, XC_FAILED,
                    "%.150s holds other files and no index; give an empty "
                    "folder with --db",
                    db);
    return XC_OK;
}

/* Which file each report that is in the index came from. */
static enum xc_status
load_registry(struct ingest *ingest,
              struct xc_reader *reader,
              struct xc_error *err)
{
    struct xc_keys keys;
    enum xc_status status =
        xc_reader_metadata_keys(reader, FINDINGS_REPORT_KEY, &keys, err);

    for (size_t i = 0; status == XC_OK && i < keys.count; i++) {
        char *line;
        status = xc_reader_metadata(reader, keys.keys[i], &line, err);
        if (status != XC_OK)
            break;
        json_t *record = json_loads(line, 0, NULL);
        const char *path = json_string_value(json_object_get(record, "path"));
        if (path)
            registry_set(&ingest->registry,
                         keys.keys[i] + strlen(FINDINGS_REPORT_KEY), path);
        json_decref(record);
        free(line);
    }
    xc_keys_free(&keys);
    return status;
}

/* Of a new index, set the schema; of an old one, check it. */
static enum xc_status
look_inside(struct ingest *ingest, const char *db, struct xc_error *err)
{
    struct xc_reader *reader;
    struct xc_info info;
    char *schema = NULL;
    enum xc_status status = xc_reader_open(db, &reader, err);

    if (status == XC_OK)
        status = xc_reader_info(reader, &info, err);
    if (status == XC_OK)
        status = xc_reader_metadata(reader, FINDINGS_SCHEMA_KEY, &schema, err);
    if (status == XC_OK && !*schema && info.documents == 0)
        status = xc_writer_set_metadata(ingest->writer, FINDINGS_SCHEMA_KEY,
                                        FINDINGS_SCHEMA, err);
    else if (status == XC_OK && strcmp(schema, FINDINGS_SCHEMA) != 0)
        status = fail(err, XC_WRONG_VERSION,
                      "the index %.150s was made by another version of "
                      "findings; remove the folder and index again",
                      db);
    else if (status == XC_OK)
        status = load_registry(ingest, reader, err);
    free(schema);
    xc_reader_close(reader);
    return status;
}

/* What to do, behind what happened. */
static void
advise(const char *db, struct xc_error *err)
{
    const struct xc_error was = *err;

    if (was.status == XC_LOCKED)
        fail(err, was.status,
             "another findings-index is writing to %.150s; wait until it has "
             "ended",
             db);
    else if (was.status == XC_CORRUPT)
        fail(err, was.status,
             "the index %.100s is damaged (%.60s); remove the folder and "
             "index again",
             db, was.message);
}

struct ingest *
ingest_open(const char *db, struct xc_error *err)
{
    struct ingest *ingest = xrealloc(NULL, sizeof *ingest);

    *ingest = (struct ingest){0};
    if (check_folder(db, err) == XC_OK &&
        xc_writer_open(db, &ingest->writer, err) == XC_OK &&
        look_inside(ingest, db, err) == XC_OK)
        return ingest;
    advise(db, err);
    ingest_close(ingest);
    return NULL;
}

static char *
report_key(const char *id)
{
    struct text key = {0};

    text_add_string(&key, FINDINGS_REPORT_KEY);
    text_add_string(&key, id);
    return key.bytes;
}

static enum xc_status
remove_report(struct ingest *ingest, const char *id, struct xc_error *err)
{
    char *term = findings_term(findings_field("report"), id);
    char *key = report_key(id);
    enum xc_status status = xc_writer_remove(ingest->writer, term, err);
    if (status == XC_OK)
        status = xc_writer_set_metadata(ingest->writer, key, "", err);
    if (status == XC_OK)
        registry_drop(&ingest->registry, id);
    free(key);
    free(term);
    return status;
}

/* One document, its fields by the table. */
static enum xc_status
add_paragraph(struct ingest *ingest,
              const struct report *report,
              size_t index,
              struct xc_error *err)
{
    json_t *record = record_paragraph(report, index);
    char *data = record_line(record);
    const char *text = report->paragraphs[index].text;
    const char *terms[FINDINGS_FIELDS_MAX];
    struct xc_value values[FINDINGS_FIELDS_MAX];
    struct xc_document document = {.data = data,
                                   .data_len = strlen(data),
                                   .text = text,
                                   .text_len = strlen(text),
                                   .terms = terms,
                                   .values = values};

    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        const char *value =
            json_string_value(json_object_get(record, field->name));
        if (!value)
            continue;
        if (field->prefix)
            terms[document.n_terms++] = findings_term(field, value);
        if (field->slot >= 0)
            values[document.n_values++] =
                (struct xc_value){(unsigned)field->slot, value};
    }
    const enum xc_status status = xc_writer_add(ingest->writer, &document, err);
    for (size_t i = 0; i < document.n_terms; i++)
        free((char *)terms[i]);
    free(data);
    json_decref(record);
    return status;
}

static enum xc_status
keep_report(struct ingest *ingest,
            const struct report *report,
            const char *path,
            struct xc_error *err)
{
    json_t *record = record_report(report);
    char *key = report_key(report->id);

    json_object_set_new(record, "path", json_string(path));
    char *line = record_line(record);
    const enum xc_status status =
        xc_writer_set_metadata(ingest->writer, key, line, err);
    free(key);
    free(line);
    json_decref(record);
    return status;
}

enum xc_status
ingest_report(struct ingest *ingest,
              struct report *report,
              const char *path,
              struct xc_error *err)
{
    enum xc_status status = XC_OK;
    char *id = registry_id(&ingest->registry, report->id, path);
    const char *old;

    free(report->id);
    report->id = id;
    while (status == XC_OK && (old = registry_of(&ingest->registry, path))) {
        char *copy = xstrdup(old); /* removing it frees the registry's */
        status = remove_report(ingest, copy, err);
        free(copy);
    }
    /* The id of a file that is gone is taken over. */
    if (status == XC_OK)
        status = remove_report(ingest, id, err);
    for (size_t i = 0; status == XC_OK && i < report->n_paragraphs; i++)
        status = add_paragraph(ingest, report, i, err);
    if (status == XC_OK)
        status = keep_report(ingest, report, path, err);
    if (status != XC_OK)
        return status;
    registry_set(&ingest->registry, id, path);
    ingest->uncommitted += report->n_paragraphs;
    return ingest->uncommitted < COMMIT_PARAGRAPHS ? XC_OK
                                                   : ingest_finish(ingest, err);
}

enum xc_status
ingest_finish(struct ingest *ingest, struct xc_error *err)
{
    ingest->uncommitted = 0;
    return xc_writer_commit(ingest->writer, err);
}

void
ingest_close(struct ingest *ingest)
{
    if (!ingest)
        return;
    xc_writer_close(ingest->writer);
    registry_fini(&ingest->registry);
    free(ingest);
}
