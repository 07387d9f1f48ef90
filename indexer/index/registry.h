/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * registry.h: which file each report id belongs to. Reports of the same
 * authority and date are distinguished by a number after the id; the reports of
 * a file keep their ids when it is read again. A report that several files
 * contain belongs to one of them; the others are noted as its copies.
 *
 * Ids are one if they differ only in letter case or accents, as for searches
 * (findings_value_key()).
 *
 * The report of a file that no longer exists stays, because the file may be on
 * a disk that is not mounted, unless the new one has nearly the same words.
 */
#ifndef INDEXER_REGISTRY_H
#define INDEXER_REGISTRY_H

#include "files/source.h"
#include "index/likeness.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Another file of the same report. */
struct registry_copy {
    struct source file;
    const char *digest; /* when it was compared */
};

/* An entry, and the registry's strings, are where they are until the report is
 * dropped or recorded again. */
struct registry_entry {
    const char *id;
    struct source file;
    const char *digest; /* of the file when it was read; "": unknown */
    bool is_partial;    /* pages of the file could be read with --ocr, and were
                           not */
    bool is_recognised; /* pages of the file were read with --ocr */
    bool is_released;   /* free to be taken by another report */
    struct likeness *likeness;    /* of the report; NULL: not known yet */
    struct registry_copy *copies; /* of the file; noted once, at any one of its
                                     reports */
    size_t n_copies;
    struct registry_entry *next, *before; /* of the same file */
    size_t place;                         /* in the list */
    unsigned page;                        /* of listing.h; 0: none yet */
};

/* Zero-initialise it; free it with registry_fini(). */
struct registry {
    struct registry_entry **list;
    size_t count;
    GHashTable *places;   /* key of an id -> its entry */
    GArray *numbers;      /* keys that end in a number, now or formerly */
    GHashTable *numbered; /* hash of a key without its number -> the last of
                             these, plus 1 */
    GHashTable *files;    /* path -> its first entry */
    GHashTable *copies;   /* path -> the entry at which the copy is noted */
    GStringChunk *strings;
    GArray *pages;     /* struct registry_page, by number; 0 is unused */
    bool has_unlisted; /* there are entries without a page */
    /* Read the likeness of a report that is not known yet. NULL: it is like
     * nothing. */
    void (*read_likeness)(void *data, const char *id, struct likeness *out);
    void *data;
};

/* A page of listing.h. */
struct registry_page {
    size_t size; /* in bytes */
    bool is_changed;
};

/* Record that the report with this id is from that file. Everything is copied.
 * What was recorded of the report besides is kept. */
void registry_set(struct registry *registry,
                  const char *id,
                  const struct source *file,
                  const char *digest);
void registry_drop(struct registry *registry, const char *id);

/* Add an entry, of which this is filled in: its id, which must be new, the path
 * and name of its file, its digest, whether that was read with --ocr, and its
 * page. Its strings are not copied. NULL if the id is there already. */
struct registry_entry *registry_add(struct registry *registry,
                                    const struct registry_entry *from);

/* Release the ids of a file that is being read again, or is to be pruned, for
 * reports to take. Those that remain released are to be dropped. */
void registry_release(struct registry *registry, const char *path);

/* The id for a report of the file; the caller frees it. It is a released id of
 * this file if one is the wanted id, perhaps with a number; otherwise the first
 * of these that no other report keeps. */
char *registry_id(const struct registry *registry,
                  const struct report *report,
                  const char *path);

/* The path of another file that is_pending, and whose report, once it is known,
 * decides which id this one gets or whether it is in the index already; NULL if
 * there is none. *is_like: it has nearly the same words now (may be NULL).
 * Borrowed like the next. */
const char *registry_awaited(const struct registry *registry,
                             const struct report *report,
                             const char *path,
                             bool (*is_pending)(const char *path, void *data),
                             void *data,
                             bool *is_like);

/* The path of another file whose report keeps the id of this one; NULL if there
 * is none. Borrowed likewise. */
const char *registry_other(const struct registry *registry,
                           const struct report *report,
                           const char *path);

/* The entry with the id; NULL if there is none. Borrowed likewise. */
struct registry_entry *registry_entry(const struct registry *registry,
                                      const char *id);

/* Add a page, of no entries yet. Returns its number. */
unsigned registry_add_page(struct registry *registry);

/* A copy of the string that lives as long as the registry. */
char *registry_keep(struct registry *registry, const char *string);

/* The first entry of the file, which leads to the next; NULL if it has none.
 * Borrowed likewise. */
struct registry_entry *registry_of(const struct registry *registry,
                                   const char *path);

/* Whether the file, or one with the same bytes as its digest and the same
 * ending of its name, has reports or is a copy of one that has. */
bool registry_has_file(const struct registry *registry,
                       const char *path,
                       const char *digest);

void registry_set_likeness(struct registry *registry,
                           const char *id,
                           const struct likeness *likeness);

/* Record which pages of the file of that report were and were not read with
 * --ocr. */
void registry_set_ocr(struct registry *registry,
                      const char *id,
                      bool is_partial,
                      bool is_recognised);

/* The entry of the report at this path in another format (another ending of the
 * file's name): its id is the report's, perhaps with a number, it has nearly
 * the same words, and its file still exists. NULL if there is none. */
const struct registry_entry *registry_twin(const struct registry *registry,
                                           const struct report *report,
                                           const char *path);

/* Note the file as a copy of the file of the report with this id, which must be
 * there. */
void registry_add_copy(struct registry *registry,
                       const char *id,
                       const struct source *file,
                       const char *digest);

/* The entry at which the file is noted as a copy; NULL if it is not one. The
 * note is *copy, unless copy is NULL. */
struct registry_entry *registry_copy(const struct registry *registry,
                                     const char *path,
                                     const struct registry_copy **copy);

/* Remove the notes of an entry: that of one file or, if path is NULL, all. */
void registry_drop_copies(struct registry *registry,
                          struct registry_entry *entry,
                          const char *path);

/* A copy of the file that still exists; NULL if there is none. */
const struct registry_copy *registry_heir(const struct registry *registry,
                                          const char *path);

/* How many of the files no longer exist, nor any copy of them. */
size_t registry_gone(const struct registry *registry);

void registry_fini(struct registry *registry);

#endif
