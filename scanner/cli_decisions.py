"""The commands by which people decide; what they do is in `people`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from scanner.arguments import moment_of
from scanner.errors import ExitStatus
from scanner.terminal import Voice

if TYPE_CHECKING:
    from scanner.people import Made

FILE = click.option(
    "--decisions",
    "path",
    type=click.Path(path_type=Path),
    default=Path("decisions.yaml"),
    show_default=True,
    metavar="FILE|DIR",
    help="The file of decisions, or the folder of such files.",
)
KEPT = click.option(
    "--decisions",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    show_default="what --estate names, else decisions.yaml",
    help="The file of decisions, or the folder for it.",
)
ESTATE = click.option(
    "--estate", type=click.Path(path_type=Path), help="Look the group up in this estate."
)
RUN = click.option(
    "--run", type=click.Path(path_type=Path), help="Look group and finding up in this run."
)
GROUP = click.option("--group", required=True, metavar="NAME", help="The group it is about.")


@click.command()
@click.argument("about", metavar="ROW|CHECK|FINDING")
@GROUP
@click.option("--by", required=True, metavar="NAME", help="Who says so.")
@click.option("--statement", required=True, metavar="TEXT", help="What that person says.")
@click.option("--document", type=click.Path(path_type=Path), help="A file that proves it.")
@click.option("--valid", required=True, metavar="90d", help="How long it holds.")
@KEPT
@ESTATE
@RUN
@click.pass_obj
def attest(  # noqa: PLR0913, PLR0917 - one parameter an option
    voice: Voice,
    about: str,
    group: str,
    by: str,
    statement: str,
    document: Path | None,
    valid: str,
    path: Path | None,
    estate: Path | None,
    run: Path | None,
) -> None:
    """Write down what a person states where no machine can see."""
    from scanner import people

    asked = people.Statement(about, group, by, statement, valid, document)
    _told(voice, people.attest(asked, path, people.at_hand(estate, run)))


@click.command()
@click.argument("about", metavar="FINDING|CHECK")
@GROUP
@click.option("--owner", required=True, metavar="NAME", help="Who answers for the failure.")
@click.option("--approver", required=True, metavar="NAME", help="Who accepts it; another person.")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is accepted.")
@click.option("--until", required=True, metavar="DATE", help="When it ends; also 'DATE ZONE'.")
@KEPT
@ESTATE
@RUN
@click.pass_obj
def waive(  # noqa: PLR0913, PLR0917 - one parameter an option
    voice: Voice,
    about: str,
    group: str,
    owner: str,
    approver: str,
    reason: str,
    until: str,
    path: Path | None,
    estate: Path | None,
    run: Path | None,
) -> None:
    """Write down that a failure is accepted for a time; it stays a failure."""
    from scanner import people

    asked = people.Acceptance(about, group, owner, approver, reason, until)
    _told(voice, people.waive(asked, path, people.at_hand(estate, run)))


def _told(voice: Voice, made: "Made") -> None:
    from scanner import people

    voice.say(people.written(made.decision, made.file))
    if made.note:
        click.echo(made.note, err=True)


@click.group()
def decisions() -> None:
    """What people stated and accepted: list it, or end one."""


@decisions.command("list")
@click.option("--group", default="", metavar="NAME", help="Those of one group only.")
@click.option("--as-of", default="", metavar="TIME", help="What they are worth at another time.")
@FILE
@click.pass_obj
def list_all(voice: Voice, group: str, as_of: str, path: Path) -> ExitStatus:
    """Every decision with what it is worth, then what is wrong with the files."""
    from scanner import people

    for line in people.listed(path, group, moment_of(as_of)):
        voice.say(line)
    return people.status_of(path)


@decisions.command()
@click.argument("id")
@FILE
@click.pass_obj
def expire(voice: Voice, id: str, path: Path) -> None:
    """End a decision now; its entry stays in the file."""
    from scanner import people

    voice.say(people.written(*people.end(id.strip(), path)))
