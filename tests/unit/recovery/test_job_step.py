"""Steps of the backup job, as people really write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.recovery.job_step import (
    FULL,
    LOG,
    BackupCall,
    Guard,
    backup_paths,
    calls,
    concerns,
    is_commented_out,
)
from scanner.recovery.tsql import Kind, UncertainStep, UnreadableStep, tokens
from tests import make

PATH = r"\\FILE01\backup"


def only(command: str) -> BackupCall:
    (found,) = calls(command)
    return found


@pytest.mark.parametrize(
    "command",
    [
        f"exec [dbo].[sp_MarkAll] 'BTS' /* Log mark name */, '{PATH}' /* location */",
        f"EXECUTE dbo.sp_markall N'BTS',N'{PATH}';",
        f"exec sp_MarkAll @BackupPath = '{PATH}', @MarkName = BTS",
        f"sp_MarkAll 'BTS', '{PATH}'",
        f"-- marks\nexec sp_MarkAll\n\t'BTS', -- name\n\t'{PATH}'",
        f'declare @rc int; exec @rc = dbo.sp_MarkAll "BTS", "{PATH}"; return @rc',
        f"exec sp_MarkAll 'BTS', '{PATH}', DEFAULT",
        f"exec sp_MarkAll 'BTS', '{PATH}', @UseLocalTime = 0 print 'done'",
        f"begin try exec sp_MarkAll 'BTS', '{PATH}' end try begin catch throw end catch",
    ],
)
def test_every_way_to_write_the_log_step(command: str) -> None:
    found = only(command)
    assert (found.procedure, found.mark, found.path) == (LOG, "BTS", PATH)
    assert (found.local_time, found.guard) == (False, Guard.NONE)


def test_full_step_by_position() -> None:
    found = only(f"exec sp_BackupAllFull_Schedule 'd', 'BTS', '{PATH}', '1', 3, 1")
    assert found == BackupCall(FULL, "", Guard.NONE, "BTS", PATH, True, "d", True, 3)


def test_full_step_by_name_after_position() -> None:
    command = (
        f"exec sp_BackupAllFull_Schedule w, 'BTS', '{PATH}', @BackupHour=-1, @UseLocalTime=true"
    )
    found = only(command)
    assert (found.frequency, found.hour, found.local_time) == ("w", -1, True)
    assert not found.force_full


def test_null_and_default_are_the_procedures_own() -> None:
    found = only(f"exec sp_BackupAllFull_Schedule 'd', 'BTS', '{PATH}', DEFAULT, NULL")
    assert (found.force_full, found.hour) == (False, None)


def test_database_of_a_name_of_three_parts() -> None:
    assert only(f"exec [BizTalk Mgmt]..[sp_MarkAll] 'BTS', '{PATH}'").database == "BizTalk Mgmt"
    assert only(f"exec X.dbo.sp_MarkAll 'BTS', '{PATH}'").database == "X"
    assert only(f"exec dbo.sp_MarkAll 'BTS', '{PATH}'").database == ""


def test_database_of_a_use_before() -> None:
    assert only(f"use [A] use B exec sp_MarkAll 'BTS', '{PATH}'").database == "B"
    assert only(f"use B exec X..sp_MarkAll 'BTS', '{PATH}'").database == "X"


def test_whose_step_it_is() -> None:
    assert concerns(make.log_step(), "biztalkmgmtdb")
    assert not concerns(make.log_step(database="Other"), "BizTalkMgmtDb")
    assert concerns(make.log_step(command="-- sp_MarkAll"), "BizTalkMgmtDb")
    assert not concerns(make.clear_step(), "BizTalkMgmtDb")
    elsewhere = make.log_step(command=f"exec Other..sp_MarkAll 'BTS', '{PATH}'")
    assert not concerns(elsewhere, "BizTalkMgmtDb")
    assert concerns(elsewhere, "Other")


@pytest.mark.parametrize(
    ("command", "guard"),
    [
        ("IF (sys.fn_hadr_is_primary_replica('M') = 1) BEGIN {} END", Guard.PRIMARY_REPLICA),
        ("if sys.fn_hadr_is_primary_replica(N'M')=1 {}", Guard.PRIMARY_REPLICA),
        ("if 1 = 0 begin {} end", Guard.OTHER),
        ("if sys.fn_hadr_is_primary_replica('M') = 0 begin {} end", Guard.OTHER),
        ("if sys.fn_hadr_is_primary_replica('M') <> 1 return {}", Guard.OTHER),
        ("if sys.fn_hadr_is_primary_replica('M') = 1 begin print 1 end {}", Guard.OTHER),
        ("if sys.fn_hadr_is_primary_replica('M') = 1 print 1 {}", Guard.OTHER),
        ("while 1 = 0 {}", Guard.OTHER),
        ("set nocount on {}", Guard.NONE),
    ],
)
def test_condition_that_a_call_stands_under(command: str, guard: Guard) -> None:
    assert only(command.format(f"exec sp_MarkAll 'BTS', '{PATH}'")).guard is guard


@pytest.mark.parametrize(
    "command",
    [
        "exec sp_MarkAll",
        "exec sp_MarkAll 'BTS'",
        "exec sp_MarkAll 'BTS',",
        "exec sp_MarkAll 'BTS', ;",
        "exec sp_MarkAll 'BTS', @BackupPath = ;",
        "exec sp_MarkAll @MarkName = ; exec sp_MarkAll 'BTS', 'D:'",
        "exec sp_MarkAll 'BTS', -",
        r"exec sp_MarkAll 'BTS', 'D:\' + 'b'",
        r"exec sp_MarkAll 'BTS', 'D:\b', 2",
        r"exec sp_MarkAll 'BTS', 'D:\b', 0, 1",
        r"exec sp_MarkAll @MarkName = 'BTS', 'D:\b'",
        r"exec sp_MarkAll 'BTS', @MarkName = 'BTS', @BackupPath = 'D:\b'",
        r"exec sp_MarkAll 'BTS', 'D:\b', @Path = 'D:\b'",
        "exec sp_MarkAll 'BTS', <destination path>",
        r"exec sp_MarkAll 'BTS', 'D:\b' /* never ends",
        "exec sp_BackupAllFull_Schedule 'd', 'BTS', 'D:\\b', 0, 'noon'",
    ],
)
def test_what_sql_server_refuses_is_unreadable(command: str) -> None:
    with pytest.raises(UnreadableStep):
        calls(command)


def test_variables_are_uncertain() -> None:
    with pytest.raises(UncertainStep):
        calls("declare @p nvarchar(128) = 'D:\\b' exec sp_MarkAll 'BTS', @p")


@pytest.mark.parametrize(
    "command",
    ["-- exec sp_MarkAll 'BTS', 'x'", "/* exec /* */ sp_MarkAll 'BTS', 'x' */ print 'x'"],
)
def test_comments_are_no_calls(command: str) -> None:
    assert calls(command) == ()
    assert is_commented_out(command, LOG)


def test_names_in_strings_and_expressions_are_no_calls() -> None:
    command = "print 'exec sp_MarkAll' select object_id(sp_MarkAll) from [x]"
    assert calls(command) == ()
    assert not is_commented_out(command, LOG)


def test_paths_are_named_once_and_placeholders_not_at_all() -> None:
    steps = [
        make.full_step(),
        make.log_step(),
        make.log_step("<destination path>"),
        make.log_step(command="exec sp_MarkAll 'BTS', @p"),
        make.log_step(command="exec sp_MarkAll 'BTS', '"),
        make.log_step("E:\\logs"),
    ]
    assert backup_paths(steps) == (PATH, "E:\\logs")


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        calls(text)
    except (UnreadableStep, UncertainStep):
        return


BETWEEN = st.sampled_from([" ", "\n", "\t", " /* ' */ ", " -- x'\n", " /* a /* b */ c */ "])


@given(st.text(min_size=1).filter(str.strip), st.lists(BETWEEN, min_size=5, max_size=5))
def test_any_path_comes_back_whatever_stands_between(path: str, gaps: list[str]) -> None:
    a, b, c, d, e = gaps
    quoted = path.replace("'", "''")
    found = only(f"exec{a}[dbo].sp_MarkAll{b}'BTS'{c},{d}N'{quoted}'{e}")
    assert found.path == path.strip()


@given(st.text())
def test_a_commented_out_step_never_calls(text: str) -> None:
    inner = text.replace("*/", "").replace("/*", "").rstrip("*/")
    assert calls(f"/*{inner} exec sp_MarkAll 'BTS', 'D:\\b' */") == ()


@given(st.text(alphabet="a'[]\"-/*@1 \n.,;N"))
def test_tokens_lose_nothing_but_space(text: str) -> None:
    try:
        found = tokens(text)
    except UnreadableStep:
        return
    comments = [one.text for one in found if one.kind is Kind.COMMENT]
    assert all(one in text for one in comments)
