/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: records as JSON Lines.
 */
#include "check.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "records/plain_json.h"
#include "reading.h"

#include <stdlib.h>
#include <string.h>

/* Check that a plain line is the same for jansson. */
static void
check_plain(const char *line, size_t len)
{
    json_t *plain = utf8_fault(line, len) == len ? plain_json(line, len) : NULL;

    if (!plain)
        return;
    json_t *other = json_loadb(line, len, JSON_REJECT_DUPLICATES, NULL);
    check(json_equal(plain, other), "a plain line is read in another way");
    json_decref(other);
    json_decref(plain);
}

static void
check_lines(const char *text, size_t len)
{
    const char *newline;

    for (; (newline = memchr(text, '\n', len)); text = newline + 1) {
        check_plain(text, (size_t)(newline - text));
        len -= (size_t)(newline - text) + 1;
    }
    check_plain(text, len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";

    check_lines((const char *)bytes, len);
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
