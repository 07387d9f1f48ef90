/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "files/sources.h"
#include "base/memory.h"
#include "base/text.h"
#include "findings/format.h"

#include "findings/trouble.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* A search below one folder. Links to folders wait until all else is found, so
 * that a file has its own path wherever it has one. */
struct search {
    struct sources *sources;
    size_t root; /* length of the path of the folder that was given */
    char **links;
    size_t n_links;
};

__attribute__((format(printf, 3, 4))) static void
refuse(struct sources *s, const char *path, const char *format, ...)
{
    va_list args;

    s->refused = memory_grow(s->refused, s->n_refused, sizeof *s->refused);
    struct refusal *refusal = &s->refused[s->n_refused++];
    refusal->path = memory_strdup(path);
    va_start(args, format);
    refusal->reason = g_strdup_vprintf(format, args);
    va_end(args);
}

/* Refuse the path for an error of the system. If the error is about what the
 * machine lacks, such as memory, note it instead: the run then ends. */
static void
refuse_for(struct sources *s, const char *path, const char *what, int error)
{
    if (!findings_lacks(error)) {
        refuse(s, path, "%s%s", what, strerror(error));
    } else if (!s->missed) {
        s->missed = memory_strdup(path);
        s->lacks = error;
    }
}

/* Whether this is seen for the first time. */
static bool
is_new(struct sources *s, const char *key)
{
    if (!s->seen)
        s->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return g_hash_table_add(s->seen, g_strdup(key));
}

static bool
is_new_folder(struct sources *s, const struct stat *st)
{
    char key[64];

    snprintf(key, sizeof key, "%ju:%ju", (uintmax_t)st->st_dev,
             (uintmax_t)st->st_ino);
    return is_new(s, key);
}

static void
note_folder(struct sources *s, const char *path, size_t len)
{
    s->folders = memory_grow(s->folders, s->n_folders, sizeof *s->folders);
    s->folders[s->n_folders++] = g_strndup(path, len);
}

static void
add_file(struct sources *s, const char *path, const char *name, off_t size)
{
    if (!is_new(s, path))
        return;
    s->list = memory_grow(s->list, s->count, sizeof *s->list);
    s->list[s->count++] = (struct source){
        .path = memory_strdup(path), .name = memory_strdup(name), .size = size};
}

static bool
is_readme(const char *name)
{
    return strncasecmp(name, "readme", 6) == 0;
}

static bool
may_be_report(const char *name)
{
    static const char *const endings[] = {".txt",   ".md",    ".pdf",  ".html",
                                          ".htm",   ".xhtml", ".docx", ".odt",
                                          ".jsonl", NULL};

    if (is_readme(name))
        return false;
    for (const char *const *e = endings; *e; e++)
        if (text_has_ending(name, *e))
            return true;
    return false;
}

/* Whether a file with another ending is a report after all, judging by its
 * first bytes. */
static bool
begins_like_report(struct sources *s, const char *path)
{
    char bytes[FINDINGS_FORMAT_BYTES];
    FILE *file = fopen(path, "rb");
    const size_t len = file ? fread(bytes, 1, sizeof bytes, file) : 0;

    if (file)
        fclose(file);
    else if (findings_lacks(errno))
        refuse_for(s, path, "", errno);
    const enum findings_format format = findings_format_of(bytes, len);
    return format == FINDINGS_FORMAT_PDF || format == FINDINGS_FORMAT_HTML;
}

/* Count a file of a kind that is not read, by the ending of its name. */
static void
leave_out(struct sources *s, const char *name)
{
    const char *ending = source_ending(name);
    char *key = g_ascii_strdown(*ending ? ending : "no ending", -1);

    if (!s->left_out)
        s->left_out =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(s->left_out, key));
    g_hash_table_insert(s->left_out, key, GSIZE_TO_POINTER(n + 1));
    s->n_left_out++;
}

static int
visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void
add_link(struct search *search, const char *path)
{
    search->links =
        memory_grow(search->links, search->n_links, sizeof *search->links);
    search->links[search->n_links++] = memory_strdup(path);
}

static void add_folder(struct search *search, const char *path);

static const char no_file[] = "it is neither a file nor a folder";

/* Add what is at the path, which is below a folder. */
static void
add_entry(struct search *search, const char *path)
{
    struct sources *s = search->sources;
    const bool is_wanted = may_be_report(strrchr(path, '/') + 1);
    struct stat own, st;

    const bool is_there = lstat(path, &own) == 0;
    if (!is_there || stat(path, &st) < 0) {
        if (is_wanted && is_there && S_ISLNK(own.st_mode))
            refuse(s, path,
                   "it is a link that leads nowhere (%s); correct or remove "
                   "the link",
                   strerror(errno));
        else if (is_wanted)
            refuse_for(s, path, "", errno);
    } else if (S_ISREG(st.st_mode)) {
        const char *name = strrchr(path, '/') + 1;
        if (is_wanted || (!is_readme(name) && begins_like_report(s, path)))
            add_file(s, path, path + search->root + 1, st.st_size);
        else if (!is_readme(name))
            leave_out(s, name);
    } else if (S_ISDIR(st.st_mode)) {
        if (S_ISLNK(own.st_mode))
            add_link(search, path);
        else
            add_folder(search, path);
    } else if (is_wanted) {
        refuse(s, path, "%s", no_file);
    }
}

/* Say once for a folder that what this entry of it leads to is left out. */
static void
refuse_long(struct search *search, const char *path, const char *name)
{
    struct sources *s = search->sources;

    if (s->n_refused == 0 ||
        strcmp(s->refused[s->n_refused - 1].path, path) != 0)
        refuse(s, path,
               "the path of \"%.40s\" in it is longer than %d bytes; shorten "
               "the names of its folders, or move it up",
               name, PATH_MAX - 1);
}

/* However deep: a path has a longest length. Each level takes little of the
 * stack. */
static void
add_folder(struct search *search, const char *path)
{
    struct sources *s = search->sources;
    struct dirent **entries;
    struct stat st;

    if (stat(path, &st) == 0 && !is_new_folder(s, &st))
        return;
    note_folder(s, path, strlen(path));
    const int n = scandir(path, &entries, visible, alphasort);
    if (n < 0) {
        refuse_for(s, path, "cannot read the folder: ", errno);
        return;
    }
    for (int i = 0; i < n; i++) {
        char *below = g_strconcat(path, "/", entries[i]->d_name, NULL);
        if (strlen(below) < PATH_MAX)
            add_entry(search, below);
        else
            refuse_long(search, path, entries[i]->d_name);
        g_free(below);
        free(entries[i]);
    }
    free(entries);
}

/* Add the files below the folder that was given, then those of links below it,
 * among which there may be further links. */
static void
search_folder(struct sources *s, const char *path)
{
    struct search search = {.sources = s, .root = strlen(path)};

    add_folder(&search, path);
    for (size_t i = 0; i < search.n_links; i++) {
        add_folder(&search, search.links[i]);
        free(search.links[i]);
    }
    free(search.links);
}

void
sources_add(struct sources *s, const char *path)
{
    char real[PATH_MAX];
    struct stat st;

    if (!realpath(path, real) || stat(real, &st) < 0)
        refuse_for(s, path, "", errno);
    else if (S_ISDIR(st.st_mode))
        search_folder(s, real);
    else if (!S_ISREG(st.st_mode))
        refuse(s, path, "%s", no_file);
    else {
        const size_t len = (size_t)(strrchr(real, '/') - real);
        note_folder(s, real, len > 0 ? len : 1);
        add_file(s, real, strrchr(real, '/') + 1, st.st_size);
    }
}

void
sources_add_as(struct sources *sources, const char *path, const char *name)
{
    struct stat st;

    if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
        add_file(sources, path, name, st.st_size);
}

void
sources_add_open(struct sources *sources, int fd, const char *name, off_t size)
{
    char *path = g_strconcat(SOURCE_INPUT, name ? name : "records.jsonl", NULL);
    char *opened = g_strdup_printf("/proc/self/fd/%d", fd);

    add_file(sources, path, path + strlen(SOURCE_INPUT), size);
    struct source *source = &sources->list[sources->count - 1];
    source->opened = memory_strdup(opened);
    source->is_split = !name;
    sources->input = fd;
    g_free(opened);
    g_free(path);
}

void
sources_refuse(struct sources *sources, const char *path, const char *reason)
{
    refuse(sources, path, "%s", reason);
}

char *
sources_left_out(const struct sources *s)
{
    if (s->n_left_out == 0)
        return NULL;
    GString *line = g_string_new(NULL);
    GList *endings =
        g_list_sort(g_hash_table_get_keys(s->left_out), (GCompareFunc)strcmp);
    g_string_printf(line,
                    "%zu file%s of kinds that are not read:", s->n_left_out,
                    s->n_left_out == 1 ? "" : "s");
    for (const GList *e = endings; e; e = e->next)
        g_string_append_printf(
            line, "%s %s (%zu)", e == endings ? "" : ",", (const char *)e->data,
            GPOINTER_TO_SIZE(g_hash_table_lookup(s->left_out, e->data)));
    g_list_free(endings);
    return g_string_free(line, FALSE);
}

void
sources_fini(struct sources *s)
{
    for (size_t i = 0; i < s->count; i++) {
        free(s->list[i].path);
        free(s->list[i].name);
        free(s->list[i].opened);
    }
    for (size_t i = 0; i < s->n_refused; i++) {
        free(s->refused[i].path);
        g_free(s->refused[i].reason);
    }
    for (size_t i = 0; i < s->n_folders; i++)
        g_free(s->folders[i]);
    if (s->input > 0)
        close(s->input);
    free(s->list);
    free(s->folders);
    free(s->refused);
    free(s->missed);
    if (s->seen)
        g_hash_table_destroy(s->seen);
    if (s->elsewhere)
        g_hash_table_destroy(s->elsewhere);
    if (s->left_out)
        g_hash_table_destroy(s->left_out);
    *s = (struct sources){0};
}
