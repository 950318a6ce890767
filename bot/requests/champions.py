"""Looking after a circle: start it, change its settings, stop it. The same for every ritual."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.delivery.told_to_champions import taken_on, tell_of_the_end
from bot.delivery.words import RESEND, sent_again
from bot.handlers.effects import carry_out
from bot.handlers.fairness import check_may_change, check_may_set_up
from bot.handlers.switched import switched_on
from bot.people.allowed import admits, check_is_ours, check_may_start
from bot.people.words import circle_gone
from bot.platforms import Message
from bot.platforms.requests import ButtonPressed, CommandTyped, FormSent, FormToOpen, Outcome, Request
from bot.requests import words
from bot.rounds.calendar import Calendar
from rituals.cards import Card, Text
from rituals.catalog import Catalog
from rituals.errors import KindlingError
from rituals.events import Act, CircleChanged, CircleStarted, CircleStopped
from rituals.forms import Form
from rituals.ritual import Handler, Ritual
from rituals.schedule import Schedule, Weekly, read_schedule, starting
from rituals.settings import Settings, questions, read_settings, schedule_of
from rituals.zones import read_zone
from storage import SqlCircle, Transaction


class Champions:
    """What champions do to circles. Every method runs in the caller's transaction."""

    def __init__(self, catalog: Catalog, clock: Clock) -> None:
        self._catalog = catalog
        self._clock = clock
        self._calendar = Calendar(catalog)

    def start(self, tx: Transaction, request: CommandTyped, text: str) -> Outcome:
        """Open the form of a new circle in this channel."""
        name, _, when = text.strip().partition(" ")
        ritual = self._catalog.rituals.get(name.lower())
        if ritual is None:
            raise KindlingError(words.say_what_to_start(switched_on(tx, self._catalog, request.workspace).rituals))
        check_may_start(tx, request)
        if circle := tx.circles.find(request.workspace, ritual.name, request.channel):
            return _said(_taken_over(tx, circle, ritual, request.person))
        person = tx.people.get(request.workspace, request.person)
        settings = ritual.settings(zone=person.zone if person else "UTC")
        if when.strip() and not ritual.schedule:
            raise KindlingError(words.more_in_the_form(ritual.name))
        if when.strip():
            settings = _with(settings, ritual.schedule, read_schedule(when))
        return _ask("start", f"Start a {ritual.name} circle", ritual, settings, "", "Start")

    def verb(
        self, tx: Transaction, request: Request, circle: SqlCircle, ritual: Ritual, verb: str, text: str
    ) -> Outcome:
        """`settings` and `stop`, for champions only; `resend` for whoever asked for something, too."""
        if verb == RESEND:
            return self._sent_again(tx, request, circle)
        if request.person not in circle.champions:
            return _said(for_champions(circle))
        if verb == "settings":
            return _ask("settings", f"{ritual.name.capitalize()} settings", ritual, circle.settings, circle.id, "Save")
        if text.strip().lower() == "now":
            return self._stop(tx, request, circle, ritual)
        return _about(circle, words.really_stop(ritual, circle.channel, circle.id))

    def _sent_again(self, tx: Transaction, request: Request, circle: SqlCircle) -> Outcome:
        """What was refused goes out once more: all of it for a champion, for anybody else what they asked for."""
        about = request.about if isinstance(request, ButtonPressed) else ""
        is_champion, now = request.person in circle.champions, self._clock.now()
        count = tx.outbox.again(request.workspace, circle.id, about, request.person, now, everything=is_champion)
        return _said(sent_again(count))

    def form(self, tx: Transaction, request: FormSent, ritual: Ritual) -> Outcome:
        """The champion's form was sent: start the circle, or change it."""
        settings = read_settings(ritual.settings, request.values)
        if request.form == "start":
            return self._started(tx, request, ritual, settings)
        circle = tx.circles.lock(request.workspace, request.circle)
        check_is_ours(tx, request)
        if circle is None or not circle.is_running or not admits(circle, request):
            raise KindlingError(circle_gone())
        if request.person not in circle.champions:
            return _said(for_champions(circle))
        return self._changed(tx, request, circle, ritual, settings)

    def _started(self, tx: Transaction, request: FormSent, ritual: Ritual, settings: Settings) -> Outcome:
        check_may_start(tx, request)
        if tx.circles.find(request.workspace, ritual.name, request.channel):
            return _said(words.already_started(ritual))
        now = self._clock.now()
        check_may_set_up(tx, request.workspace, request.person, now)
        settings = _planned(ritual, settings, now)
        circle = tx.circles.start(
            request.workspace,
            ritual.name,
            request.channel,
            request.person,
            settings,
            read_zone(settings.zone),
            None,
            now,
        )
        circle.change(settings, circle.zone, self._calendar.coming(circle, now))
        said = self._moment(tx, circle, ritual, "started", CircleStarted(now=now, person=request.person))
        return _about(circle, words.started(ritual, circle.next_due, circle.zone, said))

    def _changed(
        self, tx: Transaction, request: FormSent, circle: SqlCircle, ritual: Ritual, settings: Settings
    ) -> Outcome:
        """A round that is due, and only waits to be held, is held all the same."""
        now, before = self._clock.now(), circle.next_due
        check_may_change(tx, request.workspace, request.person, now)
        settings = _planned(ritual, settings, now, circle.settings)
        circle.change(settings, read_zone(settings.zone), before)
        if before is None or before > now:
            circle.change(settings, circle.zone, self._calendar.coming(circle, now))
        changed = CircleChanged(now=now, person=request.person, before=before)
        self._moment(tx, circle, ritual, "changed", changed)
        return _about(circle, words.saved(circle.next_due, circle.zone))

    def _stop(self, tx: Transaction, request: Request, circle: SqlCircle, ritual: Ritual) -> Outcome:
        """Nobody stays joined, or its champion: should it start again, it is for each to say yes again."""
        now = self._clock.now()
        tx.circles.lock(circle.workspace, circle.id)
        self._moment(tx, circle, ritual, "stopped", CircleStopped(now=now, person=request.person))
        places = circle.places()
        for person in places:
            circle.leave(person)
        circle.release_champions()
        circle.stop()
        tell_of_the_end(tx, circle, places, now, besides=request.person)
        return _said(words.stopped(ritual.name))

    def _moment(self, tx: Transaction, circle: SqlCircle, ritual: Ritual, moment: str, event: Act) -> tuple[Card, ...]:
        """What the ritual itself has to say to the champion."""
        handler = ritual.hooks.get(moment)
        said = carry_out(tx, circle, handler, event).replies if handler else []
        return tuple(reply.card for reply in said)


def run_for(tx: Transaction, circle: SqlCircle, handler: Handler, event: Act) -> Outcome:
    """Run a handler of the circle's, for somebody who is let in."""
    if handler.champions and event.person not in circle.champions:
        return _said(for_champions(circle))
    tx.circles.lock(circle.workspace, circle.id)
    return carry_out(tx, circle, handler, event).outcome(circle)


def for_champions(circle: SqlCircle) -> Card:
    """What somebody is told who is no champion: whom to ask, or that nobody looks after the circle any more."""
    here = circle.champions
    return words.champions_only(here) if here else words.nobody_looks_after(circle.ritual)


def _taken_over(tx: Transaction, circle: SqlCircle, ritual: Ritual, person: str) -> Card:
    """Somebody who starts what is there becomes its champion if nobody looks after it any more."""
    if circle.champions:
        return words.already_started(ritual)
    circle.add_champion(person)
    taken_on(tx, circle)
    return words.taken_over(circle.ritual)


def _planned(ritual: Ritual, settings: Settings, now: datetime, before: Settings | None = None) -> Settings:
    """The settings with their schedule anchored: as it was, if the rhythm is unchanged."""
    schedule = schedule_of(settings, ritual.schedule)
    if schedule is None:
        return settings
    known = schedule_of(before, ritual.schedule) if before else None
    if isinstance(known, Weekly) and replace(known, since=None) == schedule:
        schedule = known
    else:
        schedule = starting(schedule, now.astimezone(read_zone(settings.zone)).date())
    return _with(settings, ritual.schedule, schedule)


def _with(settings: Settings, field: str, schedule: Schedule) -> Settings:
    change: dict[str, Any] = {field: schedule}
    return replace(settings, **change)


def _ask(name: str, title: str, ritual: Ritual, settings: Settings, circle: str, submit: str) -> Outcome:
    intro: Text = (ritual.summary, " You can change all of this later.")
    form = Form(name, title, questions(settings), submit=submit, intro=intro)
    return Outcome(form=FormToOpen(form, ritual.name, circle))


def _said(card: Card) -> Outcome:
    return Outcome(replies=(Message(card),))


def _about(circle: SqlCircle, card: Card) -> Outcome:
    return Outcome(replies=(Message(card, circle.ritual, circle.id),))
