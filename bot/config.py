"""The only reader of the environment. Anything it cannot read is one clear sentence."""

import io
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from ipaddress import IPv4Address
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from dotenv.parser import parse_stream

from rituals.zones import shortened

SLACK_API = "https://slack.com/api/"
DATABASE = "sqlite:///kindling.db"
LEVELS = ("debug", "info", "warning", "error")
HOME = Path(__file__).parents[1]
"""A clone, or where packages are installed."""
DISTRIBUTION = "kindling-bot"
"""What Kindling is called among packages; another is called kindling."""
VISIBLE = re.compile(r"[!-~]*")
"""No blank, no control, no letter beyond ASCII: what a token, a secret and an address are made of."""
SECRET = "KINDLING_SECRET"
KNOWN = {"KINDLING_HOST", "KINDLING_LOG", "KINDLING_METRICS", "KINDLING_PORT", SECRET}
LEAST_SECRET = 32
"""Characters: fewer could be guessed."""


class BadConfig(Exception):
    """A setting that cannot be used; the sentence names it and says what would do."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything the environment says."""

    bot_token: str = ""
    app_token: str = ""
    signing_secrets: tuple[str, ...] = ()
    slack_api: str = SLACK_API
    database: str = DATABASE
    log_level: str = "info"
    host: str = "127.0.0.1"
    """The address that is listened at: this machine alone, unless told otherwise."""
    port: int = 3000
    wants_port: bool = False
    """The port was asked for, and not only taken because it is the usual one."""
    metrics: tuple[str, int] | None = None
    """Address and port."""
    secret: str = field(default="", repr=False)
    """What digests are made with; empty until there is one."""

    @property
    def bot_tokens(self) -> tuple[str, ...]:
        """The tokens of all the workspaces that are served."""
        return tuple(token.strip() for token in self.bot_token.split(",") if token.strip())

    @property
    def has_slack(self) -> bool:
        """Whether any Slack setting is there."""
        return bool(self.bot_token or self.app_token or self.signing_secrets)

    @property
    def uses_socket(self) -> bool:
        return bool(self.app_token)


def read_config(environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> Config:
    """The configuration from the environment and a .env file (the environment wins). Raises BadConfig."""
    values = _values(environment, env_file)
    _refuse_unknown(values)
    port = next((name for name in ("KINDLING_PORT", "PORT") if values.get(name)), None)
    return Config(
        bot_token=_tokens(values, "SLACK_BOT_TOKEN", "xoxb-"),
        app_token=_token(values, "SLACK_APP_TOKEN", "xapp-"),
        signing_secrets=_secrets(values.get("SLACK_SIGNING_SECRET", "")),
        slack_api=_address(values.get("SLACK_API_URL") or SLACK_API),
        database=values.get("DATABASE_URL", "").strip() or DATABASE,
        log_level=_level(values.get("KINDLING_LOG") or "info"),
        host=_host(values.get("KINDLING_HOST") or "127.0.0.1"),
        port=_port(port, values[port]) if port else 3000,
        wants_port=bool(port),
        metrics=_metrics(values.get("KINDLING_METRICS", "")),
        secret=_secret(values.get(SECRET, "").strip()),
    )


def need_slack(config: Config, *, receives: bool = True) -> None:
    """Raise BadConfig unless there is enough to run against Slack; who receives nothing needs only the bot token."""
    if not config.bot_token:
        raise BadConfig("SLACK_BOT_TOKEN is missing. Copy it from your Slack app's OAuth & Permissions page.")
    if receives and not (config.app_token or config.signing_secrets):
        raise BadConfig(
            "Set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP), from your Slack app's pages."
        )


def _values(environment: Mapping[str, str] | None, env_file: Path | None) -> dict[str, str]:
    if environment is not None:
        return dict(environment)
    return read_file(env_file or default_env_file()) | dict(os.environ)


def default_env_file() -> Path:
    """Where settings stand, and the secret is kept."""
    return Path.cwd() / ".env"


def read_file(file: Path) -> dict[str, str]:
    """What a .env file sets; nothing if there is none. Raises BadConfig."""
    try:
        text = file.read_text("utf-8-sig") if file.is_file() else ""
    except (OSError, UnicodeDecodeError):
        raise BadConfig(f"{file} can't be read. It should be text in UTF-8 that you may open.") from None
    for one in parse_stream(io.StringIO(text)):
        if one.error:
            raise BadConfig(f"{file}, line {one.original.line} can't be read. Write it like KINDLING_LOG=info.")
    return {name: value or "" for name, value in dotenv_values(stream=io.StringIO(text)).items()}


def _refuse_unknown(values: Mapping[str, str]) -> None:
    for name in values:
        if name.startswith("KINDLING_") and name not in KNOWN:
            near = get_close_matches(name, KNOWN, n=1, cutoff=0)
            raise BadConfig(f"{name} is not a setting that Kindling knows. Did you mean {near[0]}?")


def _token(values: Mapping[str, str], name: str, prefix: str) -> str:
    value = values.get(name, "").strip()
    if value and not value.startswith(prefix):
        raise BadConfig(f"{name} should begin with {prefix}. You may have copied another of the app's tokens.")
    if not VISIBLE.fullmatch(value):
        raise BadConfig(f"{name} has a sign in it that no token has. Copy it again from your Slack app's pages.")
    return value


def _tokens(values: Mapping[str, str], name: str, prefix: str) -> str:
    """One token, or several with commas between them."""
    return ",".join(_token({name: one}, name, prefix) for one in values.get(name, "").split(","))


def _secrets(value: str) -> tuple[str, ...]:
    """One, or two with a comma between them while one takes the other's place."""
    secrets = tuple(secret for part in value.split(",") if (secret := part.strip()))
    if not all(map(VISIBLE.fullmatch, secrets)):
        raise BadConfig("SLACK_SIGNING_SECRET has a sign in it that no secret has. Copy it again from your Slack app.")
    return secrets


def _secret(value: str) -> str:
    if value and (len(value) < LEAST_SECRET or not VISIBLE.fullmatch(value)):
        raise BadConfig(
            f"{SECRET} should be at least {LEAST_SECRET} letters and digits, like “openssl rand -hex 32” prints them."
        )
    return value


def _metrics(value: str) -> tuple[str, int] | None:
    """A port on this machine alone, or an address and a port."""
    if not value:
        return None
    address, _, port = value.rpartition(":")
    try:
        return address.strip("[]") or "127.0.0.1", _port("KINDLING_METRICS", port)
    except BadConfig:
        raise BadConfig(
            f"KINDLING_METRICS should be a port, like 9100, or 0.0.0.0:9100, not “{shortened(value)}”."
        ) from None


def _address(value: str) -> str:
    if not _is_address(value) or not VISIBLE.fullmatch(value):
        raise BadConfig("SLACK_API_URL should be a web address, like https://slack.com/api/.")
    return value if value.endswith("/") else f"{value}/"


def _host(value: str) -> str:
    try:
        return str(IPv4Address(value))
    except ValueError:
        raise BadConfig(
            "KINDLING_HOST should be an address of this machine, like 127.0.0.1, or 0.0.0.0 for all, "
            f"not “{shortened(value)}”."
        ) from None


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _level(value: str) -> str:
    if value.lower() not in LEVELS:
        raise BadConfig(f"KINDLING_LOG should be one of {', '.join(LEVELS)}, not “{shortened(value)}”.")
    return value.lower()


def _port(name: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", value) or not 0 < int(value) < 65536:
        raise BadConfig(f"The port should be a number from 1 to 65535, not “{shortened(value)}”. {name} sets it.")
    return int(value)


def how_to_add(extra: str) -> str:
    """What to type for one of the extras in pyproject.toml: in a clone's folder, or wherever Kindling was installed."""
    if (HOME / "pyproject.toml").is_file():
        return f"In Kindling's folder, type .venv/bin/pip install -e '.[{extra}]'"
    return f"Type pip install '{DISTRIBUTION}[{extra}]'"
