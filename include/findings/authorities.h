/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * authorities.h: the authorities that reports are about, of
 * share/authorities.txt, which says what each column is. Constant; may be used
 * from any thread.
 */
#ifndef FINDINGS_AUTHORITIES_H
#define FINDINGS_AUTHORITIES_H

#include <stddef.h>

/* Lists are separated by '|'; NULL where empty. */
struct findings_authority {
    const char *name;       /* short, as the field has it */
    const char *also;       /* what else reports call it */
    const char *said;       /* what else people call it; "-PART": not alone */
    const char *from;       /* YYYY-MM-DD; NULL: from before 2009 */
    const char *until;      /* NULL: it is still there */
    const char *successors; /* by their names */
};

/* Ended by one whose name is NULL. */
extern const struct findings_authority findings_authorities[];

#endif
