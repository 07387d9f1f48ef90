/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/limits.h"

#include "findings/engine.h"
#include "findings/wire.h"

/* clang-format off */
const struct limit limits_default[LIMITS] = {
    [LIMIT_REQUEST_BYTES] = {"request_bytes", FINDINGS_REQUEST_MAX},
    [LIMIT_QUERY_BYTES] = {"query_bytes", FE_QUERY_MAX},
    [LIMIT_HITS] = {"hits", FINDINGS_LIMIT_MAX},
    [LIMIT_SNIPPET] = {"snippet", FINDINGS_SNIPPET_MAX},
    [LIMIT_IN_FLIGHT] = {"in_flight", FINDINGS_IN_FLIGHT_MAX},
    [LIMIT_TIMEOUT] = {"timeout_ms", FINDINGS_TIMEOUT_MAX},
    [LIMIT_DEFAULT_TIMEOUT] = {"default_timeout_ms", FINDINGS_TIMEOUT_DEFAULT},
    [LIMIT_LINE] = {"line_ms", 10000},
    [LIMIT_IDLE] = {"idle_ms", 600000},
    [LIMIT_KEPT] = {"kept_ms", 250},
    [LIMIT_CONNECTIONS] = {"connections", 128},
    [LIMIT_UNREAD] = {"unread_bytes", 64 << 10},
    [LIMIT_UNREAD_ALL] = {"unread_bytes_all", 64 << 20},
};
/* clang-format on */

json_t *
limits_json(const struct limit *limits)
{
    json_t *object = json_object();

    for (int id = 0; id < LIMITS; id++)
        json_object_set_new(object, limits[id].name,
                            json_integer(limits[id].value));
    return object;
}
