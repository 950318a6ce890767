"""What a simulated year comes to: a table, a small chart for the terminal, and a picture."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.cli.simulate.running import Plan
from bot.config import BadConfig, how_to_add
from rituals.coffee.year import Made, fresh_rounds
from rituals.dates import join_words

Pairs = Sequence[tuple[str, str]]
NAMED = 10
CHART = (72, 12)


def show(plan: Plan, weeks: Sequence[Made], console: Console, png: Path | None = None) -> None:
    """Say what the year comes to; draw it into `png` too. Raises BadConfig if that cannot be."""
    table = Table("", "", show_header=False, box=None, pad_edge=False)
    for name, words in rows(plan, weeks):
        table.add_row(name, words)
    console.print(table)
    console.print()
    console.print(chart(weeks), highlight=False, markup=False)
    if png:
        draw(plan, weeks, png)
        console.print(f"The same as a picture: {png}", highlight=False, markup=False)


def rows(plan: Plan, weeks: Sequence[Made]) -> Iterator[tuple[str, str]]:
    """The table's rows."""
    pairs = sum(len(week.pairs()) for week in weeks)
    again = sum(len(week.again) for week in weeks)
    yield "People", _people(plan)
    yield "Weeks", f"{len(weeks)}, in groups of {plan.group_size}{_attendance(plan)}"
    yield "Introductions", f"{pairs:,} pairs of people"
    yield "Met again", f"{again:,} pairs ({_percent(again, pairs)})"
    yield "First repeat", _first_repeat(plan, weeks)
    yield "Left over", _left_over(weeks)
    yield "Mix", _mix(plan, weeks)
    yield "Different colleagues", _different(weeks)
    if plan.roster.unused:
        yield "Not used", f"the columns {join_words(plan.roster.unused)}"


def chart(weeks: Sequence[Made]) -> str:
    """Pairs who meet again, week by week, as plain text; a sentence if nobody does."""
    again = [len(week.again) for week in weeks]
    if not any(again):
        return "Nobody meets twice in this time, so there is nothing to draw."
    import plotext  # late: no other command draws

    figure = plotext.figure
    figure.clear()
    figure.theme("colorless").plot_size(*CHART)
    figure.title("Pairs who meet again, week by week")
    figure.draw(figure.bar([week.number for week in weeks], again))
    figure.ruler("y").lim(0, max(again))
    figure.ruler("y").ticks([0, max(again)])
    figure.ruler("x").ticks(_ticks(len(weeks)))
    drawn: str = plotext.uncolorize(figure.build())
    return "\n".join(line.rstrip() for line in drawn.splitlines())


def can_draw(png: Path) -> None:
    """Raises BadConfig, before the year is worked out, if it can't be drawn into this file afterwards."""
    if png.is_dir() or not png.parent.is_dir():
        raise BadConfig(f"{png} can't be written: --png takes the name of a file in a folder that is there.")


def draw(plan: Plan, weeks: Sequence[Made], png: Path) -> None:
    """The year as a picture, in this file. Raises BadConfig if that cannot be."""
    try:
        figure = _figure(plan, weeks)
    except ImportError:
        raise BadConfig(f"The picture needs matplotlib. {how_to_add('charts')}") from None
    try:
        figure.savefig(png, format="png", dpi=120)
    except OSError:
        raise BadConfig(f"{png} can't be written: --png takes the name of a file that you may make.") from None


def _figure(plan: Plan, weeks: Sequence[Made]) -> Any:
    """Pairs who meet again, and those of other teams where teams are known."""
    from matplotlib.figure import Figure  # late and optional: the extra `charts`
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(9, 4), layout="constrained")
    axes = figure.add_subplot()
    numbers = [week.number for week in weeks]
    axes.bar(numbers, [len(week.pairs()) for week in weeks], color="#ead9c8", label="pairs introduced")
    teams = plan.roster.teams()
    if teams:
        mixed = [len(_mixed(week.pairs(), teams)) for week in weeks]
        axes.step(numbers, mixed, where="mid", color="#4a6b5d", label="of different teams", zorder=3)
    axes.bar(numbers, [len(week.again) for week in weeks], color="#8a3b12", label="who met before")
    axes.set(title=f"A year of coffee: {_people(plan)}", xlabel="week", ylabel="pairs")
    axes.set_xlim(0, len(weeks) + 1)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.15), ncols=3)
    return figure


def _people(plan: Plan) -> str:
    teams = set(plan.roster.teams().values())
    return f"{len(plan.roster.people):,} people" + (f" of {len(teams)} teams" if teams else "")


def _attendance(plan: Plan) -> str:
    return f", {plan.away:.0%} of people away each week" if plan.away else ", everybody there each week"


def _first_repeat(plan: Plan, weeks: Sequence[Made]) -> str:
    first = next((week.number for week in weeks if week.again), None)
    words = f"week {first}" if first else "none in this time"
    if plan.away or not weeks or weeks[0].left_out:
        return words
    most = fresh_rounds([len(group) for group in weeks[0].groups])
    return f"{words} (by any rule it comes by week {most + 1}, for then there are no new pairs left)"


def _left_over(weeks: Sequence[Made]) -> str:
    """Whoever would be in no group at least once, without a count for anybody."""
    ids = list(dict.fromkeys(id for week in weeks for id in week.left_out))
    if not ids:
        return "nobody, in any week"
    times = sum(len(week.left_out) for week in weeks)
    named = join_words([*ids[:NAMED], *([f"{len(ids) - NAMED} more"] if len(ids) > NAMED else [])])
    return f"{named}; {times} places in all. They'd get a kind note, and first place the week after."


def _mix(plan: Plan, weeks: Sequence[Made]) -> str:
    teams = plan.roster.teams()
    if not teams:
        return "no teams are known; --departments makes some up"
    known = [pair for week in weeks for pair in week.pairs() if pair[0] in teams and pair[1] in teams]
    return f"{_percent(len(_mixed(known, teams)), len(known))} of pairs are of different teams"


def _mixed(pairs: Pairs, teams: dict[str, str]) -> list[tuple[str, str]]:
    return [(a, b) for a, b in pairs if a in teams and b in teams and teams[a] != teams[b]]


def _different(weeks: Sequence[Made]) -> str:
    met: dict[str, set[str]] = {}
    for a, b in (pair for week in weeks for pair in week.pairs()):
        met.setdefault(a, set()).add(b)
        met.setdefault(b, set()).add(a)
    return f"{median(map(len, met.values())):g} for each person, in the middle" if met else "none"


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


def _ticks(weeks: int) -> list[int]:
    step = max(1, round(weeks / 8))
    return [1, *range(step, weeks + 1, step)] if step > 1 else list(range(1, weeks + 1))
