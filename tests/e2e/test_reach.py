"""Whoever can write BizTalk's tables must not choose where our credentials go."""

from pathlib import Path

from tests.e2e.command import scan
from tests.lab.client import Lab
from tests.lab.estates import company, jobs
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.variants import sound

TRAPS = ["sql:EVIL01", "host:EVIL02", "host:EVIL03", "share:EVIL04"]
STOLEN = r"\\EVIL04\Beute"


def poisoned() -> LabEstate:
    """Names that the estate does not allow, in every table that discovery reads."""
    estate = sound()
    estate.traps = TRAPS
    management = (company.SQL01, company.MANAGEMENT.name)
    estate.table(*management, "dbo.adm_MessageBox").append(
        {"Id": 2, "GroupId": 1, "DBServerName": "EVIL01", "DBName": "BizTalkMsgBoxDb2"}
    )
    secret = estate.table(company.SQL01, company.SSO.name, "dbo.SSOX_GlobalInfo")
    secret[0]["gi_SecretServer"] = "EVIL02"
    for row in estate.table(company.SQL01, company.BAM.name, "dbo.bam_Metadata_Properties"):
        if row["PropertyName"] == "BAMVRoot":
            row["PropertyValue"] = "http://EVIL03/BAM"
    step = estate.backup_job.steps[jobs.LOG_STEP]
    step.command = step.command.replace(company.BACKUP_PATH, STOLEN)
    return estate


def test_nothing_out_of_reach_gets_a_packet(lab: Lab, tmp_path: Path) -> None:
    lab.become(poisoned())
    scanned = scan(lab, tmp_path)
    seen = lab.seen()
    assert {name: seen[name].connections for name in TRAPS} == dict.fromkeys(TRAPS, 0)
    refused = {
        one["target"]
        for one in scanned.report["contacts"]
        if one["gap"] and one["gap"]["reason"] == "not_allowed"
    }
    assert refused == {"sql:EVIL01", "host:EVIL02", "host:EVIL03", rf"share:{STOLEN}"}
    assert scanned.ended.status in {1, 3}, scanned.ended.said


def test_a_trap_notices_a_guest(lab: Lab, tmp_path: Path) -> None:
    """The same names, allowed."""
    estate = poisoned()
    reach = estate.group["reach"]
    reach["sql"].append("EVIL*")
    reach["hosts"].append("EVIL*")
    reach["shares"].append(r"\\EVIL04\*")
    lab.become(estate)
    scan(lab, tmp_path)
    seen = lab.seen()
    assert all(seen[name].connections for name in TRAPS)
