"""A cluster: declared by its network name, asked by its nodes."""

from scanner.estate.discover import Servers, management_of, windows
from scanner.estate.reach import allowed, effective
from scanner.model.access import machines
from scanner.model.estate import DeclaredHost, HostRole
from scanner.model.evidence import TargetKind
from tests import make

CLUSTER = DeclaredHost("SSO", (HostRole.SECRET_SERVER,), nodes=("sso01.corp.example", "SSO02"))
GROUP = make.group(hosts=(CLUSTER,))


def test_the_nodes_are_asked_in_its_place() -> None:
    given = make.facts(
        make.sql("SQL01", make.sso_database(), make.sso_info("SSO.corp.example")), group=GROUP
    )
    on = management_of(GROUP)
    found = windows(GROUP, Servers(on, (), (), sso=on, bam=None), given)
    assert {one.host: one.roles for one in found.hosts} == dict.fromkeys(
        ("SSO01", "SSO02"), frozenset({HostRole.SECRET_SERVER})
    )
    assert found.differences == ()


def test_a_declared_node_may_be_reached() -> None:
    for name in ("SSO", "SSO02", "sso01.corp.example", "SSO01"):
        assert allowed(effective(GROUP), TargetKind.HOST, name)


def test_another_name_stands_for_itself() -> None:
    assert machines(GROUP, "BTS01") == ("BTS01",)
    assert machines(make.group(), "SSO") == ("SSO",)
