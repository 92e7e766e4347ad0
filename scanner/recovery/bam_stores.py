"""Where BAM keeps what BAMPrimaryImport does not hold: archive, star schema, cubes."""

from collections.abc import Iterable, Mapping

from scanner.facts.topology import BamProperty, DatabaseRef

ARCHIVE = "archive"
STAR_SCHEMA = "star schema"
ANALYSIS = "analysis"
_WORDS = {ARCHIVE: "archiv", STAR_SCHEMA: "starschema", ANALYSIS: "analysis"}


def bam_stores(properties: Iterable[BamProperty]) -> Mapping[str, DatabaseRef]:
    """The SQL Server databases by role, as far as bam_Metadata_Properties names them."""
    found = databases(properties)
    return {role: one for role, one in found.items() if role != ANALYSIS}


def databases(properties: Iterable[BamProperty]) -> Mapping[str, DatabaseRef]:
    """Those with a server and a name. Scopes are told by a word in them: 'ArchivingDatabase',
    'StarSchemaDatabase', 'AnalysisDatabase' are not documented as the table spells them."""
    known = [(one.scope.casefold(), one.name.casefold(), one.value.strip()) for one in properties]
    found: dict[str, DatabaseRef] = {}
    for role, word in _WORDS.items():
        mine = {name: value for scope, name, value in known if word in scope and value}
        if {"servername", "databasename"} <= mine.keys():
            found[role] = DatabaseRef(mine["servername"], mine["databasename"])
    return found
