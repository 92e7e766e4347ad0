"""Availability groups: which replicas hold a database, and what they promise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AvailabilityReplica:
    """One row a database of this instance and replica of its group; witnesses hold no data."""

    database: str
    group: str
    server: str
    is_synchronous: bool
    holds_data: bool


@dataclass(frozen=True)
class AvailabilityListener:
    """A name by which clients find the primary replica of a group."""

    group: str
    dns_name: str


@dataclass(frozen=True)
class AvailabilityDtc:
    """Whether the group's databases take part in distributed transactions, each by itself."""

    group: str
    dtc_support: bool
