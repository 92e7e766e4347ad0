"""The databases of BAM alerts, as far as their names tell them."""

from scanner.facts.instances import Database, Instance
from scanner.facts.topology import DatabaseRef
from scanner.model.check import Facts

APPLICATION, NOTIFICATION_SERVICES = "bamalertsapplication", "bamalertsnsmain"
DATABASE_MAIL_SINCE = 11  # SQL Server 2012


def alert_databases(facts: Facts, bam: DatabaseRef) -> tuple[DatabaseRef, ...]:
    """On the instance of the BAM database, by the names that configuring alerts gives."""
    there = facts.rows(Database, facts.sql(bam.server))
    known = (APPLICATION, NOTIFICATION_SERVICES)
    return tuple(DatabaseRef(bam.server, one.name) for one in there if one.name.casefold() in known)


def is_out_of_use(database: DatabaseRef, instance: Instance) -> bool:
    """Of Notification Services, on a server where BAM alerts are sent by Database Mail."""
    return database.name.casefold() == NOTIFICATION_SERVICES and uses_database_mail(instance)


def uses_database_mail(instance: Instance) -> bool:
    """SQL Server 2012 and newer have no Notification Services."""
    return int(instance.product_version.partition(".")[0]) >= DATABASE_MAIL_SINCE
