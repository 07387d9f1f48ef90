/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "keys.h"

#define LIST (1u << KEYS_LIST)
#define FACETS (1u << KEYS_FACETS)
#define REPORT (1u << KEYS_REPORT)

const char *const keys_place_names[KEYS_PLACES] = {
    [KEYS_LIST] = "In the list of paragraphs",
    [KEYS_FACETS] = "In the facets",
    [KEYS_REPORT] = "In a report",
};

/* clang-format off */
const struct keys_row keys_rows[] = {
    {LIST, "Enter", "read the paragraph in its report", "read"},
    {LIST, "Tab", "choose values of facets", "facets"},
    {FACETS, "Space, Enter", "choose the value, or no longer", "choose"},
    {FACETS, "Backspace", "remove the filter that was added last", "remove"},
    {FACETS, "Tab, Esc", "back to the paragraphs", "back"},
    {REPORT, "q, Esc", "back to the list", "back"},
    {REPORT, "n, N", "the next or previous paragraph that was found", "found"},
    {LIST | REPORT, "F1, Ctrl-G", "show all keys; in a report, also ?", "keys"},
    {LIST, "Esc, Ctrl-C, Ctrl-Q", "quit; Ctrl-C and Ctrl-Q anywhere", "quit"},
    {LIST | REPORT, "Ctrl-Y", "copy the citation to the clipboard", "cite"},
    {LIST | REPORT, "Ctrl-O", "open the original document", "open"},
    {LIST, "Ctrl-S", "save the query under a name", "save"},
    {LIST, "Up, Down, Ctrl-P, Ctrl-N", "the paragraph before or after", NULL},
    {LIST, "PageUp, PageDown", "a page up or down", NULL},
    {LIST, "Left, Right, Home, End", "move in the query", NULL},
    {LIST, "Ctrl-W, Ctrl-U, Ctrl-K",
        "delete a word, or all before or after the cursor", NULL},
    {FACETS, "Up, Down, PageUp, PageDown", "move among the values", NULL},
    {REPORT, "], [", "the next or previous paragraph", NULL},
    {REPORT, "j, k, Down, Up, Enter", "a line down or up", NULL},
    {REPORT, "Space, b, PageDown, PageUp", "a page down or up", NULL},
    {REPORT, "g, G, Home, End", "the beginning or end of the report", NULL},
    {LIST, "Ctrl-L, Ctrl-Z", "draw the screen again; stop for a while", NULL},
};
/* clang-format on */

const size_t keys_n_rows = sizeof keys_rows / sizeof *keys_rows;
