"""What is lost holds nothing; of a lost site only what is declared to be elsewhere is left."""

from dataclasses import replace

from scanner.model.estate import Artefact, Location
from scanner.model.evidence import JsonValue
from scanner.model.status import Status
from scanner.runbook.survivors import Survivors, said_file
from tests import make
from tests.reports import sample

MEDIA = Artefact.INSTALLATION_MEDIA
VAULT = Location(r"\\VAULT01\media", "", (MEDIA,), site="Rosenheim")
NEAR = Location(r"\\FILE01\media", "", (MEDIA,), site="Kufstein")
UNSITED = Location(r"\\FILE02\media", "", (MEDIA,))
LOCAL = Location(r"D:\media", "SSO01", (MEDIA,), site="Kufstein")
GROUP = make.group(locations=(VAULT, NEAR, UNSITED, LOCAL))


def survivors(*gone: str, site: str = "") -> Survivors:
    return Survivors(make.facts(group=GROUP), frozenset(gone), site)


def test_what_stands_on_a_lost_machine_is_lost() -> None:
    assert not survivors("VAULT01").keeps(VAULT)
    assert not survivors("SSO01").keeps(LOCAL)
    assert survivors("SSO01").keeps(VAULT)
    assert not survivors("SQL01").keeps_path(r"E:\backup\a.bak", "SQL01")
    assert survivors("SQL01").keeps_path(r"\\FILE09\backup\a.bak", "SQL01")


def test_of_a_lost_site_only_what_is_declared_elsewhere_is_left() -> None:
    lost = survivors(site="kufstein")
    assert [lost.keeps(one) for one in (VAULT, NEAR, UNSITED, LOCAL)] == [True, False, False, False]
    assert lost.keeps_path(r"\\VAULT01\media\2020\setup.iso", "")
    assert not lost.keeps_path(r"\\VAULT01\mediation\setup.iso", "")


def test_only_surviving_files_of_findings_are_told_each_once() -> None:
    fields: dict[str, JsonValue] = {
        "path": r"\\VAULT01\media\a.iso",
        "size": 5,
        "written": "2026-11-01T10:00:00+00:00",
    }
    kept = sample.cite(sample.SHARE, "files_on_shares", "StoredFile", **fields)
    gone = sample.cite(sample.BTS01, "files_on_hosts", "StoredFile", path=r"D:\a.iso", size=5)
    other = sample.cite(sample.BTS01, "updates", "InstalledUpdate", key="KB1")
    both = sample.finding("BJ02", "x", Status.PASS, "", sample.SQL01, citations=(kept, gone, other))
    alone = replace(both, citations=(gone, other))
    none = replace(both, citations=(other,))
    found = survivors("BTS01").relied_on([both, both, alone, none])
    assert found.value == (r"\\VAULT01\media\a.iso, 5 bytes, written 2026-11-01 10:00 UTC",)
    assert found.missing == (r"D:\a.iso is among what is lost, and no other copy is known",)


def test_a_file_is_told_with_all_that_tells_whether_it_is_the_right_one() -> None:
    file = make.stored_file(r"D:\x\a.xml", r"D:\x", size=7, written=make.NOW, sha256="ab" * 32)
    said = said_file(file, "SSO01")
    assert said == (
        rf"D:\x\a.xml on SSO01, 7 bytes, written 2026-11-22 05:00 UTC, SHA-256 {'ab' * 32}"
    )
