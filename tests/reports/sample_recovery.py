"""Hand-made recovery points: sound, neglected, in doubt, unknown, and with hostile text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scanner.model.run import (
    ChainSet,
    Measure,
    Recovery,
    RecoveryPoint,
    ScenarioPoint,
    SetType,
)

NOW = datetime(2026, 11, 22, 5, 0, 12, tzinfo=UTC)
BEGIN = datetime(2026, 11, 8, 4, 45, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
A_DAY = 96
FOREIGN = (
    "a log backup of SSODB outside the job "
    "(2026-11-17 02:51:07 UTC, by CORP\\backup, with VEEAM, to NUL)"
)
PARTIAL = "a missing backup of BAMPrimaryImport"


def point(time: datetime | None, *doubts: str) -> RecoveryPoint:
    mark = f"BTS_{time:%Y_%m_%d_%H_%M_%S}_12" if time else "BTS_unsettled"
    return RecoveryPoint(mark, time, NOW - time if time else None, doubts)


def scenario(loss: str, newest: datetime | None = None, *, limited_by: str = "") -> ScenarioPoint:
    """The guaranteed point is that of the set before the newest."""
    safe = point(newest - QUARTER) if newest else None
    return ScenarioPoint(
        loss=loss,
        must_survive=loss.startswith("the SQL"),
        newest=point(newest) if newest else None,
        guaranteed=safe,
        proved=safe,
        limited_by=(limited_by,) if limited_by else (),
        by_hand="",
    )


def logs(first: int, count: int, **changes: object) -> Iterator[ChainSet]:
    """Every quarter of an hour; the ids of a run's full and log set follow each other."""
    for number in range(first, first + count):
        made = ChainSet(3000 + number, SetType.LOG, "complete", BEGIN + QUARTER * number, ())
        yield replace(made, **changes)  # type: ignore[arg-type]  # fields by name


def sets() -> tuple[ChainSet, ...]:
    """Two weeks: a foreign log backup on the ninth day, a full set each day, one run that failed.

    The ids of full sets are those of the log sets that a run with a full set has no time for.
    """
    found = {one.id: one for one in logs(0, 1346)}
    for day in range(0, 1346, A_DAY):
        found[3000 + day] = replace(found[3000 + day], type=SetType.FULL)
    for one in logs(A_DAY * 8 + 90, 6, breaks=(FOREIGN,)):
        found[one.id] = one
    found[3500] = ChainSet(3500, SetType.UNKNOWN, "missing", None, ())
    return tuple(found.values())


def sound() -> Recovery:
    newest = BEGIN + QUARTER * 1345
    worst = scenario("the SQL Server machines SQL01 and SQL02", newest)
    gone = "the loss of every copy of every database in set 4344"
    return Recovery(
        databases=5,
        worst=worst,
        scenarios=(
            scenario("", newest),
            worst,
            scenario("the backup destination BACKUP01", limited_by=gone),
            scenario("the site Kufstein", newest - timedelta(hours=9)),
        ),
        sets=sets(),
        tail=(),
        exposure=Measure(
            timedelta(hours=2, minutes=6),
            "Had the SQL Servers died at any minute since 2026-11-08 05:00 UTC, the worst loss "
            "would have been 2 h 6 min: on Tuesday, 2026-11-17 04:50 UTC, because of "
            f"{FOREIGN.replace(' (', ' before set 3858 (')}.",
        ),
        promise=Measure(
            timedelta(minutes=34),
            "When every run succeeds, up to 34 min can be lost: two intervals of 15 min, 3 min "
            "for a full set and 1 min for a log set. The schedule cannot meet the objective of "
            "30 min.",
        ),
        restore_time=Measure(
            timedelta(hours=1, minutes=20),
            "About 1 h 20 min of machine time to restore 84 GB, one database after another, at "
            "17.5 MB a second; people's time comes on top. Estimated by measured restores "
            "(2026-10-03). That is within the objective of 4 h.",
        ),
        older=tuple(point(newest - QUARTER * back) for back in range(2, 480)),
        content="The content of the backups is not verified: no restore has proved it.",
    )


def neglected() -> Recovery:
    """Eleven days without a complete set, and what is there ends the chain already."""
    newest = datetime(2026, 11, 11, 5, 0, tzinfo=UTC)
    why = f"{PARTIAL} in set 3314"
    found = tuple(logs(285, 29)) + tuple(logs(314, 10, status="partial", breaks=(PARTIAL,)))
    fulls = [replace(found[0], type=SetType.FULL)]
    chain = {one.id: one for one in (*found, *fulls)}
    worst = scenario("the SQL Server machine SQL01", newest, limited_by=why)
    worst = replace(
        worst,
        by_hand="By hand, which Microsoft does not support, the log sequence "
        "numbers go on to 2026-11-11 21:00 UTC (mark BTS_2026_11_11_21_00_00_12).",
    )
    return replace(
        sound(),
        worst=worst,
        scenarios=(scenario("", newest, limited_by=why), worst),
        sets=tuple(chain.values()),
        tail=("a change of the recovery model of SSODB since the newest set",),
        older=tuple(point(newest - QUARTER * back) for back in range(2, 9)),
    )


def doubtful() -> Recovery:
    """What msdb has forgotten cannot be proved, though nothing speaks against it."""
    newest = BEGIN + QUARTER * 1345
    doubts = (
        "a backup of SSODB that msdb no longer knows in 2 sets from 4344 to 4345",
        "unseen files of every database in set 4345 (share:\\\\BACKUP01\\biztalk$/files: "
        "denied: access is denied)",
    )
    worst = replace(
        scenario("the SQL Server machines SQL01 and SQL02", newest),
        guaranteed=point(newest - QUARTER, *doubts),
        proved=point(newest - timedelta(days=1)),
    )
    return replace(sound(), worst=worst, scenarios=(scenario("", newest), worst))


def unknown() -> Recovery:
    why = "sql:SQL02/chain_backups could not be used (denied): SELECT on backupset was refused."
    none = Measure(None, "")
    return Recovery(0, None, (), (), (), none, none, none, (), missing=why)


def hostile(texts: tuple[str, ...]) -> Recovery:
    """Names of databases, logins, programs and devices are what others wrote."""
    worst = replace(
        scenario(texts[0], BEGIN),
        guaranteed=replace(point(BEGIN, *texts), mark=texts[4]),
        limited_by=texts,
        by_hand=texts[1],
    )
    broken = tuple(logs(number, 1, breaks=(text,)) for number, text in enumerate(texts))
    return replace(
        sound(),
        worst=worst,
        scenarios=(worst,),
        sets=tuple(one for made in broken for one in made),
        tail=texts,
        exposure=Measure(None, texts[6]),
    )
