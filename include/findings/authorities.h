/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * authorities.h: the authorities that reports are about, made from
 * share/authorities.txt, which describes its columns. They are constant and may
 * be used from any thread.
 */
#ifndef FINDINGS_AUTHORITIES_H
#define FINDINGS_AUTHORITIES_H

#include <stddef.h>

/* Lists are separated by '|', and NULL if empty. */
struct findings_authority {
    const char *name;       /* the short name, which is the field's value */
    const char *also;       /* other names in reports */
    const char *said;       /* what else people call it; "-PART": a part of the
                               name that is not a name by itself */
    const char *from;       /* YYYY-MM-DD; NULL: from before 2009 */
    const char *until;      /* NULL: it is still there */
    const char *successors; /* their names */
};

/* The last one has no name (NULL). */
extern const struct findings_authority findings_authorities[];

#endif
