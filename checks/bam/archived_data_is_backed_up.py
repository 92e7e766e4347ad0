"""BAM data that was moved to the archive is in a backup of the archive.

Why it matters
--------------
When a data maintenance package ends archiving, BAM drops the moved partitions from
BAMPrimaryImport. From then on the archive is the only place that holds this data, and restoring
BAMPrimaryImport does not bring it back.

What is read
------------
bam_Metadata_Partitions: when partitions were last dropped after archiving (UTC). msdb of the
archive's server: its full backups. Microsoft's package backs the archive up before it ends
archiving, so a backup within `window` before that moment counts, as does any later one.

How to fix
----------
Back up the archive now, and let the data maintenance packages (BAM_DM_*) do it before the task
End Archiving each time.

Reference: How to Back Up the BAM Analysis and Tracking Analysis Server Databases, https://learn.microsoft.com/en-us/biztalk/core/how-to-back-up-the-bam-analysis-and-tracking-analysis-server-databases
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from checks.bam.stores import NEEDS, Store, fulls, stores_of, to_look_at
from checks.wording import when
from scanner.model.check import Facts, check
from scanner.model.duration import say
from scanner.model.finding import Subject, Verdict, fails, not_applicable, passes
from scanner.model.status import Severity
from scanner.recovery.bam_stores import ARCHIVE


@dataclass(frozen=True)
class Limits:
    """How long a data maintenance package may take from its backup to its end."""

    window: timedelta = timedelta(hours=6)


def _archive(facts: Facts) -> Iterable[Subject[Store]] | Verdict:
    return stores_of(facts, ARCHIVE, "No activity of BAM archives its data.")


@check(
    id="BA04",
    title="Archived BAM data is backed up",
    rows=("B06",),
    severity=Severity.HIGH,
    needs=NEEDS,
    subjects=_archive,
    limits=Limits,
)
def archived_data_is_backed_up(subject: Subject[Store], facts: Facts, limits: Limits) -> Verdict:
    store = subject.about
    archived = store.usage.archived
    if archived is None:
        return not_applicable("BAM has not archived any data yet.", store.usage)
    database = to_look_at(store)
    if isinstance(database, Verdict):
        return database
    name = database.name
    moved = f"data that was dropped from {store.bam.name} {when(archived)}"
    kept = [one for one in fulls(facts, database) if one.finished >= archived - limits.window]
    if kept:
        sentence = f"The full backup of {name} that ended {when(kept[-1].finished)} holds the"
        return passes(f"{sentence} {moved}.", kept[-1], store.usage)
    return fails(
        f"No full backup of {name} holds the {moved}: none ended later than "
        f"{say(limits.window)} before.",
        store.usage,
        fix=f"Back up {name} on {database.server} now.",
    )
