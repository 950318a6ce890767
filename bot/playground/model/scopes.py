"""Which scope each method needs, and which events an app may ask for."""

BY_KIND_READ = {"channel": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}
BY_KIND_MANAGE = {"channel": "channels:manage", "private": "groups:write"}
BY_KIND_WRITE = {"im": "im:write", "mpim": "mpim:write"}
BY_KIND_HISTORY = {
    "channel": "channels:history",
    "private": "groups:history",
    "im": "im:history",
    "mpim": "mpim:history",
}

SCOPES: dict[str, tuple[str, ...]] = {
    "team.info": ("team:read",),
    "bots.info": ("users:read",),
    "users.info": ("users:read",),
    "users.list": ("users:read",),
    "users.lookupByEmail": ("users:read.email",),
    "conversations.join": ("channels:join",),
    "chat.postMessage": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.delete": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.scheduleMessage": ("chat:write",),
    "chat.deleteScheduledMessage": ("chat:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.completeUploadExternal": ("files:write",),
    "reactions.add": ("reactions:write",),
    "reactions.remove": ("reactions:write",),
    "reactions.get": ("reactions:read",),
    "conversations.history": tuple(BY_KIND_HISTORY.values()),
    "conversations.replies": tuple(BY_KIND_HISTORY.values()),
}
"""Any one of the scopes is enough. Methods that are not here need none, or one by kind of conversation."""

ON_REQUEST = frozenset({"users:read.email", "chat:write.customize", "chat:write.public"})
"""Scopes that change what a method does or shows, and that an app has only if it asks for them."""

DEFAULT_SCOPES = (
    frozenset(
        {scope for method, scopes in SCOPES.items() for scope in scopes if not scope.endswith(":history")}
        | {*BY_KIND_READ.values(), *BY_KIND_MANAGE.values(), *BY_KIND_WRITE.values(), "commands", "app_mentions:read"}
    )
    - ON_REQUEST
)

DEFAULT_EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "member_joined_channel",
        "member_left_channel",
        "channel_left",
        "channel_archive",
        "channel_unarchive",
        "group_archive",
        "group_left",
        "reaction_added",
        "reaction_removed",
        "team_join",
        "user_change",
    }
)
"""Never message events: the bot does not read what people say."""
