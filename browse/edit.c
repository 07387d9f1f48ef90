/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "edit.h"
#include "lines.h"

#include <string.h>

void
edit_init(struct edit *edit, const char *text)
{
    edit->text = g_string_new(text);
    edit->cursor = edit->text->len;
}

void
edit_fini(struct edit *edit)
{
    g_string_free(edit->text, TRUE);
    *edit = (struct edit){0};
}

static bool
begins_character(char c)
{
    return (c & 0xc0) != 0x80;
}

/* Whether a character begins at p that does not combine with the one before it.
 */
static bool
begins_cluster(const char *p)
{
    char shown[FINDINGS_VISIBLE_SIZE];
    size_t columns = 0;

    if (!*p)
        return true;
    if (!begins_character(*p))
        return false;
    lines_step(p, shown, &columns);
    return columns > 0;
}

static size_t
before(const struct edit *edit, size_t at)
{
    const char *text = edit->text->str;

    if (at > 0)
        at--;
    while (at > 0 && !begins_cluster(text + at))
        at--;
    return at;
}

static size_t
after(const struct edit *edit, size_t at)
{
    const char *text = edit->text->str;

    if (text[at])
        at++;
    while (text[at] && !begins_cluster(text + at))
        at++;
    return at;
}

/* The beginning of the word before the cursor. */
static size_t
word_before(const struct edit *edit)
{
    const char *text = edit->text->str;
    size_t at = edit->cursor;

    while (at > 0 && text[at - 1] == ' ')
        at--;
    while (at > 0 && text[at - 1] != ' ')
        at--;
    return at;
}

static enum edit_effect
erase(struct edit *edit, size_t from, size_t to)
{
    if (from == to)
        return EDIT_MOVED;
    g_string_erase(edit->text, (gssize)from, (gssize)(to - from));
    edit->cursor = from;
    return EDIT_CHANGED;
}

static enum edit_effect
insert(struct edit *edit, const char *text)
{
    const size_t len = strlen(text);

    if (edit->text->len + len > EDIT_MAX)
        return EDIT_MOVED;
    g_string_insert(edit->text, (gssize)edit->cursor, text);
    edit->cursor += len;
    return EDIT_CHANGED;
}

static enum edit_effect
move(struct edit *edit, size_t to)
{
    edit->cursor = to;
    return EDIT_MOVED;
}

static enum edit_effect
control(struct edit *edit, char letter)
{
    switch (letter) {
    case 'a':
        return move(edit, 0);
    case 'e':
        return move(edit, edit->text->len);
    case 'b':
        return move(edit, before(edit, edit->cursor));
    case 'f':
        return move(edit, after(edit, edit->cursor));
    case 'd':
        return erase(edit, edit->cursor, after(edit, edit->cursor));
    case 'h':
        return erase(edit, before(edit, edit->cursor), edit->cursor);
    case 'k':
        return erase(edit, edit->cursor, edit->text->len);
    case 'u':
        return erase(edit, 0, edit->cursor);
    case 'w':
        return erase(edit, word_before(edit), edit->cursor);
    default:
        return EDIT_NOTHING;
    }
}

enum edit_effect
edit_press(struct edit *edit, const struct press *press)
{
    switch (press->kind) {
    case PRESS_TEXT:
    case PRESS_PASTED:
        return insert(edit, press->text);
    case PRESS_CONTROL:
        return control(edit, press->text[0]);
    case PRESS_LEFT:
        return move(edit, before(edit, edit->cursor));
    case PRESS_RIGHT:
        return move(edit, after(edit, edit->cursor));
    case PRESS_HOME:
        return move(edit, 0);
    case PRESS_END:
        return move(edit, edit->text->len);
    case PRESS_BACKSPACE:
        return erase(edit, before(edit, edit->cursor), edit->cursor);
    case PRESS_DELETE:
        return erase(edit, edit->cursor, after(edit, edit->cursor));
    default:
        return EDIT_NOTHING;
    }
}
