"""Where credentials may go, and where names that others write must not send them."""

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scanner.estate.reach import allowed, doubt, effective, normal, paste
from scanner.model.estate import (
    Artefact,
    DeclaredHost,
    Group,
    HostRole,
    Location,
    LogShipping,
    Reach,
    SqlAccess,
)
from scanner.model.evidence import TargetKind

SQL, HOST, SHARE = TargetKind.SQL, TargetKind.HOST, TargetKind.SHARE
REACH = Reach(
    sql=("SQL0*", r"INST0?\*", "PORT01,*"),
    hosts=("BTS*", "*.corp.example", "10.0.0.*"),
    shares=(r"\\FILE0?\*", r"\\VAULT01\dr\secret"),
)
LABEL = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_", min_size=1, max_size=12)
GROUP = Group("P", "SQL01", "BizTalkMgmtDb", SqlAccess("audit"))


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (SQL, "SQL01"), (SQL, "sql02"), (SQL, "tcp:SQL01"), (SQL, "TCP:SQL01,1433"),
        (SQL, r"INST01\ANY"), (SQL, "PORT01,1444"), (HOST, "bts01"), (HOST, "BTS01.corp.example"),
        (HOST, "10.0.0.7"), (SHARE, r"\\FILE01\backup"), (SHARE, r"\\file01\a\b.c\d"),
        (SHARE, "//FILE01/backup/"), (SHARE, r"\\VAULT01\dr\secret\2026"),
    ],
)  # fmt: skip
def test_allowed(kind: TargetKind, name: str) -> None:
    assert allowed(REACH, kind, name)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (SQL, "EVIL"), (SQL, "SQL01.evil.example"), (SQL, r"SQL01\INST"), (SQL, "SQL01,1444"),
        (SQL, "SQL01;Server=EVIL"), (SQL, r"np:\\SQL01\pipe"), (SQL, "SQL01,1433,99"), (SQL, ""),
        (SQL, r"INST01\A\B"), (SQL, "*"), (SQL, "\uff33QL01"), (SQL, "\u017fQL01"),
        (HOST, "bts.evil.example"), (HOST, "bts\u2488evil"), (HOST, "BTS01."), (HOST, "BTS01:80"),
        (HOST, "BTS01@evil"), (HOST, "a.b.corp.example"), (HOST, "127.0.0.1"), (HOST, "10.0.0.07"),
        (HOST, "corp.example"), (HOST, "BTS01\nevil"), (HOST, "BTS" + "1" * 400),
        (SHARE, r"\\FILE01"), (SHARE, r"\\EVIL\x"), (SHARE, r"\\FILE01.evil\x"),
        (SHARE, r"\\FILE01\a\..\b"), (SHARE, r"\\FILE01\a\.\b"), (SHARE, r"\\FILE01\a\\b"),
        (SHARE, r"\\?\UNC\FILE01\a"), (SHARE, r"\\FILE01@8080\a"), (SHARE, r"\\FILE01\a:stream"),
        (SHARE, r"\\VAULT01\dr\secrets"), (SHARE, r"\\VAULT01\dr"), (SHARE, r"D:\dr"),
    ],
)  # fmt: skip
def test_not_allowed(kind: TargetKind, name: str) -> None:
    assert not allowed(REACH, kind, name)


@pytest.mark.parametrize(
    "name", ["localhost", ".", "(local)", "db.localhost", "2130706433", "0x7f"]
)
def test_names_of_our_own_machine_only_letter_by_letter(name: str) -> None:
    wide = Reach(sql=("*o*", "?", "(*)", "2*", "0*", "*.localhost"))
    assert not allowed(wide, SQL, name)
    assert allowed(Reach(sql=(name,)), SQL, name)


@given(LABEL, LABEL)
def test_a_pattern_without_dot_never_crosses_into_a_domain(host: str, domain: str) -> None:
    reach = Reach(hosts=("*a*", "BTS*", "?*"), sql=("*a*", "?*"))
    assert not allowed(reach, HOST, f"{host}.{domain}")
    assert not allowed(reach, SQL, f"{host}.{domain}")


@given(st.sampled_from(TargetKind), st.text(max_size=40))
def test_what_is_allowed_is_plainly_a_name(kind: TargetKind, name: str) -> None:
    wide = Reach(sql=("?*", "?*.?*", r"?*\*", "?*,*"), hosts=("?*", "?*.?*"), shares=(r"\\?*\*",))
    if allowed(wide, kind, name):
        plain = normal(kind, name)
        assert plain is not None
        assert plain.isprintable()
        assert not set("*?<>|;=@'") & set(plain) or kind is SHARE


@given(st.sampled_from(TargetKind), LABEL, LABEL)
def test_a_literal_allows_itself_in_any_case(kind: TargetKind, one: str, two: str) -> None:
    name = rf"\\{one}\{two}" if kind is SHARE else f"{one}.{two}"
    reach = Reach(sql=(name,), hosts=(name,), shares=(name,))
    assert allowed(reach, kind, name.upper())
    assert not allowed(Reach(), kind, name)


def test_declared_is_allowed() -> None:
    group = replace(
        GROUP,
        management_server="sql01.corp.example",
        hosts=(DeclaredHost("sso01.corp.example", (HostRole.SECRET_SERVER,)),),
        locations=(
            Location(r"\\VAULT01\dr", "", (Artefact.SECRET_BACKUP,)),
            Location(r"D:\dr", "FILE01", (Artefact.SECRET_BACKUP,)),
        ),
        log_shipping=LogShipping(("SQLDR01",)),
    )
    reach = effective(group)
    for name in ("SQL01.corp.example", "SQL01", "SQLDR01"):
        assert allowed(reach, SQL, name)
    for name in ("SSO01", "sso01.corp.example", "FILE01"):
        assert allowed(reach, HOST, name)
    assert allowed(reach, SHARE, r"\\vault01\DR\secret")
    assert not allowed(reach, SHARE, r"\\FILE01\D$")
    assert not allowed(reach, HOST, "SQL01")
    assert not allowed(reach, HOST, "sso01.evil.example")


def test_alias_of_an_allowed_server_is_allowed() -> None:
    group = replace(GROUP, aliases={"LISTENER": "SQL01", "OTHER": "SQL99"})
    assert allowed(effective(group), SQL, "listener")
    assert not allowed(effective(group), SQL, "OTHER")
    assert not allowed(effective(group), HOST, "LISTENER")


@pytest.mark.parametrize(
    ("kind", "pattern", "why"),
    [
        (SQL, "*", "no machine"), (SQL, r"*\INST", "no machine"), (HOST, "*.*", "no machine"),
        (SHARE, r"\\*\dr", "no machine"), (SHARE, r"\\FILE01", "write a share"),
        (SHARE, "FILE01", "write a share"), (HOST, "a[b]", "only"), (HOST, "a b", "only"),
        (SQL, "SQL01,x", "only"), (SHARE, r"\\A\b\..", "only"),
    ],
)  # fmt: skip
def test_doubtful_patterns(kind: TargetKind, pattern: str, why: str) -> None:
    assert why in doubt(kind, pattern)


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [(SQL, "SQL0*"), (SQL, r"SQL0*\*"), (SQL, "SQL0*,*"), (HOST, "*.corp.example"), (HOST, "BTS*"),
     (HOST, "10.0.0.*"), (SHARE, r"\\FILE01\*"), (SHARE, r"\\FILE0?\dr\*.x")],
)  # fmt: skip
def test_good_patterns(kind: TargetKind, pattern: str) -> None:
    assert doubt(kind, pattern) == ""


def test_paste_is_yaml_that_allows_what_was_found_and_no_more() -> None:
    hostile = ["*", "SQL*", "x\n  sql: ['*']", "localhost", "a'b"]
    text = paste(["SQL02", r"SQL01\INST", *hostile], ["BTS01"], [r"\\FILE01\it's"])
    reach = yaml.safe_load(text)["reach"]
    assert reach == {
        "sql": [r"SQL01\INST", "SQL02"],
        "hosts": ["BTS01"],
        "shares": [r"\\FILE01\it's"],
    }
    assert text.count("# left out") == len(hostile)


@given(st.lists(st.text(max_size=20), max_size=5))
def test_paste_never_opens_a_pattern(names: list[str]) -> None:
    reach = yaml.safe_load(paste(names, names, names))["reach"]
    for listed in reach.values():
        assert not any(set("*?") & set(name) for name in listed)
