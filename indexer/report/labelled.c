/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/labelled.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>

struct span
labelled_cell(const char *p)
{
    struct span cell = {p, strcspn(p, "\t")};

    utf8_trim(&cell.text, &cell.len);
    return cell;
}

void
labelled_letters(const char *text, size_t len, char *out, size_t size)
{
    size_t n = 0;

    for (size_t i = 0; i < len && n + 1 < size; i++)
        if (isalpha((unsigned char)text[i]))
            out[n++] = (char)tolower((unsigned char)text[i]);
    out[n] = '\0';
}

/* A typographic one, of three bytes. */
static bool
is_apostrophe(const char *p)
{
    return strncmp(p, "\xe2\x80\x99", 3) == 0;
}

/* The length of the label at the beginning of the text; 0 if it is not there.
 * "(s)" and "s" make it a plural. */
static size_t
label_length(struct span text, const char *label)
{
    size_t i = 0;

    for (; *label && i < text.len; i++)
        if (isalpha((unsigned char)text.text[i])) {
            if (tolower((unsigned char)text.text[i]) != *label)
                return 0;
            label++;
        } else if (text.len - i > 3 && is_apostrophe(text.text + i)) {
            i += 2;
        } else if (!isspace((unsigned char)text.text[i]) &&
                   text.text[i] != '-' && text.text[i] != '\'') {
            return 0;
        }
    if (*label)
        return 0;
    if (i + 3 <= text.len && strncmp(text.text + i, "(s)", 3) == 0)
        i += 3;
    else if (i < text.len && text.text[i] == 's')
        i++;
    return i < text.len && isalnum((unsigned char)text.text[i]) ? 0 : i;
}

bool
labelled_begins(struct span text, const char *const *labels, struct span *rest)
{
    for (const char *const *label = labels; *label; label++) {
        const size_t n = label_length(text, *label);
        if (n == 0)
            continue;
        *rest = (struct span){text.text + n, text.len - n};
        return true;
    }
    return false;
}

/* The text without the marks between a label and its value; sets *is_apart if
 * there is one. */
static struct span
without_marks(struct span text, bool *is_apart)
{
    utf8_trim(&text.text, &text.len);
    while (text.len > 0 && (*text.text == ':' || *text.text == '-')) {
        *is_apart = true;
        text.text++;
        text.len--;
        utf8_trim(&text.text, &text.len);
    }
    return text;
}

bool
labelled_value(const struct blocks *blocks,
               size_t block,
               struct span cell,
               const char *const *labels,
               struct span *value,
               bool *is_apart)
{
    struct span rest;

    *is_apart = false;
    if (!labelled_begins(cell, labels, &rest))
        return false;
    *value = without_marks(rest, is_apart);
    if (value->len > 0)
        return true;
    *is_apart = true;
    const char *end = cell.text + cell.len;
    end += strcspn(end, "\t");
    if (*end == '\t')
        *value = labelled_cell(end + 1);
    else if (block + 1 < blocks->count)
        *value = labelled_cell(blocks->list[block + 1].text);
    return value->len > 0;
}
