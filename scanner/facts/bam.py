"""What BAMPrimaryImport tells of BAM: what is deployed, and what last happened to it."""

from dataclasses import dataclass
from datetime import datetime

from scanner.facts.topology import DatabaseRef


@dataclass(frozen=True)
class BamUsage:
    """Counts and newest times of bam_Metadata_*, one row.

    BAM's own procedures write all of these times with GETUTCDATE, so they are UTC; None: never.
    `changed` is when the newest deployment, update or removal ended (or, unfinished, began);
    `archived` is when partitions were last dropped from BAMPrimaryImport, being in the archive.
    """

    activities: int
    archiving_activities: int
    archiving_now: bool
    cubes: int
    olap_cubes: int
    changed: datetime | None
    cube_started: datetime | None
    cube_ended: datetime | None
    archived: datetime | None


@dataclass(frozen=True)
class BamPackages:
    """Integration Services packages of BAM (BAM_AN_*, BAM_DM_*) in an instance's msdb: how many."""

    in_msdb: int


@dataclass(frozen=True)
class ActiveInstances:
    """Rows of bam_<activity>_Active: instances that are not complete, as the catalogue counts."""

    activity: str
    instances: int


@dataclass(frozen=True)
class TrackingAnalysis:
    """The group's Tracking Analysis database, in Analysis Services; None: it has none."""

    database: DatabaseRef | None
