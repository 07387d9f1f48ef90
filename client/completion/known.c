/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "completion/known.h"

#include "findings/schema.h"

#include <stdio.h>
#include <string.h>

/* The options of the other programs. unit.completion compares them with the
 * help of these programs. */
struct option_of_program {
    const char *name, *values, *help;
};

/* clang-format off */
static const struct option_of_program of_indexer[] = {
    {"--db", "FOLDER", "the index"},
    {"--as", "NAME", "standard input is a file of this name"},
    {"--shard", "I/N", "index one of N parts of the files"},
    {"--prune", NULL, "remove reports whose files no longer exist"},
    {"--watch", NULL, "bring the index up to date whenever files change"},
    {"--verify", NULL, "say whether the index is intact"},
    {"--repair", NULL, "make a new index, and keep the old one beside it"},
    {"--compact", NULL, "make the index smaller"},
    {"--ocr", NULL, "also read pages that are images"},
    {"--dump", "paragraphs|reports|judgements", "print what was read"},
    {"--check", NULL, "print what looks wrong, for a person to check"},
    {"--frameworks", "PATH", "a kind of inspection of your own"},
    {"--help", NULL, NULL},
    {"--version", NULL, NULL},
    {NULL, NULL, NULL},
};

static const struct option_of_program of_daemon[] = {
    {"--db", "PATH", "the index; several are searched as one"},
    {"--socket", "PATH", "where to listen"},
    {"--group", "GROUP", "the group whose members may ask"},
    {"--user", "USER", "run as this user, not as root"},
    {"--words", "FILE", "synonyms of your own"},
    {"--frameworks", "PATH", "a kind of inspection of your own"},
    {"--detach", NULL, "go into the background once it answers"},
    {"--log", "FILE", "write to FILE, and not to standard error"},
    {"--log-level", "error|warning|notice|info|debug", "what to log"},
    {"--idle-exit", "MINUTES", "exit when nobody has asked for so long"},
    {"--shard-socket", "PATH", "let another findingsd read the index here"},
    {"--shard-timeout", "SECONDS", "how long to wait for such a findingsd"},
    {"--help", NULL, NULL},
    {"--version", NULL, NULL},
    {NULL, NULL, NULL},
};

static const struct option_of_program of_web[] = {
    {"--port", "PORT", "the port"},
    {"--listen", "ADDRESS", "listen at this address"},
    {"--token-file", "FILE", "ask every browser for the token in FILE"},
    {"--behind-proxy", NULL, "a proxy of your own lets people in"},
    {"--host", "NAME", "a name by which browsers call it"},
    {"--any-user", NULL, "let every user of this computer see the reports"},
    {"--rate", "NUMBER", "how many requests a second one user may make"},
    {"--idle-exit", "MINUTES", "exit when nobody has asked for so long"},
    {"--detach", NULL, "go into the background once it answers"},
    {"--socket", "PATH", "the socket on which findingsd listens"},
    {"--owner", "USER", "whose findingsd it may be"},
    {"--no-start", NULL, "do not start findingsd if none is running"},
    {"--help", NULL, NULL},
    {"--version", NULL, NULL},
    {NULL, NULL, NULL},
};
/* clang-format on */

static const struct program {
    const char *name, *arguments;
    const struct option_of_program *options;
} others[] = {
    {"findings-index", "PATH", of_indexer},
    {"findings-web", "", of_web},
    {"findingsd", "", of_daemon},
};

static const struct program *
other_program(const char *name)
{
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(others[i].name, name) == 0)
            return &others[i];
    return NULL;
}

const char *
known_arguments(const char *program)
{
    const struct program *other = other_program(program);

    return other ? other->arguments : NULL;
}

/* The filters of the command. */
static size_t
list_filters(const struct command *command, struct known_option *out)
{
    size_t n = 0;

    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        if (!field->option ||
            (command && !command_has_filter(command, field->name)))
            continue;
        out[n] = (struct known_option){
            .values = "VALUE", .help = field->help, .field = field};
        snprintf(out[n++].spelling, sizeof out->spelling, "--%s",
                 field->option);
    }
    return n;
}

size_t
known_options(const char *program,
              const struct command *command,
              struct known_option out[KNOWN_MAX])
{
    const struct program *other = other_program(program);
    const uint64_t taken = command ? command->options | OPTIONS_OF_ALL |
                                         OPTION_BIT(OPTION_HELP) |
                                         OPTION_BIT(OPTION_VERSION)
                                   : UINT64_MAX;
    size_t n = 0;

    for (; other && other->options[n].name; n++) {
        const struct option_of_program *option = &other->options[n];
        out[n] = (struct known_option){.values = option->values,
                                       .help = option->help};
        snprintf(out[n].spelling, sizeof out->spelling, "%s", option->name);
    }
    if (other)
        return n;
    n = list_filters(command, out);
    for (int id = 0; id < OPTIONS; id++) {
        if (!(taken & OPTION_BIT(id)))
            continue;
        out[n] = (struct known_option){.values = options_rows[id].words,
                                       .help = options_rows[id].help};
        options_spelling((enum option_id)id, out[n++].spelling);
    }
    return n;
}
