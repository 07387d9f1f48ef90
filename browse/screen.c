/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "screen.h"
#include "paint.h"
#include "titles.h"

#include <curses.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ESCAPE = 27,
    ESCAPE_MS = 25, /* a key that begins with an escape is sent at once */
    /* Not keys of ncurses, which are below KEY_MAX or soon after it. */
    PASTE_BEGINS = 0x4000,
    PASTE_ENDS,
    NOTES_ROWS = 16, /* rows from which notes are shown */
    FACETS = 34      /* columns, with the gap before them */
};

static const char prompt[] = "> ";

/* Whether the terminal is to mark what is pasted. One that cannot do so ignores
 * this, so that no description of a terminal has to be asked. */
static void
mark_pasted(bool is_wanted)
{
    fputs(is_wanted ? "\033[?2004h" : "\033[?2004l", stdout);
    fflush(stdout);
}

bool
screen_open(struct screen *screen, bool is_colored, const char **reason)
{
    const char *term = getenv("TERM");

    *screen = (struct screen){0};
    *reason =
        "this terminal cannot move its cursor (see TERM); leave out -i to "
        "print the hits";
    if (!term || !*term || strcmp(term, "dumb") == 0)
        return false;
    SCREEN *terminal = newterm(NULL, stdout, stdin);
    if (!terminal)
        return false;
    if (!tigetstr("cup") || tigetstr("cup") == (char *)-1) {
        endwin();
        delscreen(terminal);
        return false;
    }
    raw();
    noecho();
    nonl();
    nodelay(stdscr, TRUE);
    keypad(stdscr, TRUE);
    set_escdelay(ESCAPE_MS);
    define_key("\033[200~", PASTE_BEGINS);
    define_key("\033[201~", PASTE_ENDS);
    mark_pasted(true);
    paint_init(is_colored && has_colors());
    return true;
}

void
screen_close(void)
{
    mark_pasted(false);
    endwin();
}

void
screen_refresh(void)
{
    clearok(curscr, TRUE);
}

void
screen_suspend(void)
{
    mark_pasted(false);
    raise(SIGTSTP); /* ncurses knows what to do before and after */
    mark_pasted(true);
}

static const struct {
    wint_t code;
    enum press_kind kind;
} specials[] = {
    {KEY_ENTER, PRESS_ENTER},     {KEY_BACKSPACE, PRESS_BACKSPACE},
    {KEY_DC, PRESS_DELETE},       {KEY_UP, PRESS_UP},
    {KEY_DOWN, PRESS_DOWN},       {KEY_LEFT, PRESS_LEFT},
    {KEY_RIGHT, PRESS_RIGHT},     {KEY_HOME, PRESS_HOME},
    {KEY_END, PRESS_END},         {KEY_PPAGE, PRESS_PAGE_UP},
    {KEY_NPAGE, PRESS_PAGE_DOWN}, {KEY_F(1), PRESS_HELP},
};

static bool
read_special(wint_t code, struct press *press)
{
    for (size_t i = 0; i < sizeof specials / sizeof *specials; i++)
        if (specials[i].code == code) {
            *press = (struct press){.kind = specials[i].kind};
            return true;
        }
    return false;
}

/* A control character; false if it means nothing. */
static bool
read_control(wint_t code, struct press *press)
{
    *press = (struct press){.kind = PRESS_CONTROL};
    switch (code) {
    case '\r':
    case '\n':
        press->kind = PRESS_ENTER;
        return true;
    case '\t':
        press->kind = PRESS_TAB;
        return true;
    case '\b':
    case 0x7f:
        press->kind = PRESS_BACKSPACE;
        return true;
    case ESCAPE:
        press->kind = PRESS_ESCAPE;
        return true;
    default:
        press->text[0] = (char)(code + 'a' - 1);
        return code > 0 && code <= 26;
    }
}

/* After an escape: whether it is the key, or begins a sequence that ncurses
 * does not know, which is then read to its end. */
static bool
is_escape_alone(void)
{
    wint_t next;

    if (get_wch(&next) == ERR)
        return true;
    if (next == '[' || next == 'O')
        while (get_wch(&next) == OK && next < '@')
            ;
    return false;
}

/* A control character that was typed or, if it is one, pasted; false if it
 * means nothing. */
static bool
read_low(const struct screen *screen, wint_t code, struct press *press)
{
    if (!read_control(code, press) || (code == ESCAPE && !is_escape_alone()))
        return false;
    if (!screen->is_pasting)
        return true;
    *press = (struct press){.kind = PRESS_PASTED, .text = " "};
    return code == '\r' || code == '\n' || code == '\t';
}

bool
screen_read(struct screen *screen, struct press *press)
{
    wint_t code;
    int kind;

    while ((kind = get_wch(&code)) != ERR) {
        if (kind == KEY_CODE_YES) {
            screen->is_pasting = code == PASTE_BEGINS;
            if (read_special(code, press))
                return true;
            continue;
        }
        if (code < ' ' || code == 0x7f) {
            if (read_low(screen, code, press))
                return true;
            continue;
        }
        *press = (struct press){.kind = screen->is_pasting ? PRESS_PASTED
                                                           : PRESS_TEXT};
        g_unichar_to_utf8((gunichar)code, press->text);
        if (g_unichar_validate((gunichar)code))
            return true;
    }
    return false;
}

/* Draw a line that is being typed. Returns the column of the cursor. */
static int
draw_edit(int y, int x, int columns, const struct edit *edit)
{
    const char *text = edit->text->str;
    char shown[FINDINGS_VISIBLE_SIZE];
    size_t from = 0, step;

    /* Its beginning is left out if the cursor would not be in sight. */
    while (from < edit->cursor &&
           lines_columns(text + from, edit->cursor - from) >= (size_t)columns)
        from += lines_step(text + from, shown, &step);
    paint_text(y, x, columns, PAINT_PLAIN, text + from);
    return x + (int)lines_columns(text + from, edit->cursor - from);
}

static void
draw_line(const struct screen *screen, int y, enum paint_look look, char *text)
{
    paint_text(y, 0, screen->columns, look, text);
    g_free(text);
}

/* Draw what is above the hits. Returns how many rows it took. */
static int
draw_list_head(const struct screen *screen, const struct model *model)
{
    char *filters = titles_filters(model);
    char *notes = screen->rows >= NOTES_ROWS ? titles_notes(model) : NULL;
    int y = 2;

    draw_line(screen, 1, PAINT_DIM, titles_totals(model->result));
    if (model->incomplete)
        draw_line(screen, y++, PAINT_STRONG, titles_incomplete(model));
    if (*filters)
        draw_line(screen, y++, PAINT_PLAIN,
                  g_strdup_printf("Only %s", filters));
    if (notes && *notes)
        paint_text(y++, 0, screen->columns, PAINT_PLAIN, notes);
    g_free(filters);
    g_free(notes);
    return y;
}

static int
draw_list(struct screen *screen, struct model *model, int *cursor)
{
    const int bottom = screen->rows - 2;
    const bool is_wide = screen->columns >= SCREEN_WIDE;
    const int mark = (int)strlen(prompt);

    paint_text(0, 0, mark, PAINT_STRONG, prompt);
    *cursor = draw_edit(0, mark, screen->columns - mark, &model->query);
    const int y = draw_list_head(screen, model);
    struct box box = {y, 0, bottom - y, screen->columns};
    struct box facets = box;
    if (is_wide) {
        box.columns -= FACETS;
        facets.x = box.columns + 2;
        facets.columns = FACETS - 2;
    }
    if (is_wide || model->mode != MODEL_FACETS)
        screen_draw_hits(screen, model, box);
    if (is_wide || model->mode == MODEL_FACETS)
        screen_draw_facets(screen, model, facets);
    return 0;
}

/* How many rows there are for the text of a report. */
static int
report_rows(const struct screen *screen, const struct model *model)
{
    return screen->rows - (model->incomplete ? 4 : 3);
}

static void
draw_report(const struct screen *screen, const struct model *model)
{
    const int rows = report_rows(screen, model);
    const struct box box = {screen->rows - 2 - rows, 0, rows, screen->columns};

    draw_line(screen, 0, PAINT_STRONG,
              titles_report(reading_record(&model->reading)));
    if (model->incomplete)
        draw_line(screen, 1, PAINT_STRONG, titles_incomplete(model));
    screen_draw_report(model, box);
}

static enum keys_place
place_of(const struct model *model)
{
    return model->mode == MODEL_FACETS   ? KEYS_FACETS
           : model->mode == MODEL_REPORT ? KEYS_REPORT
                                         : KEYS_LIST;
}

/* The first keys of a row of the list: "n, N" is both, "Esc, q" the first. */
static char *
first_key(const struct keys_row *row)
{
    return g_strndup(row->keys, strcspn(row->keys, ","));
}

static void
draw_bottom(const struct screen *screen, const struct model *model)
{
    enum { ROOMY = 60 };
    const int y = screen->rows - 1;
    const int gap = screen->columns < ROOMY ? 1 : 2;
    int x = 0;

    for (size_t i = 0; i < keys_n_rows; i++) {
        const struct keys_row *row = &keys_rows[i];
        if (!row->in_short || !(row->places & 1u << place_of(model)))
            continue;
        char *key = first_key(row);
        const int wanted = (int)strlen(key) + (int)strlen(row->in_short) + 1;
        if (x + wanted <= screen->columns) {
            x += paint_text(y, x, screen->columns - x, PAINT_STRONG, key) + 1;
            x += paint_text(y, x, screen->columns - x, PAINT_DIM,
                            row->in_short) +
                 gap;
        }
        g_free(key);
    }
}

static void
draw_message(const struct screen *screen,
             const struct model *model,
             const char *notice)
{
    const char *text = model->message ? model->message : notice;

    if (text)
        paint_text(screen->rows - 2, 0, screen->columns, PAINT_STRONG, text);
}

static void
draw_help(const struct screen *screen, struct model *model)
{
    const struct box box = {1, 0, screen->rows - 2, screen->columns};

    paint_text(0, 0, screen->columns, PAINT_STRONG, "Keys");
    screen_draw_keys(model, box);
    paint_text(screen->rows - 1, 0, screen->columns, PAINT_DIM,
               "Down, Up: scroll; any other key: back");
}

/* Draw a screen that is large enough. Where the cursor is goes to *y and *x; *y
 * is -1 if there is none. */
static void
draw_all(struct screen *screen,
         struct model *model,
         const char *notice,
         int *y,
         int *x)
{
    static const char ask[] = "Save as: ";

    if (model->mode == MODEL_HELP) {
        draw_help(screen, model);
        return;
    }
    if (reading_is_open(&model->reading))
        draw_report(screen, model);
    else
        *y = draw_list(screen, model, x);
    if (model->mode == MODEL_NAMING) {
        *y = screen->rows - 2;
        *x = paint_text(*y, 0, screen->columns, PAINT_STRONG, ask);
        *x = draw_edit(*y, *x, screen->columns - *x, &model->name);
    } else {
        draw_message(screen, model, notice);
    }
    draw_bottom(screen, model);
}

void
screen_draw(struct screen *screen, struct model *model, const char *notice)
{
    enum { MARGIN = 4, TEXT_MAX = 100 };
    int y = -1, x = 0;

    getmaxyx(stdscr, screen->rows, screen->columns);
    erase();
    if (screen->rows < SCREEN_ROWS_MIN ||
        screen->columns < SCREEN_COLUMNS_MIN) {
        char *text = g_strdup_printf("Too small: at least %d columns and %d "
                                     "rows are needed.",
                                     SCREEN_COLUMNS_MIN, SCREEN_ROWS_MIN);
        paint_wrapped(0, 0, screen->columns, screen->rows, text);
        g_free(text);
    } else {
        const int width = MIN(screen->columns - MARGIN - 1, TEXT_MAX);
        reading_resize(&model->reading, (size_t)width,
                       (size_t)report_rows(screen, model));
        draw_all(screen, model, notice, &y, &x);
    }
    curs_set(y >= 0);
    move(y >= 0 ? y : screen->rows - 1, MIN(x, screen->columns - 1));
    refresh();
}
