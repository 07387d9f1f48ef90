/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/form.h"
#include "ask/saved.h"
#include "ask/saved_file.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/print.h"

#include "findings/visible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Print a saved query as it is in the file. */
static void
put_entry(const struct saved_entry *entry)
{
    for (size_t i = 0; i < entry->name_len; i++)
        putchar(entry->name[i]);
    fputs(" = ", stdout);
    print_text(entry->value, stdout);
    putchar('\n');
}

static int
put_records(const struct options *options, const json_t *lines)
{
    json_t *records = json_array();

    for (struct saved_entry entry = saved_file_next(lines, 0); entry.line > 0;
         entry = saved_file_next(lines, entry.line))
        json_array_append_new(records,
                              json_pack("{s:s%, s:s}", "name", entry.name,
                                        entry.name_len, "query", entry.value));
    const size_t n = json_array_size(records);
    recording_put(options, &records_saved, records);
    json_decref(records);
    return n > 0 ? EXIT_FOUND : EXIT_NOTHING;
}

/* Print all saved queries. */
static int
list(const struct options *options, const json_t *lines)
{
    struct saved_entry entry = saved_file_next(lines, 0);

    if (form_is_records(options))
        return put_records(options, lines);
    if (entry.line == 0) {
        puts("No saved queries. Save one with: findings save NAME WORD...");
        return EXIT_NOTHING;
    }
    for (; entry.line > 0; entry = saved_file_next(lines, entry.line))
        put_entry(&entry);
    return EXIT_FOUND;
}

static bool
check_name(const char *name)
{
    return saved_name_fits(name, strlen(name)) ||
           print_failure("\"%s\" cannot be the name of a saved query; use "
                         "letters, digits, - and _, as in: findings save "
                         "recording \"case recording\"",
                         name);
}

static int
remove_query(struct saved_file *file, const char *name, char *reason)
{
    const struct saved_entry entry =
        saved_file_find(file->lines, name, strlen(name));

    if (entry.line == 0) {
        print_failure("there is no saved query \"%s\"; findings save lists "
                      "them",
                      name);
        return EXIT_NOTHING;
    }
    /* What the entry borrows is gone when its line is. */
    char *value = strdup(entry.value);
    saved_file_remove(file->lines, name);
    const bool is_good = value && saved_file_write(file, reason);
    if (is_good) {
        fputs("Removed ", stdout);
        print_text(name, stdout);
        fputs(", which was: ", stdout);
        print_text(value, stdout);
        putchar('\n');
    }
    free(value);
    return is_good ? EXIT_FOUND : EXIT_ERROR;
}

static int
save(struct saved_file *file, const struct options *options, char *reason)
{
    const char *name = options->arguments[0];
    const struct saved_entry entry =
        saved_file_find(file->lines, name, strlen(name));
    char *before = entry.line > 0 ? strdup(entry.value) : NULL;
    char *value = saved_value(options, 1);
    bool is_good = value != NULL;

    if (is_good && findings_utf8_fault(value, strlen(value)) < strlen(value)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "the words are not valid UTF-8; check the terminal's locale");
        is_good = false;
    } else if (is_good) {
        saved_file_put(file->lines, name, value);
        is_good = saved_file_check(file->lines, file->path, reason) &&
                  saved_file_write(file, reason);
    }
    if (is_good) {
        fputs("Saved; run it with: findings @", stdout);
        print_text(name, stdout);
        if (before) {
            fputs("\nIt was: ", stdout);
            print_text(before, stdout);
        }
        putchar('\n');
    }
    free(before);
    free(value);
    return is_good ? EXIT_FOUND : EXIT_ERROR;
}

static bool
has_selection(const struct options *options)
{
    return json_object_get(options->params, "filters") ||
           (options->given & SAVED_OPTIONS);
}

/* Whether the arguments say what to do. If not, reports why and returns false.
 */
static bool
check_arguments(const struct options *options)
{
    const bool is_removing = options_have(options, OPTION_REMOVE);
    const int n = options->n_arguments;

    if (is_removing ? n != 1 || has_selection(options)
                    : n == 0 && has_selection(options))
        return print_failure(is_removing
                                 ? "--remove takes one name and nothing else, "
                                   "as in: findings save --remove recording"
                                 : "save takes a name before filters, as in: "
                                   "findings save weak --grade inadequate");
    if (n > 0 && options->given & COMMAND_RECORDS)
        return print_failure("--fields, --header and -0 are for the list of "
                             "saved queries; leave out the name, or these");
    if (n == 0 && !recording_check(options, &records_saved))
        return false;
    if (n > 0 && !check_name(options->arguments[0]))
        return false;
    bool has_words = false;
    for (int i = 1; i < n; i++)
        has_words |= !command_is_blank(options->arguments[i]);
    return n == 0 || is_removing || has_words || has_selection(options) ||
           print_failure("nothing to save as \"%s\"; give words or filters, as "
                         "in: findings save recording \"case recording\"",
                         options->arguments[0]);
}

static int
run(struct options *options)
{
    char reason[FINDINGS_REASON_SIZE] = "";
    struct saved_file file;
    int status = EXIT_ERROR;

    if (!check_arguments(options))
        return EXIT_ERROR;
    if (!saved_file_open(&file, options->n_arguments > 0, reason))
        status = EXIT_ERROR;
    else if (options->n_arguments == 0)
        status = list(options, file.lines);
    else if (options_have(options, OPTION_REMOVE))
        status = remove_query(&file, options->arguments[0], reason);
    else
        status = save(&file, options, reason);
    if (*reason)
        print_failure("%s", reason);
    saved_file_close(&file);
    return status;
}

const struct command cmd_save = {
    .name = "save",
    .arguments = "[NAME WORD...]",
    .most = -1,
    .options = COMMAND_DATES | COMMAND_MATCHING | COMMAND_RECORDS |
               OPTION_BIT(OPTION_REMOVE),
    .filters = "*",
    .saved_from = 1,
    .saved_to = 2,
    .summary = "save words and filters, to be run as @NAME",
    .help = "Without a name, it lists what is saved.",
    .run = run,
};
