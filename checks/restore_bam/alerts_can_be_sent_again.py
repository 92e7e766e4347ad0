"""What BAM alerts are sent with is written down.

Why it matters
--------------
From SQL Server 2012 on, alerts go out by Database Mail, whose profile and accounts are settings of
the instance and not of a database of BAM; before, by Notification Services, which must be
registered again with an account and its password. The service BAM Alerts of a BizTalk server has
an account too. No BAM database brings any of them back.

What is read
------------
adm_Group for the BAM database, the version of the SQL Server that holds it, and whether the newest
export of a BizTalk server's configuration, where a host reads it, enables alerts, and as which
account their service runs. How their mail is sent, and whether the password is kept, a person
knows; so a machine neither passes nor fails this.

How to fix
----------
Write down the profile, the account and the mail server that alerts are sent with, keep the password
of the service's account, and attest it; or attest that no alerts are used.

Reference: How to Recover BAM Alerts, https://learn.microsoft.com/en-us/biztalk/core/how-to-recover-bam-alerts
"""

from collections.abc import Iterable

from checks.restore_bam.alerts import Enabled, enabled_alerts
from checks.restore_bam.named import bam_database
from checks.wording import listed
from scanner.facts.backup_files import StoredFile
from scanner.facts.configuration import ConfigurationExport
from scanner.facts.instances import Instance
from scanner.facts.topology import BizTalkGroup, BizTalkServer, DatabaseRef
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
    needs=(BizTalkGroup, BizTalkServer, ConfigurationExport, Instance, StoredFile),
    subjects=_the_group,
)
def alerts_can_be_sent_again(
    subject: Subject[DatabaseRef], facts: Facts, _limits: NoLimits
) -> Verdict:
    on = facts.sql(subject.about.server)
    instance = facts.one(Instance, on)
    enabled = list(enabled_alerts(facts, subject.about))
    if uses_database_mail(instance):
        means, kept = "Database Mail", "its profile, accounts and mail server are written down"
    else:
        means, kept = "Notification Services", "its service account and password are kept"
    return not_checked(
        f"BAM is on {on.name}, SQL Server {instance.product_version}: alerts, if there are any, "
        f"are sent by {means}. {_use(enabled)} is for a person to say.",
        instance,
        *(one.said_by for one in enabled),
        settle=(
            f"Attest that no BAM alerts are used, or where {kept}, that the password of "
            f"{_accounts(enabled)} is kept, and that their databases, if they are not named "
            "BAMAlerts…, are in the backup job."
        ),
    )


def _use(enabled: list[Enabled]) -> str:
    if not enabled:
        return "Whether they are used, and how,"
    return f"{listed(one.said_by.path for one in enabled)} enables them; how they are sent"


def _accounts(enabled: list[Enabled]) -> str:
    named = dict.fromkeys(one.account for one in enabled if one.account)
    return listed(named, len(named)) or "the account that the service BAM Alerts runs as"
