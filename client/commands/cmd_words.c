/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/command.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"

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

/* "share/thesaurus/people.txt:12, /home/alice/words.txt:3" */
static void
put_sources(const json_t *entry, const struct style *style)
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
    put_row("from", texts, 0, style);
    json_decref(texts);
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
    put_sources(entry, style);
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

static bool
has_any(const struct options *options, const json_t *result)
{
    (void)options;
    return member_count(result, "total") > 0;
}

static int
run(struct options *options)
{
    if (options->n_arguments > 0 &&
        !command_set_argument(options, "word", options->arguments[0]))
        return EXIT_ERROR;
    return command_answer(options, "words", print, has_any);
}

const struct command cmd_words = {
    .name = "words",
    .arguments = "[WORD]",
    .takes = "at most one word",
    .most = 1,
    .options = COMMAND_PAGE | OPTION_BIT(OPTION_JSON),
    .summary = "list the synonyms in use, and their files",
    .help = "With a word, it lists those that contain it in any form.",
    .run = run,
};
