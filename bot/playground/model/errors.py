"""What the local workspace refuses, in Slack's words to the app and in kind words to a person."""

from collections.abc import Sequence

SENTENCES = {
    "channel_not_found": "That conversation isn't here, or isn't yours to see.",
    "not_in_channel": "Join this channel first, then try again.",
    "is_archived": "This channel is archived, so nothing new can be said in it.",
    "already_archived": "This channel is archived already.",
    "cant_archive_general": "Everybody's channel can't be archived.",
    "user_not_found": "There is nobody here by that name.",
    "user_disabled": "That person's account has been deactivated.",
    "cannot_dm_bot": "Slackbot keeps to itself here.",
    "too_many_users": "A group conversation holds at most nine people.",
    "users_list_not_supplied": "Choose at least one person to talk to.",
    "already_in_channel": "They are in this channel already.",
    "cant_invite_self": "You are in this channel already.",
    "cant_leave_general": "Nobody can leave everybody's channel.",
    "method_not_supported_for_channel_type": "That can't be done in this kind of conversation.",
    "already_reacted": "You have reacted with that one already.",
    "no_reaction": "You have taken that reaction back already.",
    "too_many_emoji": "This message has as many different reactions as it can hold.",
    "too_many_reactions": "You have put as many reactions here as one person can.",
    "invalid_name_punctuation": "A channel's name needs a letter or a number.",
    "no_text": "There is nothing to send yet.",
    "msg_too_long": "That message is too long to send.",
    "restricted_action": "Guests can only use the channels they were invited to.",
}


class SlackError(Exception):
    """A refusal with Slack's own error code and whatever Slack sends beside it."""

    def __init__(self, code: str, messages: Sequence[str] = (), **beside: object) -> None:
        super().__init__(code)
        self.code = code
        self.messages = list(messages)
        self.beside = beside

    @property
    def sentence(self) -> str:
        """The same refusal for a person."""
        return SENTENCES.get(self.code, "That didn't work. Nothing was changed.")

    def body(self) -> dict[str, object]:
        """The answer of the Web API."""
        body: dict[str, object] = {"ok": False, "error": self.code, **self.beside}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


class PageError(Exception):
    """Something a person asked for that cannot be done; its text is the sentence they read."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


class NotAnswered(Exception):
    """The bot did not acknowledge in time."""
