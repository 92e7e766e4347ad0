"""How many of BAM's Integration Services packages are kept in msdb."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import integer, only
from scanner.collectors.statement import sql_collector
from scanner.facts.bam import BamPackages
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BamPackages]:
    return [BamPackages(in_msdb=integer(only(rows), "Packages"))]


COLLECTOR = sql_collector(
    "bam_packages", BamPackages, Place.JOB_INSTANCES, interpret, never_empty=True
)
