/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/command.h"
#include "commands/each.h"
#include "commands/named.h"
#include "commands/viewer.h"
#include "print/member.h"
#include "print/print.h"

#include "findings/visible.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Print the path and the page, for another program. */
static void
put_place(const char *path, size_t page)
{
    print_data(path, stdout);
    if (page > 0)
        printf("\t%zu", page);
    putchar('\n');
}

/* Say what is opened, and at which page, which not every viewer can be told. */
static void
say_place(const char *path, size_t page)
{
    if (page > 0)
        printf("page %zu of ", page);
    print_text(path, stdout);
    putchar('\n');
}

static bool
open_place(const struct options *options, const char *path, size_t page)
{
    if (access(path, R_OK) < 0)
        return print_failure("%scannot open \"%s\": %s; if it was moved, run "
                             "findings-index on its new folder",
                             options->place, path, strerror(errno));
    if (!viewer_has_display()) {
        print_failure("%sno display; its path:", options->place);
        put_place(path, page);
        return true;
    }
    if (!viewer_open(path, page))
        return false;
    say_place(path, page);
    return true;
}

static int
open_id(struct options *options, const char *id, bool is_first)
{
    bool is_report;
    int status;
    json_t *result = named_ask(options, id, &is_report, &status);
    const json_t *record =
        json_object_get(result, is_report ? "report" : "paragraph");
    const char *path = member_text(record, "path");
    const size_t page = member_count(record, "page");
    char word[FINDINGS_SHELL_SIZE];

    (void)is_first;
    if (!result)
        return status;
    status = EXIT_FOUND;
    if (*path != '/') {
        print_failure("%s\"%s\" has no file to open, because it came by "
                      "standard input; show it with: findings show %s",
                      options->place, id, findings_shell_word(id, "ID", word));
        status = EXIT_ERROR;
    } else if (options_have(options, OPTION_PRINT)) {
        put_place(path, page);
    } else if (!open_place(options, path, page)) {
        status = EXIT_ERROR;
    }
    json_decref(result);
    return status;
}

static int
run(struct options *options)
{
    json_object_set_new(options->params, "paths", json_true());
    return each_id(options, open_id);
}

const struct command cmd_open = {
    .name = "open",
    .arguments = "ID...",
    .takes = "ids, as a search prints them in brackets",
    .least = 1,
    .most = -1,
    .options = OPTION_BIT(OPTION_PRINT),
    .summary = "open the original, at the page of a paragraph",
    .help = "With - the ids are read from standard input, one to a line.",
    .run = run,
};
