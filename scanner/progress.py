"""What a person sees while targets are read: a bar on a terminal, a line each with -v."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scanner.model.evidence import Contact


class Lines:
    """One line a target."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def expect(self, targets: int) -> None:
        pass

    def done(self, contact: Contact, readings: int) -> None:
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

    def done(self, contact: Contact, readings: int) -> None:
        self._update(self._task, advance=1, description=contact.target.name)
