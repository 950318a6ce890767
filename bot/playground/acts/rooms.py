"""What people do with conversations and accounts."""

from collections.abc import Sequence

from bot.playground.acts.base import Acting, Where, Who
from bot.playground.changes import membership
from bot.playground.changes.talk import show_conversation
from bot.playground.model.conversations import Conversation
from bot.playground.model.errors import PageError, SlackError
from bot.playground.model.people import Person


class RoomActions(Acting):
    """Opening, joining, leaving, inviting, archiving, arriving and going."""

    async def open(self, who: Who, people: Sequence[Who]) -> Conversation:
        """A direct or group conversation with these people."""
        person = self.person(who)
        others = [self.ws.person(other) for other in people]
        if not others:
            raise SlackError("users_list_not_supplied")
        if len(others) > 8:
            raise SlackError("too_many_users")
        for other in others:
            if other.deleted:
                raise SlackError("user_disabled")
        place, was_there = self.ws.open([person.id, *(other.id for other in others)])
        if not was_there:
            show_conversation(self.ws, place)
        return place

    async def join(self, who: Who, where: Where) -> None:
        """Join a public channel."""
        person = self.person(who)
        membership.join(self.ws, self.place(person, where), person)
        await self.link.settle()

    async def leave(self, who: Who, where: Where) -> None:
        """Leave a channel."""
        person = self.person(who)
        membership.leave(self.ws, self.place(person, where), person)
        await self.link.settle()

    async def invite(self, who: Who, where: Where, people: Sequence[Who]) -> None:
        """Bring people, or the bot, into a channel."""
        person = self.person(who)
        if not people:
            raise PageError("Say who to invite, for example: /invite @kindling")
        guests = [self.ws.person(other) for other in people]
        membership.invite(self.ws, self.place(person, where), guests, person)
        await self.link.settle()

    async def archive(self, who: Who, where: Where) -> None:
        """Close a channel for good."""
        person = self.person(who)
        membership.archive(self.ws, self.place(person, where), person)
        await self.link.settle()

    async def unarchive(self, who: Who, where: Where) -> None:
        """Open a closed channel again."""
        person = self.person(who)
        membership.unarchive(self.ws, self.place(person, where), person)
        await self.link.settle()

    async def rename(self, who: Who, where: Where, name: str) -> None:
        """Give a channel another name."""
        membership.rename(self.ws, self.place(self.person(who), where), name)
        await self.link.settle()

    async def create(self, who: Who, name: str, private: bool = False) -> Conversation:
        """Begin a channel."""
        place = membership.create(self.ws, name, self.person(who), private)
        await self.link.settle()
        return place

    async def remove(self, who: Who, where: Where) -> None:
        """Somebody, perhaps the bot, is taken out of a channel."""
        membership.leave(self.ws, self.ws.conversation(where), self.ws.person(who))
        await self.link.settle()

    async def arrive(self, person: Person) -> Person:
        """Somebody new joins the workspace."""
        membership.arrive(self.ws, person)
        await self.link.settle()
        return person

    async def change(self, who: Who, **fields: str | bool) -> None:
        """Somebody's account becomes different: title=, tz=, is_guest=, deleted= ..."""
        person = self.ws.person(who)
        for name, value in fields.items():
            setattr(person, name, value)
        membership.changed(self.ws, person)
        await self.link.settle()

    async def deactivate(self, who: Who) -> None:
        """Somebody's account is switched off."""
        membership.deactivate(self.ws, self.ws.person(who))
        await self.link.settle()
