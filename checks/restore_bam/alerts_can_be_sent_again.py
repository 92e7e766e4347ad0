"""What BAM alerts are sent with is written down.

Why it matters
--------------
From SQL Server 2012 on, alerts go out by Database Mail, whose profile and accounts are settings of
the instance and not of a database of BAM; before, by Notification Services, which must be
registered again with an account and its password. No BAM database brings either back.

What is read
------------
adm_Group for the BAM database, and the version of the SQL Server that holds it. Whether alerts are
used at all, and how their mail is sent, a person knows; so a machine neither passes nor fails this.

How to fix
----------
Write down the profile, the account and the mail server that alerts are sent with, or that no alerts
are used, and attest it.

Reference: How to Recover BAM Alerts, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-bam-alerts
"""

from collections.abc import Iterable

from checks.restore_bam.named import bam_database
from scanner.facts.instances import Instance
from scanner.facts.topology import BizTalkGroup, DatabaseRef
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, not_checked
from scanner.model.status import Severity
from scanner.recovery.bam_alerts import uses_database_mail


def _the_group(facts: Facts) -> Iterable[Subject[DatabaseRef]] | Verdict:
    bam = bam_database(facts)
    return bam if isinstance(bam, Verdict) else [Subject(facts.group.name, bam)]


@check(
    id="RB06",
    title="BAM alerts can be sent again",
    rows=("R09",),
    severity=Severity.LOW,
    needs=(BizTalkGroup, Instance),
    subjects=_the_group,
)
def alerts_can_be_sent_again(
    subject: Subject[DatabaseRef], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = facts.sql(subject.about.server)
    instance = facts.one(Instance, on)
    if uses_database_mail(instance):
        means, kept = "Database Mail", "its profile, accounts and mail server are written down"
    else:
        means, kept = "Notification Services", "its service account and password are kept"
    return not_checked(
        f"BAM is on {on.name}, SQL Server {instance.product_version}: alerts, if there are any, "
        f"are sent by {means}. Whether they are used, and how, is for a person to say.",
        instance,
        settle=(
            f"Attest that no BAM alerts are used, or where {kept} and that their databases, if "
            "they are not named BAMAlerts…, are in the backup job."
        ),
    )
