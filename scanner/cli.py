"""Arguments in, exit status out; everything else is in `app`, imported when a command runs."""

import errno
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from scanner import __version__
from scanner.arguments import moment_of
from scanner.cli_decisions import attest, decisions, waive
from scanner.cli_reference import checks, completion, explain, schema
from scanner.cli_runbook import runbook
from scanner.errors import BtsreadyError, ExitStatus, UserMistake
from scanner.outcome import exit_status
from scanner.terminal import Voice, watching

EPILOG = "Exit status: " + "; ".join(f"{one.value} {one.meaning}" for one in ExitStatus) + "."
ESTATE = click.argument("estate", type=click.Path(path_type=Path))
GROUP = click.option("--group", default="", metavar="NAME", help="One group of the estate only.")
ROWS = click.option("--rows", default="", metavar="B04,B05", help="Only these checklist rows.")
AS_OF = click.option("--as-of", default="", metavar="TIME", help="Judge as of another time.")
FORMAT = click.option(
    "--format", "formats", multiple=True, metavar="NAME:PATH", help="A report; repeatable."
)
DECISIONS = click.option(
    "--decisions",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="What people attested and waived; of a run, the decisions in it.",
)
REPLAY = click.option(
    "--replay",
    type=click.Path(path_type=Path),
    metavar="EVIDENCE",
    help="Answer from recorded evidence instead of the network.",
)


@click.group(epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="btsready")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
@click.option("-q", "--quiet", is_flag=True, help="Say only what went wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say each target and reading.")
@click.pass_context
def cli(context: click.Context, color: str, quiet: bool, verbose: bool) -> None:
    """Could this BizTalk Server group be restored today, to when, and what is missing?"""
    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    colour = {"auto": wanted, "always": True, "never": False}[color]
    context.obj = Voice(colour, quiet, verbose)


@cli.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path("estate.yaml"))
@click.pass_obj
def init(voice: Voice, path: Path) -> None:
    """Write a commented estate file to start from."""
    from scanner.estate.template import starter
    from scanner.store import write_file

    if path.exists():
        raise UserMistake(f"{path} exists already", "Name another file; nothing was changed.")
    write_file(path, starter().encode())
    voice.say(f"Wrote {path}. Edit it, then: btsready doctor {path}")


@cli.command()
@ESTATE
@GROUP
@click.pass_obj
def discover(voice: Voice, estate: Path, group: str) -> None:
    """Print what the management database names, in the form to paste under `reach`."""
    from scanner import app, preview

    with watching(voice) as watch:
        for one in app.discovered(estate, group, watch):
            voice.say(preview.discovery(one.group, one.servers, one.windows, one.contacts))


@cli.command()
@ESTATE
@GROUP
@click.option("--statements", is_flag=True, help="Every statement and question, with SHA-256.")
@click.option("--grants", is_flag=True, help="The least-privilege GRANT script.")
@click.pass_obj
def plan(voice: Voice, estate: Path, group: str, statements: bool, grants: bool) -> None:
    """Discover, then say what would be asked of whom; nothing more is read."""
    from scanner import app, preview

    with watching(voice) as watch:
        for one in app.discovered(estate, group, watch):
            found = (one.group, one.servers, one.windows, app.bench().collectors)
            if grants:
                voice.say(preview.grants(*found))
            if statements or not grants:
                voice.say(preview.plan(*found, full=statements))


@cli.command()
@ESTATE
@GROUP
@REPLAY
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True)
@click.pass_obj
def collect(voice: Voice, estate: Path, group: str, replay: Path | None, out: Path) -> None:
    """Read everything of one group into one sealed evidence file."""
    from scanner import app

    with watching(voice) as watch:
        sha256 = app.collect_one(estate, group, out, watch, replay)
    voice.say(f"Evidence: {out}\nSHA-256:  {sha256}")


@cli.command()
@click.argument("evidence", type=click.Path(path_type=Path))
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True)
@click.option("--estate", type=click.Path(path_type=Path), help="Judge by its limits instead.")
@AS_OF
@ROWS
@DECISIONS
@click.pass_obj
def judge(  # noqa: PLR0913, PLR0917 - one parameter an option
    voice: Voice,
    evidence: Path,
    out: Path,
    estate: Path | None,
    as_of: str,
    rows: str,
    decisions: Path | None,
) -> ExitStatus:
    """Judge an evidence file; exits with the verdict."""
    from scanner import app

    asked = app.Again(evidence, estate, moment_of(as_of), app.rows(rows), decisions)
    run, sha256 = app.judge_file(asked, out)
    voice.say(app.console(run, sha256, voice.colour).decode())
    voice.say(f"Run:      {out}\nSHA-256:  {sha256}")
    return exit_status([run])


@cli.command()
@click.argument("run", type=click.Path(path_type=Path))
@FORMAT
@click.pass_obj
def report(voice: Voice, run: Path, formats: tuple[str, ...]) -> ExitStatus:
    """Render a run; without --format to the console."""
    from scanner import app

    read, sha256 = app.read_run(run)
    outputs = app.outputs(formats)
    if not outputs:
        click.echo(app.console(read, sha256, voice.colour).decode(), color=voice.colour)
    return _say_written(voice, app.report(read, sha256, outputs), formats)


@cli.command()
@ESTATE
@GROUP
@ROWS
@FORMAT
@REPLAY
@DECISIONS
@click.option("--out", type=click.Path(path_type=Path), default=Path("btsready-out"))
@click.pass_obj
def scan(  # noqa: PLR0913, PLR0917 - one parameter an option
    voice: Voice,
    estate: Path,
    group: str,
    rows: str,
    formats: tuple[str, ...],
    replay: Path | None,
    decisions: Path | None,
    out: Path,
) -> ExitStatus:
    """Discover, collect, judge and report; exits with the verdict."""
    from scanner import app

    asked = (app.rows(rows), out, app.outputs(formats), replay, decisions)
    order = app.Order(estate, group, *asked)
    results = []
    with watching(voice) as watch:
        for written in app.scan(order, watch):
            results.append(written)
    broken = ExitStatus.READY
    for written in results:
        voice.say(app.console(written.run, written.sha256, voice.colour).decode())
        broken = max(broken, _say_written(voice, written, formats))
    verdict = exit_status([written.run for written in results])
    return broken if broken and verdict is ExitStatus.READY else verdict


@cli.command()
@ESTATE
@GROUP
@click.pass_obj
def doctor(voice: Voice, estate: Path, group: str) -> None:
    """Driver, connectivity and permissions per target; what could not be answered, and why."""
    from scanner import app, pages

    with watching(voice) as watch:
        for evidence, run in app.examined(estate, group, watch):
            voice.say(pages.doctor(evidence, run, app.bench()))


for command in (runbook, attest, waive, decisions, explain, checks, schema, completion):
    cli.add_command(command)


def _say_written(voice: Voice, written: Any, asked: tuple[str, ...]) -> ExitStatus:
    """Files written; a report that somebody asked for and that is missing is their mistake."""
    for name, path in written.files:
        voice.say(f"{name + ':':9} {path}")
    for error in written.missing:
        voice.warn(error)
    return ExitStatus.MISTAKE if written.missing and asked else ExitStatus.READY


def main() -> None:
    """The console script. Every end is an exit status; a traceback only with BTSREADY_DEBUG."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # the rest is said without the letter
    status = _run(lambda: _flushed(cli.main(standalone_mode=False)))
    if status == ExitStatus.INTERRUPTED:
        sys.stdout.flush()
        os._exit(status)  # a thread that still waits for a target must not hold us
    sys.exit(status)


def _flushed(status: Any) -> Any:
    """A pipe that closed or a disk that is full shows only when the last words leave."""
    sys.stdout.flush()
    return status


def _run(command: Callable[[], Any]) -> int:
    try:
        status = command()
        return int(status) if isinstance(status, int) else 0
    except click.exceptions.Exit as e:
        return e.exit_code
    except (click.ClickException, SystemExit) as e:
        return _misused(e)
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return ExitStatus.INTERRUPTED
    except BtsreadyError as e:
        return _told(e)
    except Exception as e:  # noqa: BLE001 - whatever it is, it ends as a status
        return _unexpected(e)


def _misused(error: click.ClickException | SystemExit) -> int:
    """A closed pipe is a SystemExit of click's, whose 1 would be a verdict."""
    if isinstance(error, click.ClickException):
        error.show()
    return ExitStatus.MISTAKE


def _told(error: BtsreadyError) -> int:
    click.echo(f"error: {error.message}", err=True)
    if error.hint:
        click.echo(f"  {error.hint}", err=True)
    return error.status


def _unexpected(error: Exception) -> int:
    """A disk that is full is nobody's defect; everything else is ours."""
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left to say
        return _told(UserMistake(f"the output cannot be written: {error.strerror}"))
    click.echo(f"error: a defect of btsready: {type(error).__name__}", err=True)
    click.echo("  Report it with the command that you gave; nothing was changed.", err=True)
    if os.environ.get("BTSREADY_DEBUG"):
        raise error
    return ExitStatus.OUR_MISTAKE
