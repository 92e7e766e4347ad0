"""What the first law's sound group holds of drills, and of what is kept for a restore."""

from collections.abc import Sequence
from dataclasses import replace

from scanner.facts.drills import MarkedRestore
from scanner.facts.restoring import JOB, LOGIN, OleDbDriver, ServerChange, UpdateScript
from scanner.facts.topology import DatabaseRef
from scanner.model.estate import Artefact
from tests import make, make_restore
from tests.checks.sound_references import ALERTS

SCRIPTS = r"\\VAULT01\scripts"
PLACE = make.location(SCRIPTS, Artefact.AGENT_JOBS, Artefact.LOGINS)
CHANGED_JOB = ServerChange(JOB, "Backup BizTalk Server", make.ago(days=90))
CHANGED_LOGIN = ServerChange(LOGIN, "CORP\\sqlagent", make.ago(days=90))
LONG_AGO = make.ago(days=400)
PREPARED = make_restore.update_info(
    databases=(*make_restore.moves(), make_restore.moved("Database", ALERTS, "Alerts")),
    bam=tuple(
        make_restore.units(
            ArchivingDatabase="BAMArchive",
            StarSchemaDatabase="BAMStarSchema",
            AnalysisDatabase="BAMAnalysis",
        )
    ),
)
SCRIPT = UpdateScript(make_restore.SCRIPT, True, ("MSOLEDBSQL",))
DRIVER = OleDbDriver("MSOLEDBSQL", r"C:\Windows\System32\msoledbsql.dll", True)
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
        make.host("WEB01", PREPARED, SCRIPT, DRIVER),
    ]


FAULTS: tuple[tuple[object, tuple[object, ...]], ...] = (
    (CHANGED_LOGIN, (replace(CHANGED_LOGIN, changed=make.ago(days=9)),)),
    (PREPARED, (make_restore.no_update_info(),)),
    (SCRIPT, (replace(SCRIPT, providers=("SQLOLEDB",)),)),
    (DRILLED, (MarkedRestore("", "", None, LONG_AGO),)),
)
