/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/saved_file.h"
#include "ask/shell_words.h"
#include "ask/text_lines.h"

#include "findings/files.h"
#include "findings/visible.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_CHARACTERS                                                        \
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
#define AS_IN ", as in: recording = 'case recording' --grade inadequate"

bool
saved_name_fits(const char *name, size_t len)
{
    return len > 0 && strspn(name, NAME_CHARACTERS) >= len;
}

/* Read a line into the entry, whose name is NULL if the line has none. Returns
 * what is wrong with it, or NULL. */
static const char *
read_line(const char *line, struct saved_entry *entry)
{
    const char *fault = NULL;
    const char *p = line + strspn(line, " \t");

    *entry = (struct saved_entry){0};
    if (findings_utf8_fault(line, strlen(line)) < strlen(line))
        return "the line is not valid UTF-8; write it again";
    if (!*p || *p == '#')
        return NULL;
    entry->name = p;
    const size_t len = strspn(p, NAME_CHARACTERS);
    entry->name_len = len;
    p += len + strspn(p + len, " \t");
    if (len == 0 || *p != '=')
        return "a line begins with a name of letters, digits, - and _, and "
               "\"=\"" AS_IN;
    entry->value = p + 1 + strspn(p + 1, " \t");
    json_t *words = shell_words_of(entry->value, &fault);
    if (words && json_array_size(words) == 0)
        fault = "nothing follows the \"=\"";
    json_decref(words);
    return fault;
}

static const char *
line_text(const json_t *lines, size_t line)
{
    return json_string_value(json_array_get(lines, line - 1));
}

struct saved_entry
saved_file_next(const json_t *lines, size_t line)
{
    struct saved_entry entry = {0};

    while (!entry.name && line++ < json_array_size(lines))
        read_line(line_text(lines, line), &entry);
    entry.line = entry.name ? line : 0;
    return entry;
}

struct saved_entry
saved_file_find(const json_t *lines, const char *name, size_t len)
{
    struct saved_entry entry = saved_file_next(lines, 0);

    while (entry.line > 0 &&
           (entry.name_len != len || strncmp(entry.name, name, len) != 0))
        entry = saved_file_next(lines, entry.line);
    return entry;
}

bool
saved_file_check(const json_t *lines,
                 const char *path,
                 char reason[FINDINGS_REASON_SIZE])
{
    struct saved_entry entry;

    for (size_t line = 1; line <= json_array_size(lines); line++) {
        const char *fault = read_line(line_text(lines, line), &entry);
        if (fault) {
            snprintf(reason, FINDINGS_REASON_SIZE, "%.200s:%zu: %s", path, line,
                     fault);
            return false;
        }
        if (!entry.name)
            continue;
        const size_t first =
            saved_file_find(lines, entry.name, entry.name_len).line;
        if (first != line) {
            snprintf(reason, FINDINGS_REASON_SIZE,
                     "%.200s:%zu: line %zu has the name \"%.*s\" too; give one "
                     "of them another name",
                     path, line, first, (int)entry.name_len, entry.name);
            return false;
        }
    }
    return true;
}

static bool
fail_system(const char *what, const char *path, char *reason)
{
    snprintf(reason, FINDINGS_REASON_SIZE,
             "cannot %s \"%.200s\": %s; check that you may, or set "
             "XDG_CONFIG_HOME",
             what, path, findings_read_problem(errno));
    return false;
}

/* Make the folders above the file that do not exist. */
static bool
make_folders(const char *path, char *reason)
{
    char folder[PATH_MAX];

    snprintf(folder, sizeof folder, "%s", path);
    for (char *p = strchr(folder + 1, '/'); p; p = strchr(p + 1, '/')) {
        *p = '\0';
        if (mkdir(folder, 0700) < 0 && errno != EEXIST)
            return fail_system("create the folder", folder, reason);
        *p = '/';
    }
    return true;
}

/* Let nobody else change the file until it is closed. The lock is on its
 * folder, because the file is replaced as a whole. */
static bool
lock(struct saved_file *file, char *reason)
{
    char folder[PATH_MAX];

    if (!make_folders(file->path, reason))
        return false;
    snprintf(folder, sizeof folder, "%s", file->path);
    *strrchr(folder, '/') = '\0';
    file->lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file->lock < 0)
        return fail_system("open the folder", folder, reason);
    while (flock(file->lock, LOCK_EX) < 0)
        if (errno != EINTR)
            return fail_system("lock the folder", folder, reason);
    return true;
}

static bool
find_path(struct saved_file *file, char *reason)
{
    char *target;

    if (!findings_default_queries(file->path, sizeof file->path)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "there is no place for saved queries because HOME is not set; "
                 "set it, or XDG_CONFIG_HOME");
        return false;
    }
    /* A link stays a link when the file that it leads to is replaced. */
    if ((target = realpath(file->path, NULL)) && strlen(target) < PATH_MAX)
        snprintf(file->path, sizeof file->path, "%s", target);
    free(target);
    return true;
}

bool
saved_file_folder(char folder[PATH_MAX])
{
    char reason[FINDINGS_REASON_SIZE];
    struct saved_file file = {.lock = -1};

    if (!find_path(&file, reason) || !make_folders(file.path, reason))
        return false;
    snprintf(folder, PATH_MAX, "%s", file.path);
    *strrchr(folder, '/') = '\0';
    return true;
}

bool
saved_file_open(struct saved_file *file,
                bool is_to_change,
                char reason[FINDINGS_REASON_SIZE])
{
    *file = (struct saved_file){.lock = -1};
    if (!find_path(file, reason) || (is_to_change && !lock(file, reason)))
        return false;
    const int fd = findings_open_file(file->path);
    FILE *in = fd >= 0 ? fdopen(fd, "r") : NULL;
    if (!in && errno != ENOENT && errno != ENOTDIR)
        return fail_system("read", file->path, reason);
    file->lines = in ? text_lines_read(in, file->path, reason) : json_array();
    if (in)
        fclose(in);
    return file->lines && saved_file_check(file->lines, file->path, reason);
}

void
saved_file_close(struct saved_file *file)
{
    if (file->lock >= 0)
        close(file->lock);
    json_decref(file->lines);
    *file = (struct saved_file){.lock = -1};
}

void
saved_file_put(json_t *lines, const char *name, const char *value)
{
    const size_t line = saved_file_find(lines, name, strlen(name)).line;
    json_t *text = json_sprintf("%s = %s", name, value);

    if (line > 0)
        json_array_set_new(lines, line - 1, text);
    else
        json_array_append_new(lines, text);
}

void
saved_file_remove(json_t *lines, const char *name)
{
    const size_t line = saved_file_find(lines, name, strlen(name)).line;

    if (line > 0)
        json_array_remove(lines, line - 1);
}

/* Write the lines, with the access rights of the file that they replace. */
static bool
fill(int fd, const struct saved_file *file)
{
    struct stat st;
    FILE *out = fdopen(fd, "w");
    size_t i;
    json_t *line;

    if (!out) {
        close(fd);
        return false;
    }
    if (stat(file->path, &st) == 0)
        fchmod(fd, st.st_mode & 0777);
    json_array_foreach(file->lines, i, line)
    {
        for (const char *p = json_string_value(line); *p; p++)
            putc(*p, out);
        putc('\n', out);
    }
    const bool is_good = fflush(out) == 0 && !ferror(out) && fsync(fd) == 0;
    return fclose(out) == 0 && is_good;
}

bool
saved_file_write(const struct saved_file *file,
                 char reason[FINDINGS_REASON_SIZE])
{
    char next[PATH_MAX + 8];
    size_t size = 0, i;
    json_t *line;

    json_array_foreach(file->lines, i, line)
    {
        size += json_string_length(line) + 1;
    }
    if (size > TEXT_LINES_MAX) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "\"%.200s\" would be larger than %d bytes; remove some "
                 "queries first",
                 file->path, TEXT_LINES_MAX);
        return false;
    }
    snprintf(next, sizeof next, "%s.XXXXXX", file->path);
    const int fd = mkstemp(next);
    if (fd < 0)
        return fail_system("create a file beside", file->path, reason);
    if (fill(fd, file) && rename(next, file->path) == 0)
        return true;
    fail_system("write", file->path, reason);
    unlink(next);
    return false;
}
