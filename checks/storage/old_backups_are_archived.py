"""Old backups are archived, not kept for ever where new ones are written.

Why it matters
--------------
The job deletes history, but never a file. Where nobody else does, the folder grows until its disk
is full; and of thousands of files nobody finds the ones that belong together on the day of the
restore.

What is read
------------
The names, sizes and times of the files in the folder of the newest full set. Backups are known by
the names that the job gives them (_Full_ or _Log_ with the mark).

How to fix
----------
Copy old backups to the archive and delete them by age where the job writes. Keep at least the last
two complete full sets and every log set after the older of them.

Reference: How to Configure the Backup BizTalk Server Job, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-backup-biztalk-server-job
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from checks.storage.disks import each_destination
from checks.wording import count
from scanner.facts.backup_files import StoredFile
from scanner.model.check import Facts, check
from scanner.model.duration import say as say_time
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.size import say
from scanner.model.status import Severity
from scanner.recovery.destinations import NEEDS, Destination
from scanner.recovery.listing import listing

MADE_BY_THE_JOB = re.compile(r".+_(Full|Log)_.{1,8}_\d{4}(_\d\d){5}_\d{3}\.bak", re.IGNORECASE)
CITED = 5


@dataclass(frozen=True)
class Limits:
    max_age: timedelta = timedelta(days=90)


@check(
    id="ST03",
    title="Old backups are archived",
    rows=("B04",),
    severity=Severity.LOW,
    needs=(*NEEDS, StoredFile),
    subjects=each_destination,
    limits=Limits,
)
def old_backups_are_archived(
    subject: Subject[Destination], facts: Facts, limits: Limits
) -> Verdict:
    one, now = subject.about, facts.now(facts.management)
    backups = [
        (each.written, each)
        for each in listing(facts, one.path, one.on)
        if each.written and not each.is_directory and MADE_BY_THE_JOB.fullmatch(each.name)
    ]
    old = [(written, each) for written, each in backups if now - written > limits.max_age]
    limit = f"limit {say_time(limits.max_age)}"
    if not old:
        held = count(len(backups), "backup")
        return passes(f"None of the {held} in {one.path} is too old; {limit}.", one.cited)
    size = say(sum(each.size for _, each in old))
    oldest = min(written for written, _ in old)
    return fails(
        f"{one.path} keeps {count(len(old), 'old backup')} of {size}, the oldest of "
        f"{oldest:%Y-%m-%d}; {limit}.",
        *(each for _, each in old[:CITED]),
        fix=f"Archive what is old in {one.path}, and delete it there by age from now on.",
    )
