"""Generated files: no cell is a formula, no name changes a statement."""

import csv
import io
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scanner.facts.agent_jobs import AgentJob
from scanner.facts.permissions import ServerLogin
from scanner.recovery.quoting import INVISIBLE, Unquotable
from scanner.runbook.job_script import disable_script, enable_script
from scanner.runbook.jobs import OWN, STAYS_DISABLED, of_biztalk
from scanner.runbook.login_script import login_script
from scanner.runbook.tables import table
from tests import make
from tests.needs import checker
from tests.restore_simulator import characters

shown = st.text(characters.shown, min_size=1, max_size=40)


def login(name: str, kind: str = "U", **flags: bool) -> ServerLogin:
    known = {"is_disabled": False, "is_sysadmin": False, **flags}
    return ServerLogin(name, "S-1-5-21-1", kind, **known)


def job(name: str, enabled: bool = True) -> AgentJob:
    return make.agent_job(name=name, enabled=enabled)


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(st.text(max_size=20))
def test_no_cell_is_a_formula_or_hides_anything(text: str) -> None:
    ((_, found),) = cells(table(["a", "b"], [["x", text]]))[1:]
    assert not found.startswith(("=", "+", "-", "@"))
    assert not {unicodedata.category(one) for one in found} & INVISIBLE


@given(shown, st.sampled_from("UGS"))
@settings(deadline=None)
def test_a_login_changes_no_statement(name: str, kind: str) -> None:
    assume("$(" not in name)
    plain = login_script("SQL01", [login("CORP\\svc", kind)]).splitlines()
    hostile = login_script("SQL01", [login(name, kind)]).splitlines()
    assert len(hostile) == len(plain)
    for one, other in zip(hostile, plain, strict=True):
        assert one.split(" ")[0] == other.split(" ")[0]


@pytest.mark.parametrize("name", ["a\nDROP LOGIN [sa]", "a$(x)", "\u202egnp.exe"])
def test_unsafe_names_stop_the_scripts(name: str) -> None:
    with pytest.raises(Unquotable):
        login_script("SQL01", [login(name)])
    with pytest.raises(Unquotable):
        disable_script("SQL01", [job(f"MessageBox_{name}")])


def test_microsofts_parser_takes_them(tmp_path: Path) -> None:
    tool = checker("tsqlcheck")
    hostile = "MessageBox_'; DROP TABLE x --"
    texts = {
        "logins": login_script(
            "SQL01",
            [login("CORP\\a]b'c", is_disabled=True, is_sysadmin=True), login("sql", "S")],
        ),
        "disable": disable_script("SQL01", [job(hostile)]),
        "enable": enable_script("SQL01", [job(hostile)]),
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.sql").write_text(text, "utf-8-sig")
    command = [tool, "--script", "--server", "2012", *map(str, sorted(tmp_path.iterdir()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Backup BizTalk Server (BizTalkMgmtDb)", OWN),
        ("MessageBox_Message_Cleanup_BizTalkMsgBoxDb", STAYS_DISABLED),
        ("TrackedMessages_Copy_BizTalkMsgBoxDb", OWN),
        ("Nightly export", ""),
    ],
)
def test_own_jobs_are_known_by_their_names(name: str, kind: str) -> None:
    assert of_biztalk(name) == kind


def test_only_what_was_enabled_is_enabled_again() -> None:
    jobs = [
        job("MessageBox_Message_Cleanup_BizTalkMsgBoxDb"),
        job("Monitor BizTalk Server (BizTalkMgmtDb)", enabled=False),
        job("PurgeSubscriptionsJob_BizTalkMsgBoxDb"),
        job("Nightly export"),
    ]
    enabled = enable_script("SQL01", jobs)
    assert "PurgeSubscriptionsJob" in enabled
    assert enabled.count("EXEC") == 1
    assert disable_script("SQL01", jobs).count("EXEC") == 3
