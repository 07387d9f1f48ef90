/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/ask.h"
#include "ask/form.h"
#include "commands/command.h"
#include "commands/recording.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"
#include "findings/wire.h"

#include <stdio.h>
#include <stdlib.h>

/* Print the strings of a list, with commas between them, from the one numbered
 * first on. */
static void
put_list(const json_t *list, size_t first, FILE *out)
{
    for (size_t i = first; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        fputs(i > first ? ", " : "", out);
        print_text(text ? text : "", out);
    }
}

/* Print the list after a label, wrapped; nothing if it has no more strings. */
static void
put_row(const char *label,
        const json_t *list,
        size_t first,
        const struct style *style)
{
    enum { LABEL = 11 };
    char *line = NULL, lead[32];
    size_t size;
    FILE *to =
        json_array_size(list) > first ? open_memstream(&line, &size) : NULL;

    if (!to)
        return;
    put_list(list, first, to);
    fclose(to);
    snprintf(lead, sizeof lead, "    %-*s", LABEL, label);
    print_wrapped_after(lead, line, 4 + LABEL, style);
    free(line);
}

/* ["share/thesaurus/people.txt:12", "/home/alice/words.txt:3"]; the caller
 * frees it. */
static json_t *
sources_of(const json_t *entry)
{
    json_t *texts = json_array();
    size_t i;
    json_t *source;

    json_array_foreach(json_object_get(entry, "sources"), i, source)
    {
        json_array_append_new(
            texts, json_sprintf("%s:%zu", member_text(source, "file"),
                                member_count(source, "line")));
    }
    return texts;
}

/* The first line: the name of the concept; or, of one that works one way, what
 * leads to it. */
static void
put_name(const json_t *entry, bool is_one_way, const struct style *style)
{
    fputs(style->strong, style->out);
    if (is_one_way) {
        put_list(json_object_get(entry, "hints"), 0, style->out);
        fputs(" ~ ", style->out);
        put_list(json_object_get(entry, "names"), 0, style->out);
    } else {
        const char *name = member_nth(entry, "names", 0);
        print_text(name ? name : "", style->out);
    }
    fputs(style->plain, style->out);
    putc('\n', style->out);
}

static void
put_entry(const json_t *entry, const struct style *style)
{
    static const struct {
        const char *member;
        const char *label;
    } rows[] = {
        {"wordings", "wordings"}, {"said", "said"},
        {"hints", "hints"},       {"asked", "asked"},
        {"broader", "broader"},   {"narrower", "narrower"},
        {"related", "related"},
    };
    const bool is_one_way = json_is_true(json_object_get(entry, "one_way"));

    put_name(entry, is_one_way, style);
    if (!is_one_way) {
        put_row("names", json_object_get(entry, "names"), 1, style);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            put_row(rows[i].label, json_object_get(entry, rows[i].member), 0,
                    style);
    }
    json_t *sources = sources_of(entry);
    put_row("from", sources, 0, style);
    json_decref(sources);
}

/* How many there are, if not all are shown. */
static void
put_total(const struct options *options, size_t n, size_t total)
{
    char number[PRINT_NUMBER_SIZE];
    char *line = NULL;
    size_t size;

    if (n >= total || n == 0)
        return;
    FILE *to = open_memstream(&line, &size);
    if (!to)
        return;
    findings_putf(to,
                  "%s concepts; %zu to %zu shown; -n COUNT and --offset N show "
                  "others",
                  print_number(total, number), options->offset + 1,
                  options->offset + n);
    fclose(to);
    putchar('\n');
    print_line(line, stdout);
}

static void
print(const struct options *options, const json_t *result)
{
    const struct style style = print_style(stdout);
    const json_t *entries = json_object_get(result, "entries");
    size_t i;
    json_t *entry;

    json_array_foreach(entries, i, entry) { put_entry(entry, &style); }
    if (member_count(result, "total") == 0)
        fputs("no concept has it\n", stderr);
    put_total(options, json_array_size(entries), member_count(result, "total"));
}

/* As records: a concept on each line. */
static void
put_records(const struct options *options, const json_t *result)
{
    json_t *records = json_array(), *entry;
    size_t i;

    json_array_foreach(json_object_get(result, "entries"), i, entry)
    {
        json_t *record = json_copy(entry);
        json_object_set_new(record, "from", sources_of(entry));
        if (json_is_true(json_object_get(entry, "one_way")))
            json_object_set_new(record, "one_way", json_string("yes"));
        json_array_append_new(records, record);
    }
    recording_put(options, &records_concepts, records);
    json_decref(records);
}

/* All of them, which may be more than an answer can have. */
static int
put_all(struct options *options)
{
    size_t n = 0, total = 0, got;

    json_object_set_new(options->params, "limit",
                        json_integer(FINDINGS_LIMIT_MAX));
    do {
        int status;
        json_object_set_new(options->params, "offset",
                            json_integer((json_int_t)n));
        json_t *result =
            ask_daemon(options, "words", json_incref(options->params), &status);
        if (!result)
            return status;
        put_records(options, result);
        got = json_array_size(json_object_get(result, "entries"));
        total = member_count(result, "total");
        json_decref(result);
        n += got;
    } while (got > 0 && n < total);
    return n > 0 ? EXIT_FOUND : EXIT_NOTHING;
}

static bool
has_any(const struct options *options, const json_t *result)
{
    (void)options;
    return member_count(result, "total") > 0;
}

static int
run(struct options *options)
{
    const bool is_page =
        options->given & (OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET));
    const bool is_recording = form_is_records(options);

    if (options->n_arguments > 0 &&
        !command_set_argument(options, "word", options->arguments[0]))
        return EXIT_ERROR;
    if (!recording_check(options, &records_concepts))
        return EXIT_ERROR;
    if (is_recording && !is_page)
        return put_all(options);
    return command_answer(options, "words", is_recording ? put_records : print,
                          has_any);
}

const struct command cmd_words = {
    .name = "words",
    .arguments = "[WORD]",
    .takes = "at most one word",
    .most = 1,
    .options = COMMAND_PAGE | COMMAND_RECORDS | OPTION_BIT(OPTION_JSON),
    .summary = "list the synonyms in use, and their files",
    .help = "With a word, it lists those that contain it in any form.",
    .run = run,
};
