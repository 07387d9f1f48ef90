/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * options.h: the command line, read into the parameters of a request. The
 * options of filters come from the field table, all others are in a table here.
 */
#ifndef CLIENT_ASK_OPTIONS_H
#define CLIENT_ASK_OPTIONS_H

#include <jansson.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Exit statuses, the same as grep's. */
enum { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

enum option_id {
    OPTION_FROM,
    OPTION_TO,
    OPTION_MATCH,
    OPTION_EXACT,
    OPTION_SORT,
    OPTION_LIMIT,
    OPTION_OFFSET,
    OPTION_ALL,
    OPTION_FULL,
    OPTION_FACETS,
    OPTION_ROWS,
    OPTION_COLUMNS,
    OPTION_BY,
    OPTION_COUNT,
    OPTION_ABSENT,
    OPTION_BEFORE,
    OPTION_AFTER,
    OPTION_AS_TEXT,
    OPTION_ONLY_FIELDS,
    OPTION_ONLY_IDS,
    OPTION_ONLY_PATHS,
    OPTION_HEADER,
    OPTION_NUL,
    OPTION_COLOR,
    OPTION_NO_PAGER,
    OPTION_CITE,
    OPTION_SHELL,
    OPTION_PRINT,
    OPTION_REMOVE,
    OPTION_PROMETHEUS,
    OPTION_BROWSE,
    OPTION_FORMAT,
    OPTION_CSV,
    OPTION_SVG,
    OPTION_JSON,
    OPTION_SOCKET,
    OPTION_OWNER,
    OPTION_TIMEOUT,
    OPTION_NO_START,
    OPTION_HELP,
    OPTION_VERSION,
    OPTIONS
};

enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_NUMBER,
    OPTION_SECONDS, /* sent as milliseconds */
    OPTION_CHOICE,  /* one of a few words */
    OPTION_FIELD,   /* a field, by its name or that of its option */
    OPTION_FIELDS   /* several fields, comma-separated */
};

struct option_row {
    const char *name;
    enum option_kind kind;
    const char *param; /* the request parameter it sets; NULL if the command
                          reads the option itself */
    const char *words; /* its value, for a person; for a choice, the words to
                          choose from, with '|' between them */
    const char *help;
};
extern const struct option_row options_rows[OPTIONS];

/* A set of options. */
#define OPTION_BIT(id) ((uint64_t)1 << (id))

/* Those that every command accepts. */
#define OPTIONS_OF_ALL                                                         \
    (OPTION_BIT(OPTION_SOCKET) | OPTION_BIT(OPTION_OWNER) |                    \
     OPTION_BIT(OPTION_TIMEOUT) | OPTION_BIT(OPTION_AS_TEXT) |                 \
     OPTION_BIT(OPTION_COLOR) | OPTION_BIT(OPTION_NO_PAGER) |                  \
     OPTION_BIT(OPTION_NO_START))

struct options {
    char socket[PATH_MAX];       /* empty if the default is to be used */
    json_t *params;              /* of the request; owned by the caller */
    uint64_t given;              /* a set of options */
    const char *values[OPTIONS]; /* NULL for options that are not given */
    size_t offset;
    char **arguments; /* what is left after the options */
    int n_arguments;
    const char *near_command; /* the command that the only argument nearly
                                 names; NULL: none, or one was named */
    char place[32]; /* what errors begin with, such as "line 3: ", if this was
                       read from standard input; else empty */
    char *saved; /* the argument that saved.h has put in place of a name; owned
                    by the caller */
};

/* Read the command line; parameters are added to options->params. On error,
 * reports it and returns false. */
bool options_read(int argc, char **argv, struct options *options);

bool options_have(const struct options *options, enum option_id id);

/* Whether word is in words, a list separated by '|'. */
bool options_is_among(const char *words, const char *word);

/* Whether the word is an option as a person writes it: "--grade", "-n",
 * "--grade=good". */
bool options_know(const char *word);

/* How a person writes the option: "--grade", "-n". */
const char *options_spelling(enum option_id id, char out[32]);

#endif
