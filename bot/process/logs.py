"""Structured logs: what happened, with ids and references; never anybody's words or names, never a token."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import structlog

SECRET = re.compile(r"xox[abeprs]-[\w-]+|xapp-[\w-]+|Bearer\s+\S+|https?://\S*(?:response_url|commands|actions)/\S+")


def configure_logs(level: str) -> None:
    """Send the logs to standard error, one line each: for people on a terminal, as JSON elsewhere."""
    number = logging.getLevelName(level.upper())
    logging.basicConfig(
        level=max(number, logging.WARNING), stream=sys.stderr, format="%(levelname)s %(name)s %(message)s"
    )
    for handler in logging.getLogger().handlers:
        handler.addFilter(_redacting)
    render = structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            place_of_error,
            redact,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def place_of_error(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Where an error came from and its kind; not its message, in which there may be somebody's words."""
    if event.pop("exc_info", None) and (error := sys.exception()):
        frames = traceback.extract_tb(error.__traceback__)
        event["error"] = " from ".join(type(one).__name__ for one in _chain(error))
        event["at"] = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return event


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """No secret leaves in a log line."""
    return {name: SECRET.sub("[secret]", value) if isinstance(value, str) else value for name, value in event.items()}


def _redacting(record: logging.LogRecord) -> bool:
    record.msg, record.args = SECRET.sub("[secret]", record.getMessage()), ()
    return True
