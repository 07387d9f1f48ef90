/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/failure.h"

#include "findings/wire.h"

#include <stdarg.h>
#include <stdio.h>

void
failure_make_valid(char *text)
{
    json_t *string = json_string(text);

    for (char *p = text; *p; p++)
        if ((unsigned char)*p < ' ' || *p == '\x7f')
            *p = ' ';
    if (!string)
        for (char *p = text; *p; p++)
            if (*p & 0x80)
                *p = '?';
    json_decref(string);
}

__attribute__((format(printf, 3, 0))) static bool
fill(struct failure *failure, int code, const char *format, va_list args)
{
    failure->code = code;
    failure->param[0] = '\0';
    failure->offset = -1;
    vsnprintf(failure->message, sizeof failure->message, format, args);
    failure_make_valid(failure->message);
    return false;
}

bool
failure_set(struct failure *failure, int code, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    fill(failure, code, format, args);
    va_end(args);
    return false;
}

bool
failure_param(struct failure *failure,
              const char *param,
              const char *format,
              ...)
{
    va_list args;

    va_start(args, format);
    fill(failure, FINDINGS_BAD_PARAMS, format, args);
    va_end(args);
    snprintf(failure->param, sizeof failure->param, "%s", param);
    failure_make_valid(failure->param);
    return false;
}

bool
failure_status(struct failure *failure, const struct fe_error *err)
{
    int code = FINDINGS_INTERNAL;

    switch (err->status) {
    case FE_BAD_QUERY:
        failure_set(failure, FINDINGS_BAD_QUERY, "the query cannot be read: %s",
                    err->message);
        failure->offset = (long)err->offset;
        return false;
    case FE_NOT_FOUND:
    case FE_WRONG_VERSION:
    case FE_CORRUPT:
        return failure_set(failure, FINDINGS_NO_INDEX,
                           "the index cannot be read (%s); delete its folder "
                           "and create it again with findings-index",
                           err->message);
    case FE_STALE:
    case FE_LOCKED:
    case FE_NO_MEMORY:
        code = FINDINGS_BUSY;
        break;
    case FE_OK:
    case FE_NO_DOCUMENT:
    case FE_FAILED:
        break;
    }
    return failure_set(failure, code, "%s", err->message);
}

json_t *
failure_json(const struct failure *failure)
{
    json_t *error = json_pack("{s:i, s:s}", "code", failure->code, "message",
                              failure->message);

    if (*failure->param)
        json_object_set_new(error, "data",
                            json_pack("{s:s}", "param", failure->param));
    else if (failure->offset >= 0)
        json_object_set_new(
            error, "data",
            json_pack("{s:I}", "offset", (json_int_t)failure->offset));
    return error;
}
