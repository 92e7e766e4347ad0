"""What stands between the scanner and its evidence: rights, names, clocks, certificates, delays."""

from datetime import timedelta

from tests.lab.estates import company
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.faults import bam
from tests.lab.estates.faults.fault import (
    COPIES,
    RECOVERY,
    STORAGE,
    each_database,
    error,
    fault,
    of_configuration,
)
from tests.lab.estates.faults.master_secret import ALL, ON_ITS_DISKS
from tests.lab.estates.machines import PARTNER
from tests.lab.tds.description import LabLogin, StatementError

OF_THE_JOB = ("BJ01/SQL01", *(f"{check}/Produktion" for check in ("BJ02", "BJ03", "BJ04", "BJ06")))
OF_THE_SETS = ("BS01/BizTalkMgmtDb", "BS02/BizTalkMgmtDb")
MESSAGE_BOX = "BS03/SQL02/BizTalkMsgBoxDb"
ITS_STATE = ("DB01/SQL02/BizTalkMsgBoxDb", "DB02/SQL02/BizTalkMsgBoxDb")
OF_ITS_SERVER = (*ITS_STATE, "BC05/SQL01", "BC06/SQL01", "BC12/SQL02/BizTalkMsgBoxDb")
OF_INSTALLATION = ("RM01/BTS01", "RM01/BTS02", "RM02/Produktion", f"RM04/{PARTNER}")
OF_BTS02 = ("CE04/BTS02", "CR01/Produktion", "MS05/BTS02", *OF_INSTALLATION)
OF_CHANGES = "CR01/Produktion"
FILES = ("LS13/SQLDR01", "LS14/SQLDR01")
OF_SQL02 = (
    MESSAGE_BOX,
    "DB05/SQL02",
    "LS06/SQLDR01",
    "LS09/SQLDR01",
    *FILES,
    "PE01/SQL02/BizTalkMsgBoxDb",
    "PE02/SQL02",
    "PE05/SQL02",
    "BD01/SQL02/BizTalkMsgBoxDb",
    *STORAGE[:2],
    "ST05/SQL01",
    "ST06/SQL02/BizTalkMsgBoxDb",
    "ST07/BizTalkMgmtDb",
    *RECOVERY,
)
SET_TIMES = ("LS02/SQLDR01", "LS03/SQLDR01", "LS10/SQLDR01", *COPIES)
OF_SAFEGUARDS = (
    "CL01/SQL02",
    *(f"{one}/SQL02/BizTalkMsgBoxDb" for one in ("AG02", "AG03", "AG04", "AG05")),
    *(f"{one}/Produktion" for one in ("EN01", "EN02", "EN03")),
    "DT01/SQL02",
)
ITS_SCRIPTS = ("RD02/SQL02/jobs", "RD02/SQL02/logins")
TEN_HOURS = timedelta(hours=10)


def _login(estate: LabEstate, server: str) -> LabLogin:
    return estate.sql[server].logins[company.SQL_USER]


@fault(error(*RECOVERY, *OF_SQL02, *OF_ITS_SERVER, *OF_SAFEGUARDS, *ITS_SCRIPTS), on_wires=True)
def message_box_server_unreachable(estate: LabEstate) -> None:
    estate.sql[company.SQL02].faults.refuse = True


@fault(error(*RECOVERY, *OF_SQL02, *OF_ITS_SERVER, *OF_SAFEGUARDS, *ITS_SCRIPTS))
def message_box_server_of_another_name(estate: LabEstate) -> None:
    server = estate.sql[company.SQL02]
    server.name = server.machine = "SQL77"


@fault(error(*RECOVERY, *OF_SQL02, *OF_ITS_SERVER, *OF_SAFEGUARDS, *ITS_SCRIPTS), on_wires=True)
def certificate_of_a_stranger(estate: LabEstate) -> None:
    estate.sql[company.SQL02].faults.wrong_certificate = True


@fault(error(*RECOVERY, *OF_SQL02, *OF_ITS_SERVER, *OF_SAFEGUARDS, *ITS_SCRIPTS), on_wires=True)
def certificate_of_another_name(estate: LabEstate) -> None:
    estate.sql[company.SQL02].faults.wrong_name = True


@fault(
    error(
        *RECOVERY,
        MESSAGE_BOX,
        *OF_SAFEGUARDS,
        *ITS_STATE,
        "BC06/SQL01",
        *FILES,
        "PE01/SQL02/BizTalkMsgBoxDb",
    )
)
def login_sees_fewer_databases(estate: LabEstate) -> None:
    login = _login(estate, company.SQL02)
    login.permissions -= {"VIEW ANY DATABASE"}


@fault(
    error(*RECOVERY, MESSAGE_BOX, *OF_SAFEGUARDS, *ITS_STATE, *FILES, "PE01/SQL02/BizTalkMsgBoxDb"),
    on_wires=True,
)
def databases_deadlocked(estate: LabEstate) -> None:
    estate.sql[
        company.SQL02
    ].faults.deadlock = "FROM (SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DATABASE')"


@fault(
    error(
        *RECOVERY,
        *OF_THE_SETS,
        "DB04/SQL01/SSODB",
        *SET_TIMES,
        "BJ04/SQL01",
        "BC09/SQL01",
        "CE03/BTS01",
        "CE03/BTS02",
        OF_CHANGES,
        *STORAGE[1:],
        "ST05/SQL01",
        *bam.WITH_AGES,
        "RD02/SQL01/jobs",
        "RD02/SQL01/logins",
    )
)
def management_clock_ten_hours_off(estate: LabEstate) -> None:
    estate.sql[company.SQL01].clock_shift = TEN_HOURS


@fault(error("MS03/SSO01"))
def secret_server_clock_ten_hours_off(estate: LabEstate) -> None:
    estate.hosts[company.SSO01].clock_shift = TEN_HOURS


@fault(
    error(
        "ST04/BizTalkMgmtDb",
        *RECOVERY,
        *OF_THE_JOB,
        *OF_THE_SETS,
        *of_configuration("Produktion"),
        "BC13/SQL01/BizTalkDTADb",
        "DB05/SQL01",
        OF_CHANGES,
        "BD02/Produktion",
        "LS02/SQLDR01",
        "LS03/SQLDR01",
        "LS10/SQLDR01",
        "PE03/Produktion",
        "PE08/Produktion",
        "RD02/SQL01/jobs",
        "RD02/SQL01/logins",
    )
)
def jobs_denied(estate: LabEstate) -> None:
    """What the job's steps say is needed for the sets' times; the history says where files are."""
    _login(estate, company.SQL01).denied |= {"msdb.dbo.sysjobs"}


@fault(
    error(
        "ST01/Produktion",
        "ST02/Produktion",
        "ST03/Produktion",
        "ST04/BizTalkMgmtDb",
        *RECOVERY,
        *OF_THE_SETS,
        *SET_TIMES,
        *each_database("BD01"),
        *each_database("BS03"),
        "DB04/SQL01/SSODB",
        "LS04/SQLDR01",
        "BC02/BizTalkMgmtDb",
        "PE08/Produktion",
        *bam.WITH_SETS,
    )
)
def backup_history_denied(estate: LabEstate) -> None:
    _login(estate, company.SQL01).denied |= {"BizTalkMgmtDb.dbo.adm_BackupHistory"}


@fault(error("LS01/SQLDR01"), on_wires=True)
def destination_answers_too_late(estate: LabEstate) -> None:
    estate.sql[company.SQLDR01].faults.errors.append(StatementError("sysjobschedules", 1222))


@fault(error(*ALL, *ON_ITS_DISKS))
def secret_server_of_another_name(estate: LabEstate) -> None:
    estate.hosts[company.SSO01].name = "SSO77"


@fault(error(*ALL, *ON_ITS_DISKS), on_wires=True)
def secret_server_certificate_of_a_stranger(estate: LabEstate) -> None:
    estate.hosts[company.SSO01].faults.add("wrong_certificate")


@fault(
    error(
        "RB01/BTS02",
        "RB02/BTS02",
        "RG01/BTS02",
        "RG02/BTS02",
        "RG03/BTS02",
        "RG04/BTS02",
        "RG05/BTS02",
        "RM05/BTS02",
        *(f"BP0{number}/BTS02" for number in range(1, 6)),
        *OF_BTS02,
        "RD03/BTS01",
        "RD03/BTS02",
        "RD05/BTS02",
    ),
    on_wires=True,
)
def portal_host_gives_no_shell(estate: LabEstate) -> None:
    """Logged on, but without the right; the credential is as good as before."""
    estate.hosts[company.BTS02].faults.add("forbidden")


@fault({}, on_wires=True)
def slow_everywhere(estate: LabEstate) -> None:
    """No fault: slow is not dark."""
    for server in estate.sql.values():
        server.faults.slow = 0.03
    for files in estate.file_servers.values():
        files.faults.slow = 0.03


@fault({})
def login_may_not_read_unrelated_tables(estate: LabEstate) -> None:
    """No fault: the least that a login needs is enough."""
    for name in estate.sql:
        _login(estate, name).denied |= {
            "BizTalkMgmtDb.dbo.bts_orchestration_port",
            "SSODB.dbo.SSOX_Servers",
        }
