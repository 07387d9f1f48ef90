/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/saved.h"
#include "ask/near.h"
#include "ask/saved_file.h"
#include "ask/shell_words.h"
#include "print/print.h"

#include "findings/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEAR_MAX = 3 }; /* names to suggest */

bool
saved_is_name(const char *text)
{
    return *text == '@' && text[1] && !strchr(" \t\r\n", text[1]);
}

static void
explain_unknown(const json_t *lines, const char *name, size_t len, char *reason)
{
    struct saved_entry entry = {0};
    int n = snprintf(reason, FINDINGS_REASON_SIZE,
                     "there is no saved query \"%.*s\"; ",
                     (int)(len < 100 ? len : 100), name);
    int n_near = 0;

    while (n_near < NEAR_MAX &&
           (entry = saved_file_next(lines, entry.line)).line > 0) {
        if (entry.name_len > 64 ||
            !near_is(name, len, entry.name, entry.name_len))
            continue;
        n += snprintf(reason + n, FINDINGS_REASON_SIZE - (size_t)n, "%s@%.*s",
                      n_near == 0 ? "did you mean " : " or ",
                      (int)entry.name_len, entry.name);
        n_near++;
    }
    snprintf(reason + n, FINDINGS_REASON_SIZE - (size_t)n,
             "%sfindings save lists them; to search for the word itself, put "
             "it between quotation marks: '\"@%.*s\"'",
             n_near > 0 ? "? " : "", (int)(len < 50 ? len : 50), name);
}

/* The strings of the array as arguments, NULL-terminated; one block, which the
 * caller frees. NULL if out of memory. */
static char **
arguments_of(const json_t *words)
{
    const size_t n = json_array_size(words);
    size_t size = (n + 1) * sizeof(char *), i;
    json_t *word;

    json_array_foreach(words, i, word) { size += json_string_length(word) + 1; }
    char **arguments = malloc(size);
    if (!arguments)
        return NULL;
    char *p = (char *)(arguments + n + 1);
    json_array_foreach(words, i, word)
    {
        arguments[i] = strcpy(p, json_string_value(word));
        p += json_string_length(word) + 1;
    }
    arguments[n] = NULL;
    return arguments;
}

/* The words of the options, joined by blanks, and the rest of the text. The
 * caller frees it. */
static char *
join(const struct options *options, const char *rest)
{
    char *query = NULL;
    size_t size;
    FILE *out = open_memstream(&query, &size);

    if (!out)
        return NULL;
    for (int i = 0; i < options->n_arguments; i++) {
        if (i > 0)
            putc(' ', out);
        for (const char *p = options->arguments[i]; *p; p++)
            putc(*p, out);
    }
    if (options->n_arguments == 0)
        rest += *rest == ' ';
    for (const char *p = rest; *p; p++)
        putc(*p, out);
    return fclose(out) == 0 ? query : NULL;
}

/* Add the filters and options that were saved, unless there are the same ones.
 */
static void
merge(const struct options *saved, struct options *options)
{
    json_t *filters = json_object_get(saved->params, "filters");
    json_t *own = json_object_get(options->params, "filters");

    if (filters && own)
        json_object_update_missing(own, filters);
    json_object_update_missing(options->params, saved->params);
    options->given |= saved->given;
}

/* Read a saved query into options of its own. Returns the query, with the rest
 * of the text; NULL with a reason. */
static char *
read_saved(const struct saved_entry *entry,
           const char *rest,
           struct options *options,
           char *reason)
{
    const char *fault = "";
    struct options saved = {.params = json_object()};
    json_t *words = shell_words_of(entry->value, &fault);
    char *query = NULL, name[32];

    json_array_insert_new(words, 0, json_string("findings"));
    char **arguments = arguments_of(words);
    print_failures_to(reason, FINDINGS_REASON_SIZE);
    bool is_good = arguments &&
                   options_read((int)json_array_size(words), arguments, &saved);
    print_failures_to(NULL, 0);
    for (int id = 0; is_good && id < OPTIONS; id++)
        if (saved.given & ~SAVED_OPTIONS & OPTION_BIT(id)) {
            snprintf(reason, FINDINGS_REASON_SIZE,
                     "a saved query cannot have %s, only filters, --from, "
                     "--to, --match and --exact",
                     options_spelling((enum option_id)id, name));
            is_good = false;
        }
    if (is_good && saved.n_arguments > 0 && saved_is_name(saved.arguments[0])) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "a saved query cannot begin with another one; write the words "
                 "of that one");
        is_good = false;
    }
    if (is_good && (query = join(&saved, rest)))
        merge(&saved, options);
    json_decref(saved.params);
    json_decref(words);
    free(arguments);
    return query;
}

char *
saved_expand(const char *text,
             struct options *options,
             char reason[FINDINGS_REASON_SIZE])
{
    const char *name = text + 1;
    const size_t len = strcspn(name, " \t\r\n");
    struct saved_file file;
    char why[FINDINGS_REASON_SIZE] = "out of memory";
    char *query = NULL;

    if (saved_file_open(&file, false, reason)) {
        const struct saved_entry entry = saved_file_find(file.lines, name, len);
        if (entry.line == 0)
            explain_unknown(file.lines, name, len, reason);
        else if (!(query = read_saved(&entry, name + len, options, why)))
            snprintf(reason, FINDINGS_REASON_SIZE, "%.200s:%zu: %.280s",
                     file.path, entry.line, why);
    }
    saved_file_close(&file);
    return query;
}

bool
saved_expand_argument(struct options *options, int index)
{
    char reason[FINDINGS_REASON_SIZE];

    if (index >= options->n_arguments ||
        !saved_is_name(options->arguments[index]))
        return true;
    options->saved = saved_expand(options->arguments[index], options, reason);
    if (!options->saved)
        return print_failure("%s", reason);
    options->arguments[index] = options->saved;
    return true;
}

/* Print a blank, unless this is the beginning. */
static void
put_gap(FILE *out)
{
    if (ftell(out) > 0)
        putc(' ', out);
}

static void
put_option(const char *name, const char *value, FILE *out)
{
    put_gap(out);
    fputs("--", out);
    shell_words_put(name, out);
    if (value) {
        putc(' ', out);
        shell_words_put(value, out);
    }
}

static void
put_options(const struct options *options, FILE *out)
{
    const json_t *filters = json_object_get(options->params, "filters");

    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        const json_t *values = json_object_get(filters, field->name);
        for (size_t v = 0; v < json_array_size(values); v++)
            put_option(field->option,
                       json_string_value(json_array_get(values, v)), out);
    }
    for (int id = 0; id < OPTIONS; id++)
        if (options->given & SAVED_OPTIONS & OPTION_BIT(id))
            put_option(options_rows[id].name,
                       json_string_value(json_object_get(
                           options->params, options_rows[id].param)),
                       out);
}

char *
saved_value(const struct options *options, int first)
{
    char *value = NULL;
    size_t size;
    FILE *out = open_memstream(&value, &size);
    bool is_after = false; /* words that look like options */

    if (!out)
        return NULL;
    for (int i = first; i < options->n_arguments; i++)
        is_after |= *options->arguments[i] == '-';
    if (is_after) {
        put_options(options, out);
        put_gap(out);
        fputs("--", out);
    }
    for (int i = first; i < options->n_arguments; i++) {
        put_gap(out);
        shell_words_put(options->arguments[i], out);
    }
    if (!is_after)
        put_options(options, out);
    return fclose(out) == 0 ? value : NULL;
}
