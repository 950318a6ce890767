"""The workspace, Slack's own clients, and an app that listens: the same as on the wire."""

from tests.wire.conftest import *  # noqa: F403
