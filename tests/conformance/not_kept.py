"""What the local workspace does not keep of Slack, as far as we know."""

NOT_KEPT: dict[str, tuple[str, ...]] = {
    "chat.postMessage": (
        "links are not unfurled, and Work Objects are kept and not shown",
        "metadata whose event type has signs that Slack does not like is kept, and at Slack ignored with a warning",
        "that `as_user=true` is taken and `false` refused, also by the other methods of chat, is from second hand: "
        "[parsons 741](https://github.com/move-coop/parsons/issues/741), "
        "[java-slack-sdk 372](https://github.com/slackapi/java-slack-sdk/issues/372), "
        "[slack-client 201](https://github.com/HubSpot/slack-client/pull/201)",
        "`mrkdwn=false` is accepted, and the text is shown as mrkdwn all the same",
        "`restricted_action` and its kin, `messages_tab_disabled`, `message_limit_exceeded`",
        "`link_names` does not know user groups",
        "metadata may have 8,000 bytes: the number is ours",
        "`invalid_thread_ts` is from memory, and was not found in a list",
        "Slack's undocumented total behind `msg_blocks_too_long`; only that of Markdown blocks is kept",
    ),
    "chat.update": ("`file_ids`", "`block_mismatch`"),
    "chat.delete": ("no tombstone stands for a thread whose first message is gone",),
    "chat.scheduleMessage": ("at Slack, as it documents, a message with metadata is never posted; here it is",),
    "conversations.history": ("the stricter limits for apps that are sold outside of Slack's marketplace",),
    "conversations.open": ("`prevent_creation` answers `channel_not_found`, from memory",),
    "files.getUploadURLExternal": ("`unknown_snippet_type`", "a file may have 50 MB: the number is ours"),
    "reactions.add": (
        "whether an emoji of that name exists is not looked at",
        "the limits of 50 and 23 reactions are from memory",
    ),
    "users.list": ("`limit_required`",),
    "views.publish": ("`not_enabled`",),
    "events": (
        "people's messages carry no rich_text blocks and no `client_msg_id`",
        "channel events where the bot is not a member, except `channel_created`",
    ),
    "http delivery": (
        "`app_rate_limited`, switching events off after many failures, TLS client certificates",
        "an app stays connected once its address was verified",
    ),
    "interactivity": (
        "form-encoded bodies at a response address",
        "`view_closed` after `response_action: clear`",
        "uploading from a `file_input` on the page",
    ),
    "socket mode": (
        "after `refresh_requested` the connection is closed at once, before the app could open another",
        "`link_disabled` does not last",
    ),
    "block kit": (
        "auth_provider, call and data_visualization are refused as unknown types",
        "the exact words of complaints about two fields that contradict each other",
        "where `response_url_enabled` may stand, and the domains of a video",
        "the 10,000 characters of a table, and where alerts, cards and carousels may stand, are from second hand",
    ),
    "oauth": (
        "tokens of people (`user_scope`), PKCE, installs for a whole enterprise, incoming webhooks",
        "an app without redirect addresses cannot be installed again from the page",
        "that a token stays valid after `oauth.v2.exchange`, and the name `code_already_used`, are from memory",
        "response addresses given out before an uninstall still work",
    ),
    "auth.test": ("`expires_in` of a rotating token",),
    "rate limits": (
        "Slack publishes no sizes of bursts: a minute's worth is ours (10 for tier 1, 5 messages for a channel)",
        "the methods of OAuth and `api.test` have no limit",
    ),
}
