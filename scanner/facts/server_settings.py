"""How a SQL Server is set up: options of the instance, and the other servers that it knows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ServerOption:
    """sys.configurations: an option by its English name, which is never translated."""

    name: str
    in_use: int


@dataclass(frozen=True)
class LinkedServer:
    """sys.servers without the instance itself.

    A login may be kept from seeing some: that one is missing here does not prove that it is
    missing there. `data_source` is empty where the view has NULL.
    """

    name: str
    data_source: str
    is_rpc_out: bool
