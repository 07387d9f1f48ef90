/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * keys.h: the keys that a person presses, and the list of those that do
 * something, which the screen and the manual describe in the same words.
 */
#ifndef BROWSE_KEYS_H
#define BROWSE_KEYS_H

#include <stddef.h>

enum press_kind {
    PRESS_TEXT,    /* one character */
    PRESS_PASTED,  /* the same, but of a text that was not typed, and so is
                      never a command */
    PRESS_CONTROL, /* Ctrl and the small letter in text */
    PRESS_ENTER,
    PRESS_TAB,
    PRESS_ESCAPE,
    PRESS_BACKSPACE,
    PRESS_DELETE,
    PRESS_UP,
    PRESS_DOWN,
    PRESS_LEFT,
    PRESS_RIGHT,
    PRESS_HOME,
    PRESS_END,
    PRESS_PAGE_UP,
    PRESS_PAGE_DOWN,
    PRESS_HELP
};

struct press {
    enum press_kind kind;
    char text[8]; /* UTF-8, NUL-terminated */
};

/* What is on the screen, and so what a key means. */
enum keys_place { KEYS_LIST, KEYS_FACETS, KEYS_REPORT, KEYS_PLACES };

struct keys_row {
    unsigned places; /* a set of bits, 1 << enum keys_place */
    const char *keys;
    const char *effect;   /* for the page of all keys */
    const char *in_short; /* for the line at the bottom; NULL: not there */
};
extern const struct keys_row keys_rows[];
extern const size_t keys_n_rows;

/* What the place is called above its keys. */
extern const char *const keys_place_names[KEYS_PLACES];

#endif
