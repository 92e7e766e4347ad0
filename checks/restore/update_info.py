"""What is wrong with a SampleUpdateInfo.xml, said as the end of a sentence about the file."""

from collections.abc import Iterator

from checks.destination.destinations import declared
from checks.wording import listed
from scanner.facts.restoring import MovedDatabase, UpdateInfo
from scanner.facts.topology import (
    BamProperty,
    BizTalkGroup,
    DatabaseRef,
    MessageBox,
    OtherBackupDatabase,
)
from scanner.model.check import Facts
from scanner.recovery.additional_databases import NEEDS as OF_OTHERS
from scanner.recovery.additional_databases import beside_the_tables
from scanner.recovery.bam_stores import ANALYSIS, ARCHIVE, STAR_SCHEMA, databases
from scanner.recovery.newest import key_of

NEEDS = (*OF_OTHERS, BamProperty, BizTalkGroup, MessageBox, OtherBackupDatabase)
PLACEHOLDERS = {"sourceserver", "destinationserver"}
MASTER, SSO = "1", "sso"
OLD_BAM, NEW_BAM = "OldPrimaryImportDatabase", "PrimaryImportDatabase"
UNITS = {
    ARCHIVE: "ArchivingDatabase",
    STAR_SCHEMA: "StarSchemaDatabase",
    ANALYSIS: "AnalysisDatabase",
}
PROPERTIES = ("ServerName", "DatabaseName")


def problem(file: UpdateInfo, facts: Facts) -> str:
    """The first; empty when there is none."""
    return next(_problems(file, facts), "")


def names_the_rules(file: UpdateInfo, facts: Facts) -> bool:
    """Whether the rule engine's database, where there is one, is named in a known element.
    Microsoft names the element in its prose only."""
    rules = facts.one(BizTalkGroup, facts.management).rules
    return rules is None or _has(file, ("RuleEngineDB", "Database"), rules)


def _problems(file: UpdateInfo, facts: Facts) -> Iterator[str]:
    if not file.exists:
        yield "is not there"
    elif not file.well_formed:
        yield "is not well-formed XML"
    typed = list(file.typed())
    left = [one for one in typed if _machine(one) in PLACEHOLDERS]
    if left:
        yield f"still has the placeholder {left[0]}"
    blank = next((one for one in typed if one != one.strip()), None)
    if blank is not None:
        yield f"has blanks around the name {blank.strip()!r}"
    yield from _of_databases(file, facts)
    yield from _of_bam(file, facts)


def _machine(name: str) -> str:
    """A placeholder may stand before an instance or a port."""
    return name.strip().partition("\\")[0].partition(",")[0].casefold()


def _of_databases(file: UpdateInfo, facts: Facts) -> Iterator[str]:
    boxes = [one for one in file.databases if one.element == "MessageBoxDB"]
    masters = [one for one in boxes if one.is_master == MASTER]
    if len(masters) != 1:
        yield f'has {len(masters)} message boxes with IsMaster="1" instead of one'
    lacking = [
        f"{one.name} on {one.server}"
        for elements, one in _expected(facts)
        if not _has(file, elements, one)
    ]
    if not any(_is_management(one, facts) for one in file.databases):
        lacking.append(f"{facts.group.management_database} on {facts.management.name}")
    lacking += [
        f"{one.name} on {one.server}"
        for one in beside_the_tables(facts)
        if not _at(file, one, facts)
    ]
    if lacking:
        yield f"does not name {listed(lacking)} as the group does"
    roles = [one.role for one in facts.rows(OtherBackupDatabase, facts.management)]
    named = [one.name for one in file.databases if one.element == "Database"]
    if SSO not in map(str.casefold, (*roles, *named)):
        yield "names no database of Single Sign-On, which adm_OtherBackupDatabases leaves out too"
    own = next((one.database for one in _boxes(facts) if one.is_master), None)
    if own and not _is(masters[0], own):
        yield f"makes {masters[0].old.name} the master message box instead of {own.name}"
    elsewhere = [one for one in file.databases if not _is_destination(one.new.server, facts)]
    if elsewhere:
        to = elsewhere[0].new.server or "no server"
        yield f"sends {elsewhere[0].old.name} to {to}, which is no declared destination"
    unnamed = [one.old.name for one in file.databases if not one.new.name]
    if unnamed:
        yield f"gives {listed(unnamed)} no new name"


def _boxes(facts: Facts) -> tuple[MessageBox, ...]:
    return facts.rows(MessageBox, facts.management)


def _expected(facts: Facts) -> Iterator[tuple[tuple[str, ...], DatabaseRef]]:
    """With the elements that may name it; all but the management database."""
    group = facts.one(BizTalkGroup, facts.management)
    for box in _boxes(facts):
        yield ("MessageBoxDB",), box.database
    if group.tracking:
        yield ("TrackingDB",), group.tracking
    for other in facts.rows(OtherBackupDatabase, facts.management):
        yield ("Database",), other.database


def _at(file: UpdateInfo, database: DatabaseRef, facts: Facts) -> bool:
    """Whether OtherDatabases names it, by any name of its server."""
    others = (one.old for one in file.databases if one.element == "Database" and one.old.server)
    return any(key_of(facts, one) == key_of(facts, database) for one in others)


def _is_destination(server: str, facts: Facts) -> bool:
    """Where the estate declares none, any name will do."""
    known = declared(facts)
    return facts.sql(server) in known if known else bool(server)


def _has(file: UpdateInfo, elements: tuple[str, ...], database: DatabaseRef) -> bool:
    return any(one.element in elements and _is(one, database) for one in file.databases)


def _is(one: MovedDatabase, database: DatabaseRef) -> bool:
    """The scripts look for the names that BizTalk's tables hold: another name of the same server
    will not do. Blanks behind a name in these tables make no difference to SQL Server."""
    return _key(one.old) == _key(database)


def _key(database: DatabaseRef) -> tuple[str, str]:
    return database.server.rstrip(" ").casefold(), database.name.rstrip(" ").casefold()


def _is_management(one: MovedDatabase, facts: Facts) -> bool:
    """Only the estate says where it is, perhaps by another name of the server."""
    named = one.old.name.casefold() == facts.group.management_database.casefold()
    return one.element == "ManagementDB" and named and facts.sql(one.old.server) == facts.management


def _of_bam(file: UpdateInfo, facts: Facts) -> Iterator[str]:
    bam = facts.one(BizTalkGroup, facts.management).bam
    if bam is None:
        return
    said = {(one.unit, one.property): one.value for one in file.bam}
    old = tuple(said.get((OLD_BAM, one), "").casefold() for one in PROPERTIES)
    if old != _key(bam):
        yield f"does not name {bam.name} on {bam.server} as {OLD_BAM} in its section BAM"
    stores = databases(facts.rows(BamProperty, facts.sql(bam.server)))
    wanted = [NEW_BAM, *(unit for role, unit in UNITS.items() if role in stores)]
    lacking = [unit for unit in wanted if not all(said.get((unit, one)) for one in PROPERTIES)]
    if lacking:
        yield f"does not say in its section BAM where {listed(lacking)} will be"
