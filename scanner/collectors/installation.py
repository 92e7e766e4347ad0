"""Which BizTalk Server a host says is installed on it.

Installers and scripts write to either view of the registry; the view that names a product counts.
"""

from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, flag, value
from scanner.collectors.updates import data, values_of
from scanner.facts.machines import BizTalkInstallation
from scanner.model.collector import HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

KEY = r"SOFTWARE\Microsoft\BizTalk Server\3.0"
QUESTION = "installation/product"
PRODUCT, EDITION, VERSION, FOLDER = "ProductName", "ProductEdition", "ProductVersion", "InstallPath"
WANTED = (PRODUCT, EDITION, VERSION, FOLDER)
VIEWS = ["32", "64"]
ABSENT = BizTalkInstallation(installed=False, product="", edition="", version="", folder="")


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.values(QUESTION, KEY, WANTED)]


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[BizTalkInstallation]:
    views = answers.to(QUESTION, rows)
    if len(views) != len(rows) or sorted(filled(row, "view") for row in views) != VIEWS:
        raise Unparsable("an answer for either registry view expected")
    found = [said(row) for row in sorted(views, key=lambda row: filled(row, "view"))]
    return [next((one for one in reversed(found) if one.installed), ABSENT)]


def said(row: Row) -> BizTalkInstallation:
    """By one view; its key alone, without a product, installs nothing."""
    values = values_of(row, WANTED)
    if value(row, "subkeys") or (values and not flag(row, "exists")):
        raise Unparsable("a key that was not asked for, or values without their key")
    name, edition, version, folder = (data(values, wanted) for wanted in WANTED)
    if not flag(row, "exists") or not (name or version):
        return ABSENT
    return BizTalkInstallation(True, name, edition, version, folder)


COLLECTOR = HostCollector(
    "installation",
    BizTalkInstallation,
    frozenset({HostRole.BIZTALK}),
    first,
    interpret,
    rights=f"read the key {KEY}: every user may",
)
