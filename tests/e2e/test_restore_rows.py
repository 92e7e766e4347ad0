"""Every row of the restore half: a group that is prepared for it, one that is not, and one that
it does not concern."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from checks.checklist import controls
from scanner import app
from scanner.judge import Terms
from scanner.model.decision import Attestation, Basis, Decisions, Entered
from scanner.model.evidence import Evidence
from scanner.model.finding import Finding
from scanner.model.run import RowResult, Run
from scanner.model.status import Status
from tests.decided import attestation
from tests.e2e.inside import NO_DIGEST, Inside, inside
from tests.lab.estates.faults import FAULTS
from tests.lab.estates.times import Times
from tests.lab.estates.variants import sound

SOUND = "sound"
BASE = sound(Times.of_now(log_hours=6))


@dataclass(frozen=True)
class Concerns:
    """Why there is no group that the row does not concern."""

    every_group: str


@dataclass(frozen=True)
class Readiness:
    """Of one row: `prepared` is the fault's name of an estate, or SOUND; of `unprepared` each
    makes the row fail; `stated` are the checks that leave it to a person; where it does not apply,
    the name of an estate, else why there is none."""

    prepared: str
    stated: tuple[str, ...]
    unprepared: tuple[str, ...]
    not_applicable: str | Concerns


ROWS = {
    "R01": Readiness(
        SOUND,
        ("RD04",),
        (
            "copies_do_not_survive_the_destination",
            "drill_left_a_database_out",
            "login_scripts_of_one_server_are_missing",
            "update_info_is_as_shipped",
            "destination_of_another_build",
        ),
        Concerns("Every group has databases."),
    ),
    "R02": Readiness(
        SOUND,
        ("RB03", "RB04"),
        (
            "bam_tool_names_another_server",
            "packages_not_backed_up_since_deployment",
            "portal_names_another_server",
        ),
        "group_without_bam",
    ),
    "R03": Readiness(
        SOUND,
        ("ES01", "ES02"),
        ("no_copy_of_secret_backup", "secret_generated_after_backup"),
        Concerns("Every group has a master secret: adapters' settings are encrypted with it."),
    ),
    "R04": Readiness(
        SOUND,
        ("ES04",),
        ("update_is_not_kept", "update_missing_on_one_server"),
        Concerns("BizTalk Server is installed on every group's computers."),
    ),
    "R05": Readiness(
        "group_of_standard_edition",
        ("RG05",),
        ("standard_edition_unprepared",),
        SOUND,
    ),
    "R06": Readiness(
        SOUND,
        ("ES01", "ES02"),
        ("no_copy_of_secret_backup", "sso_database_not_registered"),
        Concerns("Every group uses Enterprise Single Sign-On."),
    ),
    "R07": Readiness(
        SOUND,
        (),
        ("server_of_another_group", "standard_edition_without_its_script"),
        Concerns("A replacement computer must join every group."),
    ),
    "R08": Readiness(
        SOUND,
        ("ES02", "ES03"),
        ("server_without_export", "group_changed_after_export"),
        Concerns("Every group is configured."),
    ),
    "R09": Readiness(
        "alerts_backed_up",
        ("RB06",),
        ("alerts_not_backed_up",),
        "group_without_bam",
    ),
    "R10": Readiness(
        SOUND,
        (),
        ("no_iis_backup", "portal_names_another_server"),
        "bam_without_portal",
    ),
}
PREPARED = [(row, one.prepared, one.stated) for row, one in ROWS.items()]
UNPREPARED = [(row, name) for row, one in ROWS.items() for name in one.unprepared]
NOT_CONCERNED = [
    (row, one.not_applicable)
    for row, one in ROWS.items()
    if not isinstance(one.not_applicable, Concerns)
]


@dataclass
class Collected:
    """Each estate is collected once, and judged as often as asked."""

    within: Inside
    held: dict[str, Evidence] = field(default_factory=dict)

    def judged(self, estate: str, stated: Iterable[str] = ()) -> Run:
        if estate not in self.held:
            faults = [FAULTS[estate].apply] if estate != SOUND else []
            self.held[estate] = self.within.collect(BASE.with_faults(faults))
        evidence = self.held[estate]
        said = tuple(_statement(one, evidence.collection.ended) for one in stated)
        terms = Terms(evidence.limits, decisions=Decisions(said))
        return app.judged(evidence, NO_DIGEST, terms)


def _statement(about: str, now: datetime) -> Attestation:
    entered = Entered(now, "CORP\\huber", "ADMIN01")
    return attestation(about, entered=entered, until=now + timedelta(days=1))


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collected]:
    with inside(tmp_path_factory.mktemp("inside")) as ready:
        yield Collected(ready)


def row_of(run: Run, row: str) -> RowResult:
    return next(one for one in run.rows if one.control.id == row)


def findings_of(run: Run, row: str) -> list[Finding]:
    return [one for one in run.findings if row in one.rows]


def test_the_table_has_every_row_of_the_restore_half() -> None:
    """And says of each what the checklist says: whether it concerns every group."""
    restore = {one.id: one.applies for one in controls() if one.half == "restore"}
    assert list(ROWS) == list(restore)
    always = {row for row, one in ROWS.items() if isinstance(one.not_applicable, Concerns)}
    assert always == {row for row, applies in restore.items() if applies == "always"}


@pytest.mark.parametrize(("row", "estate", "stated"), PREPARED)
def test_prepared(row: str, estate: str, stated: tuple[str, ...], collected: Collected) -> None:
    """What people state counts, each of it is needed, and nothing else is."""
    found = row_of(collected.judged(estate, stated), row)
    assert found.status is Status.PASS, found.sentence
    assert found.basis is (Basis.ATTESTED if stated else Basis.MACHINE)
    for left_out in stated:
        short = [one for one in stated if one != left_out]
        assert row_of(collected.judged(estate, short), row).status is Status.NOT_CHECKED
    silent = findings_of(collected.judged(estate), row)
    assert {one.check for one in silent if one.status is Status.NOT_CHECKED} == set(stated)


@pytest.mark.parametrize(("row", "estate"), UNPREPARED)
def test_unprepared(row: str, estate: str, collected: Collected) -> None:
    """No statement makes it good: neither of the row nor of the check that fails."""
    run = collected.judged(estate)
    failed = [one for one in findings_of(run, row) if one.status is Status.FAIL]
    assert row_of(run, row).status is Status.FAIL
    assert all(one.fix for one in failed)
    stated = {row, *(one.check for one in failed)}
    assert row_of(collected.judged(estate, stated), row).status is Status.FAIL


@pytest.mark.parametrize(("row", "estate"), NOT_CONCERNED)
def test_not_applicable(row: str, estate: str, collected: Collected) -> None:
    """Each answer cites the fact that makes it so."""
    run = collected.judged(estate)
    assert row_of(run, row).status is Status.NOT_APPLICABLE
    assert row_of(run, row).basis is Basis.MACHINE
    assert all(one.citations for one in findings_of(run, row))
