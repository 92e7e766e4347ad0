"""No secret leaves the reading of it."""

import base64
import json
from time import process_time
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.evidence import JsonValue
from scanner.transport.redact import MARK, Secrets, redact, redact_text

CANARY = "Kanar1enVogel"

WITH_A_SECRET = [
    f"Server=SQL01;User ID=svc;Password={CANARY};Encrypt=yes",
    f"Server=SQL01;PWD={{{CANARY}}}}};x}};Encrypt=yes",
    f"pwd = '{CANARY}'",
    f'"password": "{CANARY}"',
    f'{{"Password":"{CANARY}","User":"x"}}',
    f"EXEC sp_addlinkedsrvlogin @rmtsrvname = 'X', @rmtpassword = N'{CANARY}''s', @y = 1",
    f"EXEC ('CREATE LOGIN x WITH PASSWORD = ''{CANARY}'', CHECK_POLICY = ON')",
    f"CREATE CREDENTIAL [x] WITH IDENTITY = 'SAS', SECRET = 'sv=1&sig={CANARY}'",
    f"DefaultEndpointsProtocol=https;AccountName=a;AccountKey={CANARY}==;EndpointSuffix=x",
    f"BlobEndpoint=https://a;SharedAccessSignature=sv=2020&ss=b&sig={CANARY}%3D",
    f"https://vault.blob.core.windows.net/bak/a.bak?sv=2022-11-02&sr=c&sig={CANARY}%2B%3D&x=1",
    f"ftp://svc:{CANARY}@ftp.example.test/drop",
    f"sftp://svc:a@b{CANARY}@host:22/",
    f'sqlcmd -S SQL01 -U sa -P {CANARY} -Q "SELECT 1"',
    f"sqlcmd.exe -S SQL01 -Usa -P{CANARY} -i a.sql",
    f'osql -E -P "{CANARY} with blanks" -n',
    f"bcp db.dbo.t out t.dat -S x -U u -P {CANARY} -c",
    f"net use Z: \\\\FILE01\\dr {CANARY} /user:CORP\\svc",
    f"net use \\\\FILE01\\dr /user:CORP\\svc {CANARY}",
    f"NET USE \\\\FILE01\\dr /USER:CORP\\svc {CANARY} /persistent:no",
    f"net user svc {CANARY} /add",
    f"schtasks /create /tn x /ru svc /rp {CANARY} /tr y",
    f"cmdkey /add:FILE01 /user:svc /pass:{CANARY}",
    f"psexec \\\\h -u svc -p {CANARY} cmd",
    f"Connect-Thing -Password '{CANARY}' -Name x",
    f"ConvertTo-SecureString '{CANARY}' -AsPlainText -Force",
    f"curl -u svc:{CANARY} https://x.example.test/",
    f"<add key='x' /><password>{CANARY}</password>",
    f"<processModel userName='x' password='{CANARY}' />",
    f"Authorization: Basic {CANARY}AAAA=",
    f"client_secret={CANARY}&grant_type=x",
    f"-----BEGIN RSA PRIVATE KEY-----\n{CANARY}\n-----END RSA PRIVATE KEY-----",
    f"password={CANARY}",
    f"password='{CANARY}",
]


@pytest.mark.parametrize("text", WITH_A_SECRET)
def test_what_looks_like_a_secret_is_covered_and_counted(text: str) -> None:
    covered, count = redact_text(text)
    assert CANARY not in covered
    assert MARK in covered
    assert count >= 1
    assert redact_text(covered) == (covered, 0)


@pytest.mark.parametrize(
    "text",
    [
        r"\\FILE01\BizTalkBackup\SQL01_BizTalkMgmtDb_Full_BTS_2026_11_21_05_00_00.bak",
        "exec [dbo].[sp_BackupAllFull_Schedule] 'd' /* Frequency */, 'BTS' /* Name */,"
        " 'E:\\Backup' /* location of backup files */",
        "EXECUTE sp_BackupAllFull_Schedule @frequency='d', @MarkName='BTS', @BackupPath='E:\\x'",
        "2026-11-22T05:00:00.1234567Z",
        "SELECT name FROM sys.databases WHERE state = 0",
        "The master secret was backed up. SecretServer = SSO01",
        "ENTSSO: secret key 3 is in use",
        "https://learn.microsoft.com/biztalk/core/",
        "",
        "SQL Server Agent (MSSQLSERVER)",
        "Pass: 3 of 4",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert redact_text(text) == (text, 0)


@pytest.mark.parametrize(
    "piece", ["sqlcmd ", "http://", "password='", "net use ", "x://y:", "password=''", "pwd"]
)
def test_hostile_text_does_not_cost_quadratic_time(piece: str) -> None:
    started = process_time()
    redact_text(piece * (100_000 // len(piece)))
    assert process_time() - started < 2


def test_what_stands_around_a_secret_stays_readable() -> None:
    covered, count = redact_text(f"Server=SQL01;Password={CANARY};Encrypt=yes")
    assert (covered, count) == (f"Server=SQL01;Password={MARK};Encrypt=yes", 1)


def test_an_address_keeps_all_but_its_password() -> None:
    covered, count = redact_text(f"copied to ftp://svc:a@{CANARY}@host/x at night")
    assert (covered, count) == (f"copied to ftp://svc:{MARK}@host/x at night", 1)


@pytest.mark.parametrize("text", WITH_A_SECRET)
def test_text_around_a_secret_is_kept_in_every_form(text: str) -> None:
    covered, _ = redact_text(f"before it {text}")
    assert covered.startswith("before it ")
    assert len(covered) > len("before it ") + len(MARK)


def test_structures_are_walked_and_keys_that_name_a_secret_count() -> None:
    row: JsonValue = {
        "command": [f"sqlcmd -P {CANARY}", {"deep": f"pwd={CANARY}"}],
        "password": CANARY,
        "size": 3,
        "none": None,
    }
    covered, count = redact(row)
    assert CANARY not in json.dumps(covered)
    assert count == 3
    assert isinstance(covered, dict)
    assert (covered["size"], covered["none"]) == (3, None)
    assert redact(covered) == (covered, 0)


SECRETS = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x24F, exclude_characters="'\";<>&{}/@\\[]:?"),
    min_size=6,
    max_size=30,
).map("Zq".__add__)
FORMS = st.sampled_from(
    [
        "a=1;Password={};b=2",
        "x PWD = '{}' y",
        'x "pwd":"{}", y',
        "@rmtpassword = N'{}', @x = 1",
        "ftp://u:{}@host/x",
        "sqlcmd -S x -P {} -Q y",
        r"net use \\a\b {} /user:x",
        "https://x.blob.core.windows.net/a?sv=1&sig={}&x=2",
        "AccountKey={};x",
        "<password>{}</password>",
    ]
)


@given(secret=SECRETS, form=FORMS, around=st.text(max_size=20))
def test_no_secret_in_a_known_form_survives(secret: str, form: str, around: str) -> None:
    covered, count = redact_text(f"{around} {form.replace('{}', secret)} {around}")
    assert count >= 1
    assert secret not in covered.replace(around, "")


PIECES = st.sampled_from(
    ["password", "pwd=", "secret", "=", ":", "'", "''", '"', '\\"', "{", "}", "}}", "N'", ")", MARK,
     "@", "://", "a", "https://h?", "sig=", "&", ";", " ", "-P", "sqlcmd ", "net use \\\\a\\b ",
     "/user:x ", "<password>", "<", "-----BEGIN X PRIVATE KEY-----", "x", "\n", "curl -u a:",
     "Authorization: Basic ", "eyJaaaaaaaaa.b.c", "ftp://u:"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_redacting_settles_and_twice_changes_nothing(text: str) -> None:
    covered, _ = redact_text(f"kept {text}")
    assert covered.startswith("kept ")
    assert redact_text(covered) == (covered, 0)


KNOWN = st.text(min_size=4, max_size=40).filter(lambda secret: secret not in MARK)


@given(secret=KNOWN, before=st.text(max_size=9), after=st.text())
def test_known_secrets_are_covered_in_every_disguise(secret: str, before: str, after: str) -> None:
    secrets = Secrets([secret])
    raw, wide = secret.encode("utf-8", "ignore"), secret.encode("utf-16-le", "surrogatepass")
    shapes = [
        secret,
        quote(secret.encode("utf-8", "replace"), safe=""),
        quote_plus(secret.encode("utf-8", "replace")),
        json.dumps(secret)[1:-1],
        base64.b64encode(raw).decode(),
        base64.b64encode(b"user:" + raw).decode(),
        base64.b64encode(wide).decode(),
        wide.hex(),
    ]
    for shape in shapes:
        covered, count = secrets.cover(f"{before}{shape}{after}")
        assert count >= 1
        assert secret not in covered.replace(MARK, "\0")


@given(KNOWN, st.text(max_size=60))
def test_covering_twice_changes_nothing(secret: str, text: str) -> None:
    secrets = Secrets([secret])
    covered, _ = secrets.cover(text + secret + text)
    assert secrets.cover(covered) == (covered, 0)


def test_known_secrets_are_found_in_structures_and_hidden_in_their_own_repr() -> None:
    secrets = Secrets([CANARY, ""])
    covered, count = secrets.cover_all({"a": [f"x{CANARY}y", 1], CANARY: None})
    assert CANARY not in json.dumps(covered)
    assert count == 2
    assert CANARY not in repr(secrets)


def test_a_secret_that_is_no_proper_unicode_is_covered_too() -> None:
    assert Secrets(["gehe\udcffim"]).cover("a gehe\udcffim b") == (f"a {MARK} b", 1)


def test_without_known_secrets_nothing_is_covered() -> None:
    assert Secrets().cover("anything") == ("anything", 0)
