/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * settings.h: what a user has chosen once for all programs, in the file
 * $XDG_CONFIG_HOME/findings/config, else ~/.config/findings/config, which
 * findings-config(5) describes. A variable of the environment overrides the
 * file, and an option of a program overrides both.
 *
 * The settings belong to the process. Read them before it starts threads;
 * afterwards any thread may ask for them.
 */
#ifndef FINDINGS_SETTINGS_H
#define FINDINGS_SETTINGS_H

#include "findings/places.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum findings_key {
    FINDINGS_KEY_DB,
    FINDINGS_KEY_SOCKET,
    FINDINGS_KEY_WORDS,
    FINDINGS_KEY_COUNT,
    FINDINGS_KEY_COLOR,
    FINDINGS_KEY_PAGER,
    FINDINGS_KEY_CONTEXT,
    FINDINGS_KEY_IDLE_EXIT,
    FINDINGS_KEYS
};

/* Read the file, if it exists; what an earlier call has read is forgotten.
 * False with a reason that names the file and the line if anything in it cannot
 * be used: the program is then not to go on. */
bool findings_settings_read(char reason[FINDINGS_REASON_SIZE]);

/* The name of the key, as the file has it: "idle_exit". */
const char *findings_setting_name(enum findings_key key);

/* The value in force: of the environment, else of the file, else the one built
 * in, which is NULL for db, socket and words: places.h knows where these are.
 * Paths from the file begin with a slash. Borrowed; valid until the settings
 * are read again or the environment changes. */
const char *findings_setting(enum findings_key key);

/* The value of count or context as a number. */
unsigned findings_setting_number(enum findings_key key);

/* Whether the environment or the file sets it. */
bool findings_setting_is_given(enum findings_key key);

/* Where the value comes from, for a person: "$FINDINGS_DB", "FILE:3", or
 * "default". */
enum { FINDINGS_SOURCE_SIZE = 4096 + 16 };
const char *findings_setting_source(enum findings_key key,
                                    char out[FINDINGS_SOURCE_SIZE]);

/* Take the next path of a list such as words; *rest begins as the list and is
 * NULL after the last. False if it is too long for out. */
bool findings_setting_next(const char **rest, char *out, size_t size);

/* Read a number of minutes, such as "30" or "0.5", as milliseconds. False if it
 * is none, or of more than a year. */
bool findings_minutes(const char *text, uint64_t *ms);

#endif
