/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/fields.h"

#include <math.h>
#include <string.h>

/* As fractions of the font size: the width of a letter, and the step from line
 * to line. These glyphs are not drawn, so only their order matters. */
static const double letter_width = 0.5, line_step = 1.2;

/* The font size in points, at most; as a fraction of a low field's height. */
static const double size_max = 11, size_of_height = 0.7;

/* Whether the page has text within the rectangle, from the top left. */
static bool
has_text(const struct glyphs *glyphs, const PopplerRectangle *area)
{
    for (size_t i = 0; i < glyphs->count; i++) {
        const struct glyph *g = &glyphs->list[i];
        const double x = glyph_x(g), y = glyph_y(g);
        if (!g->is_blank && x > area->x1 && x < area->x2 && y > area->y1 &&
            y < area->y2)
            return true;
    }
    return false;
}

/* Set the text in the rectangle, which is from the bottom left of the page. */
static void
set_text(struct glyphs *glyphs, const PopplerRectangle *from, const char *text)
{
    const PopplerRectangle area = {from->x1, glyphs->height - from->y2,
                                   from->x2, glyphs->height - from->y1};
    const double size = fmin(size_max, (area.y2 - area.y1) * size_of_height);
    double x = area.x1, y = area.y1;

    if (!text || !*text || size <= 0 || has_text(glyphs, &area))
        return;
    for (const char *p = text;; p = g_utf8_next_char(p)) {
        const gunichar code = *p ? g_utf8_get_char(p) : '\n';
        const bool is_end = code == '\n' || code == '\r';
        const struct glyph glyph = glyph_new(
            is_end ? '\n' : code,
            (PopplerRectangle){x, y, x + size * letter_width, y + size}, size,
            false);
        glyphs_add(glyphs, &glyph);
        x = is_end ? area.x1 : glyph.at.x2;
        y += is_end ? size * line_step : 0;
        if (!*p)
            break;
    }
}

static char *
value_of(PopplerFormField *field)
{
    switch (poppler_form_field_get_field_type(field)) {
    case POPPLER_FORM_FIELD_TEXT:
        return poppler_form_field_text_get_text(field);
    case POPPLER_FORM_FIELD_CHOICE:
        if (poppler_form_field_choice_is_editable(field))
            return poppler_form_field_choice_get_text(field);
        for (int i = 0; i < poppler_form_field_choice_get_n_items(field); i++)
            if (poppler_form_field_choice_is_item_selected(field, i))
                return poppler_form_field_choice_get_item(field, i);
        return NULL;
    default:
        return NULL;
    }
}

/* Add a note, or count what is not read. */
static void
take_note(const PopplerAnnotMapping *note,
          struct glyphs *glyphs,
          struct unread *unread)
{
    char *words;

    switch (poppler_annot_get_annot_type(note->annot)) {
    case POPPLER_ANNOT_FREE_TEXT:
        words = poppler_annot_get_contents(note->annot);
        set_text(glyphs, &note->area, words);
        g_free(words);
        break;
    case POPPLER_ANNOT_WIDGET:
        unread->fields++;
        break;
    case POPPLER_ANNOT_LINK:
    case POPPLER_ANNOT_POPUP:
        break;
    default:
        unread->marks++;
    }
}

struct unread
fields_add(PopplerPage *source, struct glyphs *glyphs)
{
    GList *fields = poppler_page_get_form_field_mapping(source);
    GList *notes = poppler_page_get_annot_mapping(source);
    const size_t n_fields = g_list_length(fields);
    struct unread unread = {0};

    for (const GList *f = fields; f; f = f->next) {
        const PopplerFormFieldMapping *field = f->data;
        char *value = value_of(field->field);
        set_text(glyphs, &field->area, value);
        g_free(value);
    }
    for (const GList *n = notes; n; n = n->next)
        take_note(n->data, glyphs, &unread);
    unread.fields -= n_fields < unread.fields ? n_fields : unread.fields;
    poppler_page_free_form_field_mapping(fields);
    poppler_page_free_annot_mapping(notes);
    return unread;
}
