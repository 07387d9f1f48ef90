/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: a web page.
 */
#include "check.h"

#include "lines/html.h"
#include "reading.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct report_list reports = {0};
    struct report report;
    struct lines lines;
    char reason[REASON_SIZE] = "";

    if (!html_read((const char *)bytes, len, &lines, reason) ||
        !reading_lines("2010/x.html", &lines, &report, reason)) {
        check_reason(reason);
        return 0;
    }
    *report_list_add(&reports) = report;
    check_read(&reports, CHECK_NO_PLACE);
    report_list_fini(&reports);
    return 0;
}
