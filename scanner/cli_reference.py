"""The commands that need no estate: what is asked, the documents' schemas, shell completion."""

import click

from scanner.terminal import Voice


@click.command()
@click.argument("id")
@click.pass_obj
def explain(voice: Voice, id: str) -> None:
    """The page of a check (BJ02) or of a checklist row (B04)."""
    from scanner import app, pages

    voice.say(pages.explain(id.strip().upper(), app.bench()))


@click.command()
@click.pass_obj
def checks(voice: Voice) -> None:
    """Every check with its severity, rows and limits."""
    from scanner import app, pages

    voice.say(pages.checks(app.bench()))


@click.command()
@click.argument("document", type=click.Choice(["estate", "decisions", "evidence", "run"]))
def schema(document: str) -> None:
    """The JSON Schema of a document."""
    from scanner import documents

    click.echo(documents.schema(document))


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell; source it from your profile."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind:
        whole = click.get_current_context().find_root().command
        click.echo(kind(whole, {}, "btsready", "_BTSREADY_COMPLETE").source())
