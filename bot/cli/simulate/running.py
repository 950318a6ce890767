"""Runs a simulated year, with a progress bar."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import track

from bot.cli.simulate.roster import Roster
from rituals.coffee.matching import Options, Weights
from rituals.coffee.year import Made, year


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The circle to be simulated: who, for how many weeks, in groups of which size, and the champion's wishes."""

    roster: Roster
    weeks: int = 52
    group_size: int = 2
    seed: int = 7
    away: float = 0.0
    weights: Weights = field(default_factory=Weights)


def run(plan: Plan, progress: Console) -> Sequence[Made]:
    """Every week of it; how far it is stands on the progress console while it goes on."""
    wishes = Options(group_size=plan.group_size, weights=plan.weights)
    weeks = year(plan.roster.people, plan.weeks, wishes, seed=plan.seed, away=plan.away)
    is_unseen = not progress.is_terminal
    return list(track(weeks, "A year of coffee", total=plan.weeks, console=progress, transient=True, disable=is_unseen))
