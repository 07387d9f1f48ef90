/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * framework_rules.h: from the lines of a framework's file to its rules.
 */
#ifndef INDEXER_FRAMEWORK_RULES_H
#define INDEXER_FRAMEWORK_RULES_H

#include "terms/frameworks.h"

enum { FRAMEWORK_TITLE_SIZE = 512 }; /* of the words of a title, with its NUL */

/* Make the rules. Without grades of its own the framework gets these, which may
 * be NULL. False, with a reason that names the file and the line, if a rule is
 * wrong. What is made lives as long as the program. */
bool framework_rules_read(const struct findings_framework *file,
                          struct grade_word *grades,
                          struct framework *out,
                          char reason[FINDINGS_REASON_SIZE]);

#endif
