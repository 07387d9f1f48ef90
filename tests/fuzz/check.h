/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * check.h: what must be true of everything that is read, however odd the input.
 * Each function prints what is wrong and calls abort().
 *
 * The fuzz targets beside this file are written for libFuzzer: each defines the
 * one function that libFuzzer calls, which is declared here. In a build without
 * libFuzzer, replay.c calls the function once for each seed.
 */
#ifndef TESTS_FUZZ_CHECK_H
#define TESTS_FUZZ_CHECK_H

#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* Ends the program if is_so is false. */
void check(bool is_so, const char *what);

/* Checks what was read from one file: each report on its own, and that the
 * reports can be handed over (transfer.h) and, printed as records, read again.
 */
void check_reports(const struct report_list *reports);

/* What a paragraph says of its place in the file. */
enum check_place { CHECK_LINES, CHECK_PAGES, CHECK_NO_PLACE };

/* The same, and what is also true of the single report of any file but one of
 * records, which may know less about where they came from. */
void check_read(const struct report_list *reports, enum check_place place);

/* Checks that the reason why nothing was read can be shown to a person. */
void check_reason(const char *reason);

#endif
