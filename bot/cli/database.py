"""The command line's words for looking after the database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import SystemClock
from bot.config import read_config

database = typer.Typer(help="Look after the database (DATABASE_URL, or kindling.db in this folder).")
File = Annotated[Path, typer.Argument(help="The backup: one file, whatever the database is.")]
Address = Annotated[str, typer.Argument(help="A database address, like sqlite:///kindling.db.")]


@database.command()
def upgrade() -> None:
    """Bring the database's tables up to date. The bot does this by itself when it starts."""
    from rituals.catalog import load_catalog
    from storage import Store

    store = Store(_address(), load_catalog().settings_of)
    store.upgrade()
    store.close()
    typer.echo("The database is up to date.")


@database.command()
def backup(file: File) -> None:
    """Write everything into a new file that only you may read. The bot may go on running."""
    from storage.upkeep.backups import backup as write

    with _progress("Saving") as told:
        counts = write(_address(), file, told)
    _report(counts, f"The backup is in {file}. It holds people's names, so keep it safe.")


@database.command()
def restore(
    file: File,
    replace: Annotated[bool, typer.Option("--replace", help="Delete what the database holds now.")] = False,
) -> None:
    """Put a backup into the database, all of it or nothing. Stop the bot first."""
    from bot.rounds.restored import putting_back
    from rituals.catalog import load_catalog
    from storage.upkeep.backups import restore as put_back

    config = read_config()
    after = putting_back(load_catalog(), SystemClock().now())
    with _progress("Restoring") as told:
        counts = put_back(file, config.database, replace=replace, told=told, after=after, secret=config.secret)
    _report(counts, "The backup is restored, and every row was compared. Nobody takes part until they join again.")


@database.command()
def move(origin: Address, target: Address) -> None:
    """Copy everything from one database into another, which is empty. Stop the bot first."""
    from storage.upkeep.backups import move as carry

    with _progress("Moving") as told:
        counts = carry(origin, target, told)
    _report(counts, "Every row was copied and compared. Set DATABASE_URL to the new address, then start the bot.")


def _address() -> str:
    return read_config().database


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, steps: bar.update(task, completed=done, total=steps)


def _report(counts: dict[str, int], sentence: str) -> None:
    for table, rows in counts.items():
        if rows:
            typer.echo(f"{rows:>9,} {table}")
    typer.echo(sentence)
