/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A stand-in for libFuzzer, for compilers that lack it: runs the target once on
 * each file named, and on each file in each folder named. libFuzzer's options
 * are ignored, so that one command line works with both.
 */
#include "check.h"
#include "base/text.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static size_t
replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct text bytes = {0};
    char part[4096];
    size_t n;

    if (!file) {
        perror(path);
        exit(2);
    }
    while ((n = fread(part, 1, sizeof part, file)) > 0)
        text_add(&bytes, part, n);
    fclose(file);
    /* Copied to a block of exactly its size, so that reading past it is caught.
     */
    uint8_t *exact = malloc(bytes.len ? bytes.len : 1);
    if (!exact)
        abort();
    if (bytes.len > 0)
        memcpy(exact, bytes.bytes, bytes.len);
    free(bytes.bytes);
    /* After a crash, the last path printed is the one at fault. */
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(exact, bytes.len);
    free(exact);
    return 1;
}

static size_t
replay(const char *path)
{
    DIR *folder;
    struct dirent *entry;
    struct stat st;
    size_t count = 0;

    if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
        return replay_file(path);
    folder = opendir(path);
    if (!folder) {
        perror(path);
        exit(2);
    }
    while ((entry = readdir(folder))) {
        char below[PATH_MAX];
        if (*entry->d_name == '.')
            continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        count += replay_file(below);
    }
    closedir(folder);
    return count;
}

int
main(int argc, char **argv)
{
    size_t count = 0;

    for (int i = 1; i < argc; i++)
        if (*argv[i] != '-')
            count += replay(argv[i]);
    if (count == 0) {
        fprintf(stderr, "usage: %s FILE|FOLDER...\n", argv[0]);
        return 2;
    }
    return 0;
}
