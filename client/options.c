/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "options.h"

#include "findings/places.h"
#include "findings/schema.h"
#include "findings/wire.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A filter's option, and what it may be, in lines of 80 columns. */
static void
print_filter(const struct findings_field *field)
{
    enum { INDENT = 18, WIDTH = 79 };
    char option[INDENT], words[256];
    size_t column = INDENT;

    snprintf(option, sizeof option, "--%s X", field->option);
    printf("  %-*s", INDENT - 2, option);
    if (!findings_field_words(field, words, sizeof words)) {
        puts(field->help);
        return;
    }
    for (char *rest = words, *word; (word = strsep(&rest, ","));) {
        const size_t len = strlen(word) + (rest != NULL);
        if (column + len > WIDTH) {
            printf("\n%*s", INDENT, "");
            column = INDENT;
            word += *word == ' ';
        }
        printf("%s%s", word, rest ? "," : "");
        column += len;
    }
    putchar('\n');
}

static void
print_usage(void)
{
    fputs("usage: findings [search] WORDS... [options]   paragraphs about "
          "WORDS, best first\n"
          "       findings show ID                       one paragraph, "
          "whole\n"
          "       findings status                        what the daemon "
          "serves\n"
          "\n"
          "WORDS may be \"phrases\" (quoted for the shell too), AND, OR, NOT, "
          "brackets, +must\n"
          "and, after --, -mustnot. Without words: what the filters select.\n"
          "\n"
          "Filters; repeated or comma-separated values are alternatives:\n",
          stdout);
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option)
            print_filter(&findings_fields[i]);
    fputs("  --from DATE, --to DATE   2010, 2010-10 or 2010-10-15\n"
          "Options:\n"
          "  --match auto|all|any     how many of the words must be there\n"
          "  --sort relevance|newest|oldest\n"
          "  -n COUNT, --offset N     how many to show, and from where\n"
          "  --full                   whole paragraphs\n"
          "  --json                   the result as one JSON object\n"
          "  --socket PATH            the daemon's; else $FINDINGS_SOCKET, or "
          "where\n"
          "                           findingsd listens by itself\n"
          "  --help, --version\n"
          "Exit status: 0 something found, 1 nothing found, 2 an error.\n",
          stdout);
}

enum { OPTION_FIELDS = 256 }; /* a filter's option is this plus its row */

static const struct option fixed_options[] = {
    {"from", required_argument, NULL, 'f'},
    {"to", required_argument, NULL, 't'},
    {"match", required_argument, NULL, 'm'},
    {"sort", required_argument, NULL, 's'},
    {"offset", required_argument, NULL, 'o'},
    {"full", no_argument, NULL, 'F'},
    {"json", no_argument, NULL, 'j'},
    {"socket", required_argument, NULL, 'S'},
    {"help", no_argument, NULL, 'h'},
    {"version", no_argument, NULL, 'v'},
};

enum { N_FIXED = sizeof fixed_options / sizeof *fixed_options };

/* The fixed options and those of the field table. */
static void
list_options(struct option *out, size_t room)
{
    size_t n = N_FIXED;

    memcpy(out, fixed_options, sizeof fixed_options);
    for (size_t i = 0; i < findings_n_fields && n + 1 < room; i++)
        if (findings_fields[i].option)
            out[n++] =
                (struct option){findings_fields[i].option, required_argument,
                                NULL, OPTION_FIELDS + (int)i};
    out[n] = (struct option){0};
}

static bool
fail_text(const char *option)
{
    fprintf(stderr, "findings: what --%s was given is no UTF-8 text\n", option);
    return false;
}

static bool
set_text(json_t *params, const char *name, const char *option, const char *text)
{
    return json_object_set_new(params, name, json_string(text)) == 0 ||
           fail_text(option);
}

/* Authorities may have a comma in their names, in front of a blank. */
static bool
add_values(json_t *params, const struct findings_field *field, char *text)
{
    json_t *filters = json_object_get(params, "filters");

    if (!filters) {
        filters = json_object();
        json_object_set_new(params, "filters", filters);
    }
    json_t *values = json_object_get(filters, field->name);
    if (!values) {
        values = json_array();
        json_object_set_new(filters, field->name, values);
    }
    for (char *p = text; p;) {
        char *comma = strchr(p, ',');
        while (comma && comma[1] == ' ')
            comma = strchr(comma + 1, ',');
        if (comma)
            *comma++ = '\0';
        if (json_array_append_new(values, json_string(p)) < 0)
            return fail_text(field->option);
        p = comma;
    }
    return true;
}

/* Set the parameter to the whole number that the option was given. */
static bool
set_count(json_t *params,
          const char *name,
          const char *option,
          const char *text,
          size_t *out)
{
    char *end;
    const long long n = strtoll(text, &end, 10);

    if (*end || end == text || n < 0) {
        fprintf(stderr, "findings: %s takes a whole number, not \"%s\"\n",
                option, text);
        return false;
    }
    *out = (size_t)n;
    json_object_set_new(params, name, json_integer((json_int_t)n));
    return true;
}

bool
options_read(int argc, char **argv, struct options *options, int *status)
{
    struct option longs[64];
    char reason[FINDINGS_REASON_SIZE];
    json_t *params = options->params;
    size_t count;
    int c;

    list_options(longs, sizeof longs / sizeof *longs);
    *status = EXIT_ERROR;
    while ((c = getopt_long(argc, argv, "n:", longs, NULL)) != -1) {
        switch (c) {
        case 'f':
            if (!set_text(params, "date_from", "from", optarg))
                return false;
            break;
        case 't':
            if (!set_text(params, "date_to", "to", optarg))
                return false;
            break;
        case 'm':
            if (!set_text(params, "match", "match", optarg))
                return false;
            break;
        case 's':
            if (!set_text(params, "sort", "sort", optarg))
                return false;
            break;
        case 'n':
            if (!set_count(params, "limit", "-n", optarg, &count))
                return false;
            break;
        case 'o':
            if (!set_count(params, "offset", "--offset", optarg,
                           &options->offset))
                return false;
            break;
        case 'F':
            options->is_full = true;
            break;
        case 'j':
            options->is_json = true;
            break;
        case 'S':
            if (!*optarg) {
                fputs("findings: --socket needs a path, not an empty name\n",
                      stderr);
                return false;
            }
            snprintf(options->socket, sizeof options->socket, "%s", optarg);
            break;
        case 'h':
            print_usage();
            *status = 0;
            return false;
        case 'v':
            printf("findings %s (protocol %d)\n", FINDINGS_VERSION,
                   FINDINGS_PROTOCOL);
            *status = 0;
            return false;
        case '?':
            fputs("Try findings --help.\n", stderr);
            return false;
        default:
            if (!add_values(params, &findings_fields[c - OPTION_FIELDS],
                            optarg))
                return false;
        }
    }
    options->words = argv + optind;
    options->n_words = argc - optind;
    if (!*options->socket &&
        !findings_default_socket(options->socket, PATH_MAX, reason)) {
        fprintf(stderr, "findings: %s\n", reason);
        return false;
    }
    return true;
}
