/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: the text of a report.
 */
#include "check.h"

#include "base/memory.h"
#include "findings/format.h"
#include "reading.h"

#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";

    if (findings_format_of((const char *)bytes, len) != FINDINGS_FORMAT_TEXT)
        return 0;
    char *text = memory_strndup((const char *)bytes, len);
    const bool is_read =
        reading_bytes("2010/x.txt", text, len, &reports, reason);
    free(text);
    if (!is_read) {
        check(reports.count == 0, "what is refused is not empty");
        check_reason(reason);
        return 0;
    }
    check_read(&reports, CHECK_LINES);
    report_list_fini(&reports);
    return 0;
}
