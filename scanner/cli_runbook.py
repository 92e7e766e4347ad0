"""`btsready runbook`: what is asked for, in a module of its own for its many options."""

from pathlib import Path
from typing import Any

import click

from scanner.errors import ExitStatus
from scanner.terminal import Voice


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True)
@click.option("--evidence", type=click.Path(path_type=Path), help="Where it is not beside RUN.")
@click.option("--scenario", default="sql", type=click.Choice(["sql", "biztalk", "both"]))
@click.option("--same-names", is_flag=True, help="The SQL Servers keep their names (the default).")
@click.option("--other-names", default="", metavar="OLD=NEW,…", help="For every SQL Server.")
@click.option("--files", default="", metavar="FOLDER", help="Where fetched backups are put.")
@click.option("--server", default="", metavar="NAME", help="The BizTalk server that is lost.")
@click.option("--site", default="", metavar="NAME", help="A site that is lost with everything.")
@click.option("--data-folder", default="", metavar="FOLDER", help="New place of data files.")
@click.option("--log-folder", default="", metavar="FOLDER", help="New place of log files.")
@click.pass_obj
def runbook(
    voice: Voice, /, run: Path, out: Path, evidence: Path | None, same_names: bool, **said: Any
) -> ExitStatus:
    """The restore of this group as steps to tick off, with its scripts (.pdf .html .md)."""
    from scanner import app
    from scanner.runbook.choice import Typed, choice_of
    from scanner.runbook.order import RunbookOrder

    order = RunbookOrder(run, evidence, out, choice_of(Typed(**said), same_names))
    book = app.runbook(order)
    voice.say(f"Runbook:  {out}")
    if book.attachments:
        voice.say(f"Files:    {order.files} ({len(book.attachments)})")
    if book.lacking:
        voice.say(f"Evidence is missing for {book.lacking} of its steps; they say so in red.")
    if book.waiting:
        voice.say(f"For {book.waiting} of its steps nobody has said what only people know.")
    return ExitStatus.READY if book.leads_somewhere else ExitStatus.INCOMPLETE
