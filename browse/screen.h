/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * screen.h: the model on the terminal, by ncurses, and the keys that come from
 * there.
 */
#ifndef BROWSE_SCREEN_H
#define BROWSE_SCREEN_H

#include "keys.h"
#include "model.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    SCREEN_COLUMNS_MIN = 30, /* on a smaller screen a message says so */
    SCREEN_ROWS_MIN = 8,
    SCREEN_WIDE = 100 /* from here on, facets have a column of their own */
};

struct screen {
    int rows, columns;
    size_t first_hit;   /* at the top of the list */
    size_t first_facet; /* at the top of the facets */
    bool is_pasting;    /* what is read is pasted, not typed */
};

/* Take over the terminal; false with a reason if it cannot do what is needed.
 */
bool screen_open(struct screen *screen, bool is_colored, const char **reason);
/* Give it back as it was. */
void screen_close(void);

/* The next key, if one has been pressed; false if not. A new size of the
 * terminal is not a key; it is drawn the next time. In a text that is pasted
 * (terminals mark its ends if they are asked to), a line break or a tab is a
 * blank, and other control characters are nothing. */
bool screen_read(struct screen *screen, struct press *press);

/* Draw the model; `notice` is what the line at the bottom says if the model has
 * no message, or NULL. It tells the model what fits on the screen. */
void
screen_draw(struct screen *screen, struct model *model, const char *notice);

/* Draw everything again, as after another program wrote on the terminal. */
void screen_refresh(void);

/* Stop this program, and leave the terminal to the shell for as long. */
void screen_suspend(void);

/* For the parts of the screen: a box of it. */
struct box {
    int y, x, rows, columns;
};

/* The parts, each in a file of its own. */
void
screen_draw_hits(struct screen *screen, struct model *model, struct box box);
void screen_draw_facets(struct screen *screen,
                        const struct model *model,
                        struct box box);
void screen_draw_report(const struct model *model, struct box box);
void screen_draw_keys(struct model *model, struct box box);

#endif
