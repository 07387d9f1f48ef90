/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: a file of saved queries. If it cannot be read, the reason names
 * one of its lines or the whole file; otherwise each entry is found by its
 * name, has words, and these are the same when they are written again.
 */
#include "check.h"

#include "ask/saved_file.h"
#include "ask/shell_words.h"
#include "ask/text_lines.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The words as they would be saved; the caller frees it. */
static char *
written(const json_t *words)
{
    char *line = NULL;
    size_t size, i;
    json_t *word;
    FILE *out = open_memstream(&line, &size);

    json_array_foreach(words, i, word)
    {
        putc(' ', out);
        shell_words_put(json_string_value(word), out);
    }
    fclose(out);
    return line;
}

static bool
has_control(const json_t *words)
{
    size_t i;
    json_t *word;

    json_array_foreach(words, i, word)
    {
        for (const char *p = json_string_value(word); *p; p++)
            if ((unsigned char)*p < ' ')
                return true;
    }
    return false;
}

static void
check_entry(json_t *lines, const struct saved_entry *entry)
{
    const char *fault = NULL;
    const struct saved_entry found =
        saved_file_find(lines, entry->name, entry->name_len);
    json_t *words = shell_words_of(entry->value, &fault);

    check(found.line == entry->line, "an entry is not found");
    check(saved_name_fits(entry->name, entry->name_len), "a bad name");
    check(words && json_array_size(words) > 0, "an entry without words");
    char *line = written(words);
    json_t *again = shell_words_of(line, &fault);
    check(again && (has_control(words) || json_equal(words, again)),
          "words are not read as they were written");
    json_decref(again);
    json_decref(words);
    free(line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char reason[FINDINGS_REASON_SIZE] = "";
    json_t *lines = text_lines_of((const char *)data, size, "f", reason);

    if (!lines || !saved_file_check(lines, "f", reason)) {
        check_reason(reason);
        check(strncmp(reason, "f:", 2) == 0, "a reason without a place");
        json_decref(lines);
        return 0;
    }
    struct saved_entry entry = saved_file_next(lines, 0);
    for (; entry.line > 0; entry = saved_file_next(lines, entry.line))
        check_entry(lines, &entry);
    saved_file_put(lines, "new", "'a b' --exact");
    check(saved_file_check(lines, "f", reason), "cannot be read when changed");
    saved_file_remove(lines, "new");
    check(saved_file_find(lines, "new", 3).line == 0, "not removed");
    json_decref(lines);
    return 0;
}
