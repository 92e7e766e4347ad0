"""What can be wrong with the sound estate, and exactly what a scan must then say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType

from tests.lab.estates.estate import LabEstate

Apply = Callable[[LabEstate], None]
Causes = dict[str, str]  # finding id to status

HOURS, LONG = 30, 54  # enough for most checks; for those of a disk's growth and of older full sets
CHAIN, POINT = "RC01/BizTalkMgmtDb", "RC02/SQL Server machines lost"
SCHEDULE, PAST, RESTORE_TIME = (f"RC0{number}/BizTalkMgmtDb" for number in (3, 4, 5))
RECOVERY = (CHAIN, POINT, SCHEDULE, PAST, RESTORE_TIME)
ON_SQL01 = ("BAMPrimaryImport", "BizTalkDTADb", "BizTalkMgmtDb", "BizTalkRuleEngineDb", "SSODB")
OF_CONFIGURATION = (*(f"BC{number:02}" for number in range(3, 12)), "ST05")  # of the job's steps
AT_DESTINATION = tuple(f"LS{number:02}" for number in range(2, 15))
COPIES = tuple(rf"BD02/\\{server}\SQL-Kopien\PROD" for server in ("VAULT01", "ARCHIV01"))
STORAGE = tuple(rf"ST0{number}/\\FILE01\BizTalkBackup\PROD" for number in (1, 2, 3))
ALL_DATABASES = (*(f"SQL01/{name}" for name in ON_SQL01), "SQL02/BizTalkMsgBoxDb")


@dataclass(frozen=True)
class Fault:
    """`causes` are all the findings that differ from those of the sound estate.

    `on_wires`: only a connection can show it. `hours` of log sets that the estate is to have.
    """

    name: str
    apply: Apply
    causes: Causes
    on_wires: bool = False
    hours: int = HOURS


def fault(
    causes: Causes, *, on_wires: bool = False, hours: int = HOURS
) -> Callable[[Apply], Fault]:
    """The function's name is the fault's."""

    def made(apply: Apply) -> Fault:
        return Fault(apply.__name__, apply, causes, on_wires, hours)

    return made


def fail(*findings: str) -> Causes:
    return dict.fromkeys(findings, "fail")


def error(*findings: str) -> Causes:
    return dict.fromkeys(findings, "error")


def not_checked(*findings: str) -> Causes:
    return dict.fromkeys(findings, "not_checked")


def each_database(check: str) -> tuple[str, ...]:
    """The findings of a check that has one for every database of the backup job."""
    return tuple(f"{check}/{name}" for name in ALL_DATABASES)


def passes(*findings: str) -> Causes:
    """Findings that the sound estate does not have under this name."""
    return dict.fromkeys(findings, "pass")


def of_configuration(subject: str) -> tuple[str, ...]:
    """The findings of every check of the job's configuration."""
    return tuple(f"{check}/{subject}" for check in OF_CONFIGURATION)


def of_modules(modules: Iterable[ModuleType]) -> dict[str, Fault]:
    found = [one for module in modules for one in vars(module).values() if isinstance(one, Fault)]
    return {one.name: one for one in found}
