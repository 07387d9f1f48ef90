/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * check.h: what must be true of whatever comes out of reading, however odd
 * what went in was. Each function says what is wrong and abort()s.
 *
 * The targets beside it are libFuzzer's: each file has the one function that
 * libFuzzer calls, which is declared here. Built without it, replay.c calls
 * the function for each seed.
 */
#ifndef TESTS_FUZZ_CHECK_H
#define TESTS_FUZZ_CHECK_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* End the program where it is not so. */
void check(bool is_so, const char *what);

/* What was read from one file: each report by itself, and that it can be
 * handed over (transfer.h) and, as records, read again. */
void check_reports(const struct report_list *reports);

/* The same, and what holds for the one report of a PDF or a text: records may
 * know less of where they come from. */
void check_read(const struct report_list *reports, bool has_pages);

/* Why nothing was read: a person can be shown it. */
void check_reason(const char *reason);

#endif
