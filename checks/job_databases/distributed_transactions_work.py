"""Distributed transactions work on every machine that the backup job marks databases on.

Why it matters
--------------
The job marks the databases of several instances in one distributed transaction. While the
coordinator (MSDTC) of one machine is stopped, or lets none through from the network, the step
MarkAndBackupLog fails: no log is backed up anywhere. On a replica it shows after the failover.

What is read
------------
When the databases of the backup job, or their replicas, are on more than one instance: the Windows
service MSDTC of the machine of each, and its settings NetworkDtcAccess, -Transactions, -Inbound and
-Outbound in the registry. A failover cluster may have a coordinator of its own, which is not read;
nor is whether a firewall lets the coordinators through.

How to fix
----------
Start MSDTC and set it to start with Windows. In Component Services, under Local DTC, Security,
allow Network DTC Access, inbound and outbound; let the firewall pass msdtc.exe.

Reference: Troubleshooting Problems with MSDTC, https://learn.microsoft.com/en-us/biztalk/core/troubleshooting-problems-with-msdtc
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checks.wording import listed
from scanner.facts.instances import Instance
from scanner.facts.topology import BackupDatabase
from scanner.facts.transactions import DtcSettings
from scanner.model.check import Facts, NoLimits, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_applicable, not_checked, passes
from scanner.model.status import Severity
from scanner.recovery.members import NEEDS, Member, expected, members


@dataclass(frozen=True)
class Part:
    """An instance that takes part; `others` are on other machines, as their names tell.

    `unknown` are databases of it that may have replicas on instances that are not known.
    """

    on: Target
    others: tuple[Target, ...]
    unknown: tuple[Member, ...]


def _instances(facts: Facts) -> Iterable[Subject[Part]] | Verdict:
    homes = [facts.sql(ref.server) for ref in expected(facts)]
    found = list(members(facts))
    replicas = [facts.sql(one.server) for member in found for one in member.replicas]
    every = tuple(dict.fromkeys((facts.management, *homes, *replicas)))
    unknown = {on: tuple(one for one in found if one.on == on and one.gap) for on in every}
    if len(every) == 1 and not unknown[every[0]]:
        rows = facts.rows(BackupDatabase, facts.management)
        return not_applicable(f"Every database of the job is on {every[0].name}.", *rows)
    return [Subject(on.name, Part(on, _elsewhere(on, every), unknown[on]), on) for on in every]


def _elsewhere(on: Target, every: tuple[Target, ...]) -> tuple[Target, ...]:
    return tuple(one for one in every if _machine(one) != _machine(on))


def _machine(one: Target) -> str:
    return one.name.partition("\\")[0].partition(",")[0].casefold()


@check(
    id="DT01",
    title="Distributed transactions work",
    rows=("B04",),
    severity=Severity.HIGH,
    needs=(*NEEDS, DtcSettings, Instance),
    subjects=_instances,
)
def distributed_transactions_work(
    subject: Subject[Part], facts: Facts, _limits: NoLimits
) -> Verdict:
    part = subject.about
    for member in part.unknown:
        member.require()
    instance = facts.one(Instance, part.on)
    if instance.is_clustered:
        return not_checked(
            f"{part.on.name} is a failover cluster, which may have a coordinator of its own.",
            instance,
            settle="Make sure that MSDTC runs for its cluster group, and on every node, with "
            "network access allowed.",
        )
    found = facts.one(DtcSettings, facts.host(instance.machine))
    if not found.running:
        state = "is not running" if found.installed else "is not installed"
        return fails(
            f"The service MSDTC {state} on {instance.machine}: databases there cannot be marked "
            "together with the others.",
            found,
            fix=f"Start MSDTC on {instance.machine}, and let it start with Windows.",
        )
    refused = list(_refused(found)) if part.others else []
    if refused:
        return fails(
            f"MSDTC on {instance.machine} refuses {listed(refused, len(refused))}.",
            found,
            fix=f"Allow it in the security settings of Local DTC on {instance.machine}.",
        )
    more = " and lets transactions through" if part.others else ""
    return passes(f"MSDTC runs on {instance.machine}{more}.", found)


def _refused(found: DtcSettings) -> Iterator[str]:
    if not (found.network and found.transactions):
        yield "network transactions"
    if not found.inbound:
        yield "inbound ones"
    if not found.outbound:
        yield "outbound ones"
