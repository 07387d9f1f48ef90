/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/failure.h"

#include "findings/trouble.h"
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
    failure->is_stale = false;
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

/* The code of an error of the index. */
static int
code_of(const struct fe_error *err)
{
    switch (err->status) {
    case FE_NOT_FOUND:
    case FE_WRONG_VERSION:
    case FE_CORRUPT:
        return FINDINGS_NO_INDEX;
    case FE_STALE:
    case FE_LOCKED:
    case FE_NO_MEMORY:
        return FINDINGS_BUSY;
    case FE_TIMED_OUT:
        return FINDINGS_TIMED_OUT;
    case FE_CANCELLED:
        return FINDINGS_CANCELLED;
    case FE_FAILED:
        if (findings_trouble_may_pass(err))
            return FINDINGS_BUSY;
        return err->system ? FINDINGS_NO_INDEX : FINDINGS_INTERNAL;
    default:
        return FINDINGS_INTERNAL;
    }
}

bool
failure_status(struct failure *failure, const struct fe_error *err)
{
    char trouble[FINDINGS_TROUBLE_SIZE];

    if (err->status == FE_BAD_QUERY) {
        failure_set(failure, FINDINGS_BAD_QUERY, "the query cannot be read: %s",
                    err->message);
        failure->offset = (long)err->offset;
        return false;
    }
    served_trouble(failure->served, err, trouble);
    failure_set(failure, code_of(err), "%s", trouble);
    failure->is_stale = err->status == FE_STALE;
    return false;
}

bool
failure_damaged(struct failure *failure, const char *format, ...)
{
    struct fe_error err = {.status = FE_CORRUPT};
    va_list args;

    va_start(args, format);
    vsnprintf(err.message, sizeof err.message, format, args);
    va_end(args);
    if (!failure->served || failure->served->n == 1)
        return failure_status(failure, &err);
    return failure_set(failure, FINDINGS_NO_INDEX,
                       "one of the indexes that are searched as one is damaged "
                       "(%.100s); find out which with: findings-index --db DIR "
                       "--verify, for each DIR that findings status lists",
                       err.message);
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
