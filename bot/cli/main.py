"""The command line."""

import asyncio
import os
import shutil
import sys
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.database import database
from bot.config import BadConfig, default_env_file, need_slack, read_config
from bot.process.logs import configure_logs
from bot.process.roles import Role
from bot.process.secret import with_secret
from rituals.errors import KindlingError

app = typer.Typer(
    help="Small rituals for a kinder day at work. Without a word after it, kindling runs against Slack if there "
    "are Slack settings in the environment or in .env, and otherwise in a local workspace on this machine.",
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(database, name="db")

USAGE = 2
FROM_CSV = (
    "People from a CSV file instead. Its first line names the columns: id, and if you like team, site, zone (like "
    "Europe/London), start and end (of work, like 09:00), new and only_my_site (yes or no)."
)
Port = Annotated[int, typer.Option(help="The first port to try.", min=0, max=65535)]


def main() -> None:
    """Run the command; what cannot be done is one sentence and exit code 2."""
    from bot.platforms import CannotStart

    try:
        sys.exit(app(standalone_mode=False, prog_name="kindling"))
    except typer.Abort:
        sys.exit(1)
    except typer.TyperException as error:
        _refuse(_mistyped(error))
    except (BadConfig, CannotStart) as error:
        _refuse(str(error))
    except KindlingError as error:
        _refuse(str(error))


def _mistyped(error: typer.TyperException) -> str:
    """What is wrong with the words after a command, and where they are explained."""
    param, context = getattr(error, "param", None), getattr(error, "ctx", None)
    said = error.format_message()
    if isinstance(error, typer.BadParameter) and param and error.message:
        said = f"{param.opts[0]}: {error.message.removeprefix('Value error, ').partition(', unable to')[0]}"
    said = said.replace("Input should be a valid integer", "it should be a whole number")
    said = said.replace("Input should be", "it should be").rstrip(".")
    return f"{said}. See {context.command_path if context else 'kindling'} --help."


@app.callback(invoke_without_command=True)
def kindling(context: typer.Context) -> None:
    """Run against Slack, or play in a local workspace."""
    if context.invoked_subcommand is not None:
        return
    if read_config().has_slack:
        run()
    else:
        play()


@app.command()
def play(
    port: Port = 8765,
    people: Annotated[int, typer.Option(help="How many colleagues there are.", min=1, max=5000)] = 24,
    seed: Annotated[int, typer.Option(help="The same number makes the same company.")] = 7,
    database: Annotated[str, typer.Option(help="A database address; by default one that is thrown away.")] = "",
    headless: Annotated[bool, typer.Option("--headless", help="Open no browser.")] = False,
    limits: Annotated[bool, typer.Option("--limits", help="Keep Slack's rate limits, in real time.")] = False,
    connect: Annotated[bool, typer.Option("--connect", help="Start the workspace alone, for any other app.")] = False,
    manifest: Annotated[Path | None, typer.Option(help="That app's manifest, with --connect.")] = None,
) -> None:
    """Try Kindling in a local workspace: a page where you can be any colleague."""
    from bot.process.play import Play

    if manifest and not connect:
        raise BadConfig("--manifest is for another app, so it needs --connect beside it.")
    if database and connect:
        raise BadConfig("--database is for Kindling, and with --connect there's no Kindling in the workspace.")
    configure_logs(read_config().log_level)
    if connect:
        asyncio.run(_connect(Play(port, people, seed, chatter=True), manifest))
        return
    asyncio.run(_play(Play(port, people, seed, database, chatter=True, rate_limits=limits), headless))


@app.command()
def run(
    role: Annotated[
        Role, typer.Option(help="What this process does: take requests, work on them, or both.")
    ] = Role.ALL,
) -> None:
    """Run against Slack, with the settings in the environment or in .env."""
    from bot.process.run import run as run_bot
    from rituals.catalog import load_catalog

    config = read_config()
    need_slack(config, receives=role.receives)
    config = with_secret(config, default_env_file())
    configure_logs(config.log_level)
    asyncio.run(run_bot(config, load_catalog(), role))


@app.command()
def manifest() -> None:
    """Print the Slack app's manifest; it is also in manifest.yml."""
    from bot.platforms.slack.manifest import manifest_text
    from rituals.catalog import load_catalog

    typer.echo(manifest_text(load_catalog()), nl=False)


@app.command()
def rituals() -> None:
    """List the rituals that are installed, from where, and what is wrong with any that is left out."""
    from bot.cli.rituals import about_ritual
    from rituals.catalog import load_catalog

    catalog = load_catalog()
    for ritual in catalog.rituals.values():
        for line in about_ritual(catalog, ritual):
            typer.echo(line)
    for name, why in catalog.left_out.items():
        typer.echo(f"{name:12} left out: {why}")


@app.command()
def new_ritual(
    name: Annotated[str, typer.Argument(help="One lowercase word, like birthdays.")],
    like: Annotated[str, typer.Option(help="What it begins as: birthdays or wishes.", show_default=False)] = "",
) -> None:
    """Write a ritual of your own: a package in this folder, ready to be installed beside Kindling."""
    from bot.cli.new_ritual import kind_of
    from bot.cli.new_ritual import new_ritual as write
    from rituals.catalog import load_catalog

    folder = write(name, Path.cwd(), load_catalog(), like).name
    typer.echo(f"Your ritual is in {folder}. It begins as {kind_of(name, like)}. What to do next:")
    for line in (
        f"{_beside('pip')} install --no-deps -e {folder}",
        f"{_beside('kindling')} rituals",
        _beside("kindling"),
    ):
        typer.echo(f"    {line}")
    typer.echo(f"In the local workspace, become Priya and type /kind rituals on {name}; then /kind start {name}.")


@app.command()
def simulate(
    people: Annotated[int, typer.Option(help="How many people take part, made up.", min=2, max=5000)] = 40,
    weeks: Annotated[int, typer.Option(help="How many weekly rounds.", min=1, max=520)] = 52,
    group_size: Annotated[int, typer.Option(help="How many meet.", min=2, max=6)] = 2,
    departments: Annotated[int, typer.Option(help="How many departments, of uneven size.", min=0, max=200)] = 6,
    from_csv: Annotated[Path | None, typer.Option(help=FROM_CSV, show_default=False)] = None,
    away: Annotated[int, typer.Option(help="How many of 100 people are away each week, by chance.", min=0, max=90)] = 0,
    any_team: Annotated[bool, typer.Option("--any-team", help="Meet other teams no more than one's own.")] = False,
    overlapping_hours: Annotated[bool, typer.Option("--overlapping-hours", help="Prefer overlapping hours.")] = False,
    newcomers: Annotated[bool, typer.Option("--newcomers", help="Prefer newcomers with old hands.")] = False,
    seed: Annotated[int, typer.Option(help="The same number makes the same year.")] = 7,
    png: Annotated[Path | None, typer.Option(help="Draw it into this file too.", show_default=False)] = None,
) -> None:
    """See what a year of coffee would look like, before anybody is invited. Nothing is stored or sent."""
    from rich.console import Console

    from bot.cli.simulate import Plan, can_draw, made_up, read_roster, run, show
    from rituals.coffee import CoffeeSettings
    from rituals.coffee.matchmaking import weights

    if png:
        can_draw(png)
    roster = read_roster(from_csv) if from_csv else made_up(people, departments, seed)
    wishes = CoffeeSettings(other_teams=not any_team, overlapping_hours=overlapping_hours, newcomers=newcomers)
    plan = Plan(roster=roster, weeks=weeks, group_size=group_size, seed=seed, away=away / 100, weights=weights(wishes))
    show(plan, run(plan, Console(stderr=True)), Console(), png)


@app.command()
def forget(
    person: Annotated[str, typer.Argument(help="Their id in Slack, like U012ABCDEF, or their whole name.")],
    workspace: Annotated[str, typer.Option(help="The workspace's id, where it can't be told.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what there is of them.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Forget somebody who can't type /kind forget me any more. The bot may go on running."""
    from bot.cli.forget import Eraser, need_database
    from rituals.catalog import load_catalog

    config = read_config()
    need_database(config)
    config = with_secret(config, default_env_file())
    configure_logs(config.log_level)
    with Eraser.of(config, load_catalog()) as eraser:
        one = eraser.find(person, workspace)
        typer.echo(one.summary())
        if dry_run:
            typer.echo("Nothing was changed.")
        elif yes or typer.confirm("Forget them for good?", abort=True):
            typer.echo(eraser.erase(one))


@app.command()
def doctor() -> None:
    """Check the settings, the database, the rituals, and Slack if it is configured."""
    from bot.cli.doctor import examine

    findings = asyncio.run(examine(read_config()))
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.good else 'look'}  {finding.words}")
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


async def _play(how: object, headless: bool) -> None:
    from bot.clock import MovableClock
    from bot.process.play import Play, playing
    from bot.process.signals import until_stopped
    from rituals.catalog import load_catalog

    assert isinstance(how, Play)
    async with playing(how, load_catalog(), MovableClock()) as (playground, _bot):
        typer.echo(f"Kindling is in its local workspace: {playground.url}")
        typer.echo("Press Ctrl-C to stop. Nothing here leaves this machine.")
        if not headless and _has_screen():
            webbrowser.open(playground.url)
        await until_stopped()


async def _connect(how: object, manifest: Path | None) -> None:
    """Settings go to standard output and nothing else does, so that a script can read them."""
    from bot.clock import MovableClock
    from bot.process.play import Play, app_at, connecting, settings_of
    from bot.process.signals import until_stopped

    assert isinstance(how, Play)
    app = app_at(manifest)
    async with connecting(how, app, MovableClock()) as playground:
        for name, value in settings_of(playground).items():
            typer.echo(f"{name}={value}")
        for sentence in app.in_vain:
            typer.echo(sentence, err=True)
        typer.echo(f"The workspace is at {playground.url}", err=True)
        typer.echo("Press Ctrl-C to stop. Nothing here leaves this machine.", err=True)
        await until_stopped()


def _beside(command: str) -> str:
    """How a command of Kindling's own environment is typed here: by its name alone, if the shell finds that one."""
    own = Path(sys.executable).parent / command
    found = shutil.which(command)
    if found and Path(found).parent.resolve() == own.parent.resolve():
        return command
    return str(own.relative_to(Path.cwd()) if own.is_relative_to(Path.cwd()) else own)


def _has_screen() -> bool:
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _refuse(sentence: str) -> None:
    typer.echo(sentence, err=True)
    sys.exit(USAGE)
