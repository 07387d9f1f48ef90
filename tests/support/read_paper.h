/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * read_paper.h: reports typeset as PDFs in a test, and what is read from them.
 */
#ifndef TESTS_READ_PAPER_H
#define TESTS_READ_PAPER_H

#include "support.h"

#include "reading.h"
#include "typeset.h"

#define CHILDREN "children\xe2\x80\x99s"
#define RANGE " \xe2\x80\x93 "

#define ILACS_FOOT                                                             \
    ".foot Inspection of Northmere local authority " CHILDREN " services\n"
#define ILACS_COVER                                                            \
    "= Inspection of Northmere local authority " CHILDREN " services\n"        \
    "Inspection dates: 11 to 22 September 2023\n"                              \
    "Lead inspector: Ada Quill, His Majesty\xe2\x80\x99s Inspector\n"
#define IMPACT                                                                 \
    "The impact of leaders on social work practice with children and families"
#define HELP                                                                   \
    "The experiences and progress of children who need help and protection"
#define CARE "The experiences and progress of children in care"
#define LEAVERS "The experiences and progress of care leavers"
#define ILACS_TABLE                                                            \
    "| _Judgement_ | _Grade_\n"                                                \
    "| " IMPACT " | Requires improvement\vto be good\n"                        \
    "| " HELP " | Inadequate\n"                                                \
    "| " CARE " | Good\n"                                                      \
    "| " LEAVERS " | Outstanding\n"                                            \
    "| Overall effectiveness | Requires improvement to be good\n"
#define ILACS_BODY                                                             \
    TYPESET_FILLER                                                             \
    "== What needs to improve?^1\n"                                            \
    "- The speed at which boats are mended.\n- The state of the nets.\n"       \
    "== " HELP ": inadequate\n"                                                \
    "1. Help comes late, and those who wait for it are not\f told why.\n"      \
    "2. Doors are locked.\n"                                                   \
    "== " CARE ": good\n3. Homes are warm.\n"                                  \
    "== " LEAVERS " is outstanding\n4. Flats are found.\n"                     \
    "== " IMPACT ": requires improvement to be good\n5. Leaders listen.\n"     \
    ".page\n"                                                                  \
    "The Office for Standards in Education, " CHILDREN                         \
    " Services and Skills inspects what is for children, and publishes it.\n"

#define SIF_COVER                                                              \
    "= Northmere Borough Council\n"                                            \
    "== Inspection of services for children in need of help and protection, "  \
    "children looked after and care leavers\n"                                 \
    "and\n"                                                                    \
    "== Review of the effectiveness of the Local Safeguarding Children "       \
    "Board^1\n"                                                                \
    "=== Inspection dates: 25 September to 19 October 2014\n"                  \
    "=== Report published: 12 December 2014\n"                                 \
    "^1 Ofsted produces this report under its power to combine reports.\n"
#define SIF_TABLE                                                              \
    ".cells 388\n"                                                             \
    "== Children\xe2\x80\x99s services in Northmere require improvement\n"
#define SIF_ROWS                                                               \
    "| 1. Children who need help and protection | Requires improvement\n"      \
    "| 2. Children looked after and achieving permanence | Good\n"             \
    "| 2.1 Adoption performance | Not judged\n"                                \
    "| 2.2 Experiences and progress of care leavers | Inadequate\n"            \
    "| 3. Leadership, management and governance | "                            \
    "Requires\vimprovement\n"
#define SIF_BODY                                                               \
    ".page\n== Executive summary\n" TYPESET_FILLER                             \
    "== Recommendations\n1. Mend the boats.\n2. Write it down.\n.cells 388\n"  \
    "| _The experiences and progress of children who need help and "           \
    "protection_ | _Requires improvement_\n"                                   \
    "=== Summary\nHelp comes, but late.\n"                                     \
    "=== Inspection findings\n1. Doors are opened.\n2. Letters are read.\n"    \
    "| _The experiences and progress of children looked after and achieving "  \
    "permanence_ | _Good_\n"                                                   \
    "3. Homes are warm.\n"                                                     \
    "=== The graded judgement for the experiences and progress of care "       \
    "leavers is inadequate\n4. Flats are damp.\n"                              \
    "== Leadership, management and governance: requires improvement\n"         \
    "5. Leaders listen.\n.page\n"                                              \
    "== The Local Safeguarding Children Board is good\n6. It meets.\n"         \
    ".page\n== What the inspection judgements mean\n"                          \
    "An outstanding authority leads.\n"
#define SIF_TEAM                                                               \
    "== Information about this inspection\nCase files were read.\n"            \
    "=== The inspection team\nLead inspector: Ada Quill HMI\n"                 \
    "Team inspectors: Bede Marl HMI, Cy North HMI\n"

/* The report read from the PDF of this source (typeset.h); the caller frees it
 * with report_fini(). */
struct report read_paper(const char *source);

/* The paragraph that begins with these words; borrowed. Fails if there is none.
 */
const struct paragraph *paragraph_that_begins(const struct report *report,
                                              const char *words);

/* Whether any paragraph contains the words. */
bool is_anywhere(const struct report *report, const char *words);

/* A paragraph, and the section that it must be in. */
struct placed {
    const char *words; /* how the paragraph begins; NULL: end of the list */
    const char *area;
    const char *kind;
    const char *grade; /* of its section; NULL: no grade */
};

void assert_placed(const struct report *report, const struct placed *wanted);

#define ASSERT_PLACED(report, ...)                                             \
    assert_placed(report, (const struct placed[]){__VA_ARGS__, {0}})

#endif
