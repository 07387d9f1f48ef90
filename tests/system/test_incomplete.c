/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A daemon whose index has a part that nobody serves: whoever reads an answer,
 * in whatever form, is told that it is incomplete.
 */
#include "browsing.h"
#include "tmux.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static const char part[] = "nobody.sock";

/* The daemon of the world answers incompletely, the other one completely. */
struct halved {
    struct browsing browsing; /* first: for its fixtures */
    char *whole;              /* the socket of the other daemon */
    pid_t whole_daemon;
};

static int
open_world(void **state)
{
    static const char list[] = "db\n| copy\nnobody.sock\n";
    const char *const none[] = {NULL};
    struct halved *h = calloc(1, sizeof *h);
    assert_non_null(h);
    struct test_world *world = &h->browsing.world;
    char *corpus = test_source("corpus");

    world->folder = test_folder();
    world->socket = test_path(world->folder, "socket");
    world->db = test_path(world->folder, "list");
    h->whole = test_path(world->folder, "whole");
    char *db = test_path(world->folder, "db");
    char *copy = test_path(world->folder, "copy");
    for (int i = 0; i < 2; i++) {
        const char *args[] = {"--db", i == 0 ? db : copy, corpus, NULL};
        struct test_run run = test_program("findings-index", args);
        assert_int_equal(run.status, 0);
        test_run_free(&run);
    }
    test_write(world->db, list, strlen(list));
    world->daemon = test_daemon(world->folder, world->db, world->socket);
    h->whole_daemon = test_daemon(world->folder, db, h->whole);
    browsing_start(&h->browsing, none);
    free(copy);
    free(db);
    free(corpus);
    *state = h;
    return 0;
}

static int
close_world(void **state)
{
    struct halved *h = *state;

    assert_int_equal(test_daemon_stop(h->whole_daemon), 0);
    free(h->whole);
    return browsing_close(state);
}

/* Runs findings with these arguments, which have blanks between them. */
static struct test_run
run_at(const char *socket, const char *arguments, const char *input)
{
    enum { MOST = 16 };
    const char *args[MOST] = {"--socket", socket};
    char *copy = strdup(arguments);
    int n = 2;

    for (char *rest = copy, *word; n < MOST - 1 && (word = strsep(&rest, " "));)
        args[n++] = word;
    struct test_run run =
        test_program_fed("findings", args, input, strlen(input));
    free(copy);
    return run;
}

static void
assert_lacks(const char *text, const char *unwanted)
{
    if (strstr(text, unwanted))
        fail_msg("there is \"%s\" in: %s", unwanted, text);
}

static size_t
count_of(const char *text, const char *wanted)
{
    size_t n = 0;

    for (const char *p = text; (p = strstr(p, wanted)); p++)
        n++;
    return n;
}

static const char themes[] = "supervision\nrecords: case recording\n";

/* Commands, of which each asks about reports. */
static const char *const commands[] = {
    "supervision",
    "zebracrossing",
    "-n 1 supervision",
    "--absent reports supervision",
    "--absent authorities zebracrossing",
    "matrix supervision",
    "trend supervision",
    "explain supervision",
    "judgements --authority Wyndmoor",
    "judgements --authority Nowhere",
    "reports",
    "suggest supervison",
    "suggest --authority north",
    "compare Wyndmoor Stonebeck",
    "compare Wyndmoor Stonebeck supervision",
    "show wyndmoor-2015-03-26",
    "show --all wyndmoor-2015-03-26",
    "show northmere-2010-02-19/23",
    "similar northmere-2010-02-19/23",
    "batch -",
    "batch --rows year -",
    "status",
};

static void
a_person_reads_it_before_anything_else(void **state)
{
    const struct halved *h = *state;
    char arguments[256];

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        snprintf(arguments, sizeof arguments, "--text %s", commands[i]);
        struct test_run r = run_at(h->browsing.world.socket, arguments, themes);
        struct test_run whole = run_at(h->whole, arguments, themes);
        if (strncmp(r.out, "This answer is incomplete: it leaves out \"", 42) !=
            0)
            fail_msg("%s: %s", arguments, r.out);
        assert_has(r.out, part);
        assert_int_equal(count_of(r.out, "incomplete"), 1);
        assert_lacks(r.err, part);
        assert_int_equal(r.status, whole.status);
        assert_lacks(whole.out, "incomplete");
        assert_lacks(whole.err, "incomplete");
        test_run_free(&whole);
        test_run_free(&r);
    }
}

static void
nothing_found_is_not_certain(void **state)
{
    const struct halved *h = *state;
    struct test_run r =
        run_at(h->browsing.world.socket, "--text zebracrossing", "");

    assert_int_equal(r.status, 1);
    assert_has(r.out, "0 paragraphs found, in those parts of the index that "
                      "answered\n");
    test_run_free(&r);
}

/* What another program reads stays as it is; the warning is beside it. */
static void
records_have_a_warning_beside_them(void **state)
{
    static const char *const others[] = {
        "--cite supervision",      "--format ris supervision",
        "--format jsonl zebra",    "matrix --csv supervision",
        "trend --csv supervision", "trend --svg supervision",
        "judgements --csv",        "reports --csv",
        "reports --ids",           "batch --csv -",
        "--fields id supervision", "status --prometheus",
    };
    const struct halved *h = *state;
    const size_t n = sizeof commands / sizeof *commands;
    const size_t n_others = sizeof others / sizeof *others;

    for (size_t i = 0; i < n + n_others; i++) {
        const char *arguments = i < n ? commands[i] : others[i - n];
        if (strstr(arguments, "status") || strstr(arguments, "explain"))
            continue; /* always for a person, or changing */
        struct test_run r = run_at(h->browsing.world.socket, arguments, themes);
        struct test_run whole = run_at(h->whole, arguments, themes);
        assert_string_equal(r.out, whole.out);
        assert_int_equal(r.status, whole.status);
        if (count_of(r.err, "findings: the answer is incomplete: ") != 1)
            fail_msg("%s: %s", arguments, r.err);
        assert_has(r.err, part);
        assert_lacks(whole.err, "incomplete");
        test_run_free(&whole);
        test_run_free(&r);
    }
}

static void
lines_of_input_have_one_warning_and_a_note_each(void **state)
{
    static const char lines[] = "supervision\nplans\n";
    const struct halved *h = *state;
    struct test_run r = run_at(h->browsing.world.socket, "-", lines);

    assert_int_equal(count_of(r.err, "incomplete"), 1);
    assert_has(r.err, "findings: line 1: the answer is incomplete");
    test_run_free(&r);
    r = run_at(h->browsing.world.socket, "--text -", lines);
    assert_int_equal(count_of(r.out, "This answer is incomplete"), 2);
    assert_has(r.out, "== plans\n\nThis answer is incomplete");
    test_run_free(&r);
}

/* Fails unless the object says it. */
static void
assert_says_so(const json_t *object, bool is_expected)
{
    const json_t *list = json_object_get(object, "incomplete");
    const char *name = NULL, *why = NULL;

    if (!is_expected) {
        assert_null(list);
        return;
    }
    if (json_array_size(list) != 1)
        fail_msg("no part in %s", json_dumps(object, 0));
    assert_int_equal(json_unpack(json_array_get(list, 0), "{s:s, s:s}", "part",
                                 &name, "why", &why),
                     0);
    assert_has(name, part);
    assert_has(why, "nobody serves it");
}

static void
json_has_it_as_a_member(void **state)
{
    const struct halved *h = *state;
    char arguments[256];

    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        for (int is_whole = 0; is_whole < 2; is_whole++) {
            snprintf(arguments, sizeof arguments, "%s --json", commands[i]);
            struct test_run r =
                run_at(is_whole ? h->whole : h->browsing.world.socket,
                       arguments, themes);
            json_t *object = json_loads(r.out, 0, NULL);
            if (!object)
                fail_msg("%s: %s%s", arguments, r.out, r.err);
            assert_says_so(object, !is_whole);
            json_decref(object);
            test_run_free(&r);
        }
    }
}

static void
status_lists_the_places_of_each_part(void **state)
{
    const struct halved *h = *state;
    struct test_run r = run_at(h->browsing.world.socket, "--text status", "");

    assert_has(r.out, "part 1 of the index\n  used          ");
    assert_has(r.out, "\n  ready         ");
    assert_has(r.out, "part 2 of the index\n  away          ");
    assert_lacks(r.out, "\n  folder");
    test_run_free(&r);
    r = run_at(h->browsing.world.socket, "status --prometheus", "");
    assert_int_equal(count_of(r.out, "\nfindings_place_up{path=\""), 3);
    assert_has(r.out, "/nobody.sock\"} 0\n");
    assert_has(r.out, "/copy\"} 1\n");
    test_run_free(&r);
    r = run_at(h->whole, "--text status", "");
    assert_has(r.out, "\n  folder");
    assert_lacks(r.out, "part 1");
    test_run_free(&r);
}

/* The result of a call of a tool; the caller owns it. */
static json_t *
call_tool(const char *socket, const char *tool, const char *arguments)
{
    char lines[1024];
    json_t *result = NULL;

    snprintf(lines, sizeof lines,
             "{\"jsonrpc\": \"2.0\", \"id\": 0, \"method\": \"initialize\", "
             "\"params\": {\"protocolVersion\": \"2025-11-25\", "
             "\"capabilities\": {}, \"clientInfo\": {\"name\": \"t\", "
             "\"version\": \"1\"}}}\n"
             "{\"jsonrpc\": \"2.0\", \"method\": "
             "\"notifications/initialized\"}\n"
             "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", "
             "\"params\": {\"name\": \"%s\", \"arguments\": %s}}\n",
             tool, arguments);
    struct test_run r = run_at(socket, "mcp", lines);
    for (char *rest = r.out, *line; (line = strsep(&rest, "\n")) && !result;) {
        json_t *message = json_loads(line, 0, NULL);
        if (json_integer_value(json_object_get(message, "id")) == 1)
            result = json_incref(json_object_get(message, "result"));
        json_decref(message);
    }
    if (!result)
        fail_msg("%s: no result", tool);
    test_run_free(&r);
    return result;
}

/* What is not there may be in the part that is away. */
static void
what_does_not_exist_may_be_left_out(void **state)
{
    static const char *const missing[] = {"show nosuch", "show no/such",
                                          "similar no/such",
                                          "compare --report a-2020 --report b"};
    const struct halved *h = *state;

    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        struct test_run r = run_at(h->browsing.world.socket, missing[i], "");
        assert_int_equal(r.status, 1);
        assert_has(r.err, "findings: the answer is incomplete: it leaves out");
        assert_has(r.err, part);
        test_run_free(&r);
    }
    json_t *result =
        call_tool(h->browsing.world.socket, "report", "{\"id\": \"nosuch\"}");
    char *text = json_dumps(result, 0);
    assert_has(text, "This result is incomplete: it leaves out");
    assert_has(text, "isError\": true");
    free(text);
    json_decref(result);
    struct page page = browsing_get(&h->browsing, "/report/nosuch");
    assert_int_equal(page.status, 404);
    assert_has(page.body, "<p class=\"incomplete\"");
    page_free(&page);
    page = browsing_get(&h->browsing, "/api/report?id=nosuch");
    json_t *object = json_loads(page.body, 0, NULL);
    assert_int_equal(page.status, 404);
    assert_says_so(json_object_get(json_object_get(object, "error"), "data"),
                   true);
    json_decref(object);
    page_free(&page);
    page = browsing_get(&h->browsing, "/basket?part=items&id=no/such");
    assert_has(page.body, "not in those parts of the index that answer");
    page_free(&page);
}

static void
tools_say_so_to_assistants(void **state)
{
    static const struct {
        const char *tool, *arguments;
    } calls[] = {
        {"search", "{\"query\": \"zebracrossing\"}"},
        {"paragraph", "{\"id\": \"northmere-2010-02-19/23\"}"},
        {"report", "{\"id\": \"wyndmoor-2015-03-26\"}"},
        {"reports", "{}"},
        {"judgements", "{}"},
        {"matrix", "{\"query\": \"supervision\"}"},
        {"compare", "{\"authority\": [\"Wyndmoor\", \"Stonebeck\"]}"},
        {"cite", "{\"ids\": [\"northmere-2010-02-19/23\"]}"},
    };
    const struct halved *h = *state;

    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        for (int is_whole = 0; is_whole < 2; is_whole++) {
            json_t *result =
                call_tool(is_whole ? h->whole : h->browsing.world.socket,
                          calls[i].tool, calls[i].arguments);
            const char *text = json_string_value(json_object_get(
                json_array_get(json_object_get(result, "content"), 0), "text"));
            assert_says_so(json_object_get(result, "structuredContent"),
                           !is_whole);
            assert_int_equal(strncmp(text, "This result is incomplete: ", 27) ==
                                 0,
                             !is_whole);
            if (!is_whole)
                assert_has(text, part);
            json_decref(result);
        }
    }
}

static void
the_screen_says_so(void **state)
{
    const struct halved *h = *state;
    char *program = test_program_path("findings"), command[1024];
    struct terminal terminal;

    if (terminal_is_there()) {
        snprintf(command, sizeof command, "'%s' -i --socket '%s'", program,
                 h->browsing.world.socket);
        terminal_open(&terminal, 80, 24, command);
        terminal_wait(&terminal, "\nThis is incomplete: it leaves out ");
        terminal_press(&terminal, "Enter", NULL, NULL);
        terminal_wait(&terminal, "q back");
        terminal_wait(&terminal, "\nThis is incomplete: it leaves out ");
        terminal_press(&terminal, "Escape", NULL, NULL);
        terminal_wait(&terminal, "Enter read");
        terminal_type(&terminal, "zebracrossing");
        terminal_wait(&terminal, "Nothing was found in those parts");
        terminal_press(&terminal, "C-c", NULL, NULL);
        terminal_close(&terminal);
    }
    free(program);
}

/* Where the notice is in the page, which must have one. */
static const char *
notice_in(const struct page *page)
{
    const char *at =
        strstr(page->body, "<p class=\"incomplete\" role=\"status\">");

    if (page->status != 200 || !at)
        fail_msg("no notice (%d) in %s", page->status, page->body);
    assert_has(at, part);
    assert_int_equal(count_of(page->body, "class=\"incomplete\""), 1);
    return at;
}

static void
pages_say_so_above_their_contents(void **state)
{
    static const struct {
        const char *address, *below; /* and what comes after the notice */
    } pages[] = {
        {"/", "<h2>For example"},
        {"/?q=supervision", "id=\"total\""},
        {"/?q=supervision&part=results", "id=\"total\""},
        {"/?q=zebracrossing", "id=\"total\""},
        {"/reports", "<h1"},
        {"/report/wyndmoor-2015-03-26", "<h1"},
        {"/paragraph/northmere-2010-02-19/23", "<h1"},
        {"/similar/northmere-2010-02-19/23", "<h1"},
        {"/matrix?q=supervision", "<h1"},
        {"/trend?q=supervision", "<h1"},
        {"/compare?authority=Wyndmoor&authority=Stonebeck", "<h1"},
        {"/judgements?authority=Wyndmoor", "<h1"},
        {"/judgements", "<h1"},
        {"/absent?q=supervision", "<h1"},
        {"/batch?themes=supervision%0Acase+recording", "<h1"},
    };
    const struct halved *h = *state;

    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct page page = browsing_get(&h->browsing, pages[i].address);
        const char *notice = notice_in(&page);
        if (!strstr(notice, pages[i].below))
            fail_msg("%s: the notice is below", pages[i].address);
        assert_has(page.headers, "Findings-Incomplete: 1\r\n");
        page_free(&page);
    }
}

/* A script takes the title of the page from the first element of a part. */
static void
the_first_element_of_a_part_has_the_title(void **state)
{
    static const char begin[] = "<div class=\"found\" data-title=";
    const struct halved *h = *state;
    struct page page =
        browsing_get(&h->browsing, "/?q=supervision&part=results");

    assert_int_equal(strncmp(page.body, begin, sizeof begin - 1), 0);
    page_free(&page);
}

static void
files_say_so_in_their_names(void **state)
{
    static const char *const files[] = {
        "/matrix?q=supervision&as=csv",
        "/matrix?q=supervision&as=svg",
        "/judgements?as=csv",
        "/reports?as=csv",
        "/trend?q=supervision&as=csv",
        "/api/export?q=supervision&format=csv",
        "/api/export?q=supervision&format=ris",
        "/api/paragraph?id=northmere-2010-02-19/23&format=ris",
    };
    const struct halved *h = *state;

    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct page page = browsing_get(&h->browsing, files[i]);
        char *name = page_header(&page, "Content-Disposition");
        if (page.status != 200 || !strstr(name, "-incomplete."))
            fail_msg("%s: %s", files[i], name);
        assert_has(page.headers, "Findings-Incomplete: 1\r\n");
        assert_lacks(page.body, "incomplete");
        free(name);
        page_free(&page);
    }
}

static void
the_api_passes_it_on(void **state)
{
    static const char *const addresses[] = {
        "/api/search?q=supervision",
        "/api/reports",
        "/api/matrix?q=supervision",
        "/api/report?id=wyndmoor-2015",
        "/api/status",
    };
    const struct halved *h = *state;

    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct page page = browsing_get(&h->browsing, addresses[i]);
        json_t *object = json_loadb(page.body, page.len, 0, NULL);
        assert_says_so(object, true);
        json_decref(object);
        page_free(&page);
    }
}

/* The opposite of the above. */
static void
complete_pages_say_nothing(void **state)
{
    static const char *const addresses[] = {
        "/", "/?q=supervision", "/judgements?as=csv",
        "/api/export?q=supervision&format=csv"};
    const char *const none[] = {NULL};
    const struct halved *h = *state;
    struct browsing other = {
        .world = {.folder = h->browsing.world.folder, .socket = h->whole}};

    browsing_start(&other, none);
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct page page = browsing_get(&other, addresses[i]);
        assert_int_equal(page.status, 200);
        assert_true(page.is_whole);
        assert_lacks(page.body, "incomplete");
        assert_lacks(page.headers, "ncomplete");
        page_free(&page);
    }
    assert_int_equal(browsing_stop(&other), 0);
}

/* A program in the place of the daemon, whose index loses a part between a
 * search and an export. */
static void __attribute__((noreturn)) lose_a_part(int listening)
{
    static const char greeting[] =
        "{\"product\":\"findings\",\"protocol\":1}\n";
    static const char complete[] =
        "{\"id\":1,\"result\":{\"total\":0,\"totals\":{\"paragraphs\":0},"
        "\"shown\":0,\"ranked\":0,\"hits\":[],\"facets\":{},\"unknown\":[],"
        "\"revision\":2}}\n";
    static const char exported[] =
        "{\"id\":1,\"part\":[{\"id\":\"a/1\",\"text\":\"A.\"}]}\n"
        "{\"id\":1,\"result\":{\"total\":1,\"unknown\":[],\"revision\":1,"
        "\"incomplete\":[{\"part\":\"p\",\"since\":null,\"why\":\"w\"}]}}\n";
    char line[4096];
    int fd;

    while ((fd = accept(listening, NULL, NULL)) >= 0) {
        if (fork() > 0) {
            close(fd);
            continue;
        }
        FILE *in = fdopen(fd, "r");
        send(fd, greeting, sizeof greeting - 1, MSG_NOSIGNAL);
        while (fgets(line, sizeof line, in)) {
            const char *answer =
                strstr(line, "\"search\"") ? complete : exported;
            send(fd, answer, strlen(answer), MSG_NOSIGNAL);
        }
        _exit(0);
    }
    _exit(1);
}

static pid_t
start_losing(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

    snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(fd, 8), 0);
    fflush(NULL);
    const pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        lose_a_part(fd);
    close(fd);
    return pid;
}

/* Its name has been sent by then, and said that it is complete. */
static void
an_export_that_becomes_incomplete_is_cut_off(void **state)
{
    const char *const none[] = {NULL};
    const struct halved *h = *state;
    char *socket = test_path(h->browsing.world.folder, "losing");
    const pid_t pid = start_losing(socket);
    struct browsing other = {
        .world = {.folder = h->browsing.world.folder, .socket = socket}};

    browsing_start(&other, none);
    struct page page = browsing_get(&other, "/api/export?q=a&format=jsonl");
    assert_int_equal(page.status, 200);
    assert_has(page.body, "\"a/1\"");
    assert_false(page.is_whole);
    page_free(&page);
    page = browsing_get(&other, "/api/search?q=a");
    assert_int_equal(page.status, 200);
    page_free(&page);
    assert_int_equal(browsing_stop(&other), 0);
    assert_int_equal(kill(pid, SIGTERM), 0);
    test_wait(pid);
    free(socket);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_person_reads_it_before_anything_else),
        cmocka_unit_test(nothing_found_is_not_certain),
        cmocka_unit_test(records_have_a_warning_beside_them),
        cmocka_unit_test(lines_of_input_have_one_warning_and_a_note_each),
        cmocka_unit_test(what_does_not_exist_may_be_left_out),
        cmocka_unit_test(json_has_it_as_a_member),
        cmocka_unit_test(status_lists_the_places_of_each_part),
        cmocka_unit_test(tools_say_so_to_assistants),
        cmocka_unit_test(the_screen_says_so),
        cmocka_unit_test(pages_say_so_above_their_contents),
        cmocka_unit_test(the_first_element_of_a_part_has_the_title),
        cmocka_unit_test(files_say_so_in_their_names),
        cmocka_unit_test(the_api_passes_it_on),
        cmocka_unit_test(complete_pages_say_nothing),
        cmocka_unit_test(an_export_that_becomes_incomplete_is_cut_off),
    };

    return cmocka_run_group_tests(tests, open_world, close_world);
}
