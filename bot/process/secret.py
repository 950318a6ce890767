"""The secret of this installation: made at the first start, kept in .env, outside of the database and its backups."""

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.config import SECRET, BadConfig, Config, read_file

OWNER_ONLY = stat.S_IRUSR | stat.S_IWUSR


def with_secret(config: Config, env_file: Path) -> Config:
    """The configuration with the secret that it has, or that the file holds by now, or a new one that is added to the
    file. Raises BadConfig where there is none and it cannot be kept."""
    return config if config.secret else replace(config, secret=_kept(env_file))


def new_secret() -> str:
    """One that nobody can guess."""
    return secrets.token_hex(32)


def _kept(file: Path) -> str:
    try:
        with _alone_with(file) as descriptor:
            if earlier := read_file(file).get(SECRET):
                return earlier
            secret = new_secret()
            _add(descriptor, f"{SECRET}={secret}\n")
            return secret
    except OSError:
        raise BadConfig(
            f"{SECRET} is missing, and {file} can't be written, so none can be kept there. Set it yourself, to what "
            "“openssl rand -hex 32” prints, and keep it: it has to be the same at every start."
        ) from None


@contextmanager
def _alone_with(file: Path) -> Iterator[int]:
    """Nobody else makes a secret meanwhile: of two that start at once, the second finds that of the first."""
    descriptor = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK, OWNER_ONLY)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _add(descriptor: int, line: str) -> None:
    """At the end of the file, which is its owner's alone from now on, and on the disk."""
    os.fchmod(descriptor, OWNER_ONLY)
    size = os.fstat(descriptor).st_size
    unfinished = size and os.pread(descriptor, 1, size - 1) != b"\n"
    with os.fdopen(os.dup(descriptor), "ab") as file:
        file.write(b"\n" * bool(unfinished) + line.encode())
    os.fsync(descriptor)
