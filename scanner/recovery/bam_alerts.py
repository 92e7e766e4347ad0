"""The databases of BAM alerts, as far as their names tell them."""

from collections.abc import Iterable

from scanner.facts.instances import Database, Instance
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts

PREFIX, APPLICATION, NOTIFICATION_SERVICES = "BAMAlerts", "Application", "NSMain"
DATABASE_MAIL_SINCE = 11  # SQL Server 2012


def alert_databases(
    facts: Facts, bam: DatabaseRef, prefixes: Iterable[str] = (PREFIX,)
) -> tuple[DatabaseRef, ...]:
    """On the instance of the BAM database, by the names that configuring alerts gives."""
    there = facts.rows(Database, facts.sql(bam.server))
    ends = (APPLICATION, NOTIFICATION_SERVICES)
    known = {(prefix + end).casefold() for prefix in prefixes for end in ends}
    return tuple(DatabaseRef(bam.server, one.name) for one in there if one.name.casefold() in known)


def is_out_of_use(database: DatabaseRef, instance: Instance) -> bool:
    """Of Notification Services, on a server where BAM alerts are sent by Database Mail."""
    is_of_services = database.name.casefold().endswith(NOTIFICATION_SERVICES.casefold())
    return is_of_services and uses_database_mail(instance)


def uses_database_mail(instance: Instance) -> bool:
    """SQL Server 2012 and newer have no Notification Services."""
    return int(instance.product_version.partition(".")[0]) >= DATABASE_MAIL_SINCE
