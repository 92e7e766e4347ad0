"""Where the group keeps its Tracking Analysis database, which newer groups have not."""

from collections.abc import Iterable, Sequence

from scanner.collectors.biztalk_groups import configured
from scanner.collectors.columns import only
from scanner.collectors.statement import sql_collector
from scanner.facts.bam import TrackingAnalysis
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[TrackingAnalysis]:
    row = only(rows)
    named = {
        "AnalysisServerName": row.get("TrackAnalysisServerName"),
        "AnalysisName": row.get("TrackAnalysisDBName"),
    }
    return [TrackingAnalysis(configured(named, "Analysis"))]


COLLECTOR = sql_collector(
    "tracking_analysis", TrackingAnalysis, Place.MANAGEMENT, interpret, never_empty=True
)
