"""What the first law's sound group holds of drills, and of what is kept for a restore."""

from collections.abc import Sequence
from dataclasses import replace

from scanner.facts.drills import MarkedRestore
from scanner.facts.restoring import JOB, LOGIN, ServerChange
from scanner.facts.topology import DatabaseRef
from scanner.model.estate import Artefact
from tests import make, make_restore

SCRIPTS = r"\\VAULT01\scripts"
PLACE = make.location(SCRIPTS, Artefact.AGENT_JOBS, Artefact.LOGINS)
CHANGED_JOB = ServerChange(JOB, "Backup BizTalk Server", make.ago(days=90))
CHANGED_LOGIN = ServerChange(LOGIN, "CORP\\sqlagent", make.ago(days=90))
LONG_AGO = make.ago(days=400)
PREPARED = make_restore.update_info(
    bam=tuple(
        make_restore.units(
            ArchivingDatabase="BAMArchive",
            StarSchemaDatabase="BAMStarSchema",
            AnalysisDatabase="BAMAnalysis",
        )
    )
)
DRILLED = MarkedRestore(make.MANAGEMENT.name, "BTS_1", make.ago(days=50), LONG_AGO)


def held(databases: Sequence[DatabaseRef]) -> list[make.Held]:
    others = [one.name for one in databases if one != make.MANAGEMENT]
    drilled = (MarkedRestore(name, "BTS_1", DRILLED.restored, LONG_AGO) for name in others)
    servers = sorted({one.server for one in databases})
    saved = {"written": make.ago(days=60)}
    files = (make.stored_file(rf"{SCRIPTS}\{one}.sql", SCRIPTS, **saved) for one in servers)
    return [
        make.share(SCRIPTS, make.folder(SCRIPTS), *files),
        *(make.sql(one, CHANGED_JOB, CHANGED_LOGIN) for one in servers),
        make.sql("SQLDR01", DRILLED, *drilled),
        make.host("WEB01", PREPARED),
    ]


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (CHANGED_LOGIN, (replace(CHANGED_LOGIN, changed=make.ago(days=9)),)),
    (PREPARED, (make_restore.no_update_info(),)),
    (DRILLED, (MarkedRestore("", "", None, LONG_AGO),)),
)
