/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link/saver.h"

#include "findings/confine.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* Give up all but the folder of the file. */
static void
settle_down(void)
{
    static bool is_done;
    char folder[PATH_MAX];
    const struct findings_access all[] = {
        {"/", FINDINGS_MAY_READ},
        {saved_file_folder(folder) ? folder : NULL,
         FINDINGS_MAY_WRITE | FINDINGS_MAY_MAKE}};

    if (!is_done)
        findings_confine_files(all, G_N_ELEMENTS(all));
    is_done = true;
}

static bool
are_lines(const json_t *lines)
{
    const json_t *line;
    size_t i;

    json_array_foreach(lines, i, line)
    {
        if (!json_is_string(line))
            return false;
    }
    return json_is_array(lines);
}

/* Whoever asks has the lock. */
static bool
save(const GString *question,
     const void *data,
     char reason[FINDINGS_REASON_SIZE])
{
    struct saved_file file;
    bool is_saved = false;

    (void)data;
    settle_down();
    json_t *lines = json_loadb(question->str, question->len, 0, NULL);
    if (!are_lines(lines))
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "the searches to save are not text; try again");
    else {
        if (saved_file_open(&file, false, reason)) {
            json_decref(file.lines);
            file.lines = json_incref(lines);
            is_saved = saved_file_check(file.lines, file.path, reason) &&
                       saved_file_write(&file, reason);
        }
        saved_file_close(&file);
    }
    json_decref(lines);
    return is_saved;
}

struct servant *
saver_new(char reason[FINDINGS_REASON_SIZE])
{
    char folder[PATH_MAX];

    saved_file_folder(
        folder); /* to be locked, by who could not make it later */
    return servant_new(save, NULL, reason);
}

bool
saver_write(struct servant *saver,
            const struct saved_file *file,
            char reason[FINDINGS_REASON_SIZE])
{
    char *lines = json_dumps(file->lines, JSON_COMPACT);
    const bool is_written = servant_ask(saver, lines, reason);

    free(lines);
    return is_written;
}
