"""`kindling simulate`: what a year of coffee would look like, before anybody is invited."""

from bot.cli.simulate.report import can_draw, show
from bot.cli.simulate.roster import Roster, made_up, read_roster
from bot.cli.simulate.running import Plan, run

__all__ = ["Plan", "Roster", "can_draw", "made_up", "read_roster", "run", "show"]
