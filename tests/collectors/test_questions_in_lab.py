"""Every question is answered by the lab's hosts, and the answers become facts."""

import json
from typing import Any

import pytest

from scanner.collectors.registry import COLLECTORS
from scanner.facts.iis import PortalElement
from scanner.facts.master_secret import SsoEvent, SsoService
from scanner.model.collector import Answers, HostCollector, HostTask, Question
from scanner.model.estate import HostRole
from tests.collectors.recording import CLOCK
from tests.lab.estates import applications, company, variants
from tests.lab.estates.configuration import EXPORTS
from tests.lab.winrm.answers import answer_document
from tests.lab.winrm.description import LabHost

HOSTS = {one.name: one for one in COLLECTORS if isinstance(one, HostCollector)}
FOLDER = company.LOCAL_SECRET_PATH
ASKED = [
    *((name, company.BTS02) for name, one in HOSTS.items() if HostRole.PORTAL in one.roles),
    *(
        (name, company.SSO01)
        for name, one in HOSTS.items()
        if (not one.roles or HostRole.SECRET_SERVER in one.roles) and name != "exported_bindings"
    ),
    ("updates", company.BTS01),
    ("installation", company.BTS01),
    ("public_certificates", company.BTS01),
    ("update_info", company.BTS01),
    ("update_scripts", company.BTS01),
    ("oledb_drivers", company.BTS01),
    ("biztalk_registry", company.BTS01),
    ("bam_tool", company.BTS01),
    ("dtc_settings", company.SQL01),
    ("exported_bindings", applications.DEPLOY01),
]


@pytest.fixture(scope="module")
def hosts() -> dict[str, LabHost]:
    return variants.sound().hosts


def facts(name: str, host: LabHost) -> list[Any]:
    collector = HOSTS[name]
    bindings = (applications.BINDINGS_PATH,)
    task = HostTask(
        host.name, collector.roles, (FOLDER,), frozenset(), (EXPORTS,), bindings, (FOLDER,)
    )
    answered = dict(answers(host, collector.first(task)))
    if collector.second:
        answered |= answers(host, collector.second(task, answered))
    rows = [{"question": one, **row} for one, rows in answered.items() for row in rows]
    return list(collector.interpret(rows, CLOCK))


def answers(host: LabHost, questions: Any) -> Answers:
    account = next(iter(host.users))
    asked: list[Question] = list(questions)
    document = json.loads(json.dumps({"seconds": 60, "questions": asked}))
    told = answer_document(document, host, account)
    assert not [one for one in told if "gap" in one]
    return {one["id"]: one["rows"] for one in told}


@pytest.mark.parametrize(("name", "host"), ASKED)
def test_question_is_answered_with_facts(name: str, host: str, hosts: dict[str, LabHost]) -> None:
    assert {type(one) for one in facts(name, hosts[host])} == {HOSTS[name].fact}


def test_portal_and_its_backup_are_both_read(hosts: dict[str, LabHost]) -> None:
    found: list[PortalElement] = facts("iis_portal", hosts[company.BTS02])
    live = {(one.kind, one.key, one.settings) for one in found if one.source == "live"}
    saved = {(one.kind, one.key, one.settings) for one in found if one.source != "live"}
    assert live == saved
    assert ("application", "Default Web Site/BAM") in {(kind, key) for kind, key, _ in live}


def test_events_come_newest_first(hosts: dict[str, LabHost]) -> None:
    found: list[SsoEvent] = facts("sso_events", hosts[company.SSO01])
    assert [one.written for one in found] == sorted((one.written for one in found), reverse=True)


def test_host_without_the_service_says_so(hosts: dict[str, LabHost]) -> None:
    found: list[SsoService] = facts("sso_service", hosts[company.BTS01])
    assert [one.installed for one in found] == [False]
