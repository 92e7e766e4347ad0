"""AP04."""

from dataclasses import replace

import pytest

from checks.applications.group_is_exported import group_is_exported as check
from scanner.facts.applications import ApplicationPart, ExportedPart, Parties
from scanner.facts.backup_files import StoredFile
from scanner.model.check import MissingEvidence
from scanner.model.estate import Artefact, Group
from scanner.model.finding import Verdict
from scanner.model.status import Status
from tests import make, make_sql

PATHS = {one: rf"D:\{one.value}" for one in (Artefact.GROUP_BINDINGS, Artefact.PARTIES)}
PATHS |= {Artefact.GROUP_SETTINGS: r"D:\group_settings"}
GROUP = make.group(locations=tuple(make.location(p, a, host="V") for a, p in PATHS.items()))
PART = make.application_part()
WHOLE = {
    Artefact.GROUP_BINDINGS: make.exported(r"D:\group_bindings\a.xml", PART.name),
    Artefact.PARTIES: make.exported(r"D:\parties\a.xml"),
    Artefact.GROUP_SETTINGS: make.exported(r"D:\group_settings\a.xml")[:1],
}
SQL = make.sql("SQL01", make_sql.biztalk_server(), Parties(3), PART)


def file(artefact: Artefact, name: str = "a.xml", size: int = 900) -> StoredFile:
    return make.stored_file(rf"{PATHS[artefact]}\{name}", PATHS[artefact], size=size)


def host(*without: Artefact, read: tuple[ExportedPart, ...] = ()) -> make.Held:
    """Every export, but for some, of which only `read` is known beside the file."""
    held: list[object] = [make.folder(path) for path in PATHS.values()]
    held += [file(one) for one in PATHS if one not in without or read]
    held += [part for one, parts in WHOLE.items() if one not in without for part in parts]
    return make.host("V", *held, *read)


def judge(held: make.Held, sql: make.Held = SQL, group: Group = GROUP) -> dict[str, Verdict]:
    return dict(make.verdicts(check, make.facts(sql, held, group=group)))


def statuses(held: make.Held, sql: make.Held = SQL, group: Group = GROUP) -> dict[str, str]:
    return {name: one.status.value for name, one in judge(held, sql, group).items()}


def test_pass_with_all_three() -> None:
    assert statuses(host()) == dict.fromkeys(("bindings", "parties", "settings"), "pass")


def test_fail_without_a_place() -> None:
    nowhere = statuses(make.host("V"), group=make.group())
    assert nowhere == dict.fromkeys(("bindings", "parties", "settings"), "fail")


def test_fail_when_the_place_is_a_biztalk_server() -> None:
    sql = make.sql("SQL01", make_sql.biztalk_server("V"), Parties(3), PART)
    assert set(statuses(host(), sql).values()) == {"fail"}


@pytest.mark.parametrize("artefact", [Artefact.GROUP_BINDINGS, Artefact.GROUP_SETTINGS])
def test_fail_without_a_file(artefact: Artefact) -> None:
    found = statuses(host(artefact))
    name = artefact.value.removeprefix("group_")
    assert found == {**statuses(host()), name: "fail"}


def test_bindings_of_the_group_hold_the_parties_too() -> None:
    assert statuses(host(Artefact.PARTIES))["parties"] == "pass"
    assert statuses(host(Artefact.PARTIES, Artefact.GROUP_BINDINGS))["parties"] == "fail"


def test_fail_names_what_the_bindings_lack() -> None:
    port = make.application_part("Invoices", kind="receive_port", name="Invoices.In")
    system = make.application_part("BizTalk.System", is_system=True, name="Internal")
    verdict = judge(host(), make.sql("SQL01", *SQL.facts, port, system))["bindings"]
    assert verdict.status is Status.FAIL
    assert "does not hold Invoices.In of Invoices" in verdict.message
    assert "Internal" not in verdict.message


def test_fail_for_bindings_among_the_settings() -> None:
    wrong = make.exported(r"D:\group_settings\a.xml", PART.name)
    assert statuses(host(Artefact.GROUP_SETTINGS, read=wrong))["settings"] == "fail"


@pytest.mark.parametrize("artefact", list(PATHS))
def test_fail_for_a_file_that_is_no_xml(artefact: Artefact) -> None:
    broken = (replace(WHOLE[artefact][0], readable=False),)
    without = [artefact]
    if artefact is Artefact.PARTIES:
        without.append(Artefact.GROUP_BINDINGS)
    found = statuses(host(*without, read=broken))
    assert found[artefact.value.removeprefix("group_")] == "fail"


def test_boundary_of_an_empty_file() -> None:
    settings = make.location(PATHS[Artefact.GROUP_SETTINGS], Artefact.GROUP_SETTINGS, host="V")
    for size, expected in ((0, "fail"), (1, "pass")):
        one = file(Artefact.GROUP_SETTINGS, size=size)
        folder = make.folder(PATHS[Artefact.GROUP_SETTINGS])
        held = make.host("V", folder, one, *WHOLE[Artefact.GROUP_SETTINGS])
        assert statuses(held, group=make.group(locations=(settings,)))["settings"] == expected


def test_no_parties_are_none_to_export() -> None:
    sql = make.sql("SQL01", make_sql.biztalk_server(), Parties(0), PART)
    verdict = judge(host(Artefact.PARTIES, Artefact.GROUP_BINDINGS), sql)["parties"]
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.cites == (Parties(0),)


def test_on_a_share_there_is_only_a_listing() -> None:
    path = r"\\VAULT01\group"
    group = make.group(locations=(make.location(path, *PATHS),))
    share = make.share(path, make.folder(path), make.stored_file(rf"{path}\a.xml", path))
    found = statuses(share, group=group)
    assert found == {"bindings": "not_checked", "parties": "pass", "settings": "pass"}


@pytest.mark.parametrize("kind", [ApplicationPart, ExportedPart, Parties, StoredFile])
def test_gap_is_no_verdict(kind: type) -> None:
    holder = make.host("V") if kind in {ExportedPart, StoredFile} else make.sql("SQL01")
    with pytest.raises(MissingEvidence):
        make.verdicts(check, make.facts(make.gap(kind, holder), SQL, host(), group=GROUP))
