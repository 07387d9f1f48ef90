/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * JSON-RPC as an assistant sends it: lines, however the bytes arrive, and
 * messages, however wrong they are.
 */
#include "mcp/rpc.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>

/* Feeds the bytes in pieces of this size and returns the lines, each followed
 * by a blank; "!" stands for one that is too long. The caller frees it. */
static char *
lines_of(struct rpc_lines *lines, const char *bytes, size_t len, size_t piece)
{
    char *out = calloc(1, 64);
    enum findings_frame frame;
    char *line;
    size_t n;

    assert_non_null(out);
    for (size_t at = 0; at < len; at += piece) {
        rpc_lines_feed(lines, bytes + at, piece < len - at ? piece : len - at);
        while ((frame = rpc_lines_next(lines, &line, &n)) !=
               FINDINGS_FRAME_NONE) {
            const bool is_line = frame == FINDINGS_FRAME_LINE;
            assert_true(!is_line || strlen(line) == n);
            strncat(out, is_line ? line : "!", 8);
            strcat(out, " ");
        }
    }
    return out;
}

static void
lines_are_the_same_however_the_bytes_arrive(void **state)
{
    static const char bytes[] = "a\n\nbc\r\nd\n";

    (void)state;
    for (size_t piece = 1; piece < sizeof bytes; piece++) {
        struct rpc_lines lines;
        rpc_lines_init(&lines);
        char *got = lines_of(&lines, bytes, strlen(bytes), piece);
        assert_string_equal(got, "a  bc\r d ");
        free(got);
        rpc_lines_fini(&lines);
    }
}

/* The longest line, or one longer, between two short ones. */
static void
check_long(size_t length, size_t piece, const char *expected)
{
    const size_t len = length + 6;
    char *bytes = malloc(len);
    struct rpc_lines lines;

    assert_non_null(bytes);
    memset(bytes, 'x', len);
    memcpy(bytes, "a\n", 2);
    memcpy(bytes + 2 + length, "\nb\n", 3);
    rpc_lines_init(&lines);
    char *got = lines_of(&lines, bytes, len - 1, piece);
    assert_string_equal(got, expected);
    free(got);
    free(bytes);
    rpc_lines_fini(&lines);
}

static void
a_line_that_is_too_long_is_skipped_and_the_next_is_read(void **state)
{
    static const size_t pieces[] = {1000, 65536, (size_t)2 * RPC_LINE_MAX};

    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        check_long(RPC_LINE_MAX - 1, pieces[i], "a xxxxxxxx b ");
        check_long(RPC_LINE_MAX, pieces[i], "a ! b ");
        check_long(RPC_LINE_MAX + 1, pieces[i], "a ! b ");
        check_long(3 * (size_t)RPC_LINE_MAX, pieces[i], "a ! b ");
    }
}

static void
a_message_is_a_request_a_notification_or_a_response(void **state)
{
    static const struct {
        const char *line;
        enum rpc_kind kind;
    } cases[] = {
        {"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"x\"}", RPC_REQUEST},
        {"{\"jsonrpc\": \"2.0\", \"id\": \"a\", \"method\": \"x\"}",
         RPC_REQUEST},
        {"{\"jsonrpc\": \"2.0\", \"id\": 4.0, \"method\": \"x\", \"params\": "
         "{}}",
         RPC_REQUEST},
        {"{\"jsonrpc\": \"2.0\", \"method\": \"x\"}", RPC_NOTIFICATION},
        {"{\"jsonrpc\": \"2.0\", \"id\": 1, \"result\": {}}", RPC_RESPONSE},
        {"{\"jsonrpc\": \"2.0\", \"id\": 1, \"error\": {}}", RPC_RESPONSE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rpc_message message;
        rpc_read(cases[i].line, strlen(cases[i].line), &message);
        assert_int_equal(message.kind, cases[i].kind);
        assert_null(message.error);
        rpc_message_fini(&message);
    }
}

static void
what_is_wrong_with_a_message_is_said_with_its_id_if_it_has_one(void **state)
{
    static const struct {
        const char *line;
        int code;
        const char *id; /* as JSON */
        const char *said;
    } cases[] = {
        {"nonsense", FINDINGS_PARSE_ERROR, "null", "not valid JSON"},
        {"{\"id\": 1", FINDINGS_PARSE_ERROR, "null", "not valid JSON"},
        {"{\"id\": 1, \"id\": 2}", FINDINGS_PARSE_ERROR, "null", "duplicate"},
        {"\"\xff\"", FINDINGS_PARSE_ERROR, "null", "0xff"},
        {"5", FINDINGS_INVALID_REQUEST, "null", "JSON object"},
        {"null", FINDINGS_INVALID_REQUEST, "null", "JSON object"},
        {"[{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"ping\"}]",
         FINDINGS_INVALID_REQUEST, "null", "batches"},
        {"{}", FINDINGS_INVALID_REQUEST, "null", "jsonrpc"},
        {"{\"id\": 7, \"method\": \"x\"}", FINDINGS_INVALID_REQUEST, "7",
         "jsonrpc"},
        {"{\"jsonrpc\": \"1.0\", \"id\": 7, \"method\": \"x\"}",
         FINDINGS_INVALID_REQUEST, "7", "jsonrpc"},
        {"{\"jsonrpc\": \"2.0\", \"id\": \"a\"}", FINDINGS_INVALID_REQUEST,
         "\"a\"", "\"method\""},
        {"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": 2}",
         FINDINGS_INVALID_REQUEST, "1", "\"method\""},
        {"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"a\\u0000b\"}",
         FINDINGS_INVALID_REQUEST, "1", "\"method\""},
        {"{\"jsonrpc\": \"2.0\", \"id\": null, \"method\": \"x\"}",
         FINDINGS_INVALID_REQUEST, "null", "\"id\""},
        {"{\"jsonrpc\": \"2.0\", \"id\": 1.5, \"method\": \"x\"}",
         FINDINGS_INVALID_REQUEST, "null", "\"id\""},
        {"{\"jsonrpc\": \"2.0\", \"id\": [1], \"method\": \"x\"}",
         FINDINGS_INVALID_REQUEST, "null", "\"id\""},
        {"{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"x\", \"params\": "
         "[1]}",
         FINDINGS_INVALID_REQUEST, "1", "\"params\""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct rpc_message message;
        rpc_read(cases[i].line, strlen(cases[i].line), &message);
        assert_int_equal(message.kind, RPC_WRONG);
        const json_t *error = json_object_get(message.error, "error");
        json_t *id = json_loads(cases[i].id, JSON_DECODE_ANY, NULL);
        assert_int_equal(json_integer_value(json_object_get(error, "code")),
                         cases[i].code);
        assert_has(json_string_value(json_object_get(error, "message")),
                   cases[i].said);
        assert_true(json_equal(json_object_get(message.error, "id"), id));
        json_decref(id);
        rpc_message_fini(&message);
    }
}

/* A long name that is quoted in an error must not be cut within a character. */
static void
an_error_is_valid_utf8_however_long_the_name_is(void **state)
{
    char name[900] = "";

    (void)state;
    for (size_t i = 0; i < 400; i++)
        strcat(name, "\u00e9");
    for (size_t i = 0; i < 2; i++) {
        json_t *error =
            rpc_error(NULL, FINDINGS_NO_METHOD, "%s%s", i ? "x" : "", name);
        assert_non_null(error);
        assert_non_null(json_object_get(error, "error"));
        json_decref(error);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_the_same_however_the_bytes_arrive),
        cmocka_unit_test(
            a_line_that_is_too_long_is_skipped_and_the_next_is_read),
        cmocka_unit_test(a_message_is_a_request_a_notification_or_a_response),
        cmocka_unit_test(
            what_is_wrong_with_a_message_is_said_with_its_id_if_it_has_one),
        cmocka_unit_test(an_error_is_valid_utf8_however_long_the_name_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
