"""Rows of the catalogue that follow from the description, so that nobody writes them by hand."""

from collections.abc import Callable, Iterator
from datetime import datetime

from tests.lab.tds.contents import SYSTEM_DATABASES, Contents, Place
from tests.lab.tds.description import LabSqlServer, Row
from tests.lab.tds.objects import Objects

_CAPACITY = 2 * 10**12
_CREATED = datetime(2023, 1, 1)  # noqa: DTZ001 - what SQL Server stores has no zone


class Catalogue:
    def __init__(self, description: LabSqlServer, contents: Contents) -> None:
        self._description = description
        self._contents = contents
        self._database_rows: list[Row] | None = None
        objects = self.objects = Objects(contents)
        self._makers: dict[str, Callable[[str], list[Row]]] = {
            "databases": lambda _database: self._databases(),
            "master_files": lambda _database: list(self._all_files()),
            "dm_os_volume_stats": lambda _database: list(self._volumes()),
            "database_files": self._database_files,
            "servers": lambda _database: self._servers(),
            "schemas": objects.schemas,
            "types": lambda _database: objects.types(),
            "tables": lambda database: objects.of_kind(database, "U"),
            "views": lambda database: objects.of_kind(database, "V"),
            "procedures": lambda database: objects.of_kind(database, "P"),
            "objects": objects.objects,
            "all_objects": lambda d: [*objects.objects(d), *objects.system_objects()],
            "columns": lambda database: list(objects.columns(database)),
            "all_columns": lambda d: [*objects.columns(d), *objects.system_columns()],
        }

    def rows(self, place: Place) -> list[Row]:
        """Described rows, with those that follow by themselves."""
        maker = self._makers.get(place.name.lower()) if place.schema.lower() == "sys" else None
        if maker is None or (place.name == "master_files" and self._contents.rows(place)):
            return self._contents.rows(place)
        return maker(place.database)

    def state_of(self, database: str) -> int:
        return next(
            (
                int(row["state"])
                for row in self._databases()
                if row["name"].lower() == database.lower()
            ),
            0,
        )

    def database_names(self) -> list[str]:
        """Also of databases that only have a row in sys.databases."""
        return [row["name"] for row in self._databases()]

    def database_ids(self) -> dict[str, int]:
        return {row["name"]: row["database_id"] for row in self._databases()}

    def _databases(self) -> list[Row]:
        if self._database_rows is None:
            self._database_rows = self._make_databases()
        return self._database_rows

    def _make_databases(self) -> list[Row]:
        described = self._contents.rows(Place("master", "sys", "databases"))
        rows = {
            name.lower(): self._database_row(number, name)
            for number, name in enumerate(self._contents.databases(), 1)
        }
        for row in described:
            key = row["name"].lower()
            rows[key] = (rows.get(key) or self._database_row(len(rows) + 1, row["name"])) | row
        return list(rows.values())

    def _database_row(self, number: int, name: str) -> Row:
        simple = name in SYSTEM_DATABASES and name != "model"
        return {
            "name": name,
            "database_id": number,
            "owner_sid": b"\x01",
            "create_date": _CREATED,
            "compatibility_level": min(self._description.version[0], 16) * 10,
            "collation_name": "SQL_Latin1_General_CP1_CI_AS",
            "user_access": 0,
            "user_access_desc": "MULTI_USER",
            "is_read_only": 0,
            "state": 0,
            "state_desc": "ONLINE",
            "recovery_model": 3 if simple else 1,
            "recovery_model_desc": "SIMPLE" if simple else "FULL",
            "page_verify_option": 2,
            "page_verify_option_desc": "CHECKSUM",
        }

    def _all_files(self) -> Iterator[Row]:
        for name, number in self.database_ids().items():
            for file_id, (suffix, kind, extension) in enumerate(
                (("", "ROWS", "mdf"), ("_log", "LOG", "ldf")), 1
            ):
                yield {
                    "database_id": number,
                    "file_id": file_id,
                    "type": file_id - 1,
                    "type_desc": kind,
                    "data_space_id": 2 - file_id,
                    "name": f"{name}{suffix}",
                    "physical_name": f"D:\\SQLData\\{name}{suffix}.{extension}",
                    "state": 0,
                    "state_desc": "ONLINE",
                    "size": 8192,
                    "max_size": -1,
                    "growth": 8192,
                }

    def _volumes(self) -> Iterator[Row]:
        """Of every file, the drive that it lies on."""
        described = self._contents.rows(Place("master", "sys", "master_files"))
        for file in described or self._all_files():
            drive = file["physical_name"][:3]
            yield {
                "database_id": file["database_id"],
                "file_id": file["file_id"],
                "volume_mount_point": drive,
                "total_bytes": _CAPACITY,
                "available_bytes": self._description.free.get(drive, _CAPACITY // 2),
            }

    def _database_files(self, database: str) -> list[Row]:
        described = self._described(database, "database_files")
        number = self.database_ids().get(database)
        derived = (row for row in self._all_files() if row["database_id"] == number)
        return described or [
            {k: v for k, v in row.items() if k != "database_id"} for row in derived
        ]

    def _servers(self) -> list[Row]:
        local = {
            "server_id": 0,
            "name": self._description.name,
            "product": "SQL Server",
            "provider": "SQLNCLI",
            "data_source": self._description.name,
            "is_linked": 0,
        }
        described = self._contents.rows(Place("master", "sys", "servers"))
        return described if any(r.get("server_id") == 0 for r in described) else [local, *described]

    def _described(self, database: str, name: str) -> list[Row]:
        return self._contents.rows(Place(database, "sys", name))
