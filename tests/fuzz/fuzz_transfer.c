/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: the answer of a reader process, as the indexing process receives
 * it; a hostile file may have shaped it. What is accepted can be indexed and
 * printed.
 */
#include "check.h"

#include "records/record.h"
#include "run/transfer.h"

#include <stdlib.h>
#include <string.h>

static void
print(json_t *record)
{
    free(record_line(record));
    json_decref(record);
}

static void
print_paragraph(const struct report *r, size_t index)
{
    char *line = record_paragraph_line(r, index);
    json_t *record = json_loads(line, 0, NULL);

    check(record != NULL, "the record of a paragraph is not JSON");
    json_decref(record);
    free(line);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct transfer outcome;
    struct text again = {0};
    char reason[REASON_SIZE];

    if (!transfer_read((const char *)bytes, len, &outcome)) {
        check(!outcome.reports.list && !*outcome.digest,
              "what is refused is not empty");
        return 0;
    }
    for (size_t i = 0; i < outcome.reports.count; i++) {
        const struct report *r = &outcome.reports.list[i];
        print(record_report(r));
        for (size_t k = 0; k < r->n_paragraphs; k++)
            print_paragraph(r, k);
        for (size_t k = 0; k < r->n_judgements; k++)
            print(record_judgement(r, k));
    }
    check(transfer_write(&outcome, &again, reason),
          "what was taken cannot be handed over");
    check(again.len == len && memcmp(again.bytes, bytes, len) == 0,
          "the same reports can be handed over in two ways");
    transfer_fini(&outcome);
    free(again.bytes);
    return 0;
}
