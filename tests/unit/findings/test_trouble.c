/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Messages about an index name the cause, and advise nothing that would lose an
 * index which is intact.
 */
#include "support.h"

#include "findings/trouble.h"

#include <errno.h>
#include <string.h>

static void
say(enum fe_status status, int system, char out[FINDINGS_TROUBLE_SIZE])
{
    const struct fe_error err = {
        .status = status, .system = system, .message = "the reason"};

    findings_trouble(&err, "/srv/db", out);
    assert_null(strchr(out, '\n'));
}

static void
every_cause_has_a_message_of_its_own(void **state)
{
    static const struct {
        enum fe_status status;
        const char *said;
    } cases[] = {
        {FE_NOT_FOUND, "no index at \"/srv/db\"; if it was moved"},
        {FE_LOCKED, "another findings-index is writing to the index"},
        {FE_WRONG_VERSION, "made by another version of findings"},
        {FE_CORRUPT, "is damaged (the reason); repair it with: "
                     "findings-index --db /srv/db --repair"},
        {FE_FAILED, "cannot be used now (the reason); nothing in it is lost"},
        {FE_STALE, "the reason"},
    };
    char said[FINDINGS_TROUBLE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        say(cases[i].status, 0, said);
        assert_has(said, cases[i].said);
    }
    say(FE_CORRUPT, EREMOTE, said);
    assert_has(said, "is damaged (the reason); it is a copy");
    assert_has(said, "--force-copy");
    findings_trouble(&(struct fe_error){.status = FE_CORRUPT}, NULL, said);
    assert_has(said, "findings-index --repair");
}

/* What is advised is about this index, or says that its name has to be put in.
 */
static void
a_command_can_be_pasted(void **state)
{
    static const struct {
        const char *db, *word;
    } cases[] = {
        {"/srv/my reports", "--db '/srv/my reports' --repair"},
        {"it's here", "--db 'it'\\''s here' --repair"},
        {"$(reboot)", "--db '$(reboot)' --repair"},
        {"~", "--db '~' --repair"},
        {"", "--db '' --repair"},
        {"caf\xc3\xa9", "--db caf\xc3\xa9 --repair"},
        {"two\nlines", "--db DIR --repair"},
        {"not\xffUTF-8", "--db DIR --repair"},
    };
    char said[FINDINGS_TROUBLE_SIZE], name[400];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        findings_trouble(&(struct fe_error){.status = FE_WRONG_VERSION},
                         cases[i].db, said);
        assert_has(said, cases[i].word);
    }
    memset(name, '\'', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    findings_trouble(&(struct fe_error){.status = FE_WRONG_VERSION}, name,
                     said);
    assert_has(said, "--db DIR --repair");
}

static void
what_may_pass_is_not_called_damage(void **state)
{
    static const struct {
        int number;
        bool may_pass;
        const char *advice;
    } cases[] = {
        {EMFILE, true, "ulimit -n"},       {ENFILE, true, "later"},
        {ENOMEM, true, "memory"},          {EACCES, false, "permissions"},
        {EPERM, false, "permissions"},     {EROFS, false, "can be written to"},
        {EIO, false, "check the disk"},    {ENOENT, false, "mount"},
        {ENOSPC, false, "make room"},      {EDQUOT, false, "quota"},
        {EFBIG, false, "ulimit -f"},       {ESTALE, false, "mount"},
        {ENOLCK, false, "choose another"}, {EINVAL, false, "try again"},
    };
    char said[FINDINGS_TROUBLE_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct fe_error err = {.status = FE_FAILED,
                                     .system = cases[i].number};
        say(FE_FAILED, cases[i].number, said);
        assert_has(said, cases[i].advice);
        assert_null(strstr(said, "repair"));
        assert_null(strstr(said, "damaged"));
        assert_int_equal(findings_trouble_may_pass(&err), cases[i].may_pass);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cause_has_a_message_of_its_own),
        cmocka_unit_test(a_command_can_be_pasted),
        cmocka_unit_test(what_may_pass_is_not_called_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
