"""What the first law's sound group holds of its destination's sets, jobs and folders."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scanner.facts.storage import VolumeSpace
from scanner.facts.topology import DatabaseRef
from tests import make, make_shipping, make_sql
from tests.checks.sound_permissions import MESSAGE_BOX, NEWEST
from tests.checks.sound_references import ALERTS
from tests.surroundings import BOX, data_file

NEW = r"F:\data"
ADDED = data_file(rf"{NEW}\SSODB_2.ndf", database="SSODB")
NEW_FOLDER = make.folder(NEW)
OTHERS = (make.SSO, MESSAGE_BOX, BOX, make.BAM, DatabaseRef("SQL01", "BizTalkDTADb"), ALERTS)
COPIED = make.job_run(1, job_id="Get Backup History")
VOLUMES = tuple(VolumeSpace(one, 10**12, 2 * 10**12) for one in ("E:\\", "F:\\"))
RESTORED = make.job_run(2, job_id="Restore Databases")


def held(databases: Iterable[DatabaseRef]) -> list[make.Held]:
    names = [one.name for one in databases]
    return [
        make.sql("SQL01", ADDED),
        *(make.sql(one.server, data_file(database=one.name)) for one in OTHERS),
        make.sql("SQLDR01", *_destination(), *map(make_shipping.recovered, names)),
        make.host("SQLDR01", NEW_FOLDER),
    ]


def _destination() -> Iterator[object]:
    yield from make_shipping.tables()
    yield from (COPIED, RESTORED, data_file(), *VOLUMES)
    for one in OTHERS:
        yield make_sql.shipped(NEWEST, DatabaseName=one.name)


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    *(
        (
            make_sql.shipped(NEWEST, DatabaseName=one.name),
            (make_sql.shipped(2, DatabaseName=one.name),),
        )
        for one in OTHERS
    ),
    (make_shipping.recovered(), ()),
    (COPIED, (replace(COPIED, status=0),)),
    (VOLUMES[0], (replace(VOLUMES[0], free=0),)),
    (NEW_FOLDER, (make.folder(NEW, exists=False),)),
)
