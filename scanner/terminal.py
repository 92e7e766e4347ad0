"""What a person sees: words as quiet or as wordy as wanted, and progress while targets are read."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from scanner.errors import BtsreadyError

if TYPE_CHECKING:
    from scanner.collect import Watch
    from scanner.model.evidence import Contact


@dataclass
class Voice:
    """How much is said, and in colour or not."""

    colour: bool
    quiet: bool
    verbose: bool

    def say(self, text: str = "") -> None:
        if not self.quiet:
            click.echo(text, color=self.colour)

    def detail(self, text: str) -> None:
        if self.verbose:
            click.echo(text, err=True)

    def warn(self, error: BtsreadyError) -> None:
        click.echo(f"warning: {error.message}", err=True)
        if error.hint:
            click.echo(f"  {error.hint}", err=True)


class Lines:
    """One line a target."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def expect(self, targets: int) -> None:
        pass

    def done(self, contact: "Contact", readings: int) -> None:
        said = f"{contact.gap.reason}: {contact.gap.detail}" if contact.gap else "answered"
        self._write(f"{contact.target.id}: {readings} readings, {said}")


@contextmanager
def bar(colour: bool) -> Iterator["Bar"]:
    """A progress bar on standard error that leaves nothing behind."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True, no_color=not colour)
    with Progress(console=console, transient=True) as progress:
        yield Bar(progress.add_task, progress.update)


class Bar:
    """Grows as waves begin, advances as targets answer."""

    def __init__(self, add: Callable[..., object], update: Callable[..., None]) -> None:
        self._update = update
        self._task = add("reading", total=0)
        self._total = 0

    def expect(self, targets: int) -> None:
        self._total += targets
        self._update(self._task, total=self._total)

    def done(self, contact: "Contact", readings: int) -> None:
        self._update(self._task, advance=1, description=contact.target.name)


@contextmanager
def watching(voice: Voice) -> Iterator["Watch"]:
    """Lines with -v, else a bar on a terminal, else silence."""
    if sys.stderr.isatty() and not (voice.quiet or voice.verbose):
        with bar(voice.colour) as watch:
            yield watch
    else:
        yield Lines(voice.detail)
