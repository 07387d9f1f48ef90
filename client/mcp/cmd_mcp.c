/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings mcp: the loop between an assistant, at standard input and output,
 * and the daemon.
 */
#include "commands/command.h"
#include "mcp/exchange.h"
#include "mcp/rpc.h"
#include "mcp/server.h"
#include "print/print.h"

#include "findings/frameworks.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Calls at a time. While there are as many, no more is read. */
enum { CALLS_MAX = 64 };

struct desk {
    struct server server;
    struct exchange exchange;
    struct rpc_lines lines;
    struct call *calls; /* that have not been answered */
    int n_calls;
    bool is_ended; /* standard input is at its end */
};

/* Send a message, of which it takes ownership. */
static void
send_message(json_t *message)
{
    print_json(message, stdout);
    fflush(stdout);
    json_decref(message);
}

static void
begin_call(struct desk *desk, struct call *call)
{
    call->next = desk->calls;
    desk->calls = call;
    desk->n_calls++;
    for (size_t i = 0; i < call->n_asked; i++)
        exchange_ask(&desk->exchange, &call->asked[i]);
}

static void
end_call(struct desk *desk, struct call **place)
{
    struct call *call = *place;

    *place = call->next;
    desk->n_calls--;
    call_free(call);
}

/* Forget a call that the client does not want to be answered any more. */
static void
cancel_call(struct desk *desk, struct call **place)
{
    struct call *call = *place;

    for (size_t i = 0; i < call->n_asked; i++)
        exchange_drop(&desk->exchange, &call->asked[i]);
    end_call(desk, place);
}

static void
cancel(struct desk *desk, const json_t *id)
{
    for (struct call **place = &desk->calls; *place;) {
        if (json_equal((*place)->id, id))
            cancel_call(desk, place);
        else
            place = &(*place)->next;
    }
}

static bool
is_blank(const char *line, size_t len)
{
    return strspn(line, " \t\r") == len;
}

static void
take_line(struct desk *desk, const char *line, size_t len)
{
    struct server_step step = server_take(&desk->server, line, len);

    if (step.cancelled)
        cancel(desk, step.cancelled);
    json_decref(step.cancelled);
    if (step.call)
        begin_call(desk, step.call);
    if (step.reply)
        send_message(step.reply);
}

/* Take the lines that have come, as long as there is room for calls. */
static void
take_lines(struct desk *desk)
{
    enum findings_frame frame;
    char *line;
    size_t len;

    while (desk->n_calls < CALLS_MAX &&
           (frame = rpc_lines_next(&desk->lines, &line, &len)) !=
               FINDINGS_FRAME_NONE) {
        if (frame == FINDINGS_FRAME_TOO_LONG)
            send_message(server_too_long());
        else if (!is_blank(line, len))
            take_line(desk, line, len);
    }
}

/* Read what an assistant has sent. */
static void
read_input(struct desk *desk)
{
    char bytes[65536];
    const ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);

    if (n > 0) {
        rpc_lines_feed(&desk->lines, bytes, (size_t)n);
    } else if (n == 0 || errno != EINTR) {
        rpc_lines_feed(&desk->lines, "\n", 1); /* it may be missing */
        desk->is_ended = true;
    }
}

/* Send the results of calls whose answers have come. */
static void
answer_calls(struct desk *desk)
{
    const struct inquiry *inquiry;

    while ((inquiry = exchange_next(&desk->exchange))) {
        struct call **place = &desk->calls;
        if (--inquiry->call->n_open > 0)
            continue;
        while (*place != inquiry->call)
            place = &(*place)->next;
        send_message(server_reply(*place));
        end_call(desk, place);
    }
}

/* Wait for what is next: input, or the daemon. */
static void
wait_for_next(struct desk *desk)
{
    struct pollfd polled[2];
    int wait_ms = -1;
    nfds_t n = 0;
    const bool has_room = !desk->is_ended && desk->n_calls < CALLS_MAX;

    if (exchange_work(&desk->exchange, &polled[n], &wait_ms))
        n++;
    if (has_room)
        polled[n++] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(polled, n, wait_ms) > 0 && has_room && polled[n - 1].revents)
        read_input(desk);
}

static void
serve(struct desk *desk)
{
    while (!desk->is_ended || desk->calls) {
        wait_for_next(desk);
        answer_calls(desk);
        take_lines(desk);
    }
}

static int
run(struct options *options)
{
    struct desk desk = {.server = {.options = options}};
    char reason[FINDINGS_REASON_SIZE];

    /* Their values are those of the tools' arguments. */
    if (!findings_frameworks_add_own(reason))
        print_failure("%s", reason);
    if (isatty(STDIN_FILENO))
        print_failure("this is for an assistant, which writes messages of the "
                      "Model Context Protocol to standard input; see "
                      "ASSISTANTS in findings(1), or press Ctrl-D");
    rpc_lines_init(&desk.lines);
    exchange_init(&desk.exchange, options);
    serve(&desk);
    exchange_fini(&desk.exchange);
    rpc_lines_fini(&desk.lines);
    return EXIT_FOUND;
}

const struct command cmd_mcp = {
    .name = "mcp",
    .arguments = "",
    .takes = "no arguments",
    .summary = "give an assistant tools to search, count and cite",
    .help = "It speaks the Model Context Protocol over standard input and "
            "output, until\n"
            "standard input is closed.",
    .run = run,
};
