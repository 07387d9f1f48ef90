/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * html.h and address.h: whatever text a page shows stays text, and an address
 * differs from another in one argument.
 */
#include "support.h"

#include "page/address.h"
#include "page/html.h"
#include "server/path.h"

#include <string.h>

static void
assert_written(GString *out, const char *wanted)
{
    assert_string_equal(out->str, wanted);
    g_string_truncate(out, 0);
}

static void
text_is_escaped(void **state)
{
    GString *out = g_string_new(NULL);

    (void)state;
    html(out, "<p title=\"%s\">", "<b> & \"c\" 'd'");
    assert_written(out,
                   "<p title=\"&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;\">");
    html(out, "%s", "Ünïcode – “quoted”\nline");
    assert_written(out, "Ünïcode – “quoted”\nline");
    html(out, "[%s]",
         "a\x1b\x01\xe2\x80\xae"
         "b\xff");
    assert_written(out, "[a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
                        "b\xef\xbf\xbd]");
    html(out, "%d %u %zu %lld %g%% %.*s %c", -1, 2u, (size_t)3, 4ll, 2.5, 2,
         "<abc", '<');
    assert_written(out, "-1 2 3 4 2.5% &lt;a &lt;");
    g_string_free(out, TRUE);
}

static void
values_are_kept_as_they_are(void **state)
{
    GString *out = g_string_new("<option");

    (void)state;
    html_value(out, "a\x1b\xe2\x80\xae"
                    "b <\"'&>\n\r\xc2\x85\xff");
    assert_written(out,
                   "<option value=\"a&#27;&#8238;"
                   "b &lt;&quot;&#39;&amp;&gt;\n&#13;\xc2\x85\xef\xbf\xbd\"");
    g_string_free(out, TRUE);
}

static void
parts_are_marked(void **state)
{
    GString *out = g_string_new(NULL);
    json_t *spans =
        json_loads("[[0, 1], [2, 5], [1, 2], [8, 99], [-3, 1]]", 0, NULL);

    (void)state;
    html_marked(out, "<b>cd", spans);
    assert_written(out, "<mark>&lt;</mark>b<mark>&gt;cd</mark>");
    html_marked(out, "a<b", NULL);
    assert_written(out, "a&lt;b");
    json_decref(spans);
    g_string_free(out, TRUE);
}

static void
assert_address(char *address, const char *wanted)
{
    assert_string_equal(address, wanted);
    g_free(address);
}

static void
addresses_differ_in_one_thing(void **state)
{
    struct request *request = request_new();

    (void)state;
    request->path = g_strdup("/");
    request_add(request, "q", "a b&c");
    request_add(request, "grade", "good");
    request_add(request, "grade", "adequate");
    request_add(request, "offset", "10");
    request_add(request, "part", "results");
    assert_address(address_at(request, NULL),
                   "/?q=a%20b%26c&grade=good&grade=adequate&offset=10");
    assert_address(address_with(request, "/matrix", "grade", NULL),
                   "/matrix?q=a%20b%26c");
    assert_address(address_with(request, NULL, "offset", "20"),
                   "/?q=a%20b%26c&grade=good&grade=adequate&offset=20");
    assert_address(address_toggled(request, NULL, "grade", "good"),
                   "/?q=a%20b%26c&grade=adequate");
    assert_address(address_toggled(request, NULL, "area", "x/y"),
                   "/?q=a%20b%26c&grade=good&grade=adequate&area=x%2Fy");
    const struct address_change changes[] = {
        {"q", NULL, "a"}, {"grade", "good", NULL}, {"area", "", "x"}};
    assert_address(address_changed(request, NULL, changes, 3),
                   "/?grade=adequate&q=a&area=x");
    assert_address(address_of_search("\"a b\" +c"), "/?q=%22a%20b%22%20%2Bc");
    assert_address(address_of("/paragraph/", "a-1/2 ?"),
                   "/paragraph/a-1/2%20%3F");
    assert_address(address_of_place("/text/a-1/2?q=a", "2 ?"),
                   "/text/a-1/2?q=a#2%20%3F");
    request_free(request);
}

/* The address of each id, where no part is one that browsers take away, and
 * that it leads to the id. */
static void
any_id_has_an_address(void **state)
{
    static const struct {
        const char *id, *address;
    } cases[] = {
        {"a-1/2", "/report/a-1/2"},
        {".", "/report/.~"},
        {"..", "/report/..~"},
        {"../a/./..", "/report/..~/a/.~/..~"},
        {"..~", "/report/..~~"},
        {".~~/b", "/report/.~~~/b"},
        {"...", "/report/..."},
        {"~", "/report/~"},
        {"..a~/.~a/~..", "/report/..a~/.~a/~.."},
        {"/a//", "/report//a//"},
        {"%2e%2E", "/report/%252e%252E"},
        {"\\..?#", "/report/%5C..%3F%23"},
        {"é \t\n", "/report/%C3%A9%20%09%0A"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *address = address_of("/report/", cases[i].id);
        char *sent = g_uri_unescape_string(address, NULL);
        char *path = path_decode(sent);
        struct request request = {
            .path = path,
            .arguments = g_array_new(FALSE, FALSE, sizeof(struct argument))};
        assert_string_equal(address, cases[i].address);
        assert_string_equal(path + strlen("/report/"), cases[i].id);
        assert_address(address_at(&request, NULL), cases[i].address);
        g_array_free(request.arguments, TRUE);
        g_free(path);
        g_free(sent);
        g_free(address);
    }
    /* Whoever sends them all the same. */
    assert_address(path_decode("/report/../."), "/report/../.");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(values_are_kept_as_they_are),
        cmocka_unit_test(parts_are_marked),
        cmocka_unit_test(addresses_differ_in_one_thing),
        cmocka_unit_test(any_id_has_an_address),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
