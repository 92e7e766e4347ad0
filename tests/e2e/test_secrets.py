"""The canaries in every secret source are in nothing that btsready writes or says."""

import base64
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest

from tests.e2e.command import Scanned, btsready, scan
from tests.lab.client import Lab
from tests.lab.estates import company, jobs
from tests.lab.estates.estate import LabEstate
from tests.lab.estates.variants import sound

FORMATS = ("html", "pdf")


def spellings(secret: str) -> Iterator[bytes]:
    """As text, as UTF-16, in base64 of both, and in a URL."""
    for raw in (secret.encode(), secret.encode("utf-16-le")):
        yield raw
        yield base64.b64encode(raw).rstrip(b"=")[:-1]
        yield raw.hex().encode()
    yield quote(secret, safe="").encode()


def contents(path: Path) -> Iterator[bytes]:
    """The file's bytes, and what is compressed in it."""
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield archive.read(name)
    if path.suffix == ".pdf":
        with pikepdf.open(path) as document:
            for stream in document.objects:
                if isinstance(stream, pikepdf.Stream):
                    yield stream.read_raw_bytes()
                    yield _unpacked(stream)


def _unpacked(stream: pikepdf.Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, zlib.error):
        return b""


def leaks(data: bytes) -> list[str]:
    return [
        secret
        for secret in company.CANARIES
        if any(spelling.lower() in data.lower() for spelling in spellings(secret))
    ]


def test_the_search_finds_a_leak() -> None:
    assert leaks(b"..." + base64.b64encode(company.SQL_PASSWORD.encode("utf-16-le")))


def with_secrets_everywhere() -> LabEstate:
    """Beside those of the sound estate: in a backup step, in messages, in a path."""
    estate = sound()
    job = estate.backup_job
    job.steps[jobs.CLEAR_STEP].command += (
        f"; exec xp_cmdshell 'net use Z: {company.BACKUP_PATH} /user:sicherung "
        f"{company.STEP_PASSWORD}'"
    )
    job.runs[-1].message = (
        f"DRIVER=x;UID=sa;PWD={company.STEP_PASSWORD}; AccountKey={company.ACCOUNT_KEY}; "
        f"sftp://edi:{company.ADDRESS_PASSWORD}@sftp.{company.DNS_DOMAIN}/"
    )
    return estate


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Scanned:
    folder = tmp_path_factory.mktemp("secrets")
    with Lab(with_secrets_everywhere(), folder) as lab:
        return scan(lab, folder / "out", rows="", formats=FORMATS)


def test_no_secret_in_any_artefact(scanned: Scanned) -> None:
    written = sorted(scanned.folder.iterdir())
    assert {path.suffix for path in written} == {".zip", ".json", ".html", ".pdf"}
    for path in written:
        for data in contents(path):
            assert leaks(data) == [], path.name


def test_no_secret_in_the_output(scanned: Scanned) -> None:
    assert scanned.ended.status == 3, scanned.ended.said
    assert leaks(scanned.ended.said.encode()) == []


def test_what_was_hidden_is_counted(scanned: Scanned) -> None:
    assert sum(one["redactions"] for one in scanned.report["readings"]) >= 5
    assert any("redacted" in caution for caution in scanned.report["cautions"])


def test_no_secret_when_logons_are_refused(lab: Lab, tmp_path: Path) -> None:
    estate = sound()
    for server in estate.sql.values():
        server.logins[company.SQL_USER].password = "another one"
    for host in estate.hosts.values():
        for user in host.users.values():
            user.password = "another one"
    lab.become(estate)
    refused = scan(lab, tmp_path)
    said = refused.ended.said + btsready("-v", "doctor", lab.estate_file).said
    assert refused.ended.status == 3, said
    assert leaks(said.encode()) == []
    for path in tmp_path.iterdir():
        for data in contents(path):
            assert leaks(data) == [], path.name
