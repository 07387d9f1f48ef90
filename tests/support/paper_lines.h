/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * paper_lines.h: what is read of papers (paper.h) and of sources (typeset.h).
 */
#ifndef TESTS_PAPER_LINES_H
#define TESTS_PAPER_LINES_H

#include "paper.h"
#include "support.h"

#include "lines/lines.h"

/* The lines of a paper, which is freed, or of a source; the test fails if it is
 * refused. The caller frees them with lines_fini(). */
struct lines paper_lines(struct paper *paper);
struct lines typeset_lines(const char *source);

/* Fails unless the paper is refused with a reason that has these words. Frees
 * the paper. */
void assert_paper_refused(struct paper *paper, const char *words);

#endif
