/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/command.h"
#include "print/print.h"

#include "findings/settings.h"
#include "findings/visible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    char value[PATH_MAX];
    char source[FINDINGS_SOURCE_SIZE];
};

/* Find the value in force and its source. False with a reason if there is no
 * place for the index or the socket. */
static bool
find(const struct options *options,
     enum findings_key key,
     struct entry *entry,
     char *reason)
{
    const char *value = findings_setting(key);

    snprintf(entry->value, sizeof entry->value, "%s", value ? value : "");
    findings_setting_source(key, entry->source);
    if (key == FINDINGS_KEY_SOCKET && *options->socket) {
        snprintf(entry->value, sizeof entry->value, "%s", options->socket);
        snprintf(entry->source, sizeof entry->source, "--socket");
    } else if (key == FINDINGS_KEY_SOCKET) {
        return findings_default_socket(entry->value, PATH_MAX, reason);
    } else if (key == FINDINGS_KEY_DB) {
        return findings_default_db(entry->value, PATH_MAX, reason);
    } else if (key == FINDINGS_KEY_WORDS && !value) {
        findings_default_words(entry->value, PATH_MAX);
    }
    return true;
}

static void
put_row(enum findings_key key, const struct entry *entry, void *data)
{
    (void)data;
    findings_putf(stdout, "%-10s %s", findings_setting_name(key), entry->value);
    findings_putf(stdout, "  (%s)", entry->source);
    putchar('\n');
}

/* Numbers are numbers in JSON too. */
static json_t *
value_of(enum findings_key key, const char *value)
{
    if (key == FINDINGS_KEY_COUNT || key == FINDINGS_KEY_CONTEXT)
        return json_integer(strtol(value, NULL, 10));
    return key == FINDINGS_KEY_IDLE_EXIT ? json_real(strtod(value, NULL))
                                         : json_string(value);
}

static void
add_member(enum findings_key key, const struct entry *entry, void *data)
{
    json_object_set_new(data, findings_setting_name(key),
                        json_pack("{s:o*, s:s*}", "value",
                                  value_of(key, entry->value), "source",
                                  entry->source));
}

/* Call put() for each key. */
static bool
each(const struct options *options,
     void (*put)(enum findings_key key, const struct entry *entry, void *data),
     void *data)
{
    static struct entry entry; /* it is large */
    char reason[FINDINGS_REASON_SIZE];

    for (int key = 0; key < FINDINGS_KEYS; key++) {
        if (!find(options, (enum findings_key)key, &entry, reason))
            return print_failure("%s", reason);
        put((enum findings_key)key, &entry, data);
    }
    return true;
}

static int
run(struct options *options)
{
    if (!options_have(options, OPTION_JSON))
        return each(options, put_row, NULL) ? EXIT_FOUND : EXIT_ERROR;
    json_t *object = json_object();
    const bool is_good = each(options, add_member, object);
    if (is_good)
        print_json(object, stdout);
    json_decref(object);
    return is_good ? EXIT_FOUND : EXIT_ERROR;
}

const struct command cmd_config = {
    .name = "config",
    .arguments = "",
    .takes = "no arguments",
    .options = OPTION_BIT(OPTION_JSON),
    .summary = "print the settings in force and where each comes from",
    .help = "They are set in the file ~/.config/findings/config; see "
            "findings-config(5).",
    .run = run,
};
