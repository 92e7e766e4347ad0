"""The destination has the SQL Server version and edition of the source.

Why it matters
--------------
BizTalk's log shipping asks for the same version of SQL Server on both sides. A newer database
cannot be restored to an older server at all; another build or edition is one that BizTalk has
never run on, found out on the day when it has to.

What is read
------------
Product version and edition of each declared destination and of every server that holds a database
of the job. By default the builds must be equal, as updates belong on both sides. Of the edition
counts what stands before the word Edition: Enterprise, Standard, Developer, Enterprise Evaluation.

How to fix
----------
Install the same edition and the same updates on the destination as on the source.

Reference: Preparing the Disaster Recovery SQL Servers, https://learn.microsoft.com/en-us/biztalk/technical-guides/preparing-the-disaster-recovery-sql-servers
"""

from dataclasses import dataclass

from checks.destination.destinations import each_destination, source_servers
from checks.wording import listed
from scanner.facts.instances import Instance
from scanner.facts.topology import BackupDatabase
from scanner.model.check import Facts, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity

RELEASE = 2  # 15.0 of 15.0.4430.1


@dataclass(frozen=True)
class Limits:
    same_build: bool = True


@check(
    id="LS06",
    title="The destination has the version of the source",
    rows=("B05", "R01"),
    severity=Severity.MEDIUM,
    needs=(BackupDatabase, Instance),
    subjects=each_destination,
    limits=Limits,
)
def destination_has_the_same_version(
    subject: Subject[Target], facts: Facts, limits: Limits
) -> Verdict:
    on = subject.about
    here = facts.one(Instance, on)
    sources = [facts.one(Instance, name) for name in source_servers(facts)]
    others = [one for one in sources if _compared(one, limits) != _compared(here, limits)]
    if others:
        theirs = listed(f"{one.name} {_said(one)}" for one in others)
        return fails(
            f"{on.name} has {_said(here)}; different: {theirs}.",
            here,
            *others,
            fix=f"Bring {on.name} and {listed(one.name for one in others)} to the same version.",
        )
    return passes(f"{on.name} has {_said(here)}, as the source.", here, *sources)


def _compared(one: Instance, limits: Limits) -> tuple[str, str]:
    parts = one.product_version.split(".")
    version = parts if limits.same_build else parts[:RELEASE]
    return ".".join(version), one.edition.casefold().partition(" edition")[0]


def _said(one: Instance) -> str:
    return f"{one.product_version} {one.edition}"
