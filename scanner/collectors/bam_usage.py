"""What is deployed in BAM, and when it was last changed, processed, archived."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from scanner.collectors.columns import flag, integer, only, optional_local_moment
from scanner.collectors.statement import sql_collector
from scanner.facts.bam import BamUsage
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

UTC = timedelta(0)


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BamUsage]:
    row = only(rows)
    return [
        BamUsage(
            activities=integer(row, "Activities"),
            archiving_activities=integer(row, "ArchivingActivities"),
            archiving_now=flag(row, "ArchivingNow"),
            cubes=integer(row, "Cubes"),
            olap_cubes=integer(row, "OlapCubes"),
            changed=optional_local_moment(row, "Changed", UTC),
            cube_started=optional_local_moment(row, "CubeStarted", UTC),
            cube_ended=optional_local_moment(row, "CubeEnded", UTC),
            archived=optional_local_moment(row, "Archived", UTC),
        )
    ]


COLLECTOR = sql_collector("bam_usage", BamUsage, Place.BAM, interpret, never_empty=True)
