/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * output.h: what a tool returns: a table of members, which is both its schema
 * and what is taken from the daemon's answer, so that the two cannot differ.
 */
#ifndef CLIENT_MCP_OUTPUT_H
#define CLIENT_MCP_OUTPUT_H

#include <jansson.h>
#include <stdbool.h>

enum member_type {
    MEMBER_TEXT, /* a string, or a number as one */
    MEMBER_NUMBER,
    MEMBER_FLAG,
    MEMBER_TEXTS,   /* a list, or a single string as one */
    MEMBER_OBJECT,  /* with the members `of` */
    MEMBER_OBJECTS, /* a list of these */
    MEMBER_LISTS,   /* an object whose members are such lists */
    MEMBER_NUMBERS, /* an object whose members are numbers */
    MEMBER_GRID     /* a list of lists of numbers */
};

/* The last one of a table has no name. */
struct member {
    const char *name;
    enum member_type type;
    bool is_needed; /* else it is left out if it is null, false or empty */
    const char
        *help; /* NULL: that of the field of this name, if there is one */
    const struct member *of;
};

/* The schema of an object with these members; the caller owns it. */
json_t *output_schema(const struct member *members);

/* The object with only these members, as the schema describes them; the caller
 * owns it. If one that is needed is missing or has another type, *missing is
 * its name. */
json_t *output_pick(const struct member *members,
                    const json_t *object,
                    const char **missing);

#endif
