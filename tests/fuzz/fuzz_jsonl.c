/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: records as JSON Lines.
 */
#include "check.h"

#include "base/memory.h"
#include "reading.h"

#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";

    char *text = memory_strndup((const char *)bytes, len);
    const bool is_read = reading_bytes("x.jsonl", text, len, &reports, reason);
    free(text);
    if (is_read) {
        check_reports(&reports);
        report_list_fini(&reports);
    } else {
        check(reports.count == 0, "what is refused is not empty");
        check_reason(reason);
    }
    return 0;
}
