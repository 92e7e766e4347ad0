"""The statements: a header with every key, parameters, and the text that is really sent."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

import scanner.collectors
from scanner.collectors.registry import COLLECTORS
from scanner.collectors.statement import HEADER, header_of, load
from scanner.model.collector import Place, SqlCollector

SQL = [collector for collector in COLLECTORS if isinstance(collector, SqlCollector)]
FOLDER = Path(scanner.collectors.__file__).parent
GRANT = re.compile(r"GRANT (SELECT ON (dbo|tpm)\.\w+( \([\w, ]+\))?|VIEW [A-Z ]+) TO \{login\};")
NEWER = {"availability_dtc": "2016+", "backup_encryption": "2014+"}  # judged only from there on
OWN = {Place.MANAGEMENT, Place.SSO, Place.BAM, Place.JOB_DATABASES}

each = pytest.mark.parametrize("collector", SQL, ids=lambda collector: collector.name)


def body(collector: SqlCollector) -> str:
    lines = collector.statement.splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))


@each
def test_header_has_every_key(collector: SqlCollector) -> None:
    assert tuple(collector.header) == HEADER
    assert all(collector.header.values())
    newer = NEWER.get(collector.name, "2012+")
    assert collector.header["versions"] == newer
    assert collector.header["reference"].startswith("https://learn.microsoft.com/")


@each
def test_permission_is_a_list_of_grants(collector: SqlCollector) -> None:
    permission = collector.header["permission"]
    assert permission == "none beyond CONNECT SQL" or not GRANT.sub("", permission).strip()


@each
def test_every_granted_table_is_read(collector: SqlCollector) -> None:
    granted = re.findall(r"ON (dbo\.\w+)", collector.header["permission"])
    assert all(table in body(collector) for table in granted)
    read = re.findall(r"(?:FROM|JOIN) (?:msdb\.)?(dbo\.\w+)", body(collector))
    assert set(read) == set(granted)


@each
def test_database_fits_the_place(collector: SqlCollector) -> None:
    assert (collector.database == "") == (collector.place in OWN)
    assert collector.database in ("", "master", "msdb")


@each
def test_what_is_sent_is_the_file(collector: SqlCollector) -> None:
    text = (FOLDER / f"{collector.name}.sql").read_bytes().replace(b"\r\n", b"\n")
    assert sha256(collector.statement.encode()).digest() == sha256(text).digest()


@each
def test_parameters_are_marked_in_the_statement_alone(collector: SqlCollector) -> None:
    assert collector.statement.count("?") == body(collector).count("?") == len(collector.parameters)


@each
def test_comment_holds_no_quote(collector: SqlCollector) -> None:
    """Some drivers look for quotes and markers in comments, too."""
    comment = collector.statement.removesuffix(body(collector))
    assert not {"'", '"', "?"} & set("".join(re.findall(r"(?m)^--.*$", comment)))


@each
def test_statement_is_one_plain_select(collector: SqlCollector) -> None:
    assert body(collector).startswith("SELECT")
    assert ";" not in body(collector)


def test_every_statement_has_its_collector() -> None:
    names = {collector.name for collector in SQL}
    assert {path.stem for path in FOLDER.glob("*.sql")} == names


def test_longer_text_continues_its_key() -> None:
    _, header = load("backup_history")
    assert "full set on; all of it" in header["purpose"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        "-- purpose: one\nSELECT 1",
        "--   continues nothing\nSELECT 1",
        "-- purpose one\nSELECT 1",
        "\n".join(f"-- {key}: x" for key in reversed(HEADER)),
    ],
)
def test_other_headers_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^x\.sql: "):
        header_of(text, "x.sql")
