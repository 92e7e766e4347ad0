"""Every replica of a BizTalk database commits synchronously.

Why it matters
--------------
BizTalk's databases change together in distributed transactions. A replica that lags behind lets a
failover lose the last of one database and not of another: a state that no restore to a mark made,
and that Microsoft does not support. The replicas are no backups either: the job must go on.

What is read
------------
The databases that the backup job backs up, the availability group of each on its server, and the
availability mode of every replica (sys.availability_replicas). Replicas that only keep the
configuration hold no data and do not count.

How to fix
----------
Set the availability mode of each replica to synchronous commit (ALTER AVAILABILITY GROUP … MODIFY
REPLICA ON … WITH (AVAILABILITY_MODE = SYNCHRONOUS_COMMIT)).

Reference: High availability using SQL Server Always On Availability Groups, https://learn.microsoft.com/en-us/biztalk/core/high-availability-using-sql-server-always-on-availability-groups
"""

from checks.availability.members import NEEDS, MemberSubject, each_member
from checks.wording import listed
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Verdict, fails, passes
from scanner.model.status import Severity


@check(
    id="AG02",
    title="Replicas commit synchronously",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=NEEDS,
    subjects=each_member,
)
def replicas_commit_synchronously(
    subject: MemberSubject, _facts: Facts, _limits: NoLimits
) -> Verdict:
    member = subject.about
    member.require()
    late = [one.server for one in member.replicas if not one.is_synchronous]
    name, group = member.registered.name, member.group
    if late:
        return fails(
            f"{name} is in the availability group {group}, where {listed(late)} commits "
            "asynchronously.",
            *member.replicas,
            fix=f"Set the availability mode of {listed(late)} in {group} to synchronous commit.",
        )
    return passes(f"Every replica of {name} in {group} commits synchronously.", *member.replicas)
