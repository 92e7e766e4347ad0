"""When jobs run."""

from collections.abc import Iterable, Sequence

from scanner.collectors.columns import code, flag, identifier, integer, text
from scanner.collectors.msdb_times import second_of_day
from scanner.collectors.statement import sql_collector
from scanner.facts.agent_jobs import JobSchedule
from scanner.model.collector import Place
from scanner.model.evidence import Clock, Row

FREQUENCIES = (1, 4, 8, 16, 32, 64, 128)
SUBDAY_TYPES = (0, 1, 2, 4, 8)  # 0 where the frequency has no use for it


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[JobSchedule]:
    return [
        JobSchedule(
            job_id=identifier(row, "job_id"),
            name=text(row, "schedule_name"),
            enabled=flag(row, "enabled"),
            freq_type=code(row, "freq_type", FREQUENCIES),
            freq_interval=integer(row, "freq_interval"),
            subday_type=code(row, "freq_subday_type", SUBDAY_TYPES),
            subday_interval=integer(row, "freq_subday_interval"),
            recurrence_factor=integer(row, "freq_recurrence_factor"),
            start_date=integer(row, "active_start_date"),
            end_date=integer(row, "active_end_date"),
            start_second=second_of_day(row, "active_start_time"),
            end_second=second_of_day(row, "active_end_time"),
        )
        for row in rows
    ]


COLLECTOR = sql_collector("job_schedules", JobSchedule, Place.EVERY_INSTANCE, interpret)
