"""RB01."""

from dataclasses import replace

import pytest

from checks.restore_bam.bam_tool_names_the_database import bam_tool_names_the_database as check
from scanner.facts.biztalk_hosts import BamTool
from scanner.facts.topology import BizTalkServer, DatabaseRef
from scanner.model.check import MissingEvidence
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make

TOOL = BamTool(r"C:\BizTalk\Tracking\bm.exe.config", True, True, make.BAM.server, make.BAM.name)
ABSENT = replace(TOOL, exists=False, well_formed=False, server="", database="")
SERVERS = (BizTalkServer("BTS01"), BizTalkServer("BTS02"))


def judge(tool: BamTool = TOOL, other: BamTool = TOOL, **group: DatabaseRef | None) -> Verdict:
    sql = make.sql("SQL01", make.biztalk_group(**group), *SERVERS)
    hosts = (make.host("BTS01", tool), make.host("BTS02", other))
    found = make.verdicts(check, make.facts(sql, *hosts))
    return next(iter(found.values()))


def test_pass_where_it_names_the_groups_database() -> None:
    assert judge().status is Status.PASS
    assert judge(replace(TOOL, server="sql01.corp.example")).status is Status.PASS


@pytest.mark.parametrize(
    "tool", [replace(TOOL, server="OLD"), replace(TOOL, database="Old"), replace(TOOL, server=".")]
)
def test_fail_for_another_database(tool: BamTool) -> None:
    assert judge(tool).status is Status.FAIL


def test_fail_for_a_broken_file() -> None:
    assert judge(replace(ABSENT, exists=True)).status is Status.FAIL


def test_boundary_no_default_decides_nothing() -> None:
    assert judge(replace(TOOL, server="")).status is Status.NOT_CHECKED


def test_a_server_without_the_tools_is_not_concerned() -> None:
    verdict = judge(ABSENT)
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (ABSENT,)


def test_tools_on_no_server_are_somewhere() -> None:
    assert judge(ABSENT, ABSENT).status is Status.NOT_CHECKED


def test_dot_means_the_server_itself() -> None:
    here = DatabaseRef("BTS01", make.BAM.name)
    assert judge(replace(TOOL, server="(local)"), bam=here).status is Status.PASS


def test_not_applicable_without_bam() -> None:
    assert judge(bam=None).status is Status.NOT_APPLICABLE


def test_gap_is_missing_evidence() -> None:
    sql = make.sql("SQL01", make.biztalk_group(), *SERVERS)
    gone = make.gap(BamTool, make.host("BTS02"))
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(sql, make.host("BTS01", ABSENT), gone))
