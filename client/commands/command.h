/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * command.h: a command, and what commands share: setting parameters from the
 * command line, asking the daemon, and printing its answer.
 *
 * Errors are reported on standard error.
 */
#ifndef CLIENT_COMMANDS_COMMAND_H
#define CLIENT_COMMANDS_COMMAND_H

#include "ask/options.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

struct command {
    const char *name;
    const char *arguments; /* for a person: "[WORD...]"; "" for none */
    const char *takes;     /* the same in words, for an error; NULL if it takes
                              any number */
    int least, most;       /* how many arguments; most is -1 for any number */
    uint64_t options;      /* a set of options; every command also accepts
                              OPTIONS_OF_ALL, --help and --version */
    const char *filters;   /* the fields that it filters by, '|' between them;
                              "*" for all, NULL for none */
    bool takes_lists;      /* whether a filter's value may be a list of names,
                              to be split before it runs */
    int saved_from, saved_to; /* the arguments, from index saved_from to before
                              saved_to, one of which may be the name of a saved
                              query; none if both are 0 */
    const char *summary;      /* one line */
    const char *help;         /* further lines of its own help, or NULL */
    int (*run)(struct options *options); /* returns the exit status */
};

/* Options that several commands share. */
#define COMMAND_DATES (OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO))
#define COMMAND_MATCHING (OPTION_BIT(OPTION_MATCH) | OPTION_BIT(OPTION_EXACT))
#define COMMAND_RECORDS                                                        \
    (OPTION_BIT(OPTION_ONLY_FIELDS) | OPTION_BIT(OPTION_HEADER) |              \
     OPTION_BIT(OPTION_NUL))
#define COMMAND_PAGE (OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET))

/* The commands, each in a file of its own name. */
extern const struct command cmd_batch;
extern const struct command cmd_compare;
extern const struct command cmd_config;
extern const struct command cmd_complete; /* in completion/ */
extern const struct command cmd_explain;
extern const struct command cmd_judgements;
extern const struct command cmd_matrix;
extern const struct command cmd_mcp; /* in mcp/ */
extern const struct command cmd_open;
extern const struct command cmd_reports;
extern const struct command cmd_save;
extern const struct command cmd_reload;
extern const struct command cmd_search;
extern const struct command cmd_show;
extern const struct command cmd_similar;
extern const struct command cmd_status;
extern const struct command cmd_suggest;
extern const struct command cmd_trend;
extern const struct command cmd_web;
extern const struct command cmd_words;

/* Whether the command filters by this field. */
bool command_has_filter(const struct command *command, const char *field);

/* Set the query to the arguments from index first on. Returns its text, which
 * the parameters own. On error, reports it and returns NULL. */
const char *command_set_query(struct options *options, int first);

/* Whether the text is empty or nothing but blanks. */
bool command_is_blank(const char *text);

/* Set a parameter to an argument as it was typed. On error, reports it and
 * returns false. */
bool command_set_argument(struct options *options,
                          const char *param,
                          const char *argument);

/* Set how many hits to show, if the settings say so and -n does not. */
void command_set_count(struct options *options);

/* Set the length of snippets, which depends on --full and --cite. */
void command_set_snippet(struct options *options);

/* Ask for the path of each record's file, if it is to be printed. */
void command_set_paths(struct options *options);

/* Call this method of the daemon with the parameters of the options, and print
 * the result: as it is with --json, else by print(). Returns the exit status:
 * EXIT_NOTHING if has_any() is not NULL and says that nothing was found. */
int command_answer(const struct options *options,
                   const char *method,
                   void (*print)(const struct options *options,
                                 const json_t *result),
                   bool (*has_any)(const struct options *options,
                                   const json_t *result));

#endif
