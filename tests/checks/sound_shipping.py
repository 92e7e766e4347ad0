"""What the first law's sound group holds of its destination's sets, jobs and folders."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scanner.facts.topology import DatabaseRef
from tests import make, make_shipping, make_sql
from tests.checks.sound_permissions import MESSAGE_BOX, NEWEST
from tests.surroundings import data_file

NEW = r"F:\data"
ADDED = data_file(rf"{NEW}\SSODB_2.ndf", database="SSODB")
NEW_FOLDER = make.folder(NEW)
OF_SSO = make_sql.shipped(NEWEST, DatabaseName="SSODB")
OF_BOX = make_sql.shipped(NEWEST, DatabaseName=MESSAGE_BOX.name)
RECOVERED = make_shipping.recovered("SSODB")
COPIED = make.job_run(1, job_id="Get Backup History")
RESTORED = make.job_run(2, job_id="Restore Databases")
BOX_JOB = make.agent_job(job_id="box", name="MessageBox_DeadProcesses_Cleanup")
STRAY = make.agent_job(job_id="stray", name=make_shipping.RESTORE)


def held(databases: Iterable[DatabaseRef]) -> list[make.Held]:
    names = [one.name for one in databases]
    return [
        make.sql("SQL01", data_file(database="SSODB"), ADDED),
        make.sql("SQL02", BOX_JOB, data_file(database=MESSAGE_BOX.name)),
        make.sql("SQLDR01", *_destination(), *map(make_shipping.recovered, names)),
        make.host("SQLDR01", NEW_FOLDER),
    ]


def _destination() -> Iterator[object]:
    yield from make_shipping.tables()
    yield from (OF_SSO, OF_BOX, COPIED, RESTORED, data_file())


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (OF_SSO, (make_sql.shipped(2, DatabaseName="SSODB"),)),
    (OF_BOX, (make_sql.shipped(2, DatabaseName=MESSAGE_BOX.name),)),
    (RECOVERED, ()),
    (COPIED, (replace(COPIED, status=0),)),
    (BOX_JOB, (BOX_JOB, STRAY)),
    (NEW_FOLDER, (make.folder(NEW, exists=False),)),
)
