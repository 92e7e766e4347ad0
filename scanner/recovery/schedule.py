"""How long an Agent job may rest between two runs, from the codes of its schedules.

Local wall time without daylight saving: the hour that is skipped or doubled once a year is not
counted. Codes: learn.microsoft.com, dbo.sysschedules (Transact-SQL).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from scanner.facts.agent_jobs import JobSchedule

HORIZON = timedelta(days=15)
DAY = 86_400
ONCE, DAILY, WEEKLY, MONTHLY = 1, 4, 8, 16
SUBDAY_SECONDS = {2: 1, 4: 60, 8: 3_600}


def longest_gap(schedules: Iterable[JobSchedule], today: date) -> timedelta | None:
    """The longest rest from `today` on, all schedules taken together.

    Looks 15 days ahead: a rest that long or longer is given as HORIZON; None when nothing runs in
    that time. Schedules that start with the Agent or on an idle computer give no run that can be
    relied on; those relative to a month's weekdays are left out, being far too rare in any case.
    """
    runs = sorted({run for one in schedules if one.enabled for run in _runs(one, today)})
    return timedelta(seconds=_widest(runs)) if runs else None


def _runs(schedule: JobSchedule, today: date) -> Iterator[int]:
    """Seconds after today's midnight; yesterday's window may reach into today."""
    for number in range(-1, HORIZON.days):
        if runs_on(schedule, today + timedelta(days=number)):
            moments = (number * DAY + run for run in seconds_of_day(schedule))
            yield from (run for run in moments if 0 <= run < HORIZON.days * DAY)


def _widest(runs: Sequence[int]) -> int:
    """One run alone does not tell how far the next one is."""
    end = HORIZON.days * DAY
    inner = (later - earlier for earlier, later in pairwise(runs))
    return max(max(inner, default=end), runs[0], end - runs[-1])


def runs_on(schedule: JobSchedule, day: date) -> bool:
    """Whether the schedule starts runs on that day."""
    start, end = _date(schedule.start_date), _date(schedule.end_date)
    if day < start or day > end:
        return False
    if schedule.freq_type == ONCE:
        return day == start
    if schedule.freq_type == DAILY:
        return (day - start).days % max(schedule.freq_interval, 1) == 0
    if schedule.freq_type == WEEKLY:
        weeks = (_sunday(day) - _sunday(start)).days // 7
        in_week = weeks % max(schedule.recurrence_factor, 1) == 0
        return in_week and bool(schedule.freq_interval & (1 << day.isoweekday() % 7))
    if schedule.freq_type == MONTHLY:
        months = (day.year - start.year) * 12 + day.month - start.month
        in_month = months % max(schedule.recurrence_factor, 1) == 0
        return in_month and day.day == schedule.freq_interval
    return False


def seconds_of_day(schedule: JobSchedule) -> range:
    """When runs start, in seconds after that day's midnight; a window may reach past the next."""
    unit = SUBDAY_SECONDS.get(schedule.subday_type, 0)
    step = unit * schedule.subday_interval
    if step <= 0:
        return range(schedule.start_second, schedule.start_second + 1)
    end = schedule.end_second
    end += DAY if end < schedule.start_second else 0
    return range(schedule.start_second, end + 1, step)


def _sunday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() % 7)


def _date(code: int) -> date:
    """yyyymmdd; 0 stands for the beginning, and dates beyond the calendar for its end."""
    if code <= 0:
        return date.min
    try:
        return datetime.strptime(str(code), "%Y%m%d").date()  # noqa: DTZ007 - a calendar day
    except ValueError:
        return date.max
