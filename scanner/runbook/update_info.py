"""SampleUpdateInfo.xml filled for the destination: what UpdateDatabase.vbs and UpdateRegistry.vbs
read. The old names are exactly those that the group's own tables hold.

Format: https://learn.microsoft.com/en-us/biztalk/core/how-to-move-the-bam-primary-import-database1
`RuleEngineDB` is named by its prose only, so a note in the step asks to compare it with the
file that came with the installed version.
"""

import re
from collections.abc import Callable, Iterable
from xml.etree import ElementTree as ET

from scanner.facts.topology import (
    BackupDatabase,
    BamProperty,
    BizTalkGroup,
    DatabaseRef,
    MessageBox,
    OtherBackupDatabase,
)
from scanner.model.check import Facts
from scanner.recovery.additional_databases import beside_the_tables
from scanner.recovery.bam_stores import ANALYSIS, ARCHIVE, STAR_SCHEMA, databases
from scanner.recovery.newest import key_of
from scanner.recovery.quoting import Quote, Unquotable, quote

FILE = "SampleUpdateInfo.xml"
UNITS = {
    ARCHIVE: "ArchivingDatabase",
    ANALYSIS: "AnalysisDatabase",
    STAR_SCHEMA: "StarSchemaDatabase",
}
NOT_XML = re.compile("[\ufffe\uffff]")  # what is left of them when nothing is invisible
To = Callable[[str], str]


def update_info(facts: Facts, to: To) -> bytes:
    """`to` gives the new server for the name of an old one. Raises MissingEvidence for a table
    that could not be read: a file with a database left out is worse than none."""
    on = facts.management
    group = facts.one(BizTalkGroup, on)
    root = ET.Element("UpdateConfiguration")
    for one in sorted(facts.rows(MessageBox, on), key=lambda box: not box.is_master):
        node = _moved(root, "MessageBoxDB", one.database, to)
        node.set("IsMaster", "1" if one.is_master else "0")
    if group.tracking:
        _moved(root, "TrackingDB", group.tracking, to)
    _moved(root, "ManagementDB", _management(facts), to)
    if group.rules:
        _moved(root, "RuleEngineDB", group.rules, to)
    if group.bam:
        _bam(root, group.bam, facts.rows(BamProperty, facts.sql(group.bam.server)), to)
    others = ET.SubElement(root, "OtherDatabases")
    for other in facts.rows(OtherBackupDatabase, on):
        _moved(others, "Database", other.database, to).set("Name", _checked(other.role))
    registered = {key_of(facts, one.database) for one in facts.rows(OtherBackupDatabase, on)}
    for beside in beside_the_tables(facts):
        if key_of(facts, beside) not in registered:
            _moved(others, "Database", beside, to).set("Name", _checked(beside.name))
    ET.indent(root)
    head = b'<?xml version="1.0" encoding="utf-8"?>\n'
    text: str = ET.tostring(root, encoding="unicode")
    return head + text.encode() + b"\n"


def _management(facts: Facts) -> DatabaseRef:
    """As the backup job's own list spells it; the estate may say an alias."""
    declared = DatabaseRef(facts.group.management_server, facts.group.management_database)
    listed = (one.database for one in facts.rows(BackupDatabase, facts.management))
    wanted = key_of(facts, declared)
    return next((one for one in listed if key_of(facts, one) == wanted), declared)


def _moved(root: ET.Element, tag: str, old: DatabaseRef, to: To) -> ET.Element:
    return ET.SubElement(
        root,
        tag,
        {
            "oldDBName": _checked(old.name),
            "oldDBServer": _checked(old.server),
            "newDBName": _checked(old.name),
            "newDBServer": _checked(to(old.server)),
        },
    )


def _bam(root: ET.Element, old: DatabaseRef, properties: Iterable[BamProperty], to: To) -> None:
    """The first unit is where BAMPrimaryImport was; the others are where things are now."""
    bam = ET.SubElement(root, "BAM")
    _unit(bam, "OldPrimaryImportDatabase", old)
    _unit(bam, "PrimaryImportDatabase", DatabaseRef(to(old.server), old.name))
    for role, one in databases(properties).items():
        _unit(bam, UNITS[role], DatabaseRef(to(one.server), one.name))


def _unit(bam: ET.Element, name: str, database: DatabaseRef) -> None:
    unit = ET.SubElement(bam, "DeploymentUnit", {"Name": name})
    for key, value in (("ServerName", database.server), ("DatabaseName", database.name)):
        ET.SubElement(unit, "Property", {"Name": key}).text = _checked(value)


def _checked(text: str) -> str:
    """XML escapes the rest; what is invisible must not get into a file that a script believes.
    SQL Server takes a name with blanks behind it for the same."""
    name = quote(text.rstrip(" "), Quote.COMMENT)
    if NOT_XML.search(name):
        raise Unquotable(f"the name {name!a} holds a character that no XML file may hold")
    return name
