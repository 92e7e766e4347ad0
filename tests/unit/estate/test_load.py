"""The estate file at the door: what loads, and every complaint with its place and line."""

import os
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.errors import ExitStatus, UserMistake
from scanner.estate.load import load, validate_limits
from scanner.estate.template import json_schema, starter
from scanner.model.estate import (
    Artefact,
    Estate,
    HostRole,
    LogShipping,
    Loss,
    Reach,
    SecretKind,
    SecretSource,
)

WHOLE = r"""
organisation: Contoso Logistics
objectives: {rpo: 1h, rto: PT8H, survive: [site, sql_machines, site]}
credentials:
  audit-sql: {kind: sql, username: btsready, password: {env: BTSREADY_SQL_PASSWORD}}
  audit-win: {kind: ntlm, username: CORP\btsready, password: {file: win.secret}}
  cert: {kind: certificate, certificate_file: a.pem, key_file: a.key}
groups:
  - name: Production
    management:
      {server: SQL01, database: BizTalkMgmtDb, credential: audit-sql, ca_file: ca.pem,
       certificate_name: sql01.corp.example}
    sql: {SQL02: {trust_server_certificate: true}}
    windows:
      credential: audit-win
      ca_file: ca.pem
      overrides: {BTS02: {scheme: http}, BTS03: {credential: cert}}
    shares: {credential: audit-win}
    hosts: [{name: SSO01, roles: [master_secret], site: Berlin}]
    locations:
      - {path: '\\VAULT01\dr', holds: [master_secret], site: Munich, hash_allowed: true}
      - {host: FILE01, path: 'D:\dr', holds: [bam_portal]}
    reach: {sql: [SQL0*], hosts: ['*.corp.example', BTS*], shares: ['\\FILE01\*']}
    aliases: {LISTENER: SQL01}
    addresses: {SQL01: "10.0.0.5,1433", host:SQL01: 10.0.0.5:5999}
    log_shipping: {destinations: [SQLDR01]}
    objectives: {rpo: 15m}
limits: {BS01: {max_age: 26h}}
"""
SMALL = """\
organisation: X
credentials:
  audit: {kind: sql, username: u, password: {env: V}}
groups:
  - name: P
    management: {server: SQL01, database: M, credential: audit}
"""
KNOWN = {"BS01": {"max_age": timedelta(hours=26), "sets": 3, "share": 0.5, "strict": True}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "estate.yaml"


def loaded(file: Path, text: str) -> Estate:
    file.write_text(text, "utf-8")
    return load(file, KNOWN)


def complaints(file: Path, text: str) -> list[str]:
    """Without the file's folder, so that they read `estate.yaml:LINE: …`."""
    file.write_bytes(text.encode())
    with pytest.raises(UserMistake) as caught:
        load(file, KNOWN)
    assert caught.value.status is ExitStatus.MISTAKE
    assert caught.value.hint
    return caught.value.message.replace(f"{file.parent}{os.sep}", "").splitlines()


def test_whole_file(file: Path) -> None:
    estate = loaded(file, WHOLE)
    assert estate.organisation == "Contoso Logistics"
    assert estate.sha256 == sha256(file.read_bytes()).hexdigest()
    assert estate.limits == {"BS01": {"max_age": "26h"}}
    win = estate.credentials["audit-win"]
    assert win.username == "CORP\\btsready"
    assert win.secret == SecretSource(SecretKind.FILE, str(file.parent / "win.secret"))
    assert estate.credentials["cert"].key_file == file.parent / "a.key"
    group = estate.groups[0]
    assert group.objectives.rpo == timedelta(minutes=15)
    assert group.objectives.rto == timedelta(hours=8)
    assert group.objectives.survive == (Loss.SITE, Loss.SQL_MACHINES)
    assert group.hosts[0].roles == (HostRole.SECRET_SERVER,)
    assert group.locations[0].holds == (Artefact.SECRET_BACKUP,)
    assert group.locations[0].hash_allowed
    assert group.locations[1].host == "FILE01"
    assert group.reach == Reach(("SQL0*",), ("*.corp.example", "BTS*"), ("\\\\FILE01\\*",))
    assert group.log_shipping == LogShipping(("SQLDR01",))
    assert group.addresses == {"SQL01": "10.0.0.5,1433", "host:SQL01": "10.0.0.5:5999"}


def test_what_concerns_one_certificate_holds_for_that_server_alone(file: Path) -> None:
    group = loaded(file, WHOLE).groups[0]
    assert group.sql.certificate_name == ""
    assert group.sql.ca_file == file.parent / "ca.pem"
    assert group.sql_overrides["SQL01"].certificate_name == "sql01.corp.example"
    assert group.sql_overrides["SQL02"].trust_server_certificate
    assert group.sql_overrides["SQL02"].ca_file is None
    assert group.sql_overrides["SQL02"].credential == "audit-sql"


def test_trusting_the_management_server_trusts_no_other(file: Path) -> None:
    text = SMALL.replace("audit}", "audit, trust_server_certificate: true}")
    group = loaded(file, text).groups[0]
    assert not group.sql.trust_server_certificate
    assert group.sql_overrides["SQL01"].trust_server_certificate


def test_windows_overrides_inherit(file: Path) -> None:
    group = loaded(file, WHOLE).groups[0]
    assert group.windows is not None
    assert (group.windows.scheme, group.windows.port) == ("https", 5986)
    plain, certified = group.windows_overrides["BTS02"], group.windows_overrides["BTS03"]
    assert (plain.scheme, plain.port, plain.ca_file) == ("http", 5985, None)
    assert (certified.credential, certified.ca_file) == ("cert", file.parent / "ca.pem")


def test_starter_loads(file: Path) -> None:
    file.write_text(starter(), "utf-8")
    assert load(file).groups[0].name == "Production"


def test_starter_loads_with_its_examples_in(file: Path) -> None:
    """What it shows commented out is valid too."""
    lines = starter().splitlines()
    examples = ("ca_file:", "certificate_name:", "sql:", "  SQL02:", "aliases:", "addresses:",
                "objectives: {rpo: 15m}", "overrides:", "  BTS02:", "integrated:", "ticket:",
                "smart:", "- {host: FILE01", "limits:", "  BS01:")  # fmt: skip
    shown = [
        line.replace("# ", "", 1) if line.strip().removeprefix("# ").startswith(examples) else line
        for line in lines
    ]
    estate = loaded(file, "\n".join(shown))
    assert "smart" in estate.credentials
    assert set(estate.groups[0].windows_overrides) == {"BTS02"}
    assert set(estate.groups[0].sql_overrides) == {"SQL01", "SQL02"}
    assert estate.limits


def test_log_shipping_none_is_said_or_not(file: Path) -> None:
    assert loaded(file, SMALL).groups[0].log_shipping == LogShipping()
    said = loaded(file, SMALL + "    log_shipping: none\n")
    assert said.groups[0].log_shipping == LogShipping(none=True)


def test_everything_is_told_at_once_in_the_order_of_lines(file: Path) -> None:
    text = SMALL.replace("server: SQL01", "serverr: SQL01").replace(
        "credential: audit", "credential: adit"
    )
    told = complaints(file, "objectives: {rpo: 15x}\n" + text + "limits: {BS01: {maxage: 1h}}\n")
    management, limit = "estate.yaml:7: groups[0].management", "estate.yaml:8: limits.BS01.maxage"
    assert told == [
        "estate.yaml:1: objectives.rpo: write a duration such as 15m, 1h30m, 26h, 90d or PT15M",
        f"{management}.credential: no credential is named 'adit'; did you mean 'audit'?",
        f"{management}.server: is missing",
        f"{management}.serverr: unknown key; did you mean 'server'?",
        f"{limit}: BS01 has no limit of this name; did you mean 'max_age'?",
    ]


GROUP_LINES = [
    ("log_shipping: nix", "groups[0].log_shipping: must be a mapping"),
    ("log_shipping: {destinations: []}", "destinations: must name at least one"),
    ("log_shipping: {destinations: [A], site: B}", "log_shipping.site: unknown key; known: dest"),
    ("sql: {SQL02: {encrypt: false}}", "nothing to verify"),
    ("sql: {SQL02: {trust_server_certificate: true, ca_file: a}}", "contradicts"),
    ("sql: {SQL02: {trust_server_certificate: yes}}", "must be true or false"),
    ("sql: {sql01: {driver: FreeTDS}}", "say this under management"),
    ("sql: {SQL02: {credential: nobody}}", "no credential is named 'nobody'"),
    ("sql: {a b: {driver: x}}", "groups[0].sql['a b']: is not the name of a SQL Server"),
    ("windows: {credential: audit}", "Windows hosts cannot be logged on to with kind 'sql'"),
    ("windows: {credential: w, scheme: http}", "http is for kerberos, ntlm only"),
    ("windows: {credential: n, scheme: http, port: 5986}", "contradicts the scheme"),
    ("windows: {credential: n, scheme: http, ca_file: a}", "http has no certificate"),
    ("windows: {credential: n, scheme: ftp}", "windows.scheme"),
    ("windows: {credential: n, port: 70000}", "less than or equal to 65535"),
    ("windows: {credential: n, port: '5986'}", "must be a whole number"),
    ("windows: {credential: w, overrides: {A: {scheme: http}}}", "overrides.A.scheme: http is"),
    ("shares: {credential: audit}", "shares cannot be logged on to with kind 'sql'"),
    ("hosts: [{name: A, roles: [secret_master]}]", "'secret_master' is not known here"),
    ("hosts: [{name: A, roles: [files]}, {name: a, roles: [files]}]", "declared already"),
    ("hosts: {name: A}", "must be a list"),
    (r"locations: [{path: 'D:\x', holds: [bam_portal]}]", "needs the host"),
    (r"locations: [{path: '\\A\b', host: C, holds: [bam_portal]}]", "remove host"),
    (r"locations: [{path: '\\A', holds: [bam_portal]}]", "not of the form"),
    ("locations: [{path: dr, host: C, holds: [bam_portal]}]", "must be a whole one"),
    (r"locations: [{path: '\\10.0.0.7\dr', holds: [bam_portal]}]", "a server by its address"),
    ("reach: {sql: ['*']}", "groups[0].reach.sql[0]: names no machine"),
    ("reach: {hosts: ['a[b]']}", "only * and ? are wildcards"),
    ("reach: {shares: ['FILE01']}", "write a share"),
    ("aliases: {A: B, B: C}", "'B' is an alias itself"),
    ("addresses: {SQL01: '10.0.0.5,99999'}", "write an address"),
    ("addresses: {smb:SQL01: '10.0.0.5'}", "is not a name"),
    ("objectives: {rpo: 0m}", "longer than nothing"),
    ("objectives: {rpo: 60}", "write a duration"),
    ("objectives: {rpo:}", "groups[0].objectives.rpo: is empty"),
    ("objectives: {survive: [site]}", "no host or location of the group is given a site"),
    ("objectives: {survive: [nothing]}", "groups[0].objectives.survive[0]: "),
    ("objectives: {survive: []}", "groups[0].objectives.survive: "),
    ("site: 'a\x1bb'", "control character"),
    ('aliases: {A: "B\\e[2J"}', "control character"),
]


@pytest.mark.parametrize(("line", "expected"), GROUP_LINES, ids=[line for line, _ in GROUP_LINES])
def test_group_is_doubted(file: Path, line: str, expected: str) -> None:
    more = "  w: {kind: windows}\n  n: {kind: ntlm, username: u, password: {env: V}}\ngroups:"
    told = complaints(file, SMALL.replace("groups:", more) + f"    {line}\n")
    assert len(told) == 1
    assert told[0].startswith("estate.yaml:9: ")
    assert expected in told[0]


@pytest.mark.parametrize(
    ("credential", "expected"),
    [
        ("{kind: sqll, username: u, password: {env: V}}", "did you mean 'sql'?"),
        ("{kind: sql, username: u}", "needs password"),
        ("{kind: windows, username: u}", "takes no username"),
        ("{kind: kerberos, password: {env: V}}", "needs its username"),
        ("{kind: certificate, certificate_file: a}", "needs key_file"),
        ("{kind: ntlm, username: u, password: {env: V, file: x}}", "exactly one"),
        ("{kind: ntlm, username: u, password: {}}", "exactly one"),
        ("{kind: ntlm, username: u, password: {prompt: false}}", "password"),
    ],
)
def test_credential_is_doubted(file: Path, credential: str, expected: str) -> None:
    told = complaints(file, SMALL.replace("groups:", f"  other: {credential}\ngroups:"))
    assert len(told) == 1
    assert told[0].startswith("estate.yaml:4: credentials.other")
    assert expected in told[0]


@pytest.mark.parametrize(
    "text",
    [
        "  a: {kind: sql, username: u, password: CANARY}",
        "  a: {kind: sql, username: u, password: [CANARY]}",
        "  a: {kind: sql, username: u, password: {CANARY}}",
        "  a: {kind: sql, username: u, password: {CANARY: x}}",
        "  a: {kind: sql, username: u, password: {env: CANARY-}}",
        "  a: {kind: sql, username: u, password: {env: [CANARY]}}",
        "  a: {kind: sql, username: u, password: {prompt: CANARY}}",
        "  a: {kind: sql, username: u, passwort: CANARY, password: {env: V}}",
        "  a: {kind: sql, username: u, pwd: CANARY, password: {env: V}}",
        "  a: {kind: sql, username: u, client-secret: CANARY, password: {env: V}}",
        "  a: {kind: sql, username: 'u;PWD=CANARY', password: {env: V}}",
        "  a: {kind: sql, username: u, password: *CANARY}",
        "  a: {kind: sql, username: u, password: &CANARY x}",
        "  a: {kind: sql, username: u, password: !CANARY x}",
        "  a: {kind: sql, username: u, password: 'CANARY}",
        "  a: {kind: sql, username: u, password: @CANARY}",
        '  a: {kind: sql, username: u, password: "\\CANARY"}',
        "  a: CANARY",
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(file: Path, text: str) -> None:
    told = complaints(file, SMALL.replace("groups:", f"{text}\ngroups:"))
    assert any(line.startswith("estate.yaml:4: ") for line in told)
    assert "CANARY" not in "".join(told)


def test_hosts_may_be_named_like_secrets(file: Path) -> None:
    text = SMALL + "    addresses: {SECRET: 10.0.0.1}\n    aliases: {TOKEN: SQL01}\n"
    assert loaded(file, text).groups[0].addresses == {"SECRET": "10.0.0.1"}


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ("{BS02: {max_age: 1h}}", "limits.BS02: no check has this id; did you mean 'BS01'?"),
        ("{XX99: {a: 1}}", "'btsready checks' lists them"),
        ("{BS01: {max_age: 26}}", "limits.BS01.max_age: write a duration"),
        ("{BS01: {sets: 2.5}}", "must be a whole number"),
        ("{BS01: {sets: true}}", "must be a whole number"),
        ("{BS01: {share: x}}", "must be a number"),
        ("{BS01: {strict: 1}}", "must be true or false"),
        ("{BS01: {max_age: [1h]}}", "limits.BS01.max_age"),
    ],
)
def test_limits_are_doubted(file: Path, limits: str, expected: str) -> None:
    told = complaints(file, f"{SMALL}limits: {limits}\n")
    assert len(told) == 1
    assert told[0].startswith("estate.yaml:7: limits.")
    assert expected in told[0]


def test_good_limits(file: Path) -> None:
    text = f"{SMALL}limits: {{BS01: {{max_age: 26h, sets: 2, share: 1, strict: false}}}}\n"
    limits = loaded(file, text).limits
    assert limits == {"BS01": {"max_age": "26h", "sets": 2, "share": 1, "strict": False}}


def test_limits_may_be_doubted_later_by_name_alone(file: Path) -> None:
    estate = loaded(file, f"{SMALL}limits: {{BS01: {{max_age: 26h}}}}\n")
    validate_limits(estate, {"BS01": ("max_age",)})
    with pytest.raises(UserMistake, match=r"limits\.BS01\.max_age: BS01 has no limit"):
        validate_limits(estate, {"BS01": ("max_rage",)})
    with pytest.raises(UserMistake, match=r"limits\.BS01: no check has this id"):
        validate_limits(estate, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1: is empty"),
        ("- a", "1: must be a mapping"),
        ("a: 1\na: 2", "2: a: stands here twice"),
        ("a: {b: 1,\n B: 2}", "2: a.B: stands here twice"),
        ("a: &x 1", "1: no & anchors"),
        ("a: 1\nb: !!python/object:os.system x", "2: no ! tags"),
        ("a: [1", "not YAML from here on"),
        ("\ta: 1", "1: indent with spaces"),
        ('a: 1\nb: "\\dr"', "2: put what holds a backslash in single quotes"),
        ("a: 1\n---\nb: 1", "2: one document only"),
        ("a: \x07", "1: a control character stands here"),
        ("[" * 20_000, "nested more than 12 levels"),
        ("a: 1\n" + "  " * 5 + "- b: [", "not YAML"),
        ("? [a]\n: 1", "1: a key must be plain text"),
        ("#" * 300_000, "larger than 256 KiB"),
    ],
)
def test_text_is_doubted(file: Path, text: str, expected: str) -> None:
    assert any(expected in line for line in complaints(file, text))


def test_alias_bomb_is_refused_at_its_first_anchor(file: Path) -> None:
    layers = [f"l{at}: &l{at} [{', '.join([f'*l{at - 1}'] * 9)}]" for at in range(1, 9)]
    assert complaints(file, "\n".join(["l0: &l0 x", *layers]))[0].startswith("estate.yaml:1: no &")


def test_words_are_text_as_people_mean_them(file: Path) -> None:
    text = SMALL.replace("organisation: X", "organisation: no")
    assert loaded(file, text).organisation == "no"


def test_byte_order_mark_and_other_encodings(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert load(file).organisation == "X"
    file.write_bytes(SMALL.encode() + b"# caf\xe9\n")
    with pytest.raises(UserMistake, match=r"estate\.yaml:7: not UTF-8") as caught:
        load(file)
    assert "UTF-8" in caught.value.hint


def test_file_that_is_not_there(file: Path) -> None:
    with pytest.raises(UserMistake, match="cannot be read"):
        load(file)


def test_decisions_lie_beside_the_estate(tmp_path: Path) -> None:
    path = tmp_path / "estate.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert load(path).decisions is None
    path.write_text(f"decisions: said/decisions.yaml\n{SMALL}", encoding="utf-8")
    assert load(path).decisions == tmp_path / "said" / "decisions.yaml"


def test_schema_names_every_key() -> None:
    schema = json_schema()
    assert schema["additionalProperties"] is False
    assert set(schema["properties"]) == {
        "organisation", "objectives", "credentials", "groups", "limits", "decisions",
    }  # fmt: skip
    duration = schema["$defs"]["ObjectivesEntry"]["properties"]["rpo"]["anyOf"][0]
    assert duration["type"] == "string"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_any_damage_is_a_clear_complaint_or_still_an_estate(
    file: Path, data: st.DataObject
) -> None:
    """One stretch of the file replaced by anything: never another exception."""
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(len(WHOLE), start + 30)))
    damage = data.draw(st.text(max_size=8) | st.sampled_from(["[", "{", "- ", "null", "{}"]))
    file.write_bytes((WHOLE[:start] + damage + WHOLE[end:]).encode("utf-8", "replace"))
    assert outcome(file)


def outcome(file: Path) -> str:
    try:
        return load(file, KNOWN).groups[0].name
    except UserMistake as mistake:
        return mistake.message if mistake.message.startswith(str(file)) else ""
