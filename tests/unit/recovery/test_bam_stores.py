"""Where BAM keeps its databases, by its own properties."""

from scanner.facts.topology import BamProperty, DatabaseRef
from scanner.recovery.bam_stores import ANALYSIS, ARCHIVE, STAR_SCHEMA, bam_stores, databases
from tests import make

NAMED = (
    *make.bam_database("ArchivingDatabase", "BAMArchive"),
    *make.bam_database("StarSchemaDatabase", "BAMStarSchema", "DWH01"),
    *make.bam_database("AnalysisDatabase", "BAMAnalysis"),
    make.portal_address(),
    make.bam_property(),
)


def test_each_role_has_its_database() -> None:
    assert databases(NAMED) == {
        ARCHIVE: DatabaseRef("SQL01", "BAMArchive"),
        STAR_SCHEMA: DatabaseRef("DWH01", "BAMStarSchema"),
        ANALYSIS: DatabaseRef("SQL01", "BAMAnalysis"),
    }


def test_analysis_services_is_no_sql_server() -> None:
    assert set(bam_stores(NAMED)) == {ARCHIVE, STAR_SCHEMA}


def test_half_a_name_is_none() -> None:
    server, _ = make.bam_database("ArchivingDatabase", "BAMArchive")
    blank = BamProperty("ArchivingDatabase", "DatabaseName", " ")
    assert databases((server,)) == databases((server, blank)) == {}
