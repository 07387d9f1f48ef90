/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/written.h"

#include "print/print.h"

#include <stdlib.h>

char *
written(void (*write)(const json_t *object, FILE *out), const json_t *object)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        print_out_of_memory();
    write(object, out);
    fclose(out);
    return text;
}

char *
written_count(size_t n, const char *noun)
{
    char number[PRINT_NUMBER_SIZE];
    char *text = malloc(PRINT_NUMBER_SIZE + 32);

    if (!text)
        print_out_of_memory();
    snprintf(text, PRINT_NUMBER_SIZE + 32, "%s %.20s%s",
             print_number(n, number), noun, n == 1 ? "" : "s");
    return text;
}
