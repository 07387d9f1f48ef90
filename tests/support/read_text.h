/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * read_text.h: reports written as text in a test, and what is read from them.
 */
#ifndef TESTS_READ_TEXT_H
#define TESTS_READ_TEXT_H

#include "support.h"

#include "reading.h"

/* Parts of such texts. */
#define REPORT                                                                 \
    "Inspection of safeguarding and looked after children services\n\n"
#define COVER                                                                  \
    REPORT "Northmere City Council\n\n"                                        \
           "Inspection dates: 8 - 19 February 2010\n\n"
#define SAFEGUARDING "The inspection outcomes: Safeguarding services\n\n"
#define LOOKED_AFTER                                                           \
    "The inspection outcomes: services for looked after children\n\n"
#define PROVISION "Quality of provision\n\nGrade 3 (adequate)\n\n"
#define RECORD "\nRecord of main findings\n\n"
#define LETTER "Focused visit to Elmcastle children's services\n\n"

/* A judgement of a report. */
struct judged {
    const char *area;
    const char *name;
    const char *grade;
    const char *source;
};

/* The report read from the text; the caller frees it with report_fini(). */
struct report read_report(const char *text);

/* The paragraph with this id, as in "12" or "p3", or its section; borrowed.
 * Fails if there is none. */
const struct paragraph *paragraph_of(const struct report *report,
                                     const char *id);
const struct section *section_of(const struct report *report, const char *id);

/* Fails unless the paragraph has this grade, from this source. */
void assert_grade(const struct report *report,
                  const char *id,
                  const char *grade,
                  const char *source);

/* Fails unless this judgement governs the paragraph. */
void
assert_judged_by(const struct report *report, const char *id, const char *name);

/* Fails unless these are the judgements of the report, in order. */
void assert_judgements(const struct report *report,
                       const struct judged *wanted,
                       size_t count);

#define ASSERT_JUDGEMENTS(report, wanted)                                      \
    assert_judgements(report, wanted, sizeof wanted / sizeof *wanted)

#endif
