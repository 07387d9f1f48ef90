/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "link/starter.h"

#include "ask/ask.h"

static bool
start(const GString *question,
      const void *data,
      char reason[FINDINGS_REASON_SIZE])
{
    const struct options *options = data;
    struct connection connection = {0};

    (void)question;
    const bool is_there = ask_connect(&connection, options, reason);
    connection_close(&connection);
    return is_there;
}

struct servant *
starter_new(const struct options *options, char reason[FINDINGS_REASON_SIZE])
{
    return servant_new(start, options, reason);
}

bool
starter_start(struct servant *starter, char reason[FINDINGS_REASON_SIZE])
{
    return servant_ask(starter, "", reason);
}
