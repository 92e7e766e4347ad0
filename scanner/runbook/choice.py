"""What people decide before a restore: what is lost, and where the databases go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scanner.errors import UserMistake
from scanner.model.names import server_name
from scanner.model.runbook import Disaster

EXAMPLE = "Write --other-names SQL01=SQLDR01, one pair for every SQL Server of the group."


@dataclass(frozen=True)
class Choice:
    """`renames` are empty when the SQL Servers keep their names; `files` is the folder that
    fetched backups are put into; `server` the BizTalk server that is lost, empty for any;
    `site` is lost as well, when it is named. Database files go where they were, but into
    `data_folder` and `log_folder` where these are given."""

    disaster: Disaster
    renames: Mapping[str, str] = field(default_factory=dict)
    files: str = ""
    server: str = ""
    site: str = ""
    data_folder: str = ""
    log_folder: str = ""

    def destination(self, source: str, own_name: str) -> str:
        """Where the databases of an instance go; `own_name` is what it called itself."""
        return self.renames.get(source, own_name)

    def require_all(self, sources: Iterable[str]) -> None:
        """Some servers under other names, others not: that is a third thing to be said aloud."""
        known = set(sources)
        unknown, unsaid = self.renames.keys() - known, known - self.renames.keys()
        if unknown:
            names = ", ".join(sorted(known))
            raise UserMistake(f"no database was on {', '.join(sorted(unknown))}", f"On: {names}.")
        if self.renames and unsaid:
            raise UserMistake(f"no new name for {', '.join(sorted(unsaid))}", EXAMPLE)


def renames_of(text: str) -> dict[str, str]:
    """Out of 'SQL01=SQLDR01,SQL02=SQLDR01'; a server that keeps its name is named twice."""
    found = {}
    for part in (one.strip() for one in text.split(",")):
        old, equals, new = (one.strip() for one in part.partition("="))
        if not (old and equals and new):
            raise UserMistake(f"{part!r} is not OLD=NEW", EXAMPLE)
        found[server_name(old, {}, "")] = new
    return found


@dataclass(frozen=True)
class Typed:
    """The options as they came, every one a text."""

    scenario: str = "sql"
    other_names: str = ""
    files: str = ""
    server: str = ""
    site: str = ""
    data_folder: str = ""
    log_folder: str = ""


def choice_of(typed: Typed, same_names: bool = False) -> Choice:
    """What was typed, refused where it contradicts itself."""
    disaster = Disaster(typed.scenario)
    if same_names and typed.other_names:
        raise UserMistake("--same-names and --other-names exclude each other")
    if typed.other_names and not disaster.loses_databases:
        raise UserMistake("--other-names is for lost SQL Servers", "Leave it out, or say both.")
    if typed.server and not disaster.loses_biztalk:
        raise UserMistake("--server names a lost BizTalk server", "Say --scenario biztalk.")
    if bool(typed.data_folder) != bool(typed.log_folder):
        raise UserMistake("--data-folder and --log-folder go together", "They may be the same.")
    return Choice(
        disaster,
        renames=renames_of(typed.other_names) if typed.other_names else {},
        files=typed.files,
        server=typed.server,
        site=typed.site,
        data_folder=typed.data_folder,
        log_folder=typed.log_folder,
    )
