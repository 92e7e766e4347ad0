"""The three estates that the lab shows."""

from collections.abc import Callable

from tests.lab.estates import company, estate
from tests.lab.estates.estate import Expected, LabEstate
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.times import Times

SOUND = Expected("INCOMPLETE", 3, "READY", 0)
NEGLECTED = Expected("NOT READY", 1, "NOT READY", 1)
HALF_DARK = Expected("INCOMPLETE", 3, "INCOMPLETE", 3)
# In this order: what concerns the sets as a whole goes before what is done to one of them.
OF_NEGLECT = (
    "database_left_out_of_sets",
    "log_sets_too_old",
    "last_backup_run_failed",
    "full_backup_file_missing",
    "backup_path_is_placeholder",
    "agent_started_by_hand",
    "destination_job_disabled",
    "restore_to_mark_scheduled",
    "secret_backup_too_old",
    "secret_generated_after_backup",
    "no_copy_of_secret_backup",
    "portal_extended_after_backup",
    "no_copy_of_iis_backup",
)


def sound(times: Times | None = None) -> LabEstate:
    """Every check passes; rows that have none yet stay unchecked."""
    return estate.new("sound", times or Times.of_now(), SOUND)


def neglected(times: Times | None = None) -> LabEstate:
    """Nobody has looked for months, and many things have gone wrong."""
    whole = estate.new("neglected", times or Times.of_now(), NEGLECTED)
    found = whole.with_faults(FAULTS[name].apply for name in OF_NEGLECT)
    del found.group["management"]["ca_file"]
    found.group["management"]["trust_server_certificate"] = True
    found.group["sql"] = {
        name: {"trust_server_certificate": True} for name in (company.SQL02, company.SQLDR01)
    }
    return found


def half_dark(times: Times | None = None) -> LabEstate:
    """The same firm as sound, but much of it does not let itself be read."""
    found = estate.new("half-dark", times or Times.of_now(), HALF_DARK)
    sql, hosts = found.sql, found.hosts
    sql[company.SQL01].logins[company.SQL_USER].denied |= {
        "msdb.dbo.sysjobhistory",
        "msdb.dbo.backupset",
        "BAMPrimaryImport.dbo.bam_Metadata_Properties",
    }
    sql[company.SQL02].faults.refuse = True
    sql[company.SQLDR01].faults.slow = 0.1
    sql[company.SQLDR01].logins[company.SQL_USER].denied |= {"msdb.dbo.sysjobschedules"}
    hosts[company.BTS01].faults.add("refused")
    hosts[company.BTS02].faults.add("forbidden")
    for user in hosts[company.SSO01].users.values():
        user.denied |= {"events", "registry"}
    found.file_servers[company.FILE01].faults.slow = 0.05
    found.file_servers[company.VAULT01].faults.denied = frozenset({company.RESTORE_SHARE.upper()})
    return found


ESTATES: dict[str, Callable[..., LabEstate]] = {
    "sound": sound,
    "neglected": neglected,
    "half-dark": half_dark,
}
