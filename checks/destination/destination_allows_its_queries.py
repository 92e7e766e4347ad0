"""The destination allows the queries that log shipping sends to the source.

Why it matters
--------------
The job Get Backup History asks the source with an ad hoc distributed query. Hardening by a
checklist turns the option off, often long after log shipping was set up, and from then on the
destination learns of no new backup.

What is read
------------
The option Ad Hoc Distributed Queries in sys.configurations of each declared destination, by its
name, which SQL Server never translates, and by the value in use.

How to fix
----------
On the destination run sp_configure for the option with the value 1, then RECONFIGURE, and write
down the exception for whoever hardens servers.

Reference: How to Configure the Destination System for Log Shipping, https://learn.microsoft.com/en-us/biztalk/core/how-to-configure-the-destination-system-for-log-shipping
"""

from checks.destination.destinations import each_destination
from scanner.facts.server_settings import ServerOption
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, passes
from scanner.model.status import Severity


@check(
    id="LS07",
    title="The destination allows ad hoc distributed queries",
    rows=("B05", "R01"),
    severity=Severity.MEDIUM,
    needs=(ServerOption,),
    subjects=each_destination,
)
def destination_allows_its_queries(
    subject: Subject[Target], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = subject.about
    option = facts.one(ServerOption, on)
    if option.in_use:
        return passes(f"{option.name} is on at {on.name}.", option)
    return fails(
        f"{option.name} is off at {on.name}.",
        option,
        fix=f"On {on.name}, set {option.name} to 1 with sp_configure, and RECONFIGURE.",
    )
