"""BAM's databases beside BAMPrimaryImport: which there should be, and what msdb says of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from scanner.facts.backup_sets import RecordedBackup
from scanner.facts.bam import BamUsage
from scanner.facts.topology import BackupDatabase, BamProperty, BizTalkGroup, DatabaseRef
from scanner.model.check import Facts
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked, passes
from scanner.recovery.bam_stores import ARCHIVE, STAR_SCHEMA, bam_stores
from scanner.recovery.newest import key_of

NEEDS = (BackupDatabase, BamProperty, BamUsage, BizTalkGroup, RecordedBackup)
FULL = "D"
WHERE = "Look it up with bm get-config; scan again once bam_Metadata_Properties names it."


@dataclass(frozen=True)
class Store:
    """`database` is None where BAM needs one and its properties do not tell which it is.
    `by_job`: the backup job has it in its sets, together with all others."""

    role: str
    database: DatabaseRef | None
    bam: DatabaseRef
    usage: BamUsage
    by_job: BackupDatabase | None = None


def the_stores(facts: Facts) -> Iterable[Subject[Store]] | Verdict:
    """Archive and star schema: named by BAM's properties, or needed by what is deployed."""
    group = facts.one(BizTalkGroup, facts.management)
    if group.bam is None:
        return not_applicable("adm_Group names no BAM database.", group)
    on = facts.sql(group.bam.server)
    usage = facts.one(BamUsage, on)
    named = bam_stores(facts.rows(BamProperty, on))
    needed = {ARCHIVE: usage.archiving_activities or usage.archived, STAR_SCHEMA: usage.cubes}
    roles = [role for role in needed if role in named or needed[role]]
    if not roles:
        return not_applicable("BAM has no archive, no star schema, and no need of them.", usage)
    return [_subject(facts, role, named, group.bam, usage) for role in roles]


def stores_of(facts: Facts, role: str, none: str) -> Iterable[Subject[Store]] | Verdict:
    """Those of one role; `none` is what is said where BAM has other stores only."""
    stores = the_stores(facts)
    if isinstance(stores, Verdict):
        return stores
    known = list(stores)
    mine = [one for one in known if one.about.role == role]
    return mine or not_applicable(none, known[0].about.usage)


def _subject(
    facts: Facts,
    role: str,
    named: Mapping[str, DatabaseRef],
    bam: DatabaseRef,
    usage: BamUsage,
) -> Subject[Store]:
    database = named.get(role)
    if database is None:
        return Subject(f"BAM {role}", Store(role, None, bam, usage))
    on = facts.sql(database.server)
    listed = facts.rows(BackupDatabase, facts.management)
    wanted = key_of(facts, database)
    by_job = next((one for one in listed if key_of(facts, one.database) == wanted), None)
    return Subject(f"{on.name}/{database.name}", Store(role, database, bam, usage, by_job), on)


def to_look_at(store: Store) -> DatabaseRef | Verdict:
    """The database, or the verdict where there is nothing to look at."""
    if store.database is None:
        return not_checked(
            f"BAM needs a database for its {store.role}, but its properties name none.",
            store.usage,
            settle=WHERE,
        )
    if store.by_job:
        return passes(f"The backup job has {store.database.name} in its sets.", store.by_job)
    return store.database


def fulls(facts: Facts, database: DatabaseRef) -> tuple[RecordedBackup, ...]:
    """Full backups of a database that msdb knows, oldest first."""
    name = database.name.casefold()
    found = (one for one in facts.rows(RecordedBackup, facts.sql(database.server)))
    mine = (one for one in found if one.type == FULL and one.database.casefold() == name)
    return tuple(sorted(mine, key=lambda one: one.finished))


def record_begins(facts: Facts, database: DatabaseRef) -> datetime | None:
    """Of all that was read of msdb's record: before that it proves nothing."""
    known = facts.rows(RecordedBackup, facts.sql(database.server))
    return min((one.finished for one in known), default=None)
