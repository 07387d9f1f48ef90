/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: records as JSON Lines.
 */
#include "check.h"

#include "reading.h"

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";

    if (reading_bytes("x.jsonl", (const char *)bytes, len, &reports, reason)) {
        check_reports(&reports);
        report_list_fini(&reports);
    } else {
        check(reports.count == 0, "what is refused is not empty");
        check_reason(reason);
    }
    return 0;
}
