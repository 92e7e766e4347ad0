"""What is said of rights and of what is sent, before anything is read."""

from scanner.collectors.job_databases import COLLECTOR as JOB_DATABASES
from scanner.collectors.rights_on_hosts import COLLECTOR as RIGHTS
from scanner.collectors.sso_service import COLLECTOR as SERVICE
from scanner.collectors.updates import COLLECTOR as UPDATES
from scanner.estate.discover import Placed, Servers, Windows
from scanner.model.collector import HostTask
from scanner.model.estate import HostRole
from scanner.preview import LOGIN, grants, plan
from scanner.transport.host_framing import reader_sha256
from tests.evidence import SQL01, group

FOUND = Servers(
    management=Placed(SQL01, "Mgmt"),
    instances=(SQL01,),
    destinations=(),
    sso=None,
    bam=None,
    databases=(Placed(SQL01, "Mgmt"), Placed(SQL01, "Rules")),
)
TASK = HostTask("SSO01", frozenset({HostRole.SECRET_SERVER, HostRole.BIZTALK}), ("D:\\SSO\nGO",))
AROUND = Windows((TASK,), (r"\\FILE01\backup",), ())


def said() -> str:
    return grants(group(), FOUND, AROUND, [JOB_DATABASES, RIGHTS, SERVICE, UPDATES])


def test_the_login_has_a_user_in_each_database_of_the_job() -> None:
    user = f"IF USER_ID(N'{LOGIN}') IS NULL CREATE USER [{LOGIN}] FOR LOGIN [{LOGIN}];"
    for database in ("Mgmt", "Rules"):
        assert f"USE [{database}];\n{user}" in said()


def test_each_question_of_a_host_is_said_with_its_right_and_why() -> None:
    told = said()
    assert "--   read the permissions of the folders\n--     why: Who may do what" in told
    assert "--     cim Win32_Service Name=ENTSSO" in told
    assert r"--     then registry SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\<key>" in told
    assert "-- Share \\\\FILE01\\backup" in told


def test_no_name_leaves_its_comment() -> None:
    assert r"files D:\SSO?GO with its rights" in said()


def test_statements_come_after_what_every_connection_sends() -> None:
    told = plan(group(), FOUND, AROUND, [JOB_DATABASES], full=True)
    before, _, _ = told.partition("sql:SQL01")
    assert "  SET LOCK_TIMEOUT 5000" in before
    assert reader_sha256() in before
    assert plan(group(), FOUND, AROUND, [JOB_DATABASES], full=False).startswith("sql:SQL01")
