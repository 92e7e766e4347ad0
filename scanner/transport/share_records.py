"""The newest small file of records in a folder, read whole; only the fields asked for are kept."""

from dataclasses import dataclass
from hashlib import sha256

from scanner.model.evidence import GapReason, Row
from scanner.transport.failure import TransportFailure
from scanner.transport.records import SUFFIXES, Malformed, records
from scanner.transport.redact import redact_text
from scanner.transport.share_walk import Folder, Walk

LARGEST, MOST = 2**20, 10_000  # bytes, records
DEPTH = 2


@dataclass(frozen=True)
class NewestRecords:
    """Which file it is, goes by its name and by when it was last written; empty ones are none."""

    unc: str
    fields: tuple[str, ...]

    def into(self, rows: list[Row], folder: Folder, path: str) -> None:
        """Appends a row for each record, with the file it stands in; one row that says so where
        there is no such file."""
        listed: list[Row] = []
        Walk(self.unc, depth=DEPTH).into(listed, folder, path)
        files = [one for one in listed if not one["directory"] and _is_meant(one)]
        if not files:
            rows.append({"path": self.unc, "exists": False})
            return
        newest = max(files, key=lambda one: (str(one["written"]), str(one["path"])))
        below = str(newest["path"])[len(self.unc) :].lstrip("\\")
        rows += self._read(folder, f"{path}\\{below}".strip("\\"), newest)

    def _read(self, folder: Folder, path: str, file: Row) -> list[Row]:
        name, size = redact_text(str(file["path"]))[0], file["size"]
        if not isinstance(size, int) or size > LARGEST:
            said = f"{name} is larger than {LARGEST >> 20} MiB, so it was not read"
            raise TransportFailure(GapReason.UNSUPPORTED, said)
        content = folder.content(path, size)
        try:
            found = records(path, content, self.fields)
        except Malformed as error:
            raise TransportFailure(GapReason.UNPARSABLE, f"{name}: {error}") from None
        if len(found) > MOST:
            said = f"{name} holds more than {MOST} records, so it was not kept"
            raise TransportFailure(GapReason.UNSUPPORTED, said)
        digest = sha256(content).hexdigest()
        where = {"path": file["path"], "exists": True, "written": file["written"]}
        return [{**where, "sha256": digest, **one} for one in found]


def _is_meant(file: Row) -> bool:
    return str(file["name"]).lower().endswith(SUFFIXES) and bool(file["size"])
