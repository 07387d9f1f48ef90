/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/written.h"

#include "print/print.h"

#include <glib.h>
#include <stdlib.h>

/* The stream of a thread: to open one for each text costs more than to write
 * the text, because a new one gets a large buffer, filled with zeros. */
struct stream {
    FILE *out;
    char *text; /* what has been written, since the stream was rewound */
    size_t size;
};

static void
close_stream(void *data)
{
    struct stream *stream = data;

    fclose(stream->out);
    free(stream->text);
    g_free(stream);
}

static struct stream *
stream_of_thread(void)
{
    static GPrivate kept = G_PRIVATE_INIT(close_stream);
    struct stream *stream = g_private_get(&kept);

    if (stream)
        return stream;
    stream = g_new0(struct stream, 1);
    stream->out = open_memstream(&stream->text, &stream->size);
    if (!stream->out)
        print_out_of_memory();
    g_private_set(&kept, stream);
    return stream;
}

char *
written(void (*write)(const json_t *object, FILE *out), const json_t *object)
{
    struct stream *stream = stream_of_thread();

    rewind(stream->out);
    write(object, stream->out);
    if (fflush(stream->out) != 0)
        print_out_of_memory();
    return g_strndup(stream->text, stream->size);
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
