"""The files of the backups, and the scripts that restore them to one mark."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scanner.model.names import bare_name
from scanner.model.runbook import Action, Step
from scanner.model.size import say as size
from scanner.recovery.restore_sequence import Piece
from scanner.runbook.plan import Plan, Script, moment
from scanner.runbook.rights import FILE_ADMIN, LEARN, SYSADMIN
from scanner.runbook.sources import Sources
from scanner.runbook.sqlcmd import sqlcmd

FILES = "files-to-fetch.csv"
NOWHERE = "an unknown machine"
RESTORE = LEARN + "how-to-restore-your-databases"


@dataclass(frozen=True)
class RestoreSteps:
    sources: Sources
    plan: Plan

    def fetch(self) -> Step:
        pieces = self._pieces()
        hosts = sorted({one.host or NOWHERE for one in pieces})
        unseen = [one.path for one in pieces if one.size is None]
        missing = [f"No listing shows {bare_name(one)}; it may not be there" for one in unseen]
        if not pieces:
            missing.append("No surviving copies lead to a mark")
        return Step(
            title="Fetch the backup files",
            row="R01",
            who=FILE_ADMIN,
            where=tuple(hosts) or ("where the copies are",),
            actions=(
                Action(self._to()),
                Action(f"Compare every size with {FILES}, in bytes, and the SHA-256 where the list "
                       "has one."),
            ),
            expected=f"{_files(pieces)}, {size(sum(one.size or 0 for one in pieces))} together, "
            "each of the size listed.",
            evidence=tuple(self._copies(pieces)),
            missing=tuple(missing),
            files=(FILES,) if pieces else (),
            checks=("BD01", "BD02", "ST04"),
            reference=RESTORE,
        )  # fmt: skip

    def _pieces(self) -> list[Piece]:
        return [
            piece
            for script in self.plan.scripts
            for database in script.restore.databases
            for piece in database.pieces
        ]

    def _to(self) -> str:
        into = next((one.to.files for one in self.plan.scripts if one.to.files), "")
        if into:
            return f"Copy every file of {FILES} to {into}."
        return (
            "Nothing is copied: the scripts read the files where they lie. See that the account of "
            "the database engine may read them there."
        )

    def _copies(self, pieces: Sequence[Piece]) -> Iterator[str]:
        folders = {one.path.rpartition("\\")[0]: one.host for one in pieces}
        for folder, host in sorted(folders.items()):
            mine = [one for one in pieces if one.path.rpartition("\\")[0] == folder]
            total = size(sum(one.size or 0 for one in mine))
            keeper = host or NOWHERE
            yield f"Copies that survive: {_files(mine)}, {total}, in {folder}, kept on {keeper}"

    def restore(self) -> Step:
        point = self.plan.point
        content = self.sources.run.recovery.content
        relies = [line for one in self.plan.scripts for line in _relies(one)]
        return Step(
            title="Restore every database to the mark",
            row="R01",
            who=SYSADMIN,
            where=self.plan.destinations,
            actions=tuple(self._runs())
            or (Action("Nothing can be run yet: find older backups; see B04 in the report."),),
            expected=(
                "Each script ends with 'Databases at the mark', and every database is ONLINE. If "
                "one ends with an error, do not start BizTalk: all databases must reach one mark."
            ),
            evidence=(*relies, content) if content else tuple(relies),
            missing=() if point else ("A mark that all databases can be restored to",),
            warnings=self.plan.warnings,
            files=tuple(one.name for one in self.plan.scripts),
            checks=("RC01", "BS03", "BC02", "CL01", "DB01", "DB04"),
            reference=RESTORE,
        )

    def _runs(self) -> Iterator[Action]:
        """In the folder where the files beside the runbook are."""
        for one in self.plan.scripts:
            yield Action(
                f"In the folder of the generated files, for {one.to.instance}:",
                sqlcmd(one.to.instance, one.name),
            )


def _files(pieces: Sequence[Piece]) -> str:
    return "1 file" if len(pieces) == 1 else f"{len(pieces)} files"


def _relies(one: Script) -> Iterator[str]:
    first = one.restore.databases[0]
    logs = sorted({piece.set_id for each in one.restore.databases for piece in each.logs})
    number = len(one.restore.databases)
    names = ", ".join(each.name for each in one.restore.databases)
    many = f"{number} databases" if number > 1 else "1 database"
    yield (
        f"{one.to.instance}: {many} ({names}) from full set {first.full.set_id} and "
        f"{len(logs)} log sets, {logs[0]} to {logs[-1]}"
    )
    yield f"{one.to.instance}: mark {one.restore.mark}, {moment(one.restore.time)}"
