"""Block Kit: what Slack takes, what it means, and what people put into it."""
